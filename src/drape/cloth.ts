import Delaunator from 'delaunator'
import { ToileError } from '../ground/index.ts'
import type { Draft, Edge, Point, Seam, SeamEdge } from '../pattern/piece.ts'
import type { Panel } from './shape.ts'
import { isInside, lengthOf, pointsAt } from './polyline.ts'

/**
 * Pieces as meshes, ready to be sewn. Vertices of a panel lie together; edges that are sewn to each other have
 * equally many vertices, so a stitch joins exactly two of them.
 */
export interface Cloth {
  readonly panels: readonly (Panel & { readonly first: number; readonly count: number })[]
  /** Pattern x, y in mm per vertex, y down. */
  readonly pattern: Float64Array
  /** Index into `panels` per vertex. */
  readonly panel: Uint8Array
  /** Wound so that the right side of the cloth faces away from the body, given the plan's arrangement. */
  readonly triangles: Uint32Array
  /** Pairs of vertices that are sewn together. */
  readonly stitches: Uint32Array
  /** Vertices along each edge of a panel as drawn, by `front.L/side`. */
  readonly edges: ReadonlyMap<string, Uint32Array>
  /** Where each stretch of each edge has its vertices, as shares of it: what `clothLike` repeats on another draft. */
  readonly steps: readonly (readonly number[])[]
}

/** What of a draft is sewn, and where its panels stand before they are. */
export interface SewingPlan {
  /** Names of the pieces that make the shape; the others (pockets, facings) are laid on it later. */
  readonly pieces: readonly string[]
  /** Where a point of a panel starts: mm, x to the wearer's left, y up from the floor, z to the front. */
  readonly arrange: (panel: Panel, x: number, y: number) => readonly [number, number, number]
  /** A vector that points away from the body at a place. */
  readonly outwards: (x: number, y: number, z: number) => readonly [number, number, number]
}

/** How long the edges of a mesh are to be at a place of a panel, mm: short where cloth folds. */
export type MeshSize = (panel: Panel, x: number, y: number) => number

/**
 * Meshes the pieces with edges of about `edge` mm, everywhere or by the place.
 *
 * @throws {ToileError} `drape/no-piece` if the draft lacks a piece of the plan, `drape/edge-sewn-twice` if an edge is
 * in two seams, `drape/no-edge` if a seam names an edge its piece lacks.
 */
export function clothOf(draft: Draft, plan: SewingPlan, edge: number | MeshSize): Cloth {
  const size: MeshSize = typeof edge === 'number' ? () => edge : edge
  const outline = outlineOf(draft, plan, (walk, from, to) => sharesOf(walk, from, to, size))
  const meshes = outline.rims.map((rim, k) => filled(rim, (x, y) => size(outline.panels[k]!, x, y)))
  return assembled(outline, plan, meshes)
}

/**
 * The same mesh, vertex for vertex, on the pieces of another draft of the same design: borders by their lengths along
 * the edges, the inside carried along by mean value coordinates. What two shapes have in common (triangles, stitches)
 * is then kept once.
 *
 * @throws {ToileError} `drape/other-design` if the drafts do not have the same panels, edges and seams, or a triangle
 * would turn over.
 */
export function clothLike(reference: Cloth, draft: Draft, plan: SewingPlan): Cloth {
  let next = 0
  const outline = outlineOf(draft, plan, () => reference.steps[next++] ?? [0, 1])
  const same =
    next === reference.steps.length &&
    outline.panels.length === reference.panels.length &&
    outline.panels.every((panel, k) => panel.name === reference.panels[k]!.name)
  if (!same) throw otherDesign('panels, edges or seams differ')
  const meshes = outline.rims.map((rim, k) => carriedAlong(reference, k, rim))
  return { ...assembled(outline, plan, meshes), triangles: reference.triangles }
}

const otherDesign = (what: string) =>
  new ToileError('drape/other-design', `This draft cannot take the mesh of another: ${what}.`)

// ---- Borders ----

interface Outline {
  readonly panels: readonly Panel[]
  /** Border points of each panel, once round. */
  readonly rims: readonly (readonly Point[])[]
  /** Per `panel/edge`: its vertices within the panel, both ends included. */
  readonly along: ReadonlyMap<string, readonly number[]>
  /** Pairs of `[panel, vertex within it]`. */
  readonly stitches: readonly (readonly [number, number, number, number])[]
  readonly steps: readonly (readonly number[])[]
}

/** One edge of one panel as a seam walks along it. */
interface Walk {
  readonly key: string
  readonly panel: Panel
  readonly line: readonly Point[]
  readonly length: number
}

