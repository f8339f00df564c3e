import {
  bezier,
  joined,
  lengthOf,
  meetingOf,
  mix,
  moved,
  towards,
  turned,
  type Point,
} from '../../../src/pattern/index.ts'
import type { BlockHalf } from './block.ts'
import { solved, solvedBetween } from './solve.ts'

/** A centre seam that ends at a given fork, and what it does to the waist above it. */
export interface Rise {
  readonly waistSide: Point
  readonly waistCentre: Point
  /** Natural waist to fork. */
  readonly line: readonly Point[]
  readonly fork: Point
  /** Direction of arrival at the fork. */
  readonly intoFork: Point
}

/** Radians a waist may be turned about the hip. More would lift the waist off the body on one side. */
const MOST_TILT = 0.36

/**
 * Draws the rise to a fork, as long as the body's. Where the thigh has moved the fork, the half is slashed at the hip
 * and spread or closed, as titan does for its own fork: the waist turns about the hip until the length is right. A
 * centre seam that would lean too far then is set upright again, and the side seam takes what it gave: there a hip can
 * be shaped, and a fly cannot.
 *
 * @param length natural waist to fork, mm
 */
export function risenTo(half: BlockHalf, fork: Point, length: number): Rise {
  const at = (tilt: number): Rise => {
    const turn = ([x, y]: Point): Point => {
      const [dx, dy] = turned([x - half.hip[0], y - half.hip[1]], half.outwards * tilt)
      return [half.hip[0] + dx, half.hip[1] + dy]
    }
    const [side, centre] = [turn(half.waistSide), turn(half.waistCentre)]
    const leans = half.outwards * (centre[0] - half.seatCentre[0])
    const over = Math.max(0, leans - half.curve.lean * (half.seatCentre[1] - centre[1]))
    const upright = ([x, y]: Point): Point => [x - half.outwards * over, y]
    const [waistSide, waistCentre] = [upright(side), upright(centre)]
    return { waistSide, waistCentre, fork, ...lineTo(half, waistCentre, fork) }
  }
  const short = (tilt: number) => lengthOf(at(tilt).line) - length
  const found = solved(short, { from: 0, step: 0.01, within: 1e-7 })
  if (Math.abs(found) <= MOST_TILT && Math.abs(short(found)) <= 1e-6) return at(found)
  // Where the centre is set upright the length has a corner, which the secant may miss.
  const [low, high] = [short(-MOST_TILT), short(MOST_TILT)]
  if (low > 0 || high < 0) return at(low > 0 ? -MOST_TILT : MOST_TILT)
  return at(solvedBetween(short, -MOST_TILT, MOST_TILT, 1e-6))
}

/** Straight from the waist towards the seat, then a curve whose handles lean on the corner below it. */
function lineTo(half: BlockHalf, waistCentre: Point, fork: Point): Pick<Rise, 'line' | 'intoFork'> {
  const { start, bend, lift } = half.curve
  const from = mix(waistCentre, half.seatCentre, start)
  const corner = meetingOf(waistCentre, half.seatCentre, fork, moved(fork, [1, 0], 1)) ?? half.seatCentre
  const [dx, dy] = turned([corner[0] - fork[0], corner[1] - fork[1]], -half.outwards * lift)
  const forkHandle: Point = [fork[0] + dx * bend, fork[1] + dy * bend]
  return {
    line: joined([waistCentre], bezier(from, mix(from, corner, bend), forkHandle, fork)),
    intoFork: towards(forkHandle, fork),
  }
}
