import Delaunator from 'delaunator'
import type { Flattened } from '../../src/pattern/flatten.ts'
import type { Frame, Last, Place } from '../../src/pattern/last.ts'
import { cross, dot, minus, plus, sizeOf, times, type Vector } from '../../src/pattern/space.ts'
import type { Outline } from './curves.ts'
import { smoothstep, stitchesAlong, type Part, type Stitch } from './mesh.ts'
import { flattened } from './sheet.ts'

/** An upper piece: an outline on the last and what it is made of. Millimetres. */
export interface Piece {
  readonly name: string
  readonly node: string
  readonly material: string
  readonly outline: Outline
  readonly thickness: number
  /** Rows of stitches, so many mm from the stitched stretches of the rim. */
  readonly rows?: readonly number[]
  /** Padding: how high, and how far from the rim it is full. */
  readonly puff?: { readonly height: number; readonly width: number }
  /** How far from the rim it is pared thin, because another piece lies over it. */
  readonly skive?: number
  /** A customer may leave it out: what lies below is whole without it. */
  readonly optional?: boolean
}

interface Vertex {
  readonly place: Place
  readonly frame: Frame
  /** From the rim, and height over what lies below. */
  readonly inset: number
  readonly height: number
}

/** How deep a row of stitches draws the piece in. */
const GROOVE = 0.3
/** Leather is drawn together between stitches: how high it stands up beside a row, at random. */
const PUCKER = 0.1
const STITCH_PITCH = 3.1
const STITCH_LENGTH = 2.5

/** Distance from the rim and height of a rounded edge, the groove of the first row, and the flat beyond. */
const profileOf = (thickness: number): readonly (readonly [number, number])[] => [
  [0, 0.5 * thickness],
  [0.3 * thickness, 0.92 * thickness],
  [1.25, thickness],
  [2, thickness],
  [3.1, thickness],
  [4.3, thickness],
]

/** The surface of an outline: its rim first, rings along it, a grid inside; a Delaunay mesh of the surface itself. */
export function sheetOf(
  last: Last,
  outline: Outline,
  rings: readonly (readonly [number, number])[],
  spacing: number,
  extra: readonly { readonly place: Place; readonly margin: number }[] = []
): { readonly vertices: readonly Vertex[]; readonly triangles: readonly (readonly [number, number, number])[] } {
  const vertices: Vertex[] = []
  const flatHeight = rings.at(-1)![1]
  const push = (place: Place, inset: number, height: number): void => {
    vertices.push({ place, frame: last.frame(place), inset, height })
  }
  for (const [inset, height] of rings)
    for (const point of outline.rim) {
      if (inset === 0) {
        // Sewn edge to edge, it is not rounded off: only the seam shows, as a fine groove.
        const isJoined = outline.stretches[point.stretch]!.joined
        push(point.place, 0, isJoined ? Math.max(height, flatHeight - GROOVE) : height)
        continue
      }
      const place = last.step(point.place, times(point.inward, inset))
      if (place[1] < 0 || place[1] > 1 || !outline.isInside(place)) continue
      if (outline.away(last.point(place)) > inset * 0.93) push(place, inset, height)
    }
  const deepest = rings.at(-1)![0]
  for (const { place, margin } of extra) {
    if (!(place[1] > 0 && place[1] < 1) || !outline.isInside(place)) continue
    const inset = outline.away(last.point(place))
    if (inset > margin) push(place, inset, heightAt(rings, inset))
  }
  const [u0, u1, v0, v1] = outline.box
  const middle = last.frame([(u0 + u1) / 2, (v0 + v1) / 2])
  const [su, sv] = [spacing / sizeOf(middle.du), spacing / sizeOf(middle.dv)]
  for (let u = u0, row = 0; u < u1; u += su * 0.87, row++)
    for (let v = v0 + (row % 2) * sv * 0.5; v < v1; v += sv) {
      if (!outline.isInside([u, v])) continue
      const inset = outline.away(last.point([u, v]))
      if (inset > deepest + spacing * 0.4) push([u, v], inset, flatHeight)
    }
  const [wide, tall] = [sizeOf(middle.du), sizeOf(middle.dv)]
  const corners = Delaunator.from(vertices.map(({ place }): [number, number] => [place[0] * wide, place[1] * tall])).triangles
  const triangles: [number, number, number][] = []
  for (let i = 0; i < corners.length; i += 3) {
    const [a, b, c] = [corners[i]!, corners[i + 1]!, corners[i + 2]!]
    const at = ([0, 1] as const).map(
      (k) => (vertices[a]!.place[k] + vertices[b]!.place[k] + vertices[c]!.place[k]) / 3
    ) as unknown as Place
    if (outline.isInside(at)) triangles.push([a, b, c])
  }
  turnEdges(triangles, vertices)
  return { vertices, triangles: triangles.map((triangle) => facingOut(triangle, vertices)) }
}

