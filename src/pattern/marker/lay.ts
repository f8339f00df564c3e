import { seededRandom } from '../../ground/index.ts'
import type { Cloth, Laid, Marker, MarkerOf } from './types.ts'
import type { Piece, Point } from '../piece.ts'
import { Board, type Effort } from './board.ts'
import { kindsOf } from './forms.ts'
import { shortest } from './search.ts'
import { tightened } from './tighten.ts'

/** Of the columns along the cloth while a marker is looked for, mm. */
const STEP = 4
/** About a second of looking on a machine of 2024. */
const EFFORT = 6e7
/** Copies that are laid together; of more, a marker is laid for some of the garments and repeated. */
const TOGETHER = 64

/**
 * Lays the pieces of one material on its cloth, in as little length as a fixed amount of looking finds: the same pieces
 * come to the same marker, whatever their order. Grain runs along the cloth; a piece on the fold is opened out; the
 * second hand of a mirrored pair is turned over about its grain; on one-way cloth every grain line runs the same way,
 * on other cloth pieces may lie head down. All is seen from the face of the cloth, `shrinkage` is added to the cut
 * lines, and pieces keep the `gap` between them but may touch the selvedges.
 *
 * Leather may be laid as cloth that is as wide as its hides are usable: the length then compares pieces, and says
 * nothing of the shape and the flaws of a hide.
 *
 * @throws {ToileError} `marker/too-wide` if a piece does not go on the cloth's width.
 */
export const markerOf: MarkerOf = (pieces, cloth, quantity) => {
  const copies = pieces.reduce((sum, { cut }) => sum + cut, 0)
  if (copies * quantity < 1) return endToEnd([], cloth)
  const together = Math.min(quantity, Math.max(1, Math.floor(TOGETHER / copies)))
  const section = laidOut(pieces, cloth, together)
  const sections = Array.from({ length: Math.floor(quantity / together) }, () => section)
  const left = quantity % together
  return endToEnd(left > 0 ? [...sections, laidOut(pieces, cloth, left)] : sections, cloth)
}

/** Copies of one stretch of a marker, in no order yet. */
interface Section {
  readonly length: number
  readonly area: number
  readonly placed: readonly Omit<Laid, 'index'>[]
}

function laidOut(pieces: readonly Piece[], cloth: Cloth, quantity: number): Section {
  const kinds = kindsOf(pieces, cloth, quantity)
  const effort: Effort = { left: EFFORT }
  const coarse = new Board(kinds, cloth.width, STEP)
  const [board, items] = tightened(coarse, kinds, shortest(coarse, kinds, seededRandom(1), effort), effort)
  return {
    length: board.lengthOf(items),
    area: items.reduce((sum, { kind }) => sum + kind.area, 0),
    placed: items.map(({ kind: { piece, copy }, form: { outline, turned }, column, y }) => ({
      piece,
      copy,
      turned,
      outline: moved(outline, column * board.step, y),
    })),
  }
}

function endToEnd(sections: readonly Section[], { width, gap }: Cloth): Marker {
  const counts = new Map<string, number>()
  const placed: Laid[] = []
  let [length, area] = [0, 0]
  for (const section of sections) {
    const start = length === 0 ? 0 : length + gap
    const alongCloth = section.placed
      .map((laid) => ({ ...laid, outline: moved(laid.outline, start, 0) }))
      .sort((a, b) => startOf(a) - startOf(b))
    for (const laid of alongCloth) {
      const name = `${laid.piece}.${laid.copy}`
      const index = counts.get(name) ?? 0
      counts.set(name, index + 1)
      placed.push({ ...laid, index })
    }
    length = start + section.length
    area += section.area
  }
  return { width, length, used: length === 0 ? 0 : area / (width * length), placed }
}

const moved = (outline: readonly Point[], x: number, y: number): Point[] => outline.map((p) => [p[0] + x, p[1] + y])

const startOf = ({ outline }: Pick<Laid, 'outline'>): number => Math.min(...outline.map(([x]) => x))
