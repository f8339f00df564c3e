import {
  ASTRIDE,
  between,
  bodyForm,
  clothLike,
  clothOf,
  drapeOf,
  fieldOf,
  figuresOf,
  settle,
  smoothed,
  turnedOf,
  weldOf,
  type Body,
  type BodyField,
  type Capsule,
  type Cloth,
  type ClothWeight,
  type Ground,
} from '../../src/drape/index.ts'
import type { Draft } from '../../src/pattern/piece.ts'
import { REFERENCE_BODY, STANCE } from './body.ts'
import { jeansPlan, meshSizes, SINKS, stiffness, type JeansPlan } from './sewing.ts'

/** How a cloth hangs: what the shapes tell apart of the cloths there are. */
export type Hang = 'stands' | 'falls' | 'clings'

/** Weight and rigidity as measured on a raw 14 oz, a washed 12 to 13 oz, a 11 oz with elastane. */
export const CLOTHS: Readonly<Record<Hang, ClothWeight>> = {
  stands: { weight: 475, bending: 260, give: { warp: 0.1, weft: 0.15, bias: 0.4 } },
  falls: { weight: 440, bending: 70, give: { warp: 0.1, weft: 0.2, bias: 0.8 } },
  clings: { weight: 380, bending: 30, give: { warp: 0.3, weft: 3, bias: 2 } },
}

/** Edge of the mesh as sewn first, mm. */
const COARSE = 28
/** How much longer the leg is than the way from the waist to where the hem stands, mm. */
const STACKS = Number(process.env.STACK ?? 40)
const SEWING = 150
const SETTLING = 90
const STACKING = 130

/** The body on its way from where the trousers are sewn to where it stands, first to last. */
export type Bodies = readonly BodyField[]

const STEPS = 12

export const bodiesOf = (): Bodies =>
  Array.from({ length: STEPS + 1 }, (_, i) => fieldOf(bodyForm(REFERENCE_BODY, between(ASTRIDE, STANCE, i / STEPS))))

/** Closes its legs within some frames. */
const closing =
  (bodies: Bodies, frames: number): Body =>
  (frame) =>
    bodies[Math.min(STEPS, Math.floor((frame / frames) * STEPS))]!

export const meshOfFirst = (draft: Draft): Cloth => clothOf(draft, jeansPlan(draft, REFERENCE_BODY), meshSizes(draft))

/** Sewn, put on and hanging free: what every cloth of a cut goes on from. */
export async function wornOf(
  draft: Draft,
  cloth: Cloth,
  plan: JeansPlan,
  bodies: Bodies,
  handle: ClothWeight
): Promise<Float64Array> {
  return drapeOf(draft, cloth, {
    plan,
    body: closing(bodies, SETTLING * 0.6),
    cloth: handle,
    stiff: stiffness(draft),
    held: heldBy(plan),
    sewnOn: bodies[0]!,
    quarter: plan.quarter,
    coarse: COARSE,
    sewingFrames: SEWING,
    settlingFrames: SETTLING,
  })
}

/** The floor and the shoes come up under the hems: the leg breaks on them. */
export function stackedOf(
  draft: Draft,
  cloth: Cloth,
  plan: JeansPlan,
  bodies: Bodies,
  handle: ClothWeight,
  worn: Float64Array,
  frames = STACKING
): Promise<Float64Array> {
  return settle(cloth, worn, bodies.at(-1)!, {
    cloth: handle,
    stiff: stiffness(draft),
    held: heldBy(plan),
    keepSides: true,
    keepLayers: true,
    ground: groundUnder(hemOf(cloth, worn)),
    frames,
    substeps: Number(process.env.SUB ?? 12),
  })
}

const heldBy = (plan: JeansPlan) => ({
  edges: ['waistband/waist'],
  height: plan.waist,
  slope: [-0.16, -0.05] as const,
})

/** Mean height of the hems, mm. */
function hemOf(cloth: Cloth, positions: Float64Array): number {
  const hem = ['front.L', 'front.R', 'back.L', 'back.R'].flatMap((panel) => [...cloth.edges.get(`${panel}/hem`)!])
  return hem.reduce((sum, i) => sum + positions[3 * i + 1]!, 0) / hem.length
}

function groundUnder(hem: number): Ground {
  const floor = hem + STACKS
  const standing = bodyForm(REFERENCE_BODY, STANCE).legs.flatMap((leg, k): Capsule[] => {
    const { x, z } = leg.at(-2)!
    const out = (k === 0 ? 1 : -1) * 22
    return [
      { from: [x, floor + 34, z - 34], to: [x + out, floor + 26, z + 140], radius: 33 },
      { from: [x, floor + 84, z], to: [x + out * 0.7, floor + 36, z + 96], radius: 36 },
    ]
  })
  return { floor, standing: process.env.FOOT ? standing : [], friction: 0.7, rise: STACKS + 10, frames: 60 }
}

export { clothLike, figuresOf, smoothed, turnedOf, weldOf, SINKS }
