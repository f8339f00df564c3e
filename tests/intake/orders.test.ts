import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLocalJWKSet, flattenedVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalText, digestOf } from '../../src/ground/index.ts'
import { skirt, skirtOrder, writeSkirt } from '../order/skirt.ts'
import { altered, resealed } from '../order/tamper.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
const logged: string[] = []

beforeAll(async () => {
  shop = await openShop({ log: { stream: { write: (line) => void logged.push(line) } } })
})
afterAll(() => shop.end())

const count = async () => (await shop.orders.list(10_000)).length

describe('POST /orders', () => {
  it('takes a valid order and answers with number, id, signature, kid and receipt', async () => {
    const spec = skirtOrder()
    const { status, body } = await shop.post(spec)
    expect(status).toBe(201)
    expect(Object.keys(body)).toEqual(['number', 'id', 'signature', 'kid', 'receipt'])
    expect(body.number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(body.id).toBe(spec.order.id)
  })

  it('answers the same key and body with the same bytes, whatever the spaces, and writes one order', async () => {
    const before = await count()
    const key = { 'idempotency-key': randomUUID() }
    const first = await shop.post(skirtOrder(), key)
    const again = await shop.post(skirtOrder(), key)
    const spaced = await shop.post(JSON.stringify(skirtOrder(), null, 4), key)
    expect([again.text, spaced.text]).toEqual([first.text, first.text])
    expect(await count()).toBe(before + 1)
  })

  it('makes one order of many requests with the same key at once', async () => {
    const before = await count()
    const key = { 'idempotency-key': randomUUID() }
    const answers = await Promise.all(Array.from({ length: 12 }, () => shop.post(skirtOrder(), key)))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    expect(await count()).toBe(before + 1)
  })

  it('makes another order of the same spec under another key', async () => {
    const [one, other] = [await shop.post(skirtOrder()), await shop.post(skirtOrder())]
    expect(one.body.id).toBe(other.body.id)
    expect(one.body.number).not.toBe(other.body.number)
  })

  it('refuses a key that belongs to another body, also at the same moment', async () => {
    const key = { 'idempotency-key': randomUUID() }
    await shop.post(skirtOrder(), key)
    const other = await shop.post(skirtOrder({ note: 'Another wish' }), key)
    expect([other.status, other.body.code]).toEqual([422, 'order/key-reused'])
    const race = { 'idempotency-key': randomUUID() }
    const answers = await Promise.all(['a', 'b', 'c'].map((note) => shop.post(skirtOrder({ note }), race)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422])
  })

  it('keeps a key free when its order was refused', async () => {
    const key = { 'idempotency-key': randomUUID() }
    expect((await shop.post(altered(skirtOrder(), '/order/quote/total', 1), key)).status).toBe(422)
    expect((await shop.post(skirtOrder(), key)).status).toBe(201)
  })

  it.each(['', 'abc', '1'.repeat(36)])('refuses the key %j with 400', async (key) => {
    const { status, body } = await shop.post(skirtOrder(), { 'idempotency-key': key })
    expect([status, body.code]).toEqual([400, 'order/key-missing'])
  })

  it('refuses an order without a key with 400', async () => {
    const answer = await shop.app.inject({ method: 'POST', url: '/orders', payload: skirtOrder() })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'order/key-missing'])
  })

  it.each([
    ['nothing', '', 'json/not-json', ''],
    ['no JSON', '{"order":', 'json/not-json', ''],
    ['a comment', '{/* */}', 'json/not-json', ''],
    ['a key twice', '{"order":{"id":"a","id":"b"}}', 'json/duplicate-key', '/order/id'],
    ['a key twice in disguise', '{"order":1,"\\u006frder":2}', 'json/duplicate-key', '/order'],
    ['too deep', `${'['.repeat(40)}${']'.repeat(40)}`, 'json/too-deep', '/0'.repeat(16)],
    ['half a character', Buffer.from([0x22, 0xc3, 0x22]), 'json/not-utf8', ''],
    ['a lone surrogate', '{"note":"\\ud800"}', 'intake/not-json', ''],
    ['another shape', '{"order":{}}', 'order/wrong-shape', '/order/spec'],
    ['more than the shape', JSON.stringify({ ...skirtOrder(), more: 1 }), 'order/wrong-shape', '/more'],
    ['a prototype', '{"__proto__":{"order":1},"order":{}}', 'order/wrong-shape', '/order/spec'],
  ])('refuses %s with 400 and says where', async (_what, body, code, pointer) => {
    const answer = await shop.post(body)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect([answer.status, answer.body.code, answer.body.pointer]).toEqual([400, code, pointer])
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
  ])('refuses the type %s with 415', async (type) => {
    const { status, body } = await shop.post(JSON.stringify(skirtOrder()), { 'content-type': type })
    expect([status, body.code]).toEqual([415, 'intake/wrong-type'])
  })

  it('refuses more than 64 kB with 413', async () => {
    const { status, body } = await shop.post(JSON.stringify(skirtOrder()) + ' '.repeat(64 * 1024))
    expect([status, body.code]).toEqual([413, 'intake/too-long'])
  })

  it('answers a day out of date with 409 and the quote of today, in the language of the spec', async () => {
    const { status, body } = await shop.post(skirtOrder({ day: '2026-11-01', language: 'de' }))
    expect([status, body.code, body.because]).toEqual([409, 'order/stale', 'day'])
    expect(body.quote).toMatchObject({
      day: '2026-11-21',
      validUntil: '2026-12-05',
      total: 15100,
      lines: [{ label: 'Rock' }, {}, {}, {}],
    })
    expect(body.quote).toHaveProperty('promise.from', '2026-12-18')
  })

  it('takes a quote on its last day', async () => {
    expect((await shop.post(skirtOrder({ day: '2026-11-07' }))).status).toBe(201)
    expect((await shop.post(skirtOrder({ day: '2026-11-06' }))).status).toBe(409)
  })

  it.each([
    ['a price', '/order/quote/total', 1],
    ['a rule', '/order/selection/ease', 'close'],
    ['a date', '/order/promise/from', '2026-11-22'],
    ['a hash', '/order/template/hash', 'A'.repeat(43)],
    ['a digest', '/order/parts/fit', 'A'.repeat(43)],
    ['an id', '/order/id', 'A'.repeat(43)],
    ['a girth of the draft', '/fit/draft/girths/hip', 9000],
    ['a text', '/personal/texts/initials', 'ABCDEFGH'],
  ])(
    'refuses %s that was altered with 422 and where it differs, digests made again or not',
    async (_what, pointer, value) => {
      const changed = altered(skirtOrder(), pointer, value)
      const plain = await shop.post(changed)
      expect(plain.headers['content-type']).toContain('application/problem+json')
      expect([plain.status, plain.body.code]).toEqual([422, 'order/altered'])
      expect(plain.body.differences[0]).toEqual({
        path: expect.stringMatching(/^\//),
        expected: expect.any(String),
        got: expect.any(String),
      })
      // A digest that is made again is the right one.
      if (pointer === '/order/id' || pointer.startsWith('/order/parts')) return
      const clever = await shop.post(resealed(changed))
      expect(clever.status).toBe(422)
      expect(clever.body.differences.some(({ path }) => pointer.startsWith(path))).toBe(true)
    }
  )

  it('refuses a measurement that was altered, because the draft no longer agrees', async () => {
    const { fit } = skirtOrder({ taken: { waistGirth: 7420, hipGirth: 10_300 } })
    const { status, text } = await shop.post(resealed(altered(skirtOrder(), '/fit/measurements', fit!.measurements)))
    expect(status).toBe(422)
    expect(text).toContain('/fit/draft/girths/hip')
    for (const value of ['10300', '10080', '10880', '11100']) expect(text).not.toContain(value)
  })

  it('refuses a part left out, and a product it does not make', async () => {
    const { status, body } = await shop.post({ ...skirtOrder(), fit: null })
    expect([status, body.code]).toEqual([422, 'order/altered'])
    for (const id of ['trousers', '..', 'skirt.js'])
      expect((await shop.post(altered(skirtOrder(), '/order/template/id', id))).body.code).toBe(
        id === '..' ? 'order/wrong-shape' : 'order/unknown-template'
      )
  })

  it('stops an order whose pattern cannot be drafted, in words without a number', async () => {
    const body = { waistGirth: 16_000, hipGirth: 18_500 }
    const { status, body: said, text } = await shop.post(skirtOrder({ taken: body, drafted: false }))
    expect([status, said.code]).toEqual([422, 'draft/refused'])
    expect(said.detail).toBe('The pattern could not be drafted for these measurements.')
    expect(text).not.toContain('18500')
  })

  it('stops an order that lacks a measurement the pattern needs', async () => {
    const { status, body } = await shop.post(skirtOrder({ taken: { stature: 17_000 }, drafted: false }))
    expect([status, body.code]).toEqual([422, 'draft/missing-measurement'])
    expect(body.detail).toBe('The pattern needs more measurements: waistGirth, hipGirth.')
  })

  it('takes an order without a body, drafts the middle size, and tells the workroom to ask', async () => {
    const { status, body } = await shop.post(skirtOrder({ taken: {} }))
    expect(status).toBe(201)
    expect(await shop.orders.find(body.number)).toMatchObject({
      bodyOpen: true,
      pieces: { girths: { hip: 10_300 + 800 } },
    })
  })

  it('signs the public part and the pieces, so that anyone with the public keys can check', async () => {
    const { body } = await shop.post(skirtOrder())
    const kept = (await shop.orders.find(body.number))!
    const jwks = createLocalJWKSet(JSON.parse((await shop.app.inject('/.well-known/jwks.json')).payload))
    const [header, , signature] = String(body.signature).split('.')
    const check = (payload: unknown) =>
      flattenedVerify(
        { protected: header!, signature: signature!, payload: new TextEncoder().encode(canonicalText(payload)) },
        jwks
      )
    await expect(check({ order: kept.spec.order, pieces: kept.piecesDigest })).resolves.toBeDefined()
    const cheaper = { ...kept.spec.order, quote: { ...kept.spec.order.quote, total: 1 } }
    await expect(check({ order: cheaper, pieces: kept.piecesDigest })).rejects.toThrow('signature verification failed')
    await expect(check({ order: kept.spec.order, pieces: digestOf('other') })).rejects.toThrow(
      'signature verification failed'
    )
  })

  it('puts one event without a person into the outbox with each order', async () => {
    const { body } = await shop.post(skirtOrder({ texts: { initials: 'QXZJ' } }))
    const event = await shop.orders.eventsOf(body.number)
    expect(event).toHaveLength(1)
    expect(event[0]).toMatchObject({
      specversion: '1.0',
      type: 'order.placed',
      subject: body.number,
      data: { total: 15100, quantity: 1 },
    })
    for (const secret of ['QXZJ', '7420', 'measure']) expect(JSON.stringify(event)).not.toContain(secret)
  })

  it('logs no body, no token and no key of an order', () => {
    expect(logged.length).toBeGreaterThan(50)
    // The time and the process have digits of their own.
    const said = logged.map((line) => JSON.stringify({ ...JSON.parse(line), time: 0, pid: 0, ms: 0 })).join('')
    expect(said).toContain('"path":"/orders","status":201')
    for (const secret of ['Zoë', '7420', '10080', 'Please call', 'Bearer', 'silk']) expect(said).not.toContain(secret)
  })
})

