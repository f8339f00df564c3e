import { ToileError } from '../ground/index.ts'
import { lengthOf } from './geometry.ts'
import type { Draft, Edge, Piece, Seam, SeamCheck, SeamEdge } from './piece.ts'

/** @throws {ToileError} `pattern/no-such-edge` naming what a seam asks for in vain. */
export function edgeOf(pieces: readonly Piece[], at: SeamEdge): Edge {
  const piece = pieces.find(({ name }) => name === at.piece)
  const edge = piece?.edges.find(({ name }) => name === at.edge)
  if (edge === undefined)
    throw new ToileError('pattern/no-such-edge', `no edge "${at.edge}" on a piece "${at.piece}".`, {
      path: `${at.piece}/${at.edge}`,
    })
  return edge
}

/** Measures both sides of every seam along the seam line, mm. */
export function checkSeams({ pieces, seams }: Pick<Draft, 'pieces' | 'seams'>): SeamCheck[] {
  const side = (edges: Seam['a']) => edges.reduce((sum, at) => sum + lengthOf(edgeOf(pieces, at).points), 0)
  return seams.map((seam) => {
    const [a, b] = [side(seam.a), side(seam.b)]
    return { seam: seam.name, a, b, ok: Math.abs(a - b - seam.ease) <= seam.tolerance }
  })
}
