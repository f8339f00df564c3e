import { ToileError } from '../../../src/ground/index.ts'
import {
  clamp,
  crossingsAt,
  directionAlong,
  joined,
  leftOf,
  lengthOf,
  meetingOf,
  moved,
  partOf,
  pointAlong,
  projectedOn,
  swing,
  towards,
  type Point,
} from '../../../src/pattern/index.ts'
import { blockOf, type BlockHalf } from './block.ts'
import { crotchFrontOf, girthBelowWaist, waistToCrotchOf, type Body } from './body.ts'
import { legsOf, THIGH_BELOW_FORK, type Leg } from './leg.ts'
import { BAND, type Style } from './style.ts'
import { yokeOf, type Yoke } from './yoke.ts'

/**
 * The seam lines of one leg's front or back, the wearer's left as seen from outside. Lines run downwards; the front's
 * side seam is on the right of the drawing and the back's on the left, so that front, side, back follow each other
 * round the body.
 */
export interface Panel {
  /** Waist to fork along the centre seam. */
  readonly rise: readonly Point[]
  /** Waist to hem. */
  readonly side: readonly Point[]
  /** Fork to hem. */
  readonly inseam: readonly Point[]
  /** From left to right of the drawing. */
  readonly waist: readonly Point[]
  readonly creaseX: number
  readonly kneeY: number
  /** Straight across at the hip, from the side seam to the centre line, mm. */
  readonly hipWidth: number
  readonly hipY: number
  readonly fork: Point
}

/** All lengths in mm. */
export interface Panels {
  readonly front: Panel
  /** Up to the waist, before the yoke is cut off. */
  readonly back: Panel
  readonly yoke: Yoke
  /** Finished lengths of the band's edges, centre front to centre front. */
  readonly bandTop: number
  readonly bandBottom: number
  /** What the finished girths are to be. */
  readonly intended: Readonly<Record<string, number>>
}

export function panelsOf(body: Body, style: Style): Panels {
  const block = blockOf(body, style)
  const legs = legsOf(block, body, style)

  // A short front takes the band less far down; behind it always lies higher, because the body bends forward when it
  // sits.
  const drop = style.rise * Math.min(waistToCrotchOf(body), 0.8 * crotchFrontOf(body))
  const bandTop = girthBelowWaist(body, drop) * (1 + style.waist) + style.waistMore
  const spread = (girthBelowWaist(body, drop + BAND) - girthBelowWaist(body, drop)) * (1 + style.waist)
  const bandBottom = bandTop + clamp(spread, 0, MOST_CONTOUR)

  const { thigh, knee, hem } = legs
  const intended = { waist: bandTop, band: bandBottom, thigh, knee, hem, insideLeg: style.insideLeg }

  const seam = drop + BAND
  const frontRise = below(legs.front.rise.line, seam + 7)
  const backRise = below(legs.back.rise.line, seam - 9)
  const frontSide = sideOf(block.front, legs.front, seam)
  const backSide = sideOf(block.back, legs.back, seam)
  // Titan's back leans outwards above the hip where the seat is long: front and back share the lean, so that the side
  // seam hangs straight.
  const leans = ({ hip, outwards }: BlockHalf, [x]: Point) => outwards * (x - hip[0])
  const balance = (leans(block.back, backSide.start) - leans(block.front, frontSide.start)) * 0.35
  const dart = clamp((body.hipGirth - bandTop) * 0.1, 7, 28)

  const fronted = (shift: number): Panel => {
    const waistSide = moved(frontSide.start, [-1, 0], shift * 0.45 - balance)
    const side = frontSide.from(waistSide)
    const waist = swing(frontRise[0]!, leftOf(directionAlong(frontRise, 0)), waistSide, leftOf(directionAlong(side, 0)))
    return panel(block.front, legs.front, frontRise, side, waist)
  }
  const backed = (shift: number, sideLength: number): Panel => {
    let waistSide = moved(backSide.start, [1, 0], shift * 0.55 + balance)
    let side: Point[] = []
    // Both side seams are the same length by moving the back's upper end along: what a cutter does when truing the
    // waist.
    for (let round = 0; round < 12; round++) {
      side = backSide.from(waistSide)
      const over = lengthOf(side) - sideLength
      if (Math.abs(over) < 1e-6) break
      waistSide = moved(waistSide, directionAlong(side, 0), over)
    }
    const out = leftOf(directionAlong(side, 0))
    const waist = swing(waistSide, out, backRise[0]!, leftOf(directionAlong(backRise, 0)), WAIST_PULL)
    return panel(block.back, legs.back, backRise, side, waist)
  }

  // Side seam and waist shape take in, or let out, what the waist edge has too much or too little for the band.
  let shift = 0
  for (let round = 0; round < 30; round++) {
    const front = fronted(shift)
    const back = backed(shift, lengthOf(front.side))
    const yoke = yokeOf(back, dart)
    const over = lengthOf(front.waist) + lengthOf(yoke.waist) - bandBottom / 2
    if (Math.abs(over) < 1e-5) return { front, back, yoke, bandTop, bandBottom, intended }
    shift += over
  }
  throw new ToileError('draft/refused', 'seam waistband: the waist cannot be shaped to this body.')
}

