import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createGate,
  httpSink,
  POLICY,
  type HttpSinkSettings,
  type Outlet,
  type PreferenceEvent,
} from '../../src/preferences/index.ts'
import { coat } from '../design/coat.ts'
import { ACT } from './emitted.ts'

const PAGE = 'https://shop.example/products/coat'
const NOON = `${POLICY.since}T12:00:00Z`

/** A browser's storage in memory. */
function shelf(entries = new Map<string, string>()) {
  return {
    entries,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  }
}

type Answer = Response | Error | 'never'

/** A page with an open gate and a sink, and what its shop is sent; the shop answers in this order, then with 204. */
function page({ answers = [] as Answer[], shelved = shelf(), ...settings }: PageSettings = {}) {
  const sent: { url: string; init: RequestInit; text: string; at: number }[] = []
  const sink = httpSink({
    url: '/collect',
    page: PAGE,
    storage: () => shelved,
    random: () => 0.999,
    fetch(url, init = {}) {
      sent.push({ url: String(url), init, text: String(init.body), at: Date.now() })
      const answer = answers.shift() ?? new Response(null, { status: 204 })
      if (answer instanceof Error) return Promise.reject(answer)
      if (answer !== 'never') return Promise.resolve(answer)
      return new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(new Error('aborted'))))
    },
    ...settings,
  })
  const gate = createGate({
    template: coat(),
    sinks: [sink],
    storage: () => shelved,
    signal: () => false,
    isAct: (act) => act === ACT,
  })
  if (!gate.isOpen('preferences')) gate.grant('preferences', ACT)
  const choose = (choice = 'wool') => gate.emit('choice.made', { option: 'cloth', choice, from: 'linen' })
  return { gate, sink, sent, shelved, choose }
}

interface PageSettings extends Partial<HttpSinkSettings> {
  readonly answers?: Answer[]
  readonly shelved?: ReturnType<typeof shelf>
}

const answered = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers })
const idsIn = (text: string) => (JSON.parse(text) as PreferenceEvent[]).map(({ id }) => id)
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(NOON) })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a request to the shop', () => {
  it('is one CloudEvents batch to the page’s own site, with nothing that names the visitor', async () => {
    const { gate, sent, choose } = page()
    choose('wool')
    choose('oilskin')
    await pass(1000)
    expect(sent).toHaveLength(1)
    expect(sent[0]!.url).toBe('https://shop.example/collect')
    expect(sent[0]!.init).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      mode: 'same-origin',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    })
    expect(gate.left()).toEqual([
      { at: NOON, to: 'shop', name: 'events', purpose: 'preferences', message: sent[0]!.text },
    ])
    expect(gate.waiting()).toBe(0)
  })

  it.each(['https://elsewhere.example/collect', '//shop.example.evil.example/', 'data:,', 'http://shop.example/'])(
    'goes nowhere else: %s',
    (url) => {
      expect(() => httpSink({ url, page: PAGE })).toThrow(expect.objectContaining({ code: 'events/foreign-origin' }))
    }
  )

  it('reaches a real server byte for byte as it is listed', async () => {
    vi.useRealTimers()
    const got = new Promise<{ request: IncomingMessage; body: string }>((resolve) => {
      const server = createServer((request: IncomingMessage, response: ServerResponse) => {
        let body = ''
        request.on('data', (chunk: Buffer) => (body += chunk.toString()))
        request.on('end', () => {
          response.end('thanks')
          server.close()
          resolve({ request, body })
        })
      }).listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo
        const { gate, sink, choose } = page({ page: `http://127.0.0.1:${port}/p`, fetch: undefined })
        listed = () => gate.left().map(({ message }) => message)
        choose()
        void Promise.resolve().then(() => sink.stop?.())
      })
    })
    let listed = (): unknown[] => []
    const { request, body } = await got
    expect([body]).toEqual(listed())
    expect(request.url).toBe('/collect')
    expect(request.headers['content-type']).toBe('application/cloudevents-batch+json')
    expect(request.headers).not.toHaveProperty('cookie')
    expect(request.headers).not.toHaveProperty('referer')
  })
})

