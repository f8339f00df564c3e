import type { Point } from '../../../src/pattern/index.ts'

type Outline = readonly Point[]

/**
 * How far two outlines are apart, mm; less than zero when they overlap. Worked out side by side from the outlines
 * themselves, and from nothing that lays them.
 */
export function clearanceOf(a: Outline, b: Outline): number {
  if (sidesOf(a).some((s) => sidesOf(b).some((t) => cross(s, t))) || contains(a, b[0]!) || contains(b, a[0]!)) return -1
  return Math.min(nearest(a, b), nearest(b, a))
}

/** The least clearance among laid pieces that are less than `most` mm apart; `most` where none are. */
export function leastClearance(outlines: readonly Outline[], most: number): number {
  let least = most
  const boxes = outlines.map((outline) => {
    const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)]
    return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)] as const
  })
  for (const [i, a] of boxes.entries())
    for (const [j, b] of boxes.entries())
      if (j > i && a[0] < b[1] + most && b[0] < a[1] + most && a[2] < b[3] + most && b[2] < a[3] + most)
        least = Math.min(least, clearanceOf(outlines[i]!, outlines[j]!))
  return least
}

type Side = readonly [Point, Point]

const sidesOf = (outline: Outline): Side[] => outline.map((p, i) => [p, outline[(i + 1) % outline.length]!])

function cross([a, b]: Side, [c, d]: Side): boolean {
  const turn = (p: Point, q: Point, r: Point) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
}

function contains(outline: Outline, [x, y]: Point): boolean {
  let windings = 0
  for (const [[ax, ay], [bx, by]] of sidesOf(outline)) {
    const left = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
    if (ay <= y && by > y && left > 0) windings++
    if (ay > y && by <= y && left < 0) windings--
  }
  return windings !== 0
}

/** From the corners of one to the sides of the other. */
function nearest(corners: Outline, outline: Outline): number {
  let least = Infinity
  for (const [x, y] of corners)
    for (const [[ax, ay], [bx, by]] of sidesOf(outline)) {
      const [ux, uy] = [bx - ax, by - ay]
      const t = Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy || 1)))
      least = Math.min(least, Math.hypot(ax + t * ux - x, ay + t * uy - y))
    }
  return least
}
