import type { SewnShape } from '../drape/shape.ts'
import { ToileError } from '../ground/index.ts'
import { createSewingRoom, type Sewn, type SewingRoom, type TileName } from './sewing.ts'
import type { Tile } from './tile.ts'
import type { Wish } from './wish.ts'

/** To the sewing worker. A job is given up by its number. */
export type SewingOrder = SewingWork | { readonly job: number; readonly over: true }

type SewingWork =
  | { readonly job: number; readonly wish: Wish }
  | { readonly job: number; readonly shape: string }
  | { readonly job: number; readonly tile: TileName; readonly isSmall: boolean }

/** From it. Every job ends in exactly one `done` or `error`, unless it was given up. */
export type SewingNews =
  | { readonly job: number; readonly share: number }
  | { readonly job: number; readonly done: Sewn | SewnShape | Tile | Uint8Array<ArrayBuffer> | null }
  | { readonly job: number; readonly error: { readonly code: string; readonly message: string } }
  /** It is at work, and hears. */
  | { readonly alive: true }

export interface Port {
  postMessage(news: SewingNews, give: Transferable[]): void
  onmessage: ((event: { readonly data: SewingOrder }) => void) | null
}

const PULSE_MS = 1000

/** Answers on a port. Work goes in slices, so that an order to give up is heard between two of them. */
export function serveSewing(port: Port, room: SewingRoom = createSewingRoom()): void {
  const jobs = new Map<number, AbortController>()
  const tell = (news: SewingNews): void => port.postMessage(news, 'done' in news ? buffersIn(news.done) : [])
  let pulse: ReturnType<typeof setInterval> | undefined
  const doneBy = (order: SewingWork, signal: AbortSignal) => {
    if ('tile' in order) return room.tile(order.tile, order.isSmall, signal)
    if ('shape' in order) return room.shape(order.shape, signal)
    return room.sew(order.wish, signal, (share) => tell({ job: order.job, share }))
  }

  port.onmessage = async ({ data: order }) => {
    const { job } = order
    if ('over' in order) {
      jobs.get(job)?.abort()
      return
    }
    const mine = new AbortController()
    jobs.set(job, mine)
    pulse ??= setInterval(() => tell({ alive: true }), PULSE_MS)
    try {
      const done = await doneBy(order, mine.signal)
      if (!mine.signal.aborted) tell({ job, done })
    } catch (error) {
      // An error's class and code do not survive the way to the page.
      if (!mine.signal.aborted) tell({ job, error: coded(error) })
    } finally {
      jobs.delete(job)
      if (jobs.size === 0) {
        clearInterval(pulse)
        pulse = undefined
      }
    }
  }
}

function coded(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof ToileError) return { code: error.code, message: error.message }
  return { code: 'scene/failed', message: error instanceof Error ? error.message : String(error) }
}

/** All memory that plain data stand in, to be handed over rather than copied. */
export function buffersIn(data: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(data)) found.add(data.buffer as ArrayBuffer)
  else if (typeof data === 'object' && data !== null) for (const part of Object.values(data)) buffersIn(part, found)
  return [...found]
}
