import type { Purpose } from './types.ts'

/** What a value of an event may be: always one of a closed list, most of them the template's own ids. */
export type FieldKind =
  | 'option'
  | 'choice'
  | 'selection'
  | 'picks'
  | 'via'
  | 'reason'
  | 'problem'
  | 'purpose'
  | 'state'

/** What the customer sees of what is collected or stored. Each has its place in the widget (see the test of the map). */
export type Feature =
  | 'left list'
  | 'answers'
  | 'measuring room'
  | 'kept design'
  | 'profile'
  | 'waiting list'

export interface MappedEvent {
  readonly purpose: Purpose
  readonly serves: Feature
  /** By field; one with a question mark may be missing. Besides them every event names its `template`. */
  readonly fields: Readonly<Record<string, FieldKind | `${FieldKind}?`>>
}

export interface MappedKey {
  /** The act or the yes that it is stored after. */
  readonly after: Purpose | 'answer' | 'keep design' | 'keep profile'
  readonly serves: Feature
  /** What ends it; every key can also be deleted by hand in the privacy panel. */
  readonly until: 'forgotten' | 'six months' | 'a day'
  readonly fields: readonly string[]
}

/** What may leave. The gate reads it. */
export const MAPPED_EVENTS = {
  'design.snapshot': { purpose: 'preferences', serves: 'left list', fields: { selection: 'selection', picks: 'picks' } },
  'choice.made': {
    purpose: 'preferences',
    serves: 'left list',
    fields: { option: 'option', choice: 'choice', from: 'choice', via: 'via?' },
  },
  'choice.undone': { purpose: 'preferences', serves: 'left list', fields: { option: 'option', choice: 'choice' } },
  'suggestion.shown': { purpose: 'insight', serves: 'left list', fields: { option: 'option', choice: 'choice' } },
  'suggestion.taken': { purpose: 'preferences', serves: 'left list', fields: { option: 'option', choice: 'choice' } },
  'suggestion.dismissed': {
    purpose: 'preferences',
    serves: 'left list',
    fields: { option: 'option', choice: 'choice' },
  },
  'design.saved': { purpose: 'insight', serves: 'left list', fields: {} },
  'design.compared': { purpose: 'insight', serves: 'left list', fields: {} },
  'design.finished': { purpose: 'preferences', serves: 'left list', fields: { selection: 'selection', picks: 'picks' } },
  'reason.given': { purpose: 'preferences', serves: 'left list', fields: { reason: 'reason' } },
  'problem.reported': { purpose: 'insight', serves: 'left list', fields: { problem: 'problem', option: 'option?' } },
  'problem.solved': { purpose: 'insight', serves: 'left list', fields: { problem: 'problem' } },
  'consent.changed': { purpose: 'preferences', serves: 'left list', fields: { purpose: 'purpose', state: 'state' } },
} as const satisfies Readonly<Record<string, MappedEvent>>

/** By key of the browser's storage; one ending in a dot has the template's id behind it. */
export const MAPPED_KEYS = {
  'toile.consent': {
    after: 'answer',
    serves: 'answers',
    // It counts for six months; that it is over is what keeps a person from being asked as if for the first time.
    until: 'forgotten',
    fields: ['answer', 'on', 'despiteSignal'],
  },
  'toile.design.': {
    after: 'keep design',
    serves: 'kept design',
    until: 'forgotten',
    fields: ['code', 'texts', 'measurements', 'size', 'garment', 'survey', 'fitSet', 'note'],
  },
  'toile.fit': { after: 'measurements', serves: 'measuring room', until: 'six months', fields: ['sets'] },
  'toile.profile': {
    after: 'keep profile',
    serves: 'profile',
    until: 'forgotten',
    fields: ['likes', 'reasons', 'dismissed', 'taste', 'receipts'],
  },
  'toile.queue': { after: 'keep profile', serves: 'waiting list', until: 'a day', fields: ['events'] },
} as const satisfies Readonly<Record<string, MappedKey>>

/**
 * The one data map: everything that may leave the page as a preference event, and everything that may be stored. The
 * gate reads it, the privacy panel and `CONDUCT.md` are written from it, and a test fails where something is sent or
 * stored that is not in it, or something in it serves nothing the customer can see.
 */
export const DATA_MAP = { events: MAPPED_EVENTS, stored: MAPPED_KEYS } as const

/**
 * What one entry of a stored list holds, or one value that has parts; the rest are single values. Besides `fields` every
 * stored entry names its format. A part of the map that no page reads, so that none carries it.
 */
export const STORED_PARTS = {
  size: ['system', 'label'],
  garment: ['values', 'stretch'],
  sets: ['id', 'name', 'on', 'measurements', 'size', 'garment', 'survey'],
  likes: ['id', 'template', 'picks'],
  reasons: ['id', 'template', 'reason', 'on'],
  dismissed: ['template', 'option', 'choice'],
  taste: ['template', 'option', 'choice', 'times'],
  receipts: ['schema_version', 'record_id', 'previous', 'processing', 'controller', 'event', 'consentref'],
  events: ['event', 'tries', 'taken', 'busy'],
} as const

/** Closed lists of what a customer may say about a design; words stand in the widget's catalogue. */
export const REASONS = ['look', 'fit', 'price', 'delivery', 'origin', 'other'] as const
export const PROBLEMS = ['picture', 'price', 'choice', 'measuring', 'words', 'ordering', 'other'] as const
/** How a choice was made, where that is told. */
export const VIAS = ['suggestion'] as const
export type GivenReason = (typeof REASONS)[number]
export type Problem = (typeof PROBLEMS)[number]
