import {
  ASTRIDE,
  between,
  bodyForm,
  drapeOf,
  fieldOf,
  seatedField,
  settle,
  type Aim,
  type Bend,
  type Body,
  type BodyField,
  type Capsule,
  type Cloth,
  type ClothWeight,
  type Ground,
  type LowerBody,
  type SewnShape,
} from '../../src/drape/index.ts'
import type { Draft } from '../../src/pattern/piece.ts'
import { REFERENCE_BODY, STANCE } from './body.ts'
import { creasable, stiffness, type JeansPlan } from './sewing.ts'

/** How a cloth hangs, as far as shapes tell cloths apart. */
export const HANGS = ['falls', 'stands', 'clings'] as const
export type Hang = (typeof HANGS)[number]

/** A cloth as the solver takes it, and which share of each crease of wear it keeps. */
interface Handle extends ClothWeight {
  readonly keeps: number
}

/** A washed 12 to 13 oz, a raw 14 oz, a 11 oz with elastane. */
export const CLOTHS: Readonly<Record<Hang, Handle>> = {
  falls: { weight: 440, bending: 60, give: { warp: 0.1, weft: 0.2, bias: 0.8 }, keeps: 0.52 },
  stands: { weight: 475, bending: 170, give: { warp: 0.1, weft: 0.15, bias: 0.4 }, keeps: 0.5 },
  clings: { weight: 380, bending: 32, give: { warp: 0.3, weft: 3, bias: 2 }, keeps: 0.34 },
}

/** What each choice of cloth that does not fall hangs like; the template names their shapes. */
const HANG_OF: Readonly<Record<string, Hang>> = {
  'raw-14': 'stands',
  'ecru-13': 'stands',
  'comfort-12': 'clings',
  'stretch-11': 'clings',
}

export const hangOf = (cloth: string): Hang => (Object.hasOwn(HANG_OF, cloth) ? HANG_OF[cloth]! : 'falls')

/** Height of the lowest hem above the floor, mm. */
export const STANDS_AT = 5
/** Edge of the mesh as sewn first, mm. */
const COARSE = 28
/** Frames of each stage: a sixtieth of a second. */
const FRAMES = { sewing: 150, closing: 54, settling: 90, sitting: 20, seated: 28, rising: 80, stacking: 130 } as const
/** How far one sits, radians, and the steps of the way there. */
const SEATED: Bend = { hip: 1.35, knee: 1.4 }
const SITTING = [
  [0, 4],
  [4, 7],
  [7, 10],
] as const
/** Threads rub on threads, so cloth carries part of its own weight in its folds: what is left of gravity, mm/s2. */
export const AT_REST = 4500

/**
 * Where each hem comes to lie: raised by a share of `LIFT` mm, turned about the leg and tipped up in front, radians; no
 * two alike. A hem as narrow as the ankle can hardly be raised.
 */
const LIFT = 46
const HEMS = { L: { share: 1, turn: 0.1, tip: 0.1 }, R: { share: 0.8, turn: -0.05, tip: 0.07 } } as const
const NARROW = { from: 44, over: 18, least: 0.2 } as const // radius, mm

/** The body as it moves: from where the trousers are sewn to where it stands, and from there to sitting. */
export interface Bodies {
  readonly closing: readonly BodyField[]
  readonly sitting: readonly BodyField[]
  readonly standing: BodyField
}

const steps = (count: number) => Array.from({ length: count + 1 }, (_, i) => i / count)

/** A body that brings its legs together, in so many steps: trousers are sewn on it astride. */
export const closingOn = (wearer: LowerBody, count: number): readonly BodyField[] =>
  steps(count).map((share) => fieldOf(bodyForm(wearer, between(ASTRIDE, STANCE, share)), 12))

export function bodiesOf(): Bodies {
  const form = bodyForm(REFERENCE_BODY, STANCE)
  return {
    closing: closingOn(REFERENCE_BODY, 8),
    sitting: steps(10).map((share) =>
      seatedField(form, REFERENCE_BODY, { hip: SEATED.hip * share, knee: SEATED.knee * share })
    ),
    standing: standingBody(),
  }
}

/** The body the shapes hang on in the end. */
export const standingBody = (): BodyField => fieldOf(bodyForm(REFERENCE_BODY, STANCE))

/** How far a finished shape was raised from that body, mm. */
export const liftOf = ({ heights }: Pick<SewnShape, 'heights'>): number =>
  heights.crotch! * 1000 - REFERENCE_BODY.crotchHeight

/** Goes through the fields within some frames and stays in the last. */
export const through =
  (fields: readonly BodyField[], frames: number): Body =>
  (frame) =>
    fields[Math.min(fields.length - 1, Math.floor((frame / frames) * fields.length))]!

