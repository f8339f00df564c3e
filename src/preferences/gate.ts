import { addDays, digestOf, randomUuid, ToileError } from '../ground/index.ts'
import type { KeyValue } from '../design/index.ts'
import { memoryIn, type Answers } from './answers.ts'
import { checkedData, type Spoken } from './events.ts'
import { DATA_MAP } from './dataMap.ts'
import { POLICY, policyHash } from './policy.ts'
import type { Answer, ConsentChange, ConsentState, Gate, Left, Outlet, PreferenceEvent, Purpose, Sink } from './types.ts'

export interface GateSettings {
  /** Only its ids can be spoken of. */
  readonly template: Spoken
  readonly sinks: readonly Sink[]
  /** Where a yes or a no is remembered; without it, for this page only. */
  readonly storage?: () => KeyValue
  readonly now?: () => Date
  /** Who sends, as a CloudEvents source: `/configurator/<shop>`. Never a page's address. */
  readonly source?: string
  /** Whether the browser says that its user does not wish to be tracked. Throwing counts as yes. */
  readonly signal?: () => boolean
  /** Whether an event is a person's own act. For tests, whose events no person makes. */
  readonly isAct?: (act: Event) => boolean
}

/**
 * The gate that preference events leave through. Closed until a person opens it; nothing is collected while it is
 * closed, so opening it replays nothing. Whatever fails, fails closed.
 */
export function createGate(settings: GateSettings): Gate {
  const {
    template,
    sinks,
    now = () => new Date(),
    source = '/configurator',
    signal = browserSignal,
    isAct = isOwnAct,
  } = settings
  const memory = settings.storage && memoryIn(settings.storage)
  const policyhash = policyHash()
  const listeners = new Set<() => void>()
  const queue: PreferenceEvent[] = []
  let answers: Answers | 'unreadable' = memory?.read() ?? {}
  /** Whether the memory holds what we know: then another tab's withdrawal, or wiping it, closes this gate too. */
  let isRemembered = answers !== 'unreadable' && Object.keys(answers).length > 0
  const aborters = new Map<Purpose, AbortController>()
  let left: readonly Left[] = []
  const changes: ConsentChange[] = []
  let wasRemembered: boolean | null = null
  let made = 0
  let bytes = 0
  let dropped = 0
  let isDisposed = false
  let isLeaving = false

  const drop = () => void dropped++
  const notify = () => [...listeners].forEach((listener) => listener())

  function isSignalled(): boolean {
    try {
      return signal()
    } catch {
      return true
    }
  }

  function state(purpose: Purpose): ConsentState {
    try {
      return stateOf(purpose)
    } catch {
      return 'denied'
    }
  }

  function stateOf(purpose: Purpose): ConsentState {
    if (answers === 'unreadable') return 'denied'
    const given = Object.hasOwn(answers, purpose) ? answers[purpose] : undefined
    if (!given) return isSignalled() ? 'denied' : 'unknown'
    if (given.answer !== 'granted') return given.answer
    if (!isCurrent(given)) return 'expired'
    return isSignalled() && !given.despiteSignal ? 'denied' : 'granted'
  }

  /** Neither too old, nor for a narrower policy, nor from a clock that has since been set back. */
  const isCurrent = ({ on }: Answer): boolean => {
    const day = today()
    return on >= POLICY.since && on <= addDays(day, 1) && monthsLater(on, POLICY.months) > day
  }

  const today = () => now().toISOString().slice(0, 10)

  const isOpen = (purpose: Purpose): boolean => !isDisposed && state(purpose) === 'granted'

  /** Another tab may have withdrawn, or the person wiped what this site stores: both end what was granted here. */
  function recall(): void {
    if (!memory || !isRemembered) return
    const stored = memory.read()
    if (JSON.stringify(stored) === JSON.stringify(answers)) return
    answers = stored
    close()
  }

  /** What may not leave any more never does. */
  function close(): void {
    for (const [purpose, aborter] of aborters)
      if (!isOpen(purpose)) {
        aborter.abort()
        aborters.delete(purpose)
      }
    queue.splice(0, queue.length, ...queue.filter(({ purpose }) => isOpen(purpose)))
    if (aborters.size === 0) for (const sink of sinks) sink.purge?.()
  }

  function aborterOf(purpose: Purpose): AbortController {
    const known = aborters.get(purpose) ?? new AbortController()
    aborters.set(purpose, known)
    return known
  }

  function answer(purpose: Purpose, given: Answer['answer'], act: Event): void {
    if (!isAct(act))
      throw new ToileError(
        'consent/not-a-person',
        `${purpose}: expected a person's own act in the widget. Only a person can answer this.`
      )
    const before = answers === 'unreadable' ? {} : answers
    const from = state(purpose)
    const despite = given === 'granted' && isSignalled() ? { despiteSignal: true as const } : {}
    answers = { ...before, [purpose]: { answer: given, on: today(), ...despite } }
    close()
    changes.push({ purpose, from, to: state(purpose), at: minuteOf(now()), by: 'customer', policyhash, ...despite })
    wasRemembered = memory?.write(answers) ?? false
    isRemembered = wasRemembered
    notify()
  }

  function leave(): void {
    isLeaving = false
    recall()
    for (const event of queue.splice(0)) {
      const { signal } = aborterOf(event.purpose)
      const mayLeave = () => !signal.aborted && isOpen(event.purpose)
      for (const sink of sinks)
        // Consent may have gone since the event was made, even by the sink before.
        if (mayLeave()) hand(event, sink, { signal, mayLeave, leaving: (message) => list(sink.to, event, message) })
    }
    notify()
  }

  function list(to: Left['to'], { type, purpose }: Pick<PreferenceEvent, 'type' | 'purpose'>, message: unknown): void {
    left = [{ at: minuteOf(now()), to, name: type, purpose, message }, ...left]
  }

  return {
    state,
    isOpen,
    isSignalled,
    grant: (purpose, act) => answer(purpose, 'granted', act),
    deny: (purpose, act) => answer(purpose, 'denied', act),
    withdraw: (purpose, act) => answer(purpose, 'withdrawn', act),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    standing: (purpose) => ({
      state: state(purpose),
      answer: (answers !== 'unreadable' && answers[purpose]) || null,
      host: 'none',
      source: null,
      record: null,
      isSignalled: isSignalled(),
    }),
    isRemembered: () => wasRemembered,
    changes: () => changes,
    told(name, to, message) {
      left = [{ at: minuteOf(now()), to, name, purpose: null, message }, ...left]
      notify()
    },
    waiting: () => sinks.reduce((sum, sink) => sum + (sink.waiting?.() ?? 0), 0),
    left: () => left,
    dropped: () => dropped,
    emit(type, data) {
      // Silence is not consent (GDPR, recital 32), so 'unknown' drops events too. They are not queued: what happened
      // before a person agreed stays with the person.
      const { purpose } = DATA_MAP.events[type]
      if (!isOpen(purpose)) return
      const checked = checkedData(template, type, data)
      if (checked === null || answers === 'unreadable') return drop()
      const consentref = consentRef(purpose, answers[purpose])
      const event = eventOf(type, checked, { source, time: minuteOf(now()), purpose, consentref, policyhash })
      const size = JSON.stringify(event).length
      if (made === POLICY.most.events || bytes + size > POLICY.most.bytes) return drop()
      made++
      bytes += size
      queue.push(event)
      if (!isLeaving) queueMicrotask(leave)
      isLeaving = true
    },
    dispose() {
      isDisposed = true
      close()
      listeners.clear()
    },
  }
}

