import { createLast, type ToeShape } from '../../src/pattern/last.ts'
import type { Draft, Drafting, Edge, InnerLine, Mark, Piece as PatternPiece, Point, Seam } from '../../src/pattern/piece.ts'
import { lengthOf } from '../../src/drape/polyline.ts'
import { SAMPLE } from './body.ts'
import type { Design } from './design.ts'
import { PAIRS } from './laces.ts'
import { sheetOf, type Piece } from './piece.ts'
import { flattened } from './sheet.ts'
import { STYLES, type Style } from './shoe.ts'

const VERSION = '1.0.0'
const FITTINGS = ['e', 'f', 'g', 'h', 'k']
/** mm of girth round the ball from one fitting to the next, and per mm of length (5 mm a Paris point). */
const PER_FITTING = 6
const PER_LENGTH = 0.75

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

/**
 * Pieces are regions of the last's surface, laid flat as rigidly as it goes; each says how far that strains it.
 * A first draft for a pattern cutter, no taped last. Every piece is cut for the left and, mirrored, for the right.
 */
const drafting: Drafting = {
  design: 'shoes',
  version: VERSION,
  needs: [],
  draft({ selection }): Draft {
    const last = createLast(measuresOf(selection))
    const design = STYLES[(selection['style'] ?? 'sneaker') as Style](last)
    const isCut = ({ name }: Piece): boolean => !Object.hasOwn(selection, name) || selection[name] !== 'none'
    const laid = design.pieces.filter(isCut).map((piece) => ({ piece, flat: flatPieceOf(last, piece) }))
    const upper = laid.map(({ flat }) => flat)
    const lining = laid
      .filter(({ piece }) => ['vamp', 'quarterOuter', 'quarterInner'].includes(piece.name))
      .map(({ flat }): PatternPiece => ({ ...flat, name: `${flat.name}Lining`, material: 'lining', marks: [], lines: [] }))
    const tongue = flatPieceOf(last, tongueOf(design))
    const pieces = [...withEyelets(upper, last, design, selection), tongue, ...lining]
    const seams = seamsOf(pieces)
    const checks = seams.map((seam) => {
      const [a, b] = [seam.a, seam.b].map((edges) =>
        edges.reduce((sum, { piece, edge }) => sum + lengthOf(edgeOf(pieces, piece, edge).points), 0)
      ) as [number, number]
      return { seam: seam.name, a, b, ok: Math.abs(a - b - seam.ease) <= seam.tolerance }
    })
    const tenths = (mm: number): number => Math.round(mm * 10)
    return {
      design: 'shoes',
      version: VERSION,
      pieces,
      seams,
      girths: { ball: tenths(last.girths.ball), instep: tenths(last.girths.instep), foot: tenths(last.measures.footLength) },
      checks,
    }
  },
}
export default drafting

/** "mm-265" and a fitting become the last's measures; the sample has the middle fitting. */
export function measuresOf(selection: Readonly<Record<string, string>>) {
  const footLength = Number(/\d+/.exec(selection['size'] ?? '')?.[0] ?? SAMPLE.footLength)
  const fitting = Math.max(0, FITTINGS.indexOf(selection['width'] ?? 'g')) - FITTINGS.indexOf('g')
  const more = PER_LENGTH * (footLength - SAMPLE.footLength) + PER_FITTING * fitting
  return {
    footLength,
    ballGirth: SAMPLE.ballGirth + more,
    instepGirth: SAMPLE.instepGirth + more,
    toe: (selection['toe'] ?? 'round') as ToeShape,
  }
}

const MATERIALS: Readonly<Record<string, string>> = { toeCap: 'toe-cap', heelTab: 'heel-tab', collar: 'tongue' }

function flatPieceOf(last: ReturnType<typeof createLast>, piece: Piece): PatternPiece {
  const { outline, name, material, rows = [2] } = piece
  const { vertices, triangles } = sheetOf(last, outline, RINGS, SPACING)
  const flat = flattened(
    vertices.map(({ frame }) => frame.p),
    triangles
  )
  const rim = outline.rim.map((_, i): Point => [flat.points[2 * i]!, flat.points[2 * i + 1]!])
  const turned = upright(rim, vertices.slice(0, rim.length).map(({ frame }) => frame.p))
  const edges = edgesOf(outline, turned)
  const lines = edges
    .filter(({ stitched }) => stitched && rows.length > 0)
    .map(({ edge }): InnerLine => ({ name: `stitch.${edge.name}`, kind: 'stitch', points: edge.points, rows }))
  const [left, right] = [Math.min(...turned.map(([x]) => x)), Math.max(...turned.map(([x]) => x))]
  return {
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
    strain: { p50: flat.strain50, p95: flat.strain95 },
  }
}

/** Turned so that the toe points to the right. */
function upright(rim: readonly Point[], space: readonly (readonly [number, number, number])[]): Point[] {
  let [c, s] = [0, 0]
  rim.forEach(([x, y], i) => {
    const forward = space[i]![0] - space[0]![0]
    c += forward * (x - rim[0]![0])
    s += forward * (y - rim[0]![1])
  })
  const size = Math.hypot(c, s) || 1
  return rim.map(([x, y]): Point => [(x * c + y * s) / size, (-x * s + y * c) / size])
}

