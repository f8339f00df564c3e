import { ToileError } from '../../../src/ground/index.ts'
import {
  bezier,
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
  rightOf,
  swing,
  towards,
  turned,
  type Point,
} from '../../../src/pattern/index.ts'
import { BACK_SHARE, blockOf, type Block, type BlockHalf } from './block.ts'
import { girthBelowWaist, type Body } from './body.ts'
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
  /** Finished girths. */
  readonly bandTop: number
  readonly bandBottom: number
  readonly thigh: number
  readonly knee: number
  readonly hem: number
}

/** The lower half of a panel: what hangs from hip and fork, before the waist is known. */
interface Leg {
  readonly sideLow: readonly Point[]
  readonly inseam: readonly Point[]
  /** The whole rise, natural waist to fork. */
  readonly rise: readonly Point[]
  readonly fork: Point
  /** The side seam's direction at the hip, downwards. */
  readonly atHip: Point
}

/** Where the thigh is measured, mm below the fork. */
export const THIGH_BELOW_FORK = 25

export function panelsOf(body: Body, style: Style): Panels {
  const block = blockOf(body, style)
  const { knee } = block
  const hem = hemOf(body, style, knee)
  const legs = legsOf(block, body, style, hem)

  // A short front takes the band less far down; behind it always lies higher, because the body bends forward when it
  // sits.
  const drop =
    style.rise * Math.min(body.waistHeight - body.insideLegHeight, 0.8 * (body.crotchLength - body.crotchLengthBack))
  const bandTop = girthBelowWaist(body, drop) * (1 + style.waist)
  const spread = girthBelowWaist(body, drop + BAND) * (1 + style.waist) - bandTop
  const bandBottom = bandTop + clamp(spread, 0, MOST_CONTOUR)

  const seam = drop + BAND
  const frontRise = below(legs.front.rise, seam + 7)
  const backRise = below(legs.back.rise, seam - 9)
  const frontSide = sideOf(block.front, legs.front, seam)
  const backSide = sideOf(block.back, legs.back, seam)
  // Titan's back leans outwards above the hip where the seat is long: front and back share the lean, so that the side
  // seam hangs straight.
  const leans = (half: BlockHalf, start: Point, outwards: 1 | -1) => outwards * (start[0] - half.hip[0])
  const balance = (leans(block.back, backSide.start, -1) - leans(block.front, frontSide.start, 1)) * 0.35
  const dart = clamp((body.hipGirth - bandTop) * 0.1, 7, 22)

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
    const waist = swing(waistSide, leftOf(directionAlong(side, 0)), backRise[0]!, leftOf(directionAlong(backRise, 0)))
    return panel(block.back, legs.back, backRise, side, waist)
  }

  // Side seam and waist shape take in, or let out, what the waist edge has too much or too little for the band.
  let shift = 0
  for (let round = 0; round < 30; round++) {
    const front = fronted(shift)
    const back = backed(shift, lengthOf(front.side))
    const yoke = yokeOf(back, dart)
    const over = lengthOf(front.waist) + lengthOf(yoke.waist) - bandBottom / 2
    if (Math.abs(over) < 1e-5) return { front, back, yoke, bandTop, bandBottom, thigh: thighOf(legs), knee, hem }
    shift += over
  }
  throw new ToileError('draft/refused', 'seam waistband: the waist cannot be shaped to this body.')
}

/**
 * How much longer the lower edge of the band may be than its upper one, mm; beyond that it no longer looks like a band.
 */
const MOST_CONTOUR = 14

/** The finished hem: a share of the knee, but never so narrow that a foot cannot pass. */
function hemOf(body: Body, style: Style, knee: number): number {
  const passes = 0.182 * body.stature * (1 - 0.5 * style.stretch)
  return Math.max(knee * style.hemRatio, passes)
}