describe('a shop in trouble', () => {
  it('is asked eight times with growing pauses, then given up', async () => {
    const { gate, sent, choose } = page({ answers: Array.from({ length: 9 }, () => answered(503)) })
    choose()
    await pass(4 * 3_600_000)
    expect(sent).toHaveLength(8)
    const gaps = sent.slice(1).map(({ at }, n) => Math.round((at - sent[n]!.at) / 1000))
    expect(gaps).toEqual([1, 2, 4, 8, 16, 32, 64])
    expect(new Set(sent.flatMap(({ text }) => idsIn(text))).size).toBe(1)
    expect([gate.waiting(), gate.dropped()]).toEqual([0, 1])
  })

  it('spreads the tries of many pages: the pause is anything up to its length', async () => {
    const { sent, choose } = page({ answers: [answered(500)], random: () => 0.1 })
    choose()
    await pass(1099)
    expect(sent).toHaveLength(1)
    await pass(2)
    expect(sent).toHaveLength(2)
  })

  it.each([
    ['7', 7],
    [new Date(Date.parse(NOON) + 61_000).toUTCString(), 60],
  ])('is left alone for as long as it asks: Retry-After: %s', async (value, seconds) => {
    const { sent, choose } = page({ answers: [answered(429, { 'retry-after': value })] })
    choose()
    await pass(1000)
    choose('oilskin')
    await pass(seconds * 1000 - 50)
    expect(sent).toHaveLength(1)
    await pass(100)
    expect(sent.map(({ text }) => idsIn(text).length)).toEqual([1, 2])
  })

  it.each([400, 401, 403, 404, 410, 422])('that refuses (%i) is not asked again', async (status) => {
    const { gate, sent, choose } = page({ answers: [answered(status)] })
    choose()
    await pass(3_600_000)
    expect(sent).toHaveLength(1)
    expect([gate.waiting(), gate.dropped()]).toEqual([0, 1])
  })

  it.each([408, 429, 500, 502, 304])('that only stumbles (%i) is asked again', async (status) => {
    const { gate, sent, choose } = page({ answers: [answered(status)] })
    choose()
    await pass(10_000)
    expect(sent).toHaveLength(2)
    expect([gate.waiting(), gate.dropped()]).toEqual([0, 0])
  })

  it('that takes no more at once (413) gets halves; what is too large alone is dropped', async () => {
    const { gate, sent, choose } = page({ answers: [answered(413), answered(413), answered(413)] })
    for (let n = 0; n < 4; n++) choose()
    await pass(10_000)
    expect(sent.map(({ text }) => idsIn(text).length)).toEqual([4, 2, 1, 1, 1, 1])
    expect([gate.waiting(), gate.dropped()]).toEqual([0, 1])
  })

  it('that answers 200 with garbage has the events; a redirect or a dead line is tried again', async () => {
    const garbage = new Response('<!doctype html>', { status: 200 })
    const { gate, sent, choose } = page({ answers: [new TypeError('redirected'), new TypeError('gone'), garbage] })
    choose()
    await pass(10_000)
    expect(sent).toHaveLength(3)
    expect([gate.waiting(), gate.dropped()]).toEqual([0, 0])
  })

  it('that never answers is given up after half a minute, and asked again', async () => {
    const { sent, choose } = page({ answers: ['never'] })
    choose()
    await pass(30_900)
    expect(sent).toHaveLength(1)
    await pass(2000)
    expect(sent).toHaveLength(2)
  })

  it('makes nothing wait longer than a day, nor more than thirty', async () => {
    const { gate, sent, choose } = page({ answers: [answered(503, { 'retry-after': '999999' })] })
    choose()
    await pass(1000)
    await pass(86_400_000 + 60_000)
    expect(sent).toHaveLength(1)
    expect([gate.waiting(), gate.dropped()]).toEqual([0, 1])

    const many = page()
    vi.stubGlobal('navigator', { onLine: false })
    const outlet: Outlet = { signal: new AbortController().signal, mayLeave: () => true, leaving: () => {} }
    const event = sentBy(sent)
    for (let n = 0; n < 35; n++) void many.sink.send({ ...event, id: `${n}` }, outlet)
    expect([many.sink.waiting?.(), many.sink.dropped?.()]).toEqual([30, 5])
  })
})

