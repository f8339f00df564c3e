import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { EVENT_TYPES } from '../../src/preferences/compile/schemas.ts'
import { STORED_PARTS, type MappedEvent } from '../../src/preferences/dataMap.ts'
import { envelopeWords } from '../../src/preferences/fieldWords.ts'
import { DATA_MAP, PROFILE_FIELDS, PURPOSES, type EventType, type Purpose } from '../../src/preferences/index.ts'
import { ACT, openGate } from './emitted.ts'
import { visit, type Visited } from './conduct/visit.ts'
import { waysIn } from './conduct/ways.ts'

const ROOT = join(import.meta.dirname, '../..')
const MAPPED_KEYS = Object.keys(DATA_MAP.stored) as (keyof typeof DATA_MAP.stored)[]
const fieldsOf = (type: EventType): readonly string[] => Object.keys((DATA_MAP.events[type] as MappedEvent).fields)

/** Everything that a page may run: without the server, the command line and what only they and the build import. */
const pageCode = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(join(ROOT, 'src'), { withFileTypes: true, recursive: true })
      .filter((file) => file.isFile() && /\.tsx?$/.test(file.name))
      .map((file) => relative(ROOT, join(file.parentPath, file.name)).replaceAll('\\', '/'))
      .filter((path) => !/^src\/(?:intake|studio)\/|\/compile\//.test(path))
      .sort()
      .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')])
  )

/** Whoever adds a file here says to a privacy officer what it stores or whom it reaches. */
const REACHES: Readonly<Record<string, readonly string[]>> = {
  // The browser's storage, handed to those whose keys the map names.
  'src/embed/consent.ts': ['localStorage'],
  'src/embed/session.ts': ['fetch', 'localStorage'],
  'src/preferences/fitProfile.ts': ['localStorage'],
  'src/preferences/profile/profile.ts': ['localStorage'],
  // Lists and deletes what is stored.
  'src/widget/privacy/stored.ts': ['dispatchEvent', 'localStorage'],
  // Wipes.
  'src/embed/kiosk.ts': ['localStorage', 'sessionStorage'],
  // Other tabs of the site: which purposes were closed, nothing else.
  'src/preferences/tabs.ts': ['BroadcastChannel'],
  // Preference events: through the gate, to the site's own address or the page around.
  'src/preferences/sinks/http.ts': ['fetch'],
  'src/preferences/sinks/page.ts': ['dispatchEvent'],
  // Functional messages: to the page around.
  'src/embed/element.ts': ['dispatchEvent'],
  'src/embed/frame/outside.ts': ['dispatchEvent'],
  // The order, to the shop the page names; asked for by a person.
  'src/order/client.ts': ['fetch'],
  'src/widget/ordering.ts': ['fetch'],
  // What the product is made of; the same requests for everybody.
  'src/preferences/suggest/table.ts': ['fetch'],
  'src/scene/gltf/laying.ts': ['fetch'],
  'src/scene/print-tiles.ts': ['fetch'],
  'src/scene/shapes.ts': ['fetch'],
  'src/template/load.ts': ['fetch'],
  'src/widget/Stage.tsx': ['fetch'],
  // Whether the picture is drawn with fewer pixels.
  'src/scene/renderer-tier.ts': ['deviceMemory'],
  // Where a letter of a font begins and ends; the customer's own picture, cleaned. Nothing read here leaves the page.
  'src/scene/letters.ts': ['getImageData'],
  'src/widget/artwork/read.ts': ['getImageData'],
}

describe('the sources of everything a page runs', () => {
  const { stored, emitted, reached } = waysIn(pageCode())

  it('store under the keys of the map and no other, and every key of the map is stored by one of them', () => {
    expect([...new Set(stored.map(({ key }) => key))].sort()).toEqual([...MAPPED_KEYS].sort())
  })

  it('emit what the map names, with fields it names, and each of its events from somewhere', () => {
    for (const { file, type, fields } of emitted) {
      expect(EVENT_TYPES, file).toContain(type)
      for (const field of fields ?? []) expect(fieldsOf(type as EventType), `${file} ${type}`).toContain(field)
    }
    expect([...new Set(emitted.map(({ type }) => type))].sort()).toEqual([...EVENT_TYPES].sort())
  })

  it('reach into the browser and out of the page from the listed files alone', () => {
    expect(reached).toEqual(REACHES)
  })
})

