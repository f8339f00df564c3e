import type { FastifyInstance, FastifyReply } from 'fastify'
import { checkPng, digestOfBytes, ToileError } from '../ground/index.ts'
import { privateDifference } from '../order/index.ts'
import type { Database, Queries } from './database.ts'
import { Problem } from './problems.ts'

/**
 * Customers' pictures: they come ahead of the order that speaks of them by digest, and are part of it from then on,
 * kept and erased with its personal part. What no order claims is forgotten after an hour.
 */
export interface Artworks {
  /** A picture that waits for its order. @throws {Problem} 400, 413 or 429. */
  take(digest: string, png: Buffer): Promise<void>
  /** Which of these pictures wait for nobody: their places in the list. */
  missing(digests: readonly string[]): Promise<readonly number[]>
  ofOrder(number: string, digest: string): Promise<Uint8Array | null>
  /** Forgets what no order has claimed in time. Gives how many. */
  eraseUnclaimed(): Promise<number>
}

/** The largest picture that is taken. */
const MOST_BYTES = 8 * 1024 * 1024
const MOST_WAITING = 500
const HOUR_MS = 3_600_000
/** What stands in place of a number until an order has one. */
const UNCLAIMED = ''
const DIGEST = /^[A-Za-z0-9_-]{43}$/

export function createArtworks(
  database: Database,
  { tenant, clock }: { readonly tenant: string; readonly clock: () => Date }
): Artworks {
  return {
    async take(digest, png) {
      if (!DIGEST.test(digest) || digestOfBytes(png) !== digest) throw new Problem(400, 'artwork/other-digest')
      try {
        await checkPng(png)
      } catch (error) {
        if (!(error instanceof ToileError)) throw error
        const status = error.code === 'png/too-large' ? 413 : 400
        throw new Problem(status, 'artwork/not-printable', { detail: error.message })
      }
      const { rows } = await database.query<{ waiting: string }>(
        'SELECT count(*) AS waiting FROM artworks WHERE tenant = $1 AND number = $2',
        [tenant, UNCLAIMED]
      )
      if (Number(rows[0]?.waiting) >= MOST_WAITING) throw new Problem(429, 'intake/too-many', { afterSeconds: 600 })
      await database.query(
        `INSERT INTO artworks (tenant, number, digest, keep_until, received_at, png) VALUES ($1, $2, $3, '', $4, $5)
        ON CONFLICT (tenant, number, digest) DO UPDATE SET received_at = excluded.received_at`,
        [tenant, UNCLAIMED, digest, clock(), png]
      )
    },

    async missing(digests) {
      if (digests.length === 0) return []
      const { rows } = await database.query<{ digest: string }>(
        'SELECT digest FROM artworks WHERE tenant = $1 AND number = $2 AND digest = ANY($3)',
        [tenant, UNCLAIMED, digests]
      )
      const waiting = new Set(rows.map(({ digest }) => digest))
      return [...digests.keys()].filter((at) => !waiting.has(digests[at]!))
    },

    async ofOrder(number, digest) {
      const { rows } = await database.query<{ png: Buffer }>(
        'SELECT png FROM artworks WHERE tenant = $1 AND number = $2 AND digest = $3',
        [tenant, number, digest]
      )
      return number !== UNCLAIMED && rows[0] ? new Uint8Array(rows[0].png) : null
    },

    async eraseUnclaimed() {
      const { rowCount } = await database.query(
        'DELETE FROM artworks WHERE tenant = $1 AND number = $2 AND received_at < $3',
        [tenant, UNCLAIMED, new Date(clock().getTime() - HOUR_MS)]
      )
      return rowCount ?? 0
    },
  }
}

/** An order whose pictures did not come ahead of it. */
export const missingArtwork = (places: readonly number[]): Problem =>
  new Problem(422, 'order/altered', {
    differences: places.map((at) =>
      privateDifference(`/personal/artwork/${at}`, 'the digest of a picture that was sent before the order')
    ),
  })

/**
 * Gives an order its own copies, so that what is erased with it is no other order's; within the order's transaction.
 *
 * @throws {Problem} as `missingArtwork`, when one was forgotten in the meantime.
 */
export async function claimArtworks(
  queries: Queries,
  { tenant, number, keepUntil, digests }: { tenant: string; number: string; keepUntil: string; digests: readonly string[] }
): Promise<void> {
  const wanted = [...new Set(digests)]
  if (wanted.length === 0) return
  const { rowCount } = await queries.query(
    `INSERT INTO artworks (tenant, number, digest, keep_until, received_at, png)
    SELECT tenant, $2, digest, $3, received_at, png FROM artworks
    WHERE tenant = $1 AND number = $4 AND digest = ANY($5)`,
    [tenant, number, keepUntil, UNCLAIMED, wanted]
  )
  if (rowCount !== wanted.length) throw missingArtwork([...digests.keys()])
}

/** `PUT /artworks/:digest`. Nothing is said of what is already there, and nothing is read back. */
export function addArtworks(app: FastifyInstance, artworks: Artworks, perMinute: number): void {
  void app.register(async (door) => {
    // Only here: an order is never a picture.
    door.addContentTypeParser('image/png', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    door.put<{ Params: { digest: string } }>(
      '/artworks/:digest',
      { bodyLimit: MOST_BYTES, config: { rateLimit: { max: perMinute } } },
      async (request, reply): Promise<FastifyReply> => {
        if (!/^image\/png\b/i.test(request.headers['content-type'] ?? '')) throw new Problem(415, 'artwork/wrong-type')
        await artworks.take(request.params.digest, request.body as Buffer)
        return reply.code(204).send()
      }
    )
  })
}
