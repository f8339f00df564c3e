import type { Draft } from '../pattern/piece.ts'
import type { BodyField } from './field.ts'
import { clothOf, type Cloth, type SewingPlan } from './cloth.ts'
import { spotFinder } from './lookup.ts'
import { settle, sewTogether, type Body, type SolverSettings } from './solver.ts'

export interface DrapeSettings extends Pick<
  SolverSettings,
  'cloth' | 'stiff' | 'held' | 'quarter' | 'signal' | 'onProgress'
> {
  readonly plan: SewingPlan
  /** The body it hangs on; one that moves begins in the stance it is sewn in. */
  readonly body: Body
  readonly sewnOn: BodyField
  /** Mesh the panels are first sewn with, mm; wide, so that it is quick. */
  readonly coarse: number
  readonly sewingFrames: number
  readonly settlingFrames: number
  /** The fine mesh as it lies on the sewn coarse one: a first shape, not at rest. */
  readonly onSewn?: (positions: Float64Array) => void
}

/**
 * Sews a draft on a coarse mesh, lays the fine one on it, and lets that hang. Deterministic.
 *
 * @throws {ToileError} as `clothOf` and `sewTogether`.
 */
export async function drapeOf(draft: Draft, fine: Cloth, settings: DrapeSettings): Promise<Float64Array> {
  const { plan, coarse: edge, body, sewnOn, signal, onProgress, sewingFrames, settlingFrames, onSewn, ...rest } = settings
  const solver = { ...rest, keepSides: true, signal }
  const coarse = clothOf(draft, plan, edge)
  const hung = Float64Array.from(
    { length: 3 * coarse.panel.length },
    (_, k) => arrangedAt(coarse, plan, Math.floor(k / 3))[k % 3]!
  )
  const sewn = await sewTogether(coarse, hung, sewnOn, {
    ...solver,
    frames: sewingFrames,
    substeps: 10,
    onProgress: (share) => onProgress?.(share * SEWING),
  })
  const laid = transferred(coarse, sewn, fine)
  onSewn?.(laid)
  return settle(fine, laid, body, {
    ...solver,
    frames: settlingFrames,
    substeps: SUBSTEPS,
    onProgress: (share) => onProgress?.(SEWING + share * (1 - SEWING)),
  })
}

/** Of the time a drape takes. */
const SEWING = 0.3
const SUBSTEPS = 12

function arrangedAt(cloth: Cloth, plan: SewingPlan, i: number): readonly number[] {
  return plan.arrange(cloth.panels[cloth.panel[i]!]!, cloth.pattern[2 * i]!, cloth.pattern[2 * i + 1]!)
}

/** Positions of one mesh taken over by another of the same pieces. */
export function transferred(from: Cloth, positions: Float64Array, to: Cloth): Float64Array {
  const find = spotFinder(from, 60)
  const result = new Float64Array(3 * to.panel.length)
  to.panel.forEach((panel, i) => {
    const { corners, weights } = find(panel, to.pattern[2 * i]!, to.pattern[2 * i + 1]!)
    for (let k = 0; k < 3; k++)
      result[3 * i + k] = corners.reduce((sum, corner, c) => sum + positions[3 * corner + k]! * weights[c]!, 0)
  })
  return result
}
