import {
  boxOf,
  distance,
  joined,
  lengthOf,
  meetingOf,
  moved,
  offsetLine,
  segmentsCross,
  signedAreaOf,
  towards,
  type Line,
} from './geometry.ts'
import type { Edge, Piece, Point } from './piece.ts'

/** The seam line as one closed polygon; the first point is not repeated. */
export function outlineOf(piece: Pick<Piece, 'edges'>): Point[] {
  const points = joined(...piece.edges.map((edge) => edge.points))
  if (points.length > 1 && distance(points[0]!, points.at(-1)!) < 1e-6) points.pop()
  return points
}

/**
 * How far the edges of a piece are from closing, mm: the largest gap between the end of one and the start of the next.
 */
export function gapOf(piece: Pick<Piece, 'edges'>): number {
  return Math.max(
    ...piece.edges.map((edge, i) =>
      distance(edge.points.at(-1)!, piece.edges[(i + 1) % piece.edges.length]!.points[0]!)
    )
  )
}

/** Whether a closed polygon crosses itself. */
export const crossesItself = (polygon: Line): boolean => crossingOf(polygon) !== undefined

/**
 * The first two sides of a closed polygon, by their starting points, that cross each other. Sides are swept along the
 * polygon's longer axis, so only those that lie abreast are compared.
 */
function crossingOf(polygon: Line): readonly [number, number] | undefined {
  const n = polygon.length
  const box = boxOf(polygon)
  const axis = box.width > box.height ? 0 : 1
  const sides = polygon.map((p, i) => {
    const q = polygon[(i + 1) % n]!
    return { i, low: Math.min(p[axis], q[axis]), high: Math.max(p[axis], q[axis]) }
  })
  sides.sort((a, b) => a.low - b.low || a.i - b.i)
  for (let k = 0; k < n; k++) {
    const a = sides[k]!
    for (let m = k + 1; m < n && sides[m]!.low <= a.high; m++) {
      const [i, j] = a.i < sides[m]!.i ? [a.i, sides[m]!.i] : [sides[m]!.i, a.i]
      if (segmentsCross(polygon[i]!, polygon[i + 1]!, polygon[j]!, polygon[(j + 1) % n]!)) return [i, j]
    }
  }
  return undefined
}

/**
 * The line to cut along: every edge moved outwards by its allowance and carried on until it meets the next one's. A
 * folded edge's allowance ends as the mirror image of its neighbours, so that it lies flat when it is turned up.
 */
export function cutLineOf(piece: Pick<Piece, 'edges'>): Point[] {
  const outwards = signedAreaOf(outlineOf(piece)) > 0 ? -1 : 1
  const sides = piece.edges
    .filter((edge) => lengthOf(edge.points) > 1e-6)
    .map((edge) => ({ edge, line: offsetLine(edge.points, outwards * edge.allowance) }))
  const corners = sides.map((side, i) => cornerBetween(side, sides[(i + 1) % sides.length]!))
  const points = sides.flatMap(({ line }, i) => {
    const [start, end] = [corners[(i + sides.length - 1) % sides.length]!, corners[i]!]
    return [...start.next, ...between(line, start, end), ...end.own]
  })
  return withoutLoops(withoutRepeats(points))
}

interface Side {
  readonly edge: Edge
  readonly line: Point[]
}

/**
 * What closes the corner: points that belong to the edge that ends and to the one that begins, and whether the offset
 * lines keep their ends.
 */
interface Corner {
  readonly own: Point[]
  readonly next: Point[]
  readonly trims: boolean
}

function cornerBetween(a: Side, b: Side): Corner {
  if (a.edge.folded && !b.edge.folded) {
    const end = mirroredEnd(a.edge, a.edge.points.at(-1)!, b.line[0]!, b.line[1]!)
    return { own: [end.tip], next: [end.root], trims: true }
  }
  if (b.edge.folded && !a.edge.folded) {
    const end = mirroredEnd(b.edge, b.edge.points[0]!, a.line.at(-1)!, a.line.at(-2)!)
    return { own: [end.root], next: [end.tip], trims: true }
  }
  const [p, q] = [a.line.at(-1)!, b.line[0]!]
  const meeting = meetingOf(a.line.at(-2)!, p, q, b.line[1]!)
  const limit = 2.5 * Math.max(a.edge.allowance, b.edge.allowance)
  const corner = a.edge.points.at(-1)!
  if (meeting === undefined || distance(meeting, corner) > limit) return { own: [p], next: [q], trims: false }
  return { own: [meeting], next: [], trims: true }
}

/** Where the neighbour's cut line reaches the fold, and its mirror image at the depth of the allowance. */
function mirroredEnd(fold: Edge, corner: Point, near: Point, far: Point): { root: Point; tip: Point } {
  const [a, b] =
    corner === fold.points[0] ? [fold.points[0]!, fold.points[1]!] : [fold.points.at(-1)!, fold.points.at(-2)!]
  const root = meetingOf(a, b, near, far) ?? near
  const along = towards(a, b)
  const up = towards(root, far)
  const run = up[0] * along[0] + up[1] * along[1]
  const rise: Point = [up[0] - run * along[0], up[1] - run * along[1]]
  const height = Math.hypot(rise[0], rise[1]) || 1
  const out = moved(moved(root, along, (run / height) * fold.allowance), rise, -fold.allowance / height)
  return { root, tip: out }
}

/** The offset line without the ends that its corners replace. */
const between = (line: Point[], start: Corner, end: Corner): Point[] =>
  line.slice(start.trims ? 1 : 0, end.trims ? -1 : undefined)

function withoutRepeats(points: Point[]): Point[] {
  const tidy = joined(points)
  if (tidy.length > 1 && distance(tidy[0]!, tidy.at(-1)!) < 1e-9) tidy.pop()
  return tidy
}

/**
 * Moving a hollow curve outwards by more than its radius folds the line over itself: the small loop is cut off where it
 * crosses. The loop is the shorter way round, so the piece itself is never taken for one.
 */
function withoutLoops(points: Point[]): Point[] {
  const crossing = crossingOf(points)
  if (crossing === undefined) return points
  const [i, j] = crossing
  const meeting = meetingOf(points[i]!, points[i + 1]!, points[j]!, points[(j + 1) % points.length]!)!
  const [within, around] = [points.slice(i + 1, j + 1), [...points.slice(j + 1), ...points.slice(0, i + 1)]]
  return withoutLoops([meeting, ...(lengthOf(within) < lengthOf(around) ? around : within)])
}
