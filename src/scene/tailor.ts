import Delaunator from 'delaunator'
import type { Pair, Placement } from '../drape/shape.ts'
import {
  isInside,
  lengthened,
  lengthOf,
  movedSideways,
  noise,
  resampled,
  sideOf,
  signedArea,
  smooth,
  type Line,
} from './lines.ts'

/** A spot on the sewn cloth: metres, a unit normal pointing out, and what the cloth there is like. */
export interface Spot {
  readonly p: readonly [number, number, number]
  readonly n: readonly [number, number, number]
  /** Along the warp and across it on the outer face, mm. */
  readonly fabric: Pair
  readonly wear: number
  readonly open: number
  /** The cloth ends here in the open. */
  readonly rim: boolean
}

export interface Cloth {
  /** Null where the panel is unknown or empty. */
  at(panel: string, x: number, y: number): Spot | null
  /** 1, or -1 for a copy that is mirrored as seen from outside. */
  handOf(panel: string): 1 | -1
}

/** Vertices of one draw call, growing. */
export interface Sheet {
  readonly position: number[]
  readonly fabric: number[]
  /** Per vertex: wear (scaled by the wash), tone (always there), openness, whisker strength. */
  readonly worn: number[]
  readonly index: number[]
}

/** One row per stitch: centre (3), along (3), normal (3), in metres; width and height in mm. */
export type Stitches = number[]
export const STITCH = 11
/** One row per rivet or button: place (3), normal (3), radius and height in mm. */
export type Metal = number[]
export const METAL = 8

/** All that lies on the cloth, by what it is made of. */
export interface Trims {
  readonly cloth: Sheet
  readonly label: Sheet
  readonly thread: Stitches
  /** Bar tacks, buttonholes and embroidery. */
  readonly accent: Stitches
  readonly rivets: Metal
  readonly buttons: Metal
}

/** A satin stitch of a text: from and to, in letter heights, y down, centred on the origin. */
export type Satin = readonly [x0: number, y0: number, x1: number, y1: number]

const THREAD = { width: 0.85, height: 0.55 }
const SATIN = { width: 0.5, height: 0.42 }
const MM = 0.001

/** [share of the way from `from` to `to`, mm added, share of the height, wear, tone] */
type ProfileRow = readonly [share: number, more: number, height: number, wear: number, tone: number]
const FELLED: readonly ProfileRow[] = [
  [0, -0.5, 0.03, 0, -0.3],
  [0, 0.05, 0.72, 0.16, 0],
  [0, 1.2, 1, 0.1, 0],
  [0.5, 0, 0.94, -0.03, 0],
  [1, -1.7, 0.96, 0.06, 0],
  [1, -0.5, 0.66, 0.12, 0],
  [1, 0.2, 0.03, 0, -0.3],
]
/** A wide facing under the cloth: one hard edge, the other fades. */
const FACING: readonly ProfileRow[] = [
  [0, -0.5, 0.03, 0, -0.3],
  [0, 0.1, 0.75, 0.26, 0],
  [0, 1.4, 1, 0.1, 0],
  [0.2, 0, 0.85, 0, 0],
  [0.45, 0, 0.6, 0, 0],
  [0.75, 0, 0.3, 0, 0],
  [1, 0, 0.05, 0, 0],
]
/** Round an edge where the cloth ends: over it and up again inside. */
const TURNED: readonly ProfileRow[] = [
  [1, 0.2, 0.02, 0, -0.3],
  [1, -0.7, 0.65, 0.12, 0],
  [1, -3, 0.8, 0.03, 0],
  [0.45, 0, 0.92, 0, 0],
  [0, 2, 1, 0.14, 0],
  [0, 0.1, 0.75, 0.36, 0],
  [0, -0.7, 0, 0.42, 0],
  [0, -0.2, -0.9, 0.2, 0],
  [0, 3, -1.3, 0, -0.05],
  [1, 0, -1.3, 0, -0.1],
]

/**
 * Lays placements on the cloth. Everything is told in pattern millimetres and found on the sewn surface, so it sits
 * where the workroom will sew it.
 */