function outlineOf(
  draft: Draft,
  plan: SewingPlan,
  stepsFor: (side: readonly Walk[], from: number, to: number) => readonly number[]
): Outline {
  const pieces = plan.pieces.map((name) => {
    const piece = draft.pieces.find((candidate) => candidate.name === name)
    if (!piece) throw new ToileError('drape/no-piece', `The draft has no piece "${name}", which the sewing plan names.`)
    return piece
  })
  const panels: Panel[] = pieces.flatMap((piece): Panel[] =>
    piece.mirrored
      ? (['L', 'R'] as const).map((copy) => ({ name: `${piece.name}.${copy}`, piece: piece.name, copy }))
      : [{ name: piece.name, piece: piece.name, copy: null }]
  )
  const edgeOf = (panel: Panel, name: string): Edge => {
    const found = pieces.find((piece) => piece.name === panel.piece)!.edges.find((edge) => edge.name === name)
    if (!found)
      throw new ToileError('drape/no-edge', `Piece "${panel.piece}" has no edge "${name}", which a seam names.`)
    return found
  }
  const panelOf = (edge: SeamEdge) => panels.find((p) => p.piece === edge.piece && p.copy === (edge.copy ?? null))

  const steps: (readonly number[])[] = []
  const divided = (side: readonly Walk[], from: number, to: number) => {
    const shares = stepsFor(side, from, to)
    steps.push(shares)
    return shares
  }
  // Lengths along each edge, as drawn, at which its vertices lie; a seam decides them for the edges it joins.
  const stations = new Map<string, number[]>()
  const joins: [Walk, number, Walk, number][] = []
  const sewn = draft.seams.filter((seam) => [...seam.a, ...seam.b].every((edge) => panelOf(edge)))
  for (const seam of sewn) {
    const [a, b] = bestWalks(seam, plan, (edge) => {
      const panel = panelOf(edge)!
      const line = edgeOf(panel, edge.edge).points
      return { key: `${panel.name}/${edge.edge}`, panel, line, length: lengthOf(line) }
    })
    for (const walk of [...a, ...b]) {
      if (stations.has(walk.key)) throw new ToileError('drape/edge-sewn-twice', `Edge "${walk.key}" is in two seams.`)
      stations.set(walk.key, [])
    }
    for (const [fromA, toA, fromB, toB] of stretchesOf(a, b)) {
      for (const share of divided(a, fromA, toA)) {
        const [placesA, placesB] = [
          placesOf(a, fromA + (toA - fromA) * share, share === 0, share === 1),
          placesOf(b, fromB + (toB - fromB) * share, share === 0, share === 1),
        ]
        for (const [walk, at] of [...placesA, ...placesB]) stations.get(walk.key)!.push(at)
        for (const [walkA, atA] of placesA) for (const [walkB, atB] of placesB) joins.push([walkA, atA, walkB, atB])
      }
    }
  }

  const along = new Map<string, number[]>()
  const rims = panels.map((panel) => {
    const rim: Point[] = []
    const { edges } = pieces.find((piece) => piece.name === panel.piece)!
    for (const { name, points } of edges) {
      const key = `${panel.name}/${name}`
      const length = lengthOf(points)
      let at = stations.get(key)
      if (!at) {
        at = divided([{ key, panel, line: points, length }], 0, length).map((share) => length * share)
      }
      at = distinct([0, ...at, length])
      stations.set(key, at)
      along.set(
        key,
        at.map((_, i) => rim.length + i)
      )
      rim.push(...pointsAt(points, at).slice(0, -1))
    }
    const last = along.get(`${panel.name}/${edges.at(-1)!.name}`)!
    last[last.length - 1] = 0
    return rim
  })

  const indexAt = (walk: Walk, at: number) => {
    const list = stations.get(walk.key)!
    const nearest = list.reduce((best, value, i) => (Math.abs(value - at) < Math.abs(list[best]! - at) ? i : best), 0)
    return along.get(walk.key)![nearest]!
  }
  const stitches = joins.map(
    ([a, atA, b, atB]) => [panels.indexOf(a.panel), indexAt(a, atA), panels.indexOf(b.panel), indexAt(b, atB)] as const
  )
  return { panels, rims, along, stitches, steps }
}

