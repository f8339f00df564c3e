import type { Cloth } from './cloth.ts'

/** Three vertices and what each weighs: a place on the cloth. */
export interface Spot {
  readonly corners: readonly [number, number, number]
  readonly weights: readonly [number, number, number]
}

/**
 * Finds places on the cloth by panel and pattern coordinates; a point just outside its panel takes the nearest
 * triangle.
 */
export function spotFinder(
  cloth: Pick<Cloth, 'pattern' | 'triangles' | 'panel'>,
  cell = 30
): (panel: number, x: number, y: number) => Spot {
  const { pattern: q, triangles, panel } = cloth
  const bins = new Map<string, number[]>()
  const key = (of: number, i: number, j: number) => `${of},${i},${j}`
  for (let t = 0; t < triangles.length; t += 3) {
    const xs = [0, 1, 2].map((k) => q[2 * triangles[t + k]!]!)
    const ys = [0, 1, 2].map((k) => q[2 * triangles[t + k]! + 1]!)
    for (let i = Math.floor(Math.min(...xs) / cell); i <= Math.floor(Math.max(...xs) / cell); i++)
      for (let j = Math.floor(Math.min(...ys) / cell); j <= Math.floor(Math.max(...ys) / cell); j++) {
        const name = key(panel[triangles[t]!]!, i, j)
        const bin = bins.get(name)
        if (bin) bin.push(t)
        else bins.set(name, [t])
      }
  }
  return (of, x, y) => {
    const [i, j] = [Math.floor(x / cell), Math.floor(y / cell)]
    let best: Spot | null = null
    let least = -Infinity
    for (let ring = 0; ring < 12; ring++) {
      for (let di = -ring; di <= ring; di++)
        for (let dj = -ring; dj <= ring; dj++) {
          if (Math.max(Math.abs(di), Math.abs(dj)) !== ring) continue
          for (const t of bins.get(key(of, i + di, j + dj)) ?? []) {
            const corners = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!] as const
            const weights = weightsOf(q, corners, x, y)
            const worst = Math.min(...weights)
            if (worst <= least) continue
            least = worst
            best = { corners, weights }
            if (least >= -1e-9) return best
          }
        }
      if (best && ring > 0) return best
    }
    throw new RangeError(`No cloth of panel ${of} near the point asked for.`)
  }
}

function weightsOf(
  q: Float64Array,
  [a, b, c]: readonly [number, number, number],
  x: number,
  y: number
): [number, number, number] {
  const [ax, ay] = [q[2 * a]!, q[2 * a + 1]!]
  const [bx, by, cx, cy] = [q[2 * b]! - ax, q[2 * b + 1]! - ay, q[2 * c]! - ax, q[2 * c + 1]! - ay]
  const area = bx * cy - cx * by
  const wb = ((x - ax) * cy - cx * (y - ay)) / area
  const wc = (bx * (y - ay) - (x - ax) * by) / area
  return [1 - wb - wc, wb, wc]
}
