import { ToileError } from '../ground/index.ts'
import { factored } from './envelope.ts'

/** A piece as it lies in space: one sheet with one rim. Millimetres; triangles counter-clockwise seen from outside. */
export interface Sheet3 {
  /** xyz per point. */
  readonly points: ArrayLike<number>
  readonly triangles: ArrayLike<number>
}

/** The same piece laid flat, its outside up, `y` down as pattern cutters draw. */
export interface Flattened {
  /** x, y per point, mm; the middle at the origin. */
  readonly points: Float64Array
  /** How far lengths change anywhere, as a share (0.03: by 3 %), at the median and the 95th percentile of the area. */
  readonly strain50: number
  readonly strain95: number
  /** Area laid flat over area in space, less 1. */
  readonly areaError: number
  /** Triangles that lie face down: none in a piece that can be cut. */
  readonly flipped: number
}

/** What leather gives in lasting without a word: where the 95th percentile lies above, a piece asks for a seam. */
export const STRAIN_LIMIT = 0.05

const ROUNDS = 80
/** mm; when no point moves farther in a round, the piece lies still. */
const STILL = 0.002

/**
 * As rigid as possible (Liu, Zhang, Xu, Gotsman and Gortler 2008, "A local/global approach to mesh parameterization"):
 * every triangle is turned to fit best, then all points follow all triangles at once, until nothing moves.
 *
 * @throws {ToileError} `flatten/not-a-sheet` when there is no rim, or more than one, or a triangle without area.
 */
export function flatten(sheet: Sheet3): Flattened {
  const { triangles } = sheet
  const count = sheet.points.length / 3
  const rim = rimOf(triangles, count)
  const flat = Array.from({ length: triangles.length / 3 }, (_, t) => laidFlat(sheet, t))
  const weights = cotangents(flat)
  const edges = edgesOf(triangles, weights)
  const near = Array.from({ length: count }, (_, i) => [...edges[i]!.keys()])
  const laid = harmonic(count, near, edges, rim, sheet)
  // One point stands, or the sheet could lie anywhere.
  const held = rim[0]!
  const system = factored(
    near.map((others, i) => (i === held ? [] : others.filter((j) => j !== held))),
    (i, j) => (i === held ? 1 : i === j ? sumOf(edges[i]!) : -edges[i]!.get(j)!)
  )
  for (let round = 0; round < ROUNDS; round++) if (settleOnce(triangles, flat, weights, laid, held, system) < STILL) break
  keepArea(triangles, flat, laid)
  return measured(triangles, flat, laid)
}

/** What is domed lies a little too small: leather keeps its area in lasting, so stretch and squeeze share the error. */
function keepArea(triangles: ArrayLike<number>, flat: readonly Corners[], laid: Float64Array): void {
  let [space, plane] = [0, 0]
  flat.forEach(([bx, , cy], t) => {
    const [a, b, c] = [0, 1, 2].map((k) => 2 * triangles[3 * t + k]!) as [number, number, number]
    space += bx * cy
    plane +=
      (laid[b]! - laid[a]!) * (laid[c + 1]! - laid[a + 1]!) - (laid[b + 1]! - laid[a + 1]!) * (laid[c]! - laid[a]!)
  })
  if (!(plane > 0)) return
  const scale = Math.sqrt(space / plane)
  for (let k = 0; k < laid.length; k++) laid[k] = laid[k]! * scale
}

/** Its three corners in its own plane: the first at the origin, the second on x. */
type Corners = readonly [bx: number, cx: number, cy: number]

function laidFlat({ points, triangles }: Sheet3, t: number): Corners {
  const [a, b, c] = [0, 1, 2].map((k) => 3 * triangles[3 * t + k]!) as [number, number, number]
  const to = (from: number, end: number) => [0, 1, 2].map((k) => points[end + k]! - points[from + k]!)
  const [ab, ac] = [to(a, b), to(a, c)] as [number[], number[]]
  const bx = Math.hypot(...ab)
  const cx = (ab[0]! * ac[0]! + ab[1]! * ac[1]! + ab[2]! * ac[2]!) / bx
  const cy = Math.sqrt(Math.max(0, ac.reduce((sum, part) => sum + part * part, 0) - cx * cx))
  if (!(bx * cy > 1e-9)) throw new ToileError('flatten/not-a-sheet', `flatten: triangle ${t} has no area.`)
  return [bx, cx, cy]
}

