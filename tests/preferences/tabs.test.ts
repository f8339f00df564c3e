import { afterEach, describe, expect, it } from 'vitest'
import { consentChannel, createGate, POLICY, type Gate, type GateSettings } from '../../src/preferences/index.ts'
import { coat } from '../design/coat.ts'
import { ACT } from './emitted.ts'

const gates: Gate[] = []

/** Two tabs, or two products on one page: one storage, real channels. */
function open(entries: Map<string, string>, settings: Partial<GateSettings> = {}): Gate {
  const gate = createGate({
    template: coat(),
    sinks: [],
    storage: () => ({
      getItem: (key) => entries.get(key) ?? null,
      setItem: (key, value) => void entries.set(key, value),
      removeItem: (key) => void entries.delete(key),
    }),
    channel: consentChannel,
    now: () => new Date(`${POLICY.since}T10:42:37Z`),
    signal: () => false,
    isAct: (act) => act === ACT,
    ...settings,
  })
  gates.push(gate)
  return gate
}

/** The next time a gate tells of a change; fails after the second that the promise gives it. */
const told = (gate: Gate): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('not within a second')), 1000)
    gate.subscribe(() => (clearTimeout(late), resolve()))
  })

/** Long enough for a message that changes nothing to have come. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 30))

/** What any script of the site may post. */
function post(message: unknown): void {
  const channel = new BroadcastChannel('toile.consent')
  channel.postMessage(message)
  channel.close()
}

afterEach(() => {
  for (const gate of gates.splice(0)) gate.dispose()
})

describe('a no in one tab', () => {
  it('closes the others within a second, and they tell that it was another tab', async () => {
    const site = new Map<string, string>()
    const [here, there] = [open(site), open(site)]
    const opened = told(there)
    here.grant('preferences', ACT)
    await opened
    expect(there.isOpen('preferences')).toBe(true)
    const closed = told(there)
    here.withdraw('preferences', ACT)
    await closed
    expect(there.state('preferences')).toBe('withdrawn')
    expect(there.changes().at(-1)).toMatchObject({ from: 'granted', to: 'withdrawn', by: 'other tab' })
  })

  it('closes them also where nothing can be written', async () => {
    const full = { storage: () => ({ getItem: () => null, setItem: () => fail(), removeItem: () => fail() }) }
    const [here, there] = [open(new Map(), full), open(new Map(), full)]
    there.grant('preferences', ACT)
    const closed = told(there)
    here.deny('preferences', ACT)
    expect(here.isRemembered()).toBe(false)
    await closed
    expect(there.isOpen('preferences')).toBe(false)
  })

  it('on a full disk leaves no yes behind for the next page', () => {
    const site = new Map<string, string>()
    const gate = open(site)
    gate.grant('preferences', ACT)
    gate.deny('insight', ACT)
    const room = site.get('toile.consent')!.length
    const full: Partial<GateSettings> = {
      storage: () => ({
        getItem: (key) => site.get(key) ?? null,
        setItem: (key, value) => (value.length > room ? fail() : void site.set(key, value)),
        removeItem: (key) => void site.delete(key),
      }),
    }
    open(new Map(), full).withdraw('preferences', ACT)
    expect(open(site).state('preferences')).toBe('denied')
    expect(open(site).state('insight')).toBe('denied')
  })
})

describe('a message', () => {
  it('opens nothing: only the memory does', async () => {
    const site = new Map<string, string>()
    const gate = open(site)
    post({ format: 'toile.consent/1', closed: [], granted: ['preferences'] })
    await soon()
    expect(gate.state('preferences')).toBe('unknown')
  })

  const strange = [{ format: 'toile.consent/2', closed: [] }, 'hi', null, { format: 'toile.consent/1', closed: 'all' }]
  it.each(strange.map((message) => [message]))(
    'of another version, or that cannot be read, closes everything until the customer answers again: %o',
    async (message) => {
      const gate = open(new Map())
      gate.grant('preferences', ACT)
      gate.grant('measurements', ACT)
      const closed = told(gate)
      post(message)
      await closed
      expect([gate.state('preferences'), gate.state('measurements')]).toEqual(['withdrawn', 'withdrawn'])
      gate.grant('preferences', ACT)
      expect([gate.isOpen('preferences'), gate.isOpen('measurements')]).toEqual([true, false])
    }
  )

  it('cannot be sent in a browser without channels, which reads the memory instead', async () => {
    const site = new Map<string, string>()
    const none = { channel: () => fail() }
    const sent: string[] = []
    const here = open(site, none)
    const there = open(site, { ...none, sinks: [{ to: 'page', send: ({ type }) => void sent.push(type) }] })
    here.grant('preferences', ACT)
    there.grant('preferences', ACT)
    here.withdraw('preferences', ACT)
    there.emit('choice.made', { option: 'cloth', choice: 'wool', from: 'linen' })
    await soon()
    expect(sent).toEqual([])
  })
})

function fail(): never {
  throw new Error('the browser does not let us')
}
