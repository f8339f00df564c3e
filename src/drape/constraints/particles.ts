import type { Cloth } from '../cloth.ts'

/** What the solver moves: one particle for all vertices that are one in space. */
export interface Particles {
  /** Particle per vertex of the cloth. */
  readonly of: Uint32Array
  readonly count: number
  /** 1/g per particle: the cloth around it, weighed. */
  readonly lightness: Float64Array
  /** Where cloth is, in triples of particles. */
  readonly triangles: Uint32Array
  /** Neighbours of particle i along the mesh: `near[start[i]]` to `near[start[i + 1] - 1]`. */
  readonly start: Uint32Array
  readonly near: Uint32Array
  /** Mean length of the edges at a particle as cut, mm. */
  readonly reach: Float64Array
}

/** Moves particles towards what it asks for. `p` is xyz per particle in mm, `old` where the step began. */
export type Constraint = (p: Float64Array, old: Float64Array) => void

/** `weld` names per vertex the lowest vertex it moves with; `weight` is g/m2. */
export function particlesOf(cloth: Cloth, weld: Uint32Array, weight: number): Particles {
  const of = new Uint32Array(weld.length)
  let count = 0
  weld.forEach((lowest, i) => (of[i] = lowest === i ? count++ : of[lowest]!))
  const mass = new Float64Array(count)
  const length = new Float64Array(count)
  const edges = new Uint32Array(count)
  const around = Array.from({ length: count }, () => new Set<number>())
  const { pattern: q, triangles } = cloth
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!] as const
    const third = (Math.abs(flatArea(q, ...corners)) / 6) * weight * 1e-6
    for (let k = 0; k < 3; k++) {
      const [a, b] = [corners[k]!, corners[(k + 1) % 3]!]
      const [pa, pb] = [of[a]!, of[b]!]
      mass[pa] = mass[pa]! + third
      const long = Math.hypot(q[2 * a]! - q[2 * b]!, q[2 * a + 1]! - q[2 * b + 1]!)
      for (const i of [pa, pb]) {
        length[i] = length[i]! + long
        edges[i] = edges[i]! + 1
      }
      around[pa]!.add(pb)
      around[pb]!.add(pa)
    }
  }
  const start = new Uint32Array(count + 1)
  around.forEach((set, i) => (start[i + 1] = start[i]! + set.size))
  return {
    of,
    count,
    lightness: mass.map((grams) => 1 / Math.max(grams, 1e-6)),
    triangles: triangles.map((corner) => of[corner]!),
    start,
    near: Uint32Array.from(around.flatMap((set) => [...set])),
    reach: length.map((sum, i) => sum / (edges[i]! || 1)),
  }
}

/** Twice the signed area of a triangle as cut, mm2. */
export function flatArea(q: Float64Array, a: number, b: number, c: number): number {
  return (
    (q[2 * b]! - q[2 * a]!) * (q[2 * c + 1]! - q[2 * a + 1]!) -
    (q[2 * b + 1]! - q[2 * a + 1]!) * (q[2 * c]! - q[2 * a]!)
  )
}

/** Positions of the particles, each the mean of its vertices. */
export function gathered(positions: Float64Array, { of, count }: Particles): Float64Array {
  const p = new Float64Array(3 * count)
  const shared = new Float64Array(count)
  of.forEach((to, i) => {
    shared[to] = shared[to]! + 1
    for (let k = 0; k < 3; k++) p[3 * to + k] = p[3 * to + k]! + positions[3 * i + k]!
  })
  return p.map((value, k) => value / shared[Math.floor(k / 3)]!)
}

/** Positions per vertex of the cloth again. */
export function spread(p: Float64Array, { of }: Particles): Float64Array {
  return Float64Array.from({ length: 3 * of.length }, (_, k) => p[3 * of[Math.floor(k / 3)]! + (k % 3)]!)
}
