import { ToileError } from '../../../src/ground/index.ts'
import {
  bezier,
  crossingsAt,
  distance,
  joined,
  leftOf,
  lengthOf,
  moved,
  rightOf,
  towards,
  turned,
  type Point,
} from '../../../src/pattern/index.ts'
import { BACK_SHARE, type Block, type BlockHalf } from './block.ts'
import { crotchEase, crotchFrontOf, type Body } from './body.ts'
import { risenTo, type Rise } from './rise.ts'
import { solved, solvedBetween } from './solve.ts'
import type { Style } from './style.ts'

/** A panel before its waist is known: the rise, and what hangs from hip and fork. */
export interface Leg {
  readonly rise: Rise
  readonly sideLow: readonly Point[]
  readonly inseam: readonly Point[]
  /** The side seam's direction at the hip, downwards. */
  readonly atHip: Point
}

/** Where the thigh is measured, mm below the fork. */
export const THIGH_BELOW_FORK = 25

export interface Legs {
  readonly front: Leg
  readonly back: Leg
  /** Intended finished girths, mm; a slim thigh on a wide hip is intended as slim as the hip lets it be. */
  readonly thigh: number
  readonly knee: number
  readonly hem: number
}

/** How a leg is fitted to the thigh. */
interface ThighFit {
  /** Forks moved out together, mm. */
  readonly wider: number
  /** The inside leg hollowed below them, radians. */
  readonly hollow: number
  /** The side seam drawn in below the hip, from nought to as far as it stays a smooth line (1). */
  readonly drawnIn: number
}

const MOST_HOLLOW = 0.26
/** Beyond these the fork stands too far out to lie flat, or too far in for the crotch to stand on, mm. */
const MOST_WIDENING = 130
const MOST_NARROWING = 18
/** Of a thigh that is too loose, this much is taken from inside leg and side seam before the forks come in, mm. */
const FROM_SEAMS = 46

/** Front and back legs of the same inside leg, fitted to the thigh. */
export function legsOf(block: Block, body: Body, style: Style): Legs {
  const hem = hemOf(body, style, block.knee)
  const wanted = body.thighGirth * (1 + style.thigh)
  const fitted = fittedTo(wanted, MOST_NARROWING, (fit) => bothLegs(block, body, style, hem, fit))
  if (style.thighMore === 0) return fitted
  const changed = fitted.thigh + style.thighMore
  // Who asks for less gets it, though the crotch is shallower for it.
  const narrowing = MOST_NARROWING + 1.5 * Math.max(0, -style.thighMore)
  const legs = fittedTo(changed, narrowing, (fit) => bothLegs(block, body, style, hem, fit))
  return { ...legs, thigh: changed }
}

function fittedTo(wanted: number, narrowing: number, drawn: (fit: ThighFit) => Omit<Legs, 'thigh'>): Legs {
  const least = -FROM_SEAMS - narrowing
  const over = (wider: number) => thighOf(drawn(thighFit(wider))) - wanted
  const [low, high] = over(0) > 0 ? [least, 0] : [0, MOST_WIDENING]
  if (over(high) < 0)
    throw new ToileError('draft/refused', 'measurement thighGirth: is too large for these hips.', {
      path: '/measurements/thighGirth',
    })
  // The tightest there is may still be too loose.
  if (over(low) > 0) {
    const legs = drawn(thighFit(low))
    return { ...legs, thigh: thighOf(legs) }
  }
  return { ...drawn(thighFit(solvedBetween(over, low, high, 0.02))), thigh: wanted }
}

/** @param wider mm of thigh, about; less than nothing takes away, first from the seams and then from the crotch */
function thighFit(wider: number): ThighFit {
  const less = Math.max(0, -wider)
  const share = Math.min(1, less / FROM_SEAMS)
  return {
    wider: wider > 0 ? wider : -Math.max(0, less - FROM_SEAMS),
    hollow: MOST_HOLLOW * share,
    drawnIn: share,
  }
}

