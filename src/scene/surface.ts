import type { SewnShape } from '../drape/shape.ts'

/**
 * The sewn shape as one smooth skin: sewn points are one point in space, while each panel's corners keep their pattern
 * coordinates. Positions are metres, pattern coordinates millimetres.
 */
export interface Surface {
  /** xyz per point. */
  readonly points: Float32Array
  readonly normals: Float32Array
  /** Pattern x, y per corner. */
  readonly pattern: Float32Array
  /** Index into `shape.panels` per corner. */
  readonly panel: Uint8Array
  /** Which point a corner is. */
  readonly pointOf: Uint32Array
  /** Triples of corners, outwards. */
  readonly triangles: Uint32Array
  /** 1 where the cloth ends in the open (a hem, a waist edge) and nothing is sewn on. */
  readonly rim: Uint8Array
  /** Values per point, see `Values`. */
  readonly values: Values
}

/** Per point, millimetres but for `strain` (0.03 is 3 % longer than cut) and `open` (0 hidden to 1 in the light). */
export interface Values {
  /** How far it stands out of the few centimetres around it. */
  readonly fold: Float32Array
  /** How far the body pushes it out: the thigh, the knee, the seat; zero on average. */
  readonly bulge: Float32Array
  readonly strain: Float32Array
  readonly open: Float32Array
  /** What sitting does: up to 1 a ridge that is rubbed, down to -1 a hollow. */
  readonly creased: Float32Array
}

interface Mesh {
  points: Float32Array
  pattern: Float32Array
  panel: Uint8Array
  pointOf: Uint32Array
  triangles: Uint32Array
}

/** Edges between points. A sharp edge has one triangle (cloth ends) or more than two (a flap is sewn into a seam). */
interface Edges {
  /** Two points per edge. */
  readonly ends: Uint32Array
  /** The points across, two per edge; the second is -1 where the edge is sharp. */
  readonly across: Int32Array
  readonly open: Uint8Array
  /** Neighbours of point i: `near[start[i]]` to `near[start[i + 1] - 1]`. */
  readonly start: Uint32Array
  readonly near: Uint32Array
  /** The two neighbours along a sharp line; -1 where there is none, -2 at a corner, which stays. */
  readonly line: Int32Array
  readonly indexOf: ReadonlyMap<number, number>
}

const SEAM_ROUNDS = 8
/** A band is stiffer: two layers and what is fused between them. */
const BAND_ROUNDS = 50
const CALM_ROUNDS = 2
const FOLD_ROUNDS = 5
const BULGE_ROUNDS = 60

/** Welds, calms and subdivides once. A generator, so that the page can breathe between its steps. */
export function* surfaceOf(shape: SewnShape): Generator<void, Surface> {
  const mesh = weld(shape)
  yield
  const edges = edgesOf(mesh)
  yield
  // Taubin: the second step takes back the shrinking of the first. Seams first, along themselves: thread and folded
  // cloth keep them straighter than a mesh of a finger's width can.
  for (const [line, rounds] of [
    [seamLines(mesh, edges, () => true), SEAM_ROUNDS],
    [seamLines(mesh, edges, bandsOf(mesh)), BAND_ROUNDS],
  ] as const) {
    const seams = { ...edges, line }
    for (let round = 0; round < rounds; round++) {
      mesh.points = relaxed(mesh.points, seams, 0.5, true)
      mesh.points = relaxed(mesh.points, seams, -0.52, true)
    }
    yield
  }
  for (let round = 0; round < CALM_ROUNDS; round++) {
    mesh.points = relaxed(mesh.points, edges, 0.5)
    mesh.points = relaxed(mesh.points, edges, -0.52)
  }
  const normals = normalsOf(mesh)
  yield
  const fold = protrusion(mesh.points, normals, edges, FOLD_ROUNDS)
  yield
  const bulge = protrusion(mesh.points, normals, edges, BULGE_ROUNDS)
  const mean = bulge.reduce((sum, value) => sum + value, 0) / bulge.length
  bulge.forEach((value, i) => (bulge[i] = value - mean))
  yield
  const coarse: Values = { fold, bulge, strain: strainOf(mesh), open: opennessOf(shape, mesh), creased: creasedOf(shape, mesh) }
  yield
  const { fine, values, rim } = subdivided(mesh, edges, coarse)
  yield
  return { ...fine, normals: normalsOf(fine), values, rim }
}