describe('a product that is built again while the shop is open', () => {
  it('answers a replaced price book with 409 and the new quote, and another template with 422', async () => {
    const [book, ...books] = skirt().books
    const dearer = skirt({ books: [{ ...book!, id: '2026-12', base: { ...book!.base, amount: 11_900 } }, ...books] })
    await writeSkirt(shop.models, dearer)
    const { status, body } = await shop.post(skirtOrder())
    expect([status, body.because]).toEqual([409, 'price-book'])
    expect(body.quote).toMatchObject({ priceBook: '2026-12', total: 17_100 })
    expect((await shop.post(skirtOrder({ template: dearer }))).status).toBe(201)

    await writeSkirt(shop.models, skirt({ version: '1.1.0' }))
    expect((await shop.post(skirtOrder())).body.code).toBe('order/altered')
    await writeSkirt(shop.models)
    expect((await shop.post(skirtOrder())).status).toBe(201)
  })

  it('takes no order for a product whose files are broken, and says so without naming them', async () => {
    await writeFile(join(shop.models, 'skirt/template.json'), '{')
    const { status, body, text } = await shop.post(skirtOrder())
    expect([status, body.code]).toEqual([500, 'intake/failed'])
    expect(text).not.toContain(shop.models)
    await writeSkirt(shop.models)
    expect((await shop.post(skirtOrder())).status).toBe(201)
  })
})
