import type { Mesh } from './mesh.ts'

/** Unit normals per point, weighted by area, so they run smoothly over the seams. */
export function normalsOf({ points, pointOf, triangles }: Mesh): Float32Array {
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
