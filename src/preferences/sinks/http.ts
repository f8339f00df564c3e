import { ToileError } from '../../ground/index.ts'
import type { KeyValue } from '../../design/index.ts'
import type { Outlet, PreferenceEvent, Sink } from '../types.ts'
import { createQueue, type Waiting } from './queue.ts'

export interface HttpSinkSettings {
  /** An address of the page's own origin, as the host writes it: `/collect`. */
  readonly url: string
  readonly storage?: () => KeyValue
  /** Whether the customer keeps the profile on this device: only then what waits is stored, for a day. */
  readonly isKept?: () => boolean
  readonly fetch?: typeof fetch
  readonly now?: () => Date
  /** In [0, 1): spreads the tries of many pages. */
  readonly random?: () => number
  /** The page's address. */
  readonly page?: string
}

export interface HttpSink extends Sink {
  /** The customer keeps the profile from now on, or not any more: so does the queue. */
  readonly keepOrWipe: () => void
}

const MEDIA_TYPE = 'application/cloudevents-batch+json'
/** A page may have 64 KiB under way as it closes. */
const LARGEST_BYTES = 60_000
const GATHER_MS = 1000
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 300_000
const MOST_TRIES = 8
/** Until something that may not leave at the moment is asked about again. */
const LATER_MS = 5000
/** A shop that has not answered by then never does. */
const PATIENCE_MS = 30_000
const DAY_MS = 86_400_000