/** From 0 to 1, closer where the mesh is to be finer. */
function sharesOf(side: readonly Walk[], from: number, to: number, size: MeshSize): number[] {
  const parts = Math.max(1, Math.ceil((to - from) / 4))
  const sums = [0]
  for (let i = 0; i < parts; i++) {
    const [walk, at] = placesOf(side, from + ((to - from) * (i + 0.5)) / parts, false, false)[0]!
    const [[x, y]] = pointsAt(walk.line, [at]) as [Point]
    sums.push(sums[i]! + (to - from) / parts / size(walk.panel, x, y))
  }
  const count = Math.max(1, Math.round(sums[parts]!))
  let k = 1
  return Array.from({ length: count + 1 }, (_, i) => {
    if (i === count) return 1
    const wanted = (sums[parts]! * i) / count
    while (sums[k]! < wanted) k++
    return (k - 1 + (wanted - sums[k - 1]!) / (sums[k]! - sums[k - 1]!)) / parts
  })
}

/** Ascending, with what lies within a hundredth of a millimetre taken as one; the ends of the edge win. */
function distinct(lengths: readonly number[]): number[] {
  const sorted = [...lengths].sort((a, b) => a - b)
  const kept = sorted.filter((value, i) => i === 0 || value - sorted[i - 1]! > 0.01)
  kept[kept.length - 1] = sorted.at(-1)!
  return kept
}

/**
 * An edge has no direction of its own in a seam, and a seam may run through several edges. The way that brings the
 * two sides closest together, as the panels are arranged, is the way they are sewn.
 */
function bestWalks(seam: Seam, plan: SewingPlan, walkOf: (edge: SeamEdge) => Walk): readonly [Walk[], Walk[]] {
  const forward = [seam.a.map(walkOf), seam.b.map(walkOf)] as const
  const edges = [...forward[0], ...forward[1]]
  let best = forward.map((side) => [...side]) as [Walk[], Walk[]]
  let least = Infinity
  for (let mask = 0; mask < 1 << edges.length; mask++) {
    const turned = edges.map((walk, i) => ((mask >> i) & 1 ? { ...walk, line: [...walk.line].reverse() } : walk))
    const [a, b] = [turned.slice(0, seam.a.length), turned.slice(seam.a.length)]
    const apart = distanceBetween(sampled(a, plan), sampled(b, plan)) + broken(a, plan) + broken(b, plan)
    if (apart < least - 1e-9) [least, best] = [apart, [a, b]]
  }
  return [best[0].map((walk) => asDrawn(walk, forward[0])), best[1].map((walk) => asDrawn(walk, forward[1]))]
}

/** Keeps the line's own direction as drawn; a negative length says that the seam walks it backwards. */
function asDrawn(walk: Walk, drawn: readonly Walk[]): Walk {
  const own = drawn.find((candidate) => candidate.key === walk.key)!
  return own.line === walk.line ? own : { ...own, length: -own.length }
}

function sampled(walks: readonly Walk[], plan: SewingPlan): number[][] {
  const total = walks.reduce((sum, walk) => sum + walk.length, 0)
  let before = 0
  const points: number[][] = []
  for (const walk of walks) {
    for (let i = 0; i <= 4; i++) {
      const [point] = pointsAt(walk.line, [(walk.length * i) / 4])
      points.push([...plan.arrange(walk.panel, point![0], point![1]), (before + (walk.length * i) / 4) / total])
    }
    before += walk.length
  }
  return points
}

/** Mean distance between points at like shares of the two sides. */
function distanceBetween(a: readonly number[][], b: readonly number[][]): number {
  const at = (side: readonly number[][], share: number) => {
    const i = Math.max(
      1,
      side.findIndex((point) => point[3]! >= share - 1e-9)
    )
    const [from, to] = [side[i - 1]!, side[i]!]
    const t = (share - from[3]!) / (to[3]! - from[3]! || 1)
    return [0, 1, 2].map((k) => from[k]! + t * (to[k]! - from[k]!))
  }
  let sum = 0
  for (let i = 0; i <= 12; i++) {
    const [p, q] = [at(a, i / 12), at(b, i / 12)]
    sum += Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!, p[2]! - q[2]!)
  }
  return sum / 13
}

/** How far the edges of one side are from following each other. */
function broken(walks: readonly Walk[], plan: SewingPlan): number {
  let sum = 0
  for (let i = 1; i < walks.length; i++) {
    const [end, start] = [walks[i - 1]!.line.at(-1)!, walks[i]!.line[0]!]
    const [p, q] = [plan.arrange(walks[i - 1]!.panel, ...end), plan.arrange(walks[i]!.panel, ...start)]
    sum += Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])
  }
  return sum
}

