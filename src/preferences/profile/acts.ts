import { digestOf, randomUuid } from '../../ground/index.ts'
import type { GivenReason } from '../dataMap.ts'
import { receiptsOf, type Receipt, type ReceiptSettings } from '../receipts.ts'
import type { ConsentChange } from '../types.ts'
import { keyOf, type AnyLine } from './contents.ts'
import type { Dismissed, Like, ProfileContents, ProfileField, Taste } from './types.ts'

/**
 * What an act does to a profile. It is replayed on what is stored, which another tab may have changed meanwhile, so it
 * names lines by their keys, never by their places.
 */
export type Act = (contents: ProfileContents) => ProfileContents

export type StoredField = Exclude<ProfileField, 'fitSets'>

export function liking(template: string, picks: Like['picks']): Act {
  // The same design liked in two tabs, or at two shops, is one line.
  const id = digestOf({ template, picks }).slice(0, 22)
  return adding({ likes: [{ id, template, picks: { ...picks } }] })
}

export const givingReason = (template: string, reason: GivenReason, on: string): Act =>
  adding({ reasons: [{ id: randomUuid(), template, reason, on }] })

export const correctingReason =
  (id: string, reason: GivenReason): Act =>
  (contents) =>
    contents.reasons.some((line) => line.id === id && line.reason !== reason)
      ? { ...contents, reasons: contents.reasons.map((line) => (line.id === id ? { ...line, reason } : line)) }
      : contents

export const dismissing = ({ template, option, choice }: Dismissed): Act =>
  adding({ dismissed: [{ template, option, choice }] })

export const learning =
  (isOn: boolean): Act =>
  (contents) =>
    (contents.taste !== null) === isOn ? contents : { ...contents, taste: isOn ? [] : null }

export function choosing(template: string, option: string, choice: string): Act {
  const isIt = (line: Taste) => line.template === template && line.option === option && line.choice === choice
  return (contents) => {
    const { taste } = contents
    if (!taste) return contents
    if (!taste.some(isIt)) return { ...contents, taste: [...taste, { template, option, choice, times: 1 }] }
    return { ...contents, taste: taste.map((line) => (isIt(line) ? { ...line, times: line.times + 1 } : line)) }
  }
}

export const removing =
  (field: StoredField, keys: ReadonlySet<string>): Act =>
  (contents) => {
    const lines: readonly AnyLine[] = contents[field] ?? []
    if (!lines.some((line) => keys.has(keyOf(line)))) return contents
    return { ...contents, [field]: lines.filter((line) => !keys.has(keyOf(line))) }
  }

/** Receipts of these changes, at the end of the shop's own chain. */
export function noting(changes: readonly ConsentChange[], settings: Omit<ReceiptSettings, 'previous'>): Act {
  return (contents) => {
    const previous = contents.receipts.filter(({ controller }) => controller === settings.controller)
    const more = receiptsOf(changes, { ...settings, previous })
    return more.length === 0 ? contents : { ...contents, receipts: [...contents.receipts, ...more] }
  }
}

/** Lines that are not there yet. */
export function adding(lines: Partial<ProfileContents>): Act {
  return (contents) => {
    const next: ProfileContents = {
      likes: joined(contents.likes, lines.likes),
      reasons: joined(contents.reasons, lines.reasons),
      dismissed: joined(contents.dismissed, lines.dismissed),
      taste: lines.taste ? joined(contents.taste ?? NONE, lines.taste) : contents.taste,
      receipts: chained(contents.receipts, lines.receipts ?? NONE),
    }
    return (Object.keys(next) as StoredField[]).some((field) => next[field] !== contents[field]) ? next : contents
  }
}

const NONE: readonly never[] = []

/** Each shop has a chain of its own, and two that both went on by themselves cannot be put together: ours stays. */
function chained(here: readonly Receipt[], more: readonly Receipt[]): readonly Receipt[] {
  const ofShop = (receipts: readonly Receipt[], shop: string) =>
    receipts.filter(({ controller }) => controller === shop)
  const shops = [...new Set([...here, ...more].map(({ controller }) => controller))]
  const all = shops.flatMap((shop) => {
    const ours = ofShop(here, shop)
    const theirs = ofShop(more, shop)
    return ours.every(({ record_id }, at) => record_id === theirs[at]?.record_id) ? theirs : ours
  })
  return all.length > here.length ? all : here
}

function joined<Line extends AnyLine>(
  here: readonly Line[],
  more: readonly Line[] = []
): readonly Line[] {
  const known = new Set(here.map(keyOf))
  const fresh = more.filter((line) => !known.has(keyOf(line)))
  return fresh.length > 0 ? [...here, ...fresh] : here
}
