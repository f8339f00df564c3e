import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIntake } from '../../src/intake/index.ts'
import { skirtOrder, TODAY, writeSkirt } from '../order/skirt.ts'

const WARM_UP = 20
const ORDERS = 200
const CUSTOMERS = 8

/**
 * Orders verified, drafted, signed and stored per second, over loopback, on the real embedded database with its log on
 * disk. The product is the tests' skirt, so that the figure is the intake's and not a pattern's.
 */
export default async function intake(_files: string[], print: (line: object) => void, _note: (text: string) => void) {
  const folder = await mkdtemp(join(tmpdir(), 'toile-bench-'))
  const models = join(folder, 'models')
  await writeSkirt(models)
  const shop = await createIntake({
    modelsFolder: models,
    database: { folder },
    keys: { folder },
    clock: () => new Date(`${TODAY}T11:00:00Z`),
    limits: { ordersPerMinute: 1e6 },
  })
  try {
    const address = await shop.app.listen({ host: '127.0.0.1', port: 0 })
    const bodies = Array.from({ length: WARM_UP + ORDERS }, (_, n) =>
      JSON.stringify(skirtOrder({ note: `Order ${n}` }))
    )
    const post = async (body: string) => {
      const began = performance.now()
      const answer = await fetch(`${address}/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body,
      })
      if (answer.status !== 201) throw new Error(`intake: ${answer.status} ${await answer.text()}`)
      await answer.arrayBuffer()
      return performance.now() - began
    }
    for (const body of bodies.splice(0, WARM_UP)) await post(body)
    const times: number[] = []
    const began = performance.now()
    await Promise.all(
      Array.from({ length: CUSTOMERS }, async () => {
        for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) times.push(await post(body))
      })
    )
    const seconds = (performance.now() - began) / 1000
    times.sort((a, b) => a - b)
    const figure = (name: string, value: number, unit: string) =>
      print({ name, value: Math.round(value * 10) / 10, unit, reach: null, ok: null })
    figure('orders', ORDERS / seconds, '1/s')
    figure('p50', times[Math.floor(ORDERS * 0.5)]!, 'ms')
    figure('p99', times[Math.floor(ORDERS * 0.99)]!, 'ms')
  } finally {
    await shop.close()
    await rm(folder, { recursive: true, force: true })
  }
}
