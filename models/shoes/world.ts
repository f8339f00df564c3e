import { cross, minus, plus, sizeOf, times, unit, type Vector } from '../../src/pattern/space.ts'
import type { Part } from './mesh.ts'

/** Vertices as a file holds them: metres, y up, the sole on the ground, the toe towards +z. */
export interface Mesh {
  readonly node: string
  readonly material: string
  readonly positions: Vector[]
  readonly normals: Vector[]
  readonly flat: (readonly [number, number])[]
  readonly triangles: number[]
}

/** Where a point of the last stands, and the directions there; the last is mirrored on the way, so triangles turn. */
export interface Stand {
  place(p: Vector): Vector
  direction(v: Vector): Vector
}
const MM = 0.001

export function standOn(ground: number, middle: number): Stand {
  const direction = ([x, y, z]: Vector): Vector => [-y, z, x]
  return { direction, place: ([x, y, z]) => times([-y, z - ground, x - middle], MM) }
}

/** Parts of one node and one material become one mesh; edges within a part are smooth. */
export function meshesOf(parts: readonly Part[], stand: Stand): Mesh[] {
  const meshes = new Map<string, Mesh>()
  for (const { node, material, positions, flat, triangles } of parts) {
    const key = `${node} ${material}`
    let mesh = meshes.get(key)
    if (!mesh) meshes.set(key, (mesh = { node, material, positions: [], normals: [], flat: [], triangles: [] }))
    const first = mesh.positions.length
    const placed = positions.map((p) => stand.place(p))
    const turned = triangles.map((_, k) => triangles[k - (k % 3) + ((3 - (k % 3)) % 3)]!)
    mesh.positions.push(...placed)
    mesh.normals.push(...normalsOf(placed, turned))
    mesh.flat.push(...flat)
    for (const corner of turned) mesh.triangles.push(first + corner)
  }
  return [...meshes.values()]
}

/** Points in the same place share a normal, whatever seam of the flat coordinates runs between them. */
function normalsOf(points: readonly Vector[], triangles: readonly number[]): Vector[] {
  const keys = points.map((p) => p.map((value) => Math.round(value * 1e6)).join())
  const sums = new Map<string, Vector>()
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => triangles[t + k]!) as [number, number, number]
    const across = cross(minus(points[b]!, points[a]!), minus(points[c]!, points[a]!))
    if (sizeOf(across) === 0) continue
    for (const i of [a, b, c]) sums.set(keys[i]!, plus(sums.get(keys[i]!) ?? [0, 0, 0], across))
  }
  return keys.map((key) => unit(sums.get(key) ?? [0, 1, 0]))
}
