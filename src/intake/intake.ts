import rateLimit from '@fastify/rate-limit'
import Fastify, {
  LogController,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import * as v from 'valibot'
import { canonicalText, dayIn, digestOf, sayer, ToileError, type Language } from '../ground/index.ts'
import {
  billOf,
  girthDifferences,
  orderJsonSchema,
  orderSpec,
  pointerToken,
  quoteAgain,
  staleBecause,
  verifyOrder,
  viewFor,
  type DeskRole,
  type Difference,
  type OrderSpec,
} from '../order/index.ts'
import { openDatabase, type DatabaseSettings } from './database.ts'
import { addDesk, type DeskPictures } from './desk.ts'
import { draftFor } from './drafting.ts'
import { openKeys, type Keys, type KeySettings } from './keys.ts'
import { createOrders, type Orders } from './orders.ts'
import { noPieces, writePieces } from './pieces.ts'
import { createSessions } from './sessions.ts'
import { createShelf, type Product } from './shelf.ts'
import { readStrictJson } from './strictJson.ts'
import { INTAKE_WORDS, languageFor, type IntakeWord } from './words.ts'

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
    readonly logInsPerMinute?: number
    readonly readsPerMinute?: number
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
  readonly keys: Keys
  close(): Promise<void>
}

const MOST_BYTES = 64 * 1024
const DAY_MS = 86_400_000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** An answer other than the one hoped for: RFC 9457. */
class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: IntakeWord | (string & {}),
    readonly more: { readonly detail?: string; readonly [key: string]: unknown } = {}
  ) {
    super(code)
  }
}

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
  const shelf = createShelf(settings.modelsFolder)
  const sessions = createSessions(settings.deskPasswords ?? {}, keys, clock)

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
      const placed = await placeOrder(request.headers['idempotency-key'] as string, request.body as Buffer)
      const { number, id, signature, kid } = placed
      return reply.code(201).send({ number, id, signature, kid, receipt: keys.receiptFor(tenant, number) })
    }
  )

  app.get<{ Params: { number: string } }>(
    '/orders/:number',
    { config: { rateLimit: { max: limits.readsPerMinute ?? 600 } } },
    async (request) => {
      const { number } = request.params
      const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
      const role =
        token !== undefined
          ? (await orders.receiptOpens(number, token))
            ? 'customer'
            : null
          : sessions.roleOf(request.headers.cookie)
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
    sessions,
    shelf,
    pictures: settings.deskPictures,
    logInsPerMinute: limits.logInsPerMinute ?? 20,
  })

  // Once at the start and once a day: what is kept no longer than needed is not kept by a forgotten task.
  const forget = () =>
    orders
      .eraseOverdue(clock().toISOString().slice(0, 10))
      .catch((error: unknown) => app.log.error({ code: codeOf(error) }, 'retention'))
  await forget()
  const daily = setInterval(forget, DAY_MS)
  daily.unref()

  async function placeOrder(key: string, bytes: Buffer) {
    const body = readBody(bytes)
    const bodyDigest = digestOrRefuse(body)
    const before = await orders.underKey(key)
    if (before) return sameBody(before, bodyDigest)
    const spec = formOf(body)
    const product = await shelf.product(spec.order.template.id)
    if (!product) throw new Problem(422, 'order/unknown-template', { differences: [unknownTemplate(spec)] })
    const accepted = await accept(spec, product, clock())
    const signature = await keys.sign(canonicalText({ order: spec.order, pieces: accepted.pieces.digest }))
    return sameBody(
      await orders.place({ key, bodyDigest, spec, ...accepted, placedAt: clock(), signature, kid: keys.kid }),
      bodyDigest
    )
  }

  return {
    app,
    orders,
    keys,
    async close() {
      clearInterval(daily)
      await app.close()
      await database.close()
    },
  }
}

/**
 * Lets pages of the listed origins order and read with a receipt. Never with a cookie: the desk's login stays with the
 * desk.
 */
function admitOrigins(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return
  app.addHook('onRequest', async ({ url, headers: { origin } }, reply) => {
    if (!/^\/orders(?:\/|\?|$)/.test(url)) return
    reply.header('Vary', 'Origin')
    if (origin !== undefined && origins.includes(origin))
      reply.header('Access-Control-Allow-Origin', origin).header('Access-Control-Expose-Headers', 'Retry-After')
  })
  for (const path of ['/orders', '/orders/:number'])
    app.options(path, (_request, reply) =>
      reply
        .code(204)
        .header('Access-Control-Allow-Methods', 'GET, POST')
        .header('Access-Control-Allow-Headers', 'Content-Type, Idempotency-Key, Authorization')
        .header('Access-Control-Max-Age', '600')
        .send()
    )
}

async function requireKey(request: FastifyRequest): Promise<void> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !UUID.test(key)) throw new Problem(400, 'order/key-missing')
}