function edgesOf({ rim, stretches }: Piece['outline'], points: readonly Point[]) {
  const clockwise =
    points.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = points[(i + 1) % points.length]!
      return sum + x * nextY - nextX * y
    }, 0) > 0
  const order = clockwise ? rim.map((_, i) => i) : rim.map((_, i) => rim.length - 1 - i)
  const runs: { stretch: number; at: number[] }[] = []
  for (const i of order) {
    const { stretch } = rim[i]!
    const run = runs.at(-1)
    if (run?.stretch === stretch) run.at.push(i)
    else runs.push({ stretch, at: [i] })
  }
  // The rim may begin within a stretch.
  if (runs.length > 1 && runs[0]!.stretch === runs.at(-1)!.stretch) runs[0]!.at.unshift(...runs.pop()!.at)
  return runs.map(({ stretch, at }, k) => {
    const { lasted = false, joined = false, stitched = false } = stretches[stretch]!
    const next = runs[(k + 1) % runs.length]!.at[0]!
    const kind = lasted ? 'lasting' : joined ? 'seam' : stitched ? 'edge' : 'underlay'
    const edge: Edge = {
      name: `${kind}${stretch}`,
      points: [...at, next].map((i) => points[i]!),
      allowance: lasted ? LASTING : joined ? SEAM : stitched ? 0 : UNDERLAY,
    }
    return { edge, stitched }
  })
}

const tongueOf = ({ tongue }: Design): Piece => ({
  name: 'tongue', node: 'upper', material: 'tongue', outline: tongue.outline, thickness: tongue.thickness, rows: [3.4],
})

/** Where holes are punched, on the piece that carries them. */
function withEyelets(
  pieces: readonly PatternPiece[],
  last: ReturnType<typeof createLast>,
  { eyes, pieces: drawn }: Design,
  selection: Readonly<Record<string, string>>
): PatternPiece[] {
  const count = PAIRS[(selection['eyeletPairs'] ?? 'six') as keyof typeof PAIRS] ?? PAIRS.six
  const carriers = drawn.some(({ name }) => name === 'eyestay') ? ['eyestay'] : ['quarterOuter', 'quarterInner']
  return pieces.map((piece) => {
    if (!carriers.includes(piece.name)) return piece
    const { outline } = drawn.find(({ name }) => name === piece.name)!
    const sides = piece.name === 'eyestay' ? [1, -1] : piece.name === 'quarterOuter' ? [1] : [-1]
    const { vertices, triangles } = sheetOf(last, outline, RINGS, SPACING)
    const flat = flattened(vertices.map(({ frame }) => frame.p), triangles)
    const rim = outline.rim.map((_, i): Point => [flat.points[2 * i]!, flat.points[2 * i + 1]!])
    const turned = upright(rim, vertices.slice(0, rim.length).map(({ frame }) => frame.p))
    const marks = sides.flatMap((side) =>
      Array.from({ length: count }, (_, i): Mark => {
        const t = i / (count - 1)
        const place = last.across(eyes.first[0] + (eyes.last[0] - eyes.first[0]) * t, side * (eyes.first[1] + (eyes.last[1] - eyes.first[1]) * t))
        return { name: `eyelet${side > 0 ? 'Outer' : 'Inner'}${i + 1}`, kind: 'drill', at: besideRim(place, outline, turned, last), size: 4 }
      })
    )
    return { ...piece, marks }
  })
}

/** A place near the rim, found on the flat piece from the three rim points nearest to it. */
function besideRim(
  place: readonly [number, number],
  outline: Piece['outline'],
  turned: readonly Point[],
  last: ReturnType<typeof createLast>
): Point {
  const p = last.point(place)
  const apart = (i: number): number => Math.hypot(...[0, 1, 2].map((k) => outline.rim[i]!.p[k]! - p[k]!))
  const i = outline.rim.reduce((best, _, at) => (apart(at) < apart(best) ? at : best), 0)
  const count = turned.length
  const [a, b] = [turned[(i + count - 1) % count]!, turned[(i + 1) % count]!]
  const long = Math.hypot(b[0] - a[0], b[1] - a[1])
  const inward = outline.rim[i]!.inward
  const along = outline.rim[i]!.tangent
  const off = [0, 1, 2].map((k) => p[k]! - outline.rim[i]!.p[k]!)
  const [x, y] = [off.reduce((sum, part, k) => sum + part * along[k]!, 0), off.reduce((sum, part, k) => sum + part * inward[k]!, 0)]
  const [tx, ty] = [(b[0] - a[0]) / long, (b[1] - a[1]) / long]
  const area = turned.reduce((sum, [px, py], k) => {
    const [qx, qy] = turned[(k + 1) % count]!
    return sum + px * qy - qx * py
  }, 0)
  const side = area > 0 ? 1 : -1
  return [turned[i]![0] + x * tx - side * y * ty, turned[i]![1] + x * ty + side * y * tx]
}

function seamsOf(pieces: readonly PatternPiece[]): Seam[] {
  const joined = (name: string): string | undefined =>
    pieces.find((piece) => piece.name === name)?.edges.find((edge) => edge.name.startsWith('seam'))?.name
  return ['', 'Lining'].flatMap((suffix): Seam[] => {
    const [a, b] = [`quarterOuter${suffix}`, `quarterInner${suffix}`]
    const [edgeA, edgeB] = [joined(a), joined(b)]
    if (edgeA === undefined || edgeB === undefined) return []
    return [{ name: `heel${suffix}`, a: [{ piece: a, edge: edgeA }], b: [{ piece: b, edge: edgeB }], ease: 0, tolerance: 1.5 }]
  })
}

const edgeOf = (pieces: readonly PatternPiece[], piece: string, edge: string): Edge =>
  pieces.find(({ name }) => name === piece)!.edges.find(({ name }) => name === edge)!