describe('a page that is hidden or closed', () => {
  it('sends what waits at once, in requests that outlive it and that a browser still takes', async () => {
    const target = Object.assign(new EventTarget(), { visibilityState: 'visible' })
    vi.stubGlobal('document', target)
    const { sent, sink } = page()
    const outlet: Outlet = { signal: new AbortController().signal, mayLeave: () => true, leaving: () => {} }
    const event = { consentref: 'x', purpose: 'preferences', time: NOON, data: { picks: 'ü'.repeat(9000) } }
    for (let n = 0; n < 6; n++) void sink.send({ ...event, id: `${n}` } as unknown as PreferenceEvent, outlet)
    target.visibilityState = 'hidden'
    target.dispatchEvent(new Event('visibilitychange'))
    expect(sent.map(({ text }) => idsIn(text).length)).toEqual([3, 3])
    for (const { init, text } of sent) {
      expect(init.keepalive).toBe(true)
      expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(60_000)
    }
  })
})

describe('withdrawing', () => {
  it('aborts what is on its way and empties queue and storage in the same task', async () => {
    const { gate, sent, shelved, choose } = page({ answers: ['never'], isKept: () => true })
    choose()
    await pass(1000)
    choose('oilskin')
    await Promise.resolve()
    expect(shelved.entries.has('toile.queue')).toBe(true)
    gate.withdraw('preferences', ACT)
    expect(sent[0]!.init.signal?.aborted).toBe(true)
    expect(gate.waiting()).toBe(0)
    expect(shelved.entries.has('toile.queue')).toBe(false)
    await pass(3_600_000)
    expect(sent).toHaveLength(1)
  })
})

const sentBy = (sent: readonly { text: string }[]): PreferenceEvent =>
  (JSON.parse(sent[0]!.text) as PreferenceEvent[])[0]!

describe('what waits is kept on the device', () => {
  it('only while the customer keeps the profile there', async () => {
    let isKept = false
    const { sink, shelved, choose } = page({ isKept: () => isKept })
    choose()
    await Promise.resolve()
    expect(shelved.entries.has('toile.queue')).toBe(false)
    isKept = true
    sink.keepOrWipe()
    expect(shelved.entries.has('toile.queue')).toBe(true)
    isKept = false
    sink.keepOrWipe()
    expect(shelved.entries.has('toile.queue')).toBe(false)
    expect(sink.waiting?.()).toBe(1)
  })

  it('and goes on with the next page, once, also where the first is still open', async () => {
    const shelved = shelf()
    const first = page({ shelved, isKept: () => true, answers: [answered(503, { 'retry-after': '30' })] })
    first.choose()
    await pass(1000)
    const second = page({ shelved, isKept: () => true })
    await pass(60_000)
    expect(first.sent).toHaveLength(1)
    expect(second.sent.map(({ text }) => idsIn(text))).toEqual(first.sent.map(({ text }) => idsIn(text)))
    expect(shelved.entries.has('toile.queue')).toBe(false)
  })

  it('but what is on its way stays with the page that sent it, until that has waited long enough', async () => {
    const shelved = shelf()
    const first = page({ shelved, isKept: () => true, answers: ['never'] })
    first.choose()
    await pass(1500)
    const second = page({ shelved, isKept: () => true })
    await pass(28_000)
    expect([first.sent.length, second.sent.length]).toEqual([1, 0])
    await pass(10_000)
    expect(first.sent.length + second.sent.length).toBe(2)
    expect(shelved.entries.has('toile.queue')).toBe(false)
  })

  it('and never under another answer than the one it was made under, nor when it is not ours', async () => {
    const shelved = shelf()
    const first = page({ shelved, isKept: () => true, answers: ['never'] })
    first.choose()
    await Promise.resolve()
    const text = shelved.entries.get('toile.queue')!
    const spoilt = [
      text.replaceAll(/"consentref":"[^"]+"/g, '"consentref":"another"'),
      text.replaceAll(/"policyhash":"[^"]+"/g, '"policyhash":"another"'),
      text.replaceAll('"data":', '"email":"a@b.c","data":'),
      '{"events":{}}',
      '[',
    ]
    for (const one of spoilt) {
      const entries = new Map([...shelved.entries, ['toile.queue', one]])
      const next = page({ shelved: shelf(entries), isKept: () => true })
      await pass(5000)
      expect(next.sent, one).toEqual([])
    }
  })
})
