import {
  lengthOf,
  moved,
  pointAlong,
  rightOf,
  directionAlong,
  type Edge,
  type InnerLine,
  type Mark,
  type Notch,
  type Piece,
  type Point,
} from '../../../src/pattern/index.ts'

/** Seam allowances, mm: felled and busted seams, and edges that are caught in the band or turned. */
export const SEAM = 12
export const NARROW = 10

/** A double row of topstitching: edge and second needle, mm from the seam. */
export const TWIN = [2, 8] as const

export const edge = (name: string, points: readonly Point[], allowance: number, folded = false): Edge => ({
  name,
  points,
  allowance,
  ...(folded ? { folded } : {}),
})

/** The straight edges of a piece with corners, each from its own corner to the next one's. */
export const around = (...sides: readonly (readonly [name: string, from: Point, allowance: number])[]): Edge[] =>
  sides.map(([name, from, allowance], i) => edge(name, [from, sides[(i + 1) % sides.length]![1]], allowance))

/** A straight fold from one point to another. */
export const fold = (from: Point, to: Point): InnerLine => ({ name: 'fold', kind: 'fold', points: [from, to] })

/** A notch on an edge, `mm` from its first point; from its last when negative. */
export function notch({ name, points }: Edge, mm: number, kind: Notch['kind'] = 'slit'): Notch {
  return { edge: name, at: pointAlong(points, mm < 0 ? lengthOf(points) + mm : mm), kind }
}

export const stitch = (
  name: string,
  points: readonly Point[],
  rows: readonly number[],
  copy?: 'L' | 'R'
): InnerLine => ({
  name,
  kind: 'stitch',
  points,
  rows,
  ...(copy === undefined ? {} : { copy }),
})

export const laid = (name: string, points: readonly Point[], closed = true, copy?: 'L' | 'R'): InnerLine => ({
  name,
  kind: 'placement',
  points,
  ...(closed ? { closed } : {}),
  ...(copy === undefined ? {} : { copy }),
})

/** A bar tack across the end of a row of stitching. */
export const tack = (name: string, at: Point, angle: number, copy?: 'L' | 'R'): Mark => ({
  name,
  kind: 'bartack',
  at,
  angle,
  size: 11,
  ...(copy === undefined ? {} : { copy }),
})

/** `mm` along a line that runs clockwise round a piece, and `inside` mm in from it. */
export const inFrom = (line: readonly Point[], mm: number, inside: number): Point =>
  moved(pointAlong(line, mm), rightOf(directionAlong(line, mm)), inside)

/** Degrees of a direction, clockwise from the x axis as drawn. */
export const degreesOf = ([x, y]: Point): number => (Math.atan2(y, x) * 180) / Math.PI

type Made = Omit<Piece, 'material' | 'cut' | 'mirrored' | 'notches' | 'lines' | 'marks'> & Partial<Piece>

/** A pair in cloth unless said otherwise. */
export const piece = (made: Made): Piece => ({
  material: 'cloth',
  cut: 2,
  mirrored: true,
  notches: [],
  lines: [],
  marks: [],
  ...made,
})
