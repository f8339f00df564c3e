import { bodyFrom, clamp, refusedMeasurement, type InOrder } from '../../../src/pattern/index.ts'

/** What the draft is made from: ISO 8559 names, and the range in mm within which a draft can be trusted. */
const RANGES = {
  stature: [1300, 2100],
  bustGirth: [680, 1500],
  underbustGirth: [580, 1300],
  waistGirth: [500, 1400],
  hipGirth: [700, 1600],
  torsoGirth: [1250, 2050],
  waistHeight: [700, 1450],
  hipHeight: [550, 1250],
  insideLegHeight: [520, 1150],
} as const

type Measurement = keyof typeof RANGES

export const NEEDS = Object.keys(RANGES) as readonly Measurement[]

const ORDER: readonly InOrder<Measurement>[] = [
  ['stature', 'waistHeight', 250],
  ['waistHeight', 'insideLegHeight', 110],
  ['bustGirth', 'underbustGirth', 20],
  ['hipGirth', 'waistGirth', -140],
]

/** The body as the draft sees it, mm. Heights count from the natural waist, upwards. */
export interface Body {
  readonly bustGirth: number
  readonly underbustGirth: number
  readonly waistGirth: number
  readonly hipGirth: number
  readonly torsoGirth: number
  readonly waistToHip: number
  readonly waistToCrotch: number
  /** Round the trunk under the arms. */
  readonly underarmGirth: number
  /** Height of the shoulder. */
  readonly rise: number
  /** Along the taut tape: from the waist up to the shoulder and down to the middle of the crotch. */
  readonly front: { readonly upper: number; readonly lower: number }
  readonly back: { readonly upper: number; readonly lower: number }
}

/** Shares of the shoulder's height. */
export const UNDERARM = 0.555
export const BUST = 0.42
export const UNDERBUST = 0.235

export const bodyOf = (measurements: Readonly<Record<string, number>>): Body =>
  trunkOf(bodyFrom(measurements, RANGES, ORDER))

/** Surveys take the waist at the navel and the crotch as a book finds it; a suit's lie so much apart from these, mm. */
const NATURAL_WAIST = 40
const CROTCH_EASE = 24
/** Of the stature: the shoulder's height above the waist. */
const LEAST_RISE = 0.15

function trunkOf(taken: Readonly<Record<Measurement, number>>): Body {
  const { bustGirth, underbustGirth, waistGirth, hipGirth, torsoGirth } = taken
  const least = 0.135 * taken.stature
  const measured = clamp(
    taken.waistHeight + NATURAL_WAIST - taken.insideLegHeight + CROTCH_EASE,
    least,
    0.19 * taken.stature
  )
  // A loop too short for a waist that high: the waist is drafted lower, so that a trunk is left above it.
  const riseOver = (waist: number) =>
    dotted(RISE, [1, torsoGirth, waist, bustGirth, underbustGirth, hipGirth]) - LEAST_RISE * taken.stature
  const waistToCrotch = Math.max(least, measured - Math.max(0, riseOver(measured) / RISE[2]!))
  const waistToHip = clamp(
    taken.waistHeight + NATURAL_WAIST - taken.hipHeight,
    0.66 * waistToCrotch,
    0.78 * waistToCrotch
  )
  const known = [1, torsoGirth, waistToCrotch, bustGirth, underbustGirth, hipGirth]
  const at = (line: readonly number[]) => dotted(line, known)
  const parts = [FRONT_UPPER, FRONT_LOWER, BACK_UPPER, BACK_LOWER].map(at) as [number, number, number, number]
  // What the lines leave over is shared out, so that the loop is the body's exactly.
  const fit = torsoGirth / parts.reduce((sum, part) => sum + part, 0)
  const [frontUpper, frontLower, backUpper, backLower] = parts.map((part) => part * fit) as [
    number,
    number,
    number,
    number,
  ]
  const rise = at(RISE)
  if (rise < LEAST_RISE * taken.stature - 0.01 || rise > 0.3 * taken.stature)
    throw refusedMeasurement('torsoGirth', 'does not go with stature, waistHeight and insideLegHeight.')
  return {
    bustGirth,
    underbustGirth,
    waistGirth,
    hipGirth,
    torsoGirth,
    waistToHip,
    waistToCrotch,
    underarmGirth: at(UNDERARM_GIRTH),
    rise,
    front: { upper: frontUpper, lower: frontLower },
    back: { upper: backUpper, lower: backLower },
  }
}

/**
 * Least-squares lines over 160 forms (`src/drape/torso.ts`): constant, then per mm of torso loop, waist to crotch,
 * bust, underbust and hip. A tape on any of these forms reads within 5 mm of them.
 */
const RISE = [-42.3, 0.519, -0.986, -0.031, -0.036, -0.131]
const FRONT_UPPER = [29.7, 0.47, -0.897, 0.061, -0.06, -0.12]
const FRONT_LOWER = [-51.9, 0, 0.998, 0.003, -0.002, 0.131]
const BACK_UPPER = [20.7, 0.529, -1.009, -0.068, 0.071, -0.133]
const BACK_LOWER = [1.5, 0.001, 0.909, 0.005, -0.01, 0.12]
const UNDERARM_GIRTH = [9.4, 0.011, -0.049, 0.474, 0.562, -0.007]

const dotted = (line: readonly number[], known: readonly number[]): number =>
  line.reduce((sum, one, i) => sum + one * known[i]!, 0)
