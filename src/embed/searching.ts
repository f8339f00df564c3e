import type { Port } from '../rules/fallback/index.ts'
import type { OpenHardPart } from '../rules/index.ts'
import type { CompiledTemplate } from '../template/index.ts'
import { startWorker } from './workers.ts'

/** What answers where a template's rules outgrew the diagram. */
export interface Searching {
  readonly open: OpenHardPart
  stop(): void
}

/** Null for a template whose rules are exact: then nothing more is loaded. */
export async function bringSearching(
  { rules }: CompiledTemplate,
  workerUrl: string | null
): Promise<Searching | null> {
  if (rules.designs !== '') return null
  const { openHardPart } = await import('../rules/fallback/index.ts')
  const workers = new Set<Worker>()
  return {
    open(problem, options) {
      const worker = workerUrl === null ? null : startWorker('rules-worker.js', workerUrl)
      if (worker) workers.add(worker)
      return openHardPart(problem, options, worker ? { port: worker as object as Port } : {})
    },
    stop() {
      for (const worker of workers) worker.terminate()
    },
  }
}
