import { describe, expect, it } from 'vitest'
import { doubtsOf, doubtText, isInRange, rangeOf, type Taken } from '../../src/fit/index.ts'

describe('doubtsOf', () => {
  it('questions nothing about a body like many', () => {
    expect(doubtsOf({})).toEqual([])
    expect(
      doubtsOf({ stature: 17_800, waistGirth: 8600, hipGirth: 10_000, thighGirth: 5800, insideLegHeight: 8200 })
    ).toEqual([])
    expect(
      doubtsOf({ stature: 15_500, waistGirth: 12_000, hipGirth: 12_800, thighGirth: 7200, insideLegHeight: 7000 })
    ).toEqual([])
  })

  it.each<[string, Taken, object]>([
    [
      'inches typed for centimetres',
      { stature: 17_800, waistGirth: 3400 },
      { name: 'waistGirth', code: 'looks-like-inch', with: null, suggestion: 8636 },
    ],
    [
      'inches of inside leg',
      { stature: 17_800, insideLegHeight: 3200 },
      { name: 'insideLegHeight', code: 'looks-like-inch', with: null, suggestion: 8128 },
    ],
    [
      'inches that could be a very small body, beside a large one',
      { stature: 19_000, hipGirth: 13_000, waistGirth: 4900 },
      { name: 'waistGirth', code: 'looks-like-inch', with: 'hipGirth', suggestion: 12_446 },
    ],
    [
      'centimetres typed for inches',
      { waistGirth: 21_844 },
      { name: 'waistGirth', code: 'looks-like-cm', with: null, suggestion: 8600 },
    ],
    [
      'metres typed for centimetres',
      { stature: 178 },
      { name: 'stature', code: 'out-of-range', with: null, suggestion: 17_800 },
    ],
    [
      'millimetres typed for centimetres',
      { waistGirth: 86_000 },
      { name: 'waistGirth', code: 'out-of-range', with: null, suggestion: 8600 },
    ],
    [
      'an absurd length',
      { hipGirth: 100_000 },
      { name: 'hipGirth', code: 'out-of-range', with: null, suggestion: 10_000 },
    ],
    [
      'a length nothing explains',
      { waistGirth: 2 },
      { name: 'waistGirth', code: 'out-of-range', with: null, suggestion: null },
    ],
    [
      'swapped digits',
      { stature: 16_800, insideLegHeight: 9700 },
      { name: 'insideLegHeight', code: 'looks-swapped', with: 'stature', suggestion: 7900 },
    ],
    [
      'a waist larger than the hip by far',
      { stature: 17_800, hipGirth: 8000, waistGirth: 11_000 },
      { name: 'waistGirth', code: 'looks-exchanged', with: 'hipGirth', suggestion: 8000 },
    ],
    [
      'an inside leg too long for the height',
      { stature: 16_500, insideLegHeight: 10_100 },
      { name: 'insideLegHeight', code: 'unlikely-together', with: 'stature', suggestion: 7900 },
    ],
    [
      'a thigh that no hip of that girth has',
      { hipGirth: 9000, thighGirth: 8300 },
      { name: 'thighGirth', code: 'unlikely-together', with: 'hipGirth', suggestion: null },
    ],
    [
      'pounds typed for kilograms',
      { stature: 17_800, waistGirth: 8600, bodyMass: 1650 },
      { name: 'bodyMass', code: 'looks-like-pounds', with: 'waistGirth', suggestion: 748 },
    ],
    [
      'the inches of a foot',
      { 'footLength.left': 1060 },
      { name: 'footLength.left', code: 'looks-like-inch', with: null, suggestion: 2692 },
    ],
    [
      'a right foot far longer than the left',
      { 'footLength.left': 2650, 'footLength.right': 2950 },
      { name: 'footLength.right', code: 'sides-differ', with: 'footLength.left', suggestion: null },
    ],
    [
      'a right foot with two digits swapped',
      { 'ballGirth.left': 2450, 'ballGirth.right': 3250, 'ballGirth.other': 1 },
      { name: 'ballGirth.right', code: 'looks-swapped', with: 'ballGirth.left', suggestion: 2350 },
    ],
    [
      'a leg whose digits were swapped on one side',
      { 'insideLegHeight.left': 8700, 'insideLegHeight.right': 7800 },
      { name: 'insideLegHeight.right', code: 'looks-swapped', with: 'insideLegHeight.left', suggestion: 8700 },
    ],
    [
      'the waist typed into the hip’s field as well',
      { stature: 16_800, waistGirth: 7640, hipGirth: 7640 },
      { name: 'hipGirth', code: 'looks-repeated', with: 'waistGirth', suggestion: null },
    ],
    [
      'an underbust and a bust in each other’s field',
      { underbustGirth: 9400, bustGirth: 8800 },
      { name: 'bustGirth', code: 'looks-exchanged', with: 'underbustGirth', suggestion: 9400 },
    ],
    [
      'an underbust that no bust of that girth has',
      { bustGirth: 12_800, underbustGirth: 7200 },
      { name: 'underbustGirth', code: 'unlikely-together', with: 'bustGirth', suggestion: null },
    ],
    [
      'an ankle as thick as the calf',
      { kneeGirth: 3900, calfGirth: 3700, ankleGirth: 3600 },
      { name: 'ankleGirth', code: 'unlikely-together', with: 'calfGirth', suggestion: null },
    ],
  ])('questions %s', (_, taken, doubt) => {
    expect(doubtsOf(taken)).toEqual([doubt])
  })

  it('asks at the field typed last, whichever it is', () => {
    expect(doubtsOf({ stature: 16_500, insideLegHeight: 10_100 }).map(({ name }) => name)).toEqual(['insideLegHeight'])
    expect(doubtsOf({ insideLegHeight: 10_100, stature: 15_100 }).map(({ name }) => name)).toEqual(['stature'])
  })

  it('does not let one doubtful value throw doubt on the others', () => {
    expect(
      doubtsOf({ stature: 17_800, waistGirth: 3400, hipGirth: 10_000, thighGirth: 5800 }).map(({ name }) => name)
    ).toEqual(['waistGirth'])
  })

  it.each([NaN, Infinity, -8600, 0, 86.5, 1e12])('takes %d for no length', (value) => {
    expect(doubtsOf({ waistGirth: value })).toEqual([
      { name: 'waistGirth', code: 'not-a-length', with: null, suggestion: null },
    ])
    expect(isInRange('waistGirth', value)).toBe(false)
  })

  it('offers no suggestion that it would question again', () => {
    for (let waistGirth = 100; waistGirth < 60_000; waistGirth += 100) {
      const taken = { stature: 17_800, hipGirth: 10_000, waistGirth }
      for (const { suggestion } of doubtsOf(taken))
        // What was exchanged is to be changed in both fields.
        if (suggestion !== null && suggestion !== 10_000)
          expect(doubtsOf({ ...taken, waistGirth: suggestion })).toEqual([])
    }
  })

  it('never guesses a waist or a hip: it suggests only what the same digits may have meant', () => {
    const digits = (value: number) => [...String(Math.floor(value / 100))].sort().join('')
    for (const name of ['waistGirth', 'hipGirth'])
      for (let value = 100; value < 19_000; value += 50)
        for (const { code, suggestion } of doubtsOf({ stature: 17_800, thighGirth: 5600, [name]: value })) {
          if (code === 'unlikely-together') expect(suggestion).toBeNull()
          if (code === 'looks-swapped') expect(digits(suggestion!)).toBe(digits(value))
          if (code === 'looks-like-inch') expect(suggestion).toBe(Math.round(value * 2.54))
          expect(code).not.toBe('looks-exchanged')
        }
  })
})

