import { describe, expect, it } from 'vitest'
import { flatten, type Sheet3 } from '../../src/pattern/flatten.ts'

type At = (s: number, t: number) => readonly [number, number, number]

/** A grid of triangles, s and t from 0 to 1; seen from outside s runs right and t up. */
function sheetOf(at: At, columns = 24, rows = 24): Sheet3 {
  const points: number[] = []
  const triangles: number[] = []
  for (let j = 0; j <= rows; j++)
    for (let i = 0; i <= columns; i++) {
      points.push(...at(i / columns, j / rows))
      if (i === columns || j === rows) continue
      const a = j * (columns + 1) + i
      const [b, c, d] = [a + 1, a + columns + 1, a + columns + 2]
      // Diagonals alternate, so the mesh favours no direction.
      triangles.push(...((i + j) % 2 ? [a, b, c, b, d, c] : [a, b, d, a, d, c]))
    }
  return { points, triangles }
}

/** A part of a ball of 100 mm round its pole, as wide as `half` degrees to each side. */
const cap =
  (half: number): At =>
  (s, t) => {
    const [x, y] = [(2 * s - 1) * half, (2 * t - 1) * half].map((degrees) => (degrees * Math.PI) / 180) as [number, number]
    const away = Math.hypot(x, y)
    const share = away === 0 ? 0 : Math.sin(away) / away
    return [100 * x * share, 100 * y * share, 100 * Math.cos(away)]
  }

const distance = (points: Float64Array, i: number, j: number): number =>
  Math.hypot(points[2 * i]! - points[2 * j]!, points[2 * i + 1]! - points[2 * j + 1]!)

describe('flatten', () => {
  it('unrolls half a tube without changing a length', () => {
    const flat = flatten(
      sheetOf((s, t) => [50 * Math.cos(Math.PI * (1 - s)), 120 * t, 50 * Math.sin(Math.PI * (1 - s))])
    )
    expect(flat.strain95).toBeLessThan(1e-3)
    expect(flat.areaError).toBeCloseTo(0, 4)
    expect(flat.flipped).toBe(0)
    // Along the lower edge: half round, in the chords of the mesh.
    expect(distance(flat.points, 0, 24)).toBeCloseTo(2 * 24 * 50 * Math.sin(Math.PI / 48), 1)
    expect(distance(flat.points, 0, 24 * 25)).toBeCloseTo(120, 1)
  })

  it('lays a ball strained as much as its curve asks for, and no more', () => {
    const strains = [10, 20, 30].map((half) => flatten(sheetOf(cap(half))))
    for (const { flipped, areaError } of strains) {
      expect(flipped).toBe(0)
      expect(Math.abs(areaError)).toBeLessThan(0.005)
    }
    // A cap's strain goes with the square of its width: about (radius / R)^2 / 12 at the rim, corners included.
    const [small, middle, large] = strains.map(({ strain95 }) => strain95) as [number, number, number]
    expect(middle / small).toBeGreaterThan(3.2)
    expect(middle / small).toBeLessThan(4.8)
    expect(large).toBeGreaterThan(0.02)
    expect(large).toBeLessThan(0.09)
  })

  it('shows the outside: what runs clockwise outside runs clockwise as drawn, with y down', () => {
    const { points } = flatten(sheetOf((s, t) => [100 * s, 60 * t, 0], 4, 4))
    const [a, b, c] = [0, 4, 20] as const
    const cross =
      (points[2 * b]! - points[2 * a]!) * (points[2 * c + 1]! - points[2 * a + 1]!) -
      (points[2 * b + 1]! - points[2 * a + 1]!) * (points[2 * c]! - points[2 * a]!)
    expect(cross / -6000).toBeCloseTo(1, 3)
  })

  it('refuses what has no rim, two rims, or a triangle without area', () => {
    const tetrahedron = { points: [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1], triangles: [0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2] }
    const ring = sheetOf((s, t) => [Math.cos(6.2832 * s), t, -Math.sin(6.2832 * s)], 12, 2)
    const closed = {
      points: ring.points,
      triangles: Array.from(ring.triangles, (i) => (i % 13 === 12 ? i - 12 : i)),
    }
    for (const sheet of [tetrahedron, closed, { points: [0, 0, 0, 1, 0, 0, 2, 0, 0], triangles: [0, 1, 2] }])
      expect(() => flatten(sheet)).toThrow(expect.objectContaining({ code: 'flatten/not-a-sheet' }))
  })
})
