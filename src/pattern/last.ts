import { ToileError } from '../ground/index.ts'
import { cross, dot, minus, sizeOf, times, unit, type Vector } from './space.ts'

export type ToeShape = 'round' | 'almond' | 'chisel'

/** Millimetres. The length is the foot's (Mondopoint); the last itself is longer by what the toe shape needs. */
export interface LastMeasures {
  readonly footLength: number
  /** Round the ball, and round the instep at its highest. */
  readonly ballGirth: number
  readonly instepGirth: number
  readonly toe: ToeShape
}

/**
 * A place on the last: `u` from the heel's feather (0) over the top to the toe's (1); `v` from the outer feather (0)
 * over the spine (0.5) to the inner (1). The feather is the edge of the sole.
 */
export type Place = readonly [u: number, v: number]

export interface Frame {
  readonly p: Vector
  /** Along u and v, per unit. */
  readonly du: Vector
  readonly dv: Vector
  /** Outwards. */
  readonly n: Vector
}

/**
 * The form a pair is made on, as one smooth surface. Millimetres; x from heel to toe, y to the outer side, z up from the
 * ground; the ball lies 14 mm above it.
 */
export interface Last {
  readonly measures: LastMeasures
  /** Of the sample last: what lengths drawn on it are multiplied by. */
  readonly scale: number
  point(place: Place): Vector
  frame(place: Place): Frame
  /** The place a step of so many millimetres away leads to. */
  step(place: Place, move: Vector): Place
  /** On the outer half, what lies at x and z seen from the side. */
  side(x: number, z: number): Place
  /** On the spine in front of the heel, what lies at x; then `y` mm across the last, outwards. */
  across(x: number, y: number): Place
  /** On the spine at the back of the heel, what lies at z. */
  heel(z: number): Place
  /** As made, mm. */
  readonly girths: { readonly ball: number; readonly instep: number }
}

/**
 * The sample: one row per section, heel to toe: feather x, z, half width outside and inside; spine x, z; how far the side
 * bulges, the shoulder and the flat top as shares of the half width. In side view the sections fan out: they lie flat at the heel's back and at the toe,
 * so both poles of the surface lie at the feather, under the sole, and heel and toe are plain smooth surface.
 */
const SAMPLE_LENGTH = 262
// prettier-ignore
const SECTIONS = [
  [6, 23, 1, 1, 4.5, 25, 0, 0.72, 0.42],
  [9, 22.6, 14, 14, 1.2, 38, 0.01, 0.72, 0.42],
  [21, 22, 25, 25, -0.6, 54, 0.02, 0.72, 0.42],
  [42, 21.5, 31, 30, 1.5, 74, 0.03, 0.72, 0.4],
  [66, 20.5, 33, 30, 6, 97, 0.03, 0.72, 0.4],
  [90, 19, 34, 29, 24, 124, 0.03, 0.72, 0.4],
  [112, 17.5, 36, 29, 66, 138, 0.03, 0.66, 0.36],
  [134, 16, 40, 31, 103, 124, 0.04, 0.6, 0.3],
  [156, 14.8, 44, 35.5, 131, 103, 0.05, 0.58, 0.27],
  [178, 14, 47, 40.5, 159, 84, 0.05, 0.62, 0.3],
  [200, 14, 48, 44, 188, 69, 0.05, 0.7, 0.36],
  [222, 14.8, 45, 43.5, 217, 60, 0.05, 0.79, 0.43],
  [243, 16.3, 39, 40.5, 246, 53.5, 0.05, 0.84, 0.47],
  [260, 18, 27, 30, 268, 45.5, 0.04, 0.84, 0.47],
  [269, 19, 13.5, 16, 276.3, 34, 0.02, 0.8, 0.45],
  [273.5, 19.6, 1, 1, 277, 23, 0, 0.8, 0.45],
] as const
const COLUMNS = SECTIONS[0].length
/** Sections of the ball and of the instep, as numbers of rows. */
const BALL = 10
const INSTEP = 8

/** Per toe shape: how much longer in front (mm at the tip), how the half widths change from the ball to the tip. */
const TOES: Readonly<Record<ToeShape, { readonly longer: number; readonly widths: readonly number[] }>> = {
  round: { longer: 0, widths: [1, 1, 1, 1, 1] },
  almond: { longer: 9, widths: [0.97, 0.88, 0.8, 0.82, 1] },
  chisel: { longer: 7, widths: [0.98, 0.95, 1.0, 1.22, 1.3] },
}

const CLOSE_ENOUGH = 0.05

