import { ToileError } from '../ground/index.ts'
import { codedOf, draftingAt, moduleAt } from '../pattern/index.ts'
import type { Draft } from '../pattern/piece.ts'
import type { Fitted, Fitting } from './fitting.ts'
import type { SewnShape } from './shape.ts'

/** What is to be sewn and hung: a customer's own garment. */
export interface FittingAsk {
  /** Addresses of the product's drafting and fitting modules, on the worker's own origin. */
  readonly drafting: string
  readonly fitting: string
  /** Tenths of a millimetre by ISO 8559 name. */
  readonly measurements: Readonly<Record<string, number>>
  readonly selection: Readonly<Record<string, string>>
  /** The baked shape of this selection, to begin from; null where there is none. */
  readonly near: SewnShape | null
}

/** To the fitting worker. A job is given up by its number. */
export type FittingOrder =
  | { readonly job: number; readonly ask: FittingAsk }
  | { readonly job: number; readonly over: true }

/** From it. Every job ends in exactly one `done` or `error`; one that was given up in `drape/cancelled`. */
export type FittingNews =
  | { readonly job: number; readonly drafted: Draft }
  | { readonly job: number; readonly share: number }
  | { readonly job: number; readonly first: SewnShape }
  | { readonly job: number; readonly done: Fitted }
  | { readonly job: number; readonly error: { readonly code: string; readonly message: string } }

export interface FittingPort {
  postMessage(news: FittingNews, give: Transferable[]): void
  onmessage: ((event: { readonly data: FittingOrder }) => void) | null
}

/** The page is told no more often, ms. */
const TELL_EVERY = 60

/**
 * Drafts, sews and hangs on a port. Whatever goes wrong is an answer that never repeats a measurement.
 *
 * @param from the worker's own address: code of another origin is not run
 * @param load imports a module by its address
 */
export function serveFitting(port: FittingPort, from: string, load: (url: string) => Promise<unknown>): void {
  const jobs = new Map<number, AbortController>()
  const tell = (news: FittingNews, give: Transferable[] = []): void => port.postMessage(news, give)

  port.onmessage = async ({ data: order }) => {
    const { job } = order
    if ('over' in order) {
      jobs.get(job)?.abort()
      return
    }
    const mine = new AbortController()
    jobs.set(job, mine)
    try {
      const done = await fitted(order.ask, from, load, mine.signal, (news) => tell({ job, ...news }))
      tell({ job, done }, buffersOf(done))
    } catch (error) {
      tell({ job, error: codedOf(error) ?? REFUSED })
    } finally {
      jobs.delete(job)
    }
  }
}

/** Another's message may quote the numbers it stumbled over. */
const REFUSED = { code: 'drape/refused', message: 'The garment could not be draped for these measurements.' } as const

type Telling = { readonly drafted: Draft } | { readonly share: number } | { readonly first: SewnShape }

async function fitted(
  { drafting: draftingUrl, fitting: fittingUrl, near, ...given }: FittingAsk,
  from: string,
  load: (url: string) => Promise<unknown>,
  signal: AbortSignal,
  tell: (news: Telling) => void
): Promise<Fitted> {
  const [drafting, fitting] = await Promise.all([
    draftingAt(draftingUrl, from, load),
    fittingAt(fittingUrl, from, load),
  ])
  refuseCancelled(signal)
  const draft = drafting.draft(given)
  tell({ drafted: draft })
  await heard()
  refuseCancelled(signal)
  let told = -Infinity
  const done = await fitting.drape({
    ...given,
    draft,
    near,
    signal,
    onProgress(share) {
      const now = performance.now()
      if (now - told < TELL_EVERY && share < 1) return
      told = now
      tell({ share })
    },
    onFirst: (first) => tell({ first }),
  })
  refuseCancelled(signal)
  return done
}

async function fittingAt(module: string, from: string, load: (url: string) => Promise<unknown>): Promise<Fitting> {
  const { default: fitting } = (await moduleAt('fitting', module, from, load)) as { readonly default?: Fitting }
  if (typeof fitting?.drape !== 'function')
    throw new ToileError('drape/no-module', 'drafting.fitting: expected a fitting as its default export.')
  return fitting
}

function refuseCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new ToileError('drape/cancelled', 'The drape was cancelled.')
}

/** A worker hears its messages only between tasks: being cancelled arrives as one. */
const heard = () => new Promise<void>((resolve) => setTimeout(resolve))

/** The memory a result stands in, handed over rather than copied. */
function buffersOf({ shape, map }: Fitted): Transferable[] {
  const { positions, pattern, panel, triangles, weld, occlusion, worn } = shape
  const arrays = [positions, pattern, panel, triangles, weld, occlusion, worn, map.strain, map.stand]
  return [...new Set(arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : [])))]
}
