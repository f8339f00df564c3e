import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createGate,
  POLICY,
  PURPOSES,
  type ConsentSource,
  type GateSettings,
  type HostSaid,
  type PreferenceEvent,
  type Purpose,
} from '../../src/preferences/index.ts'
import { coat } from '../design/coat.ts'
import { ACT } from './emitted.ts'

type Said = Readonly<Record<Purpose, HostSaid>>

const all = (said: HostSaid): Said => Object.fromEntries(PURPOSES.map((purpose) => [purpose, said])) as Said
const record = (on: string): HostSaid => ({ id: 'receipt-7', on, words: 'Yes to suggestions at the till.' })

/** A tool that speaks when the test does. */
function tool(name: ConsentSource['name'] = 'custom') {
  let speak: (said: Said) => void = () => {}
  const end = vi.fn()
  const source: ConsentSource = {
    name,
    watch(say) {
      speak = say
      return end
    },
  }
  return { source, end, say: (said: unknown) => speak(said as Said) }
}

function visit(sources: readonly ConsentSource[], settings: Partial<GateSettings> = {}) {
  const sent: PreferenceEvent[] = []
  const gate = createGate({
    template: coat(),
    sinks: [{ to: 'page', send: (event) => void sent.push(event) }],
    sources,
    now: () => new Date(`${POLICY.since}T10:42:37Z`),
    signal: () => false,
    isAct: (act) => act === ACT,
    ...settings,
  })
  const choose = () => gate.emit('choice.made', { option: 'cloth', choice: 'wool', from: 'linen' })
  return { gate, sent, choose }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the page’s own consent tool', () => {
  it('denies over the customer’s yes, and the panel is told which one it is', () => {
    const shopify = tool('shopify')
    const { gate } = visit([tool('gcm').source, shopify.source])
    gate.grant('preferences', ACT)
    shopify.say({ ...all('allowed'), preferences: 'denied' })
    expect(gate.standing('preferences')).toMatchObject({ state: 'denied', host: 'denies', source: 'shopify' })
    expect(gate.standing('preferences').answer).toMatchObject({ answer: 'granted' })
  })

  it('never opens what the customer has not: allowing is nothing against it', () => {
    const { source, say } = tool()
    const { gate } = visit([source])
    say(all('allowed'))
    expect(gate.state('preferences')).toBe('unknown')
  })

  it('grants with a record alone, which the customer sees, until they say no', () => {
    const { source, say } = tool()
    const { gate, choose, sent } = visit([source])
    say(all(record(POLICY.since)))
    expect(gate.standing('preferences')).toMatchObject({
      state: 'granted',
      answer: null,
      host: 'allows',
      record: { id: 'receipt-7', words: 'Yes to suggestions at the till.' },
    })
    expect(gate.changes()[0]).toMatchObject({ purpose: 'preferences', from: 'unknown', to: 'granted', by: 'host' })
    gate.withdraw('preferences', ACT)
    choose()
    say(all(record(POLICY.since)))
    choose()
    expect(gate.state('preferences')).toBe('withdrawn')
    expect(sent).toEqual([])
  })

  it.each([
    ['older than six months', '2026-05-01', () => false, 'unknown'],
    ['from a day to come', '2027-01-01', () => false, 'unknown'],
    ['against the browser’s signal', POLICY.since, () => true, 'denied'],
  ])('a record %s grants nothing', (_, on, signal, state) => {
    const { source, say } = tool()
    const { gate } = visit([source], { signal })
    say(all(record(on)))
    expect(gate.state('preferences')).toBe(state)
  })

  it('of two, the stricter one holds', () => {
    const [one, other] = [tool(), tool('tcf')]
    const { gate } = visit([one.source, other.source])
    one.say(all(record(POLICY.since)))
    other.say(all('denied'))
    expect(gate.state('preferences')).toBe('denied')
    other.say(all('allowed'))
    expect(gate.state('preferences')).toBe('granted')
  })
})

describe('a tool that fails is a no', () => {
  const lies: readonly [string, unknown][] = [
    ['nothing', undefined],
    ['a word', 'allowed'],
    ['true', all(true as never)],
    ['too little', { preferences: 'allowed' }],
    ['what every object has', Object.create(all('allowed'))],
    ['a record without words', all({ id: 'x', on: POLICY.since, words: ' ' })],
    ['a record without a day', all({ id: 'x', on: 'yesterday', words: 'Yes.' })],
    [
      'what throws when it is looked at',
      Object.defineProperty({ ...all('allowed') }, 'insight', {
        get() {
          throw new Error('no')
        },
        enumerable: true,
      }),
    ],
  ]

  it.each(lies)('saying %s', (_, said) => {
    const { source, say } = tool()
    const { gate } = visit([source])
    gate.grant('preferences', ACT)
    say(said)
    expect(gate.standing('preferences')).toMatchObject({ state: 'denied', host: 'failed', source: 'custom' })
  })

  it.each<[string, () => never]>([
    ['throwing', () => { throw new Error('broken') }],
    ['rejecting', () => Promise.reject(new Error('broken')) as never],
  ])('%s, whatever it says afterwards', async (_, watch) => {
    let speak: (said: Said) => void = () => {}
    const { gate } = visit([{ name: 'gpp', watch: (say) => ((speak = say), watch()) }])
    gate.grant('preferences', ACT)
    await Promise.resolve()
    speak(all('allowed'))
    expect(gate.standing('preferences')).toMatchObject({ state: 'denied', host: 'failed' })
  })

  it('saying nothing: nothing leaves meanwhile, after two seconds it has failed, and its late word counts', async () => {
    const { source, say } = tool()
    const { gate, choose, sent } = visit([source])
    gate.grant('preferences', ACT)
    choose()
    await vi.advanceTimersByTimeAsync(1999)
    expect(gate.standing('preferences')).toMatchObject({ state: 'denied', host: 'waiting' })
    await vi.advanceTimersByTimeAsync(1)
    expect(gate.standing('preferences').host).toBe('failed')
    choose()
    await Promise.resolve()
    expect(sent).toEqual([])
    say(all('allowed'))
    choose()
    await Promise.resolve()
    expect(sent).toHaveLength(1)
  })

  it('cannot change afterwards what it said', () => {
    const said = { ...all('denied') }
    const { source, say } = tool()
    const { gate } = visit([source])
    gate.grant('preferences', ACT)
    say(said)
    Object.assign(said, all('allowed'))
    expect(gate.state('preferences')).toBe('denied')
  })
})

describe('what changes is told', () => {
  it('with who did it, after the gate has changed; a first word that changes nothing is no change of consent', () => {
    const { source, say } = tool()
    const { gate } = visit([source])
    gate.grant('preferences', ACT)
    const seen: boolean[] = []
    gate.subscribe(() => seen.push(gate.isOpen('preferences')))
    say(all('allowed'))
    say({ ...all('allowed'), preferences: 'denied' })
    expect(seen).toEqual([true, false])
    expect(gate.changes().map(({ from, to, by }) => [from, to, by])).toEqual([
      ['unknown', 'granted', 'customer'],
      ['granted', 'denied', 'host'],
    ])
  })

  it('ends with the gate: the tool is left, and what it says is not heard', () => {
    const { source, say, end } = tool()
    const { gate } = visit([source])
    gate.dispose()
    say(all('denied'))
    expect(end).toHaveBeenCalledOnce()
    expect(gate.changes()).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})