/** @throws {ToileError} `last/measures` when the measures make no last. */
export function createLast(measures: LastMeasures): Last {
  const { footLength, ballGirth, instepGirth } = measures
  const isLength = (mm: number, from: number, to: number): boolean => mm >= from && mm <= to
  if (!isLength(footLength, 180, 340) || !isLength(ballGirth, 150, 340) || !isLength(instepGirth, 150, 340))
    throw new ToileError('last/measures', 'last: expected a foot of 180 to 340 mm and girths of 150 to 340 mm.')
  let [ball, instep] = [1, 1]
  let surface = surfaceOf(measures, ball, instep)
  for (let round = 0; round < 40; round++) {
    const girths = girthsOf(surface)
    if (Math.abs(girths.ball - ballGirth) + Math.abs(girths.instep - instepGirth) < CLOSE_ENOUGH) break
    ball *= ballGirth / girths.ball
    instep *= instepGirth / girths.instep
    surface = surfaceOf(measures, ball, instep)
  }
  return { measures, scale: footLength / SAMPLE_LENGTH, girths: girthsOf(surface), ...surface }
}

type Surface = Pick<Last, 'point' | 'frame' | 'step' | 'side' | 'across' | 'heel'>

/** Tape round the last: over the top from feather to feather, and straight back below. */
function girthsOf({ point }: Surface): { readonly ball: number; readonly instep: number } {
  const round = (section: number): number => {
    const u = section / (SECTIONS.length - 1)
    const points = Array.from({ length: 97 }, (_, i) => point([u, i / 96]))
    return points.reduce((sum, p, i) => sum + sizeOf(minus(p, points[(i + 96) % 97]!)), 0)
  }
  return { ball: round(BALL), instep: round(INSTEP) }
}

function surfaceOf({ footLength, toe }: LastMeasures, ball: number, instep: number): Surface {
  const k = footLength / SAMPLE_LENGTH
  const rows = SECTIONS.map(([fx, fz, outer, inner, tx, tz, ...section], i) => {
    // Girths act in front of the heel: the ball's grows from row 6 to 10, the instep's is a hill round its own row.
    const fore = Math.min(1, Math.max(0, (i - 5) / 4))
    const hill = Math.exp(-(((i - INSTEP) / 1.8) ** 2))
    const wide = 1 + (ball - 1) * fore
    const high = 1 + (ball - 1) * 0.5 * fore + (instep - 1) * 1.6 * hill
    const tip = Math.max(0, i - 11)
    const { longer, widths } = TOES[toe]
    const point = i > 10 ? widths[Math.min(widths.length - 1, i - 11)]! : 1
    const reach = (longer * tip) / 4
    return [
      fx * k + reach,
      fz,
      outer * k * wide * point,
      inner * k * wide * point,
      tx * k + reach,
      fz + (tz - fz) * k * high,
      ...section,
    ]
  })
  const columns = Array.from({ length: COLUMNS }, (_, c) => naturalSpline(rows.map((row) => row[c]!)))

  const point = ([u, v]: Place): Vector => {
    const [fx, fz, outer, inner, tx, tz, bulge, shoulder, top] = columns.map((at) => at(u)) as [
      number, number, number, number, number, number, number, number, number,
    ]
    const shares = [1, 1 + bulge, 1 + bulge * 0.6, shoulder, top, 0, -top, -shoulder, -1 - bulge * 0.6, -1 - bulge, -1]
    const [first, weights] = basisAt(v)
    let [height, wide] = [0, 0]
    weights.forEach((weight, i) => {
      const share = shares[first + i]!
      height += weight * HEIGHTS[first + i]!
      wide += weight * share * (share > 0 ? outer : inner)
    })
    return [fx + (tx - fx) * height, wide, fz + (tz - fz) * height]
  }
  const frame = ([u, v]: Place): Frame => {
    const [u0, u1, v0, v1] = [Math.max(0, u - TINY), Math.min(1, u + TINY), Math.max(0, v - TINY), Math.min(1, v + TINY)]
    const du = times(minus(point([u1, v]), point([u0, v])), 1 / (u1 - u0))
    const dv = times(minus(point([u, v1]), point([u, v0])), 1 / (v1 - v0))
    return { p: point([u, v]), du, dv, n: unit(cross(dv, du)) }
  }
  const step = (place: Place, move: Vector): Place => {
    const { du, dv } = frame(place)
    const [a, b, c, e, f] = [dot(du, du), dot(du, dv), dot(dv, dv), dot(du, move), dot(dv, move)]
    const det = a * c - b * b || 1e-12
    return [place[0] + (c * e - b * f) / det, place[1] + (a * f - b * e) / det]
  }

  // Only lines that are drawn in side view ask for it; a last that is merely measured does without.
  let grid: readonly GridPoint[] | null = null
  /** From the nearest point of the grid by Newton's steps; `first` and `second` are axes. */
  const find = (first: 0 | 1 | 2, a: number, second: 0 | 1 | 2, b: number, keep: (place: Place) => boolean): Place => {
    let place = nearest((grid ??= gridOf(point)), first, a, second, b, keep)
    for (let round = 0; round < 8; round++) {
      const { p, du, dv } = frame(place)
      const det = du[first] * dv[second] - du[second] * dv[first]
      if (Math.abs(det) < 1) break
      const [ea, eb] = [a - p[first], b - p[second]]
      const short = (t: number): number => Math.max(-0.02, Math.min(0.02, t))
      place = [
        Math.min(1, Math.max(0, place[0] + short((ea * dv[second] - eb * dv[first]) / det))),
        Math.min(0.5, Math.max(0, place[1] + short((eb * du[first] - ea * du[second]) / det))),
      ]
    }
    return place
  }
  const across = (x: number, y: number): Place => {
    let place: Place = [find(0, x * k, 1, 0, ([u, v]) => v === 0.5 && u > 0.4)[0], 0.5]
    const steps = Math.max(1, Math.ceil(Math.abs(y) / 4))
    for (let i = 0; i < steps; i++) place = step(place, times(unit(frame(place).dv), -y / steps))
    return place
  }
  return {
    point,
    frame,
    step,
    across,
    side: (x, z) => find(0, x * k, 2, FEATHER + (z - FEATHER) * k, () => true),
    heel(z) {
      let [low, high] = [0, 0.42]
      for (let i = 0; i < 40; i++) {
        const middle = (low + high) / 2
        if (point([middle, 0.5])[2] < FEATHER + (z - FEATHER) * k) low = middle
        else high = middle
      }
      return [low, 0.5]
    },
  }
}

