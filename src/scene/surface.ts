import type { SewnShape } from '../drape/shape.ts'
import { bandsOf, protrusion, relaxed, seamLines } from './calm.ts'
import { edgesOf, weld, type Mesh } from './mesh.ts'
import { normalsOf } from './normals.ts'
import { subdivided } from './subdivide.ts'

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
  /** Takes a value per vertex of the shape over to the points. */
  readonly carry: (perVertex: ArrayLike<number>) => Float32Array
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
  const strain = strainOf(mesh)
  yield
  const { fine, rim, carried } = subdivided(mesh, edges)
  yield
  const carry = (perVertex: ArrayLike<number>): Float32Array => carried(meanAt(perVertex, mesh))
  const values: Values = {
    fold: carried(fold),
    bulge: carried(bulge),
    strain: carried(strain),
    // Where nothing was baked all is open: the studio's own falling light must do.
    open: shape.occlusion ? carry(shape.occlusion).map((value) => value / 255) : new Float32Array(rim.length).fill(1),
    creased: shape.worn ? carry(shape.worn).map((value) => (value - 128) / 127) : new Float32Array(rim.length),
  }
  yield
  return { ...fine, normals: normalsOf(fine), values, rim, carry }
}

/** Of the corners that are sewn to each other, the mean. */
function meanAt(perVertex: ArrayLike<number>, { points, pointOf }: Mesh): Float32Array {
  const mean = new Float32Array(points.length / 3)
  const count = new Uint16Array(mean.length)
  pointOf.forEach((point, corner) => {
    mean[point]! += perVertex[corner]!
    count[point]!++
  })
  return mean.map((sum, i) => sum / count[i]!)
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
