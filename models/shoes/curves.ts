import type { Frame, Last, Place } from '../../src/pattern/last.ts'
import { cross, dot, minus, plus, sizeOf, times, unit, type Vector } from '../../src/pattern/space.ts'

/**
 * Lines and outlines on the last. A place is (u, v) of the last; distances are measured in millimetres in space, only
 * inside and outside in (u, v).
 */
export type Line = readonly Place[]

/** A smooth line through places, one point every `spacing` mm. Knots by chord, or it kinks where places are uneven. */
export function curve(last: Last, places: Line, spacing = 2.3): Line {
  const points = places.map((place) => last.point(place))
  const ends = places.length - 1
  const gap = (i: number): number => Math.max(0.1, Math.sqrt(sizeOf(minus(points[i + 1]!, points[i]!))))
  const fine: Place[] = []
  for (let i = 0; i < ends; i++) {
    const [b, c] = [places[i]!, places[i + 1]!]
    const [before, here, after] = [i ? gap(i - 1) : gap(i), gap(i), i + 1 < ends ? gap(i + 1) : gap(i)]
    const slopes = ([0, 1] as const).map((k) => {
      const a = i ? places[i - 1]![k] : 2 * b[k] - c[k]
      const d = i + 1 < ends ? places[i + 2]![k] : 2 * c[k] - b[k]
      const rise = c[k] - b[k]
      return [
        rise - here * ((c[k] - a) / (before + here)) + here * ((b[k] - a) / before),
        rise - here * ((d - b[k]) / (here + after)) + here * ((d - c[k]) / after),
      ] as const
    })
    const count = Math.max(2, Math.round(sizeOf(minus(points[i]!, points[i + 1]!)) / 0.8))
    for (let s = 0; s < count; s++) {
      const t = s / count
      const at = (k: 0 | 1): number =>
        b[k] * (2 * t ** 3 - 3 * t * t + 1) +
        c[k] * (3 * t * t - 2 * t ** 3) +
        slopes[k]![0] * (t ** 3 - 2 * t * t + t) +
        slopes[k]![1] * (t ** 3 - t * t)
      fine.push([at(0), at(1)])
    }
  }
  fine.push(places.at(-1)!)
  return evenly(last, fine, spacing)
}

function evenly(last: Last, line: Line, spacing: number): Line {
  const points = line.map((place) => last.point(place))
  const gone = [0]
  for (let i = 1; i < points.length; i++) gone.push(gone[i - 1]! + sizeOf(minus(points[i]!, points[i - 1]!)))
  const total = gone.at(-1)!
  const count = Math.max(1, Math.round(total / spacing))
  let j = 0
  return Array.from({ length: count + 1 }, (_, i): Place => {
    const at = (total * i) / count
    while (j < gone.length - 2 && gone[j + 1]! < at) j++
    const t = (at - gone[j]!) / (gone[j + 1]! - gone[j]! || 1)
    const [a, b] = [line[j]!, line[j + 1]!]
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
  })
}

/** The same on the other side of the last. */
export const mirrored = (line: Line): Line => line.map(([u, v]): Place => [u, 1 - v])
export const backwards = (line: Line): Line => [...line].reverse()
/** From the outer side to one on the centre line, and on to the inner side: one smooth line. */
export const across = (last: Last, ...places: Line): Line =>
  curve(last, [...places, ...backwards(mirrored(places)).slice(1)])
export const firstHalf = (line: Line): Line => line.slice(0, (line.length >> 1) + 1)
/** The outer half of a line across, ended on the centre line itself. */
export const toCentre = (line: Line): Line => {
  const outer = line.filter(([, v]) => v < 0.499)
  const at = line.findIndex(([, v]) => v >= 0.499)
  return [...outer, [line[at]![0], 0.5]]
}

/** A line beside another: so many mm down from each of its points, along the surface. */
export function below(last: Last, line: Line, mm: (share: number) => number): Line {
  return line.map((place, i) => {
    const t = unit(minus(last.point(line[Math.min(i + 1, line.length - 1)]!), last.point(line[Math.max(i - 1, 0)]!)))
    let way = unit(cross(last.frame(place).n, t))
    if (way[2] > 0) way = times(way, -1)
    let at = place
    for (let s = 0; s < 6; s++) {
      at = last.step(at, times(way, mm(i / (line.length - 1)) / 6))
      const { n } = last.frame(at)
      way = unit(plus(way, n, -dot(way, n)))
    }
    return at
  })
}

