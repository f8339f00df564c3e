import { describe, expect, it } from 'vitest'
import { createDesign } from '../../src/design/index.ts'
import { createOrderSpec, quoteAgain, verifyOrder, type OrderSpec } from '../../src/order/index.ts'
import { desk } from '../fixtures/desk.ts'
import { MEASURED_DESK } from '../fixtures/measuredDesk.ts'
import { altered, resealed } from './tamper.ts'

const template = desk(MEASURED_DESK)
const TODAY = '2026-11-21'

/** An order of the desk as a page makes it. */
function order(picks: Readonly<Record<string, string>>, stature: number | null, size?: string): OrderSpec {
  const design = createDesign(template, {
    language: 'en',
    currency: 'EUR',
    unit: 'cm',
    now: () => new Date(`${TODAY}T10:00:00Z`),
  })
  for (const [option, choice] of Object.entries(picks)) design.choose(option, choice)
  if (stature !== null) design.measure({ stature })
  if (size) design.takeSize('adult', size)
  return createOrderSpec({
    template,
    selection: design.selection(),
    picks: design.decisions().picks,
    quote: design.quote(),
    body: design.body(),
    size: design.decisions().size,
    draft: null,
    texts: {},
    note: '',
    disclosures: template.disclosures.map(({ id }) => id),
    salts: { fit: 'f'.repeat(22), personal: 'p'.repeat(22) },
  })
}

const differencesOf = (spec: OrderSpec) => verifyOrder(spec, { template, today: TODAY })

describe('verifyOrder with a body that rules speak of', () => {
  it.each([
    [{ width: '100' }, 19000, undefined],
    [{ width: '180' }, 19900, undefined],
    [{}, 19900, undefined],
    [{ drawer: 'soft-close' }, null, 'L'],
    [{ width: '100' }, null, undefined],
  ] as const)('finds nothing in an order of %o for %s and size %s', (picks, stature, size) => {
    expect(differencesOf(order(picks, stature, size))).toEqual([])
  })

  it('finds a body that breaks a rule, with the designer’s reason and never the measurement', () => {
    const differences = differencesOf(order({ width: '100' }, 19321))
    expect(differences).toEqual([
      {
        path: '/fit/measurements',
        expected: 'rule "tall-needs-width": Long legs need room.',
        got: '(private)',
      },
    ])
    expect(JSON.stringify(differences)).not.toMatch(/1932|193/)
  })

  it('finds a price that leaves out what the body costs, though digests and id were made again', () => {
    const spec = order({ width: '160' }, 19600)
    expect(spec.order.quote.lines.map(({ code }) => code)).toEqual(['base', 'long-oak', 'tall'])
    const lines = spec.order.quote.lines.slice(0, 2)
    const cheaper = altered(altered(spec, '/order/quote/lines', lines), '/order/quote/total', 67_400)
    expect(differencesOf(resealed(cheaper)).map(({ path }) => path)).toContain('/order/quote/total')
  })

  it('still verifies the price when the body was erased, and still finds one that no body has', () => {
    const erased = { ...order({ width: '160' }, 19600), fit: null }
    expect(differencesOf(erased)).toEqual([])
    const paths = differencesOf(resealed(altered(erased, '/order/quote/total', 69_391))).map(({ path }) => path)
    expect(paths).toEqual(['/order/quote/total'])
  })

  it('quotes again with what the body costs', () => {
    const { order: placed, fit } = order({ width: '160' }, 19600)
    expect(quoteAgain(placed, { template, today: '2027-01-02' }, fit)?.total).toBe(placed.quote.total)
    expect(quoteAgain(placed, { template, today: '2027-01-02' })?.total).toBe(placed.quote.total - 1990)
  })
})
