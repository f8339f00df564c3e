import { distanceAt, type BodyField } from '../field.ts'
import type { Constraint } from './particles.ts'

/** mm kept between body and cloth, unless said. */
export const SKIN = 2.5

/**
 * Keeps particles outside a body. Sliding is held back as Coulomb has it: by `friction` times how hard the body pushes
 * back. A particle is not asked for again before it has gone as far as it was away: over that way nothing meets it.
 */
export function bodyContact(bodyNow: () => BodyField, count: number, friction: number, skin = SKIN): Constraint {
  const normal = new Float64Array(4)
  const asked = new Float64Array(3 * count)
  const free = new Float64Array(count) // square of the way that is known to be free
  let known: BodyField | null = null
  return (p, old) => {
    const body = bodyNow()
    if (body !== known) free.fill(0)
    known = body
    for (let i = 0; i < count; i++) {
      const j = 3 * i
      const x = p[j]!
      const y = p[j + 1]!
      const z = p[j + 2]!
      if (free[i]! > 0) {
        const dx = x - asked[j]!
        const dy = y - asked[j + 1]!
        const dz = z - asked[j + 2]!
        if (dx * dx + dy * dy + dz * dz < free[i]!) continue
      }
      const distance = distanceAt(body, x, y, z, normal)
      const room = ((distance - skin) * STEADY) / Math.max(1, normal[3]!)
      if (room > 0) {
        asked[j] = x
        asked[j + 1] = y
        asked[j + 2] = z
        free[i] = Math.min(room, MOST_ROOM) ** 2
        continue
      }
      free[i] = 0
      pushOut(p, old, j, normal, skin - distance, friction)
    }
  }
}

/** Distances are told level by level, so under a seat they are shorter than told: only a little way is sure. */
const STEADY = 0.5
const MOST_ROOM = 1.5 // mm

/** Moves the particle at offset `j` out along the unit normal, and takes sliding away as far as friction reaches. */
export function pushOut(
  p: Float64Array,
  old: Float64Array,
  j: number,
  normal: Float64Array,
  away: number,
  friction: number
): void {
  const nx = normal[0]!
  const ny = normal[1]!
  const nz = normal[2]!
  const x = p[j]! + nx * away
  const y = p[j + 1]! + ny * away
  const z = p[j + 2]! + nz * away
  const mx = x - old[j]!
  const my = y - old[j + 1]!
  const mz = z - old[j + 2]!
  const along = mx * nx + my * ny + mz * nz
  const tx = mx - along * nx
  const ty = my - along * ny
  const tz = mz - along * nz
  const slid = Math.sqrt(tx * tx + ty * ty + tz * tz)
  const held = slid < 1e-9 ? 0 : Math.min(1, (friction * away) / slid)
  p[j] = x - tx * held
  p[j + 1] = y - ty * held
  p[j + 2] = z - tz * held
}

/** A rounded rod, mm: a foot, an arm. */
export interface Capsule {
  readonly from: readonly [number, number, number]
  readonly to: readonly [number, number, number]
  readonly radius: number
}

/** What the cloth comes to stand on: a floor and what stands on it, rising from below until it is in its place. */
export interface Ground {
  /** Height of the floor when it has risen, mm. */
  readonly floor: number
  readonly standing: readonly Capsule[]
  readonly friction: number
  /** From how far below it rises, mm, and in how many frames. */
  readonly rise: number
  readonly frames: number
}

/** `sunk` says how far below its place the ground is at this moment, mm. */
export function groundContact(ground: Ground, count: number, sunk: () => number): Constraint {
  const { floor, standing, friction } = ground
  const normal = new Float64Array(3)
  const top = Math.max(floor, ...standing.map(({ from, to, radius }) => Math.max(from[1], to[1]) + radius)) + SKIN
  const rods = standing.map(({ from, to, radius }) => {
    const [x, y, z] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]]
    return { from, x, y, z, square: x * x + y * y + z * z, radius }
  })
  return (p, old) => {
    const below = sunk()
    for (let i = 0; i < count; i++) {
      const j = 3 * i
      if (p[j + 1]! > top - below) continue
      for (const { from, x, y, z, square, radius } of rods) {
        const [ax, ay, az] = [p[j]! - from[0], p[j + 1]! + below - from[1], p[j + 2]! - from[2]]
        const t = Math.min(1, Math.max(0, (ax * x + ay * y + az * z) / square))
        const [dx, dy, dz] = [ax - t * x, ay - t * y, az - t * z]
        const distance = Math.sqrt(dx * dx + dy * dy + dz * dz)
        const away = radius + SKIN - distance
        if (away <= 0 || distance < 1e-6) continue
        normal[0] = dx / distance
        normal[1] = dy / distance
        normal[2] = dz / distance
        pushOut(p, old, j, normal, away, friction)
      }
      const under = floor - below - p[j + 1]!
      if (under <= 0) continue
      normal[0] = normal[2] = 0
      normal[1] = 1
      pushOut(p, old, j, normal, under, friction)
    }
  }
}