describe('the reading of sources', () => {
  const read = (text: string) => waysIn(new Map([['src/a.ts', text]]))

  it('finds a key that the map does not have, plain, by a name or through a caller', () => {
    expect(read("localStorage.setItem('visitor', id)").stored).toEqual([{ file: 'src/a.ts', key: 'visitor' }])
    expect(read("const KEY = 'visitor'\nstore().setItem(KEY, id)").stored[0]!.key).toBe('visitor')
    expect(
      read('function shelf(key: string) { store.setItem(key, id) }\nshelf(`visitor.${id}`)').stored[0]!.key
    ).toBe('visitor.')
    expect(read('store.setItem(made(), id)').stored[0]!.key).toBeNull()
  })

  it('finds an event and its fields', () => {
    expect(read("gate.emit('page.viewed', { url, age: 7 })").emitted).toEqual([
      { file: 'src/a.ts', type: 'page.viewed', fields: ['url', 'age'] },
    ])
  })

  it.each([
    'document.cookie = id',
    'navigator.sendBeacon(url)',
    'new WebSocket(url)',
    'const { fetch } = window',
    'globalThis.indexedDB.open(id)',
    'const f = navigator.userAgent',
    "gl.getExtension('x')\nx.WEBGL_debug_renderer_info",
  ])('finds a reach: %s', (text) => {
    expect(Object.keys(read(text).reached)).toEqual(['src/a.ts'])
  })
})

describe('a visit with everything in it', () => {
  let visited: Visited
  beforeAll(async () => {
    visited = visit()
    visited.agree()
    visited.live()
    await new Promise((resolve) => setTimeout(resolve))
    return visited.stop
  })

  it('stores nothing at all before the customer asks for it or answers', () => {
    const quiet = visit()
    quiet.live()
    expect([...quiet.stored().keys()]).toEqual([])
    expect(quiet.sent).toEqual([])
    quiet.stop()
  })

  it('stores under every key of the map, and under no other', () => {
    const keys = MAPPED_KEYS.map((key) => (key.endsWith('.') ? `${key}coat` : key))
    expect([...visited.stored().keys()].sort()).toEqual(keys.sort())
  })

  it('stores every field that the map names, down to its parts, and no other', () => {
    for (const key of MAPPED_KEYS) {
      const entry = visited.stored().get(key.endsWith('.') ? `${key}coat` : key) as object
      // An answer for each purpose.
      const answers = Object.values(entry) as object[]
      const found = key === 'toile.consent' ? answers.map(Object.keys) : [Object.keys(entry)]
      const fields = new Set(found.flat().filter((field) => field !== 'format'))
      expect([...fields].sort(), key).toEqual([...DATA_MAP.stored[key].fields].sort())
    }
    expect(Object.keys(visited.stored().get('toile.consent')!).filter((one) => !isPurpose(one))).toEqual([])

    const found: Record<string, Set<string>> = {}
    for (const entry of visited.stored().values()) partsIn(entry, found)
    expect(Object.fromEntries(Object.entries(found).map(([field, parts]) => [field, [...parts].sort()]))).toEqual(
      Object.fromEntries(Object.entries(STORED_PARTS).map(([field, parts]) => [field, [...parts].sort()]))
    )
  })

  it('lets leave every field that the map names, and no other', () => {
    const { sent } = visited
    for (const type of EVENT_TYPES) {
      const events = sent.filter((event) => event.type === `toile.${type}.v1`)
      const fields = new Set(events.flatMap(({ data }) => Object.keys(data)))
      expect([...fields].sort(), type).toEqual([...fieldsOf(type), 'template'].sort())
    }
    const envelope = new Set(sent.flatMap((event) => Object.keys(event)))
    expect([...envelope].sort()).toEqual([...Object.keys(envelopeWords.en), 'data'].sort())
    expect(sent.every((event) => ('visit' in event) === (event.purpose === 'insight'))).toBe(true)
  })

  it('lets nothing leave that was typed or says something of a body: no word, no name and no measurement', () => {
    // Random ids and digests may hold any few letters or digits by chance.
    const chance = new Set(['id', 'visit', 'consentref', 'policyhash'])
    const text = JSON.stringify(visited.sent, (key, value: unknown) => (chance.has(key) ? undefined : value))
    for (const typed of ['AB', 'Friday', 'heels', '17640', '18240', '8410', '4200', 'women', '"48"'])
      expect(text).not.toContain(typed)
    expect(text).not.toContain('"length"')
  })
})