function heightAt(rings: readonly (readonly [number, number])[], inset: number): number {
  const i = rings.findIndex(([from]) => from > inset)
  if (i < 1) return rings.at(-1)![1]
  const [a, b] = [rings[i - 1]!, rings[i]!]
  return a[1] + ((b[1] - a[1]) * (inset - a[0])) / (b[0] - a[0])
}

function facingOut([a, b, c]: readonly [number, number, number], vertices: readonly Vertex[]) {
  const [p, q, r] = [a, b, c].map((i) => vertices[i]!.frame.p) as [Vector, Vector, Vector]
  return (dot(cross(minus(q, p), minus(r, p)), vertices[a]!.frame.n) < 0 ? [a, c, b] : [a, b, c]) as [number, number, number]
}

/** How high pieces laid before stand here: one drapes softly over the rims below, and not at all over pared ones. */
export const heightOf = (laid: readonly Piece[], place: Place, p: Vector): number =>
  laid.reduce((height, { outline, thickness, skive, puff }) => {
    const inset = outline.inset(place, p)
    if (inset < -2) return height
    const own = thickness * (skive ? smoothstep(inset, 0, skive) : smoothstep(inset, -1.6, 0.8))
    return height + own + (puff ? puff.height * smoothstep(inset, 1, puff.width) : 0)
  }, 0)

export interface Laid {
  readonly part: Part
  readonly stitches: readonly Stitch[]
  readonly flat: Flattened
  /** How many points of `flat` are the rim, from the first on. */
  readonly rim: number
}

export interface Laying {
  /** What lies below, and what is laid on later and hides part of it. */
  readonly before: readonly Piece[]
  readonly after: readonly Piece[]
  readonly extra: readonly Place[]
  readonly isHidden: (p: Vector) => boolean
  readonly spacing: number
  /** Where a point so high over a place comes to lie; straight over it unless said. */
  readonly lay?: (place: Place, frame: Frame, height: number) => Vector
}

const straightOver = (_: Place, { p, n }: Frame, height: number): Vector => plus(p, n, height)

/** Lays a piece on the last, over what was laid before. */
export function laidOn(
  last: Last,
  piece: Piece,
  { before, after, extra, isHidden, spacing, lay = straightOver }: Laying
): Laid {
  const { outline, thickness, puff, rows = [2], node, material } = piece
  const covering = after.filter(({ optional }) => !optional)
  // Where another piece ends on this one there are vertices, or the shade beside its edge would not be crisp.
  const beside = covering.flatMap(({ outline: other }) =>
    [0.7, -0.2, -1.6].flatMap((inset) =>
      other.rim.map((point) => ({ place: last.step(point.place, times(point.inward, inset)), margin: 1 }))
    )
  )
  const isAtEdge = (place: Place): boolean => {
    const p = last.point(place)
    return covering.some((other) => {
      const inset = other.outline.inset(place, p)
      return inset > -0.7 && inset < 1.6
    })
  }
  const more = extra.filter((place) => outline.isInside(place) && !isAtEdge(place)).map((place) => ({ place, margin: 0.8 }))
  const { vertices, triangles } = sheetOf(last, outline, profileOf(thickness), spacing, [...beside, ...more])
  const flat = flattened(
    vertices.map(({ frame }) => frame.p),
    triangles
  )
  const isCovered = vertices.map(
    ({ place, frame }) => isHidden(frame.p) || covering.some((other) => other.outline.inset(place, frame.p) > 0.7)
  )
  const nearStitches = stitchedInset(piece)
  const positions = vertices.map(({ place, frame, inset, height }, i): Vector => {
    const own = height + (puff ? puff.height * smoothstep(inset, 1, puff.width) : 0)
    const drawn = nearStitches(place, frame.p, rows)
    return lay(place, frame, heightOf(before, place, frame.p) + own - GROOVE * drawn + PUCKER * wave(i, inset))
  })
  const kept = triangles.filter(([a, b, c]) => !(isCovered[a] && isCovered[b] && isCovered[c])).flat()
  const coordinates = vertices.map((_, i) => [flat.points[2 * i]!, flat.points[2 * i + 1]!] as const)

  // The cut edge, straight down into what lies below.
  const count = outline.rim.length
  const foot = positions.length
  for (let i = 0; i < count; i++) {
    const { place, frame } = vertices[i]!
    positions.push(lay(place, frame, heightOf(before, place, frame.p) - 0.5))
    coordinates.push([coordinates[i]![0], coordinates[i]![1] + thickness])
  }
  for (let i = 0; i < count; i++) {
    const next = (i + 1) % count
    if (isCovered[i] && isCovered[next]) continue
    kept.push(i, foot + next, next, i, foot + i, foot + next)
  }
  const stitches = rows.flatMap((inset) => rowAt(last, piece, before, inset, lay))
  return { part: { node, material, positions, flat: coordinates, triangles: kept }, stitches, flat, rim: count }
}