/** Cuts both sides where an edge of either ends: [from, to] along a, [from, to] along b. */
function stretchesOf(a: readonly Walk[], b: readonly Walk[]): (readonly [number, number, number, number])[] {
  const ends = (walks: readonly Walk[]) => {
    let sum = 0
    return walks.map((walk) => (sum += Math.abs(walk.length)))
  }
  const [endsA, endsB] = [ends(a), ends(b)]
  const [totalA, totalB] = [endsA.at(-1)!, endsB.at(-1)!]
  const breaks: [number, number][] = endsA.slice(0, -1).map((at) => [at, (at / totalA) * totalB])
  for (const at of endsB.slice(0, -1)) {
    const facing = (at / totalB) * totalA
    // Two seams that meet another at nearly one place are meant to meet there.
    const near = breaks.find((known) => Math.abs(known[0] - facing) < 4)
    if (near) near[1] = at
    else breaks.push([facing, at])
  }
  breaks.sort((p, q) => p[0] - q[0])
  const all: [number, number][] = [[0, 0], ...breaks, [totalA, totalB]]
  return all.slice(1).map((to, i) => [all[i]![0], to[0], all[i]![1], to[1]] as const)
}

/**
 * The edge or, where one ends and the next begins, both edges at this length along a side, each with the length as
 * drawn.
 */
function placesOf(walks: readonly Walk[], at: number, isStart: boolean, isEnd: boolean): (readonly [Walk, number])[] {
  const places: (readonly [Walk, number])[] = []
  let before = 0
  for (const walk of walks) {
    const length = Math.abs(walk.length)
    const within = at - before
    const slack = isStart || isEnd ? 1e-6 : -1e-6
    if (within >= -slack && within <= length + slack) {
      const inside = Math.min(length, Math.max(0, within))
      places.push([walk, walk.length < 0 ? length - inside : inside])
    }
    before += length
  }
  return places
}

// ---- Insides ----

interface PanelMesh {
  readonly points: readonly Point[]
  /** Triples as Delaunay gives them; wound later. */
  readonly triangles: readonly (readonly [number, number, number])[]
}

function filled(rim: readonly Point[], size: (x: number, y: number) => number): PanelMesh {
  const xs = rim.map((p) => p[0])
  const ys = rim.map((p) => p[1])
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const middle = (left + right) / 2
  let inner: Point[] = []
  let row = 0
  for (let y = top + size(middle, top) * 0.8; y < bottom; y += size(middle, y) * 0.866, row++)
    for (let x = left + ((row % 2) * size(left, y)) / 2; x < right; x += size(x, y)) {
      const clear = size(x, y) * 0.62
      if (isInside(rim, x, y) && !rim.some((p) => Math.hypot(p[0] - x, p[1] - y) < clear)) inner.push([x, y])
    }
  // Where the grid meets the border it is relaxed, so that no triangle is left thin.
  for (let round = 0; round < 6; round++) {
    const points = [...rim, ...inner]
    const sum = points.map(() => [0, 0, 0])
    for (const triangle of trianglesOf(points, rim))
      for (let k = 0; k < 3; k++)
        for (const other of [triangle[(k + 1) % 3]!, triangle[(k + 2) % 3]!]) {
          const total = sum[triangle[k]!]!
          total[0]! += points[other]![0]
          total[1]! += points[other]![1]
          total[2]! += 1
        }
    inner = inner.map((p, i) => {
      const [x, y, n] = sum[rim.length + i]!
      return n ? [p[0] + 0.6 * (x! / n - p[0]), p[1] + 0.6 * (y! / n - p[1])] : p
    })
  }
  const points = [...rim, ...inner]
  return { points, triangles: trianglesOf(points, rim) }
}

function trianglesOf(points: readonly Point[], rim: readonly Point[]): (readonly [number, number, number])[] {
  const corners = new Delaunator(Float64Array.from(points.flat())).triangles
  const triangles: (readonly [number, number, number])[] = []
  for (let i = 0; i < corners.length; i += 3) {
    const [a, b, c] = [corners[i]!, corners[i + 1]!, corners[i + 2]!]
    const [p, q, r] = [points[a]!, points[b]!, points[c]!]
    const area = Math.abs((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])) / 2
    // A chord along a slightly hollow border is not cloth.
    const onRim = a < rim.length && b < rim.length && c < rim.length
    const longest = Math.max(
      Math.hypot(p[0] - q[0], p[1] - q[1]),
      Math.hypot(q[0] - r[0], q[1] - r[1]),
      Math.hypot(r[0] - p[0], r[1] - p[1])
    )
    if (area < 0.02 * longest * longest && onRim) continue
    if (isInside(rim, (p[0] + q[0] + r[0]) / 3, (p[1] + q[1] + r[1]) / 3)) triangles.push([a, b, c])
  }
  return triangles
}

