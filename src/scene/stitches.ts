import type { Pair } from '../drape/shape.ts'
import { lengthOf, noise, resampled, type Line } from './lines.ts'
import { cross, minus, MM, raised, unit, type Cloth, type Spot, type Vector } from './sheet.ts'

/** One row per stitch: centre (3), along (3), normal (3), in metres; width and height in mm. */
export const STITCH = 11

/**
 * Thread of one colour. `stitches` are single threads for a near eye; `ribbons` lie where they lie, two triangles
 * each, and show from afar what a row of them looks like, near by the shade they throw.
 */
export interface Sewing {
  readonly stitches: number[]
  readonly ribbons: Ribbons
}

export interface Ribbons {
  readonly position: number[]
  readonly normal: number[]
  /** Per vertex: stitches along, mm across from the middle, half the thread's width in mm, openness. */
  readonly dash: number[]
  readonly index: number[]
}

export const emptySewing = (): Sewing => ({
  stitches: [],
  ribbons: { position: [], normal: [], dash: [], index: [] },
})

/** A satin stitch of a text: from and to, in letter heights, y down, centred on the origin. */
export type Satin = readonly [x0: number, y0: number, x1: number, y1: number]

/** How high the cloth stands at a place, mm. */
export type Lift = (x: number, y: number) => number

interface Size {
  readonly width: number
  readonly height: number
}
const THREAD: Size = { width: 0.9, height: 0.62 }
const SATIN: Size = { width: 0.55, height: 0.46 }
const LOOP: Size = { width: 0.62, height: 0.6 }
/** mm; how far beside the thread its shade reaches. */
const SHADE = 1.1

type Place = readonly [number, number, number]

export function sewRow(
  cloth: Cloth,
  sewing: Sewing,
  panel: string,
  line: Line,
  { pitch, chain = false }: { readonly pitch: number; readonly chain?: boolean },
  lift: Lift,
  isSeen: (x: number, y: number) => boolean = () => true
): void {
  const steps = Math.max(1, Math.round(lengthOf(line) / pitch))
  let last: { at: Place; spot: Spot } | null = null
  let edge: readonly [number, number] | null = null
  for (const [i, [x, y]] of resampled(line, steps).entries()) {
    const spot = cloth.at(panel, x, y)
    if (!spot) return
    const here = isSeen(x, y) ? { at: raised(spot, lift(x, y) + 0.1), spot } : null
    if (last && here) {
      if (chain) link(sewing, last.at, here.at, spot.n)
      // The hand's unevenness: no row is ruled.
      else addStitch(sewing.stitches, shifted(last.at, here.at, spot.n, 0.22 * (noise(i * 0.43) - 0.5)), spot.n, THREAD)
      edge ??= ribbonEdge(sewing.ribbons, last.at, here.at, last.spot, i - 1, THREAD.width / 2)
      edge = ribbonEnd(sewing.ribbons, edge, last.at, here.at, here.spot, i, THREAD.width / 2)
    } else edge = null
    last = here
  }
}

/** A link of a chain: two strands that part and meet again where the next begins. */
function link({ stitches }: Sewing, a: Place, b: Place, n: Vector): void {
  const along = minus(b, a)
  const side = unit(cross(along, n))
  const out = (t: number, by: number): Place =>
    [0, 1, 2].map((k) => a[k]! + along[k]! * t + side[k]! * by * MM) as [number, number, number]
  for (const by of [-0.62, 0.62]) {
    addStitch(stitches, [out(-0.06, 0), out(0.52, by)], n, LOOP)
    addStitch(stitches, [out(0.4, by), out(1.04, by * 0.15)], n, LOOP)
  }
}

function shifted(a: Place, b: Place, n: Vector, by: number): readonly [Place, Place] {
  const side = unit(cross(minus(b, a), n))
  const move = (p: Place): Place => [p[0] + side[0] * by * MM, p[1] + side[1] * by * MM, p[2] + side[2] * by * MM]
  return [move(a), move(b)]
}

export function addStitch(stitches: number[], [a, b]: readonly [Place, Place], n: Vector, size: Size = THREAD): void {
  stitches.push((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)
  stitches.push(b[0] - a[0], b[1] - a[1], b[2] - a[2], n[0], n[1], n[2], size.width, size.height)
}

/** A stitch of its own, near and from afar. */
export function single(sewing: Sewing, a: Place, b: Place, spot: Spot, size: Size = THREAD): void {
  addStitch(sewing.stitches, [a, b], spot.n, size)
  const edge = ribbonEdge(sewing.ribbons, a, b, spot, 0, size.width / 2, 0.1)
  ribbonEnd(sewing.ribbons, edge, a, b, spot, 1, size.width / 2, 0.1)
}

/** A row of free-standing points, such as along a belt loop. */
export function sewAlong(sewing: Sewing, points: readonly Place[], spot: Spot): void {
  let edge: readonly [number, number] | null = null
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!]
    addStitch(sewing.stitches, [a, b], spot.n, THREAD)
    edge ??= ribbonEdge(sewing.ribbons, a, b, spot, 0, THREAD.width / 2)
    edge = ribbonEnd(sewing.ribbons, edge, a, b, spot, i, THREAD.width / 2)
  }
}

