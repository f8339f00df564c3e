import { bodyFrom, clamp, type InOrder } from '../../../src/pattern/index.ts'

/** What the draft is made from: ISO 8559 names, and the range in mm within which a block can be trusted. */
const RANGES = {
  stature: [1300, 2200],
  waistGirth: [480, 1700],
  hipGirth: [650, 1800],
  thighGirth: [330, 1050],
  kneeGirth: [260, 700],
  waistHeight: [700, 1450],
  hipHeight: [550, 1250],
  insideLegHeight: [520, 1150],
  kneeHeight: [300, 680],
  crotchLength: [420, 1100],
  crotchLengthBack: [220, 680],
} as const

export type BodyPart = keyof typeof RANGES

/** Millimetres. */
export type Body = Readonly<Record<BodyPart, number>>

export const NEEDS = Object.keys(RANGES) as readonly BodyPart[]

const ORDER: readonly InOrder<BodyPart>[] = [
  ['stature', 'waistHeight', 250],
  ['waistHeight', 'hipHeight', 50],
  ['hipHeight', 'insideLegHeight', -40],
  ['waistHeight', 'insideLegHeight', 110],
  ['insideLegHeight', 'kneeHeight', 150],
  ['crotchLength', 'crotchLengthBack', 140],
  ['hipGirth', 'thighGirth', 150],
  ['thighGirth', 'kneeGirth', 20],
]

export const bodyOf = (measurements: Readonly<Record<string, number>>): Body => bodyFrom(measurements, RANGES, ORDER)

/**
 * Where front and back of the crotch meet is a point few tapes find again: two readings of one person differ by
 * centimetres, and a share outside this band leaves a front too short to sit in, or one that stands off a flat stomach.
 * A belly needs the most. The whole length is the body's.
 */
const FRONT_SHARE = { least: 0.4, most: 0.46, withBelly: 0.49 } as const

/** Of the crotch length, what lies in front, mm. */
export function crotchFrontOf({ crotchLength, crotchLengthBack, waistGirth, hipGirth }: Body): number {
  const belly = clamp((waistGirth / hipGirth - 0.9) / 0.15, 0, 1)
  const most = FRONT_SHARE.most + (FRONT_SHARE.withBelly - FRONT_SHARE.most) * belly
  return crotchLength * clamp(1 - crotchLengthBack / crotchLength, FRONT_SHARE.least, most)
}

/** How much longer than twice the way from waist to crotch a crotch length may be: a share of the girth it passes. */
const MOST_ROUND = 0.225

/**
 * From waist to crotch upright, mm. Where the tape through the crotch says that the body is deeper than its girth lets
 * it be, the two heights were taken too close: the crotch is drafted lower, or the waist's middle would stand up like a
 * horn.
 */
export const waistToCrotchOf = (body: Body): number =>
  Math.max(
    body.waistHeight - body.insideLegHeight,
    (body.crotchLength - MOST_ROUND * Math.max(body.hipGirth, body.waistGirth)) / 2
  )

/** How much longer than the body's the crotch seam is cut, in front and again behind, mm: it hangs so much lower. */
export const crotchEase = (body: Body, crotchDrop: number): number => waistToCrotchOf(body) * crotchDrop

/**
 * The twelve measurements FreeSewing's titan drafts from. The shares (half the waist and 53 % of the seat behind the
 * side seam, hips at 45 % of the way from waist to seat) are those under which titan drafted every body of a survey of
 * 1,008.
 *
 * @param crotchDrop the crotch's ease, as a share of the way from waist to crotch: titan fits the rise to the length it
 * is given, so a crotch that hangs lower needs a longer one, in front and behind.
 */
export function titanMeasurements(body: Body, crotchDrop: number): Readonly<Record<string, number>> {
  const waistToSeat = waistToSeatOf(body)
  const waistToCrotch = waistToCrotchOf(body)
  const lower = waistToCrotch - (body.waistHeight - body.insideLegHeight)
  const ease = crotchEase(body, crotchDrop)
  return {
    waist: body.waistGirth,
    waistBack: body.waistGirth * 0.5,
    seat: body.hipGirth,
    seatBack: body.hipGirth * 0.53,
    knee: body.kneeGirth,
    crossSeam: body.crotchLength + 2 * ease,
    crossSeamFront: crotchFrontOf(body) + ease,
    waistToFloor: body.waistHeight + lower,
    waistToKnee: body.waistHeight - body.kneeHeight + lower,
    waistToHips: waistToSeat * 0.45,
    waistToSeat,
    waistToUpperLeg: waistToCrotch,
  }
}

/**
 * A seat whose fullest point is close under the waist, or as low as the crotch, is drafted as if it lay within this
 * band: a cutter would not put the side seam's whole shape into a hand's breadth either.
 */
const waistToSeatOf = (body: Body): number => {
  const waistToCrotch = waistToCrotchOf(body)
  return Math.min(0.95 * waistToCrotch, Math.max(0.68 * waistToCrotch, body.waistHeight - body.hipHeight))
}

/** The body's girth `drop` mm below the waist: it widens fast over the hip bone and hardly at all near the seat. */
export function girthBelowWaist(body: Body, drop: number): number {
  const t = Math.min(1, Math.max(0, drop / waistToSeatOf(body)))
  return body.waistGirth + (body.hipGirth - body.waistGirth) * t * (1.35 - 0.35 * t)
}