/**
 * Posts events to an address of the shop: CloudEvents batches without cookies or the page's address, tried again with
 * growing pauses. Consent is asked again right before each request; when it goes, the request is aborted.
 *
 * A beacon is not used: it always carries the shop's cookies. Where a browser cannot keep a request alive, what the
 * last one held is lost with the page, or waits in the storage where the customer keeps the profile.
 *
 * @throws {ToileError} `events/foreign-origin` for an address that is not the page's own.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export function httpSink(settings: HttpSinkSettings): HttpSink {
  const { storage, isKept = () => false, now = () => new Date(), random = Math.random } = settings
  const request = settings.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const address = ownAddress(settings.url, settings.page ?? globalThis.location?.href)
  const queue = createQueue({ storage, isKept, now })
  const outlets = new WeakMap<PreferenceEvent, Outlet>()
  let outletOf: (event: PreferenceEvent) => Outlet | null = () => null
  let tell = () => {}
  /** What is under way and would end with the page, each with what leaves it to another request. */
  const frail = new Map<readonly Waiting[], () => void>()
  let underWay = 0
  let givenUp = 0
  /** Halved by a shop that takes no more at once. */
  let most = Infinity
  let timer: ReturnType<typeof setTimeout> | null = null
  /** The shop named the pause: nothing leaves before it is over. */
  let isTold = false
  let elsewhere: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  function pause(ms: number, byShop = false): void {
    if (isStopped || (isTold && !byShop)) return
    if (timer !== null) clearTimeout(timer)
    isTold = byShop
    timer = setTimeout(() => {
      timer = null
      isTold = false
      sendNext()
    }, ms)
  }

  function outletFor(event: PreferenceEvent): Outlet | null {
    const outlet = outlets.get(event) ?? outletOf(event)
    if (outlet) outlets.set(event, outlet)
    return outlet
  }

  /** The oldest that may leave and what may leave under the same consent, as far as one request carries. */
  function nextBatch(): readonly Waiting[] {
    const batch: Waiting[] = []
    let bytes = 2
    for (const one of queue.waiting()) {
      if (one.busy !== 0 || (batch[0] && one.event.consentref !== batch[0].event.consentref)) continue
      if (!outletFor(one.event)?.mayLeave()) continue
      bytes += new TextEncoder().encode(JSON.stringify(one.event)).length + 1
      if (batch.length > 0 && (bytes > LARGEST_BYTES || batch.length >= most)) break
      batch.push(one)
    }
    return batch
  }

  function sendNext(): void {
    if (isStopped || underWay > 0 || timer !== null || isOffline()) return
    const batch = nextBatch()
    if (batch.length > 0) void post(batch, false)
    else if (queue.count() > 0) pause(LATER_MS)
  }

  /** The page may be gone in a moment. */
  function sendAll(): void {
    if (isTold || isOffline()) return
    for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) void post(batch, true)
  }

  /** The page goes: what would end with it is asked for again; its ids say that it is the same. */
  function sendLast(): void {
    const left = [...frail.values()]
    // Once: what follows from the abort comes later, and the widget may be taken away before it.
    frail.clear()
    for (const leaveIt of left) leaveIt()
    sendAll()
  }

  /** @param outlasts the page, and then nothing stops it any more: Chromium does not end an aborted one on the wire. */
  async function post(batch: readonly Waiting[], outlasts: boolean): Promise<void> {
    const { signal, leaving } = outletFor(batch[0]!.event)!
    const stop = new AbortController()
    const abort = () => stop.abort()
    const late = setTimeout(abort, PATIENCE_MS)
    signal.addEventListener('abort', abort)
    let isLeft = false
    if (!outlasts)
      frail.set(batch, () => {
        isLeft = true
        abort()
        mark(batch, 0)
      })
    underWay++
    mark(batch, now().getTime() + PATIENCE_MS)
    let answer: Response | null = null
    try {
      const body = JSON.stringify(batch.map(({ event }) => event))
      const answering = request(address, { ...REQUEST, keepalive: outlasts, body, signal: stop.signal })
      leaving(body)
      answer = await answering
      // Whatever it says, the events are there.
      void answer.body?.cancel().catch(() => {})
    } catch {
      // Offline, refused, redirected, aborted or too late: tried again below, where there is still something to send.
    }
    clearTimeout(late)
    signal.removeEventListener('abort', abort)
    frail.delete(batch)
    underWay--
    if (isLeft) return
    mark(batch, 0)
    if (!signal.aborted) settle(batch, answer)
    tell()
    sendNext()
  }

  function mark(batch: readonly Waiting[], busy: number): void {
    for (const one of batch) one.busy = busy
    queue.changed()
  }

  function settle(batch: readonly Waiting[], answer: Response | null): void {
    const status = answer?.status ?? 0
    if (status >= 200 && status < 300) return queue.remove(batch)
    if (status === 413 && batch.length > 1) return void (most = Math.ceil(batch.length / 2))
    for (const one of batch) one.tries++
    const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429
    const lost = isRefused ? batch : batch.filter(({ tries }) => tries >= MOST_TRIES)
    givenUp += lost.length
    queue.remove(lost)
    if (isRefused) return
    const told = toldPause(answer, now())
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (batch[0]!.tries - 1))
    pause(Math.max(random() * longest, told), told > 0)
  }

  function takeOver(): void {
    if (isStopped) return
    const ms = queue.takeOver((event) => outletOf(event) !== null)
    if (ms !== null) elsewhere = setTimeout(takeOver, ms + 1)
    if (queue.count() === 0) return
    tell()
    if (timer === null) pause(GATHER_MS)
  }

  const page = globalThis.document
  const onHidden = () => {
    if (page.visibilityState === 'hidden') sendAll()
  }
  const onOnline = () => {
    if (queue.count() > 0) pause(random() * GATHER_MS)
  }
  page?.addEventListener('visibilitychange', onHidden)
  globalThis.addEventListener?.('pagehide', sendLast)
  globalThis.addEventListener?.('online', onOnline)

  return {
    to: 'shop',
    start(forEvent, onChange) {
      outletOf = forEvent
      tell = onChange
      // Whoever keeps the profile is made in this very task, and after the gate.
      queueMicrotask(takeOver)
    },
    send(event, outlet) {
      outlets.set(event, outlet)
      queue.add(event)
      if (timer === null && underWay === 0) pause(GATHER_MS)
    },
    waiting: queue.count,
    dropped: () => queue.dropped() + givenUp,
    purge: queue.purge,
    keepOrWipe: queue.changed,
    stop() {
      sendLast()
      isStopped = true
      if (timer !== null) clearTimeout(timer)
      clearTimeout(elsewhere)
      page?.removeEventListener('visibilitychange', onHidden)
      globalThis.removeEventListener?.('pagehide', sendLast)
      globalThis.removeEventListener?.('online', onOnline)
    },
  }
}

/** Without cookies, without the page's address, to this site alone. */
const REQUEST = {
  method: 'POST',
  headers: { 'content-type': MEDIA_TYPE },
  mode: 'same-origin',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  redirect: 'error',
  cache: 'no-store',
} as const satisfies RequestInit

function ownAddress(url: string, page: string | undefined): string {
  const address = page !== undefined && URL.canParse(url, page) ? new URL(url, page) : null
  if (address && /^https?:$/.test(address.protocol) && address.origin === new URL(page!).origin) return address.href
  throw new ToileError(
    'events/foreign-origin',
    'events: expected an address of this very site, such as "/collect". Preference events are posted nowhere else.'
  )
}

const isOffline = (): boolean => globalThis.navigator?.onLine === false

/** `Retry-After` in ms, as seconds or as a date; 0 without one. No event waits longer than a day. RFC 9110, 10.2.3. */
function toldPause(answer: Response | null, now: Date): number {
  const value = answer?.headers.get('retry-after') ?? ''
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime()
  return Math.min(DAY_MS, Math.max(0, ms || 0))
}
