import { ToileError } from '../ground/index.ts'
import type { KeyValue } from '../design/index.ts'
import { isOwnAct } from './act.ts'
import { answerIn, memoryIn, type Answers } from './answers.ts'
import { DATA_MAP } from './dataMap.ts'
import { checkedData, consentRef, deepFrozen, eventOf, minuteOf, type Spoken } from './events.ts'
import { listenTo, type HostView } from './hosts.ts'
import { watchMoments } from './moments.ts'
import { policyHash } from './policy.ts'
import { browserSignal } from './signals.ts'
import { stateOf } from './standing.ts'
import { joinTabs, type Channel } from './tabs.ts'
import {
  PURPOSES,
  type Answer,
  type ConsentChange,
  type ConsentSource,
  type ConsentState,
  type EventData,
  type EventType,
  type Gate,
  type Left,
  type Outlet,
  type PreferenceEvent,
  type Purpose,
  type Sink,
} from './types.ts'
import { createVisit, type Visit } from './visit.ts'

export interface GateSettings {
  /** Only its ids can be spoken of. */
  readonly template: Spoken
  readonly sinks: readonly Sink[]
  /** The page's own consent tools. Each may deny; none grants without a record. */
  readonly sources?: readonly ConsentSource[]
  /** Where a yes or a no is remembered; without it, for this page only. */
  readonly storage?: () => KeyValue
  /** To the other pages of this site (`consentChannel`); without it they hear of a no by the memory alone. */
  readonly channel?: () => Channel
  /** Shared by the gates of one page; each has its own without it. */
  readonly visit?: Visit
  readonly now?: () => Date
  /** Who sends, as a CloudEvents source: `/configurator/<shop>`. Never a page's address. */
  readonly source?: string
  /** Whether the browser says that its user does not wish to be tracked. Throwing counts as yes. */
  readonly signal?: () => boolean
  /** Whether an event is a person's own act. For tests, whose events no person makes. */
  readonly isAct?: (act: Event) => boolean
  /** For development: an event outside the data map throws. In production it is dropped and counted. */
  readonly isStrict?: boolean
}

/**
 * The gate that preference events leave through. Closed until a person opens it; nothing is collected while it is
 * closed, so opening it replays nothing. Whatever fails, fails closed; whatever changes, the gate has changed, aborted
 * and emptied what may not leave before anybody is told.
 */
