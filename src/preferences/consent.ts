import { ToileError } from '../ground/index.ts'
import type { KeyValue } from '../design/index.ts'
import { isOwnAct } from './act.ts'
import { answerIn, memoryIn, type Answers, type Memory } from './answers.ts'
import { createClock, LONG_AGO } from './clock.ts'
import { consentRef } from './events.ts'
import { listenTo, NO_HOST, type HostView } from './hosts.ts'
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
  type Purpose,
  type Standing,
} from './types.ts'

export interface ConsentSettings {
  /** The page's own consent tools. Each may deny; none grants without a record. */
  readonly sources?: readonly ConsentSource[]
  /** Where a yes or a no is remembered; without it, for this page only. */
  readonly storage?: () => KeyValue
  /** To the other pages of this site (`consentChannel`); without it they hear of a no by the memory alone. */
  readonly channel?: () => Channel
  readonly now?: () => Date
  /** Whether the browser says that its user does not wish to be tracked. Throwing counts as yes. */
  readonly signal?: () => boolean
  /** Whether an event is a person's own act. For tests, whose events no person makes. */
  readonly isAct?: (act: Event) => boolean
}

/** Who must know of changes, in this order. */
export interface ConsentHeirs {
  /** Something ended: what may not stay any more goes, now. */
  close(mayStay: (purpose: Purpose) => boolean): void
  tell(news: readonly ConsentChange[]): void
}

/** What is agreed to, and how that came about. */
export interface Consent {
  state(purpose: Purpose): ConsentState
  isSignalled(): boolean
  standing(purpose: Purpose): Standing
  /** Whether it is agreed to, apart from what a consent tool has yet to say. */
  mayStay(purpose: Purpose): boolean
  /** What events name: the answer they leave under, the customer's own or the one the host holds a record of. */
  refOf(purpose: Purpose): string
  /** Reads again what may have changed unheard: another tab's answer, the signal, the day. */
  look(): void
  /** @throws {ToileError} `consent/not-a-person`, `consent/unknown-purpose` */
  answer(purpose: Purpose, given: Answer['answer'], act: Event): void
  changes(): readonly ConsentChange[]
  isRemembered(): boolean | null
  stop(): void
}

/**
 * The customer's answers, joined with what the page's consent tools, the browser's signal, the calendar and other tabs
 * say. Whatever changes, the state has changed and what ended has been closed before anybody is told.
 */
