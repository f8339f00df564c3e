import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createIntake, type Intake } from '../../src/intake/index.ts'
import { verifyOrder } from '../../src/order/index.ts'
import { skirt, skirtOrder, TODAY } from '../order/skirt.ts'
import { NOON, openShop, type Shop } from './shop.ts'

let shop: Shop
let now = NOON
beforeAll(async () => {
  shop = await openShop({ clock: () => now, limits: { ordersPerMinute: 12 } })
})
beforeEach(() => {
  now = NOON
})
afterAll(() => shop.end())

describe('keeping orders', () => {
  it('forgets fit, pieces and texts 180 days after delivery is due, and the rest still verifies', async () => {
    const { body } = await shop.post(skirtOrder())
    // Due on 24 December 2026; 180 days later is 22 June 2027.
    expect(await shop.orders.eraseOverdue('2027-06-22')).toBe(0)
    expect(await shop.orders.eraseOverdue('2027-06-23')).toBe(3)
    const kept = (await shop.orders.find(body.number))!
    expect(kept).toMatchObject({ pieces: null, spec: { fit: null, personal: null } })
    expect(verifyOrder(kept.spec, { template: skirt(), today: TODAY })).toEqual([])
    const page = await shop.app.inject({
      url: `/desk/orders/${body.number}`,
      headers: { cookie: await shop.logIn('workroom') },
    })
    expect(page.payload).toContain('Erased, as the customer may ask')
  })

  it('erases a part when its customer asks, and the pieces with the body', async () => {
    const { body } = await shop.post(skirtOrder())
    expect(await shop.orders.erase(body.number, ['fit'])).toBe(2)
    expect(await shop.orders.erase(body.number, ['fit'])).toBe(0)
    expect(await shop.orders.find(body.number)).toMatchObject({
      pieces: null,
      spec: { fit: null, personal: { texts: { initials: 'Zoë' } } },
    })
  })

  it('ends a desk’s session after its twelve hours', async () => {
    const { number } = (await shop.post(skirtOrder())).body
    const cookie = await shop.logIn('shop')
    const status = async () => (await shop.app.inject({ url: `/orders/${number}`, headers: { cookie } })).statusCode
    expect(await status()).toBe(200)
    now = new Date(NOON.getTime() + 12 * 3_600_000)
    expect(await status()).toBe(401)
  })

  it('answers too many with 429 and says when to come back', async () => {
    const answers = []
    for (let i = 0; i < 13; i++) answers.push(await shop.post(skirtOrder()))
    const last = answers.at(-1)!
    expect([last.status, last.body.code]).toEqual([429, 'intake/too-many'])
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
  })

  it('answers a key alike after a restart, still opens to the receipt, forgets what is overdue', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const first = await again(
      async ({ app }) =>
        (await app.inject({ method: 'POST', url: '/orders', payload: skirtOrder(), headers: key })).payload
    )
    const { number, receipt } = JSON.parse(first) as Record<string, string>
    await again(async ({ app, orders }) => {
      expect((await app.inject({ method: 'POST', url: '/orders', payload: skirtOrder(), headers: key })).payload).toBe(
        first
      )
      const own = await app.inject({ url: `/orders/${number}`, headers: { authorization: `Bearer ${receipt}` } })
      expect(own.json()).toMatchObject({ role: 'customer', spec: { fit: {} } })
      expect((await orders.find(number!))?.pieces).not.toBeNull()
    })
    now = new Date('2027-07-01T00:00:00Z')
    await again(async ({ orders }) => expect((await orders.find(number!))?.pieces).toBeNull())
  })

  it('is healthy while the database answers; without it, says 503 and takes nothing', async () => {
    await again(async ({ app }) => {
      expect((await app.inject('/health')).statusCode).toBe(200)
      await stopDatabase(shop)
      expect((await app.inject('/health')).statusCode).toBe(503)
      const refused = await app.inject({
        method: 'POST',
        url: '/orders',
        payload: skirtOrder(),
        headers: { 'idempotency-key': randomUUID() },
      })
      expect([refused.statusCode, refused.json().code]).toEqual([503, 'intake/no-database'])
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    })
  })
})

/** Closes the shop that is open and opens it again on the same folder. */
async function again<Result>(look: (intake: Intake) => Promise<Result>): Promise<Result> {
  await shop.close().catch(() => undefined)
  const intake = await createIntake({
    modelsFolder: shop.models,
    database: { folder: shop.folder },
    keys: { folder: shop.folder },
    clock: () => now,
  })
  try {
    return await look(intake)
  } finally {
    await intake.close()
  }
}

async function stopDatabase({ folder }: Shop): Promise<void> {
  const file = `${folder}/db/postmaster.pid`
  process.kill(Number((await readFile(file, 'utf8')).split('\n')[0]), 'SIGINT')
  for (let tries = 0; tries < 100 && (await readFile(file).catch(() => null)); tries++) await wait(50)
}
