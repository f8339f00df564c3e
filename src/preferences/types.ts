/** Purposes a person may agree to, one by one. Selling does not exist. */
export const PURPOSES = ['preferences', 'insight', 'measurements', 'contact', 'publish'] as const
export type Purpose = (typeof PURPOSES)[number]

export type ConsentState = 'unknown' | 'granted' | 'denied' | 'withdrawn' | 'expired'

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
  readonly data: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/** The one gate: checked when an event is made and again when its bytes leave. */
export interface Gate {
  state(purpose: Purpose): ConsentState
  isOpen(purpose: Purpose): boolean
  /** Only with an event whose `isTrusted` is true. @throws {ToileError} `consent/not-a-person`. */
  grant(purpose: Purpose, act: Event): void
  deny(purpose: Purpose, act: Event): void
  /** As easy as granting; at once: aborts, purges, wipes. */
  withdraw(purpose: Purpose, act: Event): void
  subscribe(listener: () => void): () => void
  /** Everything that left this page, newest first, for the panel. */
  left(): readonly PreferenceEvent[]
  /** `snapshot` after a grant, then one per pick. Dropped silently while closed. */
  emit(type: 'design.snapshot' | 'choice.made' | 'choice.undone' | 'design.finished' | 'consent.changed', data: PreferenceEvent['data']): void
  dispose(): void
}