function readBody(bytes: Buffer | undefined): unknown {
  try {
    return readStrictJson(bytes ?? new Uint8Array())
  } catch (error) {
    if (error instanceof ToileError) throw new Problem(400, error.code, { detail: error.message, pointer: error.path })
    throw error
  }
}

/** The digest of what the body says, whatever its spaces: that makes two tries the same. */
function digestOrRefuse(body: unknown): string {
  try {
    return digestOf(body)
  } catch (error) {
    if (error instanceof ToileError) throw new Problem(400, 'intake/not-json', { pointer: '' })
    throw error
  }
}

function sameBody<Found extends { readonly bodyDigest: string }>(found: Found, bodyDigest: string): Found {
  if (found.bodyDigest !== bodyDigest) throw new Problem(422, 'order/key-reused')
  return found
}

function formOf(body: unknown): OrderSpec {
  const form = v.safeParse(orderSpec, body)
  if (form.success) return form.output
  // Only where and what was expected: valibot's own message quotes what came.
  const faults = form.issues.slice(0, 20).map((issue) => ({
    pointer: (issue.path ?? []).map(({ key }) => `/${pointerToken(String(key))}`).join(''),
    expected: issue.expected ?? 'another form',
  }))
  throw new Problem(400, 'order/wrong-shape', { pointer: faults[0]?.pointer ?? '', faults })
}

const unknownTemplate = ({ order }: OrderSpec): Difference => ({
  path: '/order/template/id',
  expected: 'a product of this shop',
  got: JSON.stringify(order.template.id),
})

/** Everything the shop makes of a spec it can stand by. */
async function accept(spec: OrderSpec, product: Product, now: Date) {
  const { template } = product
  const { order, fit, personal } = spec
  const today = dayIn(template.timeZone, now)
  const because = staleBecause(order, { template, today })
  const quote = because && quoteAgain(order, { template, today })
  if (quote) throw new Problem(409, 'order/stale', { because, quote })

  const altered = [...missingParts(spec), ...verifyOrder(spec, { template, today })]
  if (altered.length > 0 || !fit || !personal) throw new Problem(422, 'order/altered', { differences: altered })
  const drafted = draftFor(product, fit, order.selection)
  const differences = drafted ? [...girthDifferences(fit, drafted.draft)] : []
  if (differences.length > 0) throw new Problem(422, 'order/altered', { differences })
  return {
    pieces: drafted ? writePieces(drafted.draft, drafted.bodyOpen) : noPieces(),
    bill: billOf(template, order.selection, drafted?.draft ?? null),
  }
}

const missingParts = (spec: OrderSpec): readonly Difference[] =>
  (['fit', 'personal'] as const)
    .filter((part) => spec[part] === null)
    .map((part) => ({ path: `/${part}`, expected: 'the part that its digest stands for', got: 'null' }))

function problemOf(error: FastifyError | Problem | ToileError, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (error instanceof ToileError && error.code.startsWith('draft/'))
    return new Problem(422, error.code, { detail: error.message })
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem(413, 'intake/too-long')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem(415, 'intake/wrong-type')
  }
  if ('statusCode' in error && error.statusCode && error.statusCode < 500)
    return new Problem(error.statusCode, 'intake/not-json')
  // Only the code: a database's message may quote a row.
  request.log.error({ code: codeOf(error) }, error instanceof ToileError ? error.message : error.name)
  return isConnectionFailure(error) ? new Problem(503, 'intake/no-database') : new Problem(500, 'intake/failed')
}

function answerProblem({ status, code, more }: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { afterSeconds, ...rest } = more
  if (status === 429 || status === 503) reply.header('Retry-After', String(afterSeconds ?? 5))
  const title = titleOf(code, languageFor(request))
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title, status, code, ...rest }))
}

function titleOf(code: string, language: Language): string {
  const family: Readonly<Record<string, IntakeWord>> = { json: 'intake/not-json', draft: 'draft/refused' }
  const word = Object.hasOwn(INTAKE_WORDS.en, code)
    ? (code as IntakeWord)
    : (family[code.split('/')[0] ?? ''] ?? 'intake/failed')
  return sayer(INTAKE_WORDS, language)(word)
}

/** SQLSTATE classes 08 (connection), 57P (shutdown, starting), 53 (resources), and the sockets' own errors. */
const isConnectionFailure = (error: unknown): boolean =>
  /^(08|57P|53|ECONN|EPIPE|ENOTFOUND|ETIMEDOUT)/.test(codeOf(error)) ||
  /timeout|Connection terminated/.test(String((error as Error)?.message))

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '')

const within = <Result>(milliseconds: number, work: Promise<Result>): Promise<Result> =>
  Promise.race([
    work,
    new Promise<never>((_done, fail) => setTimeout(() => fail(new Error('timeout')), milliseconds).unref()),
  ])
