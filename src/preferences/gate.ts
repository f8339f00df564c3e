import { ToileError } from '../ground/index.ts'
import { createClock } from './clock.ts'
import { createConsent, type ConsentSettings } from './consent.ts'
import { MAPPED_EVENTS } from './dataMap.ts'
import { checkedData, deepFrozen, eventOf, type Spoken } from './events.ts'
import { isOfBody } from './ofBody.ts'
import type {
  ConsentChange,
  EventData,
  EventType,
  Gate,
  Left,
  Outlet,
  PreferenceEvent,
  Purpose,
  Sink,
} from './types.ts'
import { createVisit, type Visit } from './visit.ts'

export interface GateSettings extends ConsentSettings {
  /** Only its ids can be spoken of. */
  readonly template: Spoken
  readonly sinks: readonly Sink[]
  /** Shared by the gates of one page; each has its own without it. */
  readonly visit?: Visit
  /** Who sends, as a CloudEvents source: `/configurator/<shop>`. Never a page's address. */
  readonly source?: string
  /** For development: an event outside the data map throws. In production it is dropped and counted. */
  readonly isStrict?: boolean
}

/**
 * The gate that preference events leave through. Closed until a person opens it; nothing is collected while it is
 * closed, so opening it replays nothing. Whatever fails, fails closed.
 */
export function createGate(settings: GateSettings): Gate {
  const { template, sinks, visit = createVisit(), source = '/configurator', isStrict = false } = settings
  const clock = createClock(settings.now ?? (() => new Date()))
  const listeners = new Set<() => void>()
  const queue: PreferenceEvent[] = []
  const aborters = new Map<Purpose, AbortController>()
  let dropped = 0
  let isLeaving = false
  let isDisposed = false

  const consent = createConsent(settings, { close, tell: announce })
  const isOpen = (purpose: Purpose): boolean => !isDisposed && consent.state(purpose) === 'granted'
  const tell = () => [...listeners].forEach((listener) => listener())

  /** What may not leave any more never does. */
  function close(mayStay: (purpose: Purpose) => boolean): void {
    for (const [purpose, aborter] of aborters)
      if (!mayStay(purpose)) {
        aborters.delete(purpose)
        aborter.abort()
      }
    queue.splice(0, queue.length, ...queue.filter(({ purpose }) => mayStay(purpose)))
    for (const sink of sinks) quietly(() => sink.purge?.(mayStay))
  }

  /** The shop hears of its counts, where it hears of choices; never of anything else that somebody agreed to. */
  function announce(news: readonly ConsentChange[]): void {
    tell()
    for (const { purpose, from, to } of news)
      if (purpose === 'insight' && (from === 'granted' || to === 'granted'))
        emit('consent.changed', { purpose, state: to })
  }

  function emit(type: EventType, data: EventData): void {
    if (!Object.hasOwn(MAPPED_EVENTS, type)) return refuseType()
    // Silence is not consent (GDPR, recital 32), so 'unknown' drops events too. They are not queued: what happened
    // before a person agreed stays with the person.
    const { purpose } = MAPPED_EVENTS[type]
    if (!isOpen(purpose)) return
    // A length is not held back from an event: there is none of it.
    const { option, choice } = data
    if (choice !== undefined && typeof option === 'string' && isOfBody(template, option)) return
    const checked = checkedData(template, type, data)
    const event = checked && eventOf(type, { ...envelopeFor(purpose), data: checked })
    if (!event || !visit.spend(new TextEncoder().encode(JSON.stringify(event)).length)) return void dropped++
    queue.push(event)
    if (!isLeaving) queueMicrotask(leave)
    isLeaving = true
  }

  function refuseType(): void {
    dropped++
    if (!isStrict) return
    const types = Object.keys(MAPPED_EVENTS).join(', ')
    throw new ToileError('events/unknown-type', `expected an event of the data map: ${types}.`)
  }

  const envelopeFor = (purpose: Purpose) => ({
    source,
    time: clock.minute(),
    purpose,
    consentref: consent.refOf(purpose),
    ...(purpose === 'insight' ? { visit: visit.id } : {}),
  })

  function leave(): void {
    isLeaving = false
    for (const event of queue.splice(0))
      for (const sink of sinks) {
        const outlet = outletFor(event, sink.to)
        // Consent may have gone since the event was made, even by the sink before.
        if (outlet.mayLeave()) quietly(() => sink.send(event, outlet))
      }
    tell()
  }

  function outletFor({ purpose, type }: PreferenceEvent, to: Left['to']): Outlet {
    const aborter = aborters.get(purpose) ?? new AbortController()
    aborters.set(purpose, aborter)
    const { signal } = aborter
    return {
      signal,
      mayLeave() {
        consent.look()
        return !signal.aborted && isOpen(purpose)
      },
      leaving: (message) => list({ to, name: typeof message === 'string' ? 'events' : type, purpose, message }),
    }
  }

  /** Of an earlier visit: only what was made under the answer that stands. */
  const outletOfKept = (event: PreferenceEvent, to: Left['to']): Outlet | null =>
    consent.mayStay(event.purpose) && event.consentref === consent.refOf(event.purpose) ? outletFor(event, to) : null

  const list = (entry: Omit<Left, 'at'>): void => visit.list({ at: clock.minute(), ...entry })
  const unlisten = visit.subscribe(tell)

  for (const sink of sinks) quietly(() => sink.start?.((event) => outletOfKept(event, sink.to), tell))
  return {
    state: consent.state,
    isOpen,
    isSignalled: consent.isSignalled,
    standing: consent.standing,
    grant: (purpose, act) => consent.answer(purpose, 'granted', act),
    deny: (purpose, act) => consent.answer(purpose, 'denied', act),
    withdraw: (purpose, act) => consent.answer(purpose, 'withdrawn', act),
    isRemembered: consent.isRemembered,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    changes: consent.changes,
    left: visit.left,
    earlier: visit.earlier,
    told: (name, to, message) =>
      list({ to, name, purpose: null, message: deepFrozen(JSON.parse(JSON.stringify(message ?? null))) }),
    waiting: () => sinks.reduce((sum, sink) => sum + (sink.waiting?.() ?? 0), 0),
    dropped: () => sinks.reduce((sum, sink) => sum + (sink.dropped?.() ?? 0), dropped),
    emit,
    dispose() {
      if (isDisposed) return
      for (const sink of sinks) quietly(() => sink.stop?.())
      isDisposed = true
      queue.length = 0
      unlisten()
      consent.stop()
      listeners.clear()
    },
  }
}

/** A sink's trouble is the sink's: it must not keep an event from the others, nor stop the page. */
function quietly(act: () => unknown): void {
  try {
    Promise.resolve(act()).catch(() => {})
  } catch {
    // As above.
  }
}
