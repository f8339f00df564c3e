/** Noise on a torus: x and y from 0 to 1 come round again, so tiles of it join without a seam. */
export type Field = (x: number, y: number) => number

const mod = (a: number, n: number): number => ((a % n) + n) % n

/** Seeded numbers from 0 to 1 for every cell of a grid. */
export function dice(seed: number, count: number): Float32Array {
  let state = seed
  return Float32Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  })
}

/** Value noise about 0, in -0.5 to 0.5, `across` by `along` cells; each octave is twice as fine and half as high. */
export function noise(seed: number, across: number, along = across, octaves = 1): Field {
  const layers = Array.from({ length: octaves }, (_, o) => {
    const [nx, ny] = [across << o, along << o]
    return [nx, ny, dice(seed + 31 * o, nx * ny), 0.5 ** o] as const
  })
  return (x, y) => {
    let sum = 0
    for (const [nx, ny, grid, high] of layers) {
      const [fx, fy] = [mod(x, 1) * nx, mod(y, 1) * ny]
      const [i, j] = [Math.floor(fx), Math.floor(fy)]
      const [s, t] = [ease(fx - i), ease(fy - j)]
      const [i0, i1, j0, j1] = [i % nx, (i + 1) % nx, (j % ny) * nx, ((j + 1) % ny) * nx]
      const low = grid[j0 + i0]! * (1 - s) + grid[j0 + i1]! * s
      const top = grid[j1 + i0]! * (1 - s) + grid[j1 + i1]! * s
      sum += high * (low * (1 - t) + top * t - 0.5)
    }
    return sum
  }
}
const ease = (t: number): number => t * t * (3 - 2 * t)

/** One cell of a Worley pattern: how far its middle is, how far the next one's, and a number of its own. */
export interface Cell {
  near: number
  next: number
  own: number
}

/** Cells round scattered points, `n` by `n` of them; distances in cells. The answer is overwritten by the next. */
export function cells(seed: number, n: number): (x: number, y: number) => Cell {
  const points = dice(seed, 3 * n * n)
  const found: Cell = { near: 0, next: 0, own: 0 }
  return (x, y) => {
    const [fx, fy] = [x * n, y * n]
    const [i, j] = [Math.floor(fx), Math.floor(fy)]
    let [near, next, own] = [9, 9, 0]
    for (let l = -1; l <= 1; l++)
      for (let k = -1; k <= 1; k++) {
        const at = 3 * (mod(j + l, n) * n + mod(i + k, n))
        const d = (i + k + points[at]! - fx) ** 2 + (j + l + points[at + 1]! - fy) ** 2
        if (d < near) [near, next, own] = [d, near, points[at + 2]!]
        else if (d < next) next = d
      }
    found.near = Math.sqrt(near)
    found.next = Math.sqrt(next)
    found.own = own
    return found
  }
}

export const smoothstep = (from: number, to: number, value: number): number => {
  const t = Math.max(0, Math.min(1, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}
