import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createGate,
  createVisit,
  POLICY,
  policyHash,
  PURPOSES,
  viaSuggestion,
  watchDesign,
  type GateSettings,
  type PreferenceEvent,
  type Sink,
} from '../../src/preferences/index.ts'
import { coat, coatDesign } from '../design/coat.ts'
import { ACT } from './emitted.ts'

const KEY = 'toile.consent'

/** A page whose day and signal the test sets. */
function page({ stored = null, ...settings }: Partial<GateSettings> & { readonly stored?: string | null } = {}) {
  const entries = new Map(stored === null ? [] : [[KEY, stored]])
  const sent: PreferenceEvent[] = []
  const purged: boolean[] = []
  const sink: Sink = {
    to: 'page',
    send: (event, { leaving }) => (leaving(event), void sent.push(event)),
    purge: (mayStay) => void purged.push(mayStay('preferences')),
  }
  let isSignalled = false
  const gate = createGate({
    template: coat(),
    sinks: [sink],
    storage: () => ({
      getItem: (key) => entries.get(key) ?? null,
      setItem: (key, value) => void entries.set(key, value),
      removeItem: (key) => void entries.delete(key),
    }),
    now: () => new Date(),
    signal: () => isSignalled,
    isAct: (act) => act === ACT,
    ...settings,
  })
  const told = () => gate.changes().map(({ purpose, from, to, by }) => [purpose, from, to, by].join(' '))
  const choose = () => gate.emit('choice.made', { option: 'cloth', choice: 'wool', from: 'linen' })
  return { gate, sent, purged, told, choose, entries, signal: (is: boolean) => void (isSignalled = is) }
}

