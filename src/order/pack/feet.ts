import type { Draft, Piece } from '../../pattern/index.ts'
import type { CompiledTemplate } from '../../template/index.ts'
import type { ChartRow, Foot } from './types.ts'

const SIDES = ['left', 'right'] as const

/** The left and the right shoe of a draft, each with its last and its pieces; empty of a garment. */
export function feetOf(
  { cuts }: Pick<CompiledTemplate, 'cuts'>,
  draft: Pick<Draft, 'pieces'>,
  chart: readonly ChartRow[]
): readonly Foot[] {
  if (!cuts?.some(({ part }) => part !== undefined)) return []
  return SIDES.map((side) => ({
    side,
    last: chart
      .filter(({ name }) => name.endsWith(`.${side}`))
      .map(({ name, label, finished }) => ({ name, label, value: finished })),
    // Feet alike share one mirrored pair of each piece.
    pieces: draft.pieces
      .filter((piece) => piece.name.endsWith(`.${side}`) || !isOfOneSide(piece))
      .map(({ name, material, mirrored, strain }) => ({ name, material, mirrored, strain: strain?.p95 ?? null })),
  }))
}

const isOfOneSide = ({ name }: Piece): boolean => SIDES.some((side) => name.endsWith(`.${side}`))
