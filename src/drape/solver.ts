import { ToileError } from '../ground/index.ts'
import { distanceAt, type BodyField } from './body.ts'
import { weldOf, type Cloth } from './cloth.ts'
import type { Panel } from './shape.ts'

/** Material of the cloth, in units of the workshop. */
export interface ClothWeight {
  /** g/m2. */
  readonly weight: number
  /** Flexural rigidity, µN·m: shirting 5, 12 oz twill 60 to 100. */
  readonly bending: number
}

export interface SolverSettings {
  readonly cloth: ClothWeight
  /** Panels that are stiffened (fused, doubled), with how many times the cloth's bending. */
  readonly stiff: Readonly<Record<string, number>>
  /**
   * Edges kept in a plane that is `height` mm above the floor at z = 0 and may dip to the front by a slope within
   * `slope`. What a waistband hangs on is not simulated, only where it lies.
   */
  readonly held: {
    readonly edges: readonly string[]
    readonly height: number
    readonly slope: readonly [least: number, most: number]
  }
  /**
   * How far a place on a panel is raised and then kept, mm; null where the cloth hangs free. A hem that stands on a
   * shoe is raised, which makes the leg break.
   */
  readonly raised?: (panel: Panel, x: number, y: number) => number | null
  /**
   * For cloth that goes round a part of the body, by the panel, the pattern's x and the height above the floor: where
   * the middle of that part is, mm, and on which side of it this place belongs (signs of x and z).
   */
  readonly quarter?: (panel: Panel, x: number, height: number) => Quarter | null
  /** Copies `L` stay at x > 0 and `R` at x < 0: what keeps two legs apart in place of self-collision. */
  readonly keepSides: boolean
  readonly frames: number
  readonly substeps: number
  readonly signal?: AbortSignal
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void
}

export interface Quarter {
  readonly x: number
  readonly z: number
  readonly sideways: number
  readonly ahead: number
}

const GRAVITY = 9810 // mm/s2
const SKIN = 2.5 // mm kept between body and cloth
const APART = 2 // mm kept between a leg and the middle
const FRICTION = 0.35 // of the sliding that a step takes away
const SLIPPERY = 0.02 // while it is sewn, so that it slides into place
const STRETCH = 1.2e-6 // s2/g: 0.8 N per mm of a spring; stiff enough to be inextensible at these loads

/**
 * Sews loose panels: draws the stitches shut while the cloth settles on the body (XPBD, Macklin et al. 2016, small
 * steps with one pass each).
 *
 * @throws {ToileError} `drape/cancelled` when the signal fires, `drape/unstable` if the cloth flies apart.
 */
export function sewTogether(
  cloth: Cloth,
  start: Float64Array,
  body: BodyField,
  settings: SolverSettings
): Promise<Float64Array> {
  const own = Uint32Array.from({ length: cloth.panel.length }, (_, i) => i)
  return simulate(cloth, own, start, body, settings, true)
}

/**
 * Lets sewn cloth hang. Welded vertices move as one, so no seam can gape. Positions come back per vertex of the
 * cloth.
 */
export function settle(
  cloth: Cloth,
  start: Float64Array,
  body: BodyField,
  settings: SolverSettings
): Promise<Float64Array> {
  return simulate(cloth, weldOf(cloth), start, body, settings, false)
}