const ribbonEdge = (r: Ribbons, a: Place, b: Place, spot: Spot, along: number, half: number, shade = SHADE) =>
  ribbonAt(r, a, minus(b, a), spot, along, half, shade)

function ribbonEnd(
  ribbons: Ribbons,
  from: readonly [number, number],
  a: Place,
  b: Place,
  spot: Spot,
  along: number,
  half: number,
  shade = SHADE
): readonly [number, number] {
  const to = ribbonAt(ribbons, b, minus(b, a), spot, along, half, shade)
  ribbons.index.push(from[0], from[1], to[0], from[1], to[1], to[0])
  return to
}

function ribbonAt(
  { position, normal, dash }: Ribbons,
  at: Place,
  along: Vector,
  { n, open }: Spot,
  stitches: number,
  half: number,
  shade: number
): readonly [number, number] {
  const side = unit(cross(along, n))
  const first = position.length / 3
  for (const by of [-(half + shade), half + shade]) {
    for (let k = 0; k < 3; k++) position.push(at[k]! + (side[k]! * by + n[k]! * 0.12) * MM)
    normal.push(...n)
    dash.push(stitches, by, half, open)
  }
  return [first, first + 1]
}

type Spotted = { readonly panel: string; readonly at: Pair; readonly angle: number; readonly size: number }

/** `u` along the angle as drawn, `v` to the right of it (y down). */
function turned({ at, angle }: Spotted, u: number, v: number): Pair {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
  return [at[0] + u * cos - v * sin, at[1] + u * sin + v * cos]
}

/** A satin stitch across the cloth from one pattern point to another. */
function satin(cloth: Cloth, sewing: Sewing, panel: string, a: Pair, b: Pair, height: number): void {
  const [from, to] = [cloth.at(panel, ...a), cloth.at(panel, ...b)]
  if (from && to) single(sewing, raised(from, height), raised(to, height), from, SATIN)
}

/** Dense zigzag over two threads: hard to the finger, and higher than all rows. */
export function tack(cloth: Cloth, sewing: Sewing, place: Spotted, lift: Lift): void {
  const steps = Math.round(place.size / 0.5)
  for (let i = 0; i <= steps; i++) {
    const u = (i / steps - 0.5) * place.size
    const height = lift(...turned(place, u, 0)) + 0.3
    satin(cloth, sewing, place.panel, turned(place, u, -1.15), turned(place, u + 0.25, 1.15), height)
  }
}

/** Purl stitches round a slit with an eye at its far end. */
export function buttonhole(cloth: Cloth, sewing: Sewing, place: Spotted, lift: Lift): void {
  const half = place.size / 2
  const height = lift(...place.at) + 0.25
  const sew = (a: Pair, b: Pair): void => satin(cloth, sewing, place.panel, a, b, height)
  for (const side of [-1, 1])
    for (let u = -half; u < half; u += 0.6) sew(turned(place, u, side * 0.5), turned(place, u + 0.2, side * 2.3))
  for (let turn = -2.2; turn <= 2.2; turn += 0.22) {
    const [x, y] = [Math.cos(turn), Math.sin(turn)]
    sew(turned(place, half + 1.3 * x, 1.3 * y), turned(place, half + 3.1 * x, 3.1 * y))
  }
}

/** The slit of a buttonhole and its eye, as a line and its half widths, mm. */
export function slitOf(place: Spotted): { readonly line: Line; readonly half: readonly number[] } {
  const reach = place.size / 2
  const along = [-1, -0.4, 0.3, 0.8, 1, 1.12, 1.24]
  return {
    line: along.map((share) => turned(place, share * reach, 0)),
    half: [0.15, 0.45, 0.5, 0.55, 1.1, 1.3, 0.6],
  }
}

export function embroider(
  cloth: Cloth,
  sewing: Sewing,
  place: Spotted,
  letters: readonly Satin[],
  lift: Lift
): void {
  // A mirrored copy keeps the coordinates of the piece as drawn; letters must read from outside all the same.
  const hand = cloth.handOf(place.panel)
  for (const [x0, y0, x1, y1] of letters) {
    const a = turned(place, x0 * place.size * hand, y0 * place.size)
    const b = turned(place, x1 * place.size * hand, y1 * place.size)
    satin(cloth, sewing, place.panel, a, b, lift(...a) + 0.18)
  }
}

