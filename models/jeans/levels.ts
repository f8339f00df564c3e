import { edgeLengthOf, lengthAcross, type Cloth } from '../../src/drape/index.ts'
import type { Draft } from '../../src/pattern/piece.ts'
import { THIGH_BELOW_FORK } from './drafting/leg.ts'
import { edgeOf, pieceOf } from './sewing.ts'

const LEG_PIECES = ['front', 'back'] as const
type LegPiece = (typeof LEG_PIECES)[number]
type Level = 'hip' | 'thigh' | 'knee' | 'hem'

/** Where the tape goes on the front and the back as drawn: pattern heights, y down, mm. */
export type Levels = Readonly<Record<LegPiece, Readonly<Record<Level, number>>>>

/** Hip and knee are notched at the side seam; the thigh is taped below the fork. */
export function levelsOf(draft: Draft): Levels {
  const of = (name: LegPiece) => {
    const piece = pieceOf(draft, name)
    const [hip, knee] = piece.notches
      .filter(({ edge }) => edge === 'side')
      .map(({ at }) => at[1])
      .sort((a, b) => a - b) as [number, number]
    const inseam = edgeOf(piece, 'inseam').points.map(([, y]) => y)
    return { hip, knee, thigh: Math.min(...inseam) + THIGH_BELOW_FORK, hem: Math.max(...inseam) }
  }
  return { front: of('front'), back: of('back') }
}

const COPIES = ['L', 'R'] as const

/** Girths of the cloth as it hangs, mm, by the names of the draft's finished girths; of legs, the mean of the two. */
export function girthsOn(cloth: Cloth, positions: Float64Array, levels: Levels): Record<string, number> {
  const along = (edge: string) => edgeLengthOf(cloth, positions, edge)
  const both = (level: Level) =>
    COPIES.flatMap((copy) =>
      LEG_PIECES.map((piece) => lengthAcross(cloth, positions, `${piece}.${copy}`, levels[piece][level]))
    ).reduce((sum, length) => sum + length, 0)
  const hems = COPIES.flatMap((copy) => LEG_PIECES.map((piece) => along(`${piece}.${copy}/hem`)))
  return {
    waist: along('waistband/top'),
    band: along('waistband/waist'),
    hip: both('hip'),
    thigh: both('thigh') / 2,
    knee: both('knee') / 2,
    hem: hems.reduce((sum, length) => sum + length, 0) / 2,
  }
}

/** Whether a vertex lies within a hand's breadth of a level; `waist` is the waistband. */
export function isAt(cloth: Cloth, levels: Levels, zone: Level | 'waist', vertex: number): boolean {
  const { piece } = cloth.panels[cloth.panel[vertex]!]!
  if (zone === 'waist') return piece === 'waistband'
  if (piece !== 'front' && piece !== 'back') return false
  return Math.abs(cloth.pattern[2 * vertex + 1]! - levels[piece][zone]) < HAND
}

const HAND = 40 // mm
