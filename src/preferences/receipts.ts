import { digestOf, type Language } from '../ground/index.ts'
import { DATA_MAP } from './dataMap.ts'
import { POLICY } from './policy.ts'
import type { ConsentChange, ConsentState, Purpose } from './types.ts'

/**
 * A consent receipt in the shape of ISO/IEC TS 27560:2023 (record header, processing, party, event), one for each
 * change of one purpose. It names no person; each holds the digest of the one before, so that none can be taken out or
 * altered unseen.
 */
export interface Receipt {
  readonly schema_version: 'toile.receipt/1'
  /** Digest of all the rest. */
  readonly record_id: string
  /** `record_id` of the receipt before; null for the first. */
  readonly previous: string | null
  readonly processing: {
    readonly purpose: Purpose
    readonly data_categories: readonly string[]
    readonly recipients: readonly string[]
    /** ISO 8601 duration. */
    readonly retention: string
    readonly lawful_basis: 'consent'
    readonly notice: { readonly version: string; readonly language: string }
    readonly withdrawal: string
  }
  /** Who answers for it: the site the widget stands on. */
  readonly controller: string
  readonly event: {
    /** To the minute, ISO 8601. */
    readonly time: string
    readonly state: ConsentState
    readonly by: 'customer' | 'host' | 'signal' | 'time' | 'other tab'
    readonly despite_signal?: true
  }
  /** What events name as `consentref` under this answer: the same for everybody who gave it that day. */
  readonly consentref: string
}

export interface ReceiptSettings {
  /** Who answers for it: the host of the site, as the customer sees it. */
  readonly controller: string
  /** In which language the customer was asked. */
  readonly language: Language
  /** The chain that the profile holds, oldest first; the new receipts go on from its end. */
  readonly previous?: readonly Receipt[]
}

/**
 * One receipt for each change, to be put behind those that were there. What a tool, a signal or the calendar says again
 * on every visit is written once: a change to the state the chain already ends in, by no act of the customer, is not.
 */
export function receiptsOf(
  changes: readonly ConsentChange[],
  { controller, language, previous = [] }: ReceiptSettings
): Receipt[] {
  const states = new Map<Purpose, ConsentState>()
  for (const { processing, event } of previous) states.set(processing.purpose, event.state)
  let last = previous.at(-1)?.record_id ?? null
  const receipts: Receipt[] = []
  for (const change of changes) {
    if (change.by !== 'customer' && (states.get(change.purpose) ?? 'unknown') === change.to) continue
    states.set(change.purpose, change.to)
    const receipt = receiptOf(change, last, controller, language)
    receipts.push(receipt)
    last = receipt.record_id
  }
  return receipts
}

function receiptOf(change: ConsentChange, previous: string | null, controller: string, language: Language): Receipt {
  const { purpose, to, at, by, policyhash, consentref, despiteSignal } = change
  const events = eventsFor(purpose)
  const body: Omit<Receipt, 'record_id'> = {
    schema_version: 'toile.receipt/1',
    previous,
    processing: {
      purpose,
      data_categories: [...events, ...keysAfter(purpose)],
      // What no event carries stays on the device.
      recipients: events.length > 0 ? [controller] : [],
      retention: `P${POLICY.months}M`,
      lawful_basis: 'consent',
      notice: { version: policyhash, language },
      withdrawal: WITHDRAWAL[language],
    },
    controller,
    event: { time: at, state: to, by, ...(despiteSignal ? { despite_signal: true as const } : {}) },
    consentref,
  }
  return { ...body, record_id: digestOf(body) }
}

const WITHDRAWAL: Readonly<Record<Language, string>> = {
  en: 'In the privacy panel of the product, at any time, with as many taps as the yes took.',
  de: 'In der Datenschutz-Ansicht des Produkts, jederzeit, mit so vielen Klicks wie das Ja.',
}

const eventsFor = (purpose: Purpose): string[] =>
  Object.entries(DATA_MAP.events).flatMap(([type, event]) => (event.purpose === purpose ? [type] : []))

const keysAfter = (purpose: Purpose): string[] =>
  Object.entries(DATA_MAP.stored).flatMap(([key, stored]) => (stored.after === purpose ? [key] : []))

/**
 * The index of the first receipt that was altered, or whose neighbour was taken out; null where all is whole. Each
 * controller has a chain of its own, oldest first.
 */
export function checkReceipts(receipts: readonly Receipt[]): number | null {
  const last = new Map<string, string>()
  for (const [at, { record_id, ...body }] of receipts.entries()) {
    if (body.previous !== (last.get(body.controller) ?? null) || !isDigest(record_id, body)) return at
    last.set(body.controller, record_id)
  }
  return null
}

function isDigest(id: string, body: unknown): boolean {
  try {
    return digestOf(body) === id
  } catch {
    return false
  }
}
