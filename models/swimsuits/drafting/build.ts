import type { Edge, InnerLine, Notch, Piece, Point } from '../../../src/pattern/index.ts'
import { lengthOf, pointAlong } from '../../../src/pattern/index.ts'

/** Overlocked seams, and rims that are turned over elastic, mm; a bound rim is cut where it ends. */
export const SEAM = 6
export const TURNED = 9

export const edge = (name: string, points: readonly Point[], allowance: number): Edge => ({ name, points, allowance })

/** The straight edges of a piece with corners, each from its own corner to the next one's. */
export const around = (...sides: readonly (readonly [name: string, from: Point, allowance: number])[]): Edge[] =>
  sides.map(([name, from, allowance], i) => edge(name, [from, sides[(i + 1) % sides.length]![1]], allowance))

export const notch = ({ name, points }: Edge, share: number, kind: Notch['kind'] = 'slit'): Notch => ({
  edge: name,
  at: pointAlong(points, lengthOf(points) * share),
  kind,
})

export const stitch = (name: string, points: readonly Point[], rows: readonly number[]): InnerLine => ({
  name,
  kind: 'stitch',
  points,
  rows,
})

type Made = Omit<Piece, 'cut' | 'mirrored' | 'notches' | 'lines' | 'marks'> & Partial<Piece>

/** One, whole, unless said otherwise. */
export const piece = (made: Made): Piece => ({ cut: 1, mirrored: false, notches: [], lines: [], marks: [], ...made })

/** The other half, walked the other way. */
export const mirrored = (line: readonly Point[]): Point[] => [...line].reverse().map(([x, y]) => [-x, y] as const)