const panel = (half: BlockHalf, leg: Leg, rise: Point[], side: Point[], waist: Point[]): Panel => ({
  rise,
  side,
  inseam: leg.inseam,
  waist,
  creaseX: half.creaseX,
  kneeY: half.kneeY,
  hipWidth: hipWidthOf(half, side),
  hipY: half.hip[1],
  fork: leg.fork,
})

/** To the straight part of the rise carried on, since the curve below it belongs to the crotch. */
function hipWidthOf({ hip, waistCentre, curveStart }: BlockHalf, side: readonly Point[]): number {
  const centre = meetingOf(waistCentre, curveStart, hip, moved(hip, [1, 0], 1)) ?? curveStart
  return Math.abs((crossingsAt(side, hip[1], false)[0] ?? side[0]![0]) - centre[0])
}

const below = (rise: readonly Point[], drop: number): Point[] => partOf(rise, drop, lengthOf(rise))

/** The side seam from a waist `drop` mm down; `from` draws it from another waist point to the same leg. */
function sideOf(
  half: BlockHalf,
  leg: Leg,
  drop: number
): { readonly start: Point; readonly from: (waistSide: Point) => Point[] } {
  const upper = arcInto(half.waistSide, half.hip, leg.atHip)
  const whole = joined(upper, leg.sideLow)
  // A waist that lies close to the hip is led over it, or the shaping would all fall into a finger's breadth.
  const landing = Math.max(lengthOf(upper), drop + SHAPED_OVER)
  const low = partOf(whole, landing, lengthOf(whole))
  const into = directionAlong(low, 0)
  return { start: pointAlong(whole, drop), from: (waistSide) => joined(arcInto(waistSide, low[0]!, into), low) }
}

/** The least length of side seam over which the waist is shaped, mm. */
const SHAPED_OVER = 85

/** Arrives in a given direction, and leaves as an arc would. */
function arcInto(from: Point, to: Point, into: Point): Point[] {
  const chord = towards(from, to)
  const dot = chord[0] * into[0] + chord[1] * into[1]
  return swing(from, [2 * dot * chord[0] - into[0], 2 * dot * chord[1] - into[1]], to, into)
}

/** How a leg is fitted to the thigh: forks moved out together, mm, and the inside leg hollowed below them, radians. */
interface ThighFit {
  readonly wider: number
  readonly hollow: number
}

/** Front and back legs of the same inside leg, fitted to the thigh. */
function legsOf(block: Block, body: Body, style: Style, hem: number): { front: Leg; back: Leg } {
  const wanted = body.thighGirth * (1 + style.thigh)
  const fitted = (fit: ThighFit) => bothLegs(block, style, hem, fit)
  let legs = fitted({ wider: 0, hollow: 0 })
  const spare = thighOf(legs) - wanted
  if (spare < 0) return widened(fitted, wanted)
  // A slim thigh on a wide hip: hollow the inside leg, then bring the forks in, but leave the crotch enough to stand
  // on.
  if (spare > wanted * 0.02) legs = fitted({ wider: 0, hollow: clamp(spare / 110, 0, MOST_HOLLOW) })
  const left = thighOf(legs) - wanted * 1.02
  return left > 0 ? fitted({ wider: -Math.min(left, MOST_NARROWING), hollow: MOST_HOLLOW }) : legs
}

function widened(fitted: (fit: ThighFit) => { front: Leg; back: Leg }, wanted: number): { front: Leg; back: Leg } {
  let wider = 0
  for (let round = 0; round < 12 && wider <= MOST_WIDENING; round++) {
    const legs = fitted({ wider, hollow: 0 })
    const short = wanted - thighOf(legs)
    if (short <= 0.01) return legs
    wider += short
  }
  throw new ToileError('draft/refused', 'measurement thighGirth: is too large for these hips.', {
    path: '/measurements/thighGirth',
  })
}

const MOST_WIDENING = 110
const MOST_NARROWING = 18
const MOST_HOLLOW = 0.24

