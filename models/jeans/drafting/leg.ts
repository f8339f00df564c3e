import { ToileError } from '../../../src/ground/index.ts'
import {
  bezier,
  crossingsAt,
  joined,
  leftOf,
  lengthOf,
  moved,
  rightOf,
  swing,
  towards,
  turned,
  type Point,
} from '../../../src/pattern/index.ts'
import { BACK_SHARE, type Block, type BlockHalf } from './block.ts'
import type { Body } from './body.ts'
import type { Style } from './style.ts'

/** The lower half of a panel: what hangs from hip and fork, before the waist is known. */
export interface Leg {
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

export interface Legs {
  readonly front: Leg
  readonly back: Leg
  /** Intended finished girths, mm. */
  readonly knee: number
  readonly hem: number
}

/** How a leg is fitted to the thigh: forks moved out together, mm, and the inside leg hollowed below them, radians. */
interface ThighFit {
  readonly wider: number
  readonly hollow: number
}

/** Front and back legs of the same inside leg, fitted to the thigh. */
export function legsOf(block: Block, body: Body, style: Style): Legs {
  const hem = hemOf(body, style, block.knee)
  const wanted = body.thighGirth * (1 + style.thigh) + style.thighMore
  const fitted = (fit: ThighFit) => bothLegs(block, style, hem, fit)
  return thighOf(fitted({ wider: 0, hollow: 0 })) < wanted ? widened(fitted, wanted) : narrowed(fitted, wanted * 1.02)
}

/**
 * A slim thigh on a wide hip: hollows the inside leg, then brings the forks in, but leaves the crotch enough to stand
 * on.
 */
function narrowed(fitted: (fit: ThighFit) => Legs, most: number): Legs {
  let [wider, hollow] = [0, 0]
  let legs = fitted({ wider, hollow })
  for (let round = 0; round < 10; round++) {
    const over = thighOf(legs) - most
    if (over < 0.5 || wider === -MOST_NARROWING) break
    if (hollow < MOST_HOLLOW) hollow = Math.min(MOST_HOLLOW, hollow + over / 160)
    else wider = Math.max(-MOST_NARROWING, wider - over)
    legs = fitted({ wider, hollow })
  }
  return legs
}

function widened(fitted: (fit: ThighFit) => Legs, wanted: number): Legs {
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

/** The finished hem: a share of the knee, but never so narrow that a foot cannot pass. */
function hemOf(body: Body, style: Style, knee: number): number {
  const passes = 0.182 * body.stature * (1 - 0.5 * style.stretch)
  return Math.max(knee * style.hemRatio, passes)
}

function bothLegs(block: Block, style: Style, hem: number, { wider, hollow }: ThighFit): Legs {
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
  return { front, back, knee: block.knee, hem }
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
function thighOf({ front, back }: Legs): number {
  const width = (leg: Leg) => {
    const y = leg.fork[1] + THIGH_BELOW_FORK
    return Math.abs((crossingsAt(leg.sideLow, y, false)[0] ?? NaN) - (crossingsAt(leg.inseam, y, false)[0] ?? NaN))
  }
  return width(front) + width(back)
}
