import { describe, expect, it } from 'vitest'
import { girthAt, gridOf, skinOf, torsoLoopOf, torsoOf, type TorsoBody } from '../../src/drape/index.ts'

const body = (more: Partial<TorsoBody> = {}): TorsoBody => ({
  bustGirth: 880,
  underbustGirth: 755,
  waistGirth: 690,
  hipGirth: 960,
  torsoGirth: 1650,
  waistToHip: 195,
  waistToCrotch: 279,
  ...more,
})

const BODIES: readonly TorsoBody[] = [
  body(),
  body({ bustGirth: 800, underbustGirth: 690, waistGirth: 610, hipGirth: 880, torsoGirth: 1540, waistToCrotch: 265 }),
  body({ bustGirth: 1000, underbustGirth: 830, waistGirth: 800, hipGirth: 1060 }),
  body({ bustGirth: 1150, underbustGirth: 980, waistGirth: 980, hipGirth: 1200, torsoGirth: 1720 }),
]

describe('the form of a torso', () => {
  it('has the girths and the loop of the body it is made for, within 3 mm, from bust 80 to 115', () => {
    for (const one of BODIES) {
      const torso = torsoOf(one)
      const { bust, underbust, waist, hip } = torso.heights
      expect(Math.abs(girthAt(torso, bust) - one.bustGirth)).toBeLessThan(3)
      expect(Math.abs(girthAt(torso, underbust) - one.underbustGirth)).toBeLessThan(3)
      expect(Math.abs(girthAt(torso, waist) - one.waistGirth)).toBeLessThan(3)
      expect(Math.abs(girthAt(torso, hip) - one.hipGirth)).toBeLessThan(3)
      expect(Math.abs(torsoLoopOf(torso).whole - one.torsoGirth)).toBeLessThan(3)
    }
  })

  it('is refused where no body has all the girths', () => {
    expect(() => torsoOf(body({ bustGirth: 760, underbustGirth: 980 }))).toThrowError(
      expect.objectContaining({ code: 'drape/no-form' })
    )
  })

  it('is the same left and right, and near the surface its distance is one', () => {
    const { distance, heights } = torsoOf(body())
    for (const y of [heights.bust, heights.waist, heights.hip])
      for (const [x, z] of [
        [60, 80],
        [150, -20],
      ] as const) {
        expect(distance(x, y, z)).toBe(distance(-x, y, z))
      }
    const slope = (distance(0, heights.waist, 130) - distance(0, heights.waist, 126)) / 4
    expect(slope).toBeGreaterThan(0.7)
    expect(slope).toBeLessThan(1.1)
  })

  it('has a skin without holes that lies on the surface, its normals outwards', () => {
    const { distance, heights } = torsoOf(body())
    const { positions, normals, triangles } = skinOf(
      distance,
      gridOf(distance, [0, heights.thigh - 20, -230], [310, heights.shoulder + 110, 250], 16)
    )
    const sides = new Set<number>()
    for (let t = 0; t < triangles.length; t += 3)
      for (let k = 0; k < 3; k++) sides.add(triangles[t + k]! * 1e6 + triangles[t + ((k + 1) % 3)]!)
    for (const side of sides) expect(sides.has((side % 1e6) * 1e6 + Math.floor(side / 1e6))).toBe(true)
    let far = 0
    for (let i = 0; i < positions.length; i += 3) {
      far = Math.max(far, Math.abs(distance(positions[i]!, positions[i + 1]!, positions[i + 2]!)))
      const out = [0, 1, 2].map((k) => positions[i + k]! + 3 * normals[i + k]!) as [number, number, number]
      expect(distance(...out)).toBeGreaterThan(0)
    }
    expect(far).toBeLessThan(1)
  })
})
