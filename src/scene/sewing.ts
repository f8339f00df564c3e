import type { SewnShape } from '../drape/shape.ts'
import { bodyOf, dressed, type Body, type Garment } from './garment.ts'
import { fitOf, ownBodyOf, startOf, type Start } from './own.ts'
import { loadShape, type LoadShape } from './sewing-files.ts'
import type { OnBytes } from './shapes.ts'
import { inSlices } from './slices.ts'
import { slubTile, weaveTile } from './textures.ts'
import type { Satin } from './tailor.ts'
import { halved, type Tile } from './tile.ts'
import type { ClothLook } from '../template/types.ts'
import type { FittedMap } from './types.ts'
import { bodyKey, type Wish } from './wish.ts'

/** A garment with everything the GPU takes. */
export interface Sewn extends Garment {
  /** Per corner of the cloth. */
  readonly fit: FittedMap | null
  readonly start: Start | null
}

/** A tile of the cloth's surface, by name. */
export type TileName = ClothLook['weave'] | 'slub'

/** Sews what is wished and weaves what it is made of, wherever it runs. */
export interface SewingRoom {
  /**
   * A file that is no sewn shape comes back as its bytes.
   *
   * @param onProgress 0 to 1
   * @throws {ToileError} `scene/no-shape`, `shape/…`; and the signal's reason once it is aborted
   */
  sew(wish: Wish, signal: AbortSignal, onProgress: (share: number) => void): Promise<Sewn | Uint8Array<ArrayBuffer>>
  /** As baked; null for a file that is no sewn shape. @throws {ToileError} as `sew` */
  shape(url: string, signal: AbortSignal): Promise<SewnShape | null>
  /** @param isSmall of half the size */
  tile(name: TileName, isSmall: boolean, signal: AbortSignal): Promise<Tile>
}

/** Bodies kept ready, so that going back and forth costs nothing. */
const BODIES_KEPT = 4
/** Of the whole way, the download. */
const DOWNLOAD = 0.7

export function createSewingRoom(load: LoadShape = loadShape): SewingRoom {
  const bodies = new Map<string, Body>()

  const bodyFor = async (wish: Wish, signal: AbortSignal, onBytes: OnBytes): Promise<Body | Uint8Array<ArrayBuffer>> => {
    const key = bodyKey(wish)
    let body = bodies.get(key)
    // Asked for again: the last to be forgotten.
    bodies.delete(key)
    if (!body) {
      const baked = known(wish) ?? (await load(wish.url, signal, onBytes))
      if (wish.own) body = await inSlices(ownBodyOf(wish.own.shape, baked), signal)
      else if (baked instanceof Uint8Array) return baked
      else body = await inSlices(bodyOf(baked, wish.insideLeg), signal)
    }
    bodies.set(key, body)
    if (bodies.size > BODIES_KEPT) bodies.delete(bodies.keys().next().value!)
    return body
  }

  /** The file's own shape, where it was sewn a moment ago. */
  const known = ({ own, url, insideLeg }: Wish): SewnShape | undefined =>
    own ? bodies.get(bodyKey({ own: null, url, insideLeg }))?.shape : undefined

  return {
    async sew(wish, signal, onProgress) {
      const from = wish.from === null ? undefined : bodies.get(wish.from)
      const body = await bodyFor(wish, signal, (loaded, total) => onProgress((DOWNLOAD * loaded) / total))
      if (body instanceof Uint8Array) return body
      onProgress(DOWNLOAD)
      const hidden = new Set(wish.hidden)
      const lettersOf = (option: string): readonly Satin[] =>
        Object.hasOwn(wish.letters, option) ? wish.letters[option]! : []
      const garment = await inSlices(
        dressed(body, (node) => !hidden.has(node), lettersOf),
        signal
      )
      const map = wish.own?.map ?? null
      const fit = map && { ...map, values: await inSlices(fitOf(garment, body, map.values), signal) }
      const start = from && from !== body ? await inSlices(startOf(garment, body, from), signal) : null
      // The body is kept, and what travels to the page is gone from here.
      return { ...garment, fit, start, shadow: garment.shadow.slice() }
    },
    async shape(url, signal) {
      const shape = await load(url, signal)
      // What travels to the page is gone from here, and shapes of a product share what lies beside them.
      return shape instanceof Uint8Array ? null : structuredClone(shape)
    },
    async tile(name, isSmall, signal) {
      const tile = await inSlices(name === 'slub' ? slubTile() : weaveTile(name), signal)
      return isSmall ? halved(tile) : tile
    },
  }
}
