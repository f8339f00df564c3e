import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  base64url,
  bytesOfBase64url,
  canonicalText,
  dayIn,
  digestOf,
  fingerprintOf,
  isDay,
  languageOf,
  lengthText,
  nearestWord,
  randomUuid,
  sayer,
  seededRandom,
  tenthsOf,
  weekdayOf,
} from '../../src/ground/index.ts'

describe('canonicalText', () => {
  it('sorts keys by UTF-16 code units and drops what is undefined, as RFC 8785 says', () => {
    expect(canonicalText({ b: 1, a: [true, null, 'ü'], '\u{1F600}': 0, '\uFB33': 0, gone: undefined })).toBe(
      '{"a":[true,null,"ü"],"b":1,"\u{1F600}":0,"\uFB33":0}'
    )
  })

  it('refuses what JSON cannot say', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, '\ud800'])
      expect(() => canonicalText(value)).toThrowError(expect.objectContaining({ code: 'canonical/not-plain' }))
  })
})

describe('digestOf', () => {
  it('is the base64url SHA-256 of the canonical text, the same as Node computes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer())), (value) => {
        expect(digestOf(value)).toBe(createHash('sha256').update(canonicalText(value)).digest('base64url'))
      })
    )
  })
})

describe('base64url', () => {
  it('round-trips any bytes without padding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(base64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
        expect(bytesOfBase64url(base64url(bytes))).toEqual(bytes)
      })
    )
  })

  it('names what it will not read', () => {
    expect(() => bytesOfBase64url('ab+c')).toThrowError(expect.objectContaining({ code: 'canonical/not-base64url' }))
  })
})

describe('fingerprintOf', () => {
  it('is eleven characters an address may hold, with no two alike among a hundred thousand like texts', () => {
    const texts = Array.from({ length: 100_000 }, (_, n) => `option-${n % 316}/choice-${n}`)
    const prints = texts.map(fingerprintOf)
    expect(new Set(prints).size).toBe(texts.length)
    expect(prints.every((print) => /^[\w-]{11}$/.test(print))).toBe(true)
  })

  it('spreads its beginnings evenly, so that a few characters tell a product’s choices apart', () => {
    const counts = new Map<string, number>()
    for (let n = 0; n < 64_000; n++) {
      const [start] = fingerprintOf(`length/${n}`) as unknown as [string]
      counts.set(start, (counts.get(start) ?? 0) + 1)
    }
    expect(counts.size).toBe(64)
    // A thousand each on average; five standard deviations.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(160)
  })

  it('stays the same for ever: shared design codes hold it', () => {
    expect(fingerprintOf('cloth/raw')).toBe('ZHDMqGiP1mI')
  })
})

describe('randomUuid', () => {
  it('is a version 4 uuid, another each time', () => {
    const made = Array.from({ length: 100 }, randomUuid)
    for (const uuid of made) expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(new Set(made).size).toBe(100)
  })
})

describe('seededRandom', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed))
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
    for (const value of draw(7)) expect(value).toBeGreaterThanOrEqual(0)
  })
})

describe('words', () => {
  it('fills in what is named and leaves the rest to be seen', () => {
    const say = sayer({ en: { left: '{n} of {all}' }, de: { left: '{n} von {all}' } }, 'de')
    expect(say('left', { n: 3 })).toBe('3 von {all}')
  })

  it('reads a tag by its language and falls back to English', () => {
    expect(['de-AT', 'EN', 'fr', '', null].map(languageOf)).toEqual(['de', 'en', 'en', 'en', 'en'])
  })
})

describe('units', () => {
  it('keeps tenths of a millimetre whole, so an inch is exact', () => {
    expect(tenthsOf(34, 'inch')).toBe(8636)
    expect(tenthsOf(86.5, 'cm')).toBe(8650)
    expect(lengthText(8636, 'inch', 'en')).toBe('34 in')
    expect(lengthText(8650, 'cm', 'de')).toBe('86,5 cm')
    expect([-200, 0, 200].map((tenths) => lengthText(tenths, 'cm', 'en', true))).toEqual(['-2 cm', '0 cm', '+2 cm'])
  })
})

describe('days', () => {
  it('are calendar days in the shop, wherever the clock stands', () => {
    expect(dayIn('Europe/Berlin', new Date('2026-11-21T23:30:00Z'))).toBe('2026-11-22')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(weekdayOf('2026-11-21')).toBe(6)
  })

  it('are refused when no calendar has them', () => {
    expect(['2026-02-28', '2026-02-29', '2026-2-1', 'today'].map(isDay)).toEqual([true, false, false, false])
  })
})

describe('nearestWord', () => {
  it('finds a slip of the pen and nothing far-fetched', () => {
    expect(nearestWord('pocketStich', ['pocketStitch', 'backPockets'])).toBe('pocketStitch')
    expect(nearestWord('sleeve', ['fit', 'rise'])).toBeUndefined()
  })
})
