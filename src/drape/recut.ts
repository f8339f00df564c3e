import type { Draft } from '../pattern/piece.ts'
import { weldPairsOf, type Cloth, type SewingPlan } from './cloth.ts'
import { carriedInside, otherDesign } from './fill.ts'
import { outlineOf, type Walk } from './outline.ts'
import { lengthOf } from './polyline.ts'
import type { SewnShape } from './shape.ts'

/** A draft and how it is sewn. */
export interface Cut {
  readonly draft: Draft
  readonly plan: SewingPlan
}

/**
 * The mesh of a baked shape on another draft of the same design: what `clothLike` makes of a cloth, from a shape that
 * only knows its pattern coordinates. Vertices stay in the shape's order, so that all it knows of each still holds.
 *
 * @param from the draft the shape was sewn from
 * @throws {ToileError} `drape/other-design` if the shape is not of that draft, the drafts do not have the same panels,
 * edges and seams, or a triangle would turn over.
 */
export function recut(shape: SewnShape, from: Cut, to: Cut): Cloth {
  const counts = shape.panels.map(() => 0)
  shape.panel.forEach((k) => counts[k]!++)
  let first = 0
  const panels = shape.panels.map((panel, k) => ({ ...panel, count: counts[k]!, first: (first += counts[k]!) - counts[k]! }))
  const rims = rimsOf(shape, from, panels)

  const taken = outlineOf(from.draft, from.plan, (side, start, end) => sharesFrom(rims, side, start, end))
  let next = 0
  const wanted = outlineOf(to.draft, to.plan, () => taken.steps[next++] ?? [0, 1])
  if (next !== taken.steps.length) throw otherDesign('edges or seams differ')

  const pattern = new Float64Array(shape.pattern.length)
  const edges = new Map<string, Uint32Array>()
  const borders = panels.map((): number[] => [])
  for (const [key, stations] of rims) {
    const k = panels.findIndex(({ name }) => key.startsWith(`${name}/`))
    const at = wanted.along.get(key)
    const rim = wanted.rims[wanted.panels.findIndex(({ name }) => name === panels[k]!.name)]
    if (!at || !rim || at.length !== stations.vertices.length) throw otherDesign(`edge "${key}" differs`)
    stations.vertices.forEach((vertex, i) => {
      pattern[2 * vertex] = rim[at[i]!]![0]
      pattern[2 * vertex + 1] = rim[at[i]!]![1]
    })
    edges.set(key, Uint32Array.from(stations.vertices))
    borders[k]!.push(...stations.vertices.slice(0, -1))
  }
  panels.forEach((panel, k) => carriedInside(shape.pattern, pattern, panel, borders[k]!))
  untangle(shape, pattern, new Set(borders.flat()))
  return {
    panels,
    pattern,
    panel: shape.panel,
    triangles: shape.triangles,
    stitches: weldPairsOf(shape.weld),
    edges,
    steps: taken.steps,
  }
}

interface Stations {
  /** In the edge's own direction, both ends included. */
  readonly vertices: readonly number[]
  /** Of the edge's length, 0 to 1. */
  readonly shares: readonly number[]
}

type Panels = Cloth['panels']

/** Per `panel/edge`: the shape's vertices along it. */
function rimsOf(shape: SewnShape, { draft }: Cut, panels: Panels): ReadonlyMap<string, Stations> {
  const loops = loopsOf(shape)
  const found = new Map<string, Stations>()
  for (const panel of panels) {
    const edges = draft.pieces.find(({ name }) => name === panel.piece)?.edges
    const loop = loops.filter((vertices) => vertices[0]! >= panel.first && vertices[0]! < panel.first + panel.count)
    if (!edges || loop.length !== 1) throw otherDesign(`panel "${panel.name}" differs`)
    const round = orientedAs(loop[0]!, shape, edges.flatMap(({ points }) => points.slice(0, -1)))
    const starts = edges.map(({ points }) => nearestOf(round, shape, points[0]!))
    edges.forEach(({ name }, e) => {
      const [from, to] = [starts[e]!, starts[(e + 1) % edges.length]!]
      const steps = (to - from + round.length) % round.length
      const vertices = Array.from({ length: steps + 1 }, (_, i) => round[(from + i) % round.length]!)
      const lengths = [0]
      for (let i = 1; i < vertices.length; i++) lengths.push(lengths[i - 1]! + apart(shape, vertices[i - 1]!, vertices[i]!))
      const whole = lengths.at(-1)! || 1
      found.set(`${panel.name}/${name}`, { vertices, shares: lengths.map((length) => length / whole) })
    })
  }
  return found
}

const apart = ({ pattern: q }: SewnShape, a: number, b: number) =>
  Math.hypot(q[2 * a]! - q[2 * b]!, q[2 * a + 1]! - q[2 * b + 1]!)