/** Per triangle the cotangents of the angles at its corners, the weights of the edges across. */
const cotangents = (flat: readonly Corners[]): Float64Array =>
  Float64Array.from({ length: 3 * flat.length }, (_, k) => {
    const [bx, cx, cy] = flat[Math.floor(k / 3)]!
    const at = k % 3
    const cot = at === 0 ? cx / cy : at === 1 ? (bx - cx) / cy : (cx * cx - bx * cx + cy * cy) / (bx * cy)
    // Slivers would pull the sheet apart: what is blunter or sharper counts no more.
    return Math.max(0.02, Math.min(20, cot)) / 2
  })

function edgesOf(triangles: ArrayLike<number>, weights: Float64Array): Map<number, number>[] {
  const edges: Map<number, number>[] = []
  const add = (i: number, j: number, weight: number): void => {
    const others = (edges[i] ??= new Map())
    others.set(j, (others.get(j) ?? 0) + weight)
  }
  for (let k = 0; k < triangles.length; k++) {
    const t = k - (k % 3)
    const [i, j] = [triangles[t + ((k + 1) % 3)]!, triangles[t + ((k + 2) % 3)]!]
    add(i, j, weights[k]!)
    add(j, i, weights[k]!)
  }
  return edges
}

const sumOf = (edges: ReadonlyMap<number, number>): number => [...edges.values()].reduce((sum, weight) => sum + weight)

/** The points of the rim in order. */
function rimOf(triangles: ArrayLike<number>, count: number): number[] {
  const next = new Map<number, number>()
  const whole = new Set<number>()
  for (let k = 0; k < triangles.length; k++) {
    const t = k - (k % 3)
    whole.add(triangles[k]! * count + triangles[t + ((k + 1) % 3)]!)
  }
  for (const edge of whole) {
    const [i, j] = [Math.floor(edge / count), edge % count]
    if (!whole.has(j * count + i)) next.set(i, j)
  }
  const [first] = next.keys()
  if (first === undefined) throw new ToileError('flatten/not-a-sheet', 'flatten: the piece has no rim to cut along.')
  const rim = [first]
  for (let i = next.get(first)!; i !== first && rim.length <= next.size; i = next.get(i)!) rim.push(i)
  if (rim.length !== next.size)
    throw new ToileError('flatten/not-a-sheet', `flatten: expected one rim, got ${next.size - rim.length} edges more.`)
  return rim
}

/** A first lay that overlaps nowhere (Tutte): the rim on a circle of the same length, all else between its neighbours. */
function harmonic(
  count: number,
  near: readonly (readonly number[])[],
  edges: readonly ReadonlyMap<number, number>[],
  rim: readonly number[],
  { points }: Sheet3
): Float64Array {
  const laid = new Float64Array(2 * count)
  const isRim = new Uint8Array(count)
  const steps = rim.map((i, k) => {
    const j = rim[(k + 1) % rim.length]!
    return Math.hypot(...[0, 1, 2].map((axis) => points[3 * j + axis]! - points[3 * i + axis]!))
  })
  const around = steps.reduce((sum, step) => sum + step)
  let gone = 0
  rim.forEach((i, k) => {
    isRim[i] = 1
    const angle = (2 * Math.PI * gone) / around
    laid[2 * i] = (Math.cos(angle) * around) / 2 / Math.PI
    laid[2 * i + 1] = (Math.sin(angle) * around) / 2 / Math.PI
    gone += steps[k]!
  })
  const system = factored(
    near.map((others, i) => (isRim[i] ? [] : others.filter((j) => !isRim[j]))),
    (i, j) => (isRim[i] ? 1 : i === j ? sumOf(edges[i]!) : -edges[i]!.get(j)!)
  )
  for (const axis of [0, 1]) {
    const right = Float64Array.from({ length: count }, (_, i) =>
      isRim[i]
        ? laid[2 * i + axis]!
        : near[i]!.reduce((sum, j) => sum + (isRim[j] ? edges[i]!.get(j)! * laid[2 * j + axis]! : 0), 0)
    )
    system.solve(right)
    right.forEach((value, i) => (laid[2 * i + axis] = value))
  }
  return laid
}

