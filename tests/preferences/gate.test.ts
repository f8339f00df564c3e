import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createGate,
  policyHash,
  watchDesign,
  type EventType,
  type GateSettings,
  type PreferenceEvent,
  type Sink,
} from '../../src/preferences/index.ts'
import { coat, coatDesign } from '../design/coat.ts'

const CLICK = {} as Event
const KEY = 'toile.consent'

/** A browser's storage in memory, its calls counted. */
function storage(entries = new Map<string, string>()) {
  return {
    entries,
    getItem: vi.fn((key: string) => entries.get(key) ?? null),
    setItem: vi.fn((key: string, value: string) => void entries.set(key, value)),
    removeItem: vi.fn((key: string) => void entries.delete(key)),
  }
}

function visit(settings: Partial<GateSettings> = {}) {
  const sent: PreferenceEvent[] = []
  const signals: AbortSignal[] = []
  const sink: Sink = {
    to: 'page',
    send(event, { signal, leaving }) {
      leaving(event)
      sent.push(event)
      signals.push(signal)
    },
  }
  const store = storage()
  const template = coat()
  const gate = createGate({
    template,
    sinks: [sink],
    storage: () => store,
    now: () => new Date('2026-11-22T10:42:37.123Z'),
    source: '/configurator/loom',
    signal: () => false,
    isAct: (act) => act === CLICK,
    ...settings,
  })
  const design = coatDesign({}, template)
  return { gate, design, sent, signals, store, watch: watchDesign(gate, design) }
}

/** Events leave after the code that made them. */
const soon = () => Promise.resolve()

const types = (events: readonly PreferenceEvent[]) => events.map(({ type }) => type)

describe('without a yes', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('five minutes of choosing cause nothing: no event, no request, no storage, no timer', async () => {
    const fetch = vi.fn()
    const beacon = vi.fn()
    vi.stubGlobal('fetch', fetch)
    vi.stubGlobal('navigator', { sendBeacon: beacon })
    const { gate, design, sent, store, watch } = visit({ now: undefined })
    for (let minute = 0; minute < 5; minute++) {
      design.choose('cloth', minute % 2 ? 'linen' : 'oilskin')
      design.undo()
      watch.finished()
      expect(vi.getTimerCount()).toBe(0)
      await vi.advanceTimersByTimeAsync(60_000)
    }
    expect(gate.state('preferences')).toBe('unknown')
    expect(sent).toEqual([])
    expect(gate.left()).toEqual([])
    expect(store.setItem).not.toHaveBeenCalled()
    expect(store.entries.size).toBe(0)
    expect(fetch).not.toHaveBeenCalled()
    expect(beacon).not.toHaveBeenCalled()
  })

  it('a no is remembered, and nothing else', async () => {
    const { gate, design, sent, store } = visit()
    gate.deny('preferences', CLICK)
    design.choose('cloth', 'linen')
    await soon()
    expect(gate.state('preferences')).toBe('denied')
    expect([...store.entries]).toEqual([[KEY, '{"preferences":{"answer":"denied","on":"2026-11-22"}}']])
    expect(sent).toEqual([])
  })
})

