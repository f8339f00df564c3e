/**
 * The demo shop: product pages that embed the built widget, the intake, its order desk. One address, 127.0.0.1 only.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { languageOf, ToileError } from '../src/ground/index.ts'
import { CONTENT_POLICY, createIntake, createPassword } from '../src/intake/index.ts'
import { readTemplate } from '../src/template/index.ts'
import { addCollecting } from './collect.ts'
import { serveFolder } from './files.ts'
import { addFramedPages } from './framed.ts'
import { missingPage, productPage, wishesOf } from './pages.ts'
import { addSuggestions } from './suggestions.ts'
import { PRODUCTS } from './words.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const MODELS = join(root, 'dist/models')
const DATA = process.env.TOILE_DATA ?? join(root, '.data')
const ADDRESS_FILE = join(DATA, 'shop.json')
const [FIRST_PRODUCT] = PRODUCTS
const RETENTION_DAYS = 180
const PORT = Number(process.env.PORT || 4400)
const ADDRESS = `http://127.0.0.1:${PORT}`
const watching = process.argv.includes('--watch')

await open().catch(async (error: unknown) => {
  console.error(`\n${await wordsFor(error)}\n`)
  process.exit(1)
})

async function open(): Promise<void> {
  if (!Number.isInteger(PORT) || PORT < 1 || PORT > 65_535)
    throw new ToileError('shop/port', 'PORT: expected a whole number from 1 to 65535.')
  await refuseTakenPort()
  const deskPasswords = { shop: createPassword(), workroom: createPassword(), shipping: createPassword() }
  const intake = await createIntake({
    modelsFolder: MODELS,
    database: process.env.DATABASE_URL ? { url: process.env.DATABASE_URL } : { folder: DATA },
    keys: { folder: DATA, signingKey: process.env.TOILE_SIGNING_KEY, secret: process.env.TOILE_SECRET },
    deskPasswords,
    deskPictures: { script: '/shop/desk-picture.js', models: '/models' },
    retentionDays: RETENTION_DAYS,
  })
  let closing = false
  const close = async () => {
    if (closing) return
    closing = true
    await intake.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close)
  try {
    addPages(intake.app)
    await intake.app.listen({ host: '127.0.0.1', port: PORT })
  } catch (error) {
    await intake.close()
    throw error
  }
  await mkdir(DATA, { recursive: true })
  await writeFile(ADDRESS_FILE, JSON.stringify({ address: ADDRESS }))
  console.log(`
  Shop  ${ADDRESS}/
  Desk  ${ADDRESS}/desk
        password: ${deskPasswords.shop}  (shop)
                  ${deskPasswords.workroom}  (workroom)
                  ${deskPasswords.shipping}  (shipping)

  The passwords are for this run. Ctrl-C closes the shop.
`)
  // For whoever started this with a channel, such as the browser tests.
  process.send?.({ address: ADDRESS, deskPasswords })
}

function addPages(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('Content-Security-Policy')) reply.header('Content-Security-Policy', CONTENT_POLICY)
    if (!reply.hasHeader('Referrer-Policy')) reply.header('Referrer-Policy', 'same-origin')
    reply.header('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
  })
  serveFolder(app, '/toile/', join(root, 'dist/element'))
  serveFolder(app, '/models/', MODELS)
  serveFolder(app, '/shop/', join(root, 'demo/public'))
  for (const [path, product] of [
    ['/', FIRST_PRODUCT],
    ['/:product', null],
  ] as const)
    app.get<{ Params: { product?: string }; Querystring: Record<string, unknown> }>(path, async (request, reply) => {
      const template = await templateOf(product ?? request.params.product ?? '')
      reply.type('text/html; charset=utf-8').header('Cache-Control', 'no-cache').header('Vary', 'Accept-Language')
      const acceptLanguage = request.headers['accept-language']
      if (!template) return reply.code(404).send(missingPage(languageOf(acceptLanguage)))
      return reply.send(
        productPage({
          template,
          products: PRODUCTS.filter((id) => existsSync(join(MODELS, id, 'template.json'))),
          ...wishesOf(request.query, acceptLanguage, template),
          today: new Date(),
          retentionDays: RETENTION_DAYS,
          address: `${ADDRESS}/${template.id}`,
          live: watching,
        })
      )
    })
  addFramedPages(app, FIRST_PRODUCT, PORT)
  addCollecting(app)
  addSuggestions(app, MODELS, join(DATA, 'signing-key.json'))
  app.get('/shop.json', () => ({ shop: 'toile-demo' }))
  if (watching) addLive(app)
}

async function templateOf(id: string) {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(id)) return null
  try {
    return readTemplate(JSON.parse(await readFile(join(MODELS, id, 'template.json'), 'utf8')))
  } catch {
    return null
  }
}

/** Server-sent events: one when what the page is made of has been built again. */
function addLive(app: FastifyInstance): void {
  const listening = new Set<NodeJS.WritableStream>()
  // Whoever builds says so: the command that opened this shop.
  process.on('message', () => listening.forEach((stream) => stream.write('event: changed\ndata: {}\n\n')))
  app.get('/live', (request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    reply.raw.write(': open\n\n')
    listening.add(reply.raw)
    request.raw.on('close', () => listening.delete(reply.raw))
  })
  app.addHook('preClose', async () => listening.forEach((stream) => stream.end()))
}

async function refuseTakenPort(): Promise<void> {
  let answer: Response
  try {
    answer = await fetch(`${ADDRESS}/shop.json`, { signal: AbortSignal.timeout(2_000) })
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') throw taken()
    // Nobody there; whoever comes meanwhile is met when we listen.
    return
  }
  const said = (await answer.json().catch(() => null)) as { shop?: unknown } | null
  throw said?.shop === 'toile-demo' ? running(ADDRESS) : taken()
}

function taken(): ToileError {
  return new ToileError(
    'shop/port-taken',
    `Port ${PORT} is taken by another program. Choose another one: PORT=${PORT + 1} npm start`
  )
}

function running(address: string): ToileError {
  return new ToileError('shop/running', `The shop is already running at ${address}/`)
}

async function wordsFor(error: unknown): Promise<string> {
  if ((error as { code?: unknown }).code === 'EADDRINUSE') return taken().message
  if ((error as { code?: unknown }).code === 'EACCES')
    return `Port ${PORT} is not ours to use. Choose one above 1023: PORT=4400 npm start`
  if (error instanceof ToileError && error.code === 'intake/folder-in-use') {
    const address = await readFile(ADDRESS_FILE, 'utf8').then(
      (text) => (JSON.parse(text) as { address: string }).address,
      () => null
    )
    return address ? `${running(address).message} (its data: ${DATA})` : error.message
  }
  return error instanceof ToileError ? error.message : String(error instanceof Error ? error.stack : error)
}
