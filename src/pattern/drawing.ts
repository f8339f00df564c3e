import {
  boxOf,
  crossingsAt,
  directionAlong,
  leftOf,
  lengthOf,
  mix,
  moved,
  offsetLine,
  pointAlong,
  projectedOn,
  rightOf,
  towards,
  turned,
  type Line,
} from './geometry.ts'
import { cutLineOf, outlineOf } from './outline.ts'
import type { InnerLine, Mark, Notch, Piece, Point } from './piece.ts'

export type StrokeKind = 'cut' | 'seam' | 'grain' | 'notch' | InnerLine['kind'] | Exclude<Mark['kind'], RingKind>
export type RingKind = 'button' | 'rivet' | 'drill'

export interface Stroke {
  readonly kind: StrokeKind
  readonly points: Line
  readonly closed: boolean
  /** Of an inner line or a mark. */
  readonly name?: string
  readonly copy?: 'L' | 'R'
}

export interface Ring {
  readonly kind: RingKind
  readonly middle: Point
  readonly radius: number
  readonly name: string
  readonly copy?: 'L' | 'R'
}

export interface Lettered {
  readonly kind: 'label' | 'note' | 'copy'
  readonly text: string
  /** On the base line. */
  readonly at: Point
  /** Of the letters, mm. */
  readonly size: number
  readonly align: 'left' | 'middle'
  /** Reads from below upwards, where a piece is too narrow for words across it. */
  readonly upwards: boolean
}

/** All that is drawn of a piece, in its own frame: what SVG and PDF show in their own pens. */
export interface Drawing {
  readonly strokes: readonly Stroke[]
  readonly rings: readonly Ring[]
  readonly letters: readonly Lettered[]
}

export interface Lettering {
  /** What to call a piece in the reader's language; its own name in words by default. */
  readonly label?: (piece: Piece) => string
  /** Further lines below it: the material, the order, the day. */
  readonly notes?: (piece: Piece) => readonly string[]
}

/** The cut line may be given by those who have it. */
export function drawingOf(piece: Piece, lettering: Lettering = {}, cut: Line = cutLineOf(piece)): Drawing {
  const fold = piece.edges.find(({ name }) => name === piece.onFold)
  return {
    strokes: [
      { kind: 'cut', points: cut, closed: true },
      { kind: 'seam', points: outlineOf(piece), closed: true },
      ...(fold ? [{ kind: 'fold', points: fold.points, closed: false } as const] : []),
      ...piece.lines.flatMap(rowsOf),
      ...grainOf(piece.grain),
      ...piece.notches.flatMap((notch) => notchOf(piece, notch)),
      ...piece.marks.filter((mark) => !isRing(mark)).map(plateOf),
    ],
    rings: piece.marks.filter(isRing).map(({ kind, name, at, size = 6, copy }) => ({
      kind,
      name,
      middle: at,
      radius: size / 2,
      copy,
    })),
    letters: [...labelOf(piece, cut, lettering), ...copiesIn(piece)],
  }
}

/** `frontPocketFacing.left` read aloud: front pocket facing left. */
export const spoken = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])|\./g, ' ').toLowerCase()

/** How often a piece is cut: `2`, or `1 + 1` of a mirrored pair. */
export const countText = ({ cut, mirrored }: Pick<Piece, 'cut' | 'mirrored'>): string =>
  mirrored ? `${cut / 2} + ${cut / 2}` : String(cut)

const rowsOf = ({ kind, name, points, closed = false, rows = [0], copy }: InnerLine): Stroke[] =>
  rows.map((by) => ({ kind, name, copy, closed, points: by === 0 ? points : offsetLine(points, by) }))

function grainOf([from, to]: readonly [Point, Point]): Stroke[] {
  const along = towards(from, to)
  const barb = (tip: Point, way: number, angle: number): Line => [tip, moved(tip, turned(along, angle), way * 8)]
  return [[from, to], ...[0.35, -0.35].flatMap((angle) => [barb(from, 1, angle), barb(to, -1, angle)])].map(
    (points) => ({ kind: 'grain', points, closed: false })
  )
}

