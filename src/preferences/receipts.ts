import type { ConsentState, Purpose } from './types.ts'

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
