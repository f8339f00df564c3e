import { randomInt } from 'node:crypto'
import { addDays, canonicalText, digestOfText, type Day } from '../ground/index.ts'
import type { BillLine, KeptOrder, OrderSpec, PublicOrder } from '../order/index.ts'
import { claimArtworks } from './artworks.ts'
import type { Database, Queries } from './database.ts'
import { sameSecret } from './keys.ts'
import { readPieces, type PiecesText } from './pieces.ts'

export type Part = 'fit' | 'personal' | 'pieces'

export interface NewOrder {
  readonly key: string
  readonly bodyDigest: string
  readonly spec: OrderSpec
  readonly pieces: PiecesText
  readonly bill: readonly BillLine[]
  readonly placedAt: Date
  readonly signature: string
  readonly kid: string
}

/** What answers a POST: the same for ever. */
export interface Placed {
  readonly number: string
  readonly id: string
  readonly signature: string
  readonly kid: string
}

export interface Orders {
  /** What was placed under a key, and the digest of the body that placed it. */
  underKey(key: string): Promise<(Placed & { readonly bodyDigest: string }) | null>
  /**
   * Writes the order, its parts and its event in one transaction; when the key is already taken, nothing, and gives
   * what is there.
   */
  place(order: NewOrder): Promise<Placed & { readonly bodyDigest: string }>
  find(number: string): Promise<KeptOrder | null>
  receiptOpens(number: string, token: string): Promise<boolean>
  /** The CloudEvents of an order that wait in the outbox or have left it, oldest first. */
  eventsOf(number: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Newest first; `before` is the number of the last one seen. */
  list(most: number, before?: string): Promise<readonly ListedOrder[]>
  /**
   * Forgets parts of an order for good. The rest still verifies. Pieces show the body, so they go with `fit`. Gives how
   * many were there.
   */
  erase(number: string, parts: readonly ('fit' | 'personal')[]): Promise<number>
  /** Forgets all parts whose time is over. Gives how many. */
  eraseOverdue(today: Day): Promise<number>
}

export interface ListedOrder {
  readonly number: string
  readonly placedAt: string
  readonly order: PublicOrder
}

interface OrderRow {
  number: string
  id: string
  placed_at: Date
  text: string
  bill: string
  pieces_digest: string
  signature: string
  kid: string
  body_digest: string
}

interface Settings {
  readonly tenant: string
  readonly receiptFor: (tenant: string, number: string) => string
  /** How long fit and personal parts are kept after delivery is due. */
  readonly retentionDays: number
}

export function createOrders(database: Database, { tenant, receiptFor, retentionDays }: Settings): Orders {
  const underKey = async (queries: Queries, key: string) => {
    const { rows } = await queries.query<OrderRow>(
      'SELECT number, id, signature, kid, body_digest FROM orders WHERE tenant = $1 AND idempotency_key = $2',
      [tenant, key]
    )
    const row = rows[0]
    return row
      ? { number: row.number, id: row.id, signature: row.signature, kid: row.kid, bodyDigest: row.body_digest }
      : null
  }

  return {
    underKey: (key) => underKey(database, key),

    place: (order) =>
      database.transaction(async (queries) => {
        const { spec, key, bodyDigest, placedAt, pieces, signature, kid } = order
        const keepUntil = addDays(spec.order.promise.to, retentionDays)
        for (;;) {
          const number = newNumber()
          const { rowCount } = await queries.query(
            `INSERT INTO orders (tenant, number, id, template, placed_at, keep_parts_until, text, bill, pieces_digest,
              signature, kid, receipt_hash, idempotency_key, body_digest)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING`,
            [
              tenant,
              number,
              spec.order.id,
              spec.order.template.id,
              placedAt,
              keepUntil,
              canonicalText(spec.order),
              JSON.stringify(order.bill),
              pieces.digest,
              signature,
              kid,
              digestOfText(receiptFor(tenant, number)),
              key,
              bodyDigest,
            ]
          )
          if (rowCount === 0) {
            const taken = await underKey(queries, key)
            if (taken) return taken
            // Not the key, so the number: one in 10^12.
            continue
          }
          const parts: Record<Part, string> = {
            fit: canonicalText(spec.fit),
            personal: canonicalText(spec.personal),
            pieces: pieces.text,
          }
          await queries.query(
            `INSERT INTO order_parts (tenant, number, part, keep_until, text)
            VALUES ($1, $2, 'fit', $3, $4), ($1, $2, 'personal', $3, $5), ($1, $2, 'pieces', $3, $6)`,
            [tenant, number, keepUntil, parts.fit, parts.personal, parts.pieces]
          )
          await claimArtworks(queries, { tenant, number, keepUntil, digests: spec.personal?.artwork ?? [] })
          await queries.query('INSERT INTO outbox (tenant, id, created_at, event) VALUES ($1, $2, $3, $4)', [
            tenant,
            placedEventId(number),
            placedAt,
            canonicalText(placedEvent(number, spec.order, placedAt)),
          ])
          return { number, id: spec.order.id, signature, kid, bodyDigest }
        }
      }),

    async find(number) {
      const { rows } = await database.query<OrderRow>(
        `SELECT number, placed_at, text, bill, pieces_digest, signature, kid FROM orders
        WHERE tenant = $1 AND number = $2`,
        [tenant, number]
      )
      const row = rows[0]
      if (!row) return null
      const kept = await database.query<{ part: Part; text: string | null }>(
        'SELECT part, text FROM order_parts WHERE tenant = $1 AND number = $2',
        [tenant, number]
      )
      const part = (name: Part) => kept.rows.find((candidate) => candidate.part === name)?.text ?? null
      const fit = part('fit')
      const personal = part('personal')
      const pieces = part('pieces')
      return {
        number: row.number,
        placedAt: row.placed_at.toISOString(),
        spec: {
          order: JSON.parse(row.text) as PublicOrder,
          fit: fit === null ? null : (JSON.parse(fit) as OrderSpec['fit']),
          personal: personal === null ? null : (JSON.parse(personal) as OrderSpec['personal']),
        },
        ...(pieces === null ? { pieces: null, bodyOpen: false } : readPieces(pieces)),
        piecesDigest: row.pieces_digest,
        bill: JSON.parse(row.bill) as BillLine[],
        signature: row.signature,
        kid: row.kid,
      }
    },

    async receiptOpens(number, token) {
      const { rows } = await database.query<{ receipt_hash: string }>(
        'SELECT receipt_hash FROM orders WHERE tenant = $1 AND number = $2',
        [tenant, number]
      )
      return sameSecret(rows[0]?.receipt_hash ?? '', digestOfText(token))
    },

    async eventsOf(number) {
      const { rows } = await database.query<{ event: string }>(
        'SELECT event FROM outbox WHERE tenant = $1 AND id = $2 ORDER BY created_at',
        [tenant, placedEventId(number)]
      )
      return rows.map(({ event }) => JSON.parse(event) as Record<string, unknown>)
    },

    async list(most, before) {
      const { rows } = await database.query<OrderRow>(
        `SELECT number, placed_at, text FROM orders WHERE tenant = $1 AND ($3::text IS NULL
          OR (placed_at, number) < (SELECT placed_at, number FROM orders WHERE tenant = $1 AND number = $3))
        ORDER BY placed_at DESC, number DESC LIMIT $2`,
        [tenant, most, before ?? null]
      )
      return rows.map((row) => ({
        number: row.number,
        placedAt: row.placed_at.toISOString(),
        order: JSON.parse(row.text) as PublicOrder,
      }))
    },

    async erase(number, parts) {
      const all = parts.includes('fit') ? [...parts, 'pieces'] : parts
      return database.transaction(async (queries) => {
        // Pictures are personal, and gone with the part that speaks of them.
        if (parts.includes('personal'))
          await queries.query("DELETE FROM artworks WHERE tenant = $1 AND number = $2 AND number <> ''", [tenant, number])
        const { rowCount } = await queries.query(
          `UPDATE order_parts SET text = NULL, erased_at = now()
          WHERE tenant = $1 AND number = $2 AND part = ANY($3) AND text IS NOT NULL`,
          [tenant, number, all]
        )
        // After the pieces: a pack that is being written holds them until it stands, and is found here.
        if (parts.includes('fit'))
          await queries.query('DELETE FROM packs WHERE tenant = $1 AND number = $2', [tenant, number])
        return rowCount ?? 0
      })
    },

    async eraseOverdue(today) {
      await database.query("DELETE FROM artworks WHERE tenant = $1 AND number <> '' AND keep_until < $2", [tenant, today])
      const { rowCount } = await database.query(
        `UPDATE order_parts SET text = NULL, erased_at = now()
        WHERE tenant = $1 AND keep_until < $2 AND text IS NOT NULL`,
        [tenant, today]
      )
      await database.query(
        `DELETE FROM packs WHERE tenant = $1 AND number IN (SELECT number FROM order_parts
          WHERE tenant = $1 AND part = 'pieces' AND text IS NULL)`,
        [tenant]
      )
      return rowCount ?? 0
    },
  }
}

/** Crockford's base 32: no letter that could be read as a digit. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Easy to read over a telephone, and no hint of how many orders there are. */
function newNumber(): string {
  const group = () => Array.from({ length: 4 }, () => DIGITS[randomInt(DIGITS.length)]).join('')
  return `${group()}-${group()}`
}

const placedEventId = (number: string): string => `order.placed/${number}`

/** CloudEvents 1.0. No person, no body, no words: who needs more asks the intake. */
const placedEvent = (number: string, { id, template, quantity, quote, promise }: PublicOrder, at: Date) => ({
  specversion: '1.0',
  id: placedEventId(number),
  source: '/orders',
  type: 'order.placed',
  subject: number,
  time: at.toISOString(),
  datacontenttype: 'application/json',
  data: { number, id, template, quantity, currency: quote.currency, total: quote.total, promise },
})
