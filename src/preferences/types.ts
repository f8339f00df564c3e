/** Purposes a person may agree to, one by one. Selling does not exist. */
export const PURPOSES = ['preferences', 'insight', 'measurements', 'contact', 'publish'] as const
export type Purpose = (typeof PURPOSES)[number]

export type ConsentState = 'unknown' | 'granted' | 'denied' | 'withdrawn' | 'expired'

/** The closed list. An event outside it cannot be made. */
export const EVENT_TYPES = [
  'design.snapshot',
  'choice.made',
  'choice.undone',
  'design.finished',
  'consent.changed',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

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
  readonly data: EventData
}

/**
 * Where events leave to. `signal` aborts when the consent they left under is withdrawn. What it throws is its own
 * affair.
 */
export interface Sink {
  send(event: PreferenceEvent, signal: AbortSignal): void | Promise<void>
}

/** The one gate: checked when an event is made and again when its bytes leave. */
export interface Gate {
  state(purpose: Purpose): ConsentState
  isOpen(purpose: Purpose): boolean
  /**
   * The browser says that its user wishes not to be tracked (GPC or DNT): everything is denied until an act in the
   * widget.
   */
  readonly isSignalled: () => boolean
  /** Only with an event whose `isTrusted` is true. @throws {ToileError} `consent/not-a-person`. */
  grant(purpose: Purpose, act: Event): void
  deny(purpose: Purpose, act: Event): void
  /** As easy as granting; at once: aborts, purges, wipes. */
  withdraw(purpose: Purpose, act: Event): void
  subscribe(listener: () => void): () => void
  /** Everything that left this page, newest first, for the panel. */
  left(): readonly PreferenceEvent[]
  /** How many events were not made or did not leave: over the budget, or holding what is no id of the template. */
  readonly dropped: () => number
  /** `snapshot` after a grant, then one per pick. Dropped silently while closed. */
  emit(type: EventType, data: EventData): void
  dispose(): void
}