describe('the map', () => {
  const events = EVENT_TYPES.flatMap((type) => [type, ...fieldsOf(type)])
  const envelope = Object.keys(envelopeWords.en)
  const stored = [
    ...MAPPED_KEYS.flatMap((key) => [key, ...DATA_MAP.stored[key].fields]),
    ...Object.entries(STORED_PARTS).flatMap(([field, parts]) => parts.map((part) => `${field}.${part}`)),
    ...PROFILE_FIELDS,
  ]
  /** What would say who somebody is, where they are, or what somebody thinks they are worth. */
  const forbidden = new RegExp(
    [
      /gender|\bsex|^age|birth|mail|phone|name|address|street|city|country|person|customer|user|account|ip$/,
      /url|href|referrer|agent|device|browser|finger|lat$|lon|geo|cookie|session|gclid|utm|cid$|pixel/,
      /health|ethnic|race|religion|income|wealth|score|value|segment|pointer|scroll|hover|duration/,
    ]
      .map(({ source }) => source)
      .join('|'),
    'i'
  )

  it('has no field for who somebody is, where they are or what they are worth', () => {
    expect([...events, ...envelope].filter((name) => forbidden.test(name))).toEqual([])
    // A customer's own name for a set of measurements, and what a garment measures: on their device alone.
    expect(stored.filter((name) => forbidden.test(name))).toEqual(['garment.values', 'sets.name'])
  })

  it.each(['gender', 'userAgent', 'email', 'age', 'birthday', 'ip', 'url', 'lifetimeValue', 'fullName'])(
    'would not have one called %s',
    (name) => {
      expect(forbidden.test(name)).toBe(true)
    }
  )

  it('sells nothing: there is no purpose for it, no event, no key, and no yes that would open one', () => {
    const selling = /sale|sell|share|third|partner|broker|advert/i
    expect([...PURPOSES, ...events, ...envelope, ...stored].filter((name) => selling.test(name))).toEqual([])
    const { gate } = openGate()
    for (const purpose of ['sale', 'sell', 'share'] as unknown as Purpose[]) {
      expect(gate.isOpen(purpose)).toBe(false)
      try {
        gate.grant(purpose, ACT)
      } catch {
        // As well.
      }
      expect(gate.isOpen(purpose)).toBe(false)
    }
  })

  it('keeps measurements out of every event, and off the device without a yes or an act of its own', () => {
    expect(events.filter((name) => /measure|size|girth|fit|body|length/i.test(name))).toEqual([])
    const holds = (field: string) => /measurements|sets/.test(field)
    const kept = MAPPED_KEYS.filter((key) => DATA_MAP.stored[key].fields.some(holds))
    expect(kept.map((key) => DATA_MAP.stored[key].after)).toEqual(['keep design', 'measurements'])
  })
})

const isPurpose = (text: string): boolean => (PURPOSES as readonly string[]).includes(text)

/** Notes the names in whatever lies under a field that the map has parts of. */
function partsIn(value: unknown, found: Record<string, Set<string>>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [field, inner] of Object.entries(value)) {
    if (Object.hasOwn(STORED_PARTS, field))
      for (const one of Array.isArray(inner) ? inner : [inner])
        for (const part of Object.keys((one ?? {}) as object)) (found[field] ??= new Set()).add(part)
    // Messages that wait are checked as events, receipts by their own schema.
    if (field !== 'events' && field !== 'receipts') partsIn(inner, found)
  }
  if (Array.isArray(value)) for (const one of value) partsIn(one, found)
}
