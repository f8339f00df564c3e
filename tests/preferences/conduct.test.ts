import { describe, expect, it } from 'vitest'
import { sayer } from '../../src/ground/index.ts'
import { EVENT_TYPES } from '../../src/preferences/compile/schemas.ts'
import { STORED_PARTS, type MappedEvent } from '../../src/preferences/dataMap.ts'
import type { StoredField, StoredPart } from '../../src/preferences/fieldWords.ts'
import {
  createGate,
  createProfile,
  DATA_MAP,
  fitProfileOf,
  httpSink,
  linesOf,
  POLICY,
  type Left,
} from '../../src/preferences/index.ts'
import { leftTexts, messageText } from '../../src/widget/privacy/leftWords.ts'
import { standingLines } from '../../src/widget/privacy/standing.ts'
import { PRIVACY_WORDS } from '../../src/widget/privacy/words.ts'
import { coat, coatDesign } from '../design/coat.ts'
import { visit } from './conduct/visit.ts'
import { oneOfEach } from './emitted.ts'

type StoredKey = keyof typeof DATA_MAP.stored
const say = sayer(PRIVACY_WORDS, 'en')
const now = () => new Date(`${POLICY.since}T12:00:00Z`)

/** Everything that the widget shows of what is stored, where only this is. */
async function shownOf(stored: ReadonlyMap<string, unknown>): Promise<string> {
  const entries = new Map([...stored].map(([key, value]) => [key, JSON.stringify(value)]))
  const store = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  }
  const shop = httpSink({ url: '/collect', page: 'http://127.0.0.1:1/', storage: () => store, isKept: () => true, now })
  const gate = createGate({ template: coat(), sinks: [shop], storage: () => store, now, signal: () => true })
  const design = coatDesign({ storage: () => store, now })
  design.reopen()
  const profile = createProfile({ gate, design, storage: () => store, now })
  const sets = fitProfileOf(gate, design).sets
  // The sink takes over what an earlier page left after whoever keeps the profile is there.
  await Promise.resolve()
  const shown = {
    // The widget draws these: options as picked, words, the measuring room, the note.
    'kept design': [design.describe(), design.decisions()],
    'measuring room': sets.all().map((set) => [set, sets.bodyOf(set.id)]),
    answers: standingLines(gate.standing('preferences'), 'en', say),
    profile: [linesOf(profile, design), profile.isLearning(), profile.receipts()],
    'waiting list': say('leftWaiting', { n: gate.waiting() }),
  }
  shop.stop?.()
  profile.dispose()
  gate.dispose()
  return JSON.stringify(shown)
}

/** Another value for each field, one that could really lie there. A field without one is a type error. */
const CHANGED: Readonly<Record<StoredField, (value: never) => unknown>> = {
  answer: () => 'withdrawn',
  on: () => '2026-11-23',
  despiteSignal: () => undefined,
  code: () => coatDesign().code(),
  texts: () => ({ monogram: 'XY' }),
  measurements: () => ({ stature: 16000 }),
  size: () => null,
  garment: () => null,
  survey: () => 'men',
  fitSet: () => null,
  note: () => 'Never mind.',
  sets: (sets: readonly unknown[]) => sets.slice(0, 1),
  likes: () => [],
  reasons: () => [],
  dismissed: () => [],
  taste: () => null,
  receipts: () => [],
  events: () => [],
}

/** The same of a part. Those of a message that waits are its own, receipts have a schema. */
const PART_CHANGED: Readonly<Record<Exclude<StoredPart, `${'events' | 'receipts'}.${string}`>, unknown>> = {
  'size.system': 'US',
  'size.label': '50',
  'garment.values': { waistFlat: 4500 },
  'garment.stretch': 7,
  'sets.id': 'set-7',
  'sets.name': 'Dancing',
  'sets.on': null,
  'sets.measurements': { stature: 15000 },
  'sets.size': null,
  'sets.garment': null,
  'sets.survey': 'men',
  'likes.id': 'another',
  'likes.template': 'desk',
  'likes.picks': {},
  'reasons.id': 'another',
  'reasons.template': 'desk',
  'reasons.reason': 'price',
  'reasons.on': '2026-11-21',
  'dismissed.template': 'desk',
  'dismissed.option': 'colour',
  'dismissed.choice': 'quilted',
  'taste.template': 'desk',
  'taste.option': 'colour',
  'taste.choice': 'linen',
  'taste.times': 9,
}

describe('every stored field serves something the customer can see', async () => {
  const visited = visit()
  visited.agree()
  visited.live()
  await Promise.resolve()
  const stored = visited.stored()
  visited.stop()
  const shown = await shownOf(stored)
  const nameOf = (key: StoredKey) => (key.endsWith('.') ? `${key}coat` : key)
  const keys = Object.keys(DATA_MAP.stored) as StoredKey[]
  const fields = keys.flatMap((key) => DATA_MAP.stored[key].fields.map((field) => [key, field] as const))
  const parts = Object.entries(PART_CHANGED).map(
    ([path, value]) => [...path.split('.'), value] as [string, string, unknown]
  )

  it.each(fields)('%s: %s', async (key, field) => {
    const entry = structuredClone(stored.get(nameOf(key))) as Record<string, never>
    const holder = key === 'toile.consent' ? (entry['preferences'] as unknown as typeof entry) : entry
    holder[field] = CHANGED[field](holder[field]!) as never
    expect(await shownOf(new Map([...stored, [nameOf(key), entry]]))).not.toBe(shown)
  })

  it.each(parts)('%s.%s', async (field, part, value) => {
    const altered = structuredClone(stored)
    const holders = [...altered.values()].flatMap((entry) => holdersOf(entry, field))
    // The first set says what holds for a body, the one that differs from it what it is called.
    const holder = holders.at(/sets\.(?:id|name|on)/.test(`${field}.${part}`) ? -1 : 0)!
    expect(holder[part]).not.toEqual(value)
    holder[part] = value
    expect(await shownOf(altered)).not.toBe(shown)
  })

  it('leaves no part of the map out', () => {
    const known = Object.entries(STORED_PARTS).flatMap(([field, names]) => names.map((part) => `${field}.${part}`))
    const handled = known.filter((path) => !/^(?:events|receipts)\./.test(path))
    expect(Object.keys(PART_CHANGED).sort()).toEqual(handled.sort())
  })
})

describe('every field of an event is shown in the list of what left', () => {
  it.each(EVENT_TYPES)('%s: in a sentence, and to the letter', async (type) => {
    const event = (await oneOfEach()).get(type)!
    const left: Left = { at: event.time, to: 'page', name: event.type, purpose: event.purpose, message: event }
    const [text] = leftTexts(left, coatDesign(), say)
    expect(text).not.toBe(say('told.other', { name: event.type }))
    expect(text!.length).toBeGreaterThan(5)
    const letters = messageText(left.message)
    for (const field of [...Object.keys(event), ...Object.keys((DATA_MAP.events[type] as MappedEvent).fields)])
      expect(letters).toContain(`"${field}": `)
  })
})

/** Whatever lies under that field, or each of it. */
function holdersOf(value: unknown, field: string): readonly Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const found = name === field ? (Array.isArray(inner) ? inner : [inner]).filter((one) => one !== null) : []
    return [...(found as Record<string, unknown>[]), ...(name === 'events' ? [] : holdersOf(inner, field))]
  })
}
