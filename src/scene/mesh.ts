import type { SewnShape } from '../drape/shape.ts'

/** The sewn shape with its sewn points welded: points in space, and each panel's own corners on them. */
export interface Mesh {
  points: Float32Array
  pattern: Float32Array
  panel: Uint8Array
  pointOf: Uint32Array
  triangles: Uint32Array
}

/** Edges between points. A sharp edge has one triangle (cloth ends) or more than two (a flap is sewn into a seam). */
export interface Edges {
  /** Two points per edge. */
  readonly ends: Uint32Array
  /** The points across, two per edge; the second is -1 where the edge is sharp. */
  readonly across: Int32Array
  readonly open: Uint8Array
  /** Neighbours of point i: `near[start[i]]` to `near[start[i + 1] - 1]`. */
  readonly start: Uint32Array
  readonly near: Uint32Array
  /** The two neighbours along a sharp line; -1 where there is none, -2 at a corner, which stays. */
  readonly line: Int32Array
  readonly indexOf: ReadonlyMap<number, number>
}

export function weld(shape: SewnShape): Mesh {
  const id = new Map<number, number>()
  const pointOf = new Uint32Array(shape.weld.length)
  shape.weld.forEach((root, corner) => {
    let point = id.get(root)
    if (point === undefined) id.set(root, (point = id.size))
    pointOf[corner] = point
  })
  const points = new Float32Array(id.size * 3)
  const count = new Uint16Array(id.size)
  pointOf.forEach((point, corner) => {
    count[point]!++
    for (let k = 0; k < 3; k++) points[3 * point + k]! += shape.positions[3 * corner + k]!
  })
  for (let i = 0; i < points.length; i++) points[i]! /= count[Math.floor(i / 3)]!
  return { points, pointOf, pattern: shape.pattern, panel: shape.panel, triangles: shape.triangles }
}

export const edgeKey = (a: number, b: number): number => (a < b ? a * 0x200000 + b : b * 0x200000 + a)

export function edgesOf({ points, pointOf, triangles }: Mesh): Edges {
  const count = points.length / 3
  const indexOf = new Map<number, number>()
  const ends: number[] = []
  const across: number[] = []
  const uses: number[] = []
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const a = pointOf[triangles[t + k]!]!
      const b = pointOf[triangles[t + ((k + 1) % 3)]!]!
      const o = pointOf[triangles[t + ((k + 2) % 3)]!]!
      const key = edgeKey(a, b)
      const known = indexOf.get(key)
      if (known === undefined) {
        indexOf.set(key, uses.length)
        ends.push(a, b)
        across.push(o, -1)
        uses.push(1)
      } else {
        uses[known]!++
        across[2 * known + 1] = uses[known] === 2 ? o : -1
      }
    }

  const degree = new Uint32Array(count + 1)
  ends.forEach((point) => degree[point + 1]!++)
  for (let i = 0; i < count; i++) degree[i + 1]! += degree[i]!
  const start = degree
  const near = new Uint32Array(ends.length)
  const filled = start.slice()
  const line = new Int32Array(2 * count).fill(-1)
  for (let e = 0; e < uses.length; e++) {
    const a = ends[2 * e]!
    const b = ends[2 * e + 1]!
    near[filled[a]!++] = b
    near[filled[b]!++] = a
    if (uses[e] === 2) continue
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const slot = line[2 * from] === -1 ? 0 : line[2 * from + 1] === -1 ? 1 : -1
      if (slot < 0) line[2 * from] = -2
      else line[2 * from + slot] = to
    }
  }
  return {
    ends: Uint32Array.from(ends),
    across: Int32Array.from(across),
    open: Uint8Array.from(uses, (n) => (n === 1 ? 1 : 0)),
    start,
    near,
    line,
    indexOf,
  }
}
