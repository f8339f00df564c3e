import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIntake } from '../../src/intake/index.ts'
import { skirtOrder, writeSkirt } from '../order/skirt.ts'
import { NOON, openFolder } from './shop.ts'

const ROUNDS = 4

let folder: string
beforeAll(async () => {
  folder = await openFolder()
  await writeSkirt(join(folder, 'models'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A shop in a process of its own, so that it can be killed. */
async function openShop(): Promise<{ readonly process: ChildProcess; readonly address: string }> {
  const script = fileURLToPath(new URL('./killable.ts', import.meta.url))
  const shop = spawn(process.execPath, ['--import', 'tsx', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const address = await new Promise<string>((done, fail) => {
    shop.stdout.once('data', (text) => done(String(text).trim()))
    shop.once('exit', (code) => fail(new Error(`The shop ended with ${code}.`)))
  })
  return { process: shop, address }
}

describe('a shop that is killed under load', () => {
  it('loses no order it answered, doubles none that was sent again, and keeps every order whole', async () => {
    const wishes = new Map<string, string>()
    const answered = new Map<string, string>()
    let stop = false

    const send = async (address: string, key: string) => {
      const answer = await fetch(`${address}/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: wishes.get(key)!,
      })
      const text = await answer.text()
      if (answer.status !== 201) throw new Error(`${answer.status} ${text}`)
      const before = answered.get(key)
      if (before !== undefined && before !== text) throw new Error('Another answer for the same key.')
      answered.set(key, text)
    }

    for (let round = 0; round < ROUNDS; round++) {
      const shop = await openShop()
      // What was cut off in the round before is sent again under its key, as a customer's page does.
      await Promise.all([...wishes.keys()].filter((key) => !answered.has(key)).map((key) => send(shop.address, key)))
      stop = false
      const customers = Array.from({ length: 8 }, async (_, customer) => {
        while (!stop) {
          const key = randomUUID()
          wishes.set(key, JSON.stringify(skirtOrder({ note: `${round} ${customer} ${wishes.size}` })))
          // Cut off: nobody knows. The next round asks again.
          await send(shop.address, key).catch((error: unknown) => {
            if (!(error instanceof TypeError)) throw error
            stop = true
          })
        }
      })
      await wait(250 + 130 * round)
      shop.process.kill('SIGKILL')
      await Promise.all(customers)
    }

    const intake = await createIntake({
      modelsFolder: join(folder, 'models'),
      database: { folder },
      keys: { folder },
      clock: () => NOON,
    })
    try {
      const kept = new Map((await intake.orders.list(100_000)).map((order) => [order.number, order]))
      const numbers = [...answered.values()].map((text) => (JSON.parse(text) as { number: string }).number)
      expect(numbers.length).toBeGreaterThan(50)
      expect(new Set(numbers).size).toBe(numbers.length)
      expect(numbers.filter((number) => !kept.has(number))).toEqual([])
      // Every order beyond those answered was cut off after it was written; asked again, each wish has exactly one.
      for (const [key, body] of wishes)
        if (!answered.has(key)) {
          const again = await intake.app.inject({
            method: 'POST',
            url: '/orders',
            payload: body,
            headers: { 'content-type': 'application/json', 'idempotency-key': key },
          })
          expect(again.statusCode).toBe(201)
        }
      const all = await intake.orders.list(100_000)
      expect(all.length).toBe(wishes.size)
      for (const { number } of all) {
        expect(await intake.orders.find(number)).toMatchObject({
          spec: { fit: {}, personal: {} },
          pieces: { pieces: [{}, {}] },
        })
        expect(await intake.orders.eventsOf(number)).toHaveLength(1)
      }
    } finally {
      await intake.close()
    }
  }, 60_000)
})
