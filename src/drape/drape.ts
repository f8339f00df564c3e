import type { Draft } from '../pattern/piece.ts'
import type { BodyField } from './body.ts'
import { clothOf, type Cloth, type SewingPlan } from './cloth.ts'
import { spotFinder } from './lookup.ts'
import type { Panel } from './shape.ts'
import { settle, sewTogether, type ClothWeight, type SolverSettings } from './solver.ts'

export interface DrapeSettings {
  readonly plan: SewingPlan
  readonly body: BodyField
  /** The body in the stance it is sewn in, and how far a place moves when it takes its own: mm. */
  readonly sewnOn: {
    readonly body: BodyField
    readonly shift: (panel: Panel, height: number) => { readonly x: number; readonly z: number }
  }
  readonly cloth: ClothWeight
  readonly stiff: SolverSettings['stiff']
  readonly held: SolverSettings['held']
  readonly quarter?: SolverSettings['quarter']
  /** See `SolverSettings`; done once the cloth hangs. */
  readonly raised?: SolverSettings['raised']
  /** Mesh the panels are first sewn with, mm; wide, so that it is quick. */
  readonly coarse: number
  readonly sewingFrames: number
  readonly settlingFrames: number
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number) => void
}

/**
 * Sews a draft on a coarse mesh, lays the fine one on it, and lets that hang. Deterministic.
 *
 * @throws {ToileError} as `clothOf` and `sewTogether`.
 */
export async function drapeOf(draft: Draft, fine: Cloth, settings: DrapeSettings): Promise<Float64Array> {
  const { plan, coarse: edge, body, sewnOn, signal, onProgress, raised, ...rest } = settings
  const solver = { ...rest, keepSides: true, signal }
  const coarse = clothOf(draft, plan, edge)
  const hung = Float64Array.from(
    { length: 3 * coarse.panel.length },
    (_, k) => arrangedAt(coarse, plan, Math.floor(k / 3))[k % 3]!
  )
  const part = (from: number, to: number) => (share: number) => onProgress?.(from + share * (to - from))
  const sewn = await sewTogether(coarse, hung, sewnOn.body, {
    ...solver,
    frames: settings.sewingFrames,
    substeps: 10,
    onProgress: part(0, 0.2),
  })
  coarse.panel.forEach((panel, i) => {
    const { x, z } = sewnOn.shift(coarse.panels[panel]!, sewn[3 * i + 1]!)
    sewn[3 * i] = sewn[3 * i]! + x
    sewn[3 * i + 2] = sewn[3 * i + 2]! + z
  })
  const fineSolver = { ...solver, frames: settings.settlingFrames, substeps: 12 }
  const settled = await settle(fine, transferred(coarse, sewn, fine), body, {
    ...fineSolver,
    onProgress: part(0.2, 0.6),
  })
  return raised ? settle(fine, settled, body, { ...fineSolver, raised, onProgress: part(0.6, 1) }) : settled
}

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
