import { BufferAttribute, BufferGeometry, DoubleSide, Ray, Vector3 } from 'three'
import { MeshBVH } from 'three-mesh-bvh'
import type { Mesh } from './world.ts'

const RAYS = 28
/** Metres: what is farther away casts no shade worth baking. */
const REACH = 0.05
/** Deeper than the rays say, or the light thrown back and forth in white leather would wash its seams out. */
const DEPTH = 2.2
/** Metres: half the side of the ground that shades the sole. */
const GROUND = 0.4

/** How open each vertex of a mesh is to the room, 0 to 1, among other meshes and over the ground. */
export function shadeOf(mesh: Mesh, among: MeshBVH): Float32Array {
  const ray = new Ray()
  const [normal, across, beside] = [new Vector3(), new Vector3(), new Vector3()]
  const known = new Map<string, number>()
  return Float32Array.from(mesh.positions, (p, i) => {
    const n = mesh.normals[i]!
    const key = [...p, ...n].map((value) => Math.round(value * 1e5)).join()
    const before = known.get(key)
    if (before !== undefined) return before
    normal.set(...n)
    across
      .set(Math.abs(n[0]) < 0.8 ? 1 : 0, Math.abs(n[0]) < 0.8 ? 0 : 1, 0)
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
      ray.origin.set(...p).addScaledVector(normal, 0.00025)
      const hit = among.raycastFirst(ray, DoubleSide, 0, REACH)
      sum += hit ? Math.min(1, hit.distance / REACH) ** 0.65 : 1
    }
    const open = (sum / RAYS) ** DEPTH
    known.set(key, open)
    return open
  })
}

/** What casts shade, with the ground. */
export function treeOf(meshes: readonly Mesh[]): MeshBVH {
  const points: number[] = []
  const index: number[] = []
  for (const { positions, triangles } of meshes) {
    const first = points.length / 3
    for (const p of positions) points.push(...p)
    for (const corner of triangles) index.push(first + corner)
  }
  const first = points.length / 3
  points.push(-GROUND, 0, -GROUND, GROUND, 0, -GROUND, GROUND, 0, GROUND, -GROUND, 0, GROUND)
  index.push(first, first + 2, first + 1, first, first + 3, first + 2)
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(Float32Array.from(points), 3))
  geometry.setIndex(index)
  return new MeshBVH(geometry)
}
