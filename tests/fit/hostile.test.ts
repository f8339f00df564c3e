import { describe, expect, it } from 'vitest'
import {
  ASKED,
  bodyOf,
  doubtsOf,
  doubtText,
  ESTIMATED,
  GARMENT_MEASURES,
  HELPING,
  isInRange,
  labelsFor,
  PAIRED,
  rangeOf,
  readMeasurements,
  SIDES,
  SIZE_SYSTEMS,
  widestRange,
  type Taken,
} from '../../src/fit/index.ts'
import { seededRandom } from '../../src/ground/index.ts'

const BODIES = 10_000
const SIDED = PAIRED.flatMap((name) => SIDES.map((side) => `${name}.${side}`))
const NAMES: readonly string[] = [...ASKED, ...ESTIMATED, ...HELPING, ...SIDED]
const STRANGE_NAMES = ['constructor', '__proto__', 'toString', '', 'footLength.middle', 'footLength.left.left', 'bust', '.']
const STRANGE_VALUES = [NaN, Infinity, -Infinity, -8600, 0, -0, 0.1, 86.5, 1, 100_000, 100_001, 2 ** 53, 1e308, 5e-324]

const random = seededRandom(5)
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!

/** A third of what people have, a third of what fields let through, a third of anything at all. */
function valueFor(name: string, kind: number): number {
  const range = widestRange(name) ?? [1, 100_000]
  const [least, most] = range
  if (kind === 0) return Math.round(least + (most - least) * (0.25 + 0.4 * random()))
  if (kind === 1) return Math.round(least + (most - least) * random())
  return random() < 0.5 ? pick(STRANGE_VALUES) : Math.round(random() * 120_000)
}

function strangeBody(at: number): Taken {
  const kind = at % 3
  const names = NAMES.filter(() => random() < 0.3)
  if (kind === 2) names.push(pick(STRANGE_NAMES))
  // A "__proto__" of one's own, as JSON.parse makes it.
  return Object.fromEntries(names.sort(() => random() - 0.5).map((name) => [name, valueFor(name, kind)]))
}

const strangeGarment = () => ({
  values: Object.fromEntries(
    GARMENT_MEASURES.filter(() => random() < 0.7).map((name) => [
      name,
      random() < 0.8 ? Math.round(1500 + 3500 * random()) : pick(STRANGE_VALUES),
    ])
  ),
  stretch: Math.floor(random() * 101),
})

const SIZES = [{ system: 'EU', label: '48', measurements: { waistGirth: 8400, hipGirth: 9900, stature: 17_600 } }]

describe('ten thousand bodies, plausible and not', () => {
  it('give whole positive lengths in ascending order, and no exception', () => {
    for (let at = 0; at < BODIES; at++) {
      const measurements = strangeBody(at)
      const body = bodyOf({
        measurements,
        size: at % 5 === 0 ? { system: 'EU', label: '48' } : null,
        sizes: SIZES,
        garment: at % 4 === 0 ? strangeGarment() : null,
        survey: ([null, 'men', 'women'] as const)[at % 3]!,
      })
      const isWhole = ({ value, error }: (typeof body)[number]) =>
        Number.isSafeInteger(value) && value > 0 && value <= 100_000 && Number.isSafeInteger(error) && error >= 0
      if (!body.every(isWhole)) expect(body).toEqual('whole positive tenths')
      if (new Set(body.map(({ name }) => name)).size < body.length) expect(body).toEqual('each name once')
      const guessed = new Map(body.flatMap(({ name, value, source }) => (source === 'estimated' ? [[name, value]] : [])))
      const isBody = body.every(({ name, value, source }) => source === 'estimated' || isInRange(name, value))
      const of = (name: string) => body.find((one) => one.name === name)?.value
      for (const [lower, higher] of [
        ['insideLegHeight', 'hipHeight'],
        ['hipHeight', 'waistHeight'],
        ['crotchLengthBack', 'crotchLength'],
      ] as const)
        // What was taken stays as it is, however it contradicts; what no body has is not drafted.
        if (isBody && guessed.has(higher) && !(of(lower)! < of(higher)!))
          expect({ lower, higher, body }).toEqual('ascending')
      for (const name of ['waistGirth', 'underbustGirth', 'footLength', 'ballGirth', ...HELPING])
        if (guessed.has(name)) expect(name).toEqual('never guessed')
      labelsFor([SIZE_SYSTEMS[at % SIZE_SYSTEMS.length]!], body)
    }
  })

  it('are questioned without an exception, once each, with suggestions that a body can have', () => {
    for (let at = 0; at < BODIES; at += 2) {
      const measurements = strangeBody(at)
      const doubts = doubtsOf(measurements)
      if (new Set(doubts.map(({ name }) => name)).size < doubts.length) expect(doubts).toEqual('one for each')
      for (const { name, suggestion } of doubts)
        if (suggestion !== null && !isInRange(name, suggestion)) expect({ name, suggestion }).toEqual('in range')
      if (at % 50 === 0)
        for (const doubt of doubts) expect(doubtText(doubt, 'de', 'inch')).not.toMatch(/NaN|undefined|\{/)
      const name = NAMES[at % NAMES.length]!
      const { least, most } = rangeOf(name, measurements)
      const [widestLeast, widestMost] = widestRange(name)!
      if (!(least <= most && least >= widestLeast && most <= widestMost)) expect({ name, least, most }).toEqual('a range')
    }
  })

  it('may come as a damaged file: fewer measurements, never an exception', () => {
    const pieces = ['waistGirth', ':', ',', '86', '\n', '"', '{', '}', 'unit', 'inch', '1e999', '-', '\u0000', '__proto__', '9'.repeat(400)]
    for (let at = 0; at < 2000; at++) {
      const text = Array.from({ length: Math.floor(random() * 60) }, () => pick(pieces)).join('')
      const { measurements } = readMeasurements(text)
      for (const value of Object.values(measurements)) expect(Number.isSafeInteger(value) && value > 0).toBe(true)
    }
    const long = 'waistGirth:'.repeat(100_000)
    expect(readMeasurements(long).measurements).toEqual({})
  })
})
