import type { Texture } from 'three'
import { readPng, ToileError } from '../ground/index.ts'
import { tileTexture } from './print.ts'

/** Tiles kept ready, so that going back and forth between prints costs nothing. */
const TILES_KEPT = 4
const TIMEOUT_MS = 20_000
const MOST_TILE_PIXELS = 4_194_304

/** The tiles of prints, fetched as they are wanted. */
export function createTiles() {
  const kept = new Map<string, Promise<Texture>>()
  const forget = (url: string): void => {
    void kept.get(url)?.then(
      (texture) => texture.dispose(),
      () => undefined
    )
    kept.delete(url)
  }
  return {
    async at(link: string, base: string): Promise<Texture> {
      const url = new URL(link, base).href
      const made = kept.get(url) ?? textureAt(url, link)
      // Asked for again: the last to be forgotten.
      kept.delete(url)
      kept.set(url, made)
      if (kept.size > TILES_KEPT) forget(kept.keys().next().value!)
      try {
        return await made
      } catch (error) {
        if (kept.get(url) === made) kept.delete(url)
        throw error
      }
    },
    dispose: () => [...kept.keys()].forEach(forget),
  }
}

async function textureAt(url: string, link: string): Promise<Texture> {
  const failed = (why: string, cause?: unknown) => new ToileError('scene/no-print', why, { path: link, cause })
  const path = new URL(url).pathname
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch((cause: unknown) => {
    throw failed(`The print could not be loaded: no answer for ${path}.`, cause)
  })
  if (!answer.ok) throw failed(`The print could not be loaded: ${answer.status} for ${path}.`)
  try {
    return tileTexture(await readPng(new Uint8Array(await answer.arrayBuffer()), MOST_TILE_PIXELS))
  } catch (cause) {
    throw failed(`The print ${path} could not be used. ${cause instanceof ToileError ? cause.message : 'It cannot be read.'}`, cause)
  }
}
