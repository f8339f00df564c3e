import type { Page } from 'playwright-core'

/** A trace event; times in microseconds. `tdur` counts what the thread itself computed, not what it waited for. */
export interface Traced {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
}

/** What runs script on a page's thread, as Chrome's tracing names it. */
const SCRIPT = new Set([
  'FunctionCall',
  'EvaluateScript',
  'RunMicrotasks',
  'FireAnimationFrame',
  'TimerFire',
  'EventDispatch',
  'HandlePostMessage',
  'FireIdleCallback',
])

const CATEGORIES = ['devtools.timeline', 'blink.user_timing', 'v8.execute']

/** What Chrome traces of a page while something runs. */
export async function traced(page: Page, run: () => Promise<unknown>): Promise<Traced[]> {
  const browser = page.context().browser()!
  await browser.startTracing(page, { categories: CATEGORIES })
  await run()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Traced[] }
  return traceEvents
}

/** The page's own marks of a name, first to last. */
export const marksIn = (events: readonly Traced[], name: string): Traced[] =>
  events
    .filter((event) => event.name === name && (event.ph === 'I' || event.ph === 'R' || event.ph === 'i'))
    .sort((a, b) => a.ts - b.ts)

/** What script ran on the thread of a mark, no event within another. */
export const scriptOf = (events: readonly Traced[], { pid, tid }: Traced): Traced[] =>
  outermost(
    events
      .filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X' && SCRIPT.has(event.name))
      .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
  )

/** Microseconds. */
export const computedIn = ({ tdur, dur = 0 }: Traced): number => tdur ?? dur

/** Events that lie in no other; sorted by their beginning. */
function outermost(events: readonly Traced[]): Traced[] {
  let end = -Infinity
  return events.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false
    end = ts + dur
    return true
  })
}