/** One round; how far the farthest point went, mm. */
function settleOnce(
  triangles: ArrayLike<number>,
  flat: readonly Corners[],
  weights: Float64Array,
  laid: Float64Array,
  held: number,
  system: ReturnType<typeof factored>
): number {
  const count = laid.length / 2
  const right = [new Float64Array(count), new Float64Array(count)] as const
  flat.forEach(([bx, cx, cy], t) => {
    const corner = [0, 1, 2].map((k) => triangles[3 * t + k]!)
    const x = [0, bx, cx]
    const y = [0, 0, cy]
    let [cos, sin] = [0, 0]
    for (let k = 0; k < 3; k++) {
      const [i, j] = [(k + 1) % 3, (k + 2) % 3]
      const [ex, ey] = [x[i]! - x[j]!, y[i]! - y[j]!]
      const ux = laid[2 * corner[i]!]! - laid[2 * corner[j]!]!
      const uy = laid[2 * corner[i]! + 1]! - laid[2 * corner[j]! + 1]!
      cos += weights[3 * t + k]! * (ex * ux + ey * uy)
      sin += weights[3 * t + k]! * (ex * uy - ey * ux)
    }
    const size = Math.hypot(cos, sin) || 1
    ;[cos, sin] = [cos / size, sin / size]
    for (let k = 0; k < 3; k++) {
      const [i, j] = [(k + 1) % 3, (k + 2) % 3]
      const [ex, ey] = [x[i]! - x[j]!, y[i]! - y[j]!]
      const turned = [cos * ex - sin * ey, sin * ex + cos * ey] as const
      for (const axis of [0, 1] as const) {
        right[axis][corner[i]!]! += weights[3 * t + k]! * turned[axis]
        right[axis][corner[j]!]! -= weights[3 * t + k]! * turned[axis]
      }
    }
  })
  let farthest = 0
  for (const axis of [0, 1] as const) {
    // The held point is the origin of the round; put back where it was afterwards.
    right[axis][held] = 0
    system.solve(right[axis])
    const stays = laid[2 * held + axis]!
    right[axis].forEach((value, i) => {
      farthest = Math.max(farthest, Math.abs(value + stays - laid[2 * i + axis]!))
      laid[2 * i + axis] = value + stays
    })
  }
  return farthest
}

function measured(triangles: ArrayLike<number>, flat: readonly Corners[], laid: Float64Array): Flattened {
  const strains: { strain: number; area: number }[] = []
  let [space, plane, flipped] = [0, 0, 0]
  flat.forEach(([bx, cx, cy], t) => {
    const [a, b, c] = [0, 1, 2].map((k) => 2 * triangles[3 * t + k]!) as [number, number, number]
    const [ux, uy] = [laid[b]! - laid[a]!, laid[b + 1]! - laid[a + 1]!]
    const [vx, vy] = [laid[c]! - laid[a]!, laid[c + 1]! - laid[a + 1]!]
    // The map from the triangle's own plane; how much it stretches most and least are its singular values.
    const [m00, m10] = [ux / bx, uy / bx]
    const [m01, m11] = [(vx - m00 * cx) / cy, (vy - m10 * cx) / cy]
    const determinant = m00 * m11 - m01 * m10
    const square = m00 ** 2 + m01 ** 2 + m10 ** 2 + m11 ** 2
    const spread = Math.sqrt(Math.max(0, square ** 2 - 4 * determinant ** 2))
    const [most, least] = [Math.sqrt((square + spread) / 2), Math.sqrt(Math.max(0, (square - spread) / 2))]
    const area = (bx * cy) / 2
    space += area
    plane += area * determinant
    if (determinant <= 0) flipped++
    strains.push({ strain: Math.max(Math.abs(most - 1), Math.abs(least - 1)), area })
  })
  strains.sort((a, b) => a.strain - b.strain)
  const at = (share: number): number => {
    let sum = 0
    return strains.find(({ area }) => (sum += area) >= share * space)!.strain
  }
  const count = laid.length / 2
  let [x, y] = [0, 0]
  for (let i = 0; i < count; i++) [x, y] = [x + laid[2 * i]! / count, y + laid[2 * i + 1]! / count]
  return {
    points: laid.map((value, k) => (k % 2 ? y - value : value - x)),
    strain50: at(0.5),
    strain95: at(0.95),
    areaError: plane / space - 1,
    flipped,
  }
}