/** The finished hem: a share of the knee, but never so narrow that a foot cannot pass. */
function hemOf(body: Body, style: Style, knee: number): number {
  const passes = 0.182 * body.stature * (1 - 0.5 * style.stretch)
  return Math.max(knee * style.hemRatio, passes)
}

function bothLegs(block: Block, body: Body, style: Style, hem: number, fit: ThighFit): Omit<Legs, 'thigh'> {
  const ease = crotchEase(body, style.crotchDrop)
  const inFront = crotchFrontOf(body)
  const halves = (share: number) => ({ knee: (block.knee * share) / 2, hem: (hem * share) / 2 })
  const forkOf = (half: BlockHalf, out: number, down: number): Point => [
    half.fork[0] - half.outwards * out * fit.wider,
    half.fork[1] + down,
  ]
  const frontRise = risenTo(block.front, forkOf(block.front, 0.4, 0), inFront + ease)
  const front = (hemY: number) => legOf(block.front, frontRise, hemY, halves(1 - BACK_SHARE), fit)
  const over = (leg: Leg) => lengthOf(leg.inseam) - style.insideLeg
  const hemY = solved((y) => over(front(y)), { from: frontRise.fork[1] + style.insideLeg, step: -1, within: 1e-7 })
  if (!(hemY >= block.front.kneeY + 60))
    throw new ToileError('draft/refused', 'selection.length: the hem would lie at the knee.', {
      path: '/selection/length',
    })
  // The back's fork is lowered or raised until its inside leg is as long as the front's.
  const back = (down: number) => {
    const rise = risenTo(block.back, forkOf(block.back, 0.6, down), body.crotchLength - inFront + ease)
    return legOf(block.back, rise, hemY, halves(BACK_SHARE), fit)
  }
  const down = solved((y) => over(back(y)), { from: 0, step: 1, within: 1e-7 })
  return { front: front(hemY), back: back(down), knee: block.knee, hem }
}

function legOf(
  half: BlockHalf,
  rise: Rise,
  hemY: number,
  width: { readonly knee: number; readonly hem: number },
  { hollow, drawnIn }: ThighFit
): Leg {
  const { hip, outwards } = half
  const at = (by: number, y: number): Point => [half.creaseX + outwards * by, y]
  const [kneeOut, kneeIn] = [at(width.knee, half.kneeY), at(-width.knee, half.kneeY)]
  const [hemOut, hemIn] = [at(width.hem, hemY), at(-width.hem, hemY)]
  // The inside leg leaves the fork square to the rise, so that front and back make one smooth line through it.
  const square = outwards === 1 ? leftOf(rise.intoFork) : rightOf(rise.intoFork)
  const reach = Math.abs(half.kneeY - rise.fork[1])
  const inseam = joined(
    bezier(
      rise.fork,
      moved(rise.fork, turned(square, -outwards * hollow), reach * 0.22),
      moved(kneeIn, towards(hemIn, kneeIn), reach * 0.36),
      kneeIn
    ),
    [kneeIn, hemIn]
  )
  const [down, up] = [towards(hip, kneeOut), towards(rise.waistSide, hip)]
  const atHip = turned(towards([0, 0], [down[0] + up[0], down[1] + up[1]]), outwards * 0.07 * drawnIn)
  const third = distance(hip, kneeOut) / 3
  const sideLow = joined(
    bezier(
      hip,
      moved(hip, atHip, third * (1 - 0.6 * drawnIn)),
      moved(kneeOut, towards(hemOut, kneeOut), third * (1 + 0.3 * drawnIn)),
      kneeOut
    ),
    [kneeOut, hemOut]
  )
  return { rise, sideLow, inseam, atHip }
}

/** Finished thigh girth, mm: the two panels' widths a little below the fork. */
function thighOf({ front, back }: Pick<Legs, 'front' | 'back'>): number {
  const width = ({ rise, sideLow, inseam }: Leg) => {
    const y = rise.fork[1] + THIGH_BELOW_FORK
    return Math.abs((crossingsAt(sideLow, y, false)[0] ?? NaN) - (crossingsAt(inseam, y, false)[0] ?? NaN))
  }
  return width(front) + width(back)
}
