import type { Surface } from './surface.ts'

/**
 * The triangle (three corners) that holds a pattern point, and the point's weights in it; negative weights lie
 * outside.
 */
export interface Found {
  readonly corners: readonly [number, number, number]
  readonly weights: readonly [number, number, number]
}

/** mm; about the length of an edge, so a cell holds a handful of triangles. */
const CELL = 10

/**
 * From pattern millimetres to the sewn surface, for one panel. A point just outside the panel takes the nearest
 * triangle and extrapolates from it; null where the panel is empty.
 */
export function lookupOf(
  surface: Pick<Surface, 'pattern' | 'panel' | 'triangles'>,
  panel: number
): (x: number, y: number) => Found | null {
  const { pattern } = surface
  const corners: number[] = []
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let t = 0; t < surface.triangles.length; t += 3) {
    if (surface.panel[surface.triangles[t]!] !== panel) continue
    for (let k = 0; k < 3; k++) {
      const corner = surface.triangles[t + k]!
      corners.push(corner)
      left = Math.min(left, pattern[2 * corner]!)
      right = Math.max(right, pattern[2 * corner]!)
      top = Math.min(top, pattern[2 * corner + 1]!)
      bottom = Math.max(bottom, pattern[2 * corner + 1]!)
    }
  }
  if (corners.length === 0) return () => null
  const columns = Math.floor((right - left) / CELL) + 1
  const rows = Math.floor((bottom - top) / CELL) + 1

  const eachCell = (t: number, use: (cell: number) => void): void => {
    const [a, b, c] = [2 * corners[t]!, 2 * corners[t + 1]!, 2 * corners[t + 2]!]
    const i0 = Math.floor((Math.min(pattern[a]!, pattern[b]!, pattern[c]!) - left) / CELL)
    const i1 = Math.floor((Math.max(pattern[a]!, pattern[b]!, pattern[c]!) - left) / CELL)
    const j0 = Math.floor((Math.min(pattern[a + 1]!, pattern[b + 1]!, pattern[c + 1]!) - top) / CELL)
    const j1 = Math.floor((Math.max(pattern[a + 1]!, pattern[b + 1]!, pattern[c + 1]!) - top) / CELL)
    for (let i = i0; i <= i1; i++) for (let j = j0; j <= j1; j++) use(j * columns + i)
  }
  const start = new Uint32Array(columns * rows + 1)
  for (let t = 0; t < corners.length; t += 3) eachCell(t, (cell) => start[cell + 1]!++)
  for (let i = 0; i < columns * rows; i++) start[i + 1]! += start[i]!
  const held = new Uint32Array(start[columns * rows]!)
  const filled = start.slice()
  for (let t = 0; t < corners.length; t += 3) eachCell(t, (cell) => (held[filled[cell]!++] = t))

  return (x, y) => {
    const i = clamp(Math.floor((x - left) / CELL), columns)
    const j = clamp(Math.floor((y - top) / CELL), rows)
    let best: Found | null = null
    let least = -Infinity
    for (let ring = 0; ring < Math.max(columns, rows); ring++) {
      for (let dj = -ring; dj <= ring; dj++)
        for (let di = -ring; di <= ring; di++) {
          if (Math.max(Math.abs(di), Math.abs(dj)) !== ring) continue
          if (i + di < 0 || i + di >= columns || j + dj < 0 || j + dj >= rows) continue
          const cell = (j + dj) * columns + i + di
          for (let h = start[cell]!; h < start[cell + 1]!; h++) {
            const t = held[h]!
            const found = weightsIn(pattern, corners[t]!, corners[t + 1]!, corners[t + 2]!, x, y)
            const worst = Math.min(...found.weights)
            if (worst > least) [best, least] = [found, worst]
            if (least >= -1e-9) return best
          }
        }
      if (best && ring > 0) return best
    }
    return best
  }
}

const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value))

function weightsIn(pattern: Float32Array, a: number, b: number, c: number, x: number, y: number): Found {
  const [ax, ay] = [pattern[2 * a]!, pattern[2 * a + 1]!]
  const [bx, by] = [pattern[2 * b]! - ax, pattern[2 * b + 1]! - ay]
  const [cx, cy] = [pattern[2 * c]! - ax, pattern[2 * c + 1]! - ay]
  const area = bx * cy - cx * by || 1e-9
  const wb = ((x - ax) * cy - cx * (y - ay)) / area
  const wc = (bx * (y - ay) - (x - ax) * by) / area
  return { corners: [a, b, c], weights: [1 - wb - wc, wb, wc] }
}
