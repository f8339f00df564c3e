import { BufferAttribute, BufferGeometry, DoubleSide, Ray, Vector3 } from 'three'
import { MeshBVH } from 'three-mesh-bvh'
import type { SewnShape } from '../shape.ts'

const RAYS = 48
const REACH = 0.22 // m; what is farther away casts no shade worth baking

/** How open to the room each vertex is on its right side, 0 to 255: cosine-weighted rays, softened over distance. */
export function occlusionOf(shape: Pick<SewnShape, 'positions' | 'triangles' | 'weld'>): Uint8Array {
  const { positions, triangles, weld } = shape
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(positions.slice(), 3))
  geometry.setIndex(new BufferAttribute(triangles.slice(), 1))
  const bvh = new MeshBVH(geometry)
  const normals = normalsOf(shape)
  const ray = new Ray()
  const [normal, across, beside] = [new Vector3(), new Vector3(), new Vector3()]
  const open = new Uint8Array(weld.length)
  for (let i = 0; i < weld.length; i++) {
    if (weld[i] !== i) {
      open[i] = open[weld[i]!]!
      continue
    }
    normal.fromArray(normals, 3 * i)
    across
      .set(Math.abs(normal.x) < 0.8 ? 1 : 0, Math.abs(normal.x) < 0.8 ? 0 : 1, 0)
      .cross(normal)
      .normalize()
    beside.crossVectors(normal, across)
    let sum = 0
    for (let r = 0; r < RAYS; r++) {
      const radius = Math.sqrt((r + 0.5) / RAYS)
      const turn = r * 2.399963 // the golden angle spreads them evenly
      ray.direction
        .copy(normal)
        .multiplyScalar(Math.sqrt(1 - radius * radius))
        .addScaledVector(across, radius * Math.cos(turn))
        .addScaledVector(beside, radius * Math.sin(turn))
      ray.origin
        .fromArray(positions, 3 * i)
        .addScaledVector(normal, 0.0015)
        .addScaledVector(ray.direction, 0.001)
      const hit = bvh.raycastFirst(ray, DoubleSide, 0, REACH)
      sum += hit ? Math.min(1, hit.distance / REACH) ** 0.7 : 1
    }
    open[i] = Math.round((sum / RAYS) * 255)
  }
  return open
}

function normalsOf({ positions, triangles, weld }: Pick<SewnShape, 'positions' | 'triangles' | 'weld'>): Float32Array {
  const normals = new Float32Array(positions.length)
  const [a, b, c] = [new Vector3(), new Vector3(), new Vector3()]
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    a.fromArray(positions, 3 * corners[0]!)
    b.fromArray(positions, 3 * corners[1]!).sub(a)
    c.fromArray(positions, 3 * corners[2]!).sub(a)
    b.cross(c)
    for (const corner of corners) {
      const at = 3 * weld[corner]!
      normals[at] = normals[at]! + b.x
      normals[at + 1] = normals[at + 1]! + b.y
      normals[at + 2] = normals[at + 2]! + b.z
    }
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!) || 1
    for (let k = 0; k < 3; k++) normals[i + k] = normals[i + k]! / length
  }
  return normals
}