/** A sink's trouble is the sink's: it must not keep an event from the others, nor stop the page. */
function hand(event: PreferenceEvent, sink: Sink, outlet: Outlet): void {
  try {
    Promise.resolve(sink.send(event, outlet)).catch(() => {})
  } catch {
    // As above.
  }
}

function eventOf(
  type: string,
  data: PreferenceEvent['data'],
  envelope: Pick<PreferenceEvent, 'source' | 'time' | 'purpose' | 'consentref' | 'policyhash'>
): PreferenceEvent {
  return deepFrozen({
    specversion: '1.0',
    id: randomUuid(),
    type: `toile.${type}.v1`,
    datacontenttype: 'application/json',
    dataschema: `urn:toile:schema:${type}.v1`,
    ...envelope,
    data,
  })
}

/** Names the answer an event leaves under. Everybody who said yes that day to that policy has the same one. */
const consentRef = (purpose: Purpose, answer: Answer | undefined): string =>
  digestOf({ purpose, ...answer, policy: policyHash() })

/** To the minute: finer times would tell people apart. */
const minuteOf = (now: Date): string => `${now.toISOString().slice(0, 16)}:00Z`

/** GPC (https://www.w3.org/TR/gpc/) or the older DNT. */
function browserSignal(): boolean {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & {
    globalPrivacyControl?: unknown
    doNotTrack?: unknown
  }
  return Boolean(globalPrivacyControl) || doNotTrack === '1' || doNotTrack === 'yes'
}

/** The browser's own getter: a page can write an object with `isTrusted: true`, but this throws for it. */
const trustedGetter = Object.getOwnPropertyDescriptor(new Event('act'), 'isTrusted')?.get

/** A trusted event while it is being handled; a page that keeps one for later has nothing. */
function isOwnAct(act: Event): boolean {
  try {
    return trustedGetter?.call(act) === true && act.eventPhase !== 0
  } catch {
    return false
  }
}

function monthsLater(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}

function deepFrozen<Value extends object>(value: Value): Value {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFrozen(part)
  return Object.freeze(value)
}