export function* tailored(
  placements: readonly Placement[],
  cloth: Cloth,
  lettersOf: (option: string) => readonly Satin[]
): Generator<void, Trims> {
  const trims: Trims = { cloth: emptySheet(), label: emptySheet(), thread: [], accent: [], rivets: [], buttons: [] }
  const covers = coversOf(placements)
  const hidden = placements.flatMap((placement) =>
    placement.kind === 'patch' ? behindOpening(placements, placement) : []
  )
  let seed = 0
  for (const placement of placements) {
    seed += 7
    const { panel } = placement
    if (!cloth.at(panel, ...anchorOf(placement))) continue
    const lift = (x: number, y: number): number => heightAt(covers, panel, x, y)
    if (placement.kind === 'stitch') {
      const isSeen = hidden.find((patch) => patch.holds(placement))?.isSeen ?? everywhere
      for (const row of placement.rows)
        sewRow(cloth, trims.thread, panel, movedSideways(placement.points, row), placement.pitch, lift, isSeen)
    } else if (placement.kind === 'band') band(cloth, trims.cloth, placement, seed)
    else if (placement.kind === 'patch')
      patch(
        cloth,
        placement.material === 'label' ? trims.label : trims.cloth,
        placement,
        hidden.find(({ of }) => of === placement)?.isSeen ?? null
      )
    else if (placement.kind === 'opening') facing(cloth, trims.cloth, placement)
    else if (placement.kind === 'strip') strip(cloth, trims, placement)
    else if (placement.kind === 'bartack') tack(cloth, trims.accent, placement, lift)
    else if (placement.kind === 'buttonhole') buttonhole(cloth, trims.accent, placement, lift)
    else if (placement.kind === 'text') embroider(cloth, trims.accent, placement, lettersOf(placement.option), lift)
    else metal(cloth, placement.kind === 'rivet' ? trims.rivets : trims.buttons, placement, lift)
    yield
  }
  return trims
}

export const emptySheet = (): Sheet => ({ position: [], fabric: [], worn: [], index: [] })

const anchorOf = (placement: Placement): Pair => ('at' in placement ? placement.at : placement.points[0]!)

function addTo(
  sheet: Sheet,
  spot: Spot,
  height: number,
  wear: number,
  tone: number,
  fabric: Pair = spot.fabric
): number {
  for (let k = 0; k < 3; k++) sheet.position.push(spot.p[k]! + spot.n[k]! * height * MM)
  sheet.fabric.push(fabric[0], fabric[1])
  sheet.worn.push(spot.wear + wear, tone, spot.open, 0)
  return sheet.position.length / 3 - 1
}

function raised(spot: Spot, height: number): [number, number, number] {
  return [spot.p[0] + spot.n[0] * height * MM, spot.p[1] + spot.n[1] * height * MM, spot.p[2] + spot.n[2] * height * MM]
}

/** Joins two rows of vertices by quads, turned so that they face along `n`. */
function join(sheet: Sheet, last: readonly number[], row: readonly number[], flip: boolean): void {
  for (let j = 0; j + 1 < row.length; j++) {
    const [a, b, c, d] = [last[j]!, row[j]!, last[j + 1]!, row[j + 1]!]
    if (flip) sheet.index.push(a, c, b, b, c, d)
    else sheet.index.push(a, b, c, b, d, c)
  }
}

// ---- Covers: how high the cloth stands already where a stitch goes in ----

interface Cover {
  readonly panel: string
  readonly box: readonly [number, number, number, number]
  heightAt(x: number, y: number): number
}

function coversOf(placements: readonly Placement[]): Cover[] {
  const covers: Cover[] = []
  for (const placement of placements) {
    const { panel } = placement
    if (placement.kind === 'band') {
      const { points, from, to, height } = placement
      const [low, high] = [Math.min(from, to) - 0.3, Math.max(from, to) + 0.3]
      const box = boxOf(points, Math.max(Math.abs(low), Math.abs(high)))
      covers.push({
        panel,
        box,
        heightAt: (x, y) => {
          const side = sideOf(points, x, y, true)
          return side > low && side < high ? height : 0
        },
      })
    } else if (placement.kind === 'patch') {
      const { points, height } = placement
      const rim = [...points, points[0]!]
      covers.push({
        panel,
        box: boxOf(points, 0),
        heightAt: (x, y) => (isInside(points, x, y) ? patchHeight(height, Math.abs(sideOf(rim, x, y, false))) : 0),
      })
    } else if (placement.kind === 'strip') {
      const { points, width, height } = placement
      covers.push({
        panel,
        box: boxOf(points, width),
        heightAt: (x, y) => (Math.abs(sideOf(points, x, y, false)) < width / 2 ? height * 0.62 : 0),
      })
    }
  }
  return covers
}

