import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, weekdayOf } from '../../src/ground/index.ts'
import { addWorkingDays, extraDaysOf, quoteOf, shareOf, surchargesOf, type Priced } from '../../src/price/index.ts'
import { desk } from '../fixtures/desk.ts'

const DESK = desk()
const PLAIN = { top: 'oak', drawer: 'none', width: '140', plate: 'none', quantity: '1' }
const asked = { currency: 'EUR', day: '2026-11-21', language: 'en' } as const
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

describe('quoteOf', () => {
  it('prices the desk in its example', () => {
    expect(quoteOf(DESK, PLAIN, asked)).toEqual({
      currency: 'EUR',
      priceBook: '2026-11',
      taxMode: 'included',
      day: '2026-11-21',
      validUntil: '2026-12-05',
      lines: [{ code: 'base', label: 'Desk', amount: 64900 }],
      total: 64900,
      promise: { from: '2026-12-04', to: '2026-12-10' },
    })
  })

  it('has one line for every choice that costs or saves, in template order', () => {
    const { lines, total } = quoteOf(DESK, { ...PLAIN, top: 'walnut', drawer: 'soft-close', plate: 'written' }, asked)
    expect(lines).toEqual([
      { code: 'base', label: 'Desk', amount: 64900 },
      { code: 'top/walnut', label: 'Top: Walnut', amount: 5000 },
      { code: 'drawer/soft-close', label: 'Drawer: Soft close', amount: 12000 },
      { code: 'plate/written', label: 'Name plate: Engraved', amount: 1800 },
    ])
    expect(total).toBe(83700)
  })

  it('speaks German and counts pieces in each line', () => {
    const { lines } = quoteOf(DESK, { ...PLAIN, top: 'glass', quantity: '2' }, { ...asked, language: 'de' })
    expect(lines.map(({ label, amount }) => `${label} ${amount}`)).toEqual([
      '2 × Schreibtisch 129800',
      '2 × Platte: Glas -6000',
    ])
  })

  it('adds an extra only where its whole condition holds', () => {
    const codes = (top: string, width: string) =>
      quoteOf(DESK, { ...PLAIN, top, width }, asked).lines.map(({ code }) => code)
    expect(codes('oak', '160')).toEqual(['base', 'long-oak'])
    expect(codes('walnut', '160')).toEqual(['base', 'top/walnut'])
    expect(codes('oak', '140')).toEqual(['base'])
  })

  it('gives the discount from three on: not at two, at three, at four', () => {
    const totals = ['2', '3', '4'].map((quantity) => quoteOf(DESK, { ...PLAIN, quantity }, asked).total)
    expect(totals).toEqual([2 * 64900, 3 * 64900 - 19470, 4 * 64900 - 25960])
    expect(quoteOf(DESK, { ...PLAIN, quantity: '3' }, asked).lines.at(-1)).toEqual({
      code: 'three-or-more',
      label: '10 % off three or more',
      amount: -19470,
    })
  })

  it('prices in each currency by its own book', () => {
    const { lines, priceBook, taxMode } = quoteOf(DESK, { ...PLAIN, top: 'walnut' }, { ...asked, currency: 'JPY' })
    expect({ lines: lines.map(({ amount }) => amount), priceBook, taxMode }).toEqual({
      lines: [98000, 8000],
      priceBook: '2026-11-jp',
      taxMode: 'excluded',
    })
  })

  it('says which currencies there are, what has no price, and what is no day', () => {
    const error = (code: string, message: string) => expect.objectContaining({ code, message })
    expect(() => quoteOf(DESK, PLAIN, { ...asked, currency: 'USD' })).toThrow(
      error('price/no-book', 'currency: expected one of "EUR", "JPY", got "USD".')
    )
    expect(() => quoteOf(DESK, { ...PLAIN, top: 'marble' }, asked)).toThrow(
      error('price/missing', 'top: price book "2026-11" in EUR has no price for "marble".')
    )
    const { plate: _, ...open } = PLAIN
    expect(() => quoteOf(DESK, open, asked)).toThrow(error('price/missing', 'plate: expected a choice, got none.'))
    expect(() => quoteOf(DESK, { ...PLAIN, top: 'constructor' }, asked)).toThrow(
      expect.objectContaining({ code: 'price/missing' })
    )
    expect(() => quoteOf(DESK, PLAIN, { ...asked, day: '2026-02-30' })).toThrow(
      expect.objectContaining({ code: 'price/not-a-day' })
    )
  })

  it('is lines that sum to the total, whole minor units all, whatever the book and the selection', () => {
    fc.assert(
      fc.property(priced, fc.integer({ min: 1, max: 10 }), fc.nat(2), ({ template }, quantity, choice) => {
        const selection = { part: `c${choice}`, quantity: String(quantity) }
        const { lines, total } = quoteOf(template, selection, asked)
        expect(lines.every(({ amount }) => Number.isSafeInteger(amount))).toBe(true)
        expect(sum(lines.map(({ amount }) => amount))).toBe(total)
      })
    )
  })

  it('takes each discount off what the lines before it add up to, half to even', () => {
    fc.assert(
      fc.property(priced, fc.integer({ min: 1, max: 10 }), ({ template, basisPoints }, quantity) => {
        const { lines } = quoteOf(template, { part: 'c0', quantity: String(quantity) }, asked)
        const at = lines.findIndex(({ code }) => code === 'off')
        const before = sum(lines.slice(0, at < 0 ? undefined : at).map(({ amount }) => amount))
        const exact = (before * basisPoints) / 10_000
        const taken = at < 0 ? 0 : -lines[at]!.amount
        expect(Math.abs(taken - exact)).toBeLessThanOrEqual(0.5)
        if (Math.abs(taken - exact) === 0.5) expect(taken % 2).toBe(0)
      })
    )
  })
})