/** A stretch of an outline: whether rows of stitches run along it, and whether it is lasted under the insole. */
export interface Stretch {
  readonly line: Line
  readonly stitched?: boolean
  readonly lasted?: boolean
  /** Sewn to the same stretch of the piece on the other side. */
  readonly joined?: boolean
}

interface RimPoint extends Frame {
  readonly place: Place
  readonly stitched: boolean
  /** Which stretch leads on from here. */
  readonly stretch: number
  readonly tangent: Vector
  /** Along the surface, into the piece. */
  readonly inward: Vector
}

export interface Outline {
  readonly stretches: readonly Stretch[]
  readonly rim: readonly RimPoint[]
  readonly box: readonly [u0: number, u1: number, v0: number, v1: number]
  isInside(place: Place): boolean
  /** mm from the rim. */
  away(p: Vector): number
  /** mm inside the rim; negative outside, -99 far away. */
  inset(place: Place, p: Vector): number
}

/** Stretches joined end to end to a closed rim. */
export function outlineOf(last: Last, stretches: readonly Stretch[]): Outline {
  const joined = stretches.flatMap(({ line, stitched = false }, stretch) =>
    line.slice(0, -1).map((place) => ({ place, stitched, stretch, ...last.frame(place) }))
  )
  const area = joined.reduce((sum, { place: a }, i) => {
    const b = joined[(i + 1) % joined.length]!.place
    return sum + a[0] * b[1] - b[0] * a[1]
  }, 0)
  const isTurned = area < 0
  if (isTurned) joined.reverse()
  const count = joined.length
  const rim = joined.map((point, i): RimPoint => {
    const [before, after] = [joined[(i + count - 1) % count]!, joined[(i + 1) % count]!]
    const tangent = unit(minus(after.p, before.p))
    // Walked backwards, what leads on from a point is the stretch that led to it.
    const { stretch, stitched } = isTurned ? after : point
    // (u, v) is mirrored against the outward normal, hence this order.
    return { ...point, stretch, stitched, tangent, inward: unit(cross(tangent, point.n)) }
  })
  const [us, vs] = [rim.map(({ place }) => place[0]), rim.map(({ place }) => place[1])]
  const box = [Math.min(...us), Math.max(...us), Math.min(...vs), Math.max(...vs)] as const
  const isInside = ([u, v]: Place): boolean => {
    let hit = false
    for (let i = 0, j = count - 1; i < count; j = i++) {
      const [a, b] = [rim[i]!.place, rim[j]!.place]
      if (a[1] > v !== b[1] > v && u < ((b[0] - a[0]) * (v - a[1])) / (b[1] - a[1]) + a[0]) hit = !hit
    }
    return hit
  }
  const away = (p: Vector): number => {
    let least = Infinity
    for (let i = 0; i < count; i++) {
      const a = rim[i]!.p
      const [x, y, z] = [p[0] - a[0], p[1] - a[1], p[2] - a[2]]
      if (x * x + y * y + z * z > (Math.sqrt(least) + 4) ** 2) continue
      const e = minus(rim[(i + 1) % count]!.p, a)
      const t = Math.max(0, Math.min(1, (x * e[0] + y * e[1] + z * e[2]) / (dot(e, e) || 1e-9)))
      least = Math.min(least, (x - e[0] * t) ** 2 + (y - e[1] * t) ** 2 + (z - e[2] * t) ** 2)
    }
    return Math.sqrt(least)
  }
  const NEAR = 0.03
  return {
    stretches,
    rim,
    box,
    isInside,
    away,
    inset(place, p) {
      const [u, v] = place
      if (u < box[0] - NEAR || u > box[1] + NEAR || v < box[2] - NEAR || v > box[3] + NEAR) return -99
      return (isInside(place) ? 1 : -1) * away(p)
    },
  }
}
