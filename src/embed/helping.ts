import type { PageSettings } from '../design/index.ts'
import { ToileError } from '../ground/index.ts'
import type { Bodies } from '../fit/index.ts'
import type { Port } from '../rules/fallback/index.ts'
import type { Helpers } from '../rules/index.ts'
import type { CompiledTemplate } from '../template/index.ts'
import { startWorker } from './workers.ts'

/** The parts of the rules engine that come beside the first screen, or not at all. */
export interface Helping {
  readonly helpers: Helpers
  stop(): void
}

let late: Helpers['late']
let coming: Promise<void> | undefined

/** Once for all elements of a page; a request that failed is made again when the next one asks. */
export const bringReasons = (): Promise<void> =>
  (coming ??= import('../rules/late/index.ts').then(
    (come) => void (late = come),
    () => void (coming = undefined)
  ))

let known: Bodies | undefined
let knowing: Promise<Bodies> | undefined

/** The surveys, which tell a body from what was measured of it; in the same way. */
export const bodies: PageSettings['bodies'] = {
  now: () => known,
  come: () =>
    (knowing ??= import('../fit/survey/index.ts').then(
      (come) => (known = come),
      (cause: unknown) => {
        knowing = undefined
        throw new ToileError('element/no-surveys', 'What follows from measurements could not be loaded.', { cause })
      }
    )),
}

/** What a design of this template asks for help; only rules that outgrew the diagram need more to be loaded. */
export async function helpingWith({ rules }: CompiledTemplate, workerUrl: string | null): Promise<Helping> {
  const workers: Worker[] = []
  const search = rules.designs === '' ? await import('../rules/fallback/index.ts') : undefined
  return {
    helpers: {
      get late() {
        if (!late) void bringReasons()
        return late
      },
      tellHard: search?.tellHard,
      openHardPart:
        search &&
        ((problem, options) => {
          const worker = workerUrl === null ? null : startWorker('rules-worker.js', workerUrl)
          if (worker) workers.push(worker)
          return search.openHardPart(problem, options, worker ? { port: worker as object as Port } : {})
        }),
    },
    stop() {
      for (const worker of workers) worker.terminate()
    },
  }
}
