import { describe, expect, it } from 'vitest'
import { readMeasurements } from '../../src/fit/index.ts'

const LINES = ['stature: 178', 'waistGirth: 86.4', 'hipGirth,100', 'bodyMass: 75']
const TAKEN = { stature: 17_800, waistGirth: 8640, hipGirth: 10_000, bodyMass: 750 }

describe('readMeasurements', () => {
  it('reads lines and JSON alike, in the unit the file names', () => {
    expect(readMeasurements(LINES.join('\n'))).toEqual({ unit: 'cm', measurements: TAKEN, meant: null, unread: 0 })
    const json = '{ "unit": "inch", "waistGirth": 34, "footLength.left": "10.5", "bodyMass": 165 }'
    expect(readMeasurements(json)).toEqual({
      unit: 'inch',
      measurements: { waistGirth: 8636, 'footLength.left': 2667, bodyMass: 748 },
      meant: null,
      unread: 0,
    })
  })

  it('asks about a file that claims inch and holds centimetres', () => {
    const { unit, meant } = readMeasurements(['unit: inch', ...LINES.slice(0, 3)].join('\n'))
    expect(unit).toBe('inch')
    expect(meant).toEqual({ unit: 'cm', measurements: { stature: 17_800, waistGirth: 8640, hipGirth: 10_000 } })
  })

  it('asks about one that says nothing and holds inches or millimetres', () => {
    expect(readMeasurements('stature 70\nstature;70\nwaistGirth;34').meant?.unit).toBe('inch')
    expect(readMeasurements('stature=1780\nwaistGirth=864').meant).toEqual({
      unit: 'mm',
      measurements: { stature: 17_800, waistGirth: 8640 },
    })
  })

  it('assumes no other unit where one value is a slip', () => {
    const { meant, measurements } = readMeasurements('stature: 178\nwaistGirth: 34\nhipGirth: 100')
    expect(meant).toBeNull()
    expect(measurements['waistGirth']).toBe(3400)
  })

  it('counts what it cannot read and repeats none of it', () => {
    expect(readMeasurements('collar: 40\nwaistGirth: ~\nhello\n\nhipGirth: 100,5')).toEqual({
      unit: 'cm',
      measurements: { hipGirth: 10_050 },
      meant: null,
      unread: 3,
    })
  })
})