async function simulate(
  cloth: Cloth,
  weld: Uint32Array,
  start: Float64Array,
  body: BodyField,
  settings: SolverSettings,
  sewing: boolean
): Promise<Float64Array> {
  const { particle, count } = particlesOf(weld)
  const p = gathered(start, particle, count)
  const old = p.slice()
  const v = new Float64Array(3 * count)
  const mass = (settings.cloth.weight * 1e-6 * areaOf(cloth)) / count // g
  const dt = 1 / 60 / settings.substeps
  const springs = springsOf(cloth, particle)
  const hinges = hingesOf(cloth, particle, count, settings)
  const stitches = sewing ? cloth.stitches : new Uint32Array()
  const heldPoints = [
    ...new Set(settings.held.edges.flatMap((key) => [...(cloth.edges.get(key) ?? [])].map((i) => particle[i]!))),
  ]
  const pins = pinsOf(cloth, particle, p, settings)
  const sides = settings.keepSides ? sidesOf(cloth, particle, count, sewing) : null

  const stretchSoft = (STRETCH * mass) / dt / dt
  const hingeSoft = Float64Array.from(hinges.softness, (soft) => (soft * mass) / dt / dt)
  const gradient = new Float64Array(3)
  const drawn = Math.min(60, settings.frames * 0.45) // frames until the seams are shut

  let breath = performance.now()
  for (let frame = 0; frame < settings.frames; frame++) {
    const rest = settings.frames - frame
    const seam = frame < drawn ? 40 * (1 - frame / drawn) ** 2 + 1e-4 : 0
    const fall = GRAVITY * dt * (sewing && frame < drawn * 0.7 ? 0.1 : 1)
    // Lively first, then calmer, so that folds form and come to rest.
    const damping = sewing && frame < drawn ? 0.96 : rest < 25 ? 0.94 : 0.988
    for (let sub = 0; sub < settings.substeps; sub++) {
      fallFreely(p, old, v, damping, fall, dt)
      stretch(p, springs, stretchSoft)
      bend(p, hinges, hingeSoft)
      for (let s = 0; s < stitches.length; s += 2) join(p, 3 * stitches[s]!, 3 * stitches[s + 1]!, 1 / (2 + seam))
      hold(p, heldPoints, settings.held)
      if (sewing && frame < drawn) guard(p, cloth, settings)
      pin(p, pins, Math.min(1, (frame + 1) / 40))
      collide(p, old, count, body, sewing ? SLIPPERY : FRICTION, sides, gradient)
      for (let k = 0; k < p.length; k++) v[k] = (p[k]! - old[k]!) / dt
    }
    if (!Number.isFinite(p[0]! + p[3 * count - 1]!))
      throw new ToileError('drape/unstable', 'The cloth came apart while it was draped.')
    settings.onProgress?.((frame + 1) / settings.frames)
    if (performance.now() - breath > 40) {
      // A worker must hear its messages: cancelling arrives as one.
      await new Promise((resolve) => setTimeout(resolve))
      breath = performance.now()
    }
    if (settings.signal?.aborted) throw new ToileError('drape/cancelled', 'The drape was cancelled.')
  }
  return Float64Array.from({ length: 3 * weld.length }, (_, k) => p[3 * particle[Math.floor(k / 3)]! + (k % 3)]!)
}

// ---- Constraints ----

interface Springs {
  readonly ends: Uint32Array
  readonly rest: Float64Array
}

interface Hinges {
  /** Four points per hinge: the edge, then the corners opposite it. */
  readonly points: Uint32Array
  readonly weights: Float64Array
  readonly square: Float64Array
  /** Compliance, s2/g. */
  readonly softness: Float64Array
}

function particlesOf(weld: Uint32Array): { particle: Uint32Array; count: number } {
  const particle = new Uint32Array(weld.length)
  let count = 0
  weld.forEach((lowest, i) => (particle[i] = lowest === i ? count++ : particle[lowest]!))
  return { particle, count }
}

function gathered(start: Float64Array, particle: Uint32Array, count: number): Float64Array {
  const p = new Float64Array(3 * count)
  const shared = new Float64Array(count)
  particle.forEach((to, i) => {
    shared[to] = shared[to]! + 1
    for (let k = 0; k < 3; k++) p[3 * to + k] = p[3 * to + k]! + start[3 * i + k]!
  })
  return p.map((value, k) => value / shared[Math.floor(k / 3)]!)
}

function areaOf({ pattern, triangles }: Cloth): number {
  let twice = 0
  for (let t = 0; t < triangles.length; t += 3)
    twice += Math.abs(flatArea(pattern, triangles[t]!, triangles[t + 1]!, triangles[t + 2]!))
  return twice / 2
}

