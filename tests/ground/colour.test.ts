import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decoded, deltaE, encoded, hexOf, isShowable, labOf, linearOf, type Triple } from '../../src/ground/colour.ts'

/** Pairs of Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula" (2005), table 1: first, second, difference. */
const PAIRS: readonly (readonly [Triple, Triple, number])[] = [
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, 3.1571, -77.2803], [50, 0, -82.7485], 2.8615],
  [[50, -1.3802, -84.2814], [50, 0, -82.7485], 1.0],
  [[50, 0, 0], [50, -1, 2], 2.3669],
  [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
  [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
  [[50, -0.001, 2.49], [50, 0.0009, -2.49], 4.8045],
  [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[50, 2.5, 0], [58, 24, 15], 19.4535],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  [[63.0109, -31.0961, -5.8663], [62.8187, -29.7946, -4.0864], 1.263],
  [[35.0831, -44.1164, 3.7933], [35.0232, -40.0716, 1.5901], 1.8645],
  [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
  [[90.8027, -2.0831, 1.441], [91.1528, -1.6435, 0.0447], 1.4441],
  [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
]

const part = fc.double({ min: 0, max: 1, noNaN: true })
const light = fc.tuple(part, part, part)

describe('colours', () => {
  it.each(PAIRS)('tells %j from %j by %d, as published', (a, b, difference) => {
    expect(deltaE(a, b)).toBeCloseTo(difference, 3)
    expect(deltaE(b, a)).toBeCloseTo(difference, 3)
  })

  it('goes from light to Lab and back', () => {
    fc.assert(
      fc.property(light, (linear) => {
        linearOf(labOf(linear)).forEach((value, i) => expect(value).toBeCloseTo(linear[i]!, 5))
      })
    )
  })

  it('writes a colour as a screen shows it, within what eight bits can tell', () => {
    fc.assert(
      fc.property(light, (linear) => {
        const lab = labOf(linear)
        const hex = hexOf(lab)
        const shown = [1, 3, 5].map((at) => decoded(parseInt(hex.slice(at, at + 2), 16) / 255)) as unknown as Triple
        expect(deltaE(labOf(shown), lab)).toBeLessThan(1)
      })
    )
  })

  it('knows white, black and what no screen can show', () => {
    expect(hexOf([100, 0, 0])).toBe('#ffffff')
    expect(hexOf([0, 0, 0])).toBe('#000000')
    expect(isShowable([50, 10, 10])).toBe(true)
    expect(isShowable([60, -100, 60])).toBe(false)
    expect(encoded(decoded(0.42))).toBeCloseTo(0.42, 12)
  })
})
