import { describe, expect, it } from 'vitest'
import { createLast, type Last, type ToeShape } from '../../src/pattern/last.ts'
import { dot, minus, sizeOf, type Vector } from '../../src/pattern/space.ts'

const TOES: readonly ToeShape[] = ['round', 'almond', 'chisel']
const lastOf = (footLength: number, girth: number, toe: ToeShape = 'round'): Last =>
  createLast({ footLength, ballGirth: girth, instepGirth: girth + 6, toe })
/** What a last of that length measures round the ball in a middle fitting, mm. */
const middleGirth = (footLength: number): number => 245 + 0.75 * (footLength - 265)

/** Measured anew: the tape lies on the section, finer than the last itself measures. */
const tapeAt = (last: Last, u: number): number => {
  const points = Array.from({ length: 601 }, (_, i): Vector => last.point([u, i / 600]))
  return points.reduce((sum, p, i) => sum + sizeOf(minus(p, points[(i + 600) % 601]!)), 0)
}

describe('createLast', () => {
  it('hits the girths asked for within half a millimetre, in every size, fitting and toe', () => {
    for (const toe of TOES)
      for (const [footLength, fitting] of [[220, -12], [220, 12], [265, 0], [310, -12], [310, 12]] as const) {
        const girth = middleGirth(footLength) + fitting
        const last = lastOf(footLength, girth, toe)
        expect(Math.abs(tapeAt(last, 10 / 15) - girth), `${toe} ${footLength} ball`).toBeLessThan(0.5)
        expect(Math.abs(tapeAt(last, 8 / 15) - girth - 6), `${toe} ${footLength} instep`).toBeLessThan(0.5)
        expect(last.girths.ball).toBeCloseTo(girth, 0)
      }
  })

  it('is as much longer as the foot is, and an almond or chisel toe is longer than a round one', () => {
    const tip = (last: Last): number => Math.max(...Array.from({ length: 41 }, (_, i) => last.point([0.9 + i / 400, 0.5])[0]))
    const [short, long] = [tip(lastOf(240, 226)), tip(lastOf(290, 264))]
    expect(long / short).toBeCloseTo(290 / 240, 2)
    for (const toe of ['almond', 'chisel'] as const) expect(tip(lastOf(265, 245, toe))).toBeGreaterThan(tip(lastOf(265, 245)) + 4)
  })

  it('tells three toes apart by how broad they are near the tip', () => {
    const breadth = (toe: ToeShape): number => {
      const last = lastOf(265, 245, toe)
      const [outer, inner] = [last.point([13 / 15, 0.1]), last.point([13 / 15, 0.9])]
      return outer[1] - inner[1]
    }
    expect(breadth('almond')).toBeLessThan(breadth('round') * 0.9)
    expect(breadth('chisel')).toBeGreaterThan(breadth('almond') * 1.1)
  })

  it('bends without a kink: across no place does the second derivative jump', () => {
    const h = 1 / 3000
    for (const toe of TOES) {
      const last = lastOf(265, 245, toe)
      const bend = (u: number, v: number, along: 0 | 1): Vector => {
        const at = (d: number): Vector => last.point(along === 0 ? [u + d, v] : [u, v + d])
        const [a, b, c] = [at(-h), at(0), at(h)]
        return [0, 1, 2].map((k) => (a[k]! - 2 * b[k]! + c[k]!) / (h * h)) as unknown as Vector
      }
      // Knots lie at k / 15 along u and k / 8 along v: the bend just before equals the bend just after.
      const jump = (along: 0 | 1, u: number, v: number): number => {
        const [before, after] = [-2 * h, 2 * h].map((d) => bend(along === 0 ? u + d : u, along === 1 ? v + d : v, along))
        return sizeOf(minus(after!, before!)) / (1 + Math.max(sizeOf(before!), sizeOf(after!)))
      }
      for (let k = 3; k < 13; k++) expect(jump(0, k / 15, 0.3), `${toe} along, section ${k}`).toBeLessThan(0.12)
      for (let k = 2; k < 7; k++) expect(jump(1, 0.6, k / 8), `${toe} around, knot ${k}`).toBeLessThan(0.12)
    }
  })

  it('has no hole and no fold: outward normals point away from its middle all over', () => {
    for (const toe of TOES) {
      const last = lastOf(265, 245, toe)
      for (let i = 1; i < 30; i++)
        for (let j = 1; j < 20; j++) {
          const [u, v] = [i / 30, j / 20]
          const { p, n } = last.frame([u, v])
          expect(sizeOf(n)).toBeCloseTo(1, 6)
          const [outer, inner] = [last.point([u, 0]), last.point([u, 1])]
          const middle = [0, 1, 2].map((k) => (outer[k]! + inner[k]!) / 2) as unknown as Vector
          expect(dot(n, minus(p, middle)), `${toe} ${u} ${v}`).toBeGreaterThan(0)
        }
    }
  })

  it('steps along itself by the millimetres asked for', () => {
    const last = lastOf(265, 245)
    for (const place of [[0.3, 0.3], [0.6, 0.5], [0.8, 0.7]] as const) {
      const { p, du } = last.frame(place)
      const along = du.map((value) => value / sizeOf(du)) as unknown as Vector
      expect(sizeOf(minus(last.point(last.step(place, along)), p))).toBeCloseTo(1, 1)
    }
  })

  it('refuses measures that make no last', () => {
    expect(() => lastOf(20, 245)).toThrow('last: expected a foot of 180 to 340 mm and girths of 150 to 340 mm.')
  })
})
