import type { Draft, Piece } from '../../pattern/index.ts'
import type { CompiledTemplate } from '../../template/index.ts'
import type { Foot } from './types.ts'

const SIDES = ['left', 'right'] as const

/** The left and the right shoe of a draft, each with its last and its pieces; empty of a garment. */
export function feetOf(template: Pick<CompiledTemplate, 'cuts' | 'finished'>, draft: Draft): readonly Foot[] {
  if (!template.cuts?.some(({ part }) => part !== undefined)) return []
  return SIDES.map((side) => ({
    side,
    last: Object.entries(draft.girths)
      .filter(([name]) => name.endsWith(`.${side}`))
      .map(([name, value]) => ({ name, label: labelOf(name, template), value })),
    // Feet alike share one mirrored pair of each piece.
    pieces: draft.pieces
      .filter((piece) => piece.name.endsWith(`.${side}`) || !isOfOneSide(piece))
      .map(({ name, material, mirrored, strain }) => ({ name, material, mirrored, strain: strain?.p95 ?? null })),
  }))
}

const isOfOneSide = ({ name }: Piece): boolean => SIDES.some((side) => name.endsWith(`.${side}`))

const labelOf = (name: string, { finished }: Pick<CompiledTemplate, 'finished'>): Foot['last'][number]['label'] =>
  finished?.find((measure) => measure.name === name)?.label ?? { en: name, de: name }
