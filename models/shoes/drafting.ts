import { ToileError } from '../../src/ground/index.ts'
import { checkSeams } from '../../src/pattern/seams.ts'
import { createLast, type Last } from '../../src/pattern/last.ts'
import type { Draft, Drafting, Piece as PatternPiece, Seam } from '../../src/pattern/piece.ts'
import type { Design } from './design.ts'
import { bottomPieces } from './drafting/bottom.ts'
import { withEyelets } from './drafting/eyelets.ts'
import { feetOf, SIDES } from './drafting/feet.ts'
import { flatPieceOf } from './drafting/flatPiece.ts'
import { nameOn, ofOneShoe } from './drafting/pair.ts'
import type { Piece } from './piece.ts'
import { STYLES, type Style } from './shoe.ts'

const DESIGN = 'shoes'
const VERSION = '1.1.0'
/** mm by which the two sides of a seam may differ once each is laid flat: finer than a cutter's knife. */
const TOLERANCE = 0.5

/**
 * Pieces are regions of the last's surface, laid flat as rigidly as it goes; each says how far that strains it. A
 * first draft for a pattern cutter, no taped last.
 *
 * Feet alike are cut as one mirrored pair; else each shoe has pieces of its own, `vamp.left` and `vamp.right`. Finished
 * girths are those of the two lasts: `foot.left` (the foot's length), `ball.left`, `instep.left`, and so right; tenths
 * of a millimetre.
 */
const drafting: Drafting = {
  design: DESIGN,
  version: VERSION,
  needs: [],
  draft({ measurements, selection }): Draft {
    const feet = feetOf(measurements, selection)
    const lasts = { left: createLast(feet.left), right: feet.areAlike ? null : createLast(feet.right) }
    const left = piecesOn(lasts.left, selection)
    const right = lasts.right && piecesOn(lasts.right, selection)
    const pieces = right
      ? [...left.map((piece) => ofOneShoe(piece, 'left')), ...right.map((piece) => ofOneShoe(piece, 'right'))]
      : left
    const seams = right ? SIDES.flatMap((side) => seamsOf(pieces, (piece) => nameOn(piece, side))) : seamsOf(pieces)
    const girths = SIDES.flatMap((side) => girthsOf(lasts[side] ?? lasts.left, side))
    return {
      design: DESIGN,
      version: VERSION,
      pieces,
      seams,
      girths: Object.fromEntries(girths),
      checks: checkSeams({ pieces, seams }),
    }
  },
}
export default drafting

const girthsOf = ({ girths, measures }: Last, side: string): [string, number][] =>
  Object.entries({ foot: measures.footLength, ball: girths.ball, instep: girths.instep }).map(([name, mm]) => [
    `${name}.${side}`,
    Math.round(mm * 10),
  ])

/** Of one shoe, as the left is cut. */
function piecesOn(last: Last, selection: Readonly<Record<string, string>>): PatternPiece[] {
  const design = STYLES[styleOf(selection)](last)
  const isCut = ({ name }: Piece): boolean => !Object.hasOwn(selection, name) || selection[name] !== 'none'
  const laid = design.pieces.filter(isCut).map((drawn) => ({ drawn, flat: flatPieceOf(last, drawn) }))
  const upper = withEyelets(laid, last, design, selection).map(({ piece }) => piece)
  const lining = laid
    .filter(({ drawn }) => LINED.includes(drawn.name))
    .map(({ flat: { piece } }): PatternPiece => ({
      ...piece,
      name: `${piece.name}Lining`,
      material: 'lining',
      marks: [],
      lines: [],
    }))
  return [...upper, flatPieceOf(last, tongueOf(design)).piece, ...lining, ...bottomPieces(last, selection)]
}

function styleOf({ style = 'sneaker' }: Readonly<Record<string, string>>): Style {
  if (!Object.hasOwn(STYLES, style)) throw new ToileError('draft/refused', 'option style: is no style we last.')
  return style as Style
}

const LINED = ['vamp', 'quarterOuter', 'quarterInner']

const tongueOf = ({ tongue }: Design): Piece => ({
  name: 'tongue',
  node: 'upper',
  material: 'tongue',
  outline: tongue.outline,
  thickness: tongue.thickness,
  rows: [3.4],
})

/** Pieces that are joined edge to edge: what `joined` stretches of their outlines say. */
const JOINED = [
  ['heel', 'quarterOuter', 'quarterInner'],
  ['heelLining', 'quarterOuterLining', 'quarterInnerLining'],
  ['throat', 'eyestayOuter', 'eyestayInner'],
] as const

function seamsOf(pieces: readonly PatternPiece[], named: (name: string) => string = (name) => name): Seam[] {
  const joined = (name: string): string | undefined =>
    pieces.find((piece) => piece.name === name)?.edges.find((edge) => edge.name.startsWith('seam'))?.name
  return JOINED.flatMap(([name, ...sides]): Seam[] => {
    const [a, b] = sides.map((side) => {
      const piece = named(side)
      return { piece, edge: joined(piece) }
    }) as [{ piece: string; edge?: string }, { piece: string; edge?: string }]
    if (a.edge === undefined || b.edge === undefined) return []
    return [
      {
        name: named(name),
        a: [{ piece: a.piece, edge: a.edge }],
        b: [{ piece: b.piece, edge: b.edge, reversed: true }],
        ease: 0,
        tolerance: TOLERANCE,
      },
    ]
  })
}
