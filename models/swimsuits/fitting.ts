import {
  fitMapOf,
  lengthAcross,
  recut,
  refuseUnworn,
  weldOf,
  type Cloth,
  type Fitted,
  type Fitting,
  type SewnShape,
  type Zone,
} from '../../src/drape/index.ts'
import { ToileError } from '../../src/ground/index.ts'
import { REFERENCE } from './body.ts'
import { styleOf } from './drafting/style.ts'
import { formOf, hung, meshOf, suitOf, type Form, type Suit } from './hang.ts'
import { placementsOf } from './placements.ts'

/** mm; the scene divides the mesh once more. */
const EDGE = 14
/** A knit is stretched all over: how far it may be at the median, beyond what it is cut smaller by. */
const DRAWN_OUT = 0.12

/**
 * A swimsuit on its own wearer: their form from girths and torso loop, their draft stretched on to it. A baked shape
 * lends its mesh, and with it what is known of each place.
 */
const fitting: Fitting = {
  needs: ['bustGirth', 'underbustGirth', 'waistGirth', 'hipGirth', 'torsoGirth'],
  async drape({ draft, measurements, selection, near, signal, onProgress, onFirst }): Promise<Fitted> {
    const heard = async (share: number) => {
      onProgress?.(share)
      // A worker hears that it is cancelled only between tasks.
      await new Promise((resolve) => setTimeout(resolve))
      if (signal.aborted) throw new ToileError('drape/cancelled', 'The drape was cancelled.')
    }
    const form = formOf(measurements)
    await heard(0.2)
    const suit = suitOf(selection, form)
    const lent = near && meshFrom(near, suit, selection, form)
    const cloth = lent ?? meshOf(suit, EDGE)
    await heard(0.3)
    const placements = placementsOf(draft)
    const { crotch, waist } = form.torso.heights
    const shapeAt = (positions: Float64Array): SewnShape => ({
      positions: Float32Array.from(positions, (mm) => mm / 1000),
      pattern: Float32Array.from(cloth.pattern),
      panel: cloth.panel,
      triangles: cloth.triangles,
      weld: weldOf(cloth),
      occlusion: lent ? near.occlusion : null,
      panels: cloth.panels.map(({ name, piece, copy }) => ({ name, piece, copy })),
      placements,
      heights: { crotch: crotch / 1000, waist: waist / 1000 },
    })
    onFirst?.(shapeAt(hung(cloth, suit, form, FIRST_STEPS)))
    await heard(0.45)
    const positions = hung(cloth, suit, form)
    await heard(0.95)
    const style = styleOf(selection)
    const figures = refuseUnworn(cloth, positions, form.grid, suit.plan, () => true, 1 - style.along + DRAWN_OUT)
    const drawn = drawnOn(cloth, positions, suit)
    return {
      shape: shapeAt(positions),
      map: fitMapOf(cloth, positions, form.grid, zonesOf(cloth, suit, measurements, drawn), {
        comfortable: 1 - style.across,
        most: STRETCHED * (1 - style.across),
      }),
      girths: Object.fromEntries(
        ZONES.map((zone) => [zone, (suit.draft.girths[zone]! / 10) * (1 + drawn[zone])])
      ),
      figures,
    }
  },
}

export default fitting

const FIRST_STEPS = 500
/** A cloth is cut smaller by a fifth of its stretch: what it gives in all, as a multiple of that. */
const STRETCHED = 5

const ZONES = ['bust', 'waist', 'hip'] as const
type ZoneName = (typeof ZONES)[number]

/** The baked mesh on this draft; null where it would fold over. */
function meshFrom(near: SewnShape, suit: Suit, selection: Suit['selection'], form: Form): Cloth | null {
  try {
    return recut(near, suitOf(selection, { ...form, measurements: REFERENCE }), suit)
  } catch (error) {
    if (error instanceof ToileError && error.code === 'drape/other-design') return null
    throw error
  }
}

/** Pattern heights of the tape on front and back. */
const levelOf = ({ panels: { block } }: Suit, piece: 'front' | 'back', zone: ZoneName): number =>
  block[piece].side[zone][1]

const PANELS = ['front', 'back'] as const

/** How much longer each girth is on the cloth as it lies than on the pieces, as a share. */
function drawnOn(cloth: Cloth, positions: Float64Array, suit: Suit): Record<ZoneName, number> {
  const flat = Float64Array.from({ length: positions.length }, (_, k) =>
    k % 3 === 2 ? 0 : cloth.pattern[2 * Math.floor(k / 3) + (k % 3)]!
  )
  const girth = (places: Float64Array, zone: ZoneName) =>
    PANELS.reduce((sum, piece) => sum + lengthAcross(cloth, places, piece, levelOf(suit, piece, zone)), 0)
  const longer = (zone: ZoneName) => {
    const cut = girth(flat, zone)
    // Where a scoop or a leg is cut away there is nothing to measure.
    return cut > 0 ? girth(positions, zone) / cut - 1 : 0
  }
  return { bust: longer('bust'), waist: longer('waist'), hip: longer('hip') }
}

function zonesOf(
  cloth: Cloth,
  suit: Suit,
  measurements: Readonly<Record<string, number>>,
  drawn: Readonly<Record<ZoneName, number>>
): Zone[] {
  const isOn = (vertex: number, zone: ZoneName) => {
    const { piece } = cloth.panels[cloth.panel[vertex]!]!
    if (piece !== 'front' && piece !== 'back') return false
    return Math.abs(cloth.pattern[2 * vertex + 1]! - levelOf(suit, piece, zone)) < HAND
  }
  return ZONES.map((zone) => ({
    zone,
    finished: suit.draft.girths[zone]! / 10,
    body: measurements[`${zone}Girth`]! / 10,
    drawn: drawn[zone],
    holds: (vertex) => isOn(vertex, zone),
  }))
}

const HAND = 30 // mm
