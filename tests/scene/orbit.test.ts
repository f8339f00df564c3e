import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createOrbit, eyeOf, fieldFor, type Orbit } from '../../src/scene/orbit.ts'

const HOME: Orbit = { target: [0, 0.5, 0], distance: 2.6, azimuth: 24, elevation: 6 }

describe('createOrbit', () => {
  it('never loses the product, whatever is done', () => {
    const act = fc.oneof(
      fc.record({
        turn: fc.tuple(
          fc.double({ min: -400, max: 400, noNaN: true }),
          fc.double({ min: -400, max: 400, noNaN: true })
        ),
      }),
      fc.record({ zoom: fc.double({ min: 0.01, max: 100, noNaN: true }) })
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const orbit = createOrbit(HOME)
        for (const one of acts) {
          if ('turn' in one) orbit.turn(...one.turn)
          else orbit.zoom(one.zoom)
        }
        const { distance, elevation, target } = orbit.now()
        expect(distance).toBeGreaterThan(0.1)
        expect(distance).toBeLessThan(2 * HOME.distance)
        expect(Math.abs(elevation)).toBeLessThan(80)
        expect(target).toEqual(HOME.target)
      })
    )
  })

  it('comes home as it draws back from a close look', () => {
    const orbit = createOrbit(HOME)
    orbit.closeAt([0.1, 0.95, 0.1], false)
    expect(orbit.now().target).toEqual([0.1, 0.95, 0.1])
    orbit.zoom(0.01)
    expect(orbit.now().target).toEqual(HOME.target)
  })

  it('moves to a view in 600 ms and by the shortest way round', () => {
    const orbit = createOrbit({ ...HOME, azimuth: 350 })
    orbit.go({ ...HOME, azimuth: 10 }, true)
    let passed = 0
    let last = 350 - 360
    while (orbit.step(20)) {
      passed += 20
      expect(orbit.now().azimuth).toBeGreaterThanOrEqual(last)
      last = orbit.now().azimuth
    }
    expect(passed + 20).toBe(600)
    expect(orbit.now().azimuth).toBeCloseTo(10, 6)
    expect(orbit.step(20)).toBe(false)
  })

  it('is not over at once when the first frame comes after a long pause', () => {
    const orbit = createOrbit(HOME)
    orbit.go({ ...HOME, azimuth: 180 }, true)
    expect(orbit.step(10_000)).toBe(true)
  })

  it('cuts when it may not move', () => {
    const orbit = createOrbit(HOME)
    orbit.go({ ...HOME, azimuth: 180 }, false)
    expect(orbit.now().azimuth).toBe(180)
    expect(orbit.step(16)).toBe(false)
  })

  it('stops a move when the customer turns', () => {
    const orbit = createOrbit(HOME)
    orbit.go({ ...HOME, azimuth: 180 }, true)
    orbit.turn(10, 0)
    expect(orbit.step(16)).toBe(false)
  })
})

describe('eyeOf', () => {
  it('stands in front at azimuth 0 and at the wearer’s left at 90', () => {
    expect(eyeOf({ ...HOME, azimuth: 0, elevation: 0 })).toEqual([0, 0.5, 2.6])
    expect(eyeOf({ ...HOME, azimuth: 90, elevation: 0 })[0]).toBeCloseTo(2.6)
  })
})

describe('fieldFor', () => {
  it('shows as much height on any stage at least as wide as the poster, and as much width on a narrower one', () => {
    const width = (aspect: number) => Math.tan((fieldFor(aspect) * Math.PI) / 360) * aspect
    expect(fieldFor(2)).toBe(fieldFor(0.8))
    expect(width(0.4)).toBeCloseTo(width(0.8), 6)
  })

  it('fills a wide stage with a wide product, and shows it whole on a narrow one', () => {
    const width = (aspect: number) => Math.tan((fieldFor(aspect, 1.4) * Math.PI) / 360) * aspect
    expect(width(1)).toBeCloseTo(width(0.8), 6)
    expect(width(1.4)).toBeCloseTo(width(0.8), 6)
    expect(fieldFor(3, 1.4)).toBe(fieldFor(1.4, 1.4))
  })
})
