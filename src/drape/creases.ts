import type { Cloth } from './cloth.ts'
import { weldOf } from './cloth.ts'
import { strainOf } from './figures.ts'
import { neighboursOf } from './smooth.ts'

const ROUNDS = 5 // of smoothing: a fold is what stands out of the few centimetres around it
const RIDGE = 3.5 // mm that a fold stands out to be rubbed as hard as it gets
const TENSE = 0.25 // strain at which cloth drawn over a knee is rubbed as hard as it gets
const DRAWN = 0.3 // of what a ridge is rubbed, at the most

/**
 * What poses do to cloth that takes them a thousand times, per vertex: 255 a ridge or a place drawn tight, which is
 * rubbed, 128 nothing, 0 the bottom of a fold, where dye stays (see `SewnShape.worn`).
 */
export function creasesOf(cloth: Cloth, poses: readonly Float64Array[]): Uint8Array {
  const weld = weldOf(cloth)
  const near = neighboursOf(cloth.triangles, weld)
  const meaned = (values: Float64Array, width: number, share: number): Float64Array =>
    values.map((value, k) => {
      const others = near[weld[Math.floor(k / width)]!]!
      if (others.length === 0) return value
      const mean = others.reduce((sum, other) => sum + values[width * other + (k % width)]!, 0) / others.length
      return value + share * (mean - value)
    })
  const rubbed = new Float64Array(weld.length)
  for (const pose of poses) {
    let smooth: Float64Array = pose
    for (let round = 0; round < ROUNDS; round++) smooth = meaned(smooth, 3, 0.6)
    let tension: Float64Array = Float64Array.from(strainOf(cloth, pose), (strain) => Math.max(0, strain) / TENSE)
    for (let round = 0; round < 4; round++) tension = meaned(tension, 1, 0.5)
    const normals = normalsOf(smooth, cloth.triangles, weld)
    weld.forEach((at, i) => {
      const out = [0, 1, 2].reduce(
        (sum, k) => sum + (pose[3 * at + k]! - smooth[3 * at + k]!) * normals[3 * at + k]!,
        0
      )
      const here = Math.max(-1, Math.min(1, out / RIDGE)) + DRAWN * Math.min(1, tension[at]!)
      rubbed[i] = rubbed[i]! + here / poses.length
    })
  }
  return Uint8Array.from(rubbed, (value) => Math.round(128 + 127 * Math.max(-1, Math.min(1, value))))
}

/** Unit normals at the lowest vertex of each weld, by area. */
function normalsOf(p: Float64Array, triangles: Uint32Array, weld: Uint32Array): Float64Array {
  const normals = new Float64Array(p.length)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => 3 * weld[triangles[t + k]!]!) as [number, number, number]
    const [ux, uy, uz] = [p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!]
    const [vx, vy, vz] = [p[c]! - p[a]!, p[c + 1]! - p[a + 1]!, p[c + 2]! - p[a + 2]!]
    const normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
    for (const i of [a, b, c]) for (let k = 0; k < 3; k++) normals[i + k] = normals[i + k]! + normal[k]!
  }
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!) || 1
    for (let k = 0; k < 3; k++) normals[i + k] = normals[i + k]! / length
  }
  return normals
}
