import { ToileError } from '../../../src/ground/index.ts'
import {
  bezier,
  clamp,
  crossingsAt,
  directionAlong,
  joined,
  leftOf,
  lengthOf,
  moved,
  partOf,
  pointAlong,
  swing,
  towards,
  type Point,
} from '../../../src/pattern/index.ts'
import { BACK_SHARE, blockOf, type Block, type BlockHalf } from './block.ts'
import { girthBelowWaist, type Body } from './body.ts'
import { BAND, type Style } from './style.ts'
import { yokeOf, type Yoke } from './yoke.ts'

/**
 * The seam lines of one leg's front or back, the wearer's left as seen from outside. Lines run downwards; the front's side seam is on the right
 * of the drawing and the back's on the left, so that front, side, back follow each other round the body.
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

  // The band lies higher behind than in front, as the body leans when it sits.
  const drop = style.rise * (body.waistHeight - body.insideLegHeight)
  const bandTop = girthBelowWaist(body, drop) * (1 + style.waist)
  const spread = girthBelowWaist(body, drop + BAND) * (1 + style.waist) - bandTop
  const bandBottom = bandTop + clamp(spread, 0, MOST_CONTOUR)

  const frontRise = below(legs.front.rise, drop + BAND + 7)
  const backRise = below(legs.back.rise, drop + BAND - 9)
  const frontSide = upperSide(block.front, legs.front, block.front.waistSide)
  const frontStart = pointAlong(frontSide, Math.min(drop + BAND, lengthOf(frontSide) * 0.8))
  const backSide = upperSide(block.back, legs.back, block.back.waistSide)
  const backStart = pointAlong(backSide, Math.min(drop + BAND, lengthOf(backSide) * 0.8))
  const dart = clamp((body.hipGirth - bandTop) * 0.1, 7, 22)

  const fronted = (shift: number): Panel => {
    const waistSide = moved(frontStart, [-1, 0], shift * 0.45)
    const side = joined(upperSide(block.front, legs.front, waistSide), legs.front.sideLow)
    const waist = swing(frontRise[0]!, leftOf(directionAlong(frontRise, 0)), waistSide, leftOf(directionAlong(side, 0)))
    return panel(block.front, legs.front, frontRise, side, waist)
  }
  const backed = (shift: number, sideLength: number): Panel => {
    let waistSide = moved(backStart, [1, 0], shift * 0.55)
    let side: Point[] = []
    // Both side seams are the same length by moving the back's upper end along: what a cutter does when truing the waist.
    for (let round = 0; round < 12; round++) {
      side = joined(upperSide(block.back, legs.back, waistSide), legs.back.sideLow)
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

/** How much longer the lower edge of the band may be than its upper one, mm; beyond that it no longer looks like a band. */
const MOST_CONTOUR = 24

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
  hipY: half.hip[1],
  fork: leg.fork,
})

const below = (rise: readonly Point[], drop: number): Point[] => partOf(rise, drop, lengthOf(rise))

/** From the waist to the hip, arriving in the direction in which the leg goes on; leaves as an arc would. */
function upperSide(half: BlockHalf, leg: Leg, waistSide: Point): Point[] {
  const chord = towards(waistSide, half.hip)
  const dot = chord[0] * leg.atHip[0] + chord[1] * leg.atHip[1]
  const out: Point = [2 * dot * chord[0] - leg.atHip[0], 2 * dot * chord[1] - leg.atHip[1]]
  return swing(waistSide, out, half.hip, leg.atHip)
}

/** Front and back legs of the same inside leg, wide enough for the thigh. */
function legsOf(block: Block, body: Body, style: Style, hem: number): { front: Leg; back: Leg } {
  const least = body.thighGirth * (1 + style.thigh)
  let wider = 0
  for (let round = 0; round < 12; round++) {
    const legs = bothLegs(block, style, hem, wider)
    const short = least - thighOf(legs)
    if (short <= 0.01) return legs
    wider += short
    if (wider > MOST_WIDENING) break
  }
  throw new ToileError('draft/refused', 'measurement thighGirth: is too large for these hips.', { path: '/measurements/thighGirth' })
}

/** How far front and back fork may move out together for a strong thigh, mm. */
const MOST_WIDENING = 110

function bothLegs(block: Block, style: Style, hem: number, wider: number): { front: Leg; back: Leg } {
  const halves = (share: number) => ({ knee: (block.knee * share) / 2, hem: (hem * share) / 2 })
  const inFront = halves(1 - BACK_SHARE)
  const behind = halves(BACK_SHARE)
  let hemY = block.front.fork[1] + style.insideLeg
  let front = legOf(block.front, 1, hemY, inFront, [-0.4 * wider, 0])
  for (let round = 0; round < 12 && Math.abs(lengthOf(front.inseam) - style.insideLeg) > 1e-6; round++) {
    hemY += style.insideLeg - lengthOf(front.inseam)
    front = legOf(block.front, 1, hemY, inFront, [-0.4 * wider, 0])
  }
  if (hemY < block.front.kneeY + 60)
    throw new ToileError('draft/refused', 'selection.length: the hem would lie at the knee.', { path: '/selection/length' })
  // The back's fork is lowered or raised until its inside leg is as long as the front's.
  let drop = 0
  let back = legOf(block.back, -1, hemY, behind, [0.6 * wider, drop])
  for (let round = 0; round < 20 && Math.abs(lengthOf(back.inseam) - style.insideLeg) > 1e-6; round++) {
    drop += lengthOf(back.inseam) - style.insideLeg
    back = legOf(block.back, -1, hemY, behind, [0.6 * wider, drop])
  }
  return { front, back }
}

/** `outwards` is the x direction of the side seam, `forkShift` how the fork is moved from the block's. */
function legOf(
  half: BlockHalf,
  outwards: 1 | -1,
  hemY: number,
  width: { readonly knee: number; readonly hem: number },
  forkShift: Point
): Leg {
  const shifted = (p: Point): Point => [p[0] + forkShift[0], p[1] + forkShift[1]]
  const fork = shifted(half.fork)
  const forkHandle = shifted(half.forkHandle)
  const at = (by: number, y: number): Point => [half.creaseX + outwards * by, y]
  const [kneeOut, kneeIn] = [at(width.knee, half.kneeY), at(-width.knee, half.kneeY)]
  const [hemOut, hemIn] = [at(width.hem, hemY), at(-width.hem, hemY)]
  // The inside leg leaves the fork square to the rise, so that front and back make one smooth line through it.
  const intoFork = towards(forkHandle, fork)
  const square = outwards === 1 ? leftOf(intoFork) : ([-leftOf(intoFork)[0], -leftOf(intoFork)[1]] as const)
  const reach = Math.abs(half.kneeY - fork[1])
  const inseam = joined(
    bezier(fork, moved(fork, square, reach * 0.22), moved(kneeIn, towards(hemIn, kneeIn), reach * 0.36), kneeIn),
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
