import type { Cloth } from '../cloth.ts'
import type { Panel } from '../shape.ts'
import { flatArea, type Constraint, type Particles } from './particles.ts'

export interface Stiffness {
  /** Flexural rigidity, µN·m. */
  readonly bending: number
  /** How many times as stiff a place is: fused, doubled, hemmed. */
  readonly times: (panel: Panel, x: number, y: number) => number
  /** A pose in which the cloth was creased, and which share of each angle it keeps; null lies flat at ease. */
  readonly creased: Creased | null
}

export interface Creased {
  /** xyz per vertex of the cloth. */
  readonly positions: Float64Array
  /** By place: 0 forgets, 1 is moulded. */
  readonly keeps: (panel: Panel, x: number, y: number) => number
}

const SEAM = 2.5 // a seam is four layers

/**
 * Bending by the angle between neighbouring triangles (discrete shells: Grinspun et al. 2003; gradients as in Bridson
 * et al. 2003), as compliant constraints. Angles are exact however far the cloth is folded.
 */
export function bending(cloth: Cloth, particles: Particles, stiffness: Stiffness, dt: number): Constraint {
  const { pattern: q, triangles } = cloth
  const { of, count, lightness } = particles
  const { creased } = stiffness
  const open = new Map<number, readonly [number, number, number]>()
  const points: number[] = []
  const soft: number[] = []
  const rest: number[] = []
  const byPlace = (value: Stiffness['times']) =>
    Float64Array.from(cloth.panel, (panel, i) => value(cloth.panels[panel]!, q[2 * i]!, q[2 * i + 1]!))
  const times = byPlace(stiffness.times)
  const kept = byPlace(creased ? creased.keeps : () => 0)
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const [a, b, o] = [triangles[t + k]!, triangles[t + ((k + 1) % 3)]!, triangles[t + ((k + 2) % 3)]!]
      const [pa, pb] = [of[a]!, of[b]!]
      const key = pa < pb ? pa * count + pb : pb * count + pa
      const other = open.get(key)
      if (!other) {
        open.set(key, [a, b, o])
        continue
      }
      const [c, d, e] = other
      const area = (Math.abs(flatArea(q, a, b, o)) + Math.abs(flatArea(q, c, d, e))) / 2
      const square = (q[2 * a]! - q[2 * b]!) ** 2 + (q[2 * a + 1]! - q[2 * b + 1]!) ** 2
      if (square < 1e-6 || area < 1e-6 || of[o] === of[e]) continue
      const isSeam = cloth.panel[o] !== cloth.panel[e]
      const rigidity = stiffness.bending * 1e3 * Math.max(times[o]!, times[e]!) * (isSeam ? SEAM : 1)
      // The first triangle has the edge as a to b, the second as b to a.
      points.push(3 * of[e]!, 3 * of[o]!, 3 * pa, 3 * pb)
      soft.push(area / (3 * square * rigidity) / dt / dt)
      rest.push(creased ? Math.min(kept[o]!, kept[e]!) * angleAt(creased.positions, 3 * e, 3 * o, 3 * a, 3 * b) : 0)
    }
  return hinges(Uint32Array.from(points), Float64Array.from(rest), Float64Array.from(soft), lightness)
}

/** The angle that the hinges below work on, of one of them. */
function angleAt(p: Float64Array, i1: number, i2: number, i3: number, i4: number): number {
  const from = (i: number, k: number) => p[i + k]! - p[i3 + k]!
  const [e, a, b] = [i4, i1, i2].map((i) => [from(i, 0), from(i, 1), from(i, 2)] as const) as [Triple, Triple, Triple]
  const [n, m] = [cross(e, a), cross(b, e)]
  return Math.atan2(dot(cross(n, m), e) / Math.sqrt(dot(e, e)), dot(n, m))
}

type Triple = readonly [number, number, number]
const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

