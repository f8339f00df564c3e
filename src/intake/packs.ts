import { Worker } from 'node:worker_threads'
import { unzipSync } from 'fflate'
import { ToileError } from '../ground/index.ts'
import type { PackManifest } from '../order/pack/index.ts'
import type { Database } from './database.ts'
import type { Orders } from './orders.ts'
import { MANIFEST, type MadePack, type PackJob } from './packing.ts'
import { Problem } from './problems.ts'
import type { Shelf } from './shelf.ts'

/** The production packs of a shop's orders: made once, when the workroom first asks, and kept whole or not at all. */
export interface Packs {
  /** @throws {Problem} as `zip` */
  manifest(number: string): Promise<PackManifest>
  /**
   * A file of a pack by its name; null when it has none of that name.
   *
   * @throws {Problem} as `zip`
   */
  file(number: string, name: string): Promise<{ readonly type: string; readonly bytes: Uint8Array } | null>
  /**
   * All files in one archive.
   *
   * @throws {Problem} 404 when there is no such order or its product is not drafted; 410 when its pieces were erased
   */
  zip(number: string): Promise<Uint8Array>
}

interface Settings {
  readonly tenant: string
  readonly clock: () => Date
  readonly orders: Pick<Orders, 'find'>
  readonly shelf: Pick<Shelf, 'product'>
}

/** More than any pack needs; a thread that runs longer is ended. */
const MOST_MS = 60_000

export function createPacks(database: Database, { tenant, clock, orders, shelf }: Settings): Packs {
  const underWay = new Map<string, Promise<MadePack>>()
  let last: Promise<unknown> = Promise.resolve()

  const kept = async (number: string): Promise<MadePack | null> => {
    const { rows } = await database.query<{ manifest: string; zip: Uint8Array<ArrayBuffer> }>(
      'SELECT manifest, zip FROM packs WHERE tenant = $1 AND number = $2',
      [tenant, number]
    )
    return rows[0] ?? null
  }

  /** One after the other: threads that lay markers side by side only take longer. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }

  async function make(number: string): Promise<MadePack> {
    const order = await orders.find(number)
    if (!order) throw new Problem(404, 'intake/not-found')
    const product = await shelf.product(order.spec.order.template.id)
    if (!order.pieces) throw order.spec.fit ? new Problem(404, 'pack/not-drafted') : new Problem(410, 'pack/erased')
    if (!product) throw new Problem(404, 'pack/no-product')
    const made = await inTurn(() => inThread({ kept: order, template: product.template }))
    return write(number, made)
  }

  /** Only beside its pieces: what was erased meanwhile leaves no pack. Of two that were made, the first stays. */
  const write = (number: string, { manifest, zip }: MadePack): Promise<MadePack> =>
    database.transaction(async (queries) => {
      const { rows } = await queries.query<{ text: string | null }>(
        "SELECT text FROM order_parts WHERE tenant = $1 AND number = $2 AND part = 'pieces' FOR UPDATE",
        [tenant, number]
      )
      if ((rows[0]?.text ?? null) === null) throw new Problem(410, 'pack/erased')
      await queries.query(
        `INSERT INTO packs (tenant, number, made_at, manifest, zip) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING`,
        [tenant, number, clock(), manifest, Buffer.from(zip)]
      )
      return { manifest, zip }
    })

  /** Everybody who asks for a pack that is under way waits for the same. */
  async function of(number: string): Promise<MadePack> {
    const before = await kept(number)
    if (before) return before
    const already = underWay.get(number)
    if (already) return already
    const making = make(number).finally(() => underWay.delete(number))
    underWay.set(number, making)
    return making
  }

  const manifestIn = ({ manifest }: MadePack) => JSON.parse(manifest) as PackManifest

  return {
    manifest: async (number) => manifestIn(await of(number)),
    async file(number, name) {
      const pack = await of(number)
      const type = name === MANIFEST ? 'application/json' : manifestIn(pack).files.find((one) => one.name === name)?.type
      const bytes = type && unzipSync(pack.zip, { filter: (entry) => entry.name === name })[name]
      return bytes && type ? { type, bytes } : null
    },
    zip: async (number) => (await of(number)).zip,
  }
}

/** Beside this module, and like it compiled in a package and not in the sources. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './pack-worker-source.mjs' : './pack-worker.js',
  import.meta.url
)

function inThread(job: PackJob): Promise<MadePack> {
  const worker = new Worker(WORKER, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 1024 } })
  return new Promise<MadePack>((done, fail) => {
    const failed = (why: string) => fail(new ToileError('pack/failed', `The pack could not be made (${why}).`))
    const timer = setTimeout(() => failed('it took too long'), MOST_MS)
    worker.once('message', (made: MadePack | { readonly failed: string }) => {
      clearTimeout(timer)
      if ('failed' in made) failed(made.failed)
      else done(made)
    })
    worker.once('error', (error: unknown) => failed(error instanceof Error ? error.name : 'the thread broke'))
    worker.once('exit', () => failed('the thread ended'))
    worker.postMessage(job)
  }).finally(() => worker.terminate())
}
