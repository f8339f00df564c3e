import {
  bodyForm,
  clothOf,
  drapeOf,
  fieldOf,
  fitMapOf,
  girthRound,
  middleAt,
  refuseUnworn,
  settle,
  weldOf,
  type Aim,
  type BodyField,
  type BodyForm,
  type Cloth,
  type Fitted,
  type Fitting,
  type LowerBody,
  type SewingPlan,
  type SewnShape,
  type Zone,
} from '../../src/drape/index.ts'
import { ToileError } from '../../src/ground/index.ts'
import type { Draft } from '../../src/pattern/piece.ts'
import { STANCE } from './body.ts'
import { BARE } from './cuts.ts'
import drafting from './drafting.ts'
import { styleOf } from './drafting/style.ts'
import { AT_REST, CLOTHS, closingOn, hangOf, heldBy, STANDS_AT, through } from './hang.ts'
import { drawnOn, isAt, levelsOf } from './levels.ts'
import { placementsOf } from './placements.ts'
import { remade, type Begun } from './remake.ts'
import { jeansPlan, meshSizes, sewable, stiffness } from './sewing.ts'
import { wearerOf } from './wearer.ts'

/** Frames, a sixtieth of a second each: until there is something to show, and until it hangs at rest. */
const FRAMES = { first: 6, settling: 40, sewing: 150, closing: 40, hanging: 60 } as const
const SUBSTEPS = 10
/** Mesh the panels are first sewn with where there is no baked shape, mm. */
const COARSE = 30
/** mm between body and cloth: no one sees the skin, and a tape lies closer than cloth that is baked for all. */
const SKIN = 0.8
/** Of the creases a baked shape has, which share stays. */
const KEEPS = 0.85

/**
 * Jeans on their own wearer. Where there is a baked shape of the cut, its mesh is cut anew by the customer's draft,
 * carried over to their body, and settles there; else the draft is sewn from its pieces.
 */
const fitting: Fitting = {
  needs: ['waistGirth', 'hipGirth', 'thighGirth', 'kneeGirth', 'waistHeight', 'hipHeight', 'insideLegHeight', 'kneeHeight'],
  async drape({ draft, measurements, selection, near, signal, onProgress, onFirst }): Promise<Fitted> {
    const wearer = wearerOf(measurements)
    const form = bodyForm(wearer, STANCE)
    // Nothing is cut out of the fronts that are sewn here: pockets are laid on.
    const whole = sewable(drafting.draft({ measurements, selection: { ...selection, ...BARE } }))
    const placements = placementsOf(draft)
    const begun = near && begunFrom(near, selection, whole, wearer, form)
    const { cloth, plan } = begun ?? meshed(whole, wearer)
    const body = fieldOf(form)
    const shapeAt = (positions: Float64Array): SewnShape => ({
      ...standing(positions, wearer, plan.waist),
      pattern: Float32Array.from(cloth.pattern),
      panel: cloth.panel,
      triangles: cloth.triangles,
      weld: begun ? near.weld : weldOf(cloth),
      occlusion: begun ? near.occlusion : null,
      worn: begun ? (near.worn ?? null) : null,
      panels: cloth.panels.map(({ name, piece, copy }) => ({ name, piece, copy })),
      placements,
    })
    const show = (positions: Float64Array) => onFirst?.(shapeAt(positions))
    const common = {
      cloth: CLOTHS[hangOf(selection.cloth!)],
      stiff: stiffness(whole),
      held: heldBy(plan),
      signal,
      onProgress,
    }
    const positions = begun
      ? await settle(cloth, begun.positions, body, {
          ...common,
          keepSides: true,
          keepLayers: true,
          creased: { positions: begun.positions, keeps: () => KEEPS },
          led: { aim: hemsStay(begun), within: 1 },
          gravity: AT_REST,
          skin: SKIN,
          frames: FRAMES.settling,
          substeps: SUBSTEPS,
          glimpse: { after: FRAMES.first, show },
        })
      : await drapeOf(whole, cloth, {
          ...common,
          plan,
          ...closing(wearer, body),
          quarter: plan.quarter,
          coarse: COARSE,
          sewingFrames: FRAMES.sewing,
          settlingFrames: FRAMES.hanging,
          onSewn: show,
        })
    const figures = refuseUnworn(cloth, positions, body, { outwards: outOf(form) }, (_, y) => y < wearer.crotchHeight - 150)
    const { stretch } = styleOf(selection)
    const drawn = drawnOn(cloth, positions, levelsOf(whole))
    const zones = zonesOf(whole, cloth, positions, drawn, wearer, form)
    return {
      shape: shapeAt(positions),
      map: fitMapOf(cloth, positions, body, zones, { comfortable: stretch * 0.45, most: stretch }),
      girths: Object.fromEntries(
        Object.entries(drawn).map(([name, longer]) => [name, (whole.girths[name]! / 10) * (1 + longer)])
      ),
      figures,
    }
  },
}

