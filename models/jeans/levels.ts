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

/**
 * How much longer each girth is on the cloth as it hangs than on the pieces, as a share: along the same lines, drawn
 * straight across the panels, both legs and all edges.
 */
export function drawnOn(cloth: Cloth, positions: Float64Array, levels: Levels): Record<Level | 'waist', number> {
  const flat = Float64Array.from({ length: positions.length }, (_, k) =>
    k % 3 === 2 ? 0 : cloth.pattern[2 * Math.floor(k / 3) + (k % 3)]!
  )
  const longer = (measure: (places: Float64Array) => number) => measure(positions) / measure(flat) - 1
  const across = (level: Level) =>
    longer((places) =>
      sum(PANELS.map(([piece, name]) => lengthAcross(cloth, places, name, levels[piece][level])))
    )
  return {
    waist: longer((places) => edgeLengthOf(cloth, places, 'waistband/top')),
    hip: across('hip'),
    thigh: across('thigh'),
    knee: across('knee'),
    hem: longer((places) => sum(PANELS.map(([, name]) => edgeLengthOf(cloth, places, `${name}/hem`)))),
  }
}

const PANELS = LEG_PIECES.flatMap((piece) => (['L', 'R'] as const).map((copy) => [piece, `${piece}.${copy}`] as const))
const sum = (lengths: readonly number[]) => lengths.reduce((all, length) => all + length, 0)

/** Whether a vertex lies within a hand's breadth of a level; `waist` is the waistband. */
export function isAt(cloth: Cloth, levels: Levels, zone: Level | 'waist', vertex: number): boolean {
  const { piece } = cloth.panels[cloth.panel[vertex]!]!
  if (zone === 'waist') return piece === 'waistband'
  if (piece !== 'front' && piece !== 'back') return false
  return Math.abs(cloth.pattern[2 * vertex + 1]! - levels[piece][zone]) < HAND
}

const HAND = 40 // mm
