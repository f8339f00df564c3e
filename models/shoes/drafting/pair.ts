import type { Piece, Point } from '../../../src/pattern/piece.ts'
import type { Side } from './feet.ts'

/** A piece of one shoe only: the left as drawn, the right as its mirror image. */
export function ofOneShoe(piece: Piece, side: Side): Piece {
  const own = side === 'left' ? piece : mirrored(piece)
  return { ...own, name: nameOn(piece.name, side), cut: 1, mirrored: false }
}

/** `vamp.left`. */
export const nameOn = (piece: string, side: Side): string => `${piece}.${side}`

/** Turned over along its length. Edges still follow each other clockwise, and rows still lie inwards of their lines. */
function mirrored(piece: Piece): Piece {
  const over = ([x, y]: Point): Point => [x, -y]
  return {
    ...piece,
    edges: piece.edges.map((edge) => ({ ...edge, points: edge.points.map(over).reverse() })).reverse(),
    grain: [over(piece.grain[0]), over(piece.grain[1])],
    lines: piece.lines.map((line) => ({ ...line, points: line.points.map(over).reverse() })),
    notches: piece.notches.map((notch) => ({ ...notch, at: over(notch.at) })),
    marks: piece.marks.map((mark) => ({ ...mark, at: over(mark.at), ...(mark.angle && { angle: -mark.angle }) })),
  }
}
