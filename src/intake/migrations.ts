import type pg from 'pg'
import { ToileError } from '../ground/index.ts'

/**
 * Forward only, one statement a step, each safe to run twice: two servers may start at once, and some engines know no
 * transaction around a change of tables. The dialect is what PostgreSQL, CockroachDB, YugabyteDB and Citus share: keys
 * begin with the tenant, ids come from us (no sequence), no triggers, no LISTEN, text keys in the C collation.
 *
 * A step that was released never changes.
 */
const STEPS: readonly (readonly [id: string, statement: string])[] = [
  [
    '001-orders',
    `CREATE TABLE IF NOT EXISTS orders (
      tenant text COLLATE "C" NOT NULL,
      number text COLLATE "C" NOT NULL,
      id text COLLATE "C" NOT NULL,
      template text COLLATE "C" NOT NULL,
      placed_at timestamptz NOT NULL,
      keep_parts_until text COLLATE "C" NOT NULL,
      text text NOT NULL,
      bill text NOT NULL,
      pieces_digest text NOT NULL,
      signature text NOT NULL,
      kid text NOT NULL,
      receipt_hash text NOT NULL,
      idempotency_key text COLLATE "C" NOT NULL,
      body_digest text NOT NULL,
      PRIMARY KEY (tenant, number),
      UNIQUE (tenant, idempotency_key)
    )`,
  ],
  ['002-newest', 'CREATE INDEX IF NOT EXISTS orders_newest ON orders (tenant, placed_at DESC, number DESC)'],
  [
    '003-parts',
    `CREATE TABLE IF NOT EXISTS order_parts (
      tenant text COLLATE "C" NOT NULL,
      number text COLLATE "C" NOT NULL,
      part text COLLATE "C" NOT NULL,
      keep_until text COLLATE "C" NOT NULL,
      text text,
      erased_at timestamptz,
      PRIMARY KEY (tenant, number, part),
      FOREIGN KEY (tenant, number) REFERENCES orders (tenant, number)
    )`,
  ],
  [
    '004-outbox',
    `CREATE TABLE IF NOT EXISTS outbox (
      tenant text COLLATE "C" NOT NULL,
      id text COLLATE "C" NOT NULL,
      created_at timestamptz NOT NULL,
      event text NOT NULL,
      sent_at timestamptz,
      PRIMARY KEY (tenant, id)
    )`,
  ],
  // A number that is empty: the picture still waits for its order.
  [
    '005-artworks',
    `CREATE TABLE IF NOT EXISTS artworks (
      tenant text COLLATE "C" NOT NULL,
      number text COLLATE "C" NOT NULL,
      digest text COLLATE "C" NOT NULL,
      keep_until text COLLATE "C" NOT NULL,
      received_at timestamptz NOT NULL,
      png bytea NOT NULL,
      PRIMARY KEY (tenant, number, digest)
    )`,
  ],
  // What was made from an order's pieces, whole: it goes when they go.
  [
    '006-packs',
    `CREATE TABLE IF NOT EXISTS packs (
      tenant text COLLATE "C" NOT NULL,
      number text COLLATE "C" NOT NULL,
      made_at timestamptz NOT NULL,
      manifest text NOT NULL,
      zip bytea NOT NULL,
      PRIMARY KEY (tenant, number),
      FOREIGN KEY (tenant, number) REFERENCES orders (tenant, number)
    )`,
  ],
]

/**
 * @throws {ToileError} `intake/newer-database` when the tables were made by a later version: it knows what this one
 * does not.
 */
export async function migrate(pool: pg.Pool): Promise<void> {
  await again(
    pool,
    'CREATE TABLE IF NOT EXISTS migrations (id text COLLATE "C" PRIMARY KEY, done_at timestamptz NOT NULL)'
  )
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM migrations')
  const done = new Set(rows.map(({ id }) => id))
  const unknown = [...done].filter((id) => !STEPS.some(([step]) => step === id))
  if (unknown.length > 0)
    throw new ToileError(
      'intake/newer-database',
      `The database has steps this version does not know: ${unknown.join(', ')}. Run the newer version.`
    )
  for (const [id, statement] of STEPS) {
    if (done.has(id)) continue
    await again(pool, statement)
    await pool.query('INSERT INTO migrations (id, done_at) VALUES ($1, now()) ON CONFLICT DO NOTHING', [id])
  }
}

/**
 * Two servers that make the same table at the same moment: one gets a unique violation, after which the table is there.
 */
async function again(pool: pg.Pool, statement: string): Promise<void> {
  try {
    await pool.query(statement)
  } catch (error) {
    if (!['23505', '42P07'].includes(String((error as { code?: unknown }).code))) throw error
    await pool.query(statement)
  }
}
