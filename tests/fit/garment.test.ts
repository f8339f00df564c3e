import { describe, expect, it } from 'vitest'
import { bodyFromGarment, bodyOf, estimate, garmentFor, type FittingGarment } from '../../src/fit/index.ts'

const TROUSERS: FittingGarment = {
  values: {
    waistFlat: 4350,
    frontRise: 2450,
    backRise: 3550,
    thighFlat: 3100,
    kneeFlat: 2250,
    hemFlat: 1950,
    insideLeg: 7900,
  },
  stretch: 0,
}

const valuesOf = (garment: FittingGarment): Readonly<Record<string, number>> =>
  Object.fromEntries(bodyFromGarment(garment).map(({ name, value }) => [name, value]))

describe('bodyFromGarment', () => {
  it('tells what trousers tell, each with an error, and no hip', () => {
    const body = bodyFromGarment(TROUSERS)
    expect(body.map(({ name }) => name).toSorted()).toEqual([
      'insideLegHeight',
      'kneeGirth',
      'thighGirth',
      'waistGirth',
    ])
    expect(body.every(({ source, error }) => source === 'derived' && error >= 150)).toBe(true)
    // Twice the flat measure, less 5 cm of ease; the leg ends 2.5 cm above the floor and hangs 1 cm below the body.
    expect(valuesOf(TROUSERS)).toMatchObject({ thighGirth: 5700, kneeGirth: 3900, insideLegHeight: 8250 })
  })

  it('counts stretch: the same flat trousers that give fit a larger body', () => {
    const stretch = valuesOf({ ...TROUSERS, stretch: 20 })
    // A quarter of the stretch is worn, and ease goes with it.
    expect(stretch['thighGirth']).toBe(Math.round(6200 * 1.05 - 250))
    expect(stretch['waistGirth']).toBeGreaterThan(valuesOf(TROUSERS)['waistGirth']!)
    expect(stretch['insideLegHeight']).toBe(8250)
  })

  it('takes a short rise for a band that sits low, where the body is wider than at the waist', () => {
    const low = { ...TROUSERS, values: { ...TROUSERS.values, frontRise: 2000, backRise: 3150 } }
    const at = (garment: FittingGarment) => bodyFromGarment(garment).find(({ name }) => name === 'waistGirth')!
    expect(at(low).value).toBeLessThan(at(TROUSERS).value - 100)
    expect(at(low).error).toBeGreaterThan(at(TROUSERS).error)
  })

  it('leaves out what was not measured, and what is no length', () => {
    expect(bodyFromGarment({ values: {}, stretch: 0 })).toEqual([])
    expect(bodyFromGarment({ values: { thighFlat: -3, kneeFlat: NaN, insideLeg: 1e9 }, stretch: 0 })).toEqual([])
    expect(bodyFromGarment({ values: { thighFlat: 100 }, stretch: 0 })).toEqual([])
  })

  it('is found again from the trousers that a body is expected to wear, within its error', () => {
    for (const taken of [
      { stature: 17_800, waistGirth: 8600, hipGirth: 10_000, thighGirth: 5800, insideLegHeight: 8200 },
      { stature: 16_300, waistGirth: 7000, hipGirth: 10_200, thighGirth: 6100, insideLegHeight: 7600 },
      { stature: 18_500, waistGirth: 12_500, hipGirth: 12_000, thighGirth: 7000, insideLegHeight: 8300 },
    ])
      for (const stretch of [0, 10, 35]) {
        const { waistGirth: _, thighGirth: _thigh, ...rest } = taken
        const values = Object.fromEntries(garmentFor(estimate(taken), stretch).map(({ name, value }) => [name, value]))
        const body = bodyOf({ measurements: rest, size: null, sizes: [], garment: { values, stretch } })
        for (const name of ['waistGirth', 'thighGirth'] as const) {
          const found = body.find((one) => one.name === name)!
          expect(found.source).toBe('derived')
          expect(Math.abs(found.value - taken[name])).toBeLessThan(found.error)
        }
      }
  })
})

describe('a body with a garment', () => {
  it('lets what was taken win over the garment, and the garment over a size', () => {
    const sizes = [{ system: 'EU', label: '48', measurements: { waistGirth: 8000, hipGirth: 9600, stature: 17_500 } }]
    const size = { system: 'EU', label: '48' }
    const body = bodyOf({ measurements: { thighGirth: 6000 }, size, sizes, garment: TROUSERS })
    const of = (name: string) => body.find((one) => one.name === name)
    expect(of('thighGirth')).toMatchObject({ value: 6000, source: 'taken', error: 0 })
    expect(of('waistGirth')).toMatchObject({ source: 'derived' })
    expect(of('waistGirth')!.error).toBeGreaterThan(0)
    // The row's other girths and lengths are of another body now.
    expect(of('hipGirth')).toMatchObject({ source: 'estimated' })
    expect(of('stature')).toMatchObject({ source: 'estimated' })
  })
})
