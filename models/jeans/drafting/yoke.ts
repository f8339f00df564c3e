import {
  clamp,
  joined,
  lengthOf,
  mix,
  moved,
  partOf,
  pointAlong,
  rightOf,
  towards,
  distance,
  type Point,
} from '../../../src/pattern/index.ts'
import type { Panel } from './panels.ts'

/** The yoke with its dart closed, and the back below it; lines run as in a panel. */
export interface Yoke {
  readonly waist: readonly Point[]
  /** Downwards. */
  readonly side: readonly Point[]
  readonly centre: readonly Point[]
  /** The lower edge, left to right; as long as `backTop`. */
  readonly lower: readonly Point[]
  /** The upper edge of the back below the yoke, left to right. */
  readonly backTop: readonly Point[]
  readonly backSide: readonly Point[]
  readonly backRise: readonly Point[]
}

/**
 * Cuts the yoke off the back and closes the waist dart in it. A dart closed at one point leaves a corner in the yoke
 * seam; here the same angle is spread over the middle of the seam, which keeps the seam's length exactly and gives the
 * smooth smile of a jeans yoke.
 *
 * @param dart what the waist edge loses, mm
 */
export function yokeOf(back: Panel, dart: number): Yoke {
  const riseLength = lengthOf(back.rise)
  const centreDepth = clamp(riseLength * 0.2, 50, 78)
  const sideDepth = centreDepth * 0.5
  const [side, backSide] = [partOf(back.side, 0, sideDepth), partOf(back.side, sideDepth, lengthOf(back.side))]
  const [centre, backRise] = [partOf(back.rise, 0, centreDepth), partOf(back.rise, centreDepth, riseLength)]
  const [from, to] = [backSide[0]!, backRise[0]!]
  const seam = distance(from, to)
  const along = towards(from, to)
  const height = distance(pointAlong(back.waist, lengthOf(back.waist) / 2), mix(from, to, 0.5))
  // Beyond this a yoke is no strip any more.
  const bend = bending(from, along, seam, Math.min(MOST_BEND, dart / height))
  const straight = Array.from({ length: 33 }, (_, i) => moved(from, along, (seam * i) / 32))
  return {
    waist: back.waist.map(bend),
    side: side.map(bend),
    centre: centre.map(bend),
    lower: straight.map(bend),
    backTop: [from, to],
    backSide,
    backRise: joined(backRise),
  }
}

/** Radians. */
const MOST_BEND = 0.6

/**
 * Bends the plane along a straight line by `angle` in all, the ends turning up. The ends stay nearly straight, so what
 * stands on them is turned but not distorted.
 */
function bending(from: Point, along: Point, length: number, angle: number): (p: Point) => Point {
  const STEPS = 96
  const heading = (s: number) => {
    const t = clamp((s / length - 0.08) / 0.84, 0, 1)
    return angle * (0.5 - t * t * (3 - 2 * t))
  }
  const turned = (direction: Point, by: number): Point => [
    direction[0] * Math.cos(by) - direction[1] * Math.sin(by),
    direction[0] * Math.sin(by) + direction[1] * Math.cos(by),
  ]
  // Starts turned so that the middle of the seam stays where it was.
  const spine: Point[] = [from]
  for (let i = 0; i < STEPS; i++)
    spine.push(moved(spine[i]!, turned(along, heading((length * (i + 0.5)) / STEPS)), length / STEPS))
  const up: Point = [-rightOf(along)[0], -rightOf(along)[1]]
  return (p) => {
    const s = (p[0] - from[0]) * along[0] + (p[1] - from[1]) * along[1]
    const t = (p[0] - from[0]) * up[0] + (p[1] - from[1]) * up[1]
    const inside = clamp(s, 0, length)
    const i = Math.min(STEPS - 1, Math.floor((inside / length) * STEPS))
    const by = heading(inside)
    const foot = moved(spine[i]!, turned(along, heading((length * (i + 0.5)) / STEPS)), inside - (length * i) / STEPS)
    return moved(moved(foot, turned(along, by), s - inside), turned(up, by), t)
  }
}