/** Drawn through the allowance from the cut line, ending just short of the seam line. */
function notchOf(piece: Piece, { at, edge, kind }: Notch): Stroke[] {
  const found = piece.edges.find(({ name }) => name === edge)
  if (found === undefined) return []
  const along = directionAlong(found.points, Math.min(projectedOn(found.points, at), lengthOf(found.points) - 1e-6))
  const depth = Math.max(found.allowance, 4)
  const [mouth, tip] = [moved(at, leftOf(along), depth), moved(at, leftOf(along), depth * 0.2)]
  const points = kind === 'slit' ? [mouth, tip] : [moved(mouth, along, 3), tip, moved(mouth, along, -3)]
  return [{ kind: 'notch', points, closed: false }]
}

const isRing = (mark: Mark): mark is Mark & { readonly kind: RingKind } =>
  mark.kind === 'button' || mark.kind === 'rivet' || mark.kind === 'drill'

/** A box where a bar tack, a buttonhole or letters go. */
function plateOf({ kind, name, at, angle = 0, size = 6, copy }: Mark): Stroke {
  const along = turned([1, 0], (angle * Math.PI) / 180)
  const [length, height] = kind === 'text' ? [4 * size, size] : [size, 2]
  const corner = (x: number, y: number) => moved(moved(at, along, (x * length) / 2), rightOf(along), (y * height) / 2)
  const points = [corner(-1, 1), corner(1, 1), corner(1, -1), corner(-1, -1)]
  return { kind: kind as StrokeKind, name, copy, points, closed: true }
}

/** mm */
const LETTERS = 11
const SMALL = 5
/** Of a letter's size: its width in the mean, and from line to line. */
const WIDE = 0.6
const LEADING = 1.35

/** Beside the grain line where there is room, across the piece where there is not, upwards where it is narrow. */
function labelOf(
  piece: Piece,
  cut: Line,
  { label = ({ name }) => spoken(name), notes = () => [] }: Lettering
): Lettered[] {
  const lines = [`${label(piece)} × ${countText(piece)}`, ...notes(piece)]
  const longest = Math.max(...lines.map(({ length }) => length)) * WIDE
  const fitting = (along: number, across: number) =>
    Math.min(LETTERS, (along * 0.9) / longest, (across * 0.8) / (LEADING * lines.length))
  const { left, right, top, foot } = roomRound(cut, mix(...piece.grain, 0.5))
  const [width, height] = [right - left, foot - top]
  const flat = fitting(width, height)
  const upwards = flat < SMALL && fitting(height, width) > flat
  const size = upwards ? fitting(height, width) : flat
  const step = (i: number) => size * LEADING * (i - (lines.length - 1) / 2) + size * 0.35
  const grain = mix(...piece.grain, 0.5)
  const upright = Math.abs(towards(...piece.grain)[1]) > 0.7
  const beside = !upwards && upright && longest * size + 5 < right - grain[0]
  const [x, y] = beside ? [grain[0] + 5, grain[1]] : [(left + right) / 2, (top + foot) / 2]
  return lines.map((text, i) => ({
    kind: i === 0 ? 'label' : 'note',
    text,
    at: upwards ? [x + step(i), y] : [x, y + step(i)],
    size,
    align: beside ? 'left' : 'middle',
    upwards,
  }))
}

/** How far an outline reaches to all four sides of a point; the whole of it where the point is not inside. */
function roomRound(outline: Line, p: Point): { left: number; right: number; top: number; foot: number } {
  const box = boxOf(outline)
  const swapped = outline.map(([x, y]): Point => [y, x])
  const [xs, ys] = [crossingsAt(outline, p[1]), crossingsAt(swapped, p[0])]
  return {
    left: xs.findLast((x) => x <= p[0]) ?? box.x,
    right: xs.find((x) => x > p[0]) ?? box.x + box.width,
    top: ys.findLast((y) => y <= p[1]) ?? box.y,
    foot: ys.find((y) => y > p[1]) ?? box.y + box.height,
  }
}

/** A letter at whatever is on one copy of a mirrored pair only. */
function copiesIn({ lines, marks }: Piece): Lettered[] {
  const lettered = (copy: 'L' | 'R', at: Point): Lettered => ({
    kind: 'copy',
    text: copy,
    at: [at[0] + 2, at[1] - 2],
    size: 4,
    align: 'left',
    upwards: false,
  })
  return [
    ...lines.flatMap(({ copy, points }) => (copy ? [lettered(copy, pointAlong(points, lengthOf(points) / 2))] : [])),
    ...marks.flatMap(({ copy, at }) => (copy ? [lettered(copy, at)] : [])),
  ]
}