function hinges(points: Uint32Array, rest: Float64Array, soft: Float64Array, lightness: Float64Array): Constraint {
  return (p) => {
    // Written out by axis: this is where the time goes.
    for (let h = 0; h < rest.length; h++) {
      const i1 = points[4 * h]!
      const i2 = points[4 * h + 1]!
      const i3 = points[4 * h + 2]!
      const i4 = points[4 * h + 3]!
      const ex = p[i4]! - p[i3]!
      const ey = p[i4 + 1]! - p[i3 + 1]!
      const ez = p[i4 + 2]! - p[i3 + 2]!
      const ax = p[i1]! - p[i3]!
      const ay = p[i1 + 1]! - p[i3 + 1]!
      const az = p[i1 + 2]! - p[i3 + 2]!
      const bx = p[i2]! - p[i3]!
      const by = p[i2 + 1]! - p[i3 + 1]!
      const bz = p[i2 + 2]! - p[i3 + 2]!
      // Both normals point the same way where the cloth is flat.
      const nx = ey * az - ez * ay
      const ny = ez * ax - ex * az
      const nz = ex * ay - ey * ax
      const mx = by * ez - bz * ey
      const my = bz * ex - bx * ez
      const mz = bx * ey - by * ex
      const nn = nx * nx + ny * ny + nz * nz
      const mm = mx * mx + my * my + mz * mz
      const ee = ex * ex + ey * ey + ez * ez
      if (nn < 1e-9 || mm < 1e-9 || ee < 1e-9) continue
      const e = Math.sqrt(ee)
      const cos = nx * mx + ny * my + nz * mz
      const sin = ((ny * mz - nz * my) * ex + (nz * mx - nx * mz) * ey + (nx * my - ny * mx) * ez) / e
      const off = Math.atan2(sin, cos) - rest[h]!
      if (off < 1e-4 && off > -1e-4) continue
      // Gradients of the angle: along the normals, by the heights over the edge.
      const gn = e / nn
      const gm = e / mm
      const s1 = (ax * ex + ay * ey + az * ez) / ee
      const s2 = (bx * ex + by * ey + bz * ez) / ee
      const n3 = (s1 - 1) * gn
      const m3 = (s2 - 1) * gm
      const n4 = -s1 * gn
      const m4 = -s2 * gm
      const g3x = n3 * nx + m3 * mx
      const g3y = n3 * ny + m3 * my
      const g3z = n3 * nz + m3 * mz
      const g4x = n4 * nx + m4 * mx
      const g4y = n4 * ny + m4 * my
      const g4z = n4 * nz + m4 * mz
      const w1 = lightness[i1 / 3]!
      const w2 = lightness[i2 / 3]!
      const w3 = lightness[i3 / 3]!
      const w4 = lightness[i4 / 3]!
      const sum =
        w1 * gn * gn * nn +
        w2 * gm * gm * mm +
        w3 * (g3x * g3x + g3y * g3y + g3z * g3z) +
        w4 * (g4x * g4x + g4y * g4y + g4z * g4z) +
        soft[h]!
      const share = off / sum
      const k1 = share * w1 * gn
      const k2 = share * w2 * gm
      const k3 = share * w3
      const k4 = share * w4
      p[i1] = p[i1]! + k1 * nx
      p[i1 + 1] = p[i1 + 1]! + k1 * ny
      p[i1 + 2] = p[i1 + 2]! + k1 * nz
      p[i2] = p[i2]! + k2 * mx
      p[i2 + 1] = p[i2 + 1]! + k2 * my
      p[i2 + 2] = p[i2 + 2]! + k2 * mz
      p[i3] = p[i3]! + k3 * g3x
      p[i3 + 1] = p[i3 + 1]! + k3 * g3y
      p[i3 + 2] = p[i3 + 2]! + k3 * g3z
      p[i4] = p[i4]! + k4 * g4x
      p[i4 + 1] = p[i4 + 1]! + k4 * g4y
      p[i4 + 2] = p[i4 + 2]! + k4 * g4z
    }
  }
}