function flatArea(q: Float64Array, a: number, b: number, c: number): number {
  return (
    (q[2 * b]! - q[2 * a]!) * (q[2 * c + 1]! - q[2 * a + 1]!) -
    (q[2 * b + 1]! - q[2 * a + 1]!) * (q[2 * c]! - q[2 * a]!)
  )
}

/** Every edge of the mesh; along a seam the two sides have a spring each, so ease is held in. */
function springsOf(cloth: Cloth, particle: Uint32Array): Springs {
  const { pattern: q, triangles } = cloth
  const ends: number[] = []
  const rest: number[] = []
  const seen = new Set<number>()
  const vertices = cloth.panel.length
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const [a, b] = [triangles[t + k]!, triangles[t + ((k + 1) % 3)]!]
      const key = a < b ? a * vertices + b : b * vertices + a
      if (seen.has(key)) continue
      seen.add(key)
      ends.push(3 * particle[a]!, 3 * particle[b]!)
      rest.push(Math.hypot(q[2 * a]! - q[2 * b]!, q[2 * a + 1]! - q[2 * b + 1]!))
    }
  return { ends: Uint32Array.from(ends), rest: Float64Array.from(rest) }
}

/** Isometric bending (Bergou et al. 2006): linear in the positions, and flat at rest. */
function hingesOf(cloth: Cloth, particle: Uint32Array, count: number, settings: SolverSettings): Hinges {
  const { pattern: q, triangles } = cloth
  const open = new Map<number, [number, number, number]>()
  const points: number[] = []
  const weights: number[] = []
  const square: number[] = []
  const softness: number[] = []
  const stiffness = cloth.panels.map((panel) => settings.stiff[panel.piece] ?? 1)
  const cot = (a: number, b: number, c: number) => {
    const [ux, uy] = [q[2 * b]! - q[2 * a]!, q[2 * b + 1]! - q[2 * a + 1]!]
    const [vx, vy] = [q[2 * c]! - q[2 * a]!, q[2 * c + 1]! - q[2 * a + 1]!]
    return (ux * vx + uy * vy) / Math.max(1e-6, Math.abs(ux * vy - uy * vx))
  }
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const [a, b, o] = [triangles[t + k]!, triangles[t + ((k + 1) % 3)]!, triangles[t + ((k + 2) % 3)]!]
      const [pa, pb] = [particle[a]!, particle[b]!]
      const key = pa < pb ? pa * count + pb : pb * count + pa
      const other = open.get(key)
      if (!other) {
        open.set(key, [a, b, o])
        continue
      }
      const [c, d, e] = other
      const [first, second] = particle[c] === pa ? [c, d] : [d, c]
      const area = (Math.abs(flatArea(q, a, b, o)) + Math.abs(flatArea(q, c, d, e))) / 2
      const [atA, atB] = [cot(a, b, o), cot(b, a, o)]
      const [otherA, otherB] = [cot(first, second, e), cot(second, first, e)]
      const w = [atB + otherB, atA + otherA, -(atA + atB), -(otherA + otherB)]
      points.push(3 * pa, 3 * pb, 3 * particle[o]!, 3 * particle[e]!)
      weights.push(...w)
      square.push(w.reduce((sum, x) => sum + x * x, 0))
      const seam = cloth.panel[o] === cloth.panel[e] ? 1 : 2.5 // a seam is four layers
      const stiff = Math.max(stiffness[cloth.panel[o]!]!, stiffness[cloth.panel[e]!]!)
      const rigidity = settings.cloth.bending * 1e3 * stiff * seam // g mm2/s2
      softness.push(area / (3 * rigidity))
    }
  return {
    points: Uint32Array.from(points),
    weights: Float64Array.from(weights),
    square: Float64Array.from(square),
    softness: Float64Array.from(softness),
  }
}

interface Pins {
  readonly points: readonly number[]
  /** Where each starts, and how far it is raised, mm. */
  readonly from: readonly (readonly [number, number, number])[]
  readonly raised: readonly number[]
}

