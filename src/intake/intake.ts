import rateLimit from '@fastify/rate-limit'
import Fastify, { LogController, type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import type { ToileError } from '../ground/index.ts'
import { orderJsonSchema, viewFor, type DeskRole, type Role } from '../order/index.ts'
import { addArtworks, createArtworks, type Artworks } from './artworks.ts'
import { openDatabase, type DatabaseSettings } from './database.ts'
import { addDesk, type DeskPictures } from './desk.ts'
import { openKeys, type Keys, type KeySettings } from './keys.ts'
import { createOrders, type Orders } from './orders.ts'
import { addPacks } from './packRoutes.ts'
import { createPacks } from './packs.ts'
import { placeOrder } from './placing.ts'
import { answerProblem, codeOf, Problem, problemOf } from './problems.ts'
import { createSessions } from './sessions.ts'
import { createShelf } from './shelf.ts'

export interface IntakeSettings {
  /** Where `toile build` put the products: one folder each. Nothing outside it is read or run. */
  readonly modelsFolder: string
  readonly database: DatabaseSettings
  readonly keys: KeySettings
  /** A role without a password has no desk. */
  readonly deskPasswords?: Readonly<Partial<Record<DeskRole, string>>>
  /** Where the shop's page has what draws a design's picture into the desk; without it the choices stand alone. */
  readonly deskPictures?: DeskPictures
  /**
   * Other origins whose pages may order here: `https://shop.example`. None by default: the shop's own pages need no
   * leave.
   */
  readonly origins?: readonly string[]
  /** Shops that share a database each have a name. */
  readonly tenant?: string
  readonly clock?: () => Date
  /** How many days `fit` and `personal` are kept after delivery is due. */
  readonly retentionDays?: number
  readonly limits?: {
    readonly ordersPerMinute?: number
    readonly artworksPerMinute?: number
    readonly logInsPerMinute?: number
    readonly readsPerMinute?: number
    readonly packReadsPerMinute?: number
  }
  /** Behind a proxy that says whose request it is, and whether it came over https. */
  readonly trustProxy?: boolean
  /**
   * Method, path and status of each request, and failures, as JSON lines: to stdout, or to `stream`. Never a body,
   * never a token.
   */
  readonly log?: boolean | { readonly stream: { write(line: string): void } }
}

export interface Intake {
  readonly app: FastifyInstance
  readonly orders: Orders
  readonly artworks: Artworks
  readonly keys: Keys
  close(): Promise<void>
}

const MOST_BYTES = 64 * 1024
const DAY_MS = 86_400_000
const TEN_MINUTES_MS = 600_000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The shop's server: verifies again what a page made, drafts, signs and writes down. A Fastify app, so a shop may add
 * its own routes before it listens.
 *
 * @throws {ToileError} as `openDatabase` and `openKeys` do.
 */
export async function createIntake(settings: IntakeSettings): Promise<Intake> {
  const { tenant = 'shop', clock = () => new Date(), retentionDays = 180, limits = {} } = settings
  const keys = await openKeys(settings.keys)
  const database = await openDatabase(settings.database)
  const orders = createOrders(database, { tenant, receiptFor: keys.receiptFor, retentionDays })
  const artworks = createArtworks(database, { tenant, clock })
  const shelf = createShelf(settings.modelsFolder)
  const sessions = createSessions(settings.deskPasswords ?? {}, keys, clock)
  const packs = createPacks(database, { tenant, clock, orders, shelf })
  const shop = { orders, artworks, shelf, keys, clock }

  const app = Fastify({
    bodyLimit: MOST_BYTES,
    trustProxy: settings.trustProxy ?? false,
    logger: settings.log ?? false,
    logController: new LogController({ disableRequestLogging: true }),
  })
  app.setErrorHandler((error: FastifyError | Problem | ToileError, request, reply) =>
    answerProblem(problemOf(error, request), request, reply)
  )
  app.setNotFoundHandler((request, reply) => answerProblem(new Problem(404, 'intake/not-found'), request, reply))
  app.addHook('onResponse', async (request, reply) => {
    const path = request.url.split('?')[0]
    request.log.info({ method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) })
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('X-Content-Type-Options', 'nosniff')
    if (!reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store')
  })
  await app.register(rateLimit, {
    global: false,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { ttl }) =>
      new Problem(429, 'intake/too-many', { afterSeconds: Math.ceil(ttl / 1000) }),
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
    if (charset && charset.toLowerCase() !== 'utf-8') done(new Problem(415, 'intake/wrong-type'))
    else done(null, body)
  })

  admitOrigins(app, settings.origins ?? [])

  app.post(
    '/orders',
    { onRequest: requireKey, config: { rateLimit: { max: limits.ordersPerMinute ?? 240 } } },
    async (request, reply) => {
      const key = request.headers['idempotency-key'] as string
      const { number, id, signature, kid } = await placeOrder(shop, key, request.body as Buffer)
      return reply.code(201).send({ number, id, signature, kid, receipt: keys.receiptFor(tenant, number) })
    }
  )

  addArtworks(app, artworks, limits.artworksPerMinute ?? 60)

  app.get<{ Params: { number: string } }>(
    '/orders/:number',
    { config: { rateLimit: { max: limits.readsPerMinute ?? 600 } } },
    async (request) => {
      const { number } = request.params
      const role = await viewerOf(request)
      if (!role) throw new Problem(401, 'intake/unauthorized')
      const kept = await orders.find(number)
      if (!kept) throw new Problem(404, 'intake/not-found')
      return viewFor(role, kept)
    }
  )

  app.get('/.well-known/jwks.json', (_request, reply) =>
    reply
      .header('Cache-Control', 'public, max-age=300')
      .type('application/jwk-set+json')
      .send(JSON.stringify(keys.jwks))
  )
  app.get('/schemas/order-1.json', (_request, reply) =>
    reply
      .header('Cache-Control', 'public, max-age=86400')
      .type('application/schema+json')
      .send(JSON.stringify(orderJsonSchema))
  )
  app.get('/health', async (_request, reply) => {
    const answers = await within(2_000, database.query('SELECT 1')).then(
      () => true,
      () => false
    )
    return reply.code(answers ? 200 : 503).send({ status: answers ? 'ok' : 'no database' })
  })
  addDesk(app, {
    orders,
    artworks,
    sessions,
    shelf,
    pictures: settings.deskPictures,
    logInsPerMinute: limits.logInsPerMinute ?? 20,
  })

  addPacks(app, { packs, sessions, readsPerMinute: limits.packReadsPerMinute ?? 240 })

  /** The customer shows the order's receipt, the desk its session; a receipt that is shown must be the right one. */
  async function viewerOf({ params, headers }: FastifyRequest<{ Params: { number: string } }>): Promise<Role | null> {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1]
    if (token === undefined) return sessions.roleOf(headers.cookie)
    return (await orders.receiptOpens(params.number, token)) ? 'customer' : null
  }

  // Once at the start and once a day: what is kept no longer than needed is not kept by a forgotten task.
  const forget = () =>
    orders
      .eraseOverdue(clock().toISOString().slice(0, 10))
      .catch((error: unknown) => app.log.error({ code: codeOf(error) }, 'retention'))
  const forgetUnclaimed = () =>
    artworks
      .eraseUnclaimed()
      .catch((error: unknown) => app.log.error({ code: codeOf(error) }, 'unclaimed pictures'))
  await forget()
  await forgetUnclaimed()
  const timers = [setInterval(forget, DAY_MS), setInterval(forgetUnclaimed, TEN_MINUTES_MS)]
  for (const timer of timers) timer.unref()

  return {
    app,
    orders,
    artworks,
    keys,
    async close() {
      timers.forEach(clearInterval)
      await app.close()
      await database.close()
    },
  }
}