/** How far a point lies in the groove of a row: 0 to 1. */
function stitchedInset({ outline }: Piece): (place: Place, p: Vector, rows: readonly number[]) => number {
  const stitched = outline.rim.filter((point) => point.stitched)
  return (_, p, rows) => {
    let least = Infinity
    for (const { p: q } of stitched)
      least = Math.min(least, (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2)
    const inset = Math.sqrt(least)
    return rows.reduce((most, row) => Math.max(most, 1 - smoothstep(Math.abs(inset - row), 0.15, 0.9)), 0)
  }
}

const wave = (i: number, inset: number): number => (inset > 1 && inset < 5 ? ((Math.sin(i * 12.9898) * 43758.5453) % 1) * 0.5 : 0)

function rowAt(
  last: Last,
  { outline, thickness, puff }: Piece,
  before: readonly Piece[],
  inset: number,
  lay: NonNullable<Laying['lay']>
): Stitch[] {
  const stitches: Stitch[] = []
  let run: { p: Vector; n: Vector }[] = []
  const end = (): void => {
    stitches.push(...stitchesAlong(run, STITCH_PITCH, STITCH_LENGTH))
    run = []
  }
  for (const point of [...outline.rim, outline.rim[0]!]) {
    if (!point.stitched) {
      end()
      continue
    }
    const place = last.step(point.place, times(point.inward, inset))
    const frame = last.frame(place)
    const { p, n } = frame
    if (!outline.isInside(place) || outline.away(p) < inset * 0.9) continue
    const own = thickness - GROOVE + 0.2 + (puff ? puff.height * smoothstep(inset, 1, puff.width) : 0)
    run.push({ p: lay(place, frame, heightOf(before, place, p) + own), n })
  }
  end()
  return stitches
}

/**
 * (u, v) is sheared against the surface, so a Delaunay mesh there has slanted slivers beside every rim. Edges are turned
 * until the mesh is Delaunay on the surface (Lawson), with angles measured in space.
 */
function turnEdges(triangles: [number, number, number][], vertices: readonly Vertex[]): void {
  const count = vertices.length
  const area = (a: number, b: number, c: number): number => {
    const [p, q, r] = [vertices[a]!.place, vertices[b]!.place, vertices[c]!.place]
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  }
  for (const triangle of triangles) if (area(...triangle) < 0) triangle.reverse()
  const angle = (at: number, a: number, b: number): number => {
    const [o, p, q] = [at, a, b].map((i) => vertices[i]!.frame.p) as [Vector, Vector, Vector]
    const [u, v] = [minus(p, o), minus(q, o)]
    return Math.atan2(sizeOf(cross(u, v)), dot(u, v))
  }
  const owner = new Map<number, number>()
  const claim = (t: number): void =>
    triangles[t]!.forEach((a, k) => owner.set(a * count + triangles[t]![(k + 1) % 3]!, t))
  triangles.forEach((_, t) => claim(t))
  let queue = [...owner.keys()]
  for (let round = 0; round < 12 && queue.length > 0; round++) {
    const next: number[] = []
    for (const edge of queue) {
      const [a, b] = [Math.floor(edge / count), edge % count]
      const [s, t] = [owner.get(a * count + b), owner.get(b * count + a)]
      if (s === undefined || t === undefined) continue
      const c = triangles[s]!.find((i) => i !== a && i !== b)!
      const d = triangles[t]!.find((i) => i !== a && i !== b)!
      if (angle(c, a, b) + angle(d, a, b) < Math.PI + 1e-3) continue
      if (area(c, a, d) <= 0 || area(c, d, b) <= 0) continue
      owner.delete(a * count + b)
      owner.delete(b * count + a)
      triangles[s] = [c, a, d]
      triangles[t] = [c, d, b]
      claim(s)
      claim(t)
      next.push(a * count + d, d * count + b, b * count + c, c * count + a)
    }
    queue = next
  }
}

