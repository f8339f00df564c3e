import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { typedLength } from '../../src/fit/index.ts'

describe('typedLength', () => {
  it.each([
    ['86.5', 'cm', 8650],
    ['86,5', 'cm', 8650],
    [' 86,5 cm ', 'cm', 8650],
    ['865mm', 'cm', 8650],
    ['1,78 m', 'cm', 17_800],
    ['1.78m', 'inch', 17_800],
    ['34', 'inch', 8636],
    ['32 1/2', 'inch', 8255],
    ['32 1/2"', 'cm', 8255],
    ['32½', 'inch', 8255],
    ['32 ½ in', 'cm', 8255],
    ['34 Zoll', 'cm', 8636],
    ['5\'10"', 'cm', 17_780],
    ['5’ 10 1/2”', 'cm', 17_907],
    ['6 ft', 'cm', 18_288],
    ['86\u00a0cm', 'cm', 8600],
  ] as const)('reads %s (field in %s) as %i tenths of a millimetre', (text, unit, tenths) => {
    expect(typedLength('waistGirth', text, unit)).toBe(tenths)
  })

  it.each([
    '',
    ' ',
    'NaN',
    'Infinity',
    '-86',
    '+86',
    '0',
    '0,001',
    '1e2',
    '0x20',
    '86.5.5',
    '86,5,5',
    '1.234,5',
    '32 3/2',
    '32 1/0',
    '32.5 1/2',
    '86 kg',
    '5\'13"',
    '99999',
    '8600 cm',
    'eighty',
    '٨٦',
    '86cm<script>',
    '8'.repeat(100),
  ])('takes %j for no length, without repeating it', (text) => {
    expect(typedLength('waistGirth', text, 'cm')).toEqual({
      name: 'waistGirth',
      code: 'not-a-length',
      with: null,
      suggestion: null,
    })
  })

  it('never throws, and gives a small whole number or a doubt', () => {
    const hands = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,/ \'"½cmin') }))
    fc.assert(
      fc.property(hands, fc.constantFrom('cm' as const, 'inch' as const), (text, unit) => {
        const length = typedLength('hipGirth', text, unit)
        if (typeof length === 'number') {
          expect(Number.isSafeInteger(length)).toBe(true)
          expect(length).toBeGreaterThan(0)
          expect(length).toBeLessThanOrEqual(100_000)
        } else expect(length.code).toBe('not-a-length')
      })
    )
  })
})
