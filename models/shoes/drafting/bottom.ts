import type { Last } from '../../../src/pattern/last.ts'
import type { Piece, Point } from '../../../src/pattern/piece.ts'
import { flattened } from '../sheet.ts'

/** Stations from heel to toe; at the very ends both feathers are one point. */
const STATIONS = 90
const [FIRST, LAST] = [0.004, 0.996]

/** mm that a built sole stands out all round, for the welt; a moulded one is bought to the size and not cut. */
const STANDS_OUT = 6

/**
 * What is cut for under the foot: the insole to the feather of the last, and, where a sole is built, the outsole. The
 * last's bottom bends only from heel to toe, so it is laid flat without strain.
 */
export function bottomPieces(last: Last, selection: Readonly<Record<string, string>>): Piece[] {
  const us = Array.from({ length: STATIONS }, (_, i) => FIRST + ((LAST - FIRST) * i) / (STATIONS - 1))
  const points = us.flatMap((u) => [last.point([u, 0]), last.point([u, 1])])
  const triangles = us.slice(1).flatMap((_, i): [number, number, number][] => {
    const [a, b, c, d] = [2 * i, 2 * i + 1, 2 * i + 2, 2 * i + 3]
    return [
      [a, b, c],
      [b, d, c],
    ]
  })
  const flat = flattened(points, triangles)
  const at = (i: number): Point => [flat.points[2 * i]!, flat.points[2 * i + 1]!]
  const [heel, toe] = [middle(at(0), at(1)), middle(at(2 * STATIONS - 2), at(2 * STATIONS - 1))]
  const laid = level(heel, toe)
  const [outer, inner] = [0, 1].map((side) => us.map((_, i) => laid(at(2 * i + side)))) as [Point[], Point[]]
  const ends = { heel: laid(heel), toe: laid(toe) }
  // Clockwise as drawn (y down): along the upper of the two to the toe, and back along the other.
  const [there, back] = outer[STATIONS >> 1]![1] < inner[STATIONS >> 1]![1] ? [outer, inner] : [inner, outer]
  const names = there === outer ? ['outer', 'inner'] : ['inner', 'outer']
  const piece = (name: string, material: string, allowance: number): Piece => ({
    name,
    material,
    cut: 2,
    mirrored: true,
    edges: [
      { name: names[0]!, points: [ends.heel, ...there, ends.toe], allowance },
      { name: names[1]!, points: [ends.toe, ...[...back].reverse(), ends.heel], allowance },
    ],
    grain: [between(ends.heel, ends.toe, 0.25), between(ends.heel, ends.toe, 0.75)],
    notches: [],
    lines: [],
    marks: [],
    strain: { p50: flat.strain50, p95: flat.strain95 },
  })
  const isBuilt = selection['style'] === 'derby'
  return [piece('insole', 'insole', 0), ...(isBuilt ? [piece('outsole', 'sole', STANDS_OUT)] : [])]
}

const between = (a: Point, b: Point, t: number): Point => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
const middle = (a: Point, b: Point): Point => between(a, b, 0.5)

/** Heel at the left, toe at the right. */
function level(heel: Point, toe: Point): (p: Point) => Point {
  const long = Math.hypot(toe[0] - heel[0], toe[1] - heel[1])
  const [c, s] = [(toe[0] - heel[0]) / long, (toe[1] - heel[1]) / long]
  return ([x, y]) => [(x - heel[0]) * c + (y - heel[1]) * s, (y - heel[1]) * c - (x - heel[0]) * s]
}
