import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { bodyOf } from '../../src/fit/index.ts'
import { orderSpec, quoteAgain, staleBecause, verifyOrder, type OrderSpec } from '../../src/order/index.ts'
import { drafting, skirt, skirtOrder, TODAY, validSelections } from './skirt.ts'
import { altered, leavesOf, resealed, valueAt } from './tamper.ts'

const template = skirt()

function differencesOf(spec: OrderSpec, today = TODAY) {
  const measurements = Object.fromEntries((spec.fit?.measurements ?? []).map(({ name, value }) => [name, value]))
  const draft =
    Object.hasOwn(measurements, 'hipGirth') && Object.hasOwn(measurements, 'waistGirth')
      ? drafting.draft({ measurements, selection: spec.order.selection })
      : null
  return verifyOrder(spec, { template, today, draft })
}
const pathsOf = (spec: OrderSpec, today?: string) => differencesOf(spec, today).map(({ path }) => path)

describe('verifyOrder', () => {
  it('finds nothing in any valid design, for every quantity', () => {
    const selections = validSelections(template)
    expect(selections.length).toBeGreaterThan(50)
    for (const selection of selections) expect(differencesOf(skirtOrder({ picks: selection }))).toEqual([])
  })

  it('finds every single change of a leaf when the digests were left as they are', () => {
    const spec = skirtOrder()
    const leaves = leavesOf(spec)
    const anyValue = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.constantFrom('', '0', 'wool', 'EUR', TODAY, null, true)
    )
    fc.assert(
      fc.property(fc.constantFrom(...leaves), anyValue, (pointer, value) => {
        fc.pre(value !== valueAt(spec, pointer))
        const changed = altered(spec, pointer, value)
        expect(v.is(orderSpec, changed) && differencesOf(changed).length === 0).toBe(false)
      }),
      { numRuns: 400 }
    )
  })

  // Nobody can tell a forged wish from a wish: salts, note and which choices were the customer's own are the customer's
  // word.
  const WORD_OF_THE_CUSTOMER = /^\/(fit\/salt|personal\/(salt|note|texts\/)|order\/(picks\/|id$|parts\/))/

  it('finds every single change of what the shop decides, though digests and id were made again', () => {
    const spec = skirtOrder()
    // So is what was taken, as long as a body can have it and the draft agrees: a mass that nobody sends may have moved
    // what follows from it.
    const taken = spec.fit!.measurements.flatMap(({ source }, at) =>
      source === 'taken' ? [`/fit/measurements/${at}/value`] : []
    )
    const leaves = leavesOf(spec).filter((pointer) => !WORD_OF_THE_CUSTOMER.test(pointer) && !taken.includes(pointer))
    expect(leaves.length).toBeGreaterThan(60)
    for (const pointer of leaves) {
      const before = valueAt(spec, pointer)
      const changes =
        typeof before === 'number'
          ? [before + 1, before + 11, before - 11, 0, -before]
          : [`${String(before)}x`, 'x', 'wool', 'knee', 'no', 'EU', TODAY, '']
      for (const value of changes) {
        if (value === before) continue
        const changed = resealed(altered(spec, pointer, value))
        const refused = !v.is(orderSpec, changed) || differencesOf(changed).length > 0
        // Within 1 mm page and server count as agreeing.
        const within = pointer.startsWith('/fit/draft/girths/') && Math.abs(Number(value) - Number(before)) <= 10
        expect(refused || within, `${pointer}: ${String(before)} to ${String(value)}`).toBe(true)
      }
    }
  })

  const HIP = `/fit/measurements/${skirtOrder().fit!.measurements.findIndex(({ name }) => name === 'hipGirth')}/value`

  const cases: readonly (readonly [what: string, pointer: string, value: unknown, found: string])[] = [
    ['a lower total', '/order/quote/total', 1, '/order/quote/total'],
    ['a cheaper line', '/order/quote/lines/0/amount', 100, '/order/quote/lines/0/amount'],
    ['another label on a line', '/order/quote/lines/0/label', 'Gift', '/order/quote/lines/0/label'],
    ['an invented discount', '/order/quote/lines', [], '/order/quote/lines/0'],
    ['net for gross', '/order/quote/taxMode', 'excluded', '/order/quote/taxMode'],
    ['a longer validity', '/order/quote/validUntil', '2027-12-05', '/order/quote/validUntil'],
    ['an earlier promise', '/order/promise/from', '2026-11-23', '/order/promise/from'],
    ['an unknown currency', '/order/quote/currency', 'CHF', '/order/quote/currency'],
    ['another template', '/order/template/hash', 'A'.repeat(43), '/order/template/hash'],
    ['another version', '/order/template/version', '9.0.0', '/order/template/version'],
    ['an unknown choice', '/order/selection/cloth', 'gold', '/order/selection/cloth'],
    ['a missing option', '/order/selection/cloth', undefined, '/order/selection/cloth'],
    ['an unknown option', '/order/selection/zip', 'none', '/order/selection/zip'],
    ['a broken rule', '/order/selection/ease', 'close', '/order/selection'],
    ['a pick of no option', '/order/picks', ['zip'], '/order/picks/0'],
    ['a pick twice', '/order/picks', ['cloth', 'cloth'], '/order/picks/1'],
    ['another quantity than chosen', '/order/quantity', 3, '/order/quantity'],
    ['a disclosure left out', '/order/disclosures', [], '/order/disclosures/0'],
    ['an unlikely size', '/fit/size', { system: 'EU', label: '99' }, '/fit/size'],
    ['a hip no body has', HIP, 100, HIP],
    ['another draft design', '/fit/draft/design', 'sack', '/fit/draft/design'],
    ['a girth off by more than 1 mm', '/fit/draft/girths/hip', 9000, '/fit/draft/girths/hip'],
    ['a girth left out', '/fit/draft/girths', { hem: 10880 }, '/fit/draft/girths/hip'],
    ['too long a text', '/personal/texts/initials', 'ABCDE', '/personal/texts/initials'],
    ['a control character', '/personal/texts/initials', 'A\u0007', '/personal/texts/initials'],
    ['a turned direction', '/personal/texts/initials', 'A\u202EB', '/personal/texts/initials'],
    ['other letters', '/personal/texts/initials', 'Жук', '/personal/texts/initials'],
    ['a text for no option', '/personal/texts/hem', 'AB', '/personal/texts/hem'],
    ['a chosen text left out', '/personal/texts', {}, '/personal/texts/initials'],
    ['artwork without an option', '/personal/artwork', ['A'.repeat(43)], '/personal/artwork'],
    ['a turned note', '/personal/note', 'ab\u202Ecd', '/personal/note'],
  ]

  it.each(cases)('finds %s, id made again or not', (_what, pointer, value, found) => {
    const changed = altered(skirtOrder(), pointer, value)
    expect(pathsOf(changed)).toContain(found)
    expect(pathsOf(resealed(changed))).toContain(found)
  })

  it('finds a taken measurement that was changed, by the draft that no longer agrees', () => {
    const spec = skirtOrder()
    const at = spec.fit!.measurements.findIndex(({ name }) => name === 'hipGirth')
    const changed = resealed(altered(spec, `/fit/measurements/${at}/value`, 10_300))
    expect(pathsOf(changed)).toContain('/fit/draft/girths/hip')
  })

  it('finds a measurement worked out from others that was changed', () => {
    const spec = skirtOrder({ drafted: false })
    const at = spec.fit!.measurements.findIndex(({ source }) => source === 'estimated')
    const changed = resealed(altered(spec, `/fit/measurements/${at}/value`, spec.fit!.measurements[at]!.value + 5))
    expect(pathsOf(changed)).toEqual([`/fit/measurements/${at}`])
  })

  it('stands by a body that was worked out with help no order carries: a survey, a mass, a garment that fits', () => {
    const taken = { stature: 17_400, waistGirth: 7420, hipGirth: 10_080 }
    const garment = { values: { waistFlat: 3900, thighFlat: 3050, insideLeg: 7800 }, stretch: 0 }
    const bodies = [
      bodyOf({ measurements: taken, size: null, sizes: [], survey: 'women' }),
      bodyOf({ measurements: { ...taken, bodyMass: 712 }, size: null, sizes: [], survey: 'men' }),
      bodyOf({ measurements: { stature: 17_400 }, size: null, sizes: [], garment }),
    ]
    for (const body of bodies) expect(pathsOf(skirtOrder({ body, drafted: false }))).toEqual([])
  })

  it('finds an estimate that such help could not have moved so far', () => {
    const taken = { stature: 17_400, waistGirth: 7420, hipGirth: 10_080, bodyMass: 712 }
    const spec = skirtOrder({ body: bodyOf({ measurements: taken, size: null, sizes: [] }), drafted: false })
    const at = spec.fit!.measurements.findIndex(({ name }) => name === 'kneeGirth')
    expect(pathsOf(resealed(altered(spec, `/fit/measurements/${at}/value`, 6900)))).toEqual([`/fit/measurements/${at}`])
  })

  it('never repeats a measurement or a text', () => {
    const spec = skirtOrder({ texts: { initials: 'QXZJ' }, note: 'Mind the scar.' })
    const forged = [
      altered(spec, '/fit/measurements/0/value', 54_321),
      altered(spec, '/fit/draft/girths/hip', 54_321),
      altered(spec, '/fit/size', { system: 'EU', label: '54321' }),
      altered(spec, '/personal/texts/initials', 'QXZJ\u202E'),
      altered(spec, '/personal/note', 'Mind the scar.\u0000'),
      altered(spec, '/personal/texts/hem', 'Mind the scar.'),
    ]
    for (const changed of forged) {
      const found = differencesOf(changed)
      expect(found.length).toBeGreaterThan(0)
      const said = JSON.stringify(found)
      for (const secret of ['54321', 'QXZJ', 'scar', '7420', '10080']) expect(said).not.toContain(secret)
    }
  })

  it('says what a broken rule is about, with the designer’s reason', () => {
    const spec = altered(skirtOrder(), '/order/selection/ease', 'close')
    expect(differencesOf(spec)).toContainEqual({
      path: '/order/selection',
      expected: 'rule "silk-tears": Silk tears in a close seam.',
      got: 'cloth "silk", ease "close"',
    })
  })

  it('still verifies what remains when parts were erased, and still finds what was changed in it', () => {
    const spec = { ...skirtOrder(), fit: null, personal: null }
    expect(differencesOf(spec)).toEqual([])
    expect(pathsOf(altered(spec, '/order/quote/total', 1))).toContain('/order/quote/total')
  })

  it('takes a quote for 14 days and not from tomorrow', () => {
    const spec = skirtOrder({ day: '2026-11-21' })
    expect(pathsOf(spec, '2026-12-05')).toEqual([])
    expect(pathsOf(spec, '2026-12-06')).toEqual(['/order/quote/day'])
    expect(pathsOf(spec, '2026-11-20')).toEqual(['/order/quote/day'])
  })

  it('treats names of the language itself as any other word', () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      expect(pathsOf(altered(skirtOrder(), `/order/selection/${name}`, 'x'))).toContain(`/order/selection/${name}`)
      expect(pathsOf(altered(skirtOrder(), '/order/selection/cloth', name))).toContain('/order/selection/cloth')
    }
  })
})

describe('staleBecause and quoteAgain', () => {
  const { order } = skirtOrder({ language: 'de' })

  it('tell a passed day and a replaced price book', () => {
    expect(staleBecause(order, { template, today: TODAY })).toBeNull()
    expect(staleBecause(order, { template, today: '2027-01-02' })).toBe('day')
    const books = template.books.map((book) => ({ ...book, id: '2026-12' }))
    expect(staleBecause(order, { template: skirt({ books }), today: TODAY })).toBe('price-book')
  })

  it('quote again for today in the language the customer read', () => {
    const quote = quoteAgain(order, { template, today: '2027-01-02' })
    expect(quote).toMatchObject({ day: '2027-01-02', total: order.quote.total })
    expect(quote?.lines[0]?.label).toBe('Rock')
  })

  it('have no quote for a design that is not valid or a currency without a book', () => {
    expect(
      quoteAgain({ ...order, selection: { ...order.selection, ease: 'close' } }, { template, today: TODAY })
    ).toBeNull()
    expect(quoteAgain({ ...order, quote: { ...order.quote, currency: 'CHF' } }, { template, today: TODAY })).toBeNull()
  })
})