const priced = fc
  .record({
    base: fc.integer({ min: 0, max: 1e9 }),
    amounts: fc.tuple(
      fc.integer({ min: -1e6, max: 1e6 }),
      fc.integer({ min: -1e6, max: 1e6 }),
      fc.integer({ min: -1e6, max: 1e6 })
    ),
    basisPoints: fc.integer({ min: 0, max: 10_000 }),
  })
  .map(({ base, amounts, basisPoints }): { template: Priced; basisPoints: number } => {
    const text = (word: string) => ({ en: word, de: word })
    const always = [{}]
    return {
      basisPoints,
      template: {
        options: [
          { id: 'part', label: text('Part'), choices: amounts.map((_, k) => ({ id: `c${k}`, label: text(`C${k}`) })) },
          { id: 'quantity', label: text('Quantity'), choices: [] },
        ],
        books: [
          {
            id: 'book',
            currency: 'EUR',
            taxMode: 'included',
            taxRate: 1900,
            base: { label: text('Base'), amount: base },
            choices: {
              part: Object.fromEntries(amounts.map((amount, k) => [`c${k}`, amount])),
              quantity: Object.fromEntries(Array.from({ length: 10 }, (_, k) => [String(k + 1), 0])),
            },
            extras: [{ code: 'extra', label: text('Extra'), when: always, amount: 333 }],
            discounts: [
              { code: 'off', label: text('Off'), because: text('because'), when: always, basisPoints },
              {
                code: 'again',
                label: text('Again'),
                because: text('because'),
                when: [{ part: ['c1'] }],
                basisPoints: 777,
              },
            ],
          },
        ],
        lead: { days: [1, 2], extra: [], holidays: [] },
        roles: { quantity: 'quantity' },
      },
    }
  })

describe('shareOf', () => {
  it('rounds half to even, on either side of zero, and does not overflow', () => {
    expect([125, 135, 145, -125, -135].map((amount) => shareOf(amount, 1000))).toEqual([12, 14, 14, -12, -14])
    expect(shareOf(9_007_199_254_740_991, 10_000)).toBe(9_007_199_254_740_991)
  })
})

describe('surchargesOf', () => {
  it('gives what each choice adds to one piece, in template order', () => {
    expect(surchargesOf(DESK, 'EUR')).toEqual([
      [0, 5000, -3000],
      [0, 8000, 12000],
      [0, 0, 0, 0, 4550],
      [0, 1800],
      Array(10).fill(0),
    ])
  })
})

describe('the promise', () => {
  it('adds the working days of every condition that holds, and says which', () => {
    const slow = { ...PLAIN, top: 'glass', plate: 'written' }
    expect(extraDaysOf(DESK, slow).map(({ label, days }) => `${label.en} ${days}`)).toEqual(['Glass 5', 'Engraving 2'])
    expect(quoteOf(DESK, slow, asked).promise).toEqual({ from: '2026-12-15', to: '2026-12-21' })
  })

  it('does not count a Saturday, a Sunday or a holiday', () => {
    expect(addWorkingDays('2026-12-23', 2, ['2026-12-25'])).toBe('2026-12-28')
    expect(addWorkingDays('2026-11-21', 0, [])).toBe('2026-11-21')
  })

  it('falls on a working day and leaves exactly the asked number of them behind, from any day', () => {
    const day = fc.integer({ min: 0, max: 2000 }).map((days) => addDays('2026-01-01', days))
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), fc.array(day, { maxLength: 20 }), (from, count, holidays) => {
        const isWorking = (at: string) => ![0, 6].includes(weekdayOf(at)) && !holidays.includes(at)
        const to = addWorkingDays(from, count, holidays)
        let passed = 0
        for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorking(at)) passed += 1
        expect(passed).toBe(count)
        expect(isWorking(to)).toBe(true)
      })
    )
  })
})