function boxOf(points: Line, margin: number): [number, number, number, number] {
  const xs = points.map((p) => p[0])
  const ys = points.map((p) => p[1])
  return [Math.min(...xs) - margin, Math.min(...ys) - margin, Math.max(...xs) + margin, Math.max(...ys) + margin]
}

function heightAt(covers: readonly Cover[], panel: string, x: number, y: number): number {
  let height = 0
  for (const cover of covers) {
    if (cover.panel !== panel) continue
    const [left, top, right, bottom] = cover.box
    if (x < left || x > right || y < top || y > bottom) continue
    height = Math.max(height, cover.heightAt(x, y))
  }
  return height
}

// ---- Thread ----

const everywhere = (): boolean => true

function sewRow(
  cloth: Cloth,
  thread: Stitches,
  panel: string,
  line: Line,
  pitch: number,
  lift: (x: number, y: number) => number,
  isSeen: (x: number, y: number) => boolean
): void {
  const steps = Math.max(1, Math.round(lengthOf(line) / pitch))
  let last: [number, number, number] | null = null
  for (const [x, y] of resampled(line, steps)) {
    const spot = cloth.at(panel, x, y)
    if (!spot) return
    const here = isSeen(x, y) ? raised(spot, lift(x, y) + 0.12) : null
    if (last && here) addStitch(thread, last, here, spot.n, THREAD)
    last = here
  }
}

