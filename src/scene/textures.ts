import type { ClothLook } from '../template/types.ts'
import type { Tile } from './tile.ts'

/** The weave tile: so many warp threads wide and picks high. */
export const TILE = { ends: 48, picks: 32 } as const
/** The slub tile in mm. */
export const SLUB = [160, 240] as const

/**
 * One repeat of the weave. Red: the weft shows here. Green: height. Blue: the tone of the warp thread, each its own.
 * Alpha: fuzz.
 */
export function* weaveTile(weave: ClothLook['weave']): Generator<void, Tile> {
  const [width, height] = [768, 512]
  const data = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [s, t] = [x / width, y / height]
      const u = s * TILE.ends + 0.22 * (lattice(s * 24, t * 40, 24, 40) - 0.5)
      const v = t * TILE.picks + 0.3 * (lattice(s * 60, t * 20, 60, 20) - 0.5)
      const [i, j] = [Math.floor(u), Math.floor(v)]
      const [fx, fy] = [u - i, v - j]
      const step = stepOf(weave, i, j)
      const weftOver = step === 0
      // The warp arches over the picks it floats on.
      const floats = weave === 'plain' ? 1 : 3
      const arch = Math.sin((((step - 1 + fy) / floats) * 0.9 + 0.05) * Math.PI)
      const thick = 0.8 + 0.3 * lattice(i, t * 6, TILE.ends, 6)
      const twist = 0.1 * Math.sin((fx * 1.4 + fy * 0.9 + (j + i) * 0.9) * Math.PI * 2)
      const high = weftOver
        ? 0.42 * round(fy) * (0.7 + 0.3 * round(fx))
        : thick * (0.35 + 0.65 * round(fx)) * (0.55 + 0.45 * arch) + twist
      const tone = 0.5 + 0.5 * (random(mod(i, TILE.ends), 3) - 0.5) + 0.4 * (lattice(i, t * 8, TILE.ends, 8) - 0.5)
      const at = 4 * (y * width + x)
      data[at] = byte(weftOver ? 0.55 + 0.45 * round(fy) * round(fx) : 0.05 * (1 - round(fx)))
      data[at + 1] = byte(high * 0.85)
      data[at + 2] = byte(tone)
      data[at + 3] = byte(lattice(s * 256, t * 170, 256, 170))
    }
    if (y % 16 === 0) yield
  }
  return { data, width, height }
}

/** How far the warp has come since the weft last lay over it: 0 is the weft's own place. */
function stepOf(weave: ClothLook['weave'], i: number, j: number): number {
  if (weave === 'plain') return mod(i + j, 2)
  if (weave === 'twill-left') return mod(j - i, 4)
  // A broken twill turns every other pair, so it does not pull the leg round.
  if (weave === 'twill-broken') return mod(j + [0, 1, 3, 2][mod(i, 4)]!, 4)
  return mod(i + j, 4)
}

/** Unevenness of yarn and wash. Red: fine streaks along the warp. Green: broad ones. Blue: clouds. Alpha: crumples. */
export function* slubTile(): Generator<void, Tile> {
  const size = 256
  const data = new Uint8Array(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [u, v] = [x / size, y / size]
      const at = 4 * (y * size + x)
      data[at] = byte(0.5 * lattice(u * 200, v * 10, 200, 10) + 0.5 * lattice(u * 128, v * 18, 128, 18))
      data[at + 1] = byte(0.6 * lattice(u * 52, v * 5, 52, 5) + 0.4 * lattice(u * 90, v * 9, 90, 9))
      data[at + 2] = byte(
        0.5 * lattice(u * 7, v * 10, 7, 10) +
          0.3 * lattice(u * 17, v * 25, 17, 25) +
          0.2 * lattice(u * 40, v * 60, 40, 60)
      )
      data[at + 3] = byte(crumple(u, v))
    }
    if (y % 16 === 0) yield
  }
  return { data, width: size, height: size }
}

/** Where cloth has lain crushed: ridges, more across than along, that end and branch. */
function crumple(u: number, v: number): number {
  const bent = u + 0.1 * (lattice(u * 4, v * 6, 4, 6) - 0.5)
  const sunk = v + 0.08 * (lattice(u * 5 + 2, v * 5, 5, 5) - 0.5)
  const ridge = (nu: number, nv: number): number => 1 - Math.abs(2 * lattice(bent * nu, sunk * nv, nu, nv) - 1)
  return 0.55 * ridge(4, 11) ** 2 + 0.3 * ridge(9, 17) ** 2 + 0.15 * ridge(19, 31)
}

const round = (t: number): number => Math.sqrt(Math.max(0, 1 - (2 * t - 1) ** 2))
const byte = (value: number): number => Math.max(0, Math.min(255, Math.round(value * 255)))
const mod = (a: number, n: number): number => ((a % n) + n) % n

function random(x: number, y: number): number {
  let h = Math.imul((x * 8) | 0, 374761393) ^ Math.imul((y * 8) | 0, 668265263)
  h = Math.imul(h ^ (h >>> 13), 1274126177)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}

/** Value noise that repeats every `px` by `py` cells. */
function lattice(x: number, y: number, px: number, py: number): number {
  const [i, j] = [Math.floor(x), Math.floor(y)]
  const fx = ease(x - i)
  const fy = ease(y - j)
  const [i0, i1, j0, j1] = [mod(i, px), mod(i + 1, px), mod(j, py), mod(j + 1, py)]
  return (
    (random(i0, j0) * (1 - fx) + random(i1, j0) * fx) * (1 - fy) +
    (random(i0, j1) * (1 - fx) + random(i1, j1) * fx) * fy
  )
}
const ease = (t: number): number => t * t * (3 - 2 * t)