export default fitting

/** The baked shape made over; null where it is of another design, or would not go on this body. */
function begunFrom(
  near: SewnShape,
  { fit, leg, rise }: Readonly<Record<string, string>>,
  whole: Draft,
  wearer: LowerBody,
  form: BodyForm
): Begun | null {
  try {
    return remade(near, `${fit}-${leg}-${rise}`, whole, wearer, form)
  } catch (error) {
    if (error instanceof ToileError && error.code === 'drape/other-design') return null
    throw error
  }
}

function meshed(whole: Draft, wearer: LowerBody): Pick<Begun, 'cloth' | 'plan'> {
  const plan = jeansPlan(whole, wearer)
  return { plan, cloth: clothOf(whole, plan, meshSizes(whole)) }
}

/** The body as it goes from how the trousers are sewn to how it stands. */
function closing(wearer: LowerBody, standing: BodyField) {
  const steps = closingOn(wearer, CLOSING_STEPS)
  return { sewnOn: steps[0]!, body: through([...steps.slice(0, -1), standing], FRAMES.closing) }
}

const CLOSING_STEPS = 5

/** A baked pair lies on its shoes as it was laid. */
function hemsStay({ cloth, positions }: Begun): Aim {
  const hems = new Set([...cloth.edges].flatMap(([key, along]) => (key.endsWith('/hem') ? [...along] : [])))
  return (i) => (hems.has(i) ? [positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!] : null)
}

/** Away from the leg that stands there. */
const outOf =
  ({ legs }: BodyForm): SewingPlan['outwards'] =>
  (x, y, z) => {
    const leg = middleAt(legs[x > 0 ? 0 : 1]!, y)
    return [x - leg.x, 0, z - leg.z]
  }

/** On the floor, in metres. */
function standing(positions: Float64Array, { crotchHeight, kneeHeight }: LowerBody, waist: number) {
  const lift = STANDS_AT - positions.reduce((least, mm, k) => (k % 3 === 1 ? Math.min(least, mm) : least), Infinity)
  return {
    positions: Float32Array.from(positions, (mm, k) => (k % 3 === 1 ? mm + lift : mm) / 1000),
    heights: {
      hem: STANDS_AT / 1000,
      knee: (kneeHeight + lift - 40) / 1000,
      crotch: (crotchHeight + lift) / 1000,
      waist: (waist + lift) / 1000,
    },
  }
}

function zonesOf(
  whole: Draft,
  cloth: Cloth,
  positions: Float64Array,
  drawn: ReturnType<typeof drawnOn>,
  { hipGirth, thighGirth, kneeGirth }: LowerBody,
  form: BodyForm
): Zone[] {
  const top = cloth.edges.get('waistband/top')!
  const height = top.reduce((sum, i) => sum + positions[3 * i + 1]!, 0) / top.length
  const bodies = { waist: girthRound(form, height), hip: hipGirth, thigh: thighGirth, knee: kneeGirth }
  const levels = levelsOf(whole)
  return Object.entries(bodies).map(([zone, body]) => ({
    zone,
    finished: whole.girths[zone]! / 10,
    body,
    drawn: drawn[zone as keyof typeof bodies],
    holds: (i) => isAt(cloth, levels, zone as keyof typeof bodies, i),
  }))
}
