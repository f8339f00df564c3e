import type { Texture } from 'three'
import { ToileError } from '../../ground/index.ts'
import type { Look } from '../../template/types.ts'
import { bytesAt } from '../shapes.ts'
import { bitmapFrom, textureOf } from './textures.ts'

/** Pictures that looks lay on materials. Each is fetched when a look first wants it, and kept. */
export interface Laying {
  /** Null while it comes, or when it cannot be had. */
  textureOf(link: string, use: Use): Texture | null
  /**
   * Resolves when all that a look wants is there.
   *
   * @throws {ToileError} `scene/no-texture`, `gltf/picture`, `gltf/too-large`: the first that could not be had; `path`
   * is its link
   */
  fetched(look: Look): Promise<void>
  /** Whether `fetched` has anything to wait for. */
  isWhole(look: Look): boolean
  dispose(): void
}

type Use = 'colour' | 'data'

/** Relative, inside the product's folder, as the compiler lets them through. */
const LINK = /^(?![/\\])(?!.*(?:\.\.|\\|:|\/\/))[\w./-]+$/

export function createLaying(base: string): Laying {
  const over = new AbortController()
  const made = new Map<string, Texture>()
  const making = new Map<string, Promise<void>>()

  const fetch = async (link: string, use: Use, key: string): Promise<void> => {
    const failed = (code: string, message: string, cause?: unknown) => new ToileError(code, message, { path: link, cause })
    if (!LINK.test(link)) throw failed('scene/no-texture', 'A picture of a choice lies outside its product.')
    const bytes = await bytesAt(new URL(link, base).href, over.signal).catch((cause: unknown) => {
      over.signal.throwIfAborted()
      throw failed('scene/no-texture', `The picture "${link}" could not be loaded.`, cause)
    })
    const bitmap = await bitmapFrom(bytes).catch((cause: unknown) => {
      throw cause instanceof ToileError ? failed(cause.code, cause.message, cause) : cause
    })
    const texture = textureOf(bitmap, use)
    if (over.signal.aborted) release(texture)
    else made.set(key, texture)
  }
  return {
    textureOf: (link, use) => made.get(`${use} ${link}`) ?? null,
    isWhole: (look) => wantedBy(look).every(([link, use]) => made.has(`${use} ${link}`)),
    async fetched(look) {
      await Promise.all(
        wantedBy(look).map(([link, use]) => {
          const key = `${use} ${link}`
          let coming = making.get(key)
          if (!coming) {
            making.set(key, (coming = fetch(link, use, key)))
            // Asked for again, it is tried again.
            coming.catch(() => making.delete(key))
          }
          return coming
        })
      )
    },
    dispose() {
      over.abort(new DOMException('The scene is over.', 'AbortError'))
      for (const texture of made.values()) release(texture)
    },
  }
}

const wantedBy = ({ materials = {} }: Look): readonly (readonly [link: string, use: Use])[] =>
  Object.values(materials).flatMap(({ texture, normal }) => [
    ...(texture === undefined ? [] : [[texture, 'colour'] as const]),
    ...(normal === undefined ? [] : [[normal, 'data'] as const]),
  ])

function release(texture: Texture): void {
  texture.dispose()
  ;(texture.image as ImageBitmap).close()
}
