import { describe, expect, it } from 'vitest'
import { atOnce } from '../../src/scene/slices.ts'
import { surfaceOf } from '../../src/scene/surface.ts'
import { RADIUS, tube } from './tube.ts'

const [COLUMNS, ROWS] = [16, 30]
const surface = atOnce(surfaceOf(tube({}, COLUMNS, ROWS)))

describe('surfaceOf', () => {
  it('makes sewn points one point, and each edge one more', () => {
    // A tube of 32 columns: points, and the edges down, round and across.
    const around = 2 * COLUMNS
    const points = around * (ROWS + 1)
    const edges = around * ROWS + around * (ROWS + 1) + around * ROWS
    expect(surface.points.length / 3).toBe(points + edges)
  })

  it('cuts each triangle in four and gives each panel its own corner on a seam', () => {
    expect(surface.triangles.length / 3).toBe(4 * 2 * COLUMNS * ROWS * 2)
    const perPanel = (2 * COLUMNS + 1) * (2 * ROWS + 1)
    expect(surface.pointOf.length).toBe(2 * perPanel)
  })

  it('puts a new corner in the middle of its edge on the pattern', () => {
    const xs = new Set(
      Array.from(
        surface.pattern.filter((_, i) => i % 2 === 0),
        (x) => Math.round(x * 100)
      )
    )
    expect(xs.size).toBe(2 * COLUMNS + 1)
  })

  it('keeps the tube round: no seam shows, nothing shrinks by more than a percent', () => {
    for (let i = 0; i < surface.points.length; i += 3) {
      const radius = Math.hypot(surface.points[i]!, surface.points[i + 2]!)
      expect(Math.abs(radius / RADIUS - 1)).toBeLessThan(0.01)
    }
  })

  it('points its normals outwards, across the seams too', () => {
    for (let i = 0; i < surface.points.length; i += 3) {
      const outward =
        (surface.normals[i]! * surface.points[i]! + surface.normals[i + 2]! * surface.points[i + 2]!) / RADIUS
      expect(outward).toBeGreaterThan(0.97)
    }
  })

  it('knows where the cloth ends: above and below, not at a seam', () => {
    let open = 0
    surface.rim.forEach((rim, i) => {
      open += rim
      const y = surface.points[3 * i + 1]!
      expect(rim).toBe(y < 0.001 || y > 0.599 ? 1 : 0)
    })
    expect(open).toBe(2 * 4 * COLUMNS)
  })

  it('finds that a bulge stands out and that bulges even out over the whole', () => {
    const shape = tube()
    for (let i = 0; i < shape.positions.length; i += 3) {
      const [x, y, z] = [shape.positions[i]!, shape.positions[i + 1]!, shape.positions[i + 2]!]
      const out = 1 + 0.25 * Math.exp(-(((y - 0.3) / 0.05) ** 2)) * Math.max(0, z / RADIUS)
      shape.positions.set([x * out, y, z * out], i)
    }
    const { values, points } = atOnce(surfaceOf(shape))
    const peak = values.bulge.indexOf(Math.max(...values.bulge))
    expect(points[3 * peak + 1]).toBeCloseTo(0.3, 1)
    expect(points[3 * peak + 2]).toBeGreaterThan(0.1)
    expect(Math.max(...values.strain)).toBeGreaterThan(0.05)
  })

  it('takes the baked light where there is some, and full light where there is none', () => {
    expect(Math.min(...surface.values.open)).toBe(1)
    const shape = tube()
    const dim = atOnce(surfaceOf({ ...shape, occlusion: new Uint8Array(shape.panel.length).fill(51) }))
    expect(dim.values.open[0]).toBeCloseTo(0.2, 5)
  })
})
