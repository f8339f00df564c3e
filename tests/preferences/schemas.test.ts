import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { EVENT_TYPES, eventSchema, schemaName } from '../../src/preferences/compile/schemas.ts'
import {
  PROBLEMS,
  PURPOSES,
  REASONS,
  type EventData,
  type EventType,
  type PreferenceEvent,
} from '../../src/preferences/index.ts'
import { coat, coatDesign } from '../design/coat.ts'
import { oneOfEach, openGate, SAID } from './emitted.ts'

const FOLDER = join(import.meta.dirname, '../../src/preferences/schemas')
const ajv = new Ajv2020({ strict: true })
const accepts = new Map<EventType, ValidateFunction>(EVENT_TYPES.map((type) => [type, ajv.compile(eventSchema(type))]))
const isGood = (event: PreferenceEvent | unknown, type: EventType) => accepts.get(type)!(event)

/** CloudEvents 1.0.2, as its own JSON Schema has it (`cloudevents/formats/cloudevents.json`), and 3.1 on names. */
const cloudEvent = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  formats: {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => URL.canParse(text, 'https://loom.example/'),
    'date-time': (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text),
  },
}).compile({
  type: 'object',
  properties: {
    id: { type: 'string', minLength: 1 },
    source: { type: 'string', format: 'uri-reference', minLength: 1 },
    specversion: { type: 'string', minLength: 1 },
    type: { type: 'string', minLength: 1 },
    datacontenttype: { type: ['string', 'null'], minLength: 1 },
    dataschema: { type: ['string', 'null'], format: 'uri', minLength: 1 },
    subject: { type: ['string', 'null'], minLength: 1 },
    time: { type: ['string', 'null'], format: 'date-time', minLength: 1 },
    data: { type: ['object', 'string', 'number', 'array', 'boolean', 'null'] },
    data_base64: { type: ['string', 'null'] },
  },
  required: ['id', 'source', 'specversion', 'type'],
  propertyNames: { pattern: '^(?:[a-z0-9]{1,20}|datacontenttype|data_base64)$' },
})

let events: ReadonlyMap<EventType, PreferenceEvent>
beforeAll(async () => {
  events = await oneOfEach()
})

describe('the published schemas', () => {
  it.each(EVENT_TYPES)('have %s as the data map has it', async (type) => {
    const text = `${JSON.stringify(eventSchema(type), null, 2)}\n`
    await expect(text).toMatchFileSnapshot(join(FOLDER, `${schemaName(type)}.json`))
  })

  it('are one for each type of event and none more', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(EVENT_TYPES.map((type) => `${schemaName(type)}.json`).sort())
    expect(EVENT_TYPES).toHaveLength(13)
  })

  it.each(EVENT_TYPES)('take %s as it really left, and no other takes it', (type) => {
    const event = events.get(type)
    expect(EVENT_TYPES.filter((other) => isGood(event, other))).toEqual([type])
    expect(event!.dataschema).toBe(eventSchema(type).$id)
  })

  it.each(EVENT_TYPES)('find %s a CloudEvent', (type) => {
    expect(cloudEvent(events.get(type))).toBe(true)
  })

  it('refuse an event with anything missing, unless it may be', () => {
    for (const [type, event] of events) {
      for (const field of Object.keys(event))
        expect(isGood(without(event, field), type), `${type}.${field}`).toBe(field === 'visit')
      for (const field of Object.keys(event.data)) {
        const { via, problem } = event.data
        const isOptional = field === 'via' || (field === 'option' && problem !== undefined && via === undefined)
        expect(isGood({ ...event, data: without(event.data, field) }, type), `${type}.data.${field}`).toBe(isOptional)
      }
    }
  })

  it('refuse an extra field of any name and value, anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EVENT_TYPES), fc.string(), fc.jsonValue(), (type, name, value) => {
        const event = events.get(type)!
        fc.pre(!Object.hasOwn(event, name) && !Object.hasOwn(event.data, name) && name !== '__proto__')
        fc.pre(!Object.hasOwn(eventSchema(type).properties as object, name))
        expect(isGood({ ...event, [name]: value }, type)).toBe(false)
        expect(isGood({ ...event, data: { ...event.data, [name]: value } }, type)).toBe(false)
      })
    )
  })

  it('refuse a number, a text, an address or a list in the place of every value', () => {
    const never = [...FREE, 81.5, 0, true, null, [], ['linen'], { cloth: 81.5 }, { 'a b': 'linen' }, { cloth: 'a b' }]
    for (const [type, event] of events)
      for (const value of never) {
        for (const field of Object.keys(event))
          expect(isGood({ ...event, [field]: value }, type), `${type}.${field} = ${JSON.stringify(value)}`).toBe(false)
        for (const field of Object.keys(event.data)) {
          const data = { ...event.data, [field]: value }
          expect(isGood({ ...event, data }, type), `${type}.data.${field} = ${JSON.stringify(value)}`).toBe(false)
        }
      }
  })

  it('refuse a visit number anywhere but in counts for the shop', () => {
    const visit = '4b1c1b2c-6a0e-4f6e-9d0a-0f6c1d2e3f40'
    for (const [type, event] of events)
      expect(isGood({ ...event, visit }, type)).toBe(event.purpose === 'insight')
  })
})