describe('a yes', () => {
  it('is worth something only from a person', () => {
    const { gate, store } = visit()
    for (const act of ['grant', 'deny', 'withdraw'] as const)
      expect(() => gate[act]('preferences', { isTrusted: true } as Event)).toThrow(
        expect.objectContaining({ code: 'consent/not-a-person' })
      )
    expect(gate.state('preferences')).toBe('unknown')
    expect(store.setItem).not.toHaveBeenCalled()
  })

  it('sends one snapshot of what is on screen and nothing of what went before', async () => {
    const { gate, design, sent } = visit()
    design.choose('cloth', 'linen')
    design.choose('cloth', 'oilskin')
    gate.grant('preferences', CLICK)
    await soon()
    expect(types(sent)).toEqual(['toile.design.snapshot.v1'])
    // A length says something of a body: it is not among what events tell.
    const { length: _, ...selection } = design.selection()
    expect(sent[0]!.data).toEqual({
      template: 'coat@2.0.0',
      selection,
      picks: { cloth: 'oilskin' },
    })
  })

  it('then sends one event per pick, made or given up: CloudEvents 1.0, template ids, the minute', async () => {
    const { gate, design, sent, watch } = visit()
    gate.grant('preferences', CLICK)
    design.choose('colour', 'yellow')
    design.clear('colour')
    watch.finished()
    await soon()
    expect(types(sent)).toEqual([
      'toile.design.snapshot.v1',
      'toile.choice.made.v1',
      'toile.choice.undone.v1',
      'toile.design.finished.v1',
    ])
    expect(sent[1]).toEqual({
      specversion: '1.0',
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      source: '/configurator/loom',
      type: 'toile.choice.made.v1',
      time: '2026-11-22T10:42:00Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:toile:schema:choice.made.v1',
      purpose: 'preferences',
      consentref: expect.stringMatching(/^[\w-]{43}$/),
      policyhash: policyHash(),
      data: { template: 'coat@2.0.0', option: 'colour', choice: 'yellow', from: 'camel' },
    })
    expect(new Set(sent.map(({ id }) => id)).size).toBe(4)
    expect(gate.left().map(({ message }) => message)).toEqual([...sent].reverse())
  })

  it('lets no text and no measurement through, whatever the customer writes', async () => {
    const { gate, design, sent } = visit()
    gate.grant('preferences', CLICK)
    design.write('monogram', 'QZXJ')
    design.writeNote('QZXJ')
    design.measure({ waistGirth: 8614, stature: 17823 })
    await soon()
    expect(types(sent)).toEqual(['toile.design.snapshot.v1', 'toile.choice.made.v1'])
    expect(sent[1]!.data).toMatchObject({ option: 'monogram', choice: 'written' })
    expect(JSON.stringify(sent)).not.toMatch(/QZXJ|8614|17823|waist|stature/)
  })

  it.each<[EventType, Record<string, unknown>]>([
    ['choice.made', { option: 'cloth', choice: 'my own words', from: 'wool' }],
    ['choice.made', { option: 'bust', choice: 'wool', from: 'linen' }],
    ['choice.made', { option: 'cloth', choice: 'wool', from: '8600' }],
    ['choice.made', { option: 'cloth', choice: 'wool', from: 'linen', url: 'https://shop.example/' }],
    ['choice.made', { choice: 'wool', from: 'linen' }],
    ['choice.made', { option: 'cloth', choice: 'wool' }],
    ['choice.made', { option: 'cloth', choice: 'wool', from: 'linen', via: 'a friend' }],
    ['choice.made', { option: 'cloth', choice: { wool: 'wool' }, from: 'linen' }],
    ['design.snapshot', { selection: { cloth: 'wool', note: 'call me' }, picks: {} }],
    ['design.snapshot', { selection: { monogram: 'AB' }, picks: {} }],
    ['design.snapshot', { picks: 'cloth' }],
    ['design.finished', { selection: {}, picks: {}, total: '30000' }],
    ['consent.changed', { purpose: 'sale', state: 'granted' }],
    ['consent.changed', { purpose: 'measurements', state: 'granted' }],
    ['consent.changed', { purpose: 'insight', state: 'yes please' }],
  ])('drops and counts an event that says more than template ids: %s %o', async (type, data) => {
    const { gate, sent } = visit()
    gate.grant('preferences', CLICK)
    await soon()
    sent.length = 0
    gate.emit(type, data as never)
    await soon()
    expect(sent).toEqual([])
    expect(gate.dropped()).toBe(1)
  })

  it('opens one purpose, not its neighbours', () => {
    const { gate } = visit()
    gate.grant('insight', CLICK)
    expect(gate.isOpen('insight')).toBe(true)
    expect(gate.isOpen('preferences')).toBe(false)
    expect(gate.state('measurements')).toBe('unknown')
  })

  it('is remembered with its day and no id, and lasts six months', () => {
    const first = visit()
    first.gate.grant('preferences', CLICK)
    expect(first.store.entries.get(KEY)).toBe('{"preferences":{"answer":"granted","on":"2026-11-22"}}')
    const again = (day: string) =>
      visit({ storage: () => first.store, now: () => new Date(`${day}T12:00:00Z`) }).gate.state('preferences')
    expect(again('2027-05-21')).toBe('granted')
    expect(again('2027-05-22')).toBe('expired')
    expect(again('2026-11-01')).toBe('expired')
  })

  it('to a policy that was widened since is no yes', () => {
    const entries = new Map([[KEY, '{"preferences":{"answer":"granted","on":"2026-11-20"}}']])
    expect(visit({ storage: () => storage(entries) }).gate.state('preferences')).toBe('expired')
  })

  it('leaves at most thirty events and twenty thousand bytes a visit', async () => {
    const { gate, sent } = visit()
    gate.grant('preferences', CLICK)
    for (let i = 0; i < 100; i++) gate.emit('choice.made', { option: 'cloth', choice: 'wool', from: 'linen' })
    await soon()
    expect(sent).toHaveLength(30)
    expect(gate.dropped()).toBe(71)

    const long = 'x'.repeat(64)
    const template = coat()
    const options = Array.from({ length: 90 }, (_, at) => ({
      ...template.options[0]!,
      id: `${long.slice(3)}${at}`,
      choices: [{ ...template.options[0]!.choices[0]!, id: long }],
    }))
    const wide = visit({ template: { ...template, options } })
    wide.watch.stop()
    wide.gate.grant('preferences', CLICK)
    const selection = Object.fromEntries(options.map(({ id }) => [id, long]))
    for (let i = 0; i < 5; i++) wide.gate.emit('design.snapshot', { selection, picks: {} })
    await soon()
    expect(JSON.stringify(wide.sent).length).toBeLessThanOrEqual(20_010)
    expect(wide.sent.length).toBeGreaterThan(0)
    expect(wide.gate.dropped()).toBeGreaterThan(0)
  })
})