const soon = () => Promise.resolve()

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(`${POLICY.since}T10:42:37.123Z`) })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('every change is told, with who made it', () => {
  it('the customer: one for each answer, to the minute, with what events will name', () => {
    const { gate, told } = page()
    gate.grant('preferences', ACT)
    gate.withdraw('preferences', ACT)
    gate.deny('insight', ACT)
    expect(told()).toEqual([
      'preferences unknown granted customer',
      'preferences granted withdrawn customer',
      'insight unknown denied customer',
    ])
    expect(gate.changes()[0]).toMatchObject({ at: '2026-11-22T10:42:00Z', policyhash: policyHash() })
  })

  it('the browser’s signal, found before anything leaves; it holds back what was agreed to without it', async () => {
    const { gate, told, choose, sent, signal, purged } = page()
    gate.grant('preferences', ACT)
    choose()
    signal(true)
    await soon()
    expect(sent).toEqual([])
    expect(told()).toContain('preferences granted denied signal')
    expect(purged.at(-1)).toBe(false)
    gate.grant('preferences', ACT)
    expect(gate.changes().at(-1)).toMatchObject({ to: 'granted', by: 'customer', despiteSignal: true })
  })

  it('time: six months on a page that is still open, at the end of the day; no timer without a yes', async () => {
    const { gate, told } = page()
    expect(vi.getTimerCount()).toBe(0)
    gate.grant('preferences', ACT)
    const heard = vi.fn()
    gate.subscribe(heard)
    await vi.advanceTimersByTimeAsync(182 * 86_400_000)
    expect(told().at(-1)).toBe('preferences granted expired time')
    expect(heard).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('a clock that is set, in either direction, before anything leaves', async () => {
    for (const day of ['2027-06-01', '2026-11-19']) {
      vi.setSystemTime(new Date('2026-11-22T10:42:37Z'))
      const { gate, told, choose, sent } = page()
      gate.grant('preferences', ACT)
      choose()
      vi.setSystemTime(new Date(`${day}T10:42:37Z`))
      await soon()
      expect(sent).toEqual([])
      expect(told().at(-1)).toBe('preferences granted expired time')
      gate.dispose()
    }
  })

  it('what ended while nobody looked: an old yes, a signal that came up', () => {
    const yes = (on: string) => `{"preferences":{"answer":"granted","on":"${on}"}}`
    expect(page({ stored: yes('2026-05-01') }).told()).toEqual(['preferences granted expired time'])
    const signalled = page({ stored: yes(POLICY.since), signal: () => true })
    expect(signalled.told()).toEqual(['preferences granted denied signal'])
    expect(page({ signal: () => true }).told()).toEqual([])
  })

  it('after the gate has changed: no listener finds it as it was', () => {
    const { gate, purged } = page()
    gate.grant('preferences', ACT)
    const seen: unknown[] = []
    gate.subscribe(() => seen.push([gate.state('preferences'), gate.changes().at(-1)!.to, purged.at(-1)]))
    gate.withdraw('preferences', ACT)
    expect(seen).toEqual([['withdrawn', 'withdrawn', false]])
  })

  it('when the page is shown again, or another tab stored something', () => {
    const target = Object.assign(new EventTarget(), { visibilityState: 'visible' })
    vi.stubGlobal('document', target)
    const { gate, told, entries } = page()
    gate.grant('preferences', ACT)
    entries.clear()
    target.dispatchEvent(new Event('visibilitychange'))
    expect(told().at(-1)).toBe('preferences granted unknown other tab')
    gate.dispose()
    entries.set(KEY, `{"preferences":{"answer":"granted","on":"${POLICY.since}"}}`)
    target.dispatchEvent(new Event('visibilitychange'))
    expect(gate.isOpen('preferences')).toBe(false)
  })
})

describe('the list of what left', () => {
  it('holds functional messages too, as they were, unchangeable, without a purpose', () => {
    const { gate } = page()
    const detail = { picks: { cloth: 'wool' }, total: 29900 }
    gate.told('toile-change', 'page', detail)
    detail.total = 1
    const message = { picks: { cloth: 'wool' }, total: 29900 }
    expect(gate.left()).toEqual([
      { at: '2026-11-22T10:42:00Z', to: 'page', name: 'toile-change', purpose: null, message },
    ])
    expect(() => Object.assign(gate.left()[0]!.message as object, { total: 1 })).toThrow(TypeError)
  })
})

describe('whether an answer could be remembered', () => {
  it('is known after the first: yes, no, or not yet', () => {
    const { gate } = page()
    expect(gate.isRemembered()).toBeNull()
    gate.deny('preferences', ACT)
    expect(gate.isRemembered()).toBe(true)
    const silent = page({ storage: () => ({ getItem: () => null, setItem: () => {}, removeItem: () => {} }) })
    silent.gate.deny('preferences', ACT)
    expect(silent.gate.isRemembered()).toBe(false)
  })
})

describe('a no that could not be written down', () => {
  it('stands on its page, though the memory can be read again and still holds the yes', () => {
    const yes = `{"preferences":{"answer":"granted","on":"${POLICY.since}"}}`
    let isBlocked = false
    const look = <T>(value: T): T => {
      if (isBlocked) throw new Error('blocked')
      return value
    }
    const { gate } = page({
      storage: () => ({ getItem: () => look(yes), setItem: () => look(undefined), removeItem: () => look(undefined) }),
    })
    expect(gate.isOpen('preferences')).toBe(true)
    isBlocked = true
    gate.withdraw('preferences', ACT)
    isBlocked = false
    gate.deny('insight', ACT)
    expect(gate.state('preferences')).toBe('withdrawn')
  })
})

describe('what an event says beside its data', () => {
  it('a visit only with insight: the same for the page, another with the next load, never stored', async () => {
    const { gate, sent, choose, entries } = page()
    gate.grant('preferences', ACT)
    gate.grant('insight', ACT)
    choose()
    gate.emit('design.saved', {})
    gate.emit('design.compared', {})
    await soon()
    const visits = Object.fromEntries(sent.map(({ type, visit }) => [type, visit]))
    expect(visits['toile.choice.made.v1']).toBeUndefined()
    expect(visits['toile.design.saved.v1']).toMatch(/^[0-9a-f-]{36}$/)
    expect(visits['toile.design.compared.v1']).toBe(visits['toile.design.saved.v1'])
    expect(JSON.stringify([...entries])).not.toContain(visits['toile.design.saved.v1'])
    expect(createVisit().id).not.toBe(createVisit().id)
  })

  it('that counts were agreed to or ended, where choices are told; nothing of other answers', async () => {
    const { gate, sent } = page()
    gate.grant('insight', ACT)
    gate.grant('preferences', ACT)
    gate.grant('measurements', ACT)
    gate.deny('contact', ACT)
    gate.withdraw('insight', ACT)
    await soon()
    expect(sent.map(({ type, data }) => [type, data])).toEqual([
      ['toile.consent.changed.v1', { template: 'coat@2.0.0', purpose: 'insight', state: 'withdrawn' }],
    ])
  })

  it('that a suggestion was taken, for the pick it was taken for', async () => {
    const { gate, sent } = page()
    const design = coatDesign()
    watchDesign(gate, design)
    gate.grant('preferences', ACT)
    viaSuggestion(design, 'cloth', () => design.choose('cloth', 'linen'))
    design.choose('cloth', 'oilskin')
    await soon()
    expect(sent.slice(1).map(({ data }) => [data['choice'], data['via']])).toEqual([
      ['linen', 'suggestion'],
      ['oilskin', undefined],
    ])
  })

  it('one snapshot for a yes that waited for the page’s consent tool, of what is on screen by then', async () => {
    let say: (word: 'allowed') => void = () => {}
    const source = {
      name: 'custom' as const,
      watch: (hear: (said: never) => void) => {
        say = (word) => hear(Object.fromEntries(PURPOSES.map((one) => [one, word])) as never)
        return () => {}
      },
    }
    const { gate, sent } = page({ sources: [source] })
    const design = coatDesign()
    watchDesign(gate, design)
    gate.grant('preferences', ACT)
    design.choose('cloth', 'linen')
    say('allowed')
    say('allowed')
    await soon()
    expect(sent.map(({ type, data }) => [type, data['picks']])).toEqual([
      ['toile.design.snapshot.v1', { cloth: 'linen' }],
    ])
  })
})

describe('an event outside the data map', () => {
  it('throws while a page is developed, and is dropped and counted where customers are', () => {
    const strict = page({ isStrict: true })
    expect(() => strict.gate.emit('mouse.moved' as never, {})).toThrow(
      expect.objectContaining({ code: 'events/unknown-type' })
    )
    expect(() => strict.gate.emit('toString' as never, {})).toThrow()
    const { gate } = page()
    gate.emit('mouse.moved' as never, {})
    expect(gate.dropped()).toBe(1)
  })
})

describe('a flood', () => {
  it('of all the widgets of a page together leaves thirty events, and is counted', async () => {
    const visit = createVisit()
    const pages = [page({ visit }), page({ visit })]
    for (const { gate, choose } of pages) {
      gate.grant('preferences', ACT)
      for (let n = 0; n < 500; n++) choose()
    }
    await soon()
    expect(pages.map(({ sent }) => sent.length)).toEqual([30, 0])
    expect(pages.map(({ gate }) => gate.dropped())).toEqual([470, 500])
  })
})
