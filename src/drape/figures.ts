import { distanceAt, type BodyField } from './field.ts'
import type { Cloth, SewingPlan } from './cloth.ts'
import { layerDepth } from './layers.ts'
import type { SewnShape } from './shape.ts'

/** What tells whether a drape can be believed; lengths in mm, strains as shares (0.02 = 2 % longer than cut). */
export interface DrapeFigures {
  readonly seamGap95: number
  readonly seamGapMost: number
  /** Deepest vertex inside the body. */
  readonly penetration: number
  readonly strain50: number
  readonly strain95: number
}

export function figuresOf(cloth: Cloth, positions: Float64Array, body: BodyField): DrapeFigures {
  const apart = (a: number, b: number) =>
    Math.hypot(
      positions[3 * a]! - positions[3 * b]!,
      positions[3 * a + 1]! - positions[3 * b + 1]!,
      positions[3 * a + 2]! - positions[3 * b + 2]!
    )
  const gaps: number[] = []
  for (let s = 0; s < cloth.stitches.length; s += 2) gaps.push(apart(cloth.stitches[s]!, cloth.stitches[s + 1]!))
  gaps.sort((a, b) => a - b)
  const gradient = new Float64Array(3)
  let penetration = 0
  for (let i = 0; i < cloth.panel.length; i++)
    penetration = Math.max(
      penetration,
      -distanceAt(body, positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!, gradient)
    )
  const strains = [...strainOf(cloth, positions)].sort((a, b) => a - b)
  return {
    seamGap95: gaps[Math.floor(gaps.length * 0.95)] ?? 0,
    seamGapMost: gaps.at(-1) ?? 0,
    penetration,
    strain50: strains[Math.floor(strains.length * 0.5)] ?? 0,
    strain95: strains[Math.floor(strains.length * 0.95)] ?? 0,
  }
}

/** What holds a finished shape to its promise, mm. */
export interface ShapeFigures {
  /** Between points that are sewn to each other. */
  readonly seamGap95: number
  readonly seamGapMost: number
  /** Deepest point inside the body, and deepest reach of cloth through cloth. */
  readonly inBody: number
  readonly inItself: number
}

/**
 * Measures a shape as its file holds it. `body` is what it was hung on, `lift` how far it was raised from there, mm.
 */
export function shapeFigures(shape: SewnShape, body: BodyField | null, lift = 0): ShapeFigures {
  const positions = Float64Array.from(shape.positions, (metres) => metres * 1000)
  const gaps: number[] = []
  shape.weld.forEach((root, i) => {
    if (root === i) return
    gaps.push(Math.hypot(...[0, 1, 2].map((k) => positions[3 * i + k]! - positions[3 * root + k]!)))
  })
  gaps.sort((a, b) => a - b)
  const gradient = new Float64Array(3)
  let inBody = 0
  for (let i = 0; body && i < shape.weld.length; i++)
    inBody = Math.max(
      inBody,
      -distanceAt(body, positions[3 * i]!, positions[3 * i + 1]! - lift, positions[3 * i + 2]!, gradient)
    )
  return {
    seamGap95: gaps[Math.floor(gaps.length * 0.95)] ?? 0,
    seamGapMost: gaps.at(-1) ?? 0,
    inBody,
    inItself: layerDepth({ positions, triangles: shape.triangles, weld: shape.weld }),
  }
}

/** Mean stretch of the mesh edges round each vertex: where the garment is tight. */
export function strainOf(cloth: Cloth, positions: Float64Array): Float32Array {
  const { pattern: q, triangles } = cloth
  const sum = new Float32Array(cloth.panel.length)
  const edges = new Float32Array(cloth.panel.length)
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const [a, b] = [triangles[t + k]!, triangles[t + ((k + 1) % 3)]!]
      const flat = Math.hypot(q[2 * a]! - q[2 * b]!, q[2 * a + 1]! - q[2 * b + 1]!)
      const now = Math.hypot(
        positions[3 * a]! - positions[3 * b]!,
        positions[3 * a + 1]! - positions[3 * b + 1]!,
        positions[3 * a + 2]! - positions[3 * b + 2]!
      )
      for (const i of [a, b]) {
        sum[i] = sum[i]! + now / flat - 1
        edges[i] = edges[i]! + 1
      }
    }
  return sum.map((value, i) => (edges[i] ? value / edges[i]! : 0))
}

/** Length of an edge as it lies in space, mm. */
export function edgeLengthOf(cloth: Cloth, positions: Float64Array, edge: string): number {
  const along = cloth.edges.get(edge) ?? new Uint32Array()
  let sum = 0
  for (let i = 1; i < along.length; i++) {
    const [a, b] = [3 * along[i - 1]!, 3 * along[i]!]
    sum += Math.hypot(
      positions[b]! - positions[a]!,
      positions[b + 1]! - positions[a + 1]!,
      positions[b + 2]! - positions[a + 2]!
    )
  }
  return sum
}

/**
 * Area of cloth whose outer face looks inwards, mm2, among the triangles whose middle `counts`: what was caught
 * between two legs and turned over.
 */
export function turnedOf(
  cloth: Pick<Cloth, 'triangles'>,
  positions: Float64Array,
  outwards: SewingPlan['outwards'],
  counts: (x: number, y: number, z: number) => boolean
): number {
  let turned = 0
  for (let t = 0; t < cloth.triangles.length; t += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => 3 * cloth.triangles[t + k]!) as [number, number, number]
    const middle = (k: number) => (positions[a + k]! + positions[b + k]! + positions[c + k]!) / 3
    const [x, y, z] = [middle(0), middle(1), middle(2)]
    if (!counts(x, y, z)) continue
    const u = [0, 1, 2].map((k) => positions[b + k]! - positions[a + k]!) as [number, number, number]
    const v = [0, 1, 2].map((k) => positions[c + k]! - positions[a + k]!) as [number, number, number]
    const across = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]] as const
    const out = outwards(x, y, z)
    const facing = across[0] * out[0] + across[1] * out[1] + across[2] * out[2]
    const size = Math.hypot(...across)
    // What lies level, as under the crotch, looks neither out nor in.
    if (facing < -0.2 * size * Math.hypot(...out)) turned += size / 2
  }
  return turned
}
