import { distanceAt } from './field.ts'
import { weldOf, type Cloth } from './cloth.ts'
import type { DistanceGrid } from './torso-skin.ts'

/** How elastic cloth is stretched on to a form. Lengths mm. */
export interface MembraneSettings {
  readonly form: DistanceGrid
  /** How far above the form's surface a vertex lies when it touches: half the cloth, and what lies below. */
  readonly offset: (vertex: number) => number
  /** Elastic drawn into edges of the cloth, by `front/armL`: its length as a share of the edge's. */
  readonly elastic: ReadonlyMap<string, number>
  /**
   * What is left of the stiffness where cloth is shorter than cut: nearly nothing, so that it gives where a stiff one
   * would fold; more where it is narrow and would roll up.
   */
  readonly slack: (vertex: number) => number
  /** Above this height cloth grips the form, as straps grip a shoulder; below it slides until it lies even. */
  readonly gripsAbove: number
  readonly friction: number
  readonly most: number
}

/** Of elastic against cloth. */
const TIGHT = 5
/** Of bending, against a spring: takes out what no spring sees. */
const SMOOTH = 0.05
/** Draws slack cloth on to the form, too faintly to move what is stretched; and how far off it still does, mm. */
const DRAWN = { force: 0.05, reach: 25 } as const
/** mm a step; at rest when no vertex moves more. */
const REST = 0.0015

/**
 * Where sewn elastic cloth comes to rest on a form: springs along the mesh that pull when longer than cut, solved by
 * dynamic relaxation with masses to match and kinetic damping (Barnes 1999). Seams are welded from the start, so none
 * can gape. No gravity: cut smaller than the body, it holds itself.
 */
export function stretchedOn(cloth: Cloth, start: Float64Array, settings: MembraneSettings): Float64Array {
  const weld = weldOf(cloth)
  const p = meanOf(start, weld)
  const springs = springsOf(cloth, weld, settings)
  const around = ringsOf(cloth, weld)
  const used = [...new Set(weld)]
  const mass = new Float64Array(weld.length)
  const { ends, rest, stiff } = springs
  for (let s = 0; s < rest.length; s++)
    for (let k = 0; k < 2; k++) mass[ends[2 * s + k]!] = mass[ends[2 * s + k]!]! + stiff[s]!
  const offset = offsetsOf(weld, settings)
  const force = new Float64Array(p.length)
  const bent = new Float64Array(p.length)
  const velocity = new Float64Array(p.length)
  const normal = new Float64Array(3)
  let energy = 0
  for (let step = 0; step < settings.most; step++) {
    force.fill(0)
    pull(p, force, springs)
    smooth(p, force, bent, around, used)
    let now = 0
    let fastest = 0
    for (const i of used) {
      const at = 3 * i
      const inverse = 0.6 / (mass[i]! + 12 * SMOOTH)
      for (let k = 0; k < 3; k++) {
        const v = Math.max(-2.5, Math.min(2.5, velocity[at + k]! * 0.995 + force[at + k]! * inverse))
        velocity[at + k] = v
        p[at + k] = p[at + k]! + v
      }
      touch(p, velocity, at, offset[i]!, inverse, settings, normal)
      const speed = velocity[at]! ** 2 + velocity[at + 1]! ** 2 + velocity[at + 2]! ** 2
      now += mass[i]! * speed
      fastest = Math.max(fastest, speed)
    }
    if (now < energy) {
      velocity.fill(0)
      energy = 0
    } else energy = now
    if (step > 200 && fastest < REST * REST && now > 0) break
  }
  return Float64Array.from({ length: start.length }, (_, k) => p[3 * weld[Math.floor(k / 3)]! + (k % 3)]!)
}

/** Sewn vertices start together, in the middle of where they were laid. */
function meanOf(start: Float64Array, weld: Uint32Array): Float64Array {
  const p = new Float64Array(start.length)
  const count = new Uint16Array(weld.length)
  weld.forEach((root, i) => {
    count[root] = count[root]! + 1
    for (let k = 0; k < 3; k++) p[3 * root + k] = p[3 * root + k]! + start[3 * i + k]!
  })
  return p.map((sum, k) => sum / Math.max(1, count[Math.floor(k / 3)]!))
}

function offsetsOf(weld: Uint32Array, { offset }: MembraneSettings): Float64Array {
  const most = new Float64Array(weld.length)
  weld.forEach((root, i) => (most[root] = Math.max(most[root]!, offset(i))))
  return most
}

interface Springs {
  readonly ends: Uint32Array
  readonly rest: Float64Array
  readonly stiff: Float64Array
  /** Share of the stiffness that is left when it is shorter than cut. */
  readonly slack: Float64Array
}

/**
 * Every side of every triangle. Stiffness is the cotangent of the opposite angles, kept within bounds, so that the mesh
 * pulls alike in all directions however it was cut into triangles.
 */
