import type { DataTexture } from 'three'
import type { Surface } from '../template/types.ts'
import { REPEATS, slowness, type Repeat } from './surfaces-relief.ts'
import { inSlices } from './slices.ts'
import { tileTexture } from './tile-texture.ts'

/** Surfaces drawn from the hand; `smooth` has no relief and `own` is the file's. */
export type Drawn = keyof typeof REPEATS

/** How a surface takes the light; a look's own roughness goes before. Lengths in mm. */
export interface Finish {
  readonly roughness: number
  /** Times the true height. */
  readonly relief: number
  /** How far the tile is bent out of its grid. */
  readonly warp: number
  /** Bends as wide as a thumb: times 1.6 mm. */
  readonly slowRelief: number
  /** Clouds of tone. */
  readonly slowTone: number
  readonly specular: number
  /** A bloom of fibres that catch the light at a slant, whatever the colour beneath. */
  readonly nap: number
  readonly napRoughness: number
}

const FINISHES: Readonly<Record<Drawn | 'smooth', Finish>> = {
  smooth: { roughness: 0.5, relief: 0, warp: 0, slowRelief: 0.05, slowTone: 0.02, specular: 1, nap: 0, napRoughness: 1 },
  leather: { roughness: 0.44, relief: 1.3, warp: 2.5, slowRelief: 0.2, slowTone: 0.07, specular: 0.8, nap: 0, napRoughness: 1 },
  suede: { roughness: 0.96, relief: 1, warp: 2, slowRelief: 0.12, slowTone: 0.22, specular: 0.2, nap: 0.55, napRoughness: 0.42 },
  canvas: { roughness: 0.92, relief: 1, warp: 0.4, slowRelief: 0.1, slowTone: 0.05, specular: 0.3, nap: 0.18, napRoughness: 0.6 },
  mesh: { roughness: 0.85, relief: 1, warp: 0.5, slowRelief: 0.1, slowTone: 0.03, specular: 0.35, nap: 0.15, napRoughness: 0.6 },
  rubber: { roughness: 0.56, relief: 1, warp: 2, slowRelief: 0.06, slowTone: 0.03, specular: 0.7, nap: 0, napRoughness: 1 },
  braid: { roughness: 0.82, relief: 1, warp: 0.15, slowRelief: 0.05, slowTone: 0.03, specular: 0.35, nap: 0.2, napRoughness: 0.55 },
  rib: { roughness: 0.8, relief: 1, warp: 0.3, slowRelief: 0.06, slowTone: 0.03, specular: 0.4, nap: 0.12, napRoughness: 0.6 },
  cork: { roughness: 0.86, relief: 1, warp: 1, slowRelief: 0.08, slowTone: 0.06, specular: 0.35, nap: 0, napRoughness: 1 },
}

export const finishOf = (surface: Surface): Finish | null => (surface === 'own' ? null : FINISHES[surface])

/** Red, green: slope; blue: tone; alpha: roughness; each about its middle. */
export interface SurfaceTile {
  readonly texture: DataTexture
  /** mm */
  readonly side: number
}

/** Tiles are drawn when a look first wants them, in slices, and kept for every figure of a scene. */
export interface Surfaces {
  /** Null until it has been drawn. */
  ready(surface: Surface): Tiles | null
  /** @throws the signal's reason when the scene is over first. */
  drawn(surface: Surface): Promise<Tiles>
  dispose(): void
}

export interface Tiles {
  /** Null for a surface without relief of its own. */
  readonly fine: SurfaceTile | null
  readonly slow: SurfaceTile | null
}
const NONE: Tiles = { fine: null, slow: null }

export function createSurfaces(): Surfaces {
  const over = new AbortController()
  const made = new Map<string, SurfaceTile>()
  const making = new Map<string, Promise<SurfaceTile>>()
  const tileOf = (name: string, repeat: () => Repeat, size: number): Promise<SurfaceTile> => {
    let tile = making.get(name)
    if (!tile) {
      making.set(name, (tile = inSlices(drawn(repeat(), size), over.signal)))
      tile.then(
        (one) => {
          made.set(name, one)
          if (over.signal.aborted) one.texture.dispose()
        },
        () => undefined
      )
    }
    return tile
  }
  return {
    ready(surface) {
      if (surface === 'own') return NONE
      const [fine, slow] = [made.get(surface), made.get(SLOW)]
      return slow && (fine || !hasRelief(surface)) ? { fine: fine ?? null, slow } : null
    },
    async drawn(surface) {
      if (surface === 'own') return NONE
      const [fine, slow] = await Promise.all([
        hasRelief(surface) ? tileOf(surface, REPEATS[surface], 512) : null,
        tileOf(SLOW, slowness, 256),
      ])
      return { fine, slow }
    },
    dispose() {
      over.abort(new DOMException('The scene is over.', 'AbortError'))
      for (const { texture } of made.values()) texture.dispose()
    },
  }
}

const SLOW = 'slow'
const hasRelief = (surface: Surface): surface is Drawn => Object.hasOwn(REPEATS, surface)

/** Slopes up to this (45 degrees is 1) are kept; steeper ones are cut. */
export const STEEPEST = 1.6

/** Tone and roughness keep their mean, so that a surface is of its colour at any distance. */
export function* drawn({ side, at }: Repeat, size: number): Generator<void, SurfaceTile> {
  const count = size * size
  const [high, tone, rough] = [new Float32Array(count), new Float32Array(count), new Float32Array(count)]
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const relief = at(x / size, y / size)
      high[y * size + x] = relief.high
      tone[y * size + x] = relief.tone
      rough[y * size + x] = relief.rough
    }
    if (y % 8 === 0) yield
  }
  const [bright, dull] = [tone, rough].map((list) => list.reduce((sum, value) => sum + value, 0) / count) as [number, number]
  const pixel = side / size
  const data = new Uint8Array(4 * count)
  const byte = (value: number): number => Math.max(0, Math.min(255, Math.round(127.5 + 127.5 * value)))
  for (let y = 0; y < size; y++) {
    const [row, below, above] = [y * size, ((y + 1) % size) * size, ((y + size - 1) % size) * size]
    for (let x = 0; x < size; x++) {
      const dx = (high[row + ((x + 1) % size)]! - high[row + ((x + size - 1) % size)]!) / (2 * pixel)
      const dy = (high[below + x]! - high[above + x]!) / (2 * pixel)
      const i = row + x
      data[4 * i] = byte(dx / STEEPEST)
      data[4 * i + 1] = byte(dy / STEEPEST)
      data[4 * i + 2] = byte(tone[i]! / bright - 1)
      data[4 * i + 3] = byte(rough[i]! / dull - 1)
    }
    if (y % 32 === 0) yield
  }
  return { texture: tileTexture({ width: size, height: size, data }), side }
}
