import { digestOf } from '../ground/index.ts'
import { EVENT_TYPES, type EventType, type Purpose } from './types.ts'

/** What an event may say: template ids, checked one by one, so a text, a measurement or an address cannot slip in. */
export const FIELDS = {
  'design.snapshot': { selection: 'selection', picks: 'picks' },
  'choice.made': { option: 'option', choice: 'choice', from: 'from' },
  'choice.undone': { option: 'option', choice: 'choice' },
  'design.finished': { selection: 'selection', picks: 'picks' },
  'consent.changed': { purpose: 'purpose', state: 'state' },
} as const satisfies Readonly<Record<EventType, Readonly<Record<string, string>>>>

const PURPOSE_OF_EVENTS: Purpose = 'preferences'

/**
 * What a person agrees to, for a machine. Whoever widens it moves `since`: answers given before that day no longer
 * open the gate, and people are asked again.
 */
export const POLICY = {
  since: '2026-11-21',
  /** An answer lasts so long; then it has expired. */
  months: 6,
  purpose: PURPOSE_OF_EVENTS,
  events: EVENT_TYPES,
  fields: FIELDS,
  /** Of one visit; what is more is dropped. */
  most: { events: 30, bytes: 20_000 },
} as const

export const policyHash = (): string => digestOf(POLICY)