function weld(shape: SewnShape): Mesh {
  const id = new Map<number, number>()
  const pointOf = new Uint32Array(shape.weld.length)
  shape.weld.forEach((root, corner) => {
    let point = id.get(root)
    if (point === undefined) id.set(root, (point = id.size))
    pointOf[corner] = point
  })
  const points = new Float32Array(id.size * 3)
  const count = new Uint16Array(id.size)
  pointOf.forEach((point, corner) => {
    count[point]!++
    for (let k = 0; k < 3; k++) points[3 * point + k]! += shape.positions[3 * corner + k]!
  })
  for (let i = 0; i < points.length; i++) points[i]! /= count[Math.floor(i / 3)]!
  return { points, pointOf, pattern: shape.pattern, panel: shape.panel, triangles: shape.triangles }
}

const edgeKey = (a: number, b: number): number => (a < b ? a * 0x200000 + b : b * 0x200000 + a)

function edgesOf({ points, pointOf, triangles }: Mesh): Edges {
  const count = points.length / 3
  const indexOf = new Map<number, number>()
  const ends: number[] = []
  const across: number[] = []
  const uses: number[] = []
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const a = pointOf[triangles[t + k]!]!
      const b = pointOf[triangles[t + ((k + 1) % 3)]!]!
      const o = pointOf[triangles[t + ((k + 2) % 3)]!]!
      const key = edgeKey(a, b)
      const known = indexOf.get(key)
      if (known === undefined) {
        indexOf.set(key, uses.length)
        ends.push(a, b)
        across.push(o, -1)
        uses.push(1)
      } else {
        uses[known]!++
        across[2 * known + 1] = uses[known] === 2 ? o : -1
      }
    }

  const degree = new Uint32Array(count + 1)
  ends.forEach((point) => degree[point + 1]!++)
  for (let i = 0; i < count; i++) degree[i + 1]! += degree[i]!
  const start = degree
  const near = new Uint32Array(ends.length)
  const filled = start.slice()
  const line = new Int32Array(2 * count).fill(-1)
  for (let e = 0; e < uses.length; e++) {
    const a = ends[2 * e]!
    const b = ends[2 * e + 1]!
    near[filled[a]!++] = b
    near[filled[b]!++] = a
    if (uses[e] === 2) continue
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const slot = line[2 * from] === -1 ? 0 : line[2 * from + 1] === -1 ? 1 : -1
      if (slot < 0) line[2 * from] = -2
      else line[2 * from + slot] = to
    }
  }
  return {
    ends: Uint32Array.from(ends),
    across: Int32Array.from(across),
    open: Uint8Array.from(uses, (n) => (n === 1 ? 1 : 0)),
    start,
    near,
    line,
    indexOf,
  }
}

/** Panels much wider than tall. */
function bandsOf({ pattern, panel }: Mesh): (panel: number) => boolean {
  const boxes: { left: number; top: number; right: number; bottom: number }[] = []
  panel.forEach((index, i) => {
    const box = (boxes[index] ??= { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity })
    box.left = Math.min(box.left, pattern[2 * i]!)
    box.right = Math.max(box.right, pattern[2 * i]!)
    box.top = Math.min(box.top, pattern[2 * i + 1]!)
    box.bottom = Math.max(box.bottom, pattern[2 * i + 1]!)
  })
  return (index) => isBand(boxes[index]!)
}

export const isBand = ({
  left,
  top,
  right,
  bottom,
}: {
  left: number
  top: number
  right: number
  bottom: number
}): boolean => right - left > 4 * (bottom - top)

/**
 * Like `Edges.line`, for edges where two panels meet and where cloth ends; crossings of seams stay. Only edges of
 * panels that `takes` admits, so a band's edge runs through where other seams meet it.
 */
function seamLines(
  { pointOf, triangles, panel }: Mesh,
  { ends, open, indexOf, line }: Edges,
  takes: (panel: number) => boolean
): Int32Array {
  const owners = new Int16Array(open.length).fill(-1)
  const isSeam = new Uint8Array(open.length)
  const taken = new Uint8Array(open.length)
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const e = indexOf.get(edgeKey(pointOf[triangles[t + k]!]!, pointOf[triangles[t + ((k + 1) % 3)]!]!))!
      const owner = panel[triangles[t]!]!
      if (open[e] || (owners[e]! >= 0 && owners[e] !== owner)) isSeam[e] = 1
      if (takes(owner)) taken[e] = 1
      owners[e] = owner
    }
  const out = new Int32Array(line.length).fill(-1)
  isSeam.forEach((seam, e) => {
    if (!seam || !taken[e]) return
    for (const [from, to] of [
      [ends[2 * e]!, ends[2 * e + 1]!],
      [ends[2 * e + 1]!, ends[2 * e]!],
    ] as const) {
      const slot = out[2 * from] === -1 ? 0 : out[2 * from + 1] === -1 ? 1 : -1
      if (slot < 0) out[2 * from] = -2
      else out[2 * from + slot] = to
    }
  })
  return out
}

