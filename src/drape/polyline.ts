import type { Point } from '../pattern/piece.ts'

/** Length along the line up to each of its points, mm. */
export function arcsOf(line: readonly Point[]): number[] {
  const arcs = [0]
  for (let i = 1; i < line.length; i++)
    arcs.push(arcs[i - 1]! + Math.hypot(line[i]![0] - line[i - 1]![0], line[i]![1] - line[i - 1]![1]))
  return arcs
}

export function lengthOf(line: readonly Point[]): number {
  return arcsOf(line).at(-1) ?? 0
}

/** The points that lie at the given lengths along the line; lengths ascend. */
export function pointsAt(line: readonly Point[], lengths: readonly number[]): Point[] {
  const arcs = arcsOf(line)
  let k = 1
  return lengths.map((wanted) => {
    while (k < line.length - 1 && arcs[k]! < wanted) k++
    const span = arcs[k]! - arcs[k - 1]! || 1
    const t = Math.min(1, Math.max(0, (wanted - arcs[k - 1]!) / span))
    const [from, to] = [line[k - 1]!, line[k]!]
    return [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])] as const
  })
}

export function isInside(polygon: readonly Point[], x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i]!
    const [xj, yj] = polygon[j]!
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}