function addStitch(
  thread: Stitches,
  a: readonly [number, number, number],
  b: readonly [number, number, number],
  n: readonly [number, number, number],
  size: { readonly width: number; readonly height: number }
): void {
  thread.push((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)
  thread.push(b[0] - a[0], b[1] - a[1], b[2] - a[2], n[0], n[1], n[2], size.width, size.height)
}

/** A satin stitch across the cloth from one pattern point to another. */
function satin(cloth: Cloth, thread: Stitches, panel: string, a: Pair, b: Pair, height: number, size = SATIN): void {
  const [from, to] = [cloth.at(panel, ...a), cloth.at(panel, ...b)]
  if (from && to) addStitch(thread, raised(from, height), raised(to, height), from.n, size)
}

type At = { readonly panel: string; readonly at: Pair; readonly angle: number; readonly size: number }

/** `u` along the angle as drawn, `v` to the right of it (y down). */
function turned({ at, angle }: At, u: number, v: number): Pair {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
  return [at[0] + u * cos - v * sin, at[1] + u * sin + v * cos]
}

function tack(cloth: Cloth, thread: Stitches, place: At, lift: (x: number, y: number) => number): void {
  const steps = Math.round(place.size / 0.6)
  for (let i = 0; i <= steps; i++) {
    const u = (i / steps - 0.5) * place.size
    const middle = turned(place, u, 0)
    satin(cloth, thread, place.panel, turned(place, u, -1.1), turned(place, u + 0.25, 1.1), lift(...middle) + 0.25)
  }
}

/** Purl stitches round a slit with an eye at its far end. */
function buttonhole(cloth: Cloth, thread: Stitches, place: At, lift: (x: number, y: number) => number): void {
  const half = place.size / 2
  const height = lift(...place.at) + 0.2
  for (const side of [-1, 1])
    for (let u = -half; u < half; u += 0.7)
      satin(cloth, thread, place.panel, turned(place, u, side * 0.4), turned(place, u + 0.2, side * 2.2), height)
  for (let turn = -2.2; turn <= 2.2; turn += 0.28) {
    const [x, y] = [Math.cos(turn), Math.sin(turn)]
    satin(
      cloth,
      thread,
      place.panel,
      turned(place, half + 1.2 * x, 1.2 * y),
      turned(place, half + 3 * x, 3 * y),
      height
    )
  }
}

function embroider(
  cloth: Cloth,
  thread: Stitches,
  place: At,
  letters: readonly Satin[],
  lift: (x: number, y: number) => number
): void {
  // A mirrored copy keeps the coordinates of the piece as drawn; letters must read from outside all the same.
  const hand = cloth.handOf(place.panel)
  for (const [x0, y0, x1, y1] of letters) {
    const a = turned(place, x0 * place.size * hand, y0 * place.size)
    const b = turned(place, x1 * place.size * hand, y1 * place.size)
    satin(cloth, thread, place.panel, a, b, lift(...a) + 0.15)
  }
}

// ---- Cloth on cloth ----

function band(
  cloth: Cloth,
  sheet: Sheet,
  { panel, points, from, to, height }: Extract<Placement, { kind: 'band' }>,
  seed: number
): void {
  const middle = resampled(points, 2)[1]!
  const turnedIn = Math.abs(from) < 2 && (cloth.at(panel, ...middle)?.rim ?? false)
  // A hem runs on round the leg: no gap where two panels' hems meet.
  const run = turnedIn ? lengthened(points, 1.2) : points
  const total = lengthOf(run)
  const steps = Math.max(2, Math.round(total / 4))
  const line = resampled(run, steps)
  const sign = Math.sign(to - from) || 1
  const wide = Math.abs(to - from)
  const isFacing = !turnedIn && wide > FACING_FROM
  const profile = turnedIn ? TURNED : isFacing ? FACING : FELLED
  // A wide facing with a rope reads as stripes.
  const isTurnUp = turnedIn && wide > FACING_FROM
  const isRaw = turnedIn && wide < RAW_UP_TO
  const rope = isFacing || isTurnUp ? 0.12 : turnedIn ? 1.1 : 0.75
  const runOut = isFacing ? 14 : 3
  const pitch = turnedIn ? 8 : 9.5
  const tracks = profile.map(([share, more]) =>
    resampled(movedSideways(line, from + share * (to - from) + more * sign), steps)
  )
  const flip = !facesOut(cloth, panel, tracks, profile)
  let last: number[] | null = null
  for (let i = 0; i <= steps; i++) {
    const along = (i / steps) * total
    const wave =
      Math.sin((along / pitch) * 2 * Math.PI + 5 * noise(along / 30 + seed)) * (0.5 + noise(along / 13 + seed))
    const end = turnedIn ? 1 : 0.05 + 0.95 * smooth((Math.min(along, total - along) + 0.5) / runOut)
    const row = profile.map(([, , share, wear, tone], j) => {
      const spot = cloth.at(panel, ...tracks[j]![i]!)!
      const swell = share > 0.3 ? rope * wave * end : 0
      return addTo(
        sheet,
        spot,
        share * height * end * (1 + 0.28 * swell),
        (wear + (isRaw ? 0.4 : 0)) * end + 0.15 * swell,
        tone * end + (isTurnUp ? INSIDE_OUT : 0)
      )
    })
    if (last) join(sheet, last, row, flip)
    last = row
  }
}

/** mm; the widest a felled seam or a hem gets. */
const FACING_FROM = 24
/** mm; a narrower fold at an open edge is no hem but the cut edge itself, frayed white. */
const RAW_UP_TO = 6
/** Added to the tone of cloth that shows its inner face: a turned-up hem. */
const INSIDE_OUT = 10

/**
 * Whether rows joined unflipped face away from the body, judged at the middle of the band's broadest strip: no sign
 * to remember per panel.
 */
function facesOut(cloth: Cloth, panel: string, tracks: readonly Line[], profile: readonly ProfileRow[]): boolean {
  let broadest = 0
  let wide = -1
  const i = (tracks[0]!.length - 1) >> 1
  for (let j = 0; j + 1 < tracks.length; j++) {
    const apart = Math.hypot(tracks[j + 1]![i]![0] - tracks[j]![i]![0], tracks[j + 1]![i]![1] - tracks[j]![i]![1])
    const isOutside = profile[j]![2] > 0 && profile[j + 1]![2] > 0
    if (isOutside && apart > wide) [broadest, wide] = [j, apart]
  }
  const [a, b, c] = [tracks[broadest]![i]!, tracks[broadest]![i + 1]!, tracks[broadest + 1]![i]!].map((q) =>
    cloth.at(panel, ...q)!
  )
  const n = cross(minus(b!.p, a!.p), minus(c!.p, a!.p))
  return n[0] * a!.n[0] + n[1] * a!.n[1] + n[2] * a!.n[2] > 0
}

const PUFF = 1.3
const patchHeight = (height: number, inset: number): number =>
  height * smooth((inset + 0.4) / 1.3) + PUFF * smooth(inset / 34)

type Patch = Extract<Placement, { kind: 'patch' }>

/** How far cloth goes on behind the edge of an opening, mm: far enough not to end in sight. */
const BEHIND = 6

interface HalfHidden {
  readonly of: Patch
  isSeen(x: number, y: number): boolean
  /** Whether a row of stitches is on this patch. */
  holds(stitch: Extract<Placement, { kind: 'stitch' }>): boolean
}

/**
 * A patch that begins inside an opening of the same node lies behind it, as a coin pocket does on its facing: what it
 * shows is what the opening leaves free. Empty for a patch on the outside.
 */
function behindOpening(placements: readonly Placement[], of: Patch): HalfHidden[] {
  const middle = middleOf(of.points)
  return placements.flatMap((opening): HalfHidden[] => {
    if (
      opening.kind !== 'opening' ||
      opening.node !== of.node ||
      opening.panel !== of.panel ||
      !isInside(opening.points, ...middle)
    )
      return []
    const mouth = [...opening.points, opening.points[0]!]
    const rim = [...of.points, of.points[0]!]
    return [
      {
        of,
        isSeen: (x, y) => isInside(opening.points, x, y) || Math.abs(sideOf(mouth, x, y, false)) < BEHIND,
        holds: ({ panel, points }) =>
          panel === of.panel &&
          points.every(([x, y]) => isInside(of.points, x, y) || Math.abs(sideOf(rim, x, y, false)) < 3),
      },
    ]
  })
}

const middleOf = (points: Line): Pair => [
  points.reduce((sum, p) => sum + p[0], 0) / points.length,
  points.reduce((sum, p) => sum + p[1], 0) / points.length,
]

function patch(
  cloth: Cloth,
  sheet: Sheet,
  { panel, points, height, material }: Patch,
  isSeen: ((x: number, y: number) => boolean) | null
): void {
  const stiff = material !== 'cloth'
  laidOn(
    cloth,
    sheet,
    panel,
    points,
    stiff ? 4 : 5,
    (inset, i) => {
      const worn = stiff
        ? 0
        : 0.4 * (1 - smooth(Math.abs(inset - 0.9) / 2.2)) * (0.35 + noise(i * 0.31)) -
          0.1 * (1 - smooth(Math.abs(inset - 9) / 5))
      const lifted = stiff ? height * smooth((inset + 0.2) / 0.8) : patchHeight(height, inset)
      if (isSeen)
        return { height: 0.5 + height * smooth((inset + 0.2) / 1.2), wear: worn / 2, tone: inset <= 0 ? -0.3 : -0.06 }
      return { height: inset <= 0 ? 0.1 : lifted, wear: worn, tone: inset <= 0 ? -0.3 : 0 }
    },
    isSeen
  )
}

/** The inner layer behind an opening: the same cloth, less worn, in the shade of the edge above it. */
function facing(cloth: Cloth, sheet: Sheet, { panel, points }: Extract<Placement, { kind: 'opening' }>): void {
  laidOn(cloth, sheet, panel, points, 6, (inset) => ({
    height: 0.45,
    wear: -0.1,
    tone: -0.08 - 0.24 * (1 - smooth(inset / 7)),
  }))
}

function laidOn(
  cloth: Cloth,
  sheet: Sheet,
  panel: string,
  polygon: Line,
  raster: number,
  layer: (inset: number, i: number) => { readonly height: number; readonly wear: number; readonly tone: number },
  isSeen: ((x: number, y: number) => boolean) | null = null
): void {
  const closed = [...polygon, polygon[0]!]
  const inward = signedArea(polygon) > 0 ? 1 : -1
  const rim = resampled(closed, Math.max(8, Math.round(lengthOf(closed) / 4))).slice(0, -1)
  const away = (p: Pair): number => Math.abs(sideOf(closed, p[0], p[1], false))
  const points: Pair[] = [...rim]
  for (const inset of [0.9, 3.4])
    for (const p of movedSideways([...rim, rim[0]!], inset * inward).slice(0, -1))
      if (isInside(polygon, ...p) && away(p) > inset * 0.75) points.push(p)
  const [left, top, right, bottom] = boxOf(polygon, 0)
  for (let x = left + raster / 2; x < right; x += raster)
    for (let y = top + raster / 2; y < bottom; y += raster)
      if (isInside(polygon, x, y) && away([x, y]) > 5.6) points.push([x, y])

  const ids = points.map((p, i) => {
    const { height, wear, tone } = layer(i < rim.length ? 0 : away(p), i)
    return addTo(sheet, cloth.at(panel, ...p)!, height, wear, tone)
  })
  const corners = Delaunator.from(points as [number, number][]).triangles
  const hand = cloth.handOf(panel)
  for (let i = 0; i < corners.length; i += 3) {
    const [a, b, c] = [corners[i]!, corners[i + 1]!, corners[i + 2]!]
    const [p, q, r] = [points[a]!, points[b]!, points[c]!]
    const [x, y] = [(p[0] + q[0] + r[0]) / 3, (p[1] + q[1] + r[1]) / 3]
    if (!isInside(polygon, x, y) || (isSeen && !isSeen(x, y))) continue
    const clockwise = signedArea([p, q, r]) > 0
    if (clockwise === hand > 0) sheet.index.push(ids[a]!, ids[c]!, ids[b]!)
    else sheet.index.push(ids[a]!, ids[b]!, ids[c]!)
  }
}

/** [across in shares of half the width, height in mm, wear, tone] of a folded and stitched strip. */
const ACROSS = [
  [-1, -0.9, 0, -0.3],
  [-0.96, 0.15, 0.22, 0],
  [-0.8, 0.5, 0.28, 0],
  [-0.4, 0.2, 0, 0],
  [0, 0.4, 0.16, 0],
  [0.4, 0.2, 0, 0],
  [0.8, 0.5, 0.28, 0],
  [0.96, 0.15, 0.22, 0],
  [1, -0.9, 0, -0.3],
] as const
const FINE = 120

function strip(cloth: Cloth, trims: Trims, placement: Extract<Placement, { kind: 'strip' }>): void {
  const { panel, points, toPanel, width, height } = placement
  const start = cloth.at(panel, ...points[0]!)
  const end = cloth.at(toPanel ?? panel, ...points.at(-1)!)
  if (!start || !end) return
  const steps = 14
  const across = unit(cross(minus(end.p, start.p), start.n))
  const length = Math.hypot(...minus(end.p, start.p)) / MM
  const middle = toPanel ? null : resampled(points, FINE)
  const centre = (t: number): { p: [number, number, number]; n: [number, number, number]; spot: Spot } => {
    const spot = middle ? cloth.at(panel, ...middle[Math.round(t * FINE)]!)! : t < 0.5 ? start : end
    const mix = (a: readonly number[], b: readonly number[]): [number, number, number] =>
      [0, 1, 2].map((k) => a[k]! + (b[k]! - a[k]!) * t) as [number, number, number]
    return { p: middle ? [...spot.p] : mix(start.p, end.p), n: unit(mix(start.n, end.n)), spot }
  }
  const profile = (t: number): number => 1.3 + height * smooth(t / 0.3) * smooth((1 - t) / 0.3)
  const point = (t: number, side: number, up: number): [number, number, number] => {
    const { p, n } = centre(t)
    return [0, 1, 2].map((k) => p[k]! + ((across[k]! * side * width) / 2) * MM + n[k]! * (profile(t) + up) * MM) as [
      number,
      number,
      number,
    ]
  }
  let last: number[] | null = null
  for (let i = -1; i <= steps + 1; i++) {
    // The ends are turned under: one more row, pressed down.
    const t = Math.max(0, Math.min(1, i / steps))
    const under = i < 0 || i > steps
    const { spot } = centre(t)
    const row = ACROSS.map(([side, up, wear, tone]) => {
      const at = point(t, side, under ? -1.2 : up)
      trims.cloth.position.push(...at)
      trims.cloth.fabric.push((side * width) / 2, t * length)
      trims.cloth.worn.push(
        wear + 0.06 + 0.12 * smooth(profile(t) / height - 0.4),
        under ? -0.2 : tone,
        Math.max(0.7, spot.open),
        0
      )
      return trims.cloth.position.length / 3 - 1
    })
    if (last) join(trims.cloth, last, row, true)
    last = row
  }
  for (const side of [-0.55, 0.55]) {
    const count = Math.round(length / 3.2)
    for (let i = 0; i < count; i++)
      addStitch(trims.thread, point(i / count, side, 0.55), point((i + 1) / count, side, 0.55), centre(0.5).n, THREAD)
  }
}

function metal(cloth: Cloth, list: Metal, place: At, lift: (x: number, y: number) => number): void {
  const spot = cloth.at(place.panel, ...place.at)
  if (!spot) return
  const radius = place.size / 2
  list.push(...raised(spot, lift(...place.at)), ...spot.n, radius, radius)
}

type Vector = readonly [number, number, number]
const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
function unit(v: Vector): [number, number, number] {
  const length = Math.hypot(...v) || 1
  return [v[0] / length, v[1] / length, v[2] / length]
}
