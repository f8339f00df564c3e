import { STRAIN_LIMIT } from '../../../src/pattern/flatten.ts'
import type { Last, Place } from '../../../src/pattern/last.ts'
import type { Edge, InnerLine, Piece as PatternPiece, Point } from '../../../src/pattern/piece.ts'
import { sheetOf, type Piece } from '../piece.ts'
import { flattened } from '../sheet.ts'

/** mm: what is pulled over the insole's edge; what lies under another piece; what is folded or cut to the line. */
const LASTING = 14
const UNDERLAY = 8
const SEAM = 3

/** Coarser than the picture: the flat outline does not change by a tenth of a millimetre with a finer mesh. */
const SPACING = 7
const RINGS = [
  [0, 0],
  [2.4, 0],
] as const

const MATERIALS: Readonly<Record<string, string>> = { toeCap: 'toe-cap', heelTab: 'heel-tab', collar: 'tongue' }

/** A piece of the upper laid flat, with its rim's points in the order of the outline's. */
export interface Flat {
  readonly piece: PatternPiece
  readonly rim: readonly Point[]
}

/**
 * As cut for the left foot; the pair's other half is its mirror image. Where lasting would have to stretch it farther
 * than leather goes willingly, it asks for a seam along its middle and says how far that would bring it.
 */
export function flatPieceOf(last: Last, piece: Piece): Flat {
  const { outline, name, material, rows = [2] } = piece
  const { vertices, triangles } = sheetOf(last, outline, RINGS, SPACING)
  const space = vertices.map(({ frame }) => frame.p)
  const flat = flattened(space, triangles)
  const onRim = outline.rim.map((_, i): Point => [flat.points[2 * i]!, flat.points[2 * i + 1]!])
  const rim = upright(onRim, space.slice(0, onRim.length))
  const edges = edgesOf(outline, rim)
  const lines = edges
    .filter(({ stitched }) => stitched && rows.length > 0)
    .map(({ edge }): InnerLine => ({ name: `stitch.${edge.name}`, kind: 'stitch', points: edge.points, rows }))
  const [left, right] = [Math.min(...rim.map(([x]) => x)), Math.max(...rim.map(([x]) => x))]
  const halves = flat.strain95 > STRAIN_LIMIT ? halvesOf(triangles, (i) => vertices[i]!.place[1]) : null
  return {
    rim,
    piece: {
      name,
      material: MATERIALS[material] ?? material,
      cut: 2,
      mirrored: true,
      edges: edges.map(({ edge }) => edge),
      // Leather is cut tight from toe to heel.
      grain: [
        [left + 0.25 * (right - left), 0],
        [right - 0.25 * (right - left), 0],
      ],
      notches: [],
      lines,
      marks: [],
      strain: {
        p50: flat.strain50,
        p95: flat.strain95,
        ...(halves && { seamed: Math.max(...halves.map((half) => flattened(space, half).strain95)) }),
      },
    },
  }
}

type Triangle = readonly [number, number, number]

/** Either side of the spine, or null where the piece lies on one side of it. */
function halvesOf(triangles: readonly Triangle[], across: (vertex: number) => number): readonly Triangle[][] | null {
  const isOuter = (triangle: Triangle): boolean => triangle.reduce((sum, i) => sum + across(i), 0) / 3 < 0.5
  const halves = [triangles.filter(isOuter), triangles.filter((triangle) => !isOuter(triangle))]
  return halves.every((half) => half.length > triangles.length / 4) ? halves : null
}

/** Turned so that the toe points to the right: its way forward on the last lies level, as well as it can. */
function upright(rim: readonly Point[], space: readonly (readonly [number, number, number])[]): Point[] {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x0, y0, forward0] = [mean(rim.map(([x]) => x)), mean(rim.map(([, y]) => y)), mean(space.map(([x]) => x))]
  let [c, s] = [0, 0]
  rim.forEach(([x, y], i) => {
    const forward = space[i]![0] - forward0
    c += forward * (x - x0)
    s += forward * (y - y0)
  })
  const size = Math.hypot(c, s) || 1
  return rim.map(([x, y]): Point => [(x * c + y * s) / size, (-x * s + y * c) / size])
}

/**
 * The sheet stops short of the last's two ends, where its lines run together. Leather is cut round there, as the line
 * comes and goes.
 */
function closedOverEnd(line: readonly { readonly at: Point; readonly place: Place }[]): Point[] {
  const isOpen = ({ place: [, v] }: (typeof line)[number], k: number): boolean =>
    k > 0 && k < line.length - 1 && v > 0.001 && v < 0.999
  const from = line.findIndex(isOpen) - 1
  const to = line.findLastIndex(isOpen) + 1
  const points = line.map(({ at }) => at)
  if (from < 0) return points
  const [before, after] = [points.slice(0, from + 1), points.slice(to)]
  return [...before, ...roundBetween(before, after), ...after]
}

/** A cubic from the end of one line to the start of the next that leaves and arrives as they do. */
function roundBetween(before: readonly Point[], after: readonly Point[]): Point[] {
  const [a, b] = [before.at(-1)!, after[0]!]
  const far = Math.hypot(b[0] - a[0], b[1] - a[1])
  const way = (from: Point | undefined, to: Point | undefined): Point | null => {
    if (!from || !to) return null
    const size = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1
    return [((to[0] - from[0]) / size) * far, ((to[1] - from[1]) / size) * far]
  }
  const [leaves, arrives] = [way(before.at(-3), a), way(b, after[2])]
  if (!leaves || !arrives) return []
  return Array.from({ length: END_STEPS - 1 }, (_, i): Point => {
    const t = (i + 1) / END_STEPS
    const [p, q, m, n] = [2 * t ** 3 - 3 * t * t + 1, 3 * t * t - 2 * t ** 3, t ** 3 - 2 * t * t + t, t ** 3 - t * t]
    const at = (k: 0 | 1): number => p * a[k] + q * b[k] + m * leaves[k] + n * arrives[k]
    return [at(0), at(1)]
  })
}

const END_STEPS = 12

/** The rim's stretches as edges, clockwise as drawn. */
function edgesOf({ rim, stretches }: Piece['outline'], points: readonly Point[]) {
  const clockwise =
    points.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = points[(i + 1) % points.length]!
      return sum + x * nextY - nextX * y
    }, 0) > 0
  const order = clockwise ? rim.map((_, i) => i) : rim.map((_, i) => rim.length - 1 - i)
  const runs: { stretch: number; at: number[] }[] = []
  order.forEach((i, k) => {
    const next = order[(k + 1) % order.length]!
    // Walked backwards, the stretch that leads on from the next point led here.
    const { stretch } = rim[clockwise ? i : next]!
    const run = runs.at(-1)
    if (run?.stretch === stretch) run.at.push(next)
    else runs.push({ stretch, at: [i, next] })
  })
  // The rim may begin within a stretch.
  if (runs.length > 1 && runs[0]!.stretch === runs.at(-1)!.stretch) runs[0]!.at.unshift(...runs.pop()!.at.slice(0, -1))
  return runs.map(({ stretch, at }) => {
    const { lasted = false, joined = false, stitched = false } = stretches[stretch]!
    const kind = lasted ? 'lasting' : joined ? 'seam' : stitched ? 'edge' : 'underlay'
    const edge: Edge = {
      name: `${kind}${stretch}`,
      points: lasted ? closedOverEnd(at.map((i) => ({ at: points[i]!, place: rim[i]!.place }))) : at.map((i) => points[i]!),
      allowance: lasted ? LASTING : joined ? SEAM : stitched ? 0 : UNDERLAY,
    }
    return { edge, stitched }
  })
}