/**
 * Lets pages of the listed origins order, send pictures and read with a receipt. Never with a cookie: the desk's login stays with the
 * desk.
 */
function admitOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return
  app.addHook('onRequest', async ({ url, headers: { origin } }, reply) => {
    if (!/^\/(?:orders(?:\/|\?|$)|artworks\/)/.test(url)) return
    reply.header('Vary', 'Origin')
    if (origin !== undefined && origins.includes(origin))
      reply.header('Access-Control-Allow-Origin', origin).header('Access-Control-Expose-Headers', 'Retry-After')
  })
  for (const path of ['/orders', '/orders/:number', '/artworks/:digest'])
    app.options(path, (_request, reply) =>
      reply
        .code(204)
        .header('Access-Control-Allow-Methods', 'GET, POST, PUT')
        .header('Access-Control-Allow-Headers', 'Content-Type, Idempotency-Key, Authorization')
        .header('Access-Control-Max-Age', '600')
        .send()
    )
}

async function requireKey(request: FastifyRequest): Promise<void> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !UUID.test(key)) throw new Problem(400, 'order/key-missing')
}

const within = <Result>(milliseconds: number, work: Promise<Result>): Promise<Result> =>
  Promise.race([
    work,
    new Promise<never>((_done, fail) => setTimeout(() => fail(new Error('timeout')), milliseconds).unref()),
  ])