function pinsOf(cloth: Cloth, particle: Uint32Array, p: Float64Array, { raised }: SolverSettings): Pins {
  const lifts = new Map<number, number>()
  cloth.panel.forEach((panel, i) => {
    const lift = raised?.(cloth.panels[panel]!, cloth.pattern[2 * i]!, cloth.pattern[2 * i + 1]!) ?? null
    if (lift !== null) lifts.set(particle[i]!, lift)
  })
  const points = [...lifts.keys()]
  return {
    points,
    from: points.map((i) => [p[3 * i]!, p[3 * i + 1]!, p[3 * i + 2]!] as const),
    raised: [...lifts.values()],
  }
}

interface Sides {
  /** 1 left, -1 right, 0 where it does not matter. */
  readonly side: Int8Array
  /** Whether left and right are joined here. */
  readonly middle: Uint8Array
}

function sidesOf(cloth: Cloth, particle: Uint32Array, count: number, sewing: boolean): Sides {
  const sideOf = cloth.panels.map(({ copy }) => (copy === 'L' ? 1 : copy === 'R' ? -1 : 0))
  const sewnTo = weldOf(cloth)
  const met = new Map<number, Set<number>>()
  sewnTo.forEach((name, i) => met.set(name, (met.get(name) ?? new Set()).add(sideOf[cloth.panel[i]!]!)))
  const sides = { side: new Int8Array(count), middle: new Uint8Array(count) }
  cloth.panel.forEach((panel, i) => {
    const joined = met.get(sewnTo[i]!)!
    const middle = !sewing && joined.has(1) && joined.has(-1)
    sides.middle[particle[i]!] = middle ? 1 : 0
    sides.side[particle[i]!] = joined.size === 1 || sewing ? sideOf[panel]! : 0
  })
  return sides
}

const FASTEST = 4000 // mm/s; nothing in a fitting room is faster

function fallFreely(
  p: Float64Array,
  old: Float64Array,
  v: Float64Array,
  damping: number,
  fall: number,
  dt: number
): void {
  for (let k = 0; k < p.length; k++) {
    const speed = (k % 3 === 1 ? v[k]! - fall : v[k]!) * damping
    old[k] = p[k]!
    p[k] = p[k]! + (speed > FASTEST ? FASTEST : speed < -FASTEST ? -FASTEST : speed) * dt
  }
}

function stretch(p: Float64Array, { ends, rest }: Springs, soft: number): void {
  const share = 1 / (2 + soft)
  for (let s = 0; s < rest.length; s++) {
    const a = ends[2 * s]!
    const b = ends[2 * s + 1]!
    const dx = p[a]! - p[b]!
    const dy = p[a + 1]! - p[b + 1]!
    const dz = p[a + 2]! - p[b + 2]!
    const length = Math.sqrt(dx * dx + dy * dy + dz * dz)
    if (length < 1e-9) continue
    const move = ((rest[s]! - length) * share) / length
    p[a] = p[a]! + move * dx
    p[a + 1] = p[a + 1]! + move * dy
    p[a + 2] = p[a + 2]! + move * dz
    p[b] = p[b]! - move * dx
    p[b + 1] = p[b + 1]! - move * dy
    p[b + 2] = p[b + 2]! - move * dz
  }
}

function bend(p: Float64Array, { points, weights, square }: Hinges, soft: Float64Array): void {
  for (let h = 0; h < square.length; h++) {
    const a = points[4 * h]!
    const b = points[4 * h + 1]!
    const c = points[4 * h + 2]!
    const d = points[4 * h + 3]!
    const wa = weights[4 * h]!
    const wb = weights[4 * h + 1]!
    const wc = weights[4 * h + 2]!
    const wd = weights[4 * h + 3]!
    const share = -1 / (square[h]! + soft[h]!)
    // Written out by axis: this is where the time goes.
    const offX = (wa * p[a]! + wb * p[b]! + wc * p[c]! + wd * p[d]!) * share
    const offY = (wa * p[a + 1]! + wb * p[b + 1]! + wc * p[c + 1]! + wd * p[d + 1]!) * share
    const offZ = (wa * p[a + 2]! + wb * p[b + 2]! + wc * p[c + 2]! + wd * p[d + 2]!) * share
    p[a] = p[a]! + offX * wa
    p[a + 1] = p[a + 1]! + offY * wa
    p[a + 2] = p[a + 2]! + offZ * wa
    p[b] = p[b]! + offX * wb
    p[b + 1] = p[b + 1]! + offY * wb
    p[b + 2] = p[b + 2]! + offZ * wb
    p[c] = p[c]! + offX * wc
    p[c + 1] = p[c + 1]! + offY * wc
    p[c + 2] = p[c + 2]! + offZ * wc
    p[d] = p[d]! + offX * wd
    p[d + 1] = p[d + 1]! + offY * wd
    p[d + 2] = p[d + 2]! + offZ * wd
  }
}

