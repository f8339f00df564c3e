import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CONTENT_POLICY } from '../ground/index.ts'
import { viewFor, type DeskRole } from '../order/index.ts'
import { packOf } from '../order/pack/index.ts'
import { svgOf } from '../pattern/index.ts'
import type { CompiledTemplate } from '../template/index.ts'
import { deskListPage, deskLogInPage, deskOrderPage } from './deskPages.ts'
import { DESK_STYLE } from './deskStyle.ts'
import type { Artworks } from './artworks.ts'
import type { Html } from './html.ts'
import type { Orders } from './orders.ts'
import { printedPieces, printOf } from './prints.ts'
import { answerProblem, Problem } from './problems.ts'
import type { Sessions } from './sessions.ts'
import type { Shelf } from './shelf.ts'
import { languageFor } from './words.ts'

export interface DeskPictures {
  /** A module script of the page's own origin that finds `[data-design]` and draws into it. */
  readonly script: string
  /** Where the compiled products are served: `/models`. */
  readonly models: string
}

interface Desk {
  readonly orders: Orders
  readonly artworks: Artworks
  readonly sessions: Sessions
  readonly shelf: Shelf
  readonly pictures: DeskPictures | undefined
  readonly logInsPerMinute: number
}

const MOST_LISTED = 24
/** A large one takes seconds to make. */
const PRINTS_PER_MINUTE = 60

/** The order desk: pages that work without a script, and show a role what its view holds and nothing else. */
export function addDesk(app: FastifyInstance, { orders, artworks, sessions, shelf, pictures, logInsPerMinute }: Desk): void {
  const templateOf = async (id: string): Promise<CompiledTemplate | null> => {
    const product = await shelf.product(id).catch(() => null)
    return product?.template ?? null
  }

  void app.register(async (desk) => {
    // Only here: an order is never a form.
    desk.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, { password: new URLSearchParams(String(body)).get('password') ?? '' })
    )

    desk.get<{ Querystring: { before?: string } }>('/desk', async (request, reply) => {
      const role = sessions.roleOf(request.headers.cookie)
      const language = languageFor(request)
      if (!role) return page(reply, deskLogInPage({ language, wrong: false }))
      const before = request.query.before
      const listed = await orders.list(MOST_LISTED + 1, typeof before === 'string' ? before : undefined)
      const shown = await Promise.all(
        listed
          .slice(0, MOST_LISTED)
          .map(async (entry) => ({ ...entry, labels: await templateOf(entry.order.template.id) }))
      )
      const older = listed.length > MOST_LISTED ? (shown.at(-1)?.number ?? null) : null
      return page(reply, deskListPage({ role, language, pictures, older, orders: shown }))
    })

    desk.post(
      '/desk/login',
      { config: { rateLimit: { max: logInsPerMinute, timeWindow: '1 minute' } }, preHandler: fromHere },
      async (request, reply) => {
        const opened = sessions.open(passwordIn(request.body), request.protocol === 'https')
        if (!opened) return page(reply.code(401), deskLogInPage({ language: languageFor(request), wrong: true }))
        return reply.header('Set-Cookie', opened.cookie).redirect('/desk', 303)
      }
    )

    desk.post('/desk/logout', { preHandler: fromHere }, (_request, reply) =>
      reply.header('Set-Cookie', sessions.closing).redirect('/desk', 303)
    )

    desk.get<{ Params: { number: string } }>('/desk/orders/:number', async (request, reply) => {
      const role = sessions.roleOf(request.headers.cookie)
      if (!role) return reply.redirect('/desk', 303)
      const kept = await orders.find(request.params.number)
      if (!kept) return reply.callNotFound()
      const labels = await templateOf(kept.spec.order.template.id)
      const prints = labels && {
        pieces: printedPieces(kept, labels),
        isOther: labels.hash !== kept.spec.order.template.hash,
      }
      const pack = role === 'workroom' && labels ? packOf(kept, labels, null) : null
      const language = languageFor(request)
      return page(reply, deskOrderPage({ view: viewFor(role, kept), language, pictures, labels, prints, pack }))
    })

    desk.get<{ Params: { number: string } }>('/orders/:number/pieces.svg', async (request, reply) => {
      const role: DeskRole | null = sessions.roleOf(request.headers.cookie)
      const kept = role === 'workroom' ? await orders.find(request.params.number) : null
      if (role !== 'workroom') return unauthorized(request, reply)
      if (!kept?.pieces) return reply.callNotFound()
      return reply
        .type('image/svg+xml')
        .header('Content-Security-Policy', "default-src 'none'")
        .send(svgOf(kept.pieces))
    })

    desk.get<{ Params: { number: string; piece: string } }>(
      '/orders/:number/prints/:piece.png',
      { config: { rateLimit: { max: PRINTS_PER_MINUTE, timeWindow: '1 minute' } } },
      async (request, reply) => {
        if (sessions.roleOf(request.headers.cookie) !== 'workroom') return unauthorized(request, reply)
        const { number, piece } = request.params
        const kept = await orders.find(number)
        const template = kept && (await templateOf(kept.spec.order.template.id))
        if (!template) return reply.callNotFound()
        const file = await printOf(piece, { kept, template, shelf, artworks })
        return reply
          .type('image/png')
          .header('Content-Disposition', `attachment; filename="${number}-${piece}.png"`)
          .send(Buffer.from(file))
      }
    )

    desk.get('/desk/desk.css', (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('Cache-Control', 'public, max-age=3600').send(DESK_STYLE)
    )
  })
}

const page = (reply: FastifyReply, markup: Html): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header('Content-Security-Policy', CONTENT_POLICY)
    .header('Referrer-Policy', 'same-origin')
    .send(`<!doctype html>\n${markup.text}`)

const passwordIn = (body: unknown): string => {
  // A script logs in with JSON, whose bytes the intake leaves unread.
  const fields: unknown = Buffer.isBuffer(body) ? jsonOrNull(body) : body
  const password = typeof fields === 'object' && fields !== null && 'password' in fields ? fields.password : ''
  return typeof password === 'string' ? password : ''
}

const jsonOrNull = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

/** Another site's form must not log anybody in or out. A client that is no browser sends neither header. */
async function fromHere(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { origin, host } = request.headers
  const foreign = origin !== undefined && origin !== `${request.protocol}://${host}`
  if (foreign || request.headers['sec-fetch-site'] === 'cross-site') await unauthorized(request, reply)
}

const unauthorized = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  answerProblem(new Problem(401, 'intake/unauthorized'), request, reply)
