import * as v from 'valibot'
import { isDay } from '../../ground/index.ts'
import { REASONS } from '../dataMap.ts'
import { checkReceipts, type Receipt } from '../receipts.ts'
import { PURPOSES } from '../types.ts'
import { plainJson } from './plainJson.ts'
import type { Dismissed, Like, ProfileContents, Reason, Taste } from './types.ts'

export const PROFILE_FORMAT = 'toile.profile/1'

/** In letters of JSON. A profile of ten years has a tenth of it; a file of it stays below the cap of files. */
export const MOST_LETTERS = 200_000

export const NOTHING: ProfileContents = { likes: [], reasons: [], dismissed: [], taste: null, receipts: [] }

/** As a template's ids are. */
const Id = v.pipe(v.string(), v.regex(/^-?[A-Za-z0-9][\w.-]{0,63}$/))
const LineId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))
const Day = v.pipe(v.string(), v.check(isDay))
const Minute = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/))
const Digest = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))
const Line = v.pipe(v.string(), v.maxLength(400))
const Lines = v.pipe(v.array(Line), v.maxLength(50))

const ReceiptLine = v.strictObject({
  schema_version: v.literal('toile.receipt/1'),
  record_id: Digest,
  previous: v.nullable(Digest),
  processing: v.strictObject({
    purpose: v.picklist(PURPOSES),
    data_categories: Lines,
    recipients: Lines,
    retention: Line,
    lawful_basis: v.literal('consent'),
    notice: v.strictObject({ version: Line, language: Line }),
    withdrawal: Line,
  }),
  controller: Line,
  event: v.strictObject({
    time: Minute,
    state: v.picklist(['unknown', 'granted', 'denied', 'withdrawn', 'expired']),
    by: v.picklist(['customer', 'host', 'signal', 'time', 'other tab']),
    despite_signal: v.exactOptional(v.literal(true)),
  }),
  consentref: Digest,
})

/** Every field by its own shape, and none besides: what nobody asked for is not in a profile. */
export const CONTENTS = {
  likes: v.array(v.strictObject({ id: LineId, template: Id, picks: v.record(Id, Id) })),
  reasons: v.array(v.strictObject({ id: LineId, template: Id, reason: v.picklist(REASONS), on: Day })),
  dismissed: v.array(v.strictObject({ template: Id, option: Id, choice: Id })),
  taste: v.nullable(
    v.array(
      v.strictObject({
        template: Id,
        option: Id,
        choice: Id,
        times: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
      })
    )
  ),
  receipts: v.array(ReceiptLine),
} as const satisfies Record<keyof ProfileContents, v.GenericSchema>

const Stored = v.strictObject({ format: v.literal(PROFILE_FORMAT), ...CONTENTS })

export const storedText = (contents: ProfileContents): string => JSON.stringify({ format: PROFILE_FORMAT, ...contents })

/** What lies in the storage. Anything we would not have written is not ours, whole. */
export function contentsIn(text: string): ProfileContents | 'foreign' | 'newer' {
  const value = plainJson(text)
  if (isNewer(value)) return 'newer'
  const read = v.safeParse(Stored, value)
  if (!read.success) return 'foreign'
  const { format: _, ...contents } = read.output
  return hasTwice(contents) || !isChained(contents.receipts) ? 'foreign' : contents
}

/** Whether no receipt was altered or taken out. Each shop has a chain of its own. */
export const isChained = (receipts: readonly Receipt[]): boolean =>
  [...new Set(receipts.map(({ controller }) => controller))].every(
    (shop) => checkReceipts(receipts.filter(({ controller }) => controller === shop)) === null
  )

/** `toile.profile/2` and later. */
export const isNewer = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.hasOwn(value, 'format') &&
  /^toile\.profile\/(?!1$)\d+$/.test(String((value as { readonly format: unknown }).format))

/** Whether a line stands there twice, which we never write. */
export const hasTwice = ({ likes, reasons, dismissed, taste, receipts }: ProfileContents): boolean =>
  [likes.map(keyOf), reasons.map(keyOf), dismissed.map(keyOf), (taste ?? []).map(keyOf), receipts.map(keyOf)].some(
    (keys) => new Set(keys).size < keys.length
  )

/** Whether each of these lines is among those. */
export const hasAll = (contents: ProfileContents, lines: Partial<ProfileContents>): boolean =>
  (Object.keys(lines) as (keyof ProfileContents)[]).every((field) => {
    const keys = new Set((contents[field] ?? []).map(keyOf))
    return (lines[field] ?? []).every((line) => keys.has(keyOf(line)))
  })

export type AnyLine = Like | Reason | Dismissed | Taste | Receipt

/** What a line is known by, in this tab and every other. */
export function keyOf(line: AnyLine): string {
  if ('record_id' in line) return line.record_id
  return 'id' in line ? line.id : `${line.template}/${line.option}/${line.choice}`
}
