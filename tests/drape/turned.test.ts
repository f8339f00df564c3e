import { describe, expect, it } from 'vitest'
import { turnedOf } from '../../src/drape/index.ts'

// A strip of two triangles at x = 30, 10 mm square, its outer face towards +x.
const strip = { triangles: Uint32Array.of(0, 1, 2, 0, 2, 3) }
const positions = Float64Array.of(30, 0, 0, 30, 10, 0, 30, 10, 10, 30, 0, 10)
const away = (x: number, _: number, z: number) => [x, 0, z] as const
const toMiddle = (x: number) => [-x, 0, 0] as const

describe('turnedOf', () => {
  it('finds nothing where the outer face looks outwards', () => {
    expect(turnedOf(strip, positions, away, () => true)).toBe(0)
  })

  it('tells how much is turned over, and only among what counts', () => {
    expect(turnedOf(strip, positions, toMiddle, () => true)).toBeCloseTo(100)
    expect(turnedOf(strip, positions, toMiddle, (_x, y) => y > 5)).toBeCloseTo(50)
  })

  it('does not mind cloth that lies level', () => {
    const level = Float64Array.of(30, 0, 0, 40, 0, 0, 40, 0, 10, 30, 0, 10)
    expect(turnedOf(strip, level, toMiddle, () => true)).toBe(0)
  })
})