/**
 * How much longer the lower edge of the band may be than its upper one, mm; beyond that it no longer looks like a band.
 */
const MOST_CONTOUR = 14

const panel = (half: BlockHalf, leg: Leg, rise: Point[], side: Point[], waist: Point[]): Panel => ({
  rise,
  side,
  inseam: leg.inseam,
  waist,
  creaseX: half.creaseX,
  kneeY: half.kneeY,
  hipWidth: hipWidthOf(half, leg, side),
  hipY: half.hip[1],
  fork: leg.rise.fork,
})

/** To the straight part of the rise carried on, since the curve below it belongs to the crotch. */
function hipWidthOf({ hip, seatCentre }: BlockHalf, { rise }: Leg, side: readonly Point[]): number {
  const centre = meetingOf(rise.waistCentre, seatCentre, hip, moved(hip, [1, 0], 1)) ?? seatCentre
  return Math.abs((crossingsAt(side, hip[1], false)[0] ?? side[0]![0]) - centre[0])
}

const below = (rise: readonly Point[], drop: number): Point[] => partOf(rise, drop, lengthOf(rise))

/** The side seam from a waist `drop` mm down; `from` draws it from another waist point to the same leg. */
function sideOf(
  half: BlockHalf,
  leg: Leg,
  drop: number
): { readonly start: Point; readonly from: (waistSide: Point) => Point[] } {
  const upper = arcInto(leg.rise.waistSide, half.hip, leg.atHip)
  const whole = joined(upper, leg.sideLow)
  // A waist that lies close to the hip is led over it, or the shaping would all fall into a finger's breadth; but the
  // thigh stays as it was fitted.
  const aboveThigh = leg.sideLow.find(([, y]) => y > leg.rise.fork[1] + THIGH_BELOW_FORK - 15)!
  const landing = Math.max(lengthOf(upper), Math.min(drop + SHAPED_OVER, projectedOn(whole, aboveThigh)))
  const low = partOf(whole, landing, lengthOf(whole))
  const into = directionAlong(low, 0)
  return { start: pointAlong(whole, drop), from: (waistSide) => joined(arcInto(waistSide, low[0]!, into), low) }
}

/** Of the back's waist: longer handles would let it sag into the yoke where the hips curve most. */
const WAIST_PULL = 0.25

/** The least length of side seam over which the waist is shaped, mm. */
const SHAPED_OVER = 95

/** Arrives in a given direction, and leaves as an arc would. */
function arcInto(from: Point, to: Point, into: Point): Point[] {
  const chord = towards(from, to)
  const dot = chord[0] * into[0] + chord[1] * into[1]
  return swing(from, [2 * dot * chord[0] - into[0], 2 * dot * chord[1] - into[1]], to, into)
}