describe('rangeOf', () => {
  const known = { stature: 17_800, waistGirth: 8600 }

  it('narrows with what else was typed, and holds what people have', () => {
    const alone = rangeOf('insideLegHeight', {})
    const beside = rangeOf('insideLegHeight', known)
    expect(alone).toEqual({ least: 4800, most: 11_500 })
    expect(beside.least).toBeGreaterThan(7000)
    expect(beside.most).toBeLessThan(9700)
    expect(rangeOf('footLength.right', { 'footLength.left': 2650 })).toEqual({ least: 2530, most: 2770 })
    expect(rangeOf('underbustGirth', { bustGirth: 10_000 })).toEqual({ least: 6000, most: 10_300 })
  })

  it('is where no question is asked: a value at either end raises none, one beyond does', () => {
    for (const name of ['insideLegHeight', 'hipGirth', 'thighGirth', 'bodyMass', 'footLength']) {
      const { least, most } = rangeOf(name, known, 'men')
      const codes = (value: number) => doubtsOf({ ...known, [name]: value }, 'men').map(({ code }) => code)
      expect({ name, least: codes(least), most: codes(most) }).toEqual({ name, least: [], most: [] })
      expect(codes(least - 1)).toHaveLength(1)
      expect(codes(most + 1)).toHaveLength(1)
    }
  })

  it('does not depend on doubtful neighbours that no body has, nor on order', () => {
    expect(rangeOf('insideLegHeight', { ...known, hipGirth: 99_000 })).toEqual(rangeOf('insideLegHeight', known))
    expect(rangeOf('insideLegHeight', { waistGirth: 8600, stature: 17_800 })).toEqual(rangeOf('insideLegHeight', known))
    expect(rangeOf('constructor', known)).toEqual({ least: 1, most: 100_000 })
  })
})

describe('doubtText', () => {
  it('says a mass in kilograms or pounds', () => {
    const [pounds] = doubtsOf({ stature: 17_800, waistGirth: 8600, bodyMass: 1650 })
    expect(doubtText(pounds!, 'en', 'cm')).toBe('This looks like pounds. Did you mean 74.8 kg?')
    expect(doubtText(pounds!, 'de', 'inch')).toBe('Das sieht nach Pfund aus. Meinten Sie 164,9 lb?')
  })

  it('asks in the customer’s language and unit', () => {
    const [inch] = doubtsOf({ stature: 17_800, waistGirth: 3400 })
    expect(doubtText(inch!, 'en', 'cm')).toBe('This looks like inches. Did you mean 86.4 cm?')
    expect(doubtText(inch!, 'de', 'cm')).toBe('Das sieht nach Zoll aus. Meinten Sie 86,4 cm?')
    const [leg] = doubtsOf({ stature: 16_500, insideLegHeight: 10_100 })
    expect(doubtText(leg!, 'en', 'inch')).toBe(
      'This seldom goes with “Height”; about 31.1 in would. Please check both.'
    )
    const [exchanged] = doubtsOf({ stature: 17_800, hipGirth: 8000, waistGirth: 11_000 })
    expect(doubtText(exchanged!, 'de', 'cm')).toBe(
      'Das passt nicht zu „Hüfte“. Sind die beiden Werte vertauscht? Meinten Sie hier 80 cm?'
    )
    const [absurd] = doubtsOf({ waistGirth: 2 })
    expect(doubtText(absurd!, 'en', 'cm')).toBe('This is outside what we can cut. Please measure again.')
    const [thigh] = doubtsOf({ hipGirth: 9000, thighGirth: 8300 })
    expect(doubtText(thigh!, 'en', 'cm')).toBe('This seldom goes with “Hip”. Please check both.')
  })
})