function join(p: Float64Array, a: number, b: number, share: number): void {
  for (let k = 0; k < 3; k++) {
    const move = (p[b + k]! - p[a + k]!) * share
    p[a + k] = p[a + k]! + move
    p[b + k] = p[b + k]! - move
  }
}

/**
 * The cloth itself decides the slope, as far as it may: a long front rise lets the front up, a short one pulls it
 * down.
 */
function hold(
  p: Float64Array,
  points: readonly number[],
  { height, slope: [least, most] }: SolverSettings['held']
): void {
  let [across, lifted] = [1e-9, 0]
  for (const i of points) {
    across += p[3 * i + 2]! ** 2
    lifted += p[3 * i + 2]! * (p[3 * i + 1]! - height)
  }
  const slope = Math.max(least, Math.min(most, lifted / across))
  for (const i of points) p[3 * i + 1] = p[3 * i + 1]! + (height + slope * p[3 * i + 2]! - p[3 * i + 1]!) * 0.5
}

/**
 * While seams are drawn shut a tight leg would slip past the body: each quarter of the cloth keeps to its quarter of
 * it.
 */
function guard(p: Float64Array, cloth: Cloth, { quarter }: SolverSettings): void {
  if (!quarter) return
  for (let i = 0; i < cloth.panel.length; i++) {
    const own = quarter(cloth.panels[cloth.panel[i]!]!, cloth.pattern[2 * i]!, p[3 * i + 1]!)
    if (!own) continue
    if ((p[3 * i]! - own.x) * own.sideways < 0) p[3 * i] = own.x
    if ((p[3 * i + 2]! - own.z) * own.ahead < 0) p[3 * i + 2] = own.z
  }
}

function pin(p: Float64Array, { points, from, raised }: Pins, share: number): void {
  points.forEach((i, k) => {
    const [x, y, z] = from[k]!
    p[3 * i] = x
    p[3 * i + 1] = y + raised[k]! * share
    p[3 * i + 2] = z
  })
}

function collide(
  p: Float64Array,
  old: Float64Array,
  count: number,
  body: BodyField,
  friction: number,
  sides: Sides | null,
  gradient: Float64Array
): void {
  for (let i = 0; i < count; i++) {
    const j = 3 * i
    if (sides) {
      const side = sides.side[i]!
      if (side !== 0 && p[j]! * side < APART) p[j] = APART * side
      // A seam in the middle of a body that stands straight stays there.
      if (sides.middle[i] === 1) p[j] = p[j]! * 0.8
    }
    const away = SKIN - distanceAt(body, p[j]!, p[j + 1]!, p[j + 2]!, gradient)
    if (!(away > 0)) continue
    const [nx, ny, nz] = [gradient[0]!, gradient[1]!, gradient[2]!]
    p[j] = p[j]! + nx * away
    p[j + 1] = p[j + 1]! + ny * away
    p[j + 2] = p[j + 2]! + nz * away
    const mx = p[j]! - old[j]!
    const my = p[j + 1]! - old[j + 1]!
    const mz = p[j + 2]! - old[j + 2]!
    const along = mx * nx + my * ny + mz * nz
    p[j] = p[j]! - (mx - along * nx) * friction
    p[j + 1] = p[j + 1]! - (my - along * ny) * friction
    p[j + 2] = p[j + 2]! - (mz - along * nz) * friction
  }
}