/** The borders of the mesh, each once round. */
function loopsOf({ triangles }: SewnShape): number[][] {
  const open = new Map<number, number>()
  const many = triangles.reduce((most, corner) => Math.max(most, corner), 0) + 1
  const sides = new Set<number>()
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) sides.add(triangles[t + k]! * many + triangles[t + ((k + 1) % 3)]!)
  for (const side of sides) {
    const [a, b] = [Math.floor(side / many), side % many]
    if (!sides.has(b * many + a)) open.set(a, b)
  }
  const loops: number[][] = []
  while (open.size > 0) {
    const loop: number[] = []
    let at = open.keys().next().value!
    while (open.has(at)) {
      loop.push(at)
      const to = open.get(at)!
      open.delete(at)
      at = to
    }
    loops.push(loop)
  }
  return loops
}

/** Round the way the piece is drawn. */
function orientedAs(loop: readonly number[], { pattern: q }: SewnShape, drawn: readonly (readonly [number, number])[]) {
  const area = (points: readonly (readonly [number, number])[]) =>
    points.reduce((sum, [x, y], i) => {
      const [nx, ny] = points[(i + 1) % points.length]!
      return sum + x * ny - nx * y
    }, 0)
  const own = area(loop.map((i) => [q[2 * i]!, q[2 * i + 1]!]))
  return own * area(drawn) > 0 ? loop : loop.toReversed()
}

function nearestOf(loop: readonly number[], { pattern: q }: SewnShape, [x, y]: readonly [number, number]): number {
  let [best, least] = [0, Infinity]
  loop.forEach((vertex, i) => {
    const away = (q[2 * vertex]! - x) ** 2 + (q[2 * vertex + 1]! - y) ** 2
    if (away < least) [best, least] = [i, away]
  })
  return best
}

/** Where between two lengths along the side of a seam the shape has its vertices, as shares of the stretch. */
function sharesFrom(rims: ReadonlyMap<string, Stations>, side: readonly Walk[], from: number, to: number): number[] {
  const shares: number[] = []
  let before = 0
  for (const { key, length, line } of side) {
    const long = lengthOf(line)
    const own = rims.get(key)
    if (!own) throw otherDesign(`edge "${key}" differs`)
    const along = length < 0 ? own.shares.map((share) => 1 - share).toReversed() : own.shares
    for (const share of along) shares.push((before + share * long - from) / (to - from))
    before += long
  }
  // Corners were found to within a tenth of a millimetre; the ends of a stretch are always stations.
  const slack = 0.3 / (to - from)
  const inside = shares.filter((share) => share > slack && share < 1 - slack).sort((a, b) => a - b)
  return [0, ...inside.filter((share, i) => i === 0 || share - inside[i - 1]! > slack), 1]
}

/** Rounds in which vertices beside a triangle that turned over are drawn to the middle of those around them. */
const ROUNDS = 30

/** @throws {ToileError} `drape/other-design` where the border itself is folded over. */
function untangle({ triangles, pattern: old }: SewnShape, q: Float64Array, border: ReadonlySet<number>): void {
  const turned = () => {
    const found: number[] = []
    for (let t = 0; t < triangles.length; t += 3) {
      const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
      const [was, is] = [areaOf(old, a, b, c), areaOf(q, a, b, c)]
      if (was * is <= 0 || Math.abs(is) < 0.02 * Math.abs(was)) found.push(a, b, c)
    }
    return new Set(found.filter((vertex) => !border.has(vertex)))
  }
  for (let round = 0; round < ROUNDS; round++) {
    const loose = turned()
    if (loose.size === 0) break
    const sums = new Map([...loose].map((vertex) => [vertex, [0, 0, 0] as [number, number, number]]))
    for (let t = 0; t < triangles.length; t += 3)
      for (let k = 0; k < 3; k++) {
        const sum = sums.get(triangles[t + k]!)
        if (!sum) continue
        for (const other of [triangles[t + ((k + 1) % 3)]!, triangles[t + ((k + 2) % 3)]!]) {
          sum[0] += q[2 * other]!
          sum[1] += q[2 * other + 1]!
          sum[2]++
        }
      }
    for (const [vertex, [x, y, count]] of sums) {
      q[2 * vertex] = x / count
      q[2 * vertex + 1] = y / count
    }
  }
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    if (areaOf(old, a, b, c) * areaOf(q, a, b, c) <= 0) throw otherDesign('a triangle would turn over')
  }
}

/** Twice the signed area. */
const areaOf = (p: ArrayLike<number>, a: number, b: number, c: number): number =>
  (p[2 * b]! - p[2 * a]!) * (p[2 * c + 1]! - p[2 * a + 1]!) - (p[2 * b + 1]! - p[2 * a + 1]!) * (p[2 * c]! - p[2 * a]!)