describe('withdrawing', () => {
  it('stops what was made but has not left', async () => {
    const { gate, design, sent } = visit()
    gate.grant('preferences', CLICK)
    design.choose('cloth', 'linen')
    gate.withdraw('preferences', CLICK)
    await soon()
    expect(sent).toEqual([])
    design.choose('cloth', 'wool')
    await soon()
    expect(sent).toEqual([])
    expect(gate.state('preferences')).toBe('withdrawn')
  })

  it('aborts what is on its way', async () => {
    const { gate, signals, store } = visit()
    gate.grant('preferences', CLICK)
    await soon()
    expect(signals[0]!.aborted).toBe(false)
    gate.withdraw('preferences', CLICK)
    expect(signals[0]!.aborted).toBe(true)
    expect(store.entries.get(KEY)).toBe('{"preferences":{"answer":"withdrawn","on":"2026-11-22"}}')
  })

  it('in the middle of leaving stops the rest', async () => {
    const seen: string[] = []
    const { gate, design } = visit({
      sinks: [
        {
          to: 'page',
          send(event) {
            seen.push(event.type)
            gate.withdraw('preferences', CLICK)
          },
        },
      ],
    })
    gate.grant('preferences', CLICK)
    design.choose('cloth', 'linen')
    await soon()
    expect(seen).toEqual(['toile.design.snapshot.v1'])
  })

  it.each([
    ['withdrawn', '{"preferences":{"answer":"withdrawn","on":"2026-11-22"}}'],
    ['unknown', null],
    ['denied', 'garbage'],
  ])('in another tab, or wiping what the site stores, closes this page too (%s)', async (state, text) => {
    const { gate, design, sent, store } = visit()
    gate.grant('preferences', CLICK)
    await soon()
    sent.length = 0
    if (text === null) store.entries.clear()
    else store.entries.set(KEY, text)
    design.choose('cloth', 'linen')
    await soon()
    expect(sent).toEqual([])
    expect(gate.state('preferences')).toBe(state)
  })

  it('and granting again sends a new snapshot only', async () => {
    const { gate, design, sent } = visit()
    gate.grant('preferences', CLICK)
    gate.withdraw('preferences', CLICK)
    design.choose('cloth', 'linen')
    gate.grant('preferences', CLICK)
    await soon()
    expect(types(sent)).toEqual(['toile.design.snapshot.v1'])
    expect(sent[0]!.data['picks']).toEqual({ cloth: 'linen' })
  })
})

