import { describe, expect, it } from 'vitest'
import { postOrder, type OrderOutcome } from '../../src/order/index.ts'
import { skirtOrder } from './skirt.ts'

const KEY = '11111111-2222-4333-8444-555555555555'
const spec = skirtOrder()

async function outcomeOf(answer: Response | (() => never)): Promise<OrderOutcome> {
  return postOrder('/orders', spec, { key: KEY, fetch: async () => (typeof answer === 'function' ? answer() : answer) })
}
const json = (status: number, body: unknown, headers = {}) => new Response(JSON.stringify(body), { status, headers })

describe('postOrder', () => {
  it('sends the spec as JSON under its key, without a cookie', async () => {
    const sent: RequestInit[] = []
    await postOrder('/orders', spec, {
      key: KEY,
      fetch: async (_url, init) => (sent.push(init!), json(201, { number: '1' })),
    })
    expect(sent[0]).toMatchObject({
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': KEY },
      credentials: 'omit',
    })
    expect(JSON.parse(String(sent[0]!.body))).toEqual(spec)
  })

  it('sends the pictures ahead, each under its digest, and the order only when all were taken', async () => {
    const artworks = ['a', 'b'].map((sign) => ({ digest: sign.repeat(43), png: new Blob([sign]) }))
    const send = async (answers: readonly Response[]) => {
      const sent: string[] = []
      let at = 0
      const outcome = await postOrder('https://shop.example/in/orders', spec, {
        key: KEY,
        artworks,
        fetch: async (url, init) => (sent.push(`${init!.method} ${String(url)}`), answers[at++]!),
      })
      return { sent, outcome: outcome.outcome }
    }
    const [none, receipt] = [() => new Response(null, { status: 204 }), json(201, { number: '1' })]
    expect(await send([none(), none(), receipt])).toEqual({
      sent: [
        `PUT https://shop.example/in/artworks/${'a'.repeat(43)}`,
        `PUT https://shop.example/in/artworks/${'b'.repeat(43)}`,
        'POST https://shop.example/in/orders',
      ],
      outcome: 'ordered',
    })
    const refused = json(413, { code: 'artwork/not-printable', title: 'No.' })
    expect((await send([none(), refused])).outcome).toBe('refused')
    expect((await send([json(429, {})])).outcome).toBe('busy')
  })

  it('tells an order, a stale quote, a refusal and a busy shop apart', async () => {
    const receipt = { number: 'A1B2-C3D4', id: spec.order.id, signature: 'a..b', kid: 'k', receipt: 'r' }
    expect(await outcomeOf(json(201, receipt))).toEqual({ outcome: 'ordered', ...receipt })
    const quote = { ...spec.order.quote, promise: spec.order.promise }
    expect(await outcomeOf(json(409, { code: 'order/stale', quote }))).toEqual({ outcome: 'stale', quote })
    const differences = [{ path: '/order/quote/total', expected: '2', got: '1' }]
    expect(await outcomeOf(json(422, { code: 'order/altered', title: 'No.', differences }))).toEqual({
      outcome: 'refused',
      code: 'order/altered',
      message: 'No.',
      differences,
    })
    expect(await outcomeOf(json(429, {}, { 'Retry-After': '7' }))).toEqual({ outcome: 'busy', afterSeconds: 7 })
    expect(await outcomeOf(json(429, {}))).toEqual({ outcome: 'busy', afterSeconds: 30 })
  })

  it('calls it offline whenever nobody knows whether the order was taken', async () => {
    const unknown = [
      () => {
        throw new TypeError('Failed to fetch')
      },
      json(500, { code: 'intake/failed' }),
      json(503, { code: 'intake/no-database' }),
      new Response('<h1>Bad gateway</h1>', { status: 502 }),
      new Response('{"number":"A1', { status: 201 }),
      json(201, {}),
    ]
    for (const answer of unknown) expect(await outcomeOf(answer as Response)).toEqual({ outcome: 'offline' })
  })
})
