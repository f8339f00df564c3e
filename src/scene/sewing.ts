import { bodyOf, dressed, type Body, type Garment } from './garment.ts'
import { loadShape, type LoadShape } from './sewing-files.ts'
import type { OnBytes } from './shapes.ts'
import { inSlices } from './slices.ts'
import { slubTile, weaveTile } from './textures.ts'
import type { Satin } from './tailor.ts'
import { halved, type Tile } from './tile.ts'
import type { ClothLook } from '../template/types.ts'

/** A garment as wanted; two alike look alike. Plain data: it travels to a worker. */
export interface Wish {
  /** Absolute. */
  readonly url: string
  /** mm; null leaves the legs as long as they were sewn. */
  readonly insideLeg: number | null
  /** Nodes that are not to be seen. */
  readonly hidden: readonly string[]
  /** What is embroidered, by text option. */
  readonly letters: Readonly<Record<string, readonly Satin[]>>
}

/** A garment with everything the GPU takes. */
export type Sewn = Garment

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
  /** @param isSmall of half the size */
  tile(name: TileName, isSmall: boolean, signal: AbortSignal): Promise<Tile>
}

/** Bodies kept ready, so that going back and forth costs nothing. */
const BODIES_KEPT = 4
/** Of the whole way, the download. */
const DOWNLOAD = 0.7

export function createSewingRoom(load: LoadShape = loadShape): SewingRoom {
  const bodies = new Map<string, Body>()

  const bodyFor = async (
    { url, insideLeg }: Wish,
    signal: AbortSignal,
    onBytes: OnBytes
  ): Promise<Body | Uint8Array<ArrayBuffer>> => {
    const key = `${url} ${insideLeg}`
    let body = bodies.get(key)
    // Asked for again: the last to be forgotten.
    bodies.delete(key)
    if (!body) {
      const shape = await load(url, signal, onBytes)
      if (shape instanceof Uint8Array) return shape
      body = await inSlices(bodyOf(shape, insideLeg), signal)
    }
    bodies.set(key, body)
    if (bodies.size > BODIES_KEPT) bodies.delete(bodies.keys().next().value!)
    return body
  }

  return {
    async sew(wish, signal, onProgress) {
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
      // The body is kept, and what travels to the page is gone from here.
      return { ...garment, shadow: garment.shadow.slice() }
    },
    async tile(name, isSmall, signal) {
      const tile = await inSlices(name === 'slub' ? slubTile() : weaveTile(name), signal)
      return isSmall ? halved(tile) : tile
    },
  }
}
