import {
  clamp,
  distance,
  leftOf,
  meetingOf,
  mix,
  segmentsCross,
  signedAreaOf,
  towards,
  type Line,
} from '../geometry.ts'
import type { Point } from '../piece.ts'

/**
 * The ground a form takes up on the cloth: upright strips with straight upper and lower ends, six numbers each (x where
 * it begins and ends, its low y at both, its high y at both), from left to right. Strips of one stretch of x share its
 * ends.
 */
export type Region = Float64Array

export const STRIP = 6

/** A cut line may be simplified by so much, mm; the region is widened by as much again, so that it covers the form. */
const TOLERANCE = 0.3
/** So that pieces that touch never overlap by a rounding error, mm. */
const HAIR = 1e-3

/** All that lies within `margin` mm of the outline or inside it: at least that, and at most a third of a mm more. */
export function regionOf(outline: Line, margin: number): Region {
  const simple = simplified(outline)
  const ring = signedAreaOf(simple) < 0 ? simple.reverse() : simple
  return stripsOf(wideOf(ring, margin + TOLERANCE + HAIR))
}

/** Corners that lie within the tolerance of the line without them are left out (Douglas and Peucker). */
function simplified(outline: Line): Point[] {
  const away = outline.map((p) => distance(p, outline[0]!))
  const far = away.indexOf(Math.max(...away))
  const there = outline.slice(0, far + 1)
  const back = [...outline.slice(far), outline[0]!]
  return [...kept(there).slice(0, -1), ...kept(back).slice(0, -1)]
}

function kept(line: Line): Point[] {
  const [a, b] = [line[0]!, line.at(-1)!]
  let [worst, at] = [0, 0]
  for (let i = 1; i + 1 < line.length; i++) {
    const off = offSegment(line[i]!, a, b)
    if (off > worst) [worst, at] = [off, i]
  }
  return worst <= TOLERANCE ? [a, b] : [...kept(line.slice(0, at + 1)).slice(0, -1), ...kept(line.slice(at))]
}

function offSegment(p: Point, a: Point, b: Point): number {
  const long = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
  const t = long === 0 ? 0 : ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / long
  return distance(p, mix(a, b, clamp(t, 0, 1)))
}

/**
 * The ring moved outwards on all sides. Round its corners it keeps at least `by` away; in its hollows it may cross
 * itself, where it winds backwards: only what it winds round forwards counts.
 */
function wideOf(ring: Line, by: number): Point[] {
  const n = ring.length
  return ring.flatMap((p, i) => {
    const [before, after] = [ring[(i + n - 1) % n]!, ring[(i + 1) % n]!]
    const [a, b] = [leftOf(towards(before, p)), leftOf(towards(p, after))]
    const turn = Math.atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1])
    const at = (angle: number, reach: number): Point => [p[0] + Math.cos(angle) * reach, p[1] + Math.sin(angle) * reach]
    const start = Math.atan2(a[1], a[0])
    if (turn < 0) {
      // A mild bend inwards stays one corner where both its sides are long enough for it.
      const back = by * Math.tan(-turn / 2)
      const shorter = Math.min(distance(before, p), distance(p, after))
      if (shorter > 2 * back) return [at(start + turn / 2, by / Math.cos(turn / 2))]
      return [at(start, by), p, at(start + turn, by)]
    }
    // Tangents of the circle round the corner, an eighth of a turn or less apart, and where they meet.
    const steps = Math.max(1, Math.ceil(turn / (Math.PI / 4)))
    const step = turn / steps
    return Array.from({ length: steps }, (_, k) => at(start + step * (k + 0.5), by / Math.cos(step / 2)))
  })
}

interface Side {
  /** From left to right. */
  readonly a: Point
  readonly b: Point
  /** Whether the ring runs to the right here: then its inside has the higher y. */
  readonly opens: boolean
}

/** Cuts what a ring winds round at least once forwards into strips, at each of its corners and crossings. */
function stripsOf(ring: Line): Region {
  const sides = ring.flatMap((p, i): Side[] => {
    const q = ring[(i + 1) % ring.length]!
    if (p[0] === q[0]) return []
    return p[0] < q[0] ? [{ a: p, b: q, opens: true }] : [{ a: q, b: p, opens: false }]
  })
  const cuts = [...new Set([...ring.map(([x]) => x), ...crossingsOf(sides)])].sort((a, b) => a - b)
  const strips: number[] = []
  for (let k = 1; k < cuts.length; k++) {
    const [from, to] = [cuts[k - 1]!, cuts[k]!]
    const here = sides
      .filter(({ a, b }) => a[0] <= from && b[0] >= to)
      .map((side) => ({ opens: side.opens, start: heightAt(side, from), end: heightAt(side, to) }))
      .sort((a, b) => a.start + a.end - b.start - b.end)
    let winds = 0
    for (const { opens, start, end } of here) {
      const before = winds
      winds += opens ? 1 : -1
      if (before === 0 && winds === 1) strips.push(from, to, start, end)
      if (before === 1 && winds === 0) strips.push(start, end)
    }
  }
  return Float64Array.from(strips)
}

const heightAt = ({ a, b }: Side, x: number): number => a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0])

function crossingsOf(sides: readonly Side[]): number[] {
  return sides.flatMap((s, i) =>
    sides.slice(i + 1).flatMap((t) => {
      if (t.a[0] >= s.b[0] || s.a[0] >= t.b[0] || !segmentsCross(s.a, s.b, t.a, t.b)) return []
      return [meetingOf(s.a, s.b, t.a, t.b)![0]]
    })
  )
}