/** Each point towards the mean of its neighbours; on a line only towards those on the line. */
function relaxed(points: Float32Array, { start, near, line }: Edges, amount: number, onlyLines = false): Float32Array {
  const out = new Float32Array(points.length)
  for (let i = 0; i < points.length / 3; i++) {
    const first = line[2 * i]!
    const second = line[2 * i + 1]!
    for (let k = 0; k < 3; k++) {
      const here = points[3 * i + k]!
      let mean = here
      if (first >= 0 && second >= 0) mean = (points[3 * first + k]! + points[3 * second + k]!) / 2
      else if (first === -1 && !onlyLines) {
        const from = start[i]!
        const to = start[i + 1]!
        let sum = 0
        for (let j = from; j < to; j++) sum += points[3 * near[j]! + k]!
        if (to > from) mean = sum / (to - from)
      }
      out[3 * i + k] = here + amount * (mean - here)
    }
  }
  return out
}

function protrusion(points: Float32Array, normals: Float32Array, edges: Edges, rounds: number): Float32Array {
  let smooth = points
  for (let round = 0; round < rounds; round++) smooth = relaxed(smooth, edges, 0.6)
  const out = new Float32Array(points.length / 3)
  for (let i = 0; i < out.length; i++) {
    if (edges.line[2 * i] !== -1) continue
    for (let k = 0; k < 3; k++) out[i]! += (points[3 * i + k]! - smooth[3 * i + k]!) * normals[3 * i + k]! * 1000
  }
  return out
}

function strainOf({ points, pattern, pointOf, triangles }: Mesh): Float32Array {
  const sum = new Float32Array(points.length / 3)
  const count = new Uint16Array(sum.length)
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const a = triangles[t + k]!
      const b = triangles[t + ((k + 1) % 3)]!
      const [p, q] = [pointOf[a]!, pointOf[b]!]
      const flat = Math.hypot(pattern[2 * a]! - pattern[2 * b]!, pattern[2 * a + 1]! - pattern[2 * b + 1]!)
      const now = distance(points, p, q) * 1000
      for (const i of [p, q]) {
        sum[i]! += now / (flat || 1) - 1
        count[i]!++
      }
    }
  return sum.map((value, i) => value / (count[i]! || 1))
}

const distance = (points: Float32Array, a: number, b: number): number =>
  Math.hypot(
    points[3 * a]! - points[3 * b]!,
    points[3 * a + 1]! - points[3 * b + 1]!,
    points[3 * a + 2]! - points[3 * b + 2]!
  )

/** Where nothing was baked (a drape made on the page), all is open: the studio's own falling light must do. */
function opennessOf({ occlusion }: SewnShape, { points, pointOf }: Mesh): Float32Array {
  const open = new Float32Array(points.length / 3).fill(occlusion ? 0 : 1)
  if (!occlusion) return open
  const count = new Uint16Array(open.length)
  pointOf.forEach((point, corner) => {
    open[point]! += occlusion[corner]! / 255
    count[point]!++
  })
  return open.map((sum, i) => sum / count[i]!)
}

function creasedOf({ worn }: SewnShape, { points, pointOf }: Mesh): Float32Array {
  const creased = new Float32Array(points.length / 3)
  if (worn) pointOf.forEach((point, corner) => (creased[point] = (worn[corner]! - 128) / 127))
  return creased
}

