import type { Text } from '../ground/index.ts'
import { areaOf, cutLineOf, lengthOf, towards, type Draft, type Piece } from '../pattern/index.ts'
import { isMet, quantityOf } from '../price/index.ts'
import type { BillMaterial, CompiledTemplate } from '../template/types.ts'
import { stitchesOf, threadOf } from './stitching.ts'

export interface BillLine {
  readonly id: string
  readonly label: Text
  readonly unit: BillMaterial['unit']
  /** For the whole quantity, waste included: whole thousandths of the unit, rounded up. */
  readonly amount: number
  /** The share of waste in it, per mille. */
  readonly waste: number
}

/**
 * What has to be taken from the shelf for an order. Amounts come from the pieces and each material's stated waste; how
 * the pieces lie on the cloth does not decide them. A material that is worked out from pieces is left out when there is
 * no draft.
 */
export function billOf(
  template: Pick<CompiledTemplate, 'materials' | 'roles' | 'sewing'>,
  selection: Readonly<Record<string, string>>,
  draft: Pick<Draft, 'pieces' | 'seams'> | null
): readonly BillLine[] {
  const quantity = quantityOf(template, selection)
  const sewn = draft && { pieces: draft.pieces, thread: () => threadOf(stitchesOf(template, selection, draft)) }
  return template.materials
    .filter(({ when }) => isMet([when], selection))
    .flatMap(({ id, label, unit, quantity: source, waste }) => {
      const each = amountOf(source, unit, sewn)
      if (each === null) return []
      // Half a button is a whole one: pieces are counted up to whole units, lengths and areas to thousandths.
      const amount = (each * quantity * (1000 + waste)) / 1000
      return [
        {
          id,
          label,
          unit,
          amount: unit === 'pc' ? Math.ceil(amount - 1e-9) * 1000 : Math.ceil(amount * 1000 - 1e-6),
          waste,
        },
      ]
    })
}

/** In units of the material (m, m2, pieces) for one garment. */
function amountOf(
  source: BillMaterial['quantity'],
  unit: BillMaterial['unit'],
  sewn: { readonly pieces: readonly Piece[]; readonly thread: () => number } | null
): number | null {
  if (source.from === 'fixed') return source.amount
  if (!sewn) return null
  const { pieces } = sewn
  switch (source.from) {
    case 'area': {
      const area = pieces
        .filter(({ material }) => material === source.material)
        .reduce((sum, piece) => sum + cutArea(piece), 0)
      return unit === 'm2' ? area / 1e6 : area / source.widthMm / 1000
    }
    case 'length':
      return (
        pieces
          .filter(({ material }) => material === source.material)
          .reduce((sum, piece) => sum + lengthAlongGrain(piece) * piece.cut, 0) / 1000
      )
    case 'stitching':
      return source.threadPerMetre === undefined
        ? sewn.thread()
        : (pieces.reduce((sum, piece) => sum + stitchLength(piece), 0) / 1000) * source.threadPerMetre
    case 'marks':
      return pieces.reduce(
        (sum, { marks, cut }) =>
          sum + marks.filter(({ kind }) => kind === source.kind).reduce((of, mark) => of + timesOf(mark, cut), 0),
        0
      )
  }
}

/** Area within the cut line of all copies, mm2. */
export const cutArea = (piece: Piece): number => areaOf(cutLineOf(piece)) * piece.cut * (piece.onFold ? 2 : 1)

/** How far a piece reaches along its grain, as cut, mm: what is taken off a roll of its width. */
export function lengthAlongGrain(piece: Piece): number {
  const [from, to] = piece.grain
  const [x, y] = towards(from, to)
  const along = cutLineOf(piece).map((point) => point[0] * x + point[1] * y)
  return Math.max(...along) - Math.min(...along)
}

/** What lies on one copy of a mirrored pair only is made once. */
const timesOf = ({ copy }: { readonly copy?: 'L' | 'R' }, cut: number): number => (copy ? 1 : cut)

/**
 * All rows of all copies, mm. Seams are sewn too: each edge with an allowance counts half, because two meet in a seam.
 */
function stitchLength({ edges, lines, cut }: Piece): number {
  const rows = lines
    .filter(({ kind }) => kind === 'stitch')
    .reduce((sum, line) => sum + lengthOf(line.points) * (line.rows?.length ?? 1) * timesOf(line, cut), 0)
  const seams = edges
    .filter(({ allowance }) => allowance > 0)
    .reduce((sum, { points }) => sum + lengthOf(points) / 2, 0)
  return rows + seams * cut
}
