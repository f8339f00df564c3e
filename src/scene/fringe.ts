import type { Placement } from '../drape/shape.ts'
import { lengthOf, noise, resampled } from './lines.ts'
import { cross, minus, MM, NOWHERE, unit, type Cloth, type Sheet, type Vector } from './sheet.ts'

type Band = Extract<Placement, { kind: 'band' }>

/** mm from thread to thread, their length and width. */
const PITCH = 0.9
const LONG = 8
const WIDE = 0.34
/** Pieces of a thread. */
const BENDS = 3

/** A cut edge that was washed: the crosswise threads come loose and hang, white and crooked. */
export function fringe(cloth: Cloth, sheet: Sheet, { panel, points, from, to }: Band): void {
  const count = Math.round(lengthOf(points) / PITCH)
  const line = resampled(points, count)
  const sign = Math.sign(to - from) || 1
  for (let i = 0; i < count; i++) {
    const [a, b] = [line[i]!, line[i + 1]!]
    const spot = cloth.at(panel, ...a)
    const next = cloth.at(panel, ...b)
    if (!spot || !next) return
    const along = unit(minus(next.p, spot.p))
    // Away from the cloth, in its own plane.
    const inside = cloth.at(panel, a[0] - sign * (b[1] - a[1]) * 4, a[1] + sign * (b[0] - a[0]) * 4)!
    const sideways = unit(cross(along, spot.n))
    const toward = minus(inside.p, spot.p)
    const away: Vector =
      sideways[0] * toward[0] + sideways[1] * toward[1] + sideways[2] * toward[2] > 0
        ? [-sideways[0], -sideways[1], -sideways[2]]
        : sideways
    const dice = (k: number): number => noise(i * 7.31 + k * 3.7 + (spot.p[0] + spot.p[2]) * 900)
    const length = LONG * (0.25 + dice(1) ** 2 * (0.75 + 0.6 * dice(5)))
    let last: readonly [number, number] | null = null
    for (let k = 0; k <= BENDS; k++) {
      const t = k / BENDS
      const lean = (dice(2) - 0.5) * 5 * t * t + (dice(3 + k) - 0.5) * 1.2 * t
      const out = (dice(9) - 0.45) * 4 * t * t
      const half = (WIDE / 2) * (1 - 0.6 * t)
      const vertex = (side: number): number => {
        for (let axis = 0; axis < 3; axis++)
          sheet.position.push(
            spot.p[axis]! +
              away[axis]! * (t * length - 0.6) * MM +
              along[axis]! * (lean + side * half) * MM +
              spot.n[axis]! * (out + 0.1) * MM
          )
        sheet.fabric.push(spot.fabric[0] + side * half, spot.fabric[1] + t * length)
        sheet.worn.push(0.5 * (1 - t), 0.8 + 0.35 * dice(11), Math.max(0.6, spot.open), 0)
        sheet.seam.push(0, NOWHERE, 0, 0)
        return sheet.position.length / 3 - 1
      }
      const row = [vertex(-1), vertex(1)] as const
      if (last) sheet.index.push(last[0], row[0], last[1], last[1], row[0], row[1])
      last = row
    }
  }
}
