import type { Last } from '../../src/pattern/last.ts'
import { cross, minus, mixed, plus, sizeOf, unit, type Vector } from '../../src/pattern/space.ts'
import type { Design } from './design.ts'
import { gridPart, type Part, type Round } from './mesh.ts'
import { heightOf } from './piece.ts'

interface Knot {
  readonly p: Vector
  /** The flat side of the lace faces this way. */
  readonly n: Vector
}

/** Half width and half thickness, mm. */
const KINDS = { flat: [3.1, 0.75], round: [1.45, 1.35] } as const
export type LaceKind = keyof typeof KINDS
export const PAIRS = { four: 4, five: 5, six: 6, seven: 7 } as const

export interface Lacing {
  readonly parts: readonly Part[]
  readonly eyelets: readonly (Round & { readonly node: string })[]
  readonly holes: readonly (Round & { readonly node: string })[]
}

/**
 * Eyelets, crossings and the bow. Each run leaves an eyelet, crosses over or under its fellow by turns, and dives under
 * the other facing.
 */
export function lacingOf(last: Last, design: Design): Lacing {
  const { pieces, gap, eyes } = design
  const at = (x: number, y: number, up: number, onTop = false): Knot => {
    const place = last.across(x, y)
    const { p, n } = last.frame(place)
    return { p: plus(p, n, (onTop ? heightOf(pieces, place, p) : 0) + up), n }
  }
  const parts: Part[] = []
  const eyelets: (Round & { node: string })[] = []
  const holes: (Round & { node: string })[] = []

  for (const [name, count] of Object.entries(PAIRS)) {
    const stand = Array.from({ length: count }, (_, i) => {
      const t = i / (count - 1)
      return [0, 1].map((k) => eyes.first[k]! + (eyes.last[k]! - eyes.first[k]!) * t) as [number, number]
    })
    const node = `pairs.${name}`
    for (const [x, y] of stand)
      for (const side of [1, -1]) {
        const { p, n } = at(x, side * y, 0.06, true)
        eyelets.push({ node: `${node}/eyelets`, at: p, up: n, radius: 2.9 })
        holes.push({ node, at: p, up: n, radius: 1.9 })
      }
    for (const kind of ['flat', 'round'] as const) {
      const lay = (knots: readonly Knot[]): void => {
        parts.push(ribbon(`${node}/laces.${kind}`, knots, kind, false))
      }
      const [x0, y0] = stand[0]!
      lay([
        at(x0, y0, -1, true), at(x0, y0 - 1.7, 1.1, true), at(x0 + 0.6, gap - 1, 1.5, true), at(x0 + 1, 0, 2.5),
        at(x0 + 0.6, 1 - gap, 1.5, true), at(x0, 1.7 - y0, 1.1, true), at(x0, -y0, -1, true),
      ])
      for (let i = 0; i + 1 < count; i++)
        for (const side of [1, -1]) {
          const [[ax, ay], [bx, by]] = [stand[i]!, stand[i + 1]!]
          const x = (t: number): number => ax + (bx - ax) * t
          const high = (side > 0) === (i % 2 === 0) ? 3.2 : 1.5
          lay([
            at(ax, side * ay, -1.2, true), at(x(0.03), side * (ay - 1.5), 0.95, true), at(x(0.17), side * (gap + 0.6), 1.3, true),
            at(x(0.32), side * gap * 0.6, 2.6), at(x(0.5), 0, high), at(x(0.7), -side * gap * 0.65, 1.3),
            at(x(0.87), -side * (gap + 2), 0.1), at(x(0.97), -side * by, -0.6),
          ])
        }
    }
  }

  // The bow is tied at the top, whatever the number of pairs.
  const [ex, ey] = eyes.last
  const kx = ex - 4.5
  for (const kind of ['flat', 'round'] as const) {
    const node = `laces.${kind}`
    const lay = (knots: readonly Knot[], isEnd = false): void => {
      parts.push(ribbon(node, knots, kind, isEnd))
    }
    for (const side of [1, -1]) {
      const s = (y: number): number => side * y
      lay([at(ex, s(ey), -1.2, true), at(ex - 0.6, s(ey - 1.7), 1, true), at(ex - 2.4, s(gap * 0.9), 3.8), at(kx, s(1.6), 5.2)])
      // One loop hangs a little lower than the other; nobody ties them alike.
      const droop = side > 0 ? 1 : 0.86
      lay([
        at(kx, s(1), 6.2), at(kx - 3.4, s(9), 9.2), at(kx + 1, s(24 * droop), 9.4), at(kx + 9 * droop, s(36 * droop), 6.6),
        at(kx + 20 * droop, s(42 * droop), 3.4, true), at(kx + 27 * droop, s(37 * droop), 2.2, true),
        at(kx + 23 * droop, s(26 * droop), 2.9, true), at(kx + 11, s(12), 5.8), at(kx + 2, s(2.6), 6.6),
      ])
      const long = side > 0 ? 1 : 1.14
      lay([
        at(kx, s(1), 5.2), at(kx + 6, s(6), 6.6), at(kx + 17 * long, s(12), 3.2, true), at(kx + 32 * long, s(19), 1.8, true),
        at(kx + 45 * long, s(29), 1.5, true), at(kx + 54 * long, s(41), 1.7, true),
      ], true)
    }
    lay([at(kx + 5, 1.8, 3.6), at(kx + 5.6, 0.8, 8), at(kx + 1, 0, 10), at(kx - 4.2, -0.8, 8.2), at(kx - 4.8, -1.8, 3.6)])
  }
  return { parts, eyelets, holes }
}

