import type { Cloth } from '../cloth.ts'
import { flatArea, type Constraint, type Particles } from './particles.ts'

/**
 * How far cloth gives when pulled: the share it grows under 1 N on each mm of width, along the warp (y of the pattern),
 * across it (weft) and at 45 degrees. Heavy twill 0.1, 0.2, 0.6; a bathing knit 4, 4, 3.
 */
export interface Give {
  readonly warp: number
  readonly weft: number
  readonly bias: number
}

/** An elastic sewn to a row of vertices, shorter than the edge it gathers. */
export interface Elastic {
  /** Edges of panels as drawn, `front.L/leg`. */
  readonly edges: readonly string[]
  /** Its length over that of the edge: 0.9 draws it in by a tenth. */
  readonly ratio: number
  /** As `Give`, of the elastic itself per mm of its width times its width: share under 1 N. */
  readonly give: number
}

const N = 1e6 // g mm/s2

/** Every edge of the mesh as a spring; along a seam the two sides have one each, so ease is held in. */
export function stretching(
  cloth: Cloth,
  particles: Particles,
  give: Give,
  elastics: readonly Elastic[],
  dt: number
): Constraint {
  const { pattern: q, triangles } = cloth
  const vertices = cloth.panel.length
  const area = new Map<number, number>()
  for (let t = 0; t < triangles.length; t += 3) {
    const twice = Math.abs(flatArea(q, triangles[t]!, triangles[t + 1]!, triangles[t + 2]!))
    for (let k = 0; k < 3; k++) {
      const [a, b] = [triangles[t + k]!, triangles[t + ((k + 1) % 3)]!]
      const key = a < b ? a * vertices + b : b * vertices + a
      area.set(key, (area.get(key) ?? 0) + twice / 2)
    }
  }
  const ends: number[] = []
  const rest: number[] = []
  const soft: number[] = []
  for (const [key, around] of area) {
    const [a, b] = [Math.floor(key / vertices), key % vertices]
    const [x, y] = [q[2 * a]! - q[2 * b]!, q[2 * a + 1]! - q[2 * b + 1]!]
    const length = Math.hypot(x, y)
    if (particles.of[a] === particles.of[b] || length < 1e-6) continue
    ends.push(3 * particles.of[a]!, 3 * particles.of[b]!)
    rest.push(length)
    // The strip of cloth an edge stands for is as wide as two thirds of what lies beside it.
    soft.push((giveAlong(give, x / length, y / length) * length * length) / ((2 / 3) * around) / N / dt / dt)
  }
  for (const { edges, ratio, give: own } of elastics)
    for (const name of edges) {
      const along = cloth.edges.get(name) ?? new Uint32Array()
      for (let i = 1; i < along.length; i++) {
        const [a, b] = [along[i - 1]!, along[i]!]
        const length = ratio * Math.hypot(q[2 * a]! - q[2 * b]!, q[2 * a + 1]! - q[2 * b + 1]!)
        if (particles.of[a] === particles.of[b] || length < 1e-6) continue
        ends.push(3 * particles.of[a]!, 3 * particles.of[b]!)
        rest.push(length)
        soft.push((own * length) / N / dt / dt)
      }
    }
  return springs(Uint32Array.from(ends), Float64Array.from(rest), Float64Array.from(soft), particles.lightness)
}

/** Between the threads and the bias by the angle. */
function giveAlong({ warp, weft, bias }: Give, x: number, y: number): number {
  const skew = 4 * x * x * y * y
  return (x * x * weft + y * y * warp) * (1 - skew) + bias * skew
}

/** Twice a step, to and fro, so that a pull at one end is felt at the other. */
function springs(ends: Uint32Array, rest: Float64Array, soft: Float64Array, lightness: Float64Array): Constraint {
  const count = rest.length
  const [shareA, shareB] = [new Float64Array(count), new Float64Array(count)]
  rest.forEach((_, s) => {
    const [a, b] = [lightness[ends[2 * s]! / 3]!, lightness[ends[2 * s + 1]! / 3]!]
    shareA[s] = a / (a + b + soft[s]!)
    shareB[s] = b / (a + b + soft[s]!)
  })
  return (p) => {
    for (let turn = 0; turn < 2 * count; turn++) {
      const s = turn < count ? turn : 2 * count - 1 - turn
      const a = ends[2 * s]!
      const b = ends[2 * s + 1]!
      const dx = p[a]! - p[b]!
      const dy = p[a + 1]! - p[b + 1]!
      const dz = p[a + 2]! - p[b + 2]!
      const length = Math.sqrt(dx * dx + dy * dy + dz * dz)
      if (length < 1e-9) continue
      const off = (rest[s]! - length) / length
      const moveA = off * shareA[s]!
      const moveB = off * shareB[s]!
      p[a] = p[a]! + moveA * dx
      p[a + 1] = p[a + 1]! + moveA * dy
      p[a + 2] = p[a + 2]! + moveA * dz
      p[b] = p[b]! - moveB * dx
      p[b + 1] = p[b + 1]! - moveB * dy
      p[b + 2] = p[b + 2]! - moveB * dz
    }
  }
}
