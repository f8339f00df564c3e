import pg from 'pg'
import { ToileError } from '../ground/index.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrations.ts'

/**
 * `url` names a PostgreSQL server (or a distributed engine that speaks its dialect); `folder` runs the embedded one
 * there.
 */
export type DatabaseSettings = { readonly url: string } | { readonly folder: string }

export interface Queries {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<pg.QueryResult<Row>>
}

export interface Database extends Queries {
  /** Runs `work` in one transaction, again when the engine says that another one was in its way. */
  transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** SQLSTATE serialization_failure and deadlock_detected: nothing was written, the same again may pass. */
const AGAIN = new Set(['40001', '40P01'])
const MOST_TRIES = 8

/** @throws {ToileError} as `startEmbedded`; `intake/no-database` when nobody answers; `intake/newer-database` */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const embedded = 'folder' in settings ? await startEmbedded(settings.folder) : null
  const pool = new pg.Pool({
    connectionString: embedded?.url ?? ('url' in settings ? settings.url : ''),
    max: 10,
    connectionTimeoutMillis: 5_000,
  })
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  const close = async () => {
    await pool.end()
    await embedded?.stop()
  }
  try {
    await migrate(pool)
  } catch (cause) {
    await close()
    if (cause instanceof ToileError) throw cause
    throw new ToileError(
      'intake/no-database',
      'The database does not answer, or does not let us in. Check DATABASE_URL.',
      { cause }
    )
  }
  return {
    query: (text, values) => pool.query(text, values as unknown[]),
    transaction: (work) => transact(pool, work),
    close,
  }
}

async function transact<Result>(pool: pg.Pool, work: (queries: Queries) => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query('BEGIN')
      const result = await work({ query: (text, values) => client.query(text, values as unknown[]) })
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((reason: Error) => (broken = reason))
      if (!AGAIN.has(String((error as { code?: unknown }).code)) || tries === MOST_TRIES) throw error
    } finally {
      client.release(broken)
    }
    // Apart by chance, so that two that met do not meet again.
    await new Promise((done) => setTimeout(done, Math.random() * 10 * 2 ** tries))
  }
}
