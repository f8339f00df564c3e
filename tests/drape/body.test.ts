import { describe, expect, it } from 'vitest'
import { bodyForm, distanceAt, fieldOf, type LowerBody } from '../../src/drape/index.ts'

const BODY: LowerBody = {
  waistGirth: 830,
  hipGirth: 990,
  thighGirth: 575,
  kneeGirth: 385,
  calfGirth: 375,
  ankleGirth: 245,
  waistHeight: 1073,
  hipHeight: 905,
  crotchHeight: 851,
  kneeHeight: 496,
}

const field = fieldOf(bodyForm(BODY))

/** Distance round the body at a height, by walking outwards from its axis until the field says "outside". */
function girthAt(height: number): number {
  const gradient = new Float64Array(3)
  const points = Array.from({ length: 240 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 240
    let [near, far] = [0, 260]
    for (let k = 0; k < 30; k++) {
      const r = (near + far) / 2
      if (distanceAt(field, r * Math.cos(angle), height, r * Math.sin(angle), gradient) < 0) near = r
      else far = r
    }
    return [near * Math.cos(angle), near * Math.sin(angle)] as const
  })
  return points.reduce((sum, [x, z], i) => {
    const [nextX, nextZ] = points[(i + 1) % points.length]!
    return sum + Math.hypot(nextX - x, nextZ - z)
  }, 0)
}

describe('the body form', () => {
  it('has the waist and, but for the softness of the seat, the hip it was asked for', () => {
    expect(girthAt(BODY.waistHeight) / BODY.waistGirth).toBeCloseTo(1, 1.7)
    expect(girthAt(BODY.hipHeight) / BODY.hipGirth).toBeGreaterThan(0.97)
    expect(girthAt(BODY.hipHeight) / BODY.hipGirth).toBeLessThan(1.03)
  })

  it('is inside where the distance is negative, and points outwards with length one', () => {
    const gradient = new Float64Array(3)
    expect(distanceAt(field, 0, 1000, 0, gradient)).toBeLessThan(-80)
    expect(distanceAt(field, 0, 1000, 160, gradient)).toBeGreaterThan(20)
    expect(gradient[2]).toBeGreaterThan(0.9)
    expect(Math.hypot(...gradient)).toBeCloseTo(1, 6)
  })

  it('leaves room between the legs for two layers of cloth', () => {
    const gradient = new Float64Array(3)
    for (const height of [800, 700, 500, 300, 100]) expect(distanceAt(field, 0, height, 0, gradient)).toBeGreaterThan(5)
  })

  it('is nowhere near outside its field', () => {
    expect(distanceAt(field, 5000, 0, 0, new Float64Array(3))).toBe(Infinity)
  })
})
