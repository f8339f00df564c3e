import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { aggregate } from '../src/studio/aggregate.ts'
import { readTemplate } from '../src/template/index.ts'
import { inventedOrders } from './invented.ts'

const ORDERS = 2400

/**
 * `/suggestions/<product>.json`: the table that a product's page suggests from, signed with the shop's own key. The
 * orders are invented: the demo has no customers. A real shop makes the table once a month with `toile aggregate` and
 * serves the file.
 */
export function addSuggestions(app: FastifyInstance, models: string, keyFile: string): void {
  const tables = new Map<string, Promise<string | null>>()
  app.get<{ Params: { file: string } }>('/suggestions/:file', async (request, reply) => {
    const [, product] = /^([a-z][a-z0-9-]{0,63})\.json$/.exec(request.params.file) ?? []
    if (product === undefined) return reply.callNotFound()
    const table = tables.get(product) ?? tableFor(product, models, keyFile).catch(() => null)
    tables.set(product, table)
    const text = await table
    if (text === null) return reply.callNotFound()
    return reply.type('application/json').header('Cache-Control', 'no-cache').send(text)
  })
}

async function tableFor(product: string, models: string, keyFile: string): Promise<string> {
  const template = join(models, product, 'template.json')
  const folder = await mkdtemp(join(tmpdir(), 'toile-orders-'))
  try {
    const orders = join(folder, 'orders.csv')
    const key = join(folder, 'key.json')
    const out = join(folder, 'table.json')
    await writeFile(orders, inventedOrders(readTemplate(JSON.parse(await readFile(template, 'utf8'))), ORDERS))
    await writeFile(key, process.env.TOILE_SIGNING_KEY ?? (await readFile(keyFile, 'utf8')), { mode: 0o600 })
    await aggregate(orders, { template, key, out })
    return await readFile(out, 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
