import type { Pair } from '../drape/shape.ts'

/** Lines on the pattern: lists of points in millimetres, y down. */
export type Line = readonly Pair[]

export function lengthOf(line: Line): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += apart(line[i]!, line[i - 1]!)
  return sum
}

export const apart = (a: Pair, b: Pair): number => Math.hypot(a[0] - b[0], a[1] - b[1])

/** `steps + 1` points at equal distances along the line. */
export function resampled(line: Line, steps: number): Pair[] {
  const arc = [0]
  for (let i = 1; i < line.length; i++) arc.push(arc[i - 1]! + apart(line[i]!, line[i - 1]!))
  const total = arc.at(-1)!
  const points: Pair[] = []
  let k = 1
  for (let i = 0; i <= steps; i++) {
    const wanted = (total * i) / steps
    while (k < line.length - 1 && arc[k]! < wanted) k++
    const [a, b] = [line[k - 1]!, line[k]!]
    const t = (wanted - arc[k - 1]!) / (arc[k]! - arc[k - 1]! || 1)
    points.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])])
  }
  return points
}

/**
 * The line moved sideways; positive is to the right of its direction as drawn (y down). Corners are mitred, so a
 * row of stitches keeps its distance round them.
 */
export function movedSideways(line: Line, by: number): Pair[] {
  if (by === 0) return [...line]
  const last = line.length - 1
  const closed = line.length > 3 && apart(line[0]!, line[last]!) < 0.01
  return line.map((point, i) => {
    const before = i > 0 ? line[i - 1]! : closed ? line[last - 1]! : null
    const after = i < last ? line[i + 1]! : closed ? line[1]! : null
    const a = before ? direction(before, point) : direction(point, after!)
    const b = after ? direction(point, after) : a
    const cos = a[0] * b[0] + a[1] * b[1]
    // A hairpin would throw its mitre far away.
    const reach = by / Math.max(0.5, (1 + cos) / 2)
    return [point[0] - ((a[1] + b[1]) / 2) * reach, point[1] + ((a[0] + b[0]) / 2) * reach]
  })
}

/** The line, longer by so many mm at both ends. */
export function lengthened(line: Line, by: number): Pair[] {
  const beyond = (from: Pair, to: Pair): Pair => {
    const [x, y] = direction(from, to)
    return [to[0] + x * by, to[1] + y * by]
  }
  return [beyond(line[1]!, line[0]!), ...line.slice(1, -1), beyond(line.at(-2)!, line.at(-1)!)]
}

function direction(a: Pair, b: Pair): Pair {
  const length = apart(a, b) || 1
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
}

export function isInside(polygon: Line, x: number, y: number): boolean {
  let inside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i]!
    const [xj, yj] = polygon[j]!
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

/**
 * Distance to the line, and on which side: positive to the right of its direction as drawn; infinity beyond its ends.
 */
export function sideOf(line: Line, x: number, y: number, capped: boolean): number {
  let best = Infinity
  let side = Infinity
  for (let i = 0; i + 1 < line.length; i++) {
    const [ax, ay] = line[i]!
    const [bx, by] = line[i + 1]!
    const [dx, dy] = [bx - ax, by - ay]
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)
    if (capped && ((i === 0 && along < 0) || (i === line.length - 2 && along > 1))) continue
    const t = Math.max(0, Math.min(1, along))
    const away = Math.hypot(x - ax - t * dx, y - ay - t * dy)
    if (away < best) {
      best = away
      side = dx * (y - ay) - dy * (x - ax) < 0 ? -away : away
    }
  }
  return side
}

/** Twice the area would do: only the sign matters. Positive runs clockwise as drawn (y down). */
export function signedArea(polygon: Line): number {
  let sum = 0
  for (let i = 0; i < polygon.length; i++) {
    const [a, b] = [polygon[i]!, polygon[(i + 1) % polygon.length]!]
    sum += a[0] * b[1] - b[0] * a[1]
  }
  return sum / 2
}

export const smooth = (t: number): number => (t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t))

const hash = (n: number): number => {
  const s = Math.sin(n * 127.1) * 43758.5453
  return s - Math.floor(s)
}

/** Even noise of one number, 0 to 1: the hand's unevenness, the same on every visit. */
export const noise = (x: number): number => {
  const i = Math.floor(x)
  return hash(i) + (hash(i + 1) - hash(i)) * smooth(x - i)
}