/** What a person might write, and what could tell who they are. */
const FREE = [
  '',
  'Für Oma, in Liebe',
  'ada@example.org',
  'https://shop.example/p?utm=1#ada',
  '//shop.example',
  '+49 170 1234567',
  '81,5 cm',
  '2026-11-22T10:42:37Z',
  '48.1374, 11.5755',
  'Mozilla/5.0 (X11; Linux x86_64)',
  'a'.repeat(200),
]

describe('the gate', () => {
  const ids = new Set([
    'coat@2.0.0',
    'suggestion',
    ...PURPOSES,
    ...REASONS,
    ...PROBLEMS,
    'unknown',
    'granted',
    'denied',
    'withdrawn',
    'expired',
    ...coat().options.flatMap(({ id, choices }) => [id, ...choices.map((choice) => choice.id)]),
  ])
  const leavesIn = (value: unknown): readonly unknown[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => (inner === value ? [] : [name, ...leavesIn(inner)]))
      : [value]

  it('lets nothing pass but ids of the template and words of closed lists, whatever it is handed', async () => {
    const fields = ['option', 'choice', 'from', 'via', 'selection', 'picks', 'reason', 'problem', 'purpose', 'state']
    const known = fc.constantFrom(...ids)
    const value = fc.oneof(known, fc.dictionary(known, known), fc.constantFrom(...FREE), fc.jsonValue())
    const extra = fc.dictionary(fc.oneof(fc.constantFrom(...fields), fc.string()), value, { maxKeys: 3 })
    const names = new Set([...fields, 'template'])
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...EVENT_TYPES), extra, fc.boolean(), async (type, data, isWhole) => {
        const { gate, sent } = openGate()
        const said = { ...(isWhole ? SAID[type] : {}), ...data }
        gate.emit(type, said as EventData)
        await Promise.resolve()
        gate.dispose()
        for (const event of sent.filter((one) => one.type === `toile.${schemaName(type)}`)) {
          expect(isGood(event, type), JSON.stringify(event)).toBe(true)
          for (const [field, inner] of Object.entries(event.data)) {
            expect(names).toContain(field)
            for (const leaf of leavesIn(inner)) expect(ids).toContain(leaf)
          }
        }
      }),
      { numRuns: 300 }
    )
  })

  it('says no length, which is of a body: not when it is chosen, and not in a whole design', async () => {
    const { gate, sent } = openGate()
    const dropped = gate.dropped()
    gate.emit('choice.made', { option: 'length', choice: '90', from: '100' })
    gate.emit('choice.undone', { option: 'length', choice: '90' })
    gate.emit('suggestion.shown', { option: 'length', choice: '90' })
    gate.emit('design.finished', { selection: coatDesign().selection(), picks: { length: '90', cloth: 'wool' } })
    await Promise.resolve()
    // That something is wrong with it says no length.
    gate.emit('problem.reported', { problem: 'words', option: 'length' })
    await Promise.resolve()
    expect(sent.at(-1)!.data).toEqual({ template: 'coat@2.0.0', problem: 'words', option: 'length' })
    const [event, ...others] = sent.slice(0, -1).filter(({ type }) => type !== 'toile.consent.changed.v1')
    expect(others).toEqual([])
    expect(event!.data['picks']).toEqual({ cloth: 'wool' })
    const { length: _, ...selection } = coatDesign().selection()
    expect(event!.data['selection']).toEqual(selection)
    expect(gate.dropped()).toBe(dropped)
  })

  it('says nothing either that the template says is of a body, as shoe sizes are', async () => {
    const bare = coat()
    const options = bare.options.map((option) => (option.id === 'colour' ? { ...option, ofBody: true as const } : option))
    const { gate, sent } = openGate({ template: { ...bare, options } })
    gate.emit('choice.made', { option: 'colour', choice: 'yellow', from: 'navy' })
    gate.emit('design.finished', { selection: { cloth: 'linen', colour: 'yellow' }, picks: { colour: 'yellow' } })
    await Promise.resolve()
    expect(JSON.stringify(sent)).not.toContain('yellow')
    expect(sent.at(-1)!.data).toEqual({ template: 'coat@2.0.0', selection: { cloth: 'linen' }, picks: {} })
  })

  it.each(FREE)('drops an event that says %j, and counts it', async (text) => {
    const { gate, sent } = openGate()
    await Promise.resolve()
    const before = { sent: sent.length, dropped: gate.dropped() }
    gate.emit('choice.made', { option: 'cloth', choice: 'linen', from: text })
    gate.emit('reason.given', { reason: text })
    gate.emit('design.finished', { selection: { cloth: text }, picks: {} })
    await Promise.resolve()
    expect(sent).toHaveLength(before.sent)
    expect(gate.dropped()).toBe(before.dropped + 3)
  })
})

function without<Value extends object>(value: Value, name: string): Partial<Value> {
  return Object.fromEntries(Object.entries(value).filter(([one]) => one !== name)) as Partial<Value>
}
