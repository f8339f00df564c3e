import { ToileError } from '../ground/index.ts'
import type { Draft } from '../pattern/piece.ts'
import type { Fitted } from './fitting.ts'
import type { FittingAsk, FittingNews, FittingOrder } from './fitting-service.ts'
import type { SewnShape } from './shape.ts'

export type { FittingAsk } from './fitting-service.ts'

export interface FittingWatch {
  readonly signal?: AbortSignal
  /** The page's own draft, as soon as it is drawn. */
  readonly onDrafted?: (draft: Draft) => void
  /** 0 to 1. */
  readonly onProgress?: (share: number) => void
  /** Once, as soon as there is something of the customer's own to show; it is not at rest yet. */
  readonly onFirst?: (shape: SewnShape) => void
}

export interface Fitter {
  /**
   * The customer's own garment on their own body. The newest ask wins: one still at work is given up.
   *
   * @throws {ToileError} `drape/cancelled` when the signal fires or a newer ask came, `drape/no-worker` where the page
   * allows none or its file is missing, `drape/hung` when it fell silent, and what the modules throw: `draft/*`,
   * `drape/unstable`, `drape/refused`.
   */
  fit(ask: FittingAsk, watch?: FittingWatch): Promise<Fitted>
  /** Gives up what is at work and ends the worker. A later ask starts another. */
  close(): void
}

/** What a `Worker` is to the fitter. */
export type FittingWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror' | 'onmessageerror'>

export interface FitterSettings {
  /** Starts `fitting-worker.js`; null where the page allows no worker: draping would block it, so it is not done. */
  readonly start: () => FittingWorker | null
  /** A worker at work that says nothing for so long hangs, ms. */
  readonly patience?: number
  /** A worker told to give up that goes on for so long hangs, ms. */
  readonly grace?: number
}

interface Job {
  readonly number: number
  readonly ask: FittingAsk
  readonly watch: FittingWatch
  readonly done: (fitted: Fitted) => void
  readonly failed: (error: ToileError) => void
}

const CANCELLED = () => new ToileError('drape/cancelled', 'The drape was cancelled.')

/** The page's side: it only posts and receives, so that no frame waits for a garment. */
export function createFitter({ start, patience = 10_000, grace = 400 }: FitterSettings): Fitter {
  let worker: FittingWorker | null = null
  let current: Job | null = null
  let next = 0
  let silence: ReturnType<typeof setTimeout> | undefined
  /** Jobs given up whose end the worker has not told yet, and how long it is waited for. */
  const leaving = new Map<number, ReturnType<typeof setTimeout>>()

  const send = (order: FittingOrder): void => worker?.postMessage(order)

  function end(): void {
    clearTimeout(silence)
    for (const late of leaving.values()) clearTimeout(late)
    leaving.clear()
    worker?.terminate()
    worker = null
  }

  /** Ends the worker; what it had in hand fails. */
  function broke(code: string, message: string): void {
    const lost = current
    current = null
    end()
    lost?.failed(new ToileError(code, message))
  }

  function listen(): void {
    clearTimeout(silence)
    if (current) silence = setTimeout(() => broke('drape/hung', 'The fitting room fell silent.'), patience)
  }

  function hire(): FittingWorker | null {
    const hired = start()
    if (!hired) return null
    hired.onmessage = ({ data }: MessageEvent<FittingNews>) => worker === hired && hear(data)
    const failed = () => worker === hired && broke('drape/no-worker', 'The fitting worker could not be run.')
    hired.onerror = failed
    hired.onmessageerror = failed
    return hired
  }

  function hear(news: FittingNews): void {
    if ('done' in news || 'error' in news) {
      clearTimeout(leaving.get(news.job))
      leaving.delete(news.job)
    }
    const job = current?.number === news.job ? current : null
    if (!job) return
    if ('done' in news || 'error' in news) current = null
    listen()
    if ('drafted' in news) job.watch.onDrafted?.(news.drafted)
    else if ('share' in news) job.watch.onProgress?.(news.share)
    else if ('first' in news) job.watch.onFirst?.(news.first)
    else if ('done' in news) job.done(news.done)
    else job.failed(new ToileError(news.error.code, news.error.message))
  }

  /** Answered at once; a worker that does not stop by itself is ended, and another takes what has come since. */
  function giveUp(job: Job): void {
    if (current !== job) return
    current = null
    send({ job: job.number, over: true })
    leaving.set(
      job.number,
      setTimeout(() => {
        end()
        if (current) post(current)
      }, grace)
    )
    listen()
    job.failed(CANCELLED())
  }

  function post(job: Job): void {
    worker ??= hire()
    if (!worker) return broke('drape/no-worker', 'The page allows no fitting worker.')
    send({ job: job.number, ask: job.ask })
    listen()
  }

  return {
    fit(ask, watch = {}) {
      if (current) giveUp(current)
      return new Promise<Fitted>((resolve, reject) => {
        const { signal } = watch
        if (signal?.aborted) return reject(CANCELLED())
        const stop = () => giveUp(job)
        const settled = () => signal?.removeEventListener('abort', stop)
        const job: Job = {
          number: next++,
          ask,
          watch,
          done: (fitted) => (settled(), resolve(fitted)),
          failed: (error) => (settled(), reject(error)),
        }
        signal?.addEventListener('abort', stop)
        current = job
        post(job)
      })
    },
    close() {
      if (current) giveUp(current)
      end()
    },
  }
}
