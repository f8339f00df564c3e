import type { Design } from '../design/index.ts'
import { ToileError } from '../ground/index.ts'
import type { FitPart } from '../order/index.ts'
import { moduleBeside, type DraftAnswer, type DraftJob } from '../pattern/index.ts'
import { startWorker } from './workers.ts'

const PATIENCE_MS = 20_000

/**
 * What the page's own draft of this body comes to, for the order. Null where the template drafts nothing or nothing
 * is known of the body.
 *
 * @throws {ToileError} `draft/refused`, `draft/missing-measurement`, `draft/no-module`, `draft/foreign-module`,
 * `draft/timeout`
 */
export async function draftInPage(design: Design, base: string, workerUrl: string | null): Promise<FitPart['draft']> {
  const { drafting } = design.template
  const body = design.body()
  if (!drafting || body.length === 0) return null
  const job: DraftJob = {
    module: moduleBeside(base, drafting.module),
    measurements: Object.fromEntries(body.map(({ name, value }) => [name, value])),
    selection: design.selection(),
  }
  const answer = (workerUrl === null ? null : await inWorker(workerUrl, job)) ?? (await here(job, base))
  if ('error' in answer) throw new ToileError(answer.error.code, answer.error.message)
  const { design: name, version, girths } = answer.draft
  return { design: name, version, girths }
}

async function here(job: DraftJob, base: string): Promise<DraftAnswer> {
  const { answerDraft } = await import('../pattern/index.ts')
  return answerDraft(job, base, (url) => import(/* @vite-ignore */ url))
}

/** Null where the page allows us no worker: a slower draft is better than no order. */
async function inWorker(url: string, job: DraftJob): Promise<DraftAnswer | null> {
  const worker = startWorker('draft-worker.js', url)
  if (!worker) return null
  try {
    return await new Promise<DraftAnswer | null>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new ToileError('draft/timeout', 'draft: no answer in time. Please try again.')),
        PATIENCE_MS
      )
      worker.onmessage = ({ data }: MessageEvent<DraftAnswer>) => (clearTimeout(late), resolve(data))
      // The file is missing or blocked: it never ran.
      worker.onerror = () => (clearTimeout(late), resolve(null))
      worker.postMessage(job)
    })
  } finally {
    worker.terminate()
  }
}
