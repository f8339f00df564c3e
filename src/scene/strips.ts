import type { Placement } from '../drape/shape.ts'
import { resampled, smooth } from './lines.ts'
import { cross, join, minus, MM, NOWHERE, unit, type Cloth, type Sheet, type Spot } from './sheet.ts'
import { sewAlong, single, type Sewing } from './stitches.ts'

type Strip = Extract<Placement, { kind: 'strip' }>

/** [across in shares of half the width, height in mm, wear, tone] of a folded and stitched strip. */
const ACROSS = [
  [-0.94, -1, 0, -0.35],
  [-1, -0.3, 0.16, -0.1],
  [-0.97, 0.2, 0.34, 0],
  [-0.8, 0.52, 0.26, 0],
  [-0.5, 0.34, 0.02, -0.03],
  [0, 0.55, 0.14, 0],
  [0.5, 0.34, 0.02, -0.03],
  [0.8, 0.52, 0.26, 0],
  [0.97, 0.2, 0.34, 0],
  [1, -0.3, 0.16, -0.1],
  [0.94, -1, 0, -0.35],
] as const
const FINE = 120
const STEPS = 16
const PITCH = 3
/** mm of a strip's ends that are tacked down, and how far apart their stitches lie. */
const TACK = { reach: 2.4, pitch: 0.5, size: { width: 0.62, height: 0.5 } } as const

type Place = readonly [number, number, number]

/** Stands off the cloth between its two ends, which are tacked through everything below. */
export function strip(
  cloth: Cloth,
  sheet: Sheet,
  sewing: { readonly thread: Sewing; readonly accent: Sewing },
  { panel, points, toPanel, width, height }: Strip
): void {
  const start = cloth.at(panel, ...points[0]!)
  const end = cloth.at(toPanel ?? panel, ...points.at(-1)!)
  if (!start || !end) return
  const across = unit(cross(minus(end.p, start.p), start.n))
  const length = Math.hypot(...minus(end.p, start.p)) / MM
  const middle = toPanel ? null : resampled(points, FINE)
  const centre = (t: number): Pick<Spot, 'p' | 'n'> & { spot: Spot } => {
    const spot = middle ? cloth.at(panel, ...middle[Math.round(t * FINE)]!)! : t < 0.5 ? start : end
    const mix = (a: readonly number[], b: readonly number[]): [number, number, number] =>
      [0, 1, 2].map((k) => a[k]! + (b[k]! - a[k]!) * t) as [number, number, number]
    return { p: middle ? spot.p : mix(start.p, end.p), n: unit(mix(start.n, end.n)), spot }
  }
  const lift = (t: number): number => 1.3 + height * smooth(t / 0.28) * smooth((1 - t) / 0.28)
  const point = (t: number, side: number, up: number): [number, number, number] => {
    const { p, n } = centre(t)
    return [0, 1, 2].map((k) => p[k]! + ((across[k]! * side * width) / 2) * MM + n[k]! * (lift(t) + up) * MM) as [
      number,
      number,
      number,
    ]
  }
  let last: number[] | null = null
  for (let i = -1; i <= STEPS + 1; i++) {
    // The ends are turned under: one more row, pressed down.
    const t = Math.max(0, Math.min(1, i / STEPS))
    const under = i < 0 || i > STEPS
    const { spot } = centre(t)
    const row = ACROSS.map(([side, up, wear, tone]) => {
      const [x, y, z] = point(t, side, under ? -1.2 : up)
      sheet.position.push(x, y, z)
      sheet.fabric.push((side * width) / 2 + 3 * length, t * length)
      sheet.worn.push(
        wear + 0.04 + 0.1 * smooth(lift(t) / height - 0.4) + (t < 0.06 || t > 0.94 ? 0.2 : 0),
        under ? -0.25 : tone,
        Math.max(0.7, spot.open),
        0
      )
      sheet.seam.push(t * length, NOWHERE, 0, 0)
      return sheet.position.length / 3 - 1
    })
    if (last) join(sheet, last, row, true)
    last = row
  }
  const count = Math.round(length / PITCH)
  for (const side of [-0.56, 0.56])
    sewAlong(
      sewing.thread,
      Array.from({ length: count + 1 }, (_, i): Place => point(i / count, side, 0.52)),
      centre(0.5).spot
    )
  const half = TACK.reach / 2 / length
  for (const t of [0.055, 0.945]) {
    const stitches = Math.round((0.9 * width) / TACK.pitch)
    for (let i = 0; i <= stitches; i++) {
      const side = (i / stitches - 0.5) * 1.8
      single(sewing.accent, point(t - half, side, 0.75), point(t + half, side + 0.04, 0.75), centre(t).spot, TACK.size)
    }
  }
}