/** One step of Loop's scheme; sharp lines follow its curve rule, so an open edge stays a smooth curve of its own. */
function subdivided(mesh: Mesh, edges: Edges, coarse: Values): { fine: Mesh; values: Values; rim: Uint8Array } {
  const { points, pattern, panel, pointOf, triangles } = mesh
  const { ends, across, open, start, near, line, indexOf } = edges
  const count = points.length / 3
  const edgeCount = open.length

  const finePoints = new Float32Array((count + edgeCount) * 3)
  for (let i = 0; i < count; i++) {
    const first = line[2 * i]!
    const second = line[2 * i + 1]!
    const n = start[i + 1]! - start[i]!
    const beta = n === 3 ? 3 / 16 : 3 / (8 * n)
    for (let k = 0; k < 3; k++) {
      const here = points[3 * i + k]!
      let value = here
      if (first >= 0 && second >= 0) value = 0.75 * here + 0.125 * (points[3 * first + k]! + points[3 * second + k]!)
      else if (first === -1 && n > 0) {
        let sum = 0
        for (let j = start[i]!; j < start[i + 1]!; j++) sum += points[3 * near[j]! + k]!
        value = (1 - n * beta) * here + beta * sum
      }
      finePoints[3 * i + k] = value
    }
  }
  for (let e = 0; e < edgeCount; e++) {
    const [a, b, c, d] = [ends[2 * e]!, ends[2 * e + 1]!, across[2 * e]!, across[2 * e + 1]!]
    for (let k = 0; k < 3; k++) {
      const both = points[3 * a + k]! + points[3 * b + k]!
      finePoints[3 * (count + e) + k] =
        d < 0 ? 0.5 * both : 0.375 * both + 0.125 * (points[3 * c + k]! + points[3 * d + k]!)
    }
  }
  const carried = (list: Float32Array): Float32Array => {
    const out = new Float32Array(count + edgeCount)
    out.set(list)
    for (let e = 0; e < edgeCount; e++) out[count + e] = (list[ends[2 * e]!]! + list[ends[2 * e + 1]!]!) / 2
    return out
  }
  const rim = new Uint8Array(count + edgeCount)
  open.forEach((isOpen, e) => {
    if (isOpen) rim[ends[2 * e]!] = rim[ends[2 * e + 1]!] = rim[count + e] = 1
  })

  // Corners: each panel has its own middle on a sewn edge, with its own pattern coordinates.
  const middles = new Map<number, number>()
  const finePattern = Array.from(pattern)
  const finePanel = Array.from(panel)
  const finePointOf = Array.from(pointOf)
  const middle = (a: number, b: number): number => {
    const key = edgeKey(a, b)
    let corner = middles.get(key)
    if (corner === undefined) {
      middles.set(key, (corner = finePointOf.length))
      finePattern.push((pattern[2 * a]! + pattern[2 * b]!) / 2, (pattern[2 * a + 1]! + pattern[2 * b + 1]!) / 2)
      finePanel.push(panel[a]!)
      finePointOf.push(count + indexOf.get(edgeKey(pointOf[a]!, pointOf[b]!))!)
    }
    return corner
  }
  const fineTriangles = new Uint32Array(triangles.length * 4)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)]
    fineTriangles.set([a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca], 4 * t)
  }
  return {
    fine: {
      points: finePoints,
      pattern: Float32Array.from(finePattern),
      panel: Uint8Array.from(finePanel),
      pointOf: Uint32Array.from(finePointOf),
      triangles: fineTriangles,
    },
    values: {
      fold: carried(coarse.fold),
      bulge: carried(coarse.bulge),
      strain: carried(coarse.strain),
      open: carried(coarse.open),
      creased: carried(coarse.creased),
    },
    rim,
  }
}

/** Unit normals per point, weighted by area, so they run smoothly over the seams. */
function normalsOf({ points, pointOf, triangles }: Mesh): Float32Array {
  const normals = new Float32Array(points.length)
  for (let t = 0; t < triangles.length; t += 3) {
    const a = 3 * pointOf[triangles[t]!]!
    const b = 3 * pointOf[triangles[t + 1]!]!
    const c = 3 * pointOf[triangles[t + 2]!]!
    addFaceNormal(points, normals, a, b, c)
  }
  return normalised(normals)
}

/**
 * Adds the face's normal, as long as twice its area, to its three corners; the arguments are offsets into the lists.
 */
export function addFaceNormal(points: ArrayLike<number>, normals: Float32Array, a: number, b: number, c: number): void {
  const [ux, uy, uz] = [points[b]! - points[a]!, points[b + 1]! - points[a + 1]!, points[b + 2]! - points[a + 2]!]
  const [vx, vy, vz] = [points[c]! - points[a]!, points[c + 1]! - points[a + 1]!, points[c + 2]! - points[a + 2]!]
  const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
  for (const i of [a, b, c]) {
    normals[i]! += nx
    normals[i + 1]! += ny
    normals[i + 2]! += nz
  }
}

export function normalised(normals: Float32Array): Float32Array {
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!) || 1
    for (let k = 0; k < 3; k++) normals[i + k]! /= length
  }
  return normals
}
