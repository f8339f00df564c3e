import type { SewnShape } from './shape.ts'

/**
 * How far cloth reaches through cloth at its worst, mm: over all edges that cross a triangle they have no corner in
 * common with, the depth of the end that lies less deep.
 */
export function layerDepth({ positions, triangles, weld }: Pick<SewnShape, 'triangles' | 'weld'> & Points): number {
  const p = positions
  const corner = triangles.map((i) => weld[i]!)
  const bins = new Map<number, number[]>()
  const box = (points: readonly number[], k: number): readonly [number, number] => {
    const values = points.map((i) => p[3 * i + k]!)
    return [Math.floor(Math.min(...values) / CELL), Math.floor(Math.max(...values) / CELL)]
  }
  const inCells = (points: readonly number[], each: (cell: number) => void): void => {
    const [x, y, z] = [box(points, 0), box(points, 1), box(points, 2)]
    for (let i = x[0]; i <= x[1]; i++)
      for (let j = y[0]; j <= y[1]; j++)
        for (let k = z[0]; k <= z[1]; k++) each((i + 512) * 1_048_576 + (j + 512) * 1024 + k + 512)
  }
  for (let t = 0; t < corner.length; t += 3)
    inCells([corner[t]!, corner[t + 1]!, corner[t + 2]!], (cell) => {
      const bin = bins.get(cell)
      if (bin) bin.push(t)
      else bins.set(cell, [t])
    })
  const edges = new Set<number>()
  let deepest = 0
  for (let t = 0; t < corner.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const [a, b] = [corner[t + k]!, corner[t + ((k + 1) % 3)]!]
      const key = a < b ? a * weld.length + b : b * weld.length + a
      if (edges.has(key)) continue
      edges.add(key)
      inCells([a, b], (cell) => {
        for (const other of bins.get(cell) ?? []) {
          const [c, d, e] = [corner[other]!, corner[other + 1]!, corner[other + 2]!]
          if (a === c || a === d || a === e || b === c || b === d || b === e) continue
          deepest = Math.max(deepest, depthThrough(p, a, b, c, d, e))
        }
      })
    }
  return deepest
}

interface Points {
  /** xyz in mm. */
  readonly positions: ArrayLike<number>
}

const CELL = 16 // mm, about the mesh's edges

/** How far the edge a to b reaches through the triangle c, d, e; 0 if it does not. */
function depthThrough(p: ArrayLike<number>, a: number, b: number, c: number, d: number, e: number): number {
  const [ux, uy, uz] = [p[3 * d]! - p[3 * c]!, p[3 * d + 1]! - p[3 * c + 1]!, p[3 * d + 2]! - p[3 * c + 2]!]
  const [vx, vy, vz] = [p[3 * e]! - p[3 * c]!, p[3 * e + 1]! - p[3 * c + 1]!, p[3 * e + 2]! - p[3 * c + 2]!]
  const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
  const area = Math.sqrt(nx * nx + ny * ny + nz * nz)
  if (area < 1e-9) return 0
  const above = (i: number) =>
    ((p[3 * i]! - p[3 * c]!) * nx + (p[3 * i + 1]! - p[3 * c + 1]!) * ny + (p[3 * i + 2]! - p[3 * c + 2]!) * nz) / area
  const [from, to] = [above(a), above(b)]
  if (from * to >= 0) return 0
  const t = from / (from - to)
  const [x, y, z] = [0, 1, 2].map((k) => p[3 * a + k]! + t * (p[3 * b + k]! - p[3 * a + k]!) - p[3 * c + k]!) as [
    number,
    number,
    number,
  ]
  // Barycentric, by the triangle's own area.
  const wd = ((y * vz - z * vy) * nx + (z * vx - x * vz) * ny + (x * vy - y * vx) * nz) / area / area
  const we = ((uy * z - uz * y) * nx + (uz * x - ux * z) * ny + (ux * y - uy * x) * nz) / area / area
  return wd < 0 || we < 0 || wd + we > 1 ? 0 : Math.min(Math.abs(from), Math.abs(to))
}
