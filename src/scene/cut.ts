import { BEHIND, depthOf, type Opening } from './covers.ts'
import { boxOf } from './covers.ts'
import { isInside, sideOf } from './lines.ts'
import type { Surface } from './surface.ts'

/** How much deeper than the layer behind an opening the cut-away cloth is kept, so that no crack shows the floor. */
const DEEPER = 1.6
/** mm; a corner as near to both the outline and a seam lies on both. */
const ON_LINE = 0.8

/**
 * Cuts openings into the skin: what lies inside goes deep, and the triangles across the cut are left out; folded
 * edges cover where they were. Changes `position` and gives the triangles that remain.
 *
 * @param seam Four numbers a corner, see `edgesAround`.
 */
export function cutOpen(
  { pattern, panel, normals, pointOf, triangles }: Surface,
  indexOf: (panel: string) => number,
  openings: readonly Opening[],
  seam: Float32Array,
  position: Float32Array
): Uint32Array {
  if (openings.length === 0) return triangles
  const [OUT, LINE, IN] = [0, 1, 2]
  const where = new Uint8Array(panel.length)
  const isCut = new Set<number>()
  for (const opening of openings) {
    const index = indexOf(opening.panel)
    isCut.add(index)
    const closed = [...opening.points, opening.points[0]!]
    const [left, top, right, bottom] = boxOf(opening.points, BEHIND)
    for (let i = 0; i < panel.length; i++) {
      const [x, y] = [pattern[2 * i]!, pattern[2 * i + 1]!]
      if (panel[i] !== index || x < left || x > right || y < top || y > bottom) continue
      const inset = seam[4 * i + 1]!
      if (inset < ON_LINE && Math.abs(sideOf(closed, x, y, false)) < ON_LINE) where[i] = LINE
      else if (isInside(opening.points, x, y)) {
        where[i] = IN
        const depth = depthOf(inset) * DEEPER * 0.001
        for (let k = 0; k < 3; k++) position[3 * i + k]! += normals[3 * pointOf[i]! + k]! * depth
      }
    }
  }
  const kept: number[] = []
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!] as const
    const isAcross =
      isCut.has(panel[corners[0]]!) &&
      corners.some((corner) => where[corner] === IN) &&
      corners.some((corner) => where[corner] === OUT)
    if (!isAcross) kept.push(...corners)
  }
  return Uint32Array.from(kept)
}
