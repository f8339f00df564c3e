import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIntake, type Intake, type IntakeSettings } from '../../src/intake/index.ts'
import { writeSkirt } from '../order/skirt.ts'

/** Noon in the shop's zone on the day that `skirtOrder` is made for. */
export const NOON = new Date('2026-11-21T11:00:00Z')

export const PASSWORDS = { shop: 'shop-word', workroom: 'workroom-word', shipping: 'shipping-word' } as const

export const openFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'toile-'))

/** Members of the answers that tests look at; which are there depends on the status. */
export interface Answer {
  readonly number: string
  readonly id: string
  readonly signature: string
  readonly kid: string
  readonly receipt: string
  readonly code: string
  readonly detail: string
  readonly pointer: string
  readonly because: string
  readonly quote: object
  readonly differences: readonly { readonly path: string; readonly expected: string; readonly got: string }[]
}

export interface Shop extends Intake {
  readonly folder: string
  readonly models: string
  post(body: unknown, headers?: Record<string, string>): ReturnType<typeof fetchJson>
  logIn(role: keyof typeof PASSWORDS): Promise<string>
  end(): Promise<void>
}

/** A real shop on a real embedded database; requests go through Fastify's own front door. */
export async function openShop(settings: Partial<IntakeSettings> = {}): Promise<Shop> {
  const folder = await openFolder()
  const models = join(folder, 'models')
  await writeSkirt(models)
  const intake = await createIntake({
    modelsFolder: models,
    database: { folder },
    keys: { folder },
    deskPasswords: PASSWORDS,
    clock: () => NOON,
    limits: { ordersPerMinute: 1e6, logInsPerMinute: 1e6, readsPerMinute: 1e6 },
    ...settings,
  })
  return {
    ...intake,
    folder,
    models,
    post: (body, headers = {}) =>
      fetchJson(intake, {
        body,
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      }),
    async logIn(role) {
      const answer = await intake.app.inject({
        method: 'POST',
        url: '/desk/login',
        payload: { password: PASSWORDS[role] },
      })
      return String(answer.headers['set-cookie']).split(';')[0]!
    },
    async end() {
      // A test may have closed it already.
      await intake.close().catch(() => undefined)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function fetchJson({ app }: Intake, { body, headers }: { body: unknown; headers: Record<string, string> }) {
  const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  const answer = await app.inject({ method: 'POST', url: '/orders', payload, headers })
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.payload,
    body: JSON.parse(answer.payload) as Answer,
  }
}