/** Moves the inside of a reference panel along with its border (mean value coordinates, Floater 2003). */
function carriedAlong(reference: Cloth, index: number, rim: readonly Point[]): PanelMesh {
  const { first, count } = reference.panels[index]!
  const at = (i: number): Point => [reference.pattern[2 * (first + i)]!, reference.pattern[2 * (first + i) + 1]!]
  const old = rim.map((_, i) => at(i))
  const points: Point[] = [...rim]
  for (let i = rim.length; i < count; i++) {
    const [x, y] = at(i)
    let [sumX, sumY, sum] = [0, 0, 0]
    const half = old.map((p, k) => {
      const q = old[(k + 1) % old.length]!
      const [ax, ay, bx, by] = [p[0] - x, p[1] - y, q[0] - x, q[1] - y]
      return Math.tan(Math.atan2(ax * by - ay * bx, ax * bx + ay * by) / 2)
    })
    old.forEach((p, k) => {
      const weight = (half[(k + old.length - 1) % old.length]! + half[k]!) / Math.hypot(p[0] - x, p[1] - y)
      sumX += weight * (rim[k]![0] - p[0])
      sumY += weight * (rim[k]![1] - p[1])
      sum += weight
    })
    points.push([x + sumX / sum, y + sumY / sum])
  }
  const triangles: (readonly [number, number, number])[] = []
  for (let t = 0; t < reference.triangles.length; t += 3) {
    const corner = [0, 1, 2].map((k) => reference.triangles[t + k]! - first)
    if (corner[0]! < 0 || corner[0]! >= count) continue
    const [a, b, c] = corner as [number, number, number]
    if (turn(at(a), at(b), at(c)) * turn(points[a]!, points[b]!, points[c]!) <= 0)
      throw otherDesign(`a triangle of "${reference.panels[index]!.name}" would turn over`)
    triangles.push([a, b, c])
  }
  return { points, triangles }
}

const turn = (a: Point, b: Point, c: Point) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

// ---- Together ----

function assembled(outline: Outline, plan: SewingPlan, meshes: readonly PanelMesh[]): Cloth {
  let first = 0
  const panels = outline.panels.map((panel, k) => {
    const count = meshes[k]!.points.length
    first += count
    return { ...panel, first: first - count, count }
  })
  const pattern = Float64Array.from(meshes.flatMap((mesh) => mesh.points.flat()))
  const panel = Uint8Array.from(panels.flatMap(({ count }, k) => Array.from({ length: count }, () => k)))
  const triangles = Uint32Array.from(
    meshes.flatMap((mesh, k) => {
      const flip = facesInwards(panels[k]!, mesh, plan)
      return mesh.triangles.flatMap(([a, b, c]) => (flip ? [a, c, b] : [a, b, c]).map((i) => i + panels[k]!.first))
    })
  )
  const stitches = Uint32Array.from(
    outline.stitches.flatMap(([a, i, b, j]) => [panels[a]!.first + i, panels[b]!.first + j])
  )
  const edges = new Map(
    [...outline.along].map(([key, list]) => {
      const { first: from } = panels.find((one) => key.startsWith(`${one.name}/`))!
      return [key, Uint32Array.from(list, (i) => i + from)] as const
    })
  )
  return { panels, pattern, panel, triangles, stitches, edges, steps: outline.steps }
}

function facesInwards(panel: Panel, mesh: PanelMesh, plan: SewingPlan): boolean {
  let facing = 0
  for (const corners of mesh.triangles) {
    const [a, b, c] = corners.map((i) => plan.arrange(panel, ...mesh.points[i]!)) as unknown as [
      number[],
      number[],
      number[],
    ]
    const [u, v] = [b.map((x, k) => x - a[k]!), c.map((x, k) => x - a[k]!)]
    const away = plan.outwards(a[0]!, a[1]!, a[2]!)
    facing +=
      (u[1]! * v[2]! - u[2]! * v[1]!) * away[0] +
      (u[2]! * v[0]! - u[0]! * v[2]!) * away[1] +
      (u[0]! * v[1]! - u[1]! * v[0]!) * away[2]
  }
  return facing < 0
}

/** Per vertex the lowest vertex it is sewn to, through any number of stitches; itself where it is not. */
export function weldOf(cloth: Cloth): Uint32Array {
  const lowest = Uint32Array.from({ length: cloth.panel.length }, (_, i) => i)
  const root = (i: number): number => {
    while (lowest[i] !== i) i = lowest[i]!
    return i
  }
  for (let k = 0; k < cloth.stitches.length; k += 2) {
    const [a, b] = [root(cloth.stitches[k]!), root(cloth.stitches[k + 1]!)]
    if (a < b) lowest[b] = a
    else lowest[a] = b
  }
  return lowest.map((_, i) => root(i))
}
