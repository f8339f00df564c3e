import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Packs } from './packs.ts'
import { Problem } from './problems.ts'
import type { Sessions } from './sessions.ts'

interface Settings {
  readonly packs: Packs
  readonly sessions: Pick<Sessions, 'roleOf'>
  readonly readsPerMinute: number
}

/** What a browser may open itself; the rest is saved. */
const SHOWN = new Set(['image/svg+xml', 'application/pdf'])

/** The production pack of an order, for the workroom and nobody else: what is in it, each file, and all in one. */
export function addPacks(app: FastifyInstance, { packs, sessions, readsPerMinute }: Settings): void {
  const config = { rateLimit: { max: readsPerMinute } }

  void app.register(async (workroom) => {
    workroom.addHook('onRequest', async (request) => {
      if (sessions.roleOf(request.headers.cookie) !== 'workroom') throw new Problem(401, 'intake/unauthorized')
    })

    workroom.get<{ Params: { number: string } }>('/orders/:number/pack', { config }, ({ params: { number } }) =>
      packs.manifest(number)
    )

    workroom.get<{ Params: { number: string; file: string } }>(
      '/orders/:number/pack/:file',
      { config },
      async ({ params: { number, file: name } }, reply) => {
        const file = await packs.file(number, name)
        if (!file) throw new Problem(404, 'pack/no-file')
        return send(reply, file, `${number}-${name}`)
      }
    )

    workroom.get<{ Params: { number: string } }>(
      '/orders/:number/pack.zip',
      { config },
      async ({ params: { number } }, reply) =>
        send(reply, { type: 'application/zip', bytes: await packs.zip(number) }, `${number}.zip`)
    )
  })
}

const send = (
  reply: FastifyReply,
  { type, bytes }: { readonly type: string; readonly bytes: Uint8Array },
  name: string
): FastifyReply =>
  reply
    .type(type)
    .header('Content-Security-Policy', "default-src 'none'")
    .header('Content-Disposition', `${SHOWN.has(type) ? 'inline' : 'attachment'}; filename="${name}"`)
    .send(Buffer.from(bytes))