/** Sewn, put on and hanging free: what every cloth of a cut goes on from. */
export function putOn(
  draft: Draft,
  cloth: Cloth,
  plan: JeansPlan,
  { closing }: Bodies,
  handle: ClothWeight
): Promise<Float64Array> {
  return drapeOf(draft, cloth, {
    plan,
    body: through(closing, FRAMES.closing),
    cloth: handle,
    stiff: stiffness(draft),
    held: heldBy(plan),
    sewnOn: closing[0]!,
    quarter: plan.quarter,
    coarse: COARSE,
    sewingFrames: FRAMES.sewing,
    settlingFrames: FRAMES.settling,
  })
}

/** Sat down in, a little, more and quite: where cloth creases for good. */
export async function satDown(
  draft: Draft,
  cloth: Cloth,
  plan: JeansPlan,
  { sitting }: Bodies,
  handle: ClothWeight,
  worn: Float64Array
): Promise<readonly Float64Array[]> {
  const poses: Float64Array[] = []
  for (const [from, to] of SITTING)
    poses.push(
      await settle(cloth, poses.at(-1) ?? worn, through(sitting.slice(from, to + 1), FRAMES.sitting), {
        ...usual(draft, plan, handle),
        friction: 0.12,
        frames: FRAMES.seated,
      })
    )
  return poses
}

/** Standing again, with the creases of sitting in it, the hems raised as they lie on a shoe: the legs break on them. */
export function hung(
  draft: Draft,
  cloth: Cloth,
  plan: JeansPlan,
  { standing }: Bodies,
  { keeps, ...handle }: Handle,
  worn: Float64Array,
  sat: Float64Array
): Promise<Float64Array> {
  const creases = creasable(draft)
  return settle(cloth, worn, standing, {
    ...usual(draft, plan, handle),
    creased: { positions: sat, keeps: (panel, x, y) => keeps * creases(panel, x, y) },
    led: { aim: raised(cloth, worn), within: FRAMES.rising },
    ground: stuffing(cloth, worn),
    gravity: AT_REST,
    frames: FRAMES.stacking,
  })
}

const usual = (draft: Draft, plan: JeansPlan, cloth: ClothWeight) => ({
  cloth,
  stiff: stiffness(draft),
  held: heldBy(plan),
  keepSides: true,
  keepLayers: true,
  substeps: 12,
})

export const heldBy = (plan: JeansPlan) => ({
  edges: ['waistband/waist'],
  height: plan.waist,
  slope: [-0.16, -0.05] as const,
})

function raised(cloth: Cloth, worn: Float64Array): Aim {
  const aims = new Map<number, readonly [number, number, number]>()
  for (const copy of ['L', 'R'] as const) {
    const { share, turn, tip } = HEMS[copy]
    const { ring, x, y, z, radius } = hemOf(cloth, worn, copy)
    const lift = LIFT * share * Math.min(1, Math.max(NARROW.least, (radius - NARROW.from) / NARROW.over))
    for (const i of ring) {
      const [dx, dz] = [worn[3 * i]! - x, worn[3 * i + 2]! - z]
      const [rx, rz] = [dx * Math.cos(turn) + dz * Math.sin(turn), dz * Math.cos(turn) - dx * Math.sin(turn)]
      aims.set(i, [x + rx, y + lift + rz * tip, z + rz])
    }
  }
  return (i) => aims.get(i) ?? null
}

/** A hem: its vertices, its middle and its mean radius, mm. */
function hemOf(cloth: Cloth, positions: Float64Array, copy: 'L' | 'R') {
  const ring = ['front', 'back'].flatMap((piece) => [...cloth.edges.get(`${piece}.${copy}/hem`)!])
  const mean = (value: (i: number) => number) => ring.reduce((sum, i) => sum + value(i), 0) / ring.length
  const [x, y, z] = [0, 1, 2].map((axis) => mean((i) => positions[3 * i + axis]!)) as [number, number, number]
  return { ring, x, y, z, radius: mean((i) => Math.hypot(positions[3 * i]! - x, positions[3 * i + 2]! - z)) }
}

/** What a photographer puts into the legs, so that they break outwards. */
function stuffing(cloth: Cloth, worn: Float64Array): Ground {
  const standing = (['L', 'R'] as const).map((copy): Capsule => {
    const { x, y, z, radius } = hemOf(cloth, worn, copy)
    return { from: [x, y - 40, z], to: [x, y + 100, z - 4], radius: Math.max(40, radius - 10) }
  })
  return { floor: -1000, standing, friction: 0.2, rise: 0, frames: 1 }
}
