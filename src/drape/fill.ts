import Delaunator from 'delaunator'
import { ToileError } from '../ground/index.ts'
import type { Point } from '../pattern/piece.ts'
import type { Cloth } from './cloth.ts'
import { isInside } from './polyline.ts'

/** Why a draft cannot take another's mesh. */
export const otherDesign = (what: string) =>
  new ToileError('drape/other-design', `This draft cannot take the mesh of another: ${what}.`)

export interface PanelMesh {
  readonly points: readonly Point[]
  /** Triples as Delaunay gives them; wound later. */
  readonly triangles: readonly (readonly [number, number, number])[]
}

/** Meshes what a border holds. */
export function filled(rim: readonly Point[], size: (x: number, y: number) => number): PanelMesh {
  const xs = rim.map((p) => p[0])
  const ys = rim.map((p) => p[1])
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const middle = (left + right) / 2
  let inner: Point[] = []
  let row = 0
  for (let y = top + size(middle, top) * 0.8; y < bottom; y += size(middle, y) * 0.866, row++)
    for (let x = left + ((row % 2) * size(left, y)) / 2; x < right; x += size(x, y)) {
      const clear = size(x, y) * 0.62
      if (isInside(rim, x, y) && !rim.some((p) => Math.hypot(p[0] - x, p[1] - y) < clear)) inner.push([x, y])
    }
  // Where the grid meets the border it is relaxed, so that no triangle is left thin.
  for (let round = 0; round < 6; round++) {
    const points = [...rim, ...inner]
    const sum = points.map(() => [0, 0, 0])
    for (const triangle of trianglesOf(points, rim))
      for (let k = 0; k < 3; k++)
        for (const other of [triangle[(k + 1) % 3]!, triangle[(k + 2) % 3]!]) {
          const total = sum[triangle[k]!]!
          total[0]! += points[other]![0]
          total[1]! += points[other]![1]
          total[2]! += 1
        }
    inner = inner.map((p, i) => {
      const [x, y, n] = sum[rim.length + i]!
      return n ? [p[0] + 0.6 * (x! / n - p[0]), p[1] + 0.6 * (y! / n - p[1])] : p
    })
  }
  const points = [...rim, ...inner]
  return { points, triangles: trianglesOf(points, rim) }
}

function trianglesOf(points: readonly Point[], rim: readonly Point[]): (readonly [number, number, number])[] {
  const corners = new Delaunator(Float64Array.from(points.flat())).triangles
  const triangles: (readonly [number, number, number])[] = []
  for (let i = 0; i < corners.length; i += 3) {
    const [a, b, c] = [corners[i]!, corners[i + 1]!, corners[i + 2]!]
    const [p, q, r] = [points[a]!, points[b]!, points[c]!]
    const area = Math.abs((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])) / 2
    // A chord along a slightly hollow border is not cloth.
    const onRim = a < rim.length && b < rim.length && c < rim.length
    const longest = Math.max(
      Math.hypot(p[0] - q[0], p[1] - q[1]),
      Math.hypot(q[0] - r[0], q[1] - r[1]),
      Math.hypot(r[0] - p[0], r[1] - p[1])
    )
    if (area < 0.02 * longest * longest && onRim) continue
    if (isInside(rim, (p[0] + q[0] + r[0]) / 3, (p[1] + q[1] + r[1]) / 3)) triangles.push([a, b, c])
  }
  return triangles
}

/** Moves the inside of a reference panel along with its border. */
export function carriedAlong(reference: Cloth, index: number, rim: readonly Point[]): PanelMesh {
  const { first, count } = reference.panels[index]!
  const old = reference.pattern.subarray(2 * first, 2 * (first + count))
  const at = (i: number): Point => [old[2 * i]!, old[2 * i + 1]!]
  const moved = new Float64Array(2 * count)
  moved.set(rim.flat())
  carriedInside(old, moved, { first: 0, count }, Array.from(rim.keys()))
  const points = Array.from({ length: count }, (_, i): Point => [moved[2 * i]!, moved[2 * i + 1]!])
  const triangles: (readonly [number, number, number])[] = []
  for (let t = 0; t < reference.triangles.length; t += 3) {
    const corner = [0, 1, 2].map((k) => reference.triangles[t + k]! - first)
    if (corner[0]! < 0 || corner[0]! >= count) continue
    const [a, b, c] = corner as [number, number, number]
    if (turn(at(a), at(b), at(c)) * turn(points[a]!, points[b]!, points[c]!) <= 0)
      throw otherDesign(`a triangle of "${reference.panels[index]!.name}" would turn over`)
    triangles.push([a, b, c])
  }
  return { points, triangles }
}

const turn = (a: Point, b: Point, c: Point) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

/**
 * Carries the inside of a panel along with its border (mean value coordinates, Floater 2003).
 *
 * @param old where all its vertices were, x and y
 * @param moved where those of the border are; the others are written
 * @param border its vertices, once round
 */
export function carriedInside(
  old: ArrayLike<number>,
  moved: Float64Array,
  { first, count }: { readonly first: number; readonly count: number },
  border: readonly number[]
): void {
  const isBorder = new Uint8Array(count)
  for (const vertex of border) isBorder[vertex - first] = 1
  const n = border.length
  const [bx, by, shiftX, shiftY] = [0, 1, 2, 3].map(() => new Float64Array(n)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  border.forEach((vertex, k) => {
    bx[k] = old[2 * vertex]!
    by[k] = old[2 * vertex + 1]!
    shiftX[k] = moved[2 * vertex]! - bx[k]!
    shiftY[k] = moved[2 * vertex + 1]! - by[k]!
  })
  const far = new Float64Array(n)
  const half = new Float64Array(n) // tangent of half the angle from each border vertex to the next
  for (let i = 0; i < count; i++) {
    if (isBorder[i]) continue
    const x = old[2 * (first + i)]!
    const y = old[2 * (first + i) + 1]!
    for (let k = 0; k < n; k++) far[k] = Math.sqrt((bx[k]! - x) ** 2 + (by[k]! - y) ** 2)
    for (let k = 0; k < n; k++) {
      const next = k + 1 === n ? 0 : k + 1
      const ax = bx[k]! - x
      const ay = by[k]! - y
      const cx = bx[next]! - x
      const cy = by[next]! - y
      const cross = ax * cy - ay * cx
      const both = far[k]! * far[next]!
      const turned = both + ax * cx + ay * cy
      // On the border itself only its two neighbours count.
      half[k] = turned > 1e-9 * both ? cross / turned : cross < 0 ? -1e9 : 1e9
    }
    let [sumX, sumY, sum] = [0, 0, 0]
    for (let k = 0; k < n; k++) {
      const weight = (half[k === 0 ? n - 1 : k - 1]! + half[k]!) / far[k]!
      sumX += weight * shiftX[k]!
      sumY += weight * shiftY[k]!
      sum += weight
    }
    moved[2 * (first + i)] = x + sumX / sum
    moved[2 * (first + i) + 1] = y + sumY / sum
  }
}
