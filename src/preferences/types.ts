import type { DATA_MAP } from './dataMap.ts'
import type { Profile, ReleasedField } from './profile/types.ts'
import type { Suggestions } from './suggest/types.ts'

/** Purposes a person may agree to, one by one. Selling does not exist. */
export const PURPOSES = ['preferences', 'insight', 'measurements', 'contact', 'publish'] as const
export type Purpose = (typeof PURPOSES)[number]

export type ConsentState = 'unknown' | 'granted' | 'denied' | 'withdrawn' | 'expired'

/** What a person said, and on which day (UTC). No id: an answer must not tell one person from another. */
export interface Answer {
  readonly answer: 'granted' | 'denied' | 'withdrawn'
  readonly on: string
  /** Given although the browser signals that its user does not wish to be tracked. */
  readonly despiteSignal?: true
}

/** The closed list, from the data map. An event outside it cannot be made. */
export type EventType = keyof (typeof DATA_MAP)['events']

export type EventData = Readonly<Record<string, string | Readonly<Record<string, string>>>>

/** CloudEvents 1.0 with template ids only: no person, no text, no measurement, no URL; time to the minute. */
export interface PreferenceEvent {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: string
  readonly type: string
  readonly time: string
  readonly datacontenttype: 'application/json'
  readonly dataschema: string
  readonly purpose: Purpose
  readonly consentref: string
  readonly policyhash: string
  /** With `insight` alone: one random id of this page load, in memory only. */
  readonly visit?: string
  readonly data: EventData
}

/** What a sink is handed beside an event. */
export interface Outlet {
  /** Aborts when the consent it leaves under goes. */
  readonly signal: AbortSignal
  /** Asked again right before bytes leave: consent may have gone while they waited. */
  readonly mayLeave: () => boolean
  /** Bytes are on their way: writes them into the list of what left, as they went. */
  readonly leaving: (message: unknown) => void
}

/**
 * Where events leave to. What it throws is its own affair: it keeps no event from the others and stops no page.
 */
export interface Sink {
  /** To the page around, or to the shop's address. */
  readonly to: 'page' | 'shop'
  /**
   * Once, before all else: what it kept of an earlier visit leaves under the same conditions as any event.
   *
   * @param outletOf null where the answer that an event was made under is not today's: it must be dropped
   * @param onChange to be called when the number of those that wait has changed
   */
  readonly start?: (outletOf: (event: PreferenceEvent) => Outlet | null, onChange: () => void) => void
  send(event: PreferenceEvent, outlet: Outlet): void | Promise<void>
  /** How many events wait for the network. */
  readonly waiting?: () => number
  /** How many it gave up. */
  readonly dropped?: () => number
  /** Consent has gone: drops what waits, also what is stored of it, of every purpose that may not stay. */
  readonly purge?: (mayStay: (purpose: Purpose) => boolean) => void
  /** The widget is gone for good: what waits is sent as far as it may; timers and listeners end. */
  readonly stop?: () => void
}

/** One message as it went, for the list "what left this page". */
export interface Left {
  /** To the minute, ISO 8601. */
  readonly at: string
  readonly to: 'page' | 'shop'
  /**
   * A preference event's type; `events` for a batch of them, whose message is the text as it went over the network; or
   * the name of a functional message: `toile-change`, `toile-order`, `order`.
   */
  readonly name: string
  /** Null for a functional message: the product itself, without identity or history. */
  readonly purpose: Purpose | null
  /** Plain JSON, frozen. */
  readonly message: unknown
}

/** What the page's own consent tool says about one purpose: a no, nothing against it, or a record of a yes. */
export type HostSaid = 'allowed' | 'denied' | HostRecord

/** A yes that the host holds. Only with one may a host grant, and the customer sees it in the panel. */
export interface HostRecord {
  readonly id: string
  /** Day, ISO 8601. */
  readonly on: string
  /** What the customer agreed to, in the host's words. */
  readonly words: string
}

/** Reads what the page's own consent tool says, and never writes to it. */
export interface ConsentSource {
  readonly name: 'tcf' | 'gpp' | 'gcm' | 'shopify' | 'custom'
  /**
   * Calls `say` with what it says now, every purpose in it, and again whenever that changes. Throwing, not calling
   * within two seconds, or saying anything else than this type counts as a no to every purpose.
   *
   * @returns ends it.
   */
  watch(say: (said: Readonly<Record<Purpose, HostSaid>>) => void): () => void
}

/** Why a purpose is as it is, for the panel. */
export interface Standing {
  readonly state: ConsentState
  /** The customer's own act here. */
  readonly answer: Answer | null
  /** `none` without a source; `waiting` until it says something, which counts as a no. */
  readonly host: 'none' | 'waiting' | 'allows' | 'denies' | 'failed'
  /** Which source holds it back, or holds the record. */
  readonly source: ConsentSource['name'] | null
  readonly record: HostRecord | null
  /** The browser's signal (GPC, DNT) holds it back, or would without the customer's own yes. */
  readonly isSignalled: boolean
}

/** One change of one purpose, as it came about. Receipts are written from these. */
export interface ConsentChange {
  readonly purpose: Purpose
  readonly from: ConsentState
  readonly to: ConsentState
  /** To the minute, ISO 8601. */
  readonly at: string
  readonly by: 'customer' | 'host' | 'signal' | 'time' | 'other tab'
  readonly policyhash: string
  /** What events name under this answer. */
  readonly consentref: string
  readonly despiteSignal?: true
}

/** The one gate: checked when an event is made and again when its bytes leave. */
export interface Gate {
  state(purpose: Purpose): ConsentState
  isOpen(purpose: Purpose): boolean
  standing(purpose: Purpose): Standing
  /**
   * The browser says that its user wishes not to be tracked (GPC or DNT): everything is denied until an act in the
   * widget.
   */
  readonly isSignalled: () => boolean
  /** Only with an event whose `isTrusted` is true. @throws {ToileError} `consent/not-a-person`. */
  grant(purpose: Purpose, act: Event): void
  deny(purpose: Purpose, act: Event): void
  /** As easy as granting; at once: aborts, purges, wipes, tells other tabs. */
  withdraw(purpose: Purpose, act: Event): void
  /** Whether answers could be stored; false where the browser does not let us, null before the first. */
  readonly isRemembered: () => boolean | null
  subscribe(listener: () => void): () => void
  /** Since the page loaded, oldest first. */
  readonly changes: () => readonly ConsentChange[]
  /** What left this page, newest first: everything under a yes, and the latest functional messages. */
  left(): readonly Left[]
  /** How many functional messages were before those. */
  readonly earlier: () => number
  /** A functional message went to the page around or to the shop. */
  told(name: string, to: 'page' | 'shop', message: unknown): void
  /** How many events wait for the network. */
  readonly waiting: () => number
  /** How many events were not made or did not leave: over the budget, or holding what is no id of the template. */
  readonly dropped: () => number
  /** `snapshot` after a grant, then one per pick. Dropped silently while closed. */
  emit(type: EventType, data: EventData): void
  dispose(): void
}

/** What is the customer's own on a page: the gate, the profile they hold, and what is suggested to them. */
export interface Preferences {
  readonly gate: Gate
  readonly profile: Profile
  readonly suggestions: Suggestions
  /** Hands likes and reasons to the page around, by the customer's act, as `toile-profile`. */
  release(fields: readonly ReleasedField[]): void
}
