import type { Placement } from '../drape/shape.ts'
import { lengthOf, movedSideways, noise, resampled, type Line } from './lines.ts'
import { addTo, cross, dot, join, minus, MM, unit, type Cloth, type Sheet, type Spot, type Vector } from './sheet.ts'

type Binding = Extract<Placement, { kind: 'binding' }>

/** The tone of what edges are bound with. */
export const BOUND = 20

/** [mm from the edge inwards, as a share of the width; mm added; share of the height over the cloth], outside to inside. */
const FOLDED = [
  [1, 0.3, 0.02],
  [1, 0, 0.6],
  [1, -0.5, 0.9],
  [0.5, 0, 1.06],
  [0, 0.9, 1],
  [0, 0.2, 0.84],
  [0, -0.35, 0.5],
  [0, -0.55, 0],
  [0, -0.35, -0.6],
  [0, 0.2, -1],
  [0, 1.2, -1.2],
  [0.5, 0, -1.25],
] as const
const STEP = 2.6

/** A tape folded round an edge where the cloth ends: seen on both faces, and round between them. */
export function binding(cloth: Cloth, sheet: Sheet, { panel, points, width, height }: Binding, seed: number): void {
  const total = lengthOf(points)
  const steps = Math.max(2, Math.round(total / STEP))
  const edge = resampled(points, steps)
  const inwards = sideInside(cloth, panel, edge)
  const near = movedSideways(edge, inwards)
  const far = movedSideways(edge, inwards * width)
  let last: number[] | null = null
  let flip: boolean | null = null
  for (let i = 0; i <= steps; i++) {
    const along = (i / steps) * total
    const rim = cloth.at(panel, ...edge[i]!)
    const within = cloth.at(panel, ...near[i]!)
    const deep = cloth.at(panel, ...far[i]!)
    if (!rim || !within || !deep) continue
    const outwards = unit(minus(rim.p, within.p))
    // As wide on the body as it was cut: the tape keeps the cloth below it from stretching.
    const wide = Math.hypot(...minus(deep.p, rim.p)) / MM || width
    const shareAt = (mm: number): number => Math.min(1.3, mm / wide)
    const at = (mm: number): Spot | null => {
      const t = shareAt(mm)
      return cloth.at(panel, edge[i]![0] + (far[i]![0] - edge[i]![0]) * t, edge[i]![1] + (far[i]![1] - edge[i]![1]) * t)
    }
    // The tape is stretched on and draws in again, never quite evenly.
    const full = height * (0.94 + 0.14 * noise(along / 4.5 + seed))
    const row = FOLDED.map(([share, more, high]) => {
      const mm = share * width + more
      const spot = (mm > 0 ? at(mm) : null) ?? rim
      const out = Math.max(0, -mm) * MM
      const p = spot.p.map((value, k) => value + outwards[k]! * out) as unknown as Vector
      const laid = { height: high * full, tone: BOUND, fabric: [along, mm] as const }
      return addTo(sheet, { ...spot, p, open: Math.max(spot.open, 0.4) }, laid)
    })
    if (last) {
      flip ??= !facesOut(sheet, last, row, within.n)
      join(sheet, last, row, flip)
    }
    last = row
  }
}

/** 1 where the cloth lies to the right of the line as drawn, else -1. */
function sideInside(cloth: Cloth, panel: string, edge: Line): 1 | -1 {
  const [right, left] = [2, -2].map((by) => {
    const line = movedSideways(edge, by)
    return cloth.at(panel, ...line[line.length >> 1]!)?.inset ?? 0
  })
  return right! >= left! ? 1 : -1
}

/** Whether rows joined unflipped face away from the body, judged on the tape's outer face. */
function facesOut({ position }: Sheet, last: readonly number[], row: readonly number[], normal: Vector): boolean {
  const [a, b, c] = [last[2]!, row[2]!, last[3]!].map(
    (vertex): Vector => [position[3 * vertex]!, position[3 * vertex + 1]!, position[3 * vertex + 2]!]
  )
  return dot(cross(minus(b!, a!), minus(c!, a!)), normal) > 0
}
