import { weldOf, type Cloth } from '../cloth.ts'
import type { Panel } from '../shape.ts'
import { gathered, type Constraint, type Particles } from './particles.ts'

/** Where particles are kept by what is not simulated: a waist, a hand, the middle of the body. */

/**
 * Edges kept in a plane that is `height` mm above the floor at z = 0 and may dip to the front by a slope within
 * `slope`. What a waistband hangs on is not simulated, only where it lies.
 */
export interface Held {
  readonly edges: readonly string[]
  readonly height: number
  readonly slope: readonly [least: number, most: number]
}

/**
 * The cloth itself decides the slope, as far as it may: a long front rise lets the front up, a short one pulls it
 * down.
 */
export function holding(cloth: Cloth, { of }: Particles, { edges, height, slope: [least, most] }: Held): Constraint {
  const points = [...new Set(edges.flatMap((key) => [...(cloth.edges.get(key) ?? [])].map((i) => of[i]!)))]
  return (p) => {
    let [across, lifted] = [1e-9, 0]
    for (const i of points) {
      across += p[3 * i + 2]! ** 2
      lifted += p[3 * i + 2]! * (p[3 * i + 1]! - height)
    }
    const slope = Math.max(least, Math.min(most, lifted / across))
    for (const i of points) p[3 * i + 1] = p[3 * i + 1]! + (height + slope * p[3 * i + 2]! - p[3 * i + 1]!) * 0.5
  }
}

/** Draws sewn vertices together; `slack` says how much of the way is left to do later, 0 for all at once. */
export function sewing(cloth: Cloth, { of }: Particles, slack: () => number): Constraint {
  return (p) => {
    const share = 1 / (2 + slack())
    for (let s = 0; s < cloth.stitches.length; s += 2) {
      const a = 3 * of[cloth.stitches[s]!]!
      const b = 3 * of[cloth.stitches[s + 1]!]!
      for (let k = 0; k < 3; k++) {
        const move = (p[b + k]! - p[a + k]!) * share
        p[a + k] = p[a + k]! + move
        p[b + k] = p[b + k]! - move
      }
    }
  }
}

export interface Quarter {
  readonly x: number
  readonly z: number
  readonly sideways: number
  readonly ahead: number
}

/**
 * While seams are drawn shut a tight leg would slip past the body: each quarter of the cloth keeps to its quarter of
 * it.
 */
export function guarding(
  cloth: Cloth,
  { of }: Particles,
  quarter: (panel: Panel, x: number, height: number) => Quarter | null
): Constraint {
  return (p) => {
    for (let i = 0; i < cloth.panel.length; i++) {
      const j = 3 * of[i]!
      const own = quarter(cloth.panels[cloth.panel[i]!]!, cloth.pattern[2 * i]!, p[j + 1]!)
      if (!own) continue
      if ((p[j]! - own.x) * own.sideways < 0) p[j] = own.x
      if ((p[j + 2]! - own.z) * own.ahead < 0) p[j + 2] = own.z
    }
  }
}

/** A place that is taken somewhere: the vertex's aim in mm, or null where the cloth is free. */
export type Aim = (i: number) => readonly [number, number, number] | null

/** Takes vertices from where they start to their aims; `share` says how far they are on the way. */
export function leading(
  start: Float64Array,
  particles: Particles,
  aim: Aim,
  share: () => number
): Constraint {
  const from = gathered(start, particles)
  const aims = new Map<number, readonly [number, number, number]>()
  particles.of.forEach((particle, i) => {
    const to = aim(i)
    if (to) aims.set(particle, to)
  })
  return (p) => {
    const t = share()
    for (const [i, to] of aims)
      for (let k = 0; k < 3; k++) p[3 * i + k] = from[3 * i + k]! + t * (to[k]! - from[3 * i + k]!)
  }
}

const APART = 2 // mm kept between a leg and the middle

/** Copies `L` stay at x > 0 and `R` at x < 0; a seam of the two in the middle of a straight body stays there. */
export function keepingSides(cloth: Cloth, { of, count }: Particles, sewn: boolean): Constraint {
  const sideOf = cloth.panels.map(({ copy }) => (copy === 'L' ? 1 : copy === 'R' ? -1 : 0))
  const sewnTo = weldOf(cloth)
  const met = new Map<number, Set<number>>()
  sewnTo.forEach((name, i) => met.set(name, (met.get(name) ?? new Set()).add(sideOf[cloth.panel[i]!]!)))
  const side = new Int8Array(count)
  const middle = new Uint8Array(count)
  cloth.panel.forEach((panel, i) => {
    const joined = met.get(sewnTo[i]!)!
    middle[of[i]!] = sewn && joined.has(1) && joined.has(-1) ? 1 : 0
    side[of[i]!] = joined.size === 1 || !sewn ? sideOf[panel]! : 0
  })
  return (p) => {
    for (let i = 0; i < count; i++) {
      if (side[i] !== 0 && p[3 * i]! * side[i]! < APART) p[3 * i] = APART * side[i]!
      if (middle[i] === 1) p[3 * i] = p[3 * i]! * 0.8
    }
  }
}