function bothLegs(block: Block, style: Style, hem: number, { wider, hollow }: ThighFit): { front: Leg; back: Leg } {
  const halves = (share: number) => ({ knee: (block.knee * share) / 2, hem: (hem * share) / 2 })
  const inFront = halves(1 - BACK_SHARE)
  const behind = halves(BACK_SHARE)
  let hemY = block.front.fork[1] + style.insideLeg
  let front = legOf(block.front, 1, hemY, inFront, [-0.4 * wider, 0], hollow)
  for (let round = 0; round < 12 && Math.abs(lengthOf(front.inseam) - style.insideLeg) > 1e-6; round++) {
    hemY += style.insideLeg - lengthOf(front.inseam)
    front = legOf(block.front, 1, hemY, inFront, [-0.4 * wider, 0], hollow)
  }
  if (hemY < block.front.kneeY + 60)
    throw new ToileError('draft/refused', 'selection.length: the hem would lie at the knee.', {
      path: '/selection/length',
    })
  // The back's fork is lowered or raised until its inside leg is as long as the front's.
  let drop = 0
  let back = legOf(block.back, -1, hemY, behind, [0.6 * wider, drop], hollow)
  for (let round = 0; round < 20 && Math.abs(lengthOf(back.inseam) - style.insideLeg) > 1e-6; round++) {
    drop += lengthOf(back.inseam) - style.insideLeg
    back = legOf(block.back, -1, hemY, behind, [0.6 * wider, drop], hollow)
  }
  return { front, back }
}

/**
 * `outwards` is the x direction of the side seam, `forkShift` how the fork is moved from the block's, `hollow` in
 * radians.
 */
function legOf(
  half: BlockHalf,
  outwards: 1 | -1,
  hemY: number,
  width: { readonly knee: number; readonly hem: number },
  forkShift: Point,
  hollow: number
): Leg {
  const shifted = (p: Point): Point => [p[0] + forkShift[0], p[1] + forkShift[1]]
  const fork = shifted(half.fork)
  const forkHandle = shifted(half.forkHandle)
  const at = (by: number, y: number): Point => [half.creaseX + outwards * by, y]
  const [kneeOut, kneeIn] = [at(width.knee, half.kneeY), at(-width.knee, half.kneeY)]
  const [hemOut, hemIn] = [at(width.hem, hemY), at(-width.hem, hemY)]
  // The inside leg leaves the fork square to the rise, so that front and back make one smooth line through it.
  const intoFork = towards(forkHandle, fork)
  const square = outwards === 1 ? leftOf(intoFork) : rightOf(intoFork)
  const reach = Math.abs(half.kneeY - fork[1])
  const inseam = joined(
    bezier(
      fork,
      moved(fork, turned(square, -outwards * hollow), reach * 0.22),
      moved(kneeIn, towards(hemIn, kneeIn), reach * 0.36),
      kneeIn
    ),
    [kneeIn, hemIn]
  )
  const [down, up] = [towards(half.hip, kneeOut), towards(half.waistSide, half.hip)]
  const atHip = towards([0, 0], [down[0] + up[0], down[1] + up[1]])
  const sideLow = joined(swing(half.hip, atHip, kneeOut, towards(kneeOut, hemOut)), [kneeOut, hemOut])
  const rise = joined([half.waistCentre], bezier(half.curveStart, half.curveHandle, forkHandle, fork))
  return { sideLow, inseam, rise, fork, atHip }
}

/** Finished thigh girth, mm: the two panels' widths a little below the fork. */
function thighOf({ front, back }: { readonly front: Leg; readonly back: Leg }): number {
  const width = (leg: Leg) => {
    const y = leg.fork[1] + THIGH_BELOW_FORK
    return Math.abs((crossingsAt(leg.sideLow, y, false)[0] ?? NaN) - (crossingsAt(leg.inseam, y, false)[0] ?? NaN))
  }
  return width(front) + width(back)
}