function springsOf(cloth: Cloth, weld: Uint32Array, { elastic, slack }: MembraneSettings): Springs {
  const { pattern: q, triangles, panel } = cloth
  const found = new Map<number, { a: number; b: number; rest: number; stiff: number }>()
  const flat = (a: number, b: number) => Math.hypot(q[2 * a]! - q[2 * b]!, q[2 * a + 1]! - q[2 * b + 1]!)
  const keyOf = (a: number, b: number) => (a < b ? a * panel.length + b : b * panel.length + a)
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const [a, b, c] = [triangles[t + k]!, triangles[t + ((k + 1) % 3)]!, triangles[t + ((k + 2) % 3)]!]
      const [ux, uy] = [q[2 * a]! - q[2 * c]!, q[2 * a + 1]! - q[2 * c + 1]!]
      const [vx, vy] = [q[2 * b]! - q[2 * c]!, q[2 * b + 1]! - q[2 * c + 1]!]
      const cot = (ux * vx + uy * vy) / Math.max(1e-6, Math.abs(ux * vy - uy * vx))
      const share = Math.max(0.15, Math.min(0.8, cot))
      const known = found.get(keyOf(a, b))
      if (known) known.stiff += share
      else found.set(keyOf(a, b), { a, b, rest: flat(a, b), stiff: share })
    }
  for (const [edge, ratio] of elastic) {
    const along = cloth.edges.get(edge)
    for (let i = 1; along && i < along.length; i++) {
      const spring = found.get(keyOf(along[i - 1]!, along[i]!))
      if (!spring) continue
      spring.rest *= ratio
      spring.stiff *= TIGHT
    }
  }
  const list = [...found.values()]
  return {
    ends: Uint32Array.from(list.flatMap(({ a, b }) => [weld[a]!, weld[b]!])),
    rest: Float64Array.from(list, ({ rest }) => rest),
    stiff: Float64Array.from(list, ({ stiff }) => stiff),
    slack: Float64Array.from(list, ({ a, b }) => (slack(a) + slack(b)) / 2),
  }
}

/** Neighbours of each welded vertex; on a rim only those along it. */
function ringsOf({ triangles }: Cloth, weld: Uint32Array): readonly (readonly number[])[] {
  const uses = Array.from(weld, () => new Map<number, number>())
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const [a, b] = [weld[triangles[t + k]!]!, weld[triangles[t + ((k + 1) % 3)]!]!]
      uses[a]!.set(b, (uses[a]!.get(b) ?? 0) + 1)
      uses[b]!.set(a, (uses[b]!.get(a) ?? 0) + 1)
    }
  return uses.map((near) => {
    const rim = [...near].filter(([, times]) => times === 1).map(([other]) => other)
    return rim.length === 2 ? rim : [...near.keys()]
  })
}

function pull(p: Float64Array, force: Float64Array, { ends, rest, stiff, slack }: Springs): void {
  for (let s = 0; s < rest.length; s++) {
    const a = 3 * ends[2 * s]!
    const b = 3 * ends[2 * s + 1]!
    const dx = p[b]! - p[a]!
    const dy = p[b + 1]! - p[a + 1]!
    const dz = p[b + 2]! - p[a + 2]!
    const length = Math.sqrt(dx * dx + dy * dy + dz * dz) || 1e-9
    const longer = length - rest[s]!
    const f = (stiff[s]! * longer * (longer > 0 ? 1 : slack[s]!)) / length
    force[a] = force[a]! + f * dx
    force[a + 1] = force[a + 1]! + f * dy
    force[a + 2] = force[a + 2]! + f * dz
    force[b] = force[b]! - f * dx
    force[b + 1] = force[b + 1]! - f * dy
    force[b + 2] = force[b + 2]! - f * dz
  }
}

/** A plate's bending, with the umbrella for the Laplacian: each vertex towards where its ring would have it. */
function smooth(
  p: Float64Array,
  force: Float64Array,
  bent: Float64Array,
  around: readonly (readonly number[])[],
  used: readonly number[]
): void {
  const umbrella = (from: Float64Array, i: number, k: number) => {
    const near = around[i]!
    let sum = 0
    for (const other of near) sum += from[3 * other + k]!
    return sum / near.length - from[3 * i + k]!
  }
  for (const i of used) for (let k = 0; k < 3; k++) bent[3 * i + k] = umbrella(p, i, k)
  for (const i of used)
    for (let k = 0; k < 3; k++) force[3 * i + k] = force[3 * i + k]! - SMOOTH * umbrella(bent, i, k)
}

/** Out of the form, with no speed left into it; where cloth grips, none along it either beyond what friction lets. */
function touch(
  p: Float64Array,
  v: Float64Array,
  at: number,
  offset: number,
  inverse: number,
  { form, gripsAbove, friction }: MembraneSettings,
  normal: Float64Array
): void {
  const deep = offset - distanceAt(form, p[at]!, p[at + 1]!, p[at + 2]!, normal)
  if (!(deep > 0)) {
    if (deep > -DRAWN.reach) for (let k = 0; k < 3; k++) v[at + k] = v[at + k]! - DRAWN.force * inverse * normal[k]!
    return
  }
  const into = v[at]! * normal[0]! + v[at + 1]! * normal[1]! + v[at + 2]! * normal[2]!
  const pressed = Math.max(0, -into)
  for (let k = 0; k < 3; k++) {
    p[at + k] = p[at + k]! + Math.min(deep, 6) * normal[k]!
    if (into < 0) v[at + k] = v[at + k]! - into * normal[k]!
  }
  if (p[at + 1]! < gripsAbove) return
  const slide = Math.hypot(v[at]!, v[at + 1]!, v[at + 2]!)
  const held = slide > 0 ? Math.min(1, (friction * (pressed + deep)) / slide) : 0
  for (let k = 0; k < 3; k++) {
    p[at + k] = p[at + k]! - held * v[at + k]!
    v[at + k] = v[at + k]! * (1 - held)
  }
}
