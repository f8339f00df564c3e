import { boxOf, turned, type Box } from './geometry.ts'
import { cutLineOf } from './outline.ts'
import type { Piece, Point } from './piece.ts'

/** Between pieces, and between them and the sheet's edge, mm. */
const GAP = 24
const MARGIN = 12

export interface Placed {
  readonly piece: Piece
  readonly cut: readonly Point[]
  /** Round the cut line. */
  readonly box: Box
  /** Where the box's upper left corner comes to lie. */
  readonly at: Point
}

export interface Sheet {
  readonly pieces: readonly Placed[]
  readonly width: number
  readonly height: number
}

/**
 * Sets pieces out to be read, not nested for cutting: tallest first, each as high up on the sheet as it will go and then
 * as far left. A piece wider than `most` mm widens the sheet.
 */
export function setOut(pieces: readonly Piece[], most: number): Sheet {
  const straight = pieces
    .map(straightened)
    .map((piece) => ({ piece, cut: cutLineOf(piece) }))
    .map((one) => ({ ...one, box: boxOf(one.cut) }))
    .sort((a, b) => b.box.height - a.box.height || b.box.width - a.box.width)
  const sheet = Math.max(most, ...straight.map(({ box }) => box.width + 2 * MARGIN))
  const placed: Placed[] = []
  for (const one of straight) {
    const { width, height } = one.box
    const xs = [MARGIN, ...placed.map(({ at, box }) => at[0] + box.width + GAP)].filter(
      (x) => x + width + MARGIN <= sheet
    )
    const ys = [MARGIN, ...placed.map(({ at, box }) => at[1] + box.height + GAP)]
    const free = ([x, y]: Point) =>
      placed.every(
        ({ at, box }) =>
          x >= at[0] + box.width + GAP ||
          at[0] >= x + width + GAP ||
          y >= at[1] + box.height + GAP ||
          at[1] >= y + height + GAP
      )
    const spots = xs.flatMap((x) => ys.map((y): Point => [x, y])).filter(free)
    placed.push({
      ...one,
      at: spots.reduce((best, p) => (p[1] < best[1] || (p[1] === best[1] && p[0] < best[0]) ? p : best)),
    })
  }
  const reach = (axis: 0 | 1, side: 'width' | 'height') =>
    Math.max(0, ...placed.map(({ at, box }) => at[axis] + box[side])) + MARGIN
  return { pieces: placed, width: reach(0, 'width'), height: reach(1, 'height') }
}

/** Turned by less than an eighth of a circle until the grain stands upright or lies level, as it will on the cloth. */
function straightened(piece: Piece): Piece {
  const [from, to] = piece.grain
  const slope = Math.atan2(to[1] - from[1], to[0] - from[0])
  const angle = Math.round(slope / (Math.PI / 2)) * (Math.PI / 2) - slope
  if (Math.abs(angle) < 1e-6) return piece
  const turn = (p: Point) => turned(p, angle)
  return {
    ...piece,
    edges: piece.edges.map((edge) => ({ ...edge, points: edge.points.map(turn) })),
    grain: [turn(from), turn(to)],
    notches: piece.notches.map((notch) => ({ ...notch, at: turn(notch.at) })),
    lines: piece.lines.map((line) => ({ ...line, points: line.points.map(turn) })),
    marks: piece.marks.map((mark) => ({
      ...mark,
      at: turn(mark.at),
      angle: (mark.angle ?? 0) + (angle * 180) / Math.PI,
    })),
  }
}
