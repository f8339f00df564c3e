import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { verifyOrder } from '../../src/order/index.ts'
import { skirt, skirtOrder, TODAY } from '../order/skirt.ts'
import { NOON, openShop, type Shop } from './shop.ts'

let shop: Shop
afterEach(() => shop.end())

describe('keeping orders', () => {
  it('forgets fit, pieces and texts 180 days after delivery is due, and the rest still verifies', async () => {
    let now = NOON
    shop = await openShop({ clock: () => now })
    const { body } = await shop.post(skirtOrder())
    // Due on 24 December 2026; 180 days later is 22 June 2027.
    now = new Date('2027-06-22T12:00:00Z')
    expect(await shop.orders.eraseOverdue('2027-06-22')).toBe(0)
    expect(await shop.orders.eraseOverdue('2027-06-23')).toBe(3)
    const kept = (await shop.orders.find(body.number))!
    expect(kept).toMatchObject({ pieces: null, spec: { fit: null, personal: null } })
    expect(verifyOrder(kept.spec, { template: skirt(), today: TODAY })).toEqual([])
    const page = await shop.app.inject({ url: `/desk/orders/${body.number}`, headers: { cookie: await shop.logIn('workroom') } })
    expect(page.payload).toContain('Erased, as the customer may ask')
  })

  it('erases a part when its customer asks, and the pieces with the body', async () => {
    shop = await openShop()
    const { body } = await shop.post(skirtOrder())
    expect(await shop.orders.erase(body.number, ['fit'])).toBe(2)
    expect(await shop.orders.erase(body.number, ['fit'])).toBe(0)
    expect(await shop.orders.find(body.number)).toMatchObject({ pieces: null, spec: { fit: null, personal: { texts: { initials: 'Zoë' } } } })
  })

  it('gives the same answer for a key after a restart, and still opens to the receipt', async () => {
    shop = await openShop()
    const key = { 'idempotency-key': randomUUID() }
    const before = await shop.post(skirtOrder(), key)
    await shop.close()
    const { createIntake } = await import('../../src/intake/index.ts')
    const again = await createIntake({ modelsFolder: shop.models, database: { folder: shop.folder }, keys: { folder: shop.folder }, clock: () => NOON })
    shop = { ...shop, ...again, end: again.close }
    const after = await again.app.inject({ method: 'POST', url: '/orders', payload: skirtOrder(), headers: key })
    expect([after.statusCode, after.payload]).toEqual([201, before.text])
    const url = `/orders/${before.body.number}`
    expect((await again.app.inject({ url, headers: { authorization: `Bearer ${before.body.receipt}` } })).statusCode).toBe(200)
  })

  it('answers too many with 429 and says when to come back', async () => {
    shop = await openShop({ limits: { ordersPerMinute: 2 } })
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push(await shop.post(skirtOrder()))
    expect(statuses.map(({ status }) => status)).toEqual([201, 201, 429])
    expect(Number(statuses[2]!.headers['retry-after'])).toBeGreaterThan(0)
    expect(statuses[2]!.body.code).toBe('intake/too-many')
  })

  it('is healthy while the database answers; without it, says 503 and takes nothing', async () => {
    shop = await openShop()
    expect((await shop.app.inject('/health')).statusCode).toBe(200)
    await stopDatabase(shop)
    expect((await shop.app.inject('/health')).statusCode).toBe(503)
    const refused = await shop.post(skirtOrder())
    expect([refused.status, refused.body.code]).toEqual([503, 'intake/no-database'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  })
})

async function stopDatabase({ folder }: Shop): Promise<void> {
  const { readFile } = await import('node:fs/promises')
  const pid = Number((await readFile(`${folder}/db/postmaster.pid`, 'utf8')).split('\n')[0])
  process.kill(pid, 'SIGINT')
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await new Promise((done) => setTimeout(done, 50))
  }
}