/** mm; about where the feather lies along the sample, from which heights are scaled. */
const FEATHER = 18
const TINY = 1e-4

type GridPoint = readonly [Place, Vector]
const gridOf = (point: (place: Place) => Vector): readonly GridPoint[] =>
  Array.from({ length: 241 * 81 }, (_, k): GridPoint => {
    const place: Place = [Math.floor(k / 81) / 240, ((k % 81) / 80) * 0.5]
    return [place, point(place)]
  })

function nearest(
  grid: readonly GridPoint[],
  first: 0 | 1 | 2,
  a: number,
  second: 0 | 1 | 2,
  b: number,
  keep: (place: Place) => boolean
): Place {
  let best = grid[0]![0]
  let least = Infinity
  for (const [place, p] of grid) {
    const off = (p[first] - a) ** 2 + (p[second] - b) ** 2
    if (off < least && keep(place)) [best, least] = [place, off]
  }
  return best
}

// ---- Splines ----

/** Natural cubic spline through values at even knots; t from 0 to 1. Its second derivative is continuous. */
function naturalSpline(values: readonly number[]): (t: number) => number {
  const last = values.length - 1
  const bends = new Float64Array(last + 1)
  const [c, d] = [new Float64Array(last + 1), new Float64Array(last + 1)]
  for (let i = 1; i < last; i++) {
    c[i] = 1 / (4 - c[i - 1]!)
    d[i] = (6 * (values[i + 1]! - 2 * values[i]! + values[i - 1]!) - d[i - 1]!) * c[i]!
  }
  for (let i = last - 1; i > 0; i--) bends[i] = d[i]! - c[i]! * bends[i + 1]!
  return (t) => {
    const x = Math.min(Math.max(t, 0), 1) * last
    const i = Math.min(Math.floor(x), last - 1)
    const b = x - i
    const a = 1 - b
    return a * values[i]! + b * values[i + 1]! + ((a ** 3 - a) * bends[i]! + (b ** 3 - b) * bends[i + 1]!) / 6
  }
}

/** Heights of a section's control points as shares, feather to feather. */
const HEIGHTS = [0, 0.15, 0.4, 0.76, 1, 1, 1, 0.76, 0.4, 0.15, 0]
const SPANS = HEIGHTS.length - 3
const KNOTS = [0, 0, 0, ...Array.from({ length: SPANS + 1 }, (_, i) => i / SPANS), 1, 1, 1]

/** Cubic B-spline: the first control point that counts, and the weights of four (Cox and de Boor). */
function basisAt(v: number): readonly [number, readonly number[]] {
  const t = Math.min(Math.max(v, 0), 1 - 1e-9)
  const k = Math.floor(t * SPANS) + 3
  const weights = [1, 0, 0, 0]
  for (let degree = 1; degree <= 3; degree++) {
    let saved = 0
    for (let r = 0; r < degree; r++) {
      const [right, left] = [KNOTS[k + r + 1]!, KNOTS[k + 1 - degree + r]!]
      const share = weights[r]! / (right - left)
      weights[r] = saved + (right - t) * share
      saved = (t - left) * share
    }
    weights[degree] = saved
  }
  return [k - 3, weights]
}