describe('the browser’s signal', () => {
  it('denies until an act in the widget, which is remembered as given despite it', () => {
    const { gate, store } = visit({ signal: () => true })
    expect(gate.isSignalled()).toBe(true)
    expect(gate.state('preferences')).toBe('denied')
    gate.grant('preferences', CLICK)
    expect(gate.isOpen('preferences')).toBe(true)
    expect(store.entries.get(KEY)).toBe('{"preferences":{"answer":"granted","on":"2026-11-22","despiteSignal":true}}')
  })

  it('that comes up after a yes wins over it', () => {
    let signal = false
    const { gate } = visit({ signal: () => signal })
    gate.grant('preferences', CLICK)
    signal = true
    expect(gate.state('preferences')).toBe('denied')
    expect(gate.isOpen('preferences')).toBe(false)
  })
})

describe('whatever fails, fails closed', () => {
  const thrower = () => {
    throw new Error('broken')
  }

  it('a signal that cannot be read is a no', () => {
    expect(visit({ signal: thrower }).gate.state('preferences')).toBe('denied')
  })

  it('a clock that cannot be read is a no', () => {
    const entries = new Map([[KEY, '{"preferences":{"answer":"granted","on":"2026-11-22"}}']])
    expect(visit({ storage: () => storage(entries), now: thrower }).gate.state('preferences')).toBe('denied')
  })

  it('blocked storage is a no, and a yes then lasts for the page', async () => {
    const { gate, sent } = visit({ storage: thrower })
    expect(gate.state('preferences')).toBe('denied')
    gate.grant('preferences', CLICK)
    await soon()
    expect(types(sent)).toEqual(['toile.design.snapshot.v1'])
  })

  it.each([
    '[1]',
    '{"preferences":"granted"}',
    '{"preferences":{"answer":"granted"}}',
    '{"sale":{"answer":"granted","on":"2026-11-22"}}',
    '{',
    '7',
    'null',
  ])('an answer in an unknown shape is a no: %s', (text) => {
    expect(visit({ storage: () => storage(new Map([[KEY, text]])) }).gate.state('preferences')).toBe('denied')
  })

  it('a polluted prototype opens nothing', () => {
    const polluted = Object.prototype as Record<string, unknown>
    polluted['preferences'] = { answer: 'granted', on: '2026-11-22' }
    try {
      expect(visit().gate.isOpen('preferences')).toBe(false)
    } finally {
      delete polluted['preferences']
    }
  })

  it('lists all that left under a yes, and of functional messages the latest two hundred and how many there were', async () => {
    const { gate } = visit()
    gate.grant('preferences', CLICK)
    await soon()
    for (let at = 0; at < 250; at++) gate.told('toile-change', 'page', { at })
    expect(gate.left()).toHaveLength(201)
    expect(gate.left()[0]!.message).toEqual({ at: 249 })
    expect(gate.left().at(-1)!.purpose).toBe('preferences')
    expect(gate.earlier()).toBe(50)
  })

  it('a sink in trouble stops neither the page nor the other sinks', async () => {
    const seen: string[] = []
    const { gate } = visit({
      sinks: [
        { to: 'page', send: thrower },
        { to: 'page', send: () => Promise.reject(new Error('down')) },
        { to: 'page', send: (event) => void seen.push(event.type) },
      ],
    })
    gate.grant('preferences', CLICK)
    await soon()
    expect(seen).toEqual(['toile.design.snapshot.v1'])
  })

  it('a disposed gate is shut for good', async () => {
    const { gate, design, sent } = visit()
    gate.grant('preferences', CLICK)
    gate.dispose()
    design.choose('cloth', 'linen')
    await soon()
    expect(sent).toEqual([])
    expect(gate.isOpen('preferences')).toBe(false)
  })

  it('what has left cannot be changed afterwards', async () => {
    const { gate, sent } = visit()
    gate.grant('preferences', CLICK)
    await soon()
    expect(() => Object.assign(sent[0]!.data, { note: 'x' })).toThrow(TypeError)
    expect(gate.left().map(({ message }) => message)).toEqual(sent)
  })
})
