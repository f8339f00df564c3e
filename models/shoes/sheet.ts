import { flatten, type Flattened } from '../../src/pattern/flatten.ts'
import type { Vector } from '../../src/pattern/space.ts'

type Triangle = readonly [number, number, number]

/**
 * Lays a piece's mesh flat. What hangs on by a single point, as slivers do beside a tight bend of the rim, is left out,
 * and takes the place of the nearest point that lies.
 */
export function flattened(points: readonly Vector[], triangles: readonly Triangle[]): Flattened {
  const whole = inOnePiece(triangles, points.length)
  const used = [...new Set(whole.flat())].sort((a, b) => a - b)
  const rank = new Map(used.map((i, r) => [i, r]))
  const flat = flatten({
    points: used.flatMap((i) => [...points[i]!]),
    triangles: whole.flat().map((i) => rank.get(i)!),
  })
  const laid = new Float64Array(2 * points.length)
  points.forEach((p, i) => {
    const r = rank.get(i) ?? rank.get(nearest(points, used, p))!
    laid.set([flat.points[2 * r]!, flat.points[2 * r + 1]!], 2 * i)
  })
  return { ...flat, points: laid }
}

function nearest(points: readonly Vector[], among: readonly number[], p: Vector): number {
  const apart = (i: number): number =>
    (points[i]![0] - p[0]) ** 2 + (points[i]![1] - p[1]) ** 2 + (points[i]![2] - p[2]) ** 2
  return among.reduce((best, i) => (apart(i) < apart(best) ? i : best))
}

/** The largest part whose triangles hang together by edges, with one fan of them round each point. */
function inOnePiece(triangles: readonly Triangle[], count: number): Triangle[] {
  let kept = [...triangles]
  for (let round = 0; round < 20; round++) {
    const parts = groups(kept, (triangle) =>
      triangle.map((a, k) => {
        const b = triangle[(k + 1) % 3]!
        return Math.min(a, b) * count + Math.max(a, b)
      })
    )
    const largest = parts.reduce((best, part) => (part.length > best.length ? part : best))
    const around = new Map<number, Triangle[]>()
    for (const triangle of largest)
      for (const i of triangle) {
        const fan = around.get(i)
        if (fan) fan.push(triangle)
        else around.set(i, [triangle])
      }
    const loose = new Set<Triangle>()
    for (const [i, fan] of around) {
      const fans = groups(fan, (triangle) => triangle.filter((j) => j !== i))
      if (fans.length === 1) continue
      const widest = fans.reduce((best, part) => (part.length > best.length ? part : best))
      for (const part of fans) if (part !== widest) part.forEach((triangle) => loose.add(triangle))
    }
    kept = largest.filter((triangle) => !loose.has(triangle))
    if (loose.size === 0) return kept
  }
  return kept
}

/** Those that share a key, directly or by others. */
function groups(triangles: readonly Triangle[], keysOf: (triangle: Triangle) => readonly number[]): Triangle[][] {
  const parent = triangles.map((_, t) => t)
  const rootOf = (t: number): number => {
    let root = t
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!
    return root
  }
  const first = new Map<number, number>()
  triangles.forEach((triangle, t) => {
    for (const key of keysOf(triangle)) {
      const other = first.get(key)
      if (other === undefined) first.set(key, t)
      else parent[rootOf(t)] = rootOf(other)
    }
  })
  const parts = new Map<number, Triangle[]>()
  triangles.forEach((triangle, t) => {
    const root = rootOf(t)
    const part = parts.get(root)
    if (part) part.push(triangle)
    else parts.set(root, [triangle])
  })
  return [...parts.values()]
}
