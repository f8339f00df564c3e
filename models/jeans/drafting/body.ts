import { ToileError } from '../../../src/ground/index.ts'

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

/** Pairs of heights and lengths of which the first is the greater on every body, and by how much at least, mm. */
const ORDER: readonly (readonly [BodyPart, BodyPart, number])[] = [
  ['stature', 'waistHeight', 250],
  ['waistHeight', 'hipHeight', 50],
  ['hipHeight', 'insideLegHeight', -40],
  ['waistHeight', 'insideLegHeight', 110],
  ['insideLegHeight', 'kneeHeight', 150],
  ['crotchLength', 'crotchLengthBack', 140],
  ['hipGirth', 'thighGirth', 150],
  ['thighGirth', 'kneeGirth', 20],
]

const refused = (what: string, why: string) =>
  new ToileError('draft/refused', `measurement ${what}: ${why}`, { path: `/measurements/${what}` })

/**
 * @throws {ToileError} `draft/missing-measurement`, or `draft/refused` for what is not a length or not of one body.
 * Values are never repeated.
 */
export function bodyOf(measurements: Readonly<Record<string, number>>): Body {
  const body = {} as Record<BodyPart, number>
  for (const name of NEEDS) {
    const value = Object.hasOwn(measurements, name) ? measurements[name] : undefined
    if (value === undefined)
      throw new ToileError('draft/missing-measurement', `measurement ${name}: is needed for this pattern.`, {
        path: `/measurements/${name}`,
      })
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw refused(name, 'expected a length in tenths of a millimetre.')
    const [least, most] = RANGES[name]
    if (value < least * 10 || value > most * 10) throw refused(name, 'lies outside what this pattern is made for.')
    body[name] = value / 10
  }
  for (const [greater, lesser, by] of ORDER)
    if (body[greater] - body[lesser] < by) throw refused(greater, `does not go with ${lesser}.`)
  return body
}

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
  const waistToCrotch = body.waistHeight - body.insideLegHeight
  const ease = waistToCrotch * crotchDrop
  return {
    waist: body.waistGirth,
    waistBack: body.waistGirth * 0.5,
    seat: body.hipGirth,
    seatBack: body.hipGirth * 0.53,
    knee: body.kneeGirth,
    crossSeam: body.crotchLength + 2 * ease,
    crossSeamFront: body.crotchLength - body.crotchLengthBack + ease,
    waistToFloor: body.waistHeight,
    waistToKnee: body.waistHeight - body.kneeHeight,
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
  const waistToCrotch = body.waistHeight - body.insideLegHeight
  return Math.min(0.95 * waistToCrotch, Math.max(0.6 * waistToCrotch, body.waistHeight - body.hipHeight))
}

/** The body's girth `drop` mm below the waist: it widens fast over the hip bone and hardly at all near the seat. */
export function girthBelowWaist(body: Body, drop: number): number {
  const t = Math.min(1, Math.max(0, drop / waistToSeatOf(body)))
  return body.waistGirth + (body.hipGirth - body.waistGirth) * t * (1.35 - 0.35 * t)
}