export function createGate(settings: GateSettings): Gate {
  const {
    template,
    sinks,
    sources = [],
    visit = createVisit(),
    now = () => new Date(),
    source = '/configurator',
    signal = browserSignal,
    isAct = isOwnAct,
    isStrict = false,
  } = settings
  const memory = settings.storage && memoryIn(settings.storage)
  const listeners = new Set<() => void>()
  const queue: PreferenceEvent[] = []
  const aborters = new Map<Purpose, AbortController>()
  /** Closed by another tab, until the customer answers here. */
  const shut = new Set<Purpose>()
  let answers: Answers | 'unreadable' = memory?.news() ?? {}
  let wasRemembered: boolean | null = null
  /** What was true when last looked; the changes are told from these. */
  let seen = { isSignalled: isSignalled(), today: today() }
  let states = {} as Readonly<Record<Purpose, ConsentState>>
  let changes: readonly ConsentChange[] = []
  let left: readonly Left[] = []
  let dropped = 0
  let isStarted = false
  let isLeaving = false
  let isDisposed = false

  const hosts = listenTo(sources, () => isStarted && note('host'))
  const moments = watchMoments(now, look)
  const tabs = joinTabs(settings.channel, {
    look,
    shut(purposes) {
      for (const purpose of purposes) shut.add(purpose)
      note('other tab')
    },
  })
  function start(): void {
    const entries = PURPOSES.map((purpose) => {
      const from = own(purpose)?.answer ?? 'unknown'
      const to = settled(purpose)
      // What nobody agreed to and still does not stand is no change.
      if (from !== to && (from === 'granted' || to === 'granted'))
        record(purpose, from, to, to === 'expired' ? 'time' : seen.isSignalled ? 'signal' : 'host')
      return [purpose, to]
    })
    states = Object.fromEntries(entries) as typeof states
    isStarted = true
    watchDays()
    for (const sink of sinks)
      quietly(() => sink.start?.((event) => (isOfToday(event) ? outletFor(event, sink.to) : null), tell))
  }

  function isSignalled(): boolean {
    try {
      return signal() !== false
    } catch {
      return true
    }
  }

  /** Null where the clock cannot be read. */
  function today(): string | null {
    try {
      return now().toISOString().slice(0, 10)
    } catch {
      return null
    }
  }

  const own = (purpose: Purpose): Answer | null => (answers === 'unreadable' ? null : answerIn(answers, purpose))

  const stateWith = (purpose: Purpose, host: HostView, { isSignalled, today }: typeof seen): ConsentState =>
    stateOf({
      answer: answers === 'unreadable' ? answers : own(purpose),
      host,
      isSignalled,
      isShut: shut.has(purpose),
      today,
    })

  const state = (purpose: Purpose): ConsentState =>
    stateWith(purpose, hosts.of(purpose), { isSignalled: isSignalled(), today: today() })

  /** What a tool has not said yet is no change of consent, though nothing leaves before it has. */
  function settled(purpose: Purpose): ConsentState {
    const host = hosts.of(purpose)
    return stateWith(purpose, host.host === 'waiting' ? NO_HOST : host, seen)
  }

  const isOpen = (purpose: Purpose): boolean => !isDisposed && state(purpose) === 'granted'

  /** Another tab may have answered, the person may have wiped what this site stores, a signal or a day come up. */
  function look(): void {
    if (isDisposed) return
    const news = memory?.news()
    if (news) {
      answers = news
      note('other tab')
    }
    const next = { isSignalled: isSignalled(), today: today() }
    if (next.isSignalled !== seen.isSignalled) {
      seen = { ...seen, isSignalled: next.isSignalled }
      note('signal')
    }
    if (next.today !== seen.today) {
      seen = next
      note('time')
    }
  }

  /** The gate changes, aborts and empties; then everybody is told. */
  function note(by: ConsentChange['by']): void {
    const before = changes.length
    settle(by)
    announce(before)
  }

  function settle(by: ConsentChange['by'], answered: Purpose | null = null): void {
    const had = states
    states = Object.fromEntries(PURPOSES.map((purpose) => [purpose, settled(purpose)])) as typeof states
    for (const purpose of PURPOSES)
      if (had[purpose] !== states[purpose] || (purpose === answered && own(purpose)?.answer === states[purpose]))
        record(purpose, had[purpose], states[purpose], by)
    if (PURPOSES.some((purpose) => had[purpose] === 'granted' && states[purpose] !== 'granted')) close()
    watchDays()
  }

  function record(purpose: Purpose, from: ConsentState, to: ConsentState, by: ConsentChange['by']): void {
    const despite = by === 'customer' && own(purpose)?.despiteSignal ? { despiteSignal: true as const } : {}
    const ids = { policyhash: policyHash(), consentref: refOf(purpose) }
    changes = [...changes, { purpose, from, to, at: minute(), by, ...ids, ...despite }]
  }

  /** What may not leave any more never does. */
  function close(): void {
    const mayStay = (purpose: Purpose) => states[purpose] === 'granted'
    for (const [purpose, aborter] of aborters)
      if (!mayStay(purpose)) {
        aborters.delete(purpose)
        aborter.abort()
      }
    queue.splice(0, queue.length, ...queue.filter(({ purpose }) => mayStay(purpose)))
    for (const sink of sinks) quietly(() => sink.purge?.(mayStay))
  }

  /** The shop hears of its counts, where it hears of choices; never of anything else that somebody agreed to. */
  function announce(before: number): void {
    const news = changes.slice(before)
    if (news.length === 0) return
    tell()
    for (const { purpose, from, to } of news)
      if (purpose === 'insight' && (from === 'granted' || to === 'granted')) emit('consent.changed', { purpose, state: to })
  }

  const tell = () => [...listeners].forEach((listener) => listener())
  const watchDays = () => moments.needDays(PURPOSES.some((purpose) => states[purpose] === 'granted'))

  function answer(purpose: Purpose, given: Answer['answer'], act: Event): void {
    if (!isAct(act))
      throw new ToileError(
        'consent/not-a-person',
        `${purpose}: expected a person's own act in the widget. Only a person can answer this.`
      )
    // What was answered in another tab stands beside it.
    look()
    const before = { changes: changes.length, answer: JSON.stringify(own(purpose)) }
    const despite = given === 'granted' && isSignalled() ? { despiteSignal: true as const } : {}
    answers = {
      ...(answers === 'unreadable' ? {} : answers),
      [purpose]: { answer: given, on: today() ?? LONG_AGO, ...despite },
    }
    shut.delete(purpose)
    settle('customer', JSON.stringify(own(purpose)) === before.answer ? null : purpose)
    wasRemembered = memory?.write(answers) ?? false
    tabs.answered(wasRemembered ? [] : PURPOSES.filter((one) => own(one)?.answer !== 'granted'))
    announce(before.changes)
    if (changes.length === before.changes) tell()
  }

  /** By the customer's answer, or by the record of the host. */
  function refOf(purpose: Purpose): string {
    const { record } = hosts.of(purpose)
    return consentRef(purpose, own(purpose) ?? (record && { answer: 'granted', on: record.on }))
  }

  const isOfToday = ({ purpose, consentref }: PreferenceEvent): boolean =>
    states[purpose] === 'granted' && consentref === refOf(purpose)

  function emit(type: EventType, data: EventData): void {
    if (!Object.hasOwn(DATA_MAP.events, type)) {
      dropped++
      if (!isStrict) return
      throw new ToileError('events/unknown-type', `expected an event of the data map: ${Object.keys(DATA_MAP.events).join(', ')}.`)
    }
    // Silence is not consent (GDPR, recital 32), so 'unknown' drops events too. They are not queued: what happened
    // before a person agreed stays with the person.
    const { purpose } = DATA_MAP.events[type]
    if (!isOpen(purpose)) return
    const checked = checkedData(template, type, data)
    const event = checked && eventOf(type, {
      source,
      time: minute(),
      purpose,
      consentref: refOf(purpose),
      ...(purpose === 'insight' ? { visit: visit.id } : {}),
      data: checked,
    })
    if (!event || !visit.spend(new TextEncoder().encode(JSON.stringify(event)).length)) {
      dropped++
      return
    }
    queue.push(event)
    if (!isLeaving) queueMicrotask(leave)
    isLeaving = true
  }

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
        look()
        return !signal.aborted && isOpen(purpose)
      },
      leaving: (message) => list({ to, name: typeof message === 'string' ? 'events' : type, purpose, message }),
    }
  }

  function list(entry: Omit<Left, 'at'>): void {
    left = [{ at: minute(), ...entry }, ...left]
    tell()
  }

  function minute(): string {
    try {
      return minuteOf(now())
    } catch {
      return `${LONG_AGO}T00:00:00Z`
    }
  }

  start()
  return {
    state,
    isOpen,
    isSignalled,
    standing: (purpose) => ({
      state: state(purpose),
      answer: own(purpose),
      ...hosts.of(purpose),
      isSignalled: isSignalled(),
    }),
    grant: (purpose, act) => answer(purpose, 'granted', act),
    deny: (purpose, act) => answer(purpose, 'denied', act),
    withdraw: (purpose, act) => answer(purpose, 'withdrawn', act),
    isRemembered: () => wasRemembered,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    changes: () => changes,
    left: () => left,
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
      hosts.stop()
      moments.stop()
      tabs.close()
      listeners.clear()
    },
  }
}

const NO_HOST: HostView = { host: 'none', source: null, record: null }

/** Of an answer given while the clock could not be read: a no is a no, a yes has expired. */
const LONG_AGO = '1970-01-01'

/** A sink's trouble is the sink's: it must not keep an event from the others, nor stop the page. */
function quietly(act: () => unknown): void {
  try {
    Promise.resolve(act()).catch(() => {})
  } catch {
    // As above.
  }
}
