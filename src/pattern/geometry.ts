import type { Point } from './piece.ts'

/** An open polyline, mm. */
export type Line = readonly Point[]

/** By the square root, which every engine rounds alike, as `Math.hypot` is not. */
export const distance = (a: Point, b: Point): number => Math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2)

export const mix = (a: Point, b: Point, t: number): Point => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]

export const moved = (p: Point, direction: Point, by: number): Point => [
  p[0] + direction[0] * by,
  p[1] + direction[1] * by,
]

export const towards = (a: Point, b: Point): Point => {
  const length = distance(a, b) || 1
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
}

/** A quarter turn clockwise as drawn (y down): the right hand of a direction. */
export const rightOf = ([x, y]: Point): Point => [-y, x]

export const leftOf = ([x, y]: Point): Point => [y, -x]

/** Turned round the origin, radians, clockwise as drawn. */
export const turned = ([x, y]: Point, angle: number): Point => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return [x * cos - y * sin, x * sin + y * cos]
}

/** To the other side of the straight line through two points. */
export function mirrorAt(a: Point, b: Point): (p: Point) => Point {
  const [ux, uy] = towards(a, b)
  return ([x, y]) => {
    const along = (x - a[0]) * ux + (y - a[1]) * uy
    return [2 * (a[0] + along * ux) - x, 2 * (a[1] + along * uy) - y]
  }
}

export function lengthOf(line: Line): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += distance(line[i - 1]!, line[i]!)
  return sum
}

/** Positive when the polygon runs clockwise as drawn (y down), mm². */
export function signedAreaOf(polygon: Line): number {
  let twice = 0
  for (let i = 0; i < polygon.length; i++) {
    const [x1, y1] = polygon[i]!
    const [x2, y2] = polygon[(i + 1) % polygon.length]!
    twice += x1 * y2 - x2 * y1
  }
  return twice / 2
}

export const areaOf = (polygon: Line): number => Math.abs(signedAreaOf(polygon))

/** The point `mm` along the line from its start; its ends for less than nothing or more than all. */
export function pointAlong(line: Line, mm: number): Point {
  if (mm <= 0) return line[0]!
  let left = mm
  for (let i = 1; i < line.length; i++) {
    const step = distance(line[i - 1]!, line[i]!)
    if (left <= step && step > 0) return mix(line[i - 1]!, line[i]!, left / step)
    left -= step
  }
  return line.at(-1)!
}

/** The direction of travel `mm` along the line. */
export function directionAlong(line: Line, mm: number): Point {
  let left = mm
  for (let i = 1; i < line.length; i++) {
    const step = distance(line[i - 1]!, line[i]!)
    if (left <= step && step > 0) return towards(line[i - 1]!, line[i]!)
    left -= step
  }
  return towards(line.at(-2)!, line.at(-1)!)
}

/** What lies between two distances from the line's start. */
export function partOf(line: Line, from: number, to: number): Point[] {
  const part: Point[] = [pointAlong(line, from)]
  let here = 0
  for (let i = 1; i < line.length; i++) {
    here += distance(line[i - 1]!, line[i]!)
    if (here > from + 1e-9 && here < to - 1e-9) part.push(line[i]!)
  }
  part.push(pointAlong(line, to))
  return part
}

/** How far along the line its nearest point to `p` lies. */
export function projectedOn(line: Line, p: Point): number {
  let best = Infinity
  let at = 0
  let here = 0
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!]
    const step = distance(a, b)
    const t =
      step === 0 ? 0 : clamp(((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / (step * step), 0, 1)
    const off = distance(p, mix(a, b, t))
    if (off < best) [best, at] = [off, here + t * step]
    here += step
  }
  return at
}

export const reversed = (line: Line): Point[] => [...line].reverse()

/** Lines end to end; a point shared by two is kept once. */
export function joined(...lines: readonly Line[]): Point[] {
  const all: Point[] = []
  for (const line of lines) for (const p of line) if (all.length === 0 || distance(all.at(-1)!, p) > 1e-9) all.push(p)
  return all
}

/**
 * A cubic Bézier as a polyline. The count is fixed, not by tolerance, so that lengths change smoothly with the points.
 */
export function bezier(p0: Point, p1: Point, p2: Point, p3: Point, segments = 32): Point[] {
  const points: Point[] = [p0]
  for (let i = 1; i < segments; i++) {
    const t = i / segments
    const u = 1 - t
    const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
    points.push([a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]])
  }
  points.push(p3)
  return points
}

/**
 * The curve from `a` to `b` that leaves along `out` and arrives along `into`; `pull` is the handles' share of the
 * distance.
 */
export function swing(a: Point, out: Point, b: Point, into: Point, pull = 1 / 3, segments = 32): Point[] {
  const reach = distance(a, b) * pull
  return bezier(a, moved(a, out, reach), moved(b, into, -reach), b, segments)
}

/** The line moved sideways, to the right hand of its direction as drawn for positive `by`. Corners are mitred. */
export function offsetLine(line: Line, by: number): Point[] {
  const tidy = joined(line)
  return tidy.map((p, i) => {
    const before = i > 0 ? rightOf(towards(tidy[i - 1]!, p)) : undefined
    const after = i + 1 < tidy.length ? rightOf(towards(p, tidy[i + 1]!)) : undefined
    const [a, b] = [before ?? after!, after ?? before!]
    const bisector: Point = [a[0] + b[0], a[1] + b[1]]
    const cosine = a[0] * b[0] + a[1] * b[1]
    // A mitre grows without bound as the line turns back on itself: beyond twice the offset it is cut off.
    const scale = by / Math.max(0.5, 1 + cosine)
    return moved(p, bisector, scale)
  })
}

/** Where the straight lines through a-b and c-d meet; undefined when they are parallel. */
export function meetingOf(a: Point, b: Point, c: Point, d: Point): Point | undefined {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]]
  const cross = ux * vy - uy * vx
  if (Math.abs(cross) < 1e-9 * Math.hypot(ux, uy) * Math.hypot(vx, vy)) return undefined
  return moved(a, [ux, uy], ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / cross)
}

export function isInside(polygon: Line, [x, y]: Point): boolean {
  let inside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [polygon[i]!, polygon[j]!]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

/** The x where a polygon or line crosses the level `y`, from left to right. */
export function crossingsAt(line: Line, y: number, closed = true): number[] {
  const xs: number[] = []
  for (let i = closed ? 0 : 1; i < line.length; i++) {
    const [a, b] = [line[(i + line.length - 1) % line.length]!, line[i]!]
    if (a[1] > y !== b[1] > y) xs.push(a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]))
  }
  return xs.sort((p, q) => p - q)
}

/** Whether two segments cross at a point inside both. */
export function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function boxOf(points: Line): Box {
  let [x1, y1, x2, y2] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    x1 = Math.min(x1, x)
    y1 = Math.min(y1, y)
    x2 = Math.max(x2, x)
    y2 = Math.max(y2, y)
  }
  return { x: x1, y: y1, width: x2 - x1, height: y2 - y1 }
}

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))