export function createConsent(settings: ConsentSettings, { close, tell }: ConsentHeirs): Consent {
  const { sources = [], now = () => new Date(), signal = browserSignal, isAct = isOwnAct } = settings
  const memory = settings.storage && memoryIn(settings.storage)
  const clock = createClock(now)
  /** Closed by another tab, or by a no that could not be written down: until there is a new answer. */
  const shut = new Set<Purpose>()
  /** As far as this page knows them. Where the memory cannot be read, what is not in here may well be a no. */
  let answers = readableIn(memory)
  let wasRemembered: boolean | null = null
  /** What was true when last looked: the states that changes are told from. */
  let seen = { isSignalled: isSignalled(), today: clock.day() }
  let states = {} as Readonly<Record<Purpose, ConsentState>>
  let changes: readonly ConsentChange[] = []
  let isStarted = false
  let isStopped = false

  const hosts = listenTo(sources, () => isStarted && note('host'))
  const moments = watchMoments(now, look)
  const tabs = joinTabs(settings.channel, {
    look,
    shut(purposes) {
      look()
      for (const purpose of purposes) shut.add(purpose)
      answers = withoutShut(answers)
      note('other tab')
    },
  })

  function start(): void {
    const entries = PURPOSES.map((purpose) => {
      const from = own(purpose)?.answer ?? 'unknown'
      const to = settled(purpose)
      // What nobody agreed to, and what does not stand now either, is no change.
      if (from !== to && (from === 'granted' || to === 'granted'))
        record(purpose, from, to, to === 'expired' ? 'time' : seen.isSignalled ? 'signal' : 'host')
      return [purpose, to]
    })
    states = Object.fromEntries(entries) as typeof states
    isStarted = true
    moments.needDays(PURPOSES.some(mayStay))
  }

  function isSignalled(): boolean {
    try {
      return signal() !== false
    } catch {
      return true
    }
  }

  const own = (purpose: Purpose): Answer | null => answerIn(answers, purpose)

  /** So that the next answer here does not remember a yes that another tab could not take back. */
  function withoutShut(given: Answers): Answers {
    const closed = [...shut].filter((purpose) => answerIn(given, purpose)?.answer === 'granted')
    const withdrawn: Answer = { answer: 'withdrawn', on: clock.day() ?? LONG_AGO }
    return { ...given, ...Object.fromEntries(closed.map((purpose) => [purpose, withdrawn])) }
  }

  const stateWith = (purpose: Purpose, host: HostView, now: typeof seen): ConsentState =>
    stateOf({
      answer: own(purpose) ?? (memory?.held() === 'unreadable' ? 'unreadable' : null),
      host,
      isShut: shut.has(purpose),
      ...now,
    })

  const state = (purpose: Purpose): ConsentState =>
    stateWith(purpose, hosts.of(purpose), { isSignalled: isSignalled(), today: clock.day() })

  /** What a tool has not said yet is no change of consent, though nothing leaves before it has. */
  function settled(purpose: Purpose): ConsentState {
    const host = hosts.of(purpose)
    return stateWith(purpose, host.host === 'waiting' ? NO_HOST : host, seen)
  }

  const mayStay = (purpose: Purpose): boolean => states[purpose] === 'granted'

  function look(): void {
    if (isStopped) return
    const known = memory?.held()
    if (memory?.hasNews()) {
      const news = readableIn(memory)
      // What another tab closed stays so, until there is a new answer to that very purpose.
      for (const purpose of shut)
        if (known !== 'unreadable' && !isSame(answerIn(news, purpose), answerIn(known ?? {}, purpose)))
          shut.delete(purpose)
      // Wiped is forgotten, but a no that this page knows of is not: a host's record must not stand in for it.
      answers = withoutShut({ ...noesIn(answers), ...news })
      note('other tab')
    }
    const next = { isSignalled: isSignalled(), today: clock.day() }
    if (next.isSignalled !== seen.isSignalled) {
      seen = { ...seen, isSignalled: next.isSignalled }
      note('signal')
    }
    if (next.today !== seen.today) {
      seen = { ...seen, today: next.today }
      note('time')
    }
  }

  function note(by: ConsentChange['by']): void {
    const before = changes.length
    settle(by, null)
    // A tool's first word may open what was waiting for it, without a change of consent.
    if (by === 'host' || changes.length > before) tell(changes.slice(before))
  }

  /** @param answered the purpose whose answer is new, which is a change also where the state stays as it was */
  function settle(by: ConsentChange['by'], answered: Purpose | null): void {
    const had = states
    states = Object.fromEntries(PURPOSES.map((purpose) => [purpose, settled(purpose)])) as typeof states
    for (const purpose of PURPOSES)
      if (had[purpose] !== states[purpose] || (purpose === answered && own(purpose)?.answer === states[purpose]))
        record(purpose, had[purpose], states[purpose], by)
    // A no here also wipes what pages where it was a yes have stored.
    if (by === 'customer' || PURPOSES.some((purpose) => had[purpose] === 'granted' && !mayStay(purpose))) close(mayStay)
    moments.needDays(PURPOSES.some(mayStay))
  }

  function record(purpose: Purpose, from: ConsentState, to: ConsentState, by: ConsentChange['by']): void {
    const despite = by === 'customer' && own(purpose)?.despiteSignal ? { despiteSignal: true as const } : {}
    const names = { policyhash: policyHash(), consentref: refOf(purpose) }
    changes = [...changes, { purpose, from, to, at: clock.minute(), by, ...names, ...despite }]
  }

  function refOf(purpose: Purpose): string {
    const { record } = hosts.of(purpose)
    return consentRef(purpose, own(purpose) ?? (record && { answer: 'granted', on: record.on }))
  }

  function answer(purpose: Purpose, given: Answer['answer'], act: Event): void {
    // A script may name anything. What is not on the list cannot be opened, sale least of all.
    if (!PURPOSES.includes(purpose))
      throw new ToileError('consent/unknown-purpose', `purpose: expected one of ${PURPOSES.join(', ')}.`)
    if (!isAct(act))
      throw new ToileError(
        'consent/not-a-person',
        `${purpose}: expected a person's own act in the widget. Only a person can answer this.`
      )
    // What was answered in another tab stands beside it.
    look()
    const before = changes.length
    const last = own(purpose)
    const despite = given === 'granted' && isSignalled() ? { despiteSignal: true as const } : {}
    const next = { answer: given, on: clock.day() ?? LONG_AGO, ...despite }
    answers = { ...answers, [purpose]: next }
    shut.delete(purpose)
    settle('customer', isSame(next, last) ? null : purpose)
    wasRemembered = memory?.write(answers) ?? false
    // Nor does a yes that the memory could not be told of come back from there.
    if (!wasRemembered && given !== 'granted') shut.add(purpose)
    tabs.answered(given === 'granted' ? [] : [purpose])
    tell(changes.slice(before))
  }

  start()
  return {
    state,
    isSignalled,
    standing: (purpose) => ({
      state: state(purpose),
      answer: own(purpose),
      ...hosts.of(purpose),
      isSignalled: isSignalled(),
    }),
    mayStay,
    refOf,
    look,
    answer,
    changes: () => changes,
    isRemembered: () => wasRemembered,
    stop() {
      isStopped = true
      hosts.stop()
      moments.stop()
      tabs.close()
    },
  }
}

function readableIn(memory: Memory | undefined): Answers {
  const held = memory?.held() ?? {}
  return held === 'unreadable' ? {} : held
}

const noesIn = (answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([, { answer }]) => answer !== 'granted'))

const isSame = (a: Answer | null, b: Answer | null): boolean => JSON.stringify(a) === JSON.stringify(b)