const SIDES = 6

/** A lace along knots; its cut ends are rounded, a free end is pressed into a tip. */
function ribbon(node: string, knots: readonly Knot[], kind: LaceKind, isEnd: boolean): Part {
  const [half, thick] = KINDS[kind]
  const path = smoothed(knots)
  const last = path.length - 1
  let gone = 0
  const lengths = path.map(({ p }, i) => (i > 0 ? (gone += sizeOf(minus(p, path[i - 1]!.p))) : 0))
  return gridPart(node, 'laces', last, SIDES, (i, j) => {
    const t = unit(minus(path[Math.min(i + 1, last)]!.p, path[Math.max(i - 1, 0)]!.p))
    const across = unit(cross(t, path[i]!.n))
    const up = cross(across, t)
    const angle = (j / SIDES) * Math.PI * 2
    const left = gone - lengths[i]!
    const closing = Math.sqrt(Math.min(1, (left + 0.01) / 1.3, (lengths[i]! + 0.01) / 1.3))
    const tip = isEnd ? 1 - Math.max(0, Math.min(1, (left - 11) / 3)) : 0
    const [wide, high] = [half + (1.3 - half) * tip, thick + (1.2 - thick) * tip]
    const bent = (value: number): number => Math.sign(value) * Math.abs(value) ** 0.75
    const p = plus(plus(path[i]!.p, across, wide * closing * bent(Math.cos(angle))), up, high * closing * bent(Math.sin(angle)))
    return { p, flat: [lengths[i]!, (j / SIDES) * 2 * (half + thick) * 2] }
  })
}

/** Through all knots, a point every 3.8 mm (Catmull and Rom). */
function smoothed(knots: readonly Knot[]): Knot[] {
  const at = (i: number): Knot => knots[Math.min(Math.max(i, 0), knots.length - 1)]!
  const path: Knot[] = []
  for (let i = 0; i + 1 < knots.length; i++) {
    const count = Math.max(2, Math.round(sizeOf(minus(at(i + 1).p, at(i).p)) / 3.8))
    for (let s = 0; s < count; s++) {
      const t = s / count
      const p = [0, 1, 2].map((k) => {
        const [a, b, c, d] = [at(i - 1).p[k]!, at(i).p[k]!, at(i + 1).p[k]!, at(i + 2).p[k]!]
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
      }) as unknown as Vector
      path.push({ p, n: unit(mixed(at(i).n, at(i + 1).n, t)) })
    }
  }
  return [...path, knots.at(-1)!]
}
