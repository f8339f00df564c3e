import { describe, expect, it } from 'vitest'
import { digestOf } from '../../src/ground/index.ts'
import { createSalts, verifyOrder } from '../../src/order/index.ts'
import { drafting, skirt, skirtOrder, TODAY } from './skirt.ts'

describe('createOrderSpec', () => {
  it('gives one id to the same picks, measurements, texts, salts and day, whatever the order of the clicks', () => {
    const one = skirtOrder({
      picks: { cloth: 'silk', initials: 'written' },
      taken: { waistGirth: 7420, hipGirth: 10080 },
    })
    const other = skirtOrder({
      picks: { initials: 'written', cloth: 'silk' },
      taken: { hipGirth: 10080, waistGirth: 7420 },
    })
    expect(other).toEqual(one)
    expect(one.order.id).toMatch(/^[\w-]{43}$/)
  })

  it('gives another id for another pick, measurement, text, note, day or currency', () => {
    const ids = [
      skirtOrder(),
      skirtOrder({ picks: { cloth: 'silk', initials: 'written', pocket: 'yes' } }),
      skirtOrder({ taken: { waistGirth: 7421, hipGirth: 10080 } }),
      skirtOrder({ texts: { initials: 'Zoé' } }),
      skirtOrder({ note: '' }),
      skirtOrder({ day: '2026-11-20' }),
      skirtOrder({ currency: 'USD' }),
    ].map(({ order }) => order.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is the digest of the public part, which holds the digests of the others', () => {
    const { order, fit, personal } = skirtOrder()
    const { id, ...rest } = order
    expect(id).toBe(digestOf(rest))
    expect(order.parts).toEqual({ fit: digestOf(fit), personal: digestOf(personal) })
  })

  it('keeps every option, the picks in template order, and a quantity from its option', () => {
    const { order } = skirtOrder({ picks: { quantity: '3', cloth: 'linen' } })
    expect(Object.keys(order.selection)).toEqual(skirt().options.map(({ id }) => id))
    expect(order.picks).toEqual(['cloth', 'quantity'])
    expect(order.quantity).toBe(3)
  })

  it('leaves a text behind whose option is not chosen as written', () => {
    expect(skirtOrder({ picks: {}, texts: { initials: 'Zoë' } }).personal?.texts).toEqual({})
  })

  it('writes texts in the one normal form, so that two keyboards make one id', () => {
    expect(skirtOrder({ texts: { initials: 'Zoe\u0308' } }).order.id).toBe(
      skirtOrder({ texts: { initials: 'Zoë' } }).order.id
    )
  })

  it('holds no measurement and no word in its public part', () => {
    const { order } = skirtOrder()
    const open = JSON.stringify(order)
    for (const secret of ['7420', '10080', 'Zoë', 'Please call']) expect(open).not.toContain(secret)
  })

  it('is an order the shop stands by, in every language and for every way to give a body', () => {
    const template = skirt()
    for (const spec of [
      skirtOrder(),
      skirtOrder({ language: 'de' }),
      skirtOrder({ taken: {}, size: { system: 'EU', label: '40' } }),
      skirtOrder({ taken: { hipGirth: 10500 }, size: { system: 'EU', label: '40' } }),
      skirtOrder({ taken: { waistGirth: 7420 } }),
      skirtOrder({ taken: {} }),
      skirtOrder({ drafted: false }),
    ]) {
      const measurements = Object.fromEntries(spec.fit!.measurements.map(({ name, value }) => [name, value]))
      const draft = measurements.waistGirth ? drafting.draft({ measurements, selection: spec.order.selection }) : null
      expect(verifyOrder(spec, { template, today: TODAY, draft })).toEqual([])
    }
  })
})

describe('createSalts', () => {
  it('makes two salts, never the same', () => {
    const all = Array.from({ length: 20 }, createSalts).flatMap(({ fit, personal }) => [fit, personal])
    expect(new Set(all).size).toBe(40)
    for (const salt of all) expect(salt).toMatch(/^[\w-]{22}$/)
  })
})
