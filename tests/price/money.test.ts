import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { currencyCodes, differenceText, exponentOf, minorUnitsOf, moneyText } from '../../src/price/index.ts'

/** ICU puts no-break spaces between figure and sign. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('exponentOf', () => {
  it('follows ISO 4217 where runtimes do not', () => {
    const decimals = ['EUR', 'USD', 'GBP', 'JPY', 'KWD', 'CLF', 'HUF', 'IQD', 'ISK', 'MGA'].map((code) => [
      code,
      exponentOf(code),
    ])
    expect(Object.fromEntries(decimals)).toEqual({
      EUR: 2,
      USD: 2,
      GBP: 2,
      JPY: 0,
      KWD: 3,
      CLF: 4,
      HUF: 2,
      IQD: 3,
      ISK: 0,
      MGA: 2,
    })
  })

  it('lists every code once', () => {
    expect(new Set(currencyCodes()).size).toBe(currencyCodes().length)
    expect(currencyCodes().every((code) => /^[A-Z]{3}$/.test(code))).toBe(true)
  })

  it('names the code it does not know and the one that was meant', () => {
    expect(() => exponentOf('EURO')).toThrow(
      'currency: expected an ISO 4217 code such as "EUR", got "EURO". Did you mean "EUR"?'
    )
    expect(() => exponentOf('eur')).toThrow(expect.objectContaining({ code: 'price/unknown-currency' }))
  })
})

describe('moneyText', () => {
  it('writes all decimals of the currency, by locale', () => {
    const texts = [
      moneyText(14900, 'EUR', 'en'),
      moneyText(14900, 'EUR', 'de'),
      moneyText(12900, 'JPY', 'en'),
      moneyText(-550, 'GBP', 'en'),
      moneyText(1, 'KWD', 'en'),
      moneyText(123456, 'HUF', 'en'),
    ]
    expect(texts.map(plain)).toEqual(['€149.00', '149,00 €', '¥12,900', '-£5.50', 'KWD 0.001', 'HUF 1,234.56'])
  })

  it('is exact where a division would not be', () => {
    expect(moneyText(900719925474099, 'EUR', 'en')).toBe('€9,007,199,254,740.99')
  })
})

describe('differenceText', () => {
  it('says what a click adds, saves or leaves', () => {
    expect([1800, -500, 0, 550].map((amount) => plain(differenceText(amount, 'EUR', 'en')))).toEqual([
      '+ €18',
      '− €5',
      'included',
      '+ €5.50',
    ])
    expect([1800, -550, 0].map((amount) => plain(differenceText(amount, 'EUR', 'de-AT')))).toEqual([
      '+ € 18',
      '− € 5,50',
      'inklusive',
    ])
    expect([1800, -550].map((amount) => plain(differenceText(amount, 'EUR', 'de')))).toEqual(['+ 18 €', '− 5,50 €'])
    expect(plain(differenceText(1800, 'JPY', 'en'))).toBe('+ ¥1,800')
  })
})

describe('minorUnitsOf', () => {
  it('reads what people write and refuses what would be rounded', () => {
    expect(['18', '18.5', '18.50', '-2.5', '0', '-0', '+3'].map((text) => minorUnitsOf(text, 'EUR'))).toEqual([
      1800, 1850, 1850, -250, 0, 0, 300,
    ])
    expect(
      ['18.505', '18,50', '1e3', '', 'NaN', 'Infinity', '0x10', '10000000000.01'].map((text) =>
        minorUnitsOf(text, 'EUR')
      )
    ).toEqual(Array(8).fill(null))
    expect([minorUnitsOf('1800', 'JPY'), minorUnitsOf('18.0', 'JPY'), minorUnitsOf('1.234', 'KWD')]).toEqual([
      1800,
      null,
      1234,
    ])
  })

  it('reads back whatever is written', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 1e12 }), fc.constantFrom(0, 1e12)),
        fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'),
        (amount, currency) => {
          const digits = String(amount).padStart(exponentOf(currency) + 1, '0')
          const cut = digits.length - exponentOf(currency)
          const text = exponentOf(currency) ? `${digits.slice(0, cut)}.${digits.slice(cut)}` : digits
          expect(minorUnitsOf(text, currency)).toBe(amount)
        }
      )
    )
  })
})
