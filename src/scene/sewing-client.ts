import { ToileError } from '../ground/index.ts'
import type { SewingRoom } from './sewing.ts'
import type { SewingNews, SewingOrder } from './sewing-service.ts'

export type StartWorker = () => Worker | null

/** A room that somebody uses; given back, its worker goes home when nobody else uses it. */
export interface SharedRoom extends SewingRoom {
  release(): void
}

/** A worker at work that says nothing for so long hangs, ms; its file may be long in coming. */
const PATIENCE_MS = 5000
const START_MS = 20_000

/** Sewn by hand: one room for all scenes of a page that have no worker. What it takes comes when it is needed. */
let byHand: Promise<SewingRoom> | undefined
function pageRoom(): Promise<SewingRoom> {
  byHand ??= import('./sewing.ts').then(({ createSewingRoom }) => createSewingRoom())
  byHand.catch(() => (byHand = undefined))
  return byHand
}
const HERE: SewingRoom = {
  sew: async (...asked) => (await pageRoom()).sew(...asked),
  shape: async (...asked) => (await pageRoom()).shape(...asked),
  tile: async (...asked) => (await pageRoom()).tile(...asked),
}

/** One worker sews for all scenes of a page. */
let hired: { readonly workshop: Workshop; users: number } | null = null

/**
 * A room to sew in: the page's worker, or, where there is none or once it fails, the page itself. What a failed worker
 * left undone is sewn anew, so nobody notices but by the time it takes.
 */
export function sewingRoom(start: StartWorker | null): SharedRoom {
  let isReleased = false
  if (!hired || hired.workshop.isClosed()) {
    const worker = start?.() ?? null
    if (!worker) return { ...HERE, release: () => undefined }
    hired = { workshop: openWorkshop(worker), users: 0 }
  }
  const mine = hired
  mine.users++
  const { workshop } = mine
  return {
    sew: (wish, signal, onProgress) =>
      workshop.order({ wish }, signal, onProgress, () => HERE.sew(wish, signal, onProgress)),
    shape: (url, signal) => workshop.order({ shape: url }, signal, nothing, () => HERE.shape(url, signal)),
    tile: (name, isSmall, signal) =>
      workshop.order({ tile: name, isSmall }, signal, nothing, () => HERE.tile(name, isSmall, signal)),
    release() {
      if (isReleased) return
      isReleased = true
      if (--mine.users > 0) return
      workshop.close()
      if (hired === mine) hired = null
    },
  }
}

interface Job {
  readonly done: (result: unknown) => void
  readonly failed: (error: unknown) => void
  readonly onProgress: (share: number) => void
  /** The same work on the page. */
  readonly here: () => Promise<unknown>
}

type Ask = SewingOrder extends infer Order ? (Order extends { over: true } ? never : Omit<Order, 'job'>) : never

interface Workshop {
  isClosed(): boolean
  order<Made>(
    ask: Ask,
    signal: AbortSignal,
    onProgress: (share: number) => void,
    here: () => Promise<Made>
  ): Promise<Made>
  close(): void
}

function openWorkshop(worker: Worker): Workshop {
  const jobs = new Map<number, Job>()
  let next = 0
  let isClosed = false
  let isHeard = false
  let patience: ReturnType<typeof setTimeout> | undefined

  const send = (order: SewingOrder): void => worker.postMessage(order)
  const close = (): void => {
    isClosed = true
    clearTimeout(patience)
    worker.terminate()
    for (const { here, done, failed } of jobs.values()) here().then(done, failed)
    jobs.clear()
  }
  const wait = (): void => {
    clearTimeout(patience)
    if (jobs.size > 0) patience = setTimeout(close, isHeard ? PATIENCE_MS : START_MS)
  }
  // The file is missing or blocked, or it broke.
  worker.onerror = close
  worker.onmessageerror = close
  worker.onmessage = ({ data: news }: MessageEvent<SewingNews>) => {
    isHeard = true
    const job = 'job' in news ? jobs.get(news.job) : undefined
    if (job && 'job' in news) {
      if ('share' in news) job.onProgress(news.share)
      else {
        jobs.delete(news.job)
        if ('done' in news) job.done(news.done)
        else job.failed(new ToileError(news.error.code, news.error.message))
      }
    }
    wait()
  }

  return {
    isClosed: () => isClosed,
    order<Made>(ask: Ask, signal: AbortSignal, onProgress: (share: number) => void, here: () => Promise<Made>) {
      if (isClosed) return here()
      const number = next++
      return new Promise<Made>((resolve, reject) => {
        signal.throwIfAborted()
        const forget = (): void => {
          if (!jobs.delete(number)) return
          send({ job: number, over: true })
          reject(signal.reason as Error)
        }
        const settled = <Value>(settle: (value: Value) => void) => (value: Value) => {
          signal.removeEventListener('abort', forget)
          settle(value)
        }
        signal.addEventListener('abort', forget)
        jobs.set(number, {
          done: settled(resolve as (result: unknown) => void),
          failed: settled(reject),
          onProgress,
          here,
        })
        send({ job: number, ...ask })
        wait()
      })
    },
    close,
  }
}

function nothing(): void {
  // Soon made: nobody watches.
}
