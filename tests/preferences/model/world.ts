import type { CompiledTemplate } from '../../../src/template/index.ts'
import {
  callbackSink,
  createGate,
  httpSink,
  PURPOSES,
  type Channel,
  type ConsentSource,
  type Gate,
  type HostRecord,
  type HttpSink,
  type PreferenceEvent,
  type Purpose,
} from '../../../src/preferences/index.ts'
import { createTime } from './time.ts'
import { createTruth, hears, type Act, type Storing, type Told, type Word } from './truth.ts'

export const ASKED = ['preferences', 'insight'] as const
export type Asked = (typeof ASKED)[number]

/** How the shop's address answers. */
export type Answering =
  | 'well'
  | 'garbage'
  | 'slowly'
  | 'never'
  | 'redirect'
  | 'refuses'
  | 'too large'
  | 'too many'
  | 'timeout'
  | 'breaks'

/** How a page's consent tool behaves. */
export type Tool = 'none' | 'speaks' | 'late' | 'hangs' | 'throws' | 'lies' | 'rejects'

interface Page {
  readonly gate: Gate
  readonly sink: HttpSink
  readonly told: Told
  readonly target: EventTarget & { visibilityState: string }
  readonly channel: Channel | null
  readonly sent: string[]
  /** Null where the tool is past speaking. */
  say: ((word: Word) => void) | null
}

interface Made {
  readonly purpose: Purpose
  readonly wasGranted: boolean
  readonly page: Page
  /** Its page heard a no since: it may never leave any more. */
  isOver: boolean
}

interface Request {
  readonly page: Page
  readonly events: readonly PreferenceEvent[]
  readonly signal: AbortSignal
}

const START = '2026-12-10T10:42:37Z'
const OPTIONS = 24
const CHOICES = 24
/** `isAct` of these pages: no person is here. */
const ACT = new Event('act')

const choices = Array.from({ length: CHOICES }, (_, at) => ({ id: `c${at}` }))
const template = {
  id: 'model',
  version: '1.0.0',
  options: Array.from({ length: OPTIONS }, (_, at) => ({ id: `o${at}`, choices })),
} as unknown as Pick<CompiledTemplate, 'id' | 'version' | 'options'>

/**
 * A site with its storage, its shop and its pages, in which everything can go wrong, and which knows by itself what is
 * agreed to. What breaks a promise throws.
 */
export function createWorld() {
  const time = createTime(START)
  const truth = createTruth(() => time.now().toISOString().slice(0, 10))
  const pages: Page[] = []
  const made = new Map<string, Made>()
  const requests = new Set<Request>()
  const delivered = new Set<string>()
  const entries = new Map<string, string>()
  const mail: { readonly page: Page; readonly hear: () => void }[] = []
  let answering: Answering = 'well'
  let storing: Storing = 'works'
  /** How much a full disk holds. */
  let room = 0
  let isKept = false
  let isOnline = true
  let words: Word = 'allowed'
  let count = 0
  /** Something failed that lets an event be sent twice or come back, which ids tell and nobody can help. */
  let isTroubled = false
  let arrivals = 0

  let broken: string | null = null
  let inCharge: Page | null = null

  /** Also where whoever called catches it. */
  const violate = (what: string): never => {
    broken ??= what
    throw new Error(what)
  }
  const storage = {
    getItem(key: string) {
      if (storing === 'blocked') throw new Error('blocked')
      return entries.get(key) ?? null
    },
    setItem(key: string, text: string) {
      if (storing === 'blocked') throw new Error('blocked')
      const grows = text.length - (entries.get(key)?.length ?? 0)
      if (storing === 'full' && sizeStored() + grows > room) throw new Error('full')
      entries.set(key, text)
      tellOthers()
    },
    removeItem(key: string) {
      if (storing === 'blocked') throw new Error('blocked')
      entries.delete(key)
      tellOthers()
    },
  }

  const sizeStored = () => [...entries.values()].reduce((sum, { length }) => sum + length, 0)

  /** A browser tells every page but the one that did it. */
  function tellOthers(): void {
    for (const page of pages)
      if (page !== inCharge) mail.push({ page, hear: () => page.target.dispatchEvent(new Event('storage')) })
  }

  /** Each event, at the moment its bytes leave. */
  function check(page: Page, event: PreferenceEvent): void {
    if (!truth.may(event.purpose, page.told)) violate(`${event.type} left without consent to ${event.purpose}`)
    const origin = made.get(keyOf(event.data as Readonly<Record<string, string>>))
    if (!origin) return
    if (!origin.wasGranted) violate(`${event.type} was made before anybody agreed`)
    if (!isTroubled && origin.isOver) violate(`${event.type} outlived a no`)
  }

  function fetch(page: Page, body: string, signal: AbortSignal): Promise<Response> {
    if (!isOnline) violate('sent while offline')
    const events = JSON.parse(body) as PreferenceEvent[]
    page.sent.push(body)
    for (const event of events) {
      check(page, event)
      if (isTroubled) continue
      if (delivered.has(event.id)) violate('sent again after it had arrived')
      for (const other of requests) if (other.events.some(({ id }) => id === event.id)) violate('sent twice at once')
    }
    const request: Request = { page, events, signal }
    requests.add(request)
    return new Promise((resolve, reject) => {
      const end = (act: () => void) => () => {
        if (requests.delete(request)) act()
      }
      signal.addEventListener('abort', end(() => reject(new DOMException('aborted', 'AbortError'))))
      const arrive = () => {
        arrivals += events.length
        for (const { id } of events) delivered.add(id)
      }
      const answer = (status: number, headers: Record<string, string> = {}) => () =>
        resolve(new Response(status === 200 && answering === 'garbage' ? '<!' : null, { status, headers }))
      const well = end(() => (arrive(), answer(200)()))
      if (answering === 'never') return
      if (answering === 'well' || answering === 'garbage') time.later(page, 40, well)
      else if (answering === 'slowly') time.later(page, 4000, well)
      else if (answering === 'redirect') time.later(page, 40, end(() => reject(new TypeError('redirected'))))
      else if (answering === 'too many') time.later(page, 40, end(answer(429, { 'retry-after': '7' })))
      else {
        const status = { refuses: 400, 'too large': 413, timeout: 408, breaks: 503 }[answering]
        time.later(page, 40, end(answer(status)))
      }
    })
  }

  function channelOf(getPage: () => Page): Channel {
    return {
      onmessage: null,
      onmessageerror: null,
      postMessage(message) {
        for (const page of pages)
          if (page !== getPage()) {
            const event = { data: structuredClone(message) } as MessageEvent
            mail.push({ page, hear: () => page.channel?.onmessage?.(event) })
          }
      },
      close() {},
    }
  }

  async function deliver(): Promise<void> {
    for (let letter = mail.shift(); letter; letter = mail.shift()) {
      const { page, hear } = letter
      if (pages.includes(page)) await run(page, hear)
    }
  }

  function toolOf(page: () => Page, tool: Tool): ConsentSource {
    return {
      name: 'custom',
      watch(say) {
        const told = (word: Word) => {
          const { told } = page()
          told.word = word
          told.recordOn = dayBefore()
          say(saying(word, told.recordOn))
        }
        page().say = tool === 'throws' || tool === 'rejects' ? null : told
        if (tool === 'throws') throw new Error('broken')
        if (tool === 'rejects') return Promise.reject(new Error('broken')) as never
        if (tool === 'lies') say({ preferences: true, insight: 'allowed' } as never)
        if (tool === 'speaks') told(words)
        if (tool === 'late') setTimeout(() => told(words), 3000)
        return () => {}
      },
    }
  }

  const dayBefore = () => new Date(time.now().getTime() - 86_400_000).toISOString().slice(0, 10)

  /** What a page sees around it. */
  function around(target: Page['target']): void {
    Object.defineProperty(globalThis, 'document', { value: target, configurable: true, writable: true })
    Object.defineProperty(globalThis, 'navigator', {
      value: {
        get onLine() {
          return isOnline
        },
      },
      configurable: true,
      writable: true,
    })
    Object.assign(globalThis, {
      addEventListener: target.addEventListener.bind(target),
      removeEventListener: target.removeEventListener.bind(target),
    })
  }

  const run = (page: Page, act: () => void): Promise<void> => {
    inCharge = page
    around(page.target)
    return time.as(page, act)
  }

  const on = async (page: Page, act: () => void): Promise<void> => {
    await run(page, act)
    await deliver()
    audit()
  }

  function end(page: Page): void {
    pages.splice(pages.indexOf(page), 1)
    time.drop(page)
    for (const request of requests) if (request.page === page) requests.delete(request)
  }

  /** Between any two steps. */
  function audit(): void {
    if (broken !== null) throw new Error(broken)
    for (const page of pages) {
      const listed = page.gate.left().flatMap(({ message }) => (typeof message === 'string' ? [message] : []))
      if (listed.reverse().join() !== page.sent.join()) violate('the list of what left is not what left')
      for (const { page: sender, events, signal } of requests)
        if (sender === page && !signal.aborted && page.told.closed.has(events[0]!.purpose))
          violate('a no did not abort what was on its way')
    }
    if (!isKept && storing === 'works' && entries.has('toile.queue')) violate('stored without the customer’s wish')
  }

  return {
    pages: (): number => pages.length,
    arrivals: () => arrivals,

    async open(tool: Tool, hasChannel: boolean, word: Word = 'allowed'): Promise<void> {
      words = word
      const target = Object.assign(new EventTarget(), { visibilityState: 'visible' })
      const told: Told = {
        closed: new Set(),
        ownYes: new Map(),
        word: tool === 'none' ? null : 'bad',
        recordOn: '',
        hasChannel,
      }
      const page = { told, target, sent: [], say: null } as unknown as { -readonly [Key in keyof Page]: Page[Key] }
      page.channel = hasChannel ? channelOf(() => page) : null
      await on(page, () => {
        page.sink = httpSink({
          url: '/collect',
          page: 'https://shop.example/products',
          storage: () => storage,
          isKept: () => isKept,
          now: time.now,
          random: () => 0.5,
          fetch: (_, init) => fetch(page, init?.body as string, init?.signal as AbortSignal),
        })
        page.gate = createGate({
          template,
          sinks: [callbackSink((event) => check(page, event)), page.sink],
          sources: tool === 'none' ? [] : [toolOf(() => page, tool)],
          storage: () => storage,
          channel() {
            if (page.channel) return page.channel
            throw new Error('this browser has no channels')
          },
          now: time.now,
          signal: truth.isSignalled,
          isAct: (act) => act === ACT,
        })
        pages.push(page)
      })
    },

    async act(at: number, purpose: Asked, act: Act): Promise<void> {
      const page = pages[at]!
      await on(page, () => {
        truth.acted(purpose, act, page.told, pages.map(({ told }) => told), storing)
        if (storing === 'blocked') isTroubled = true
        page.gate[act === 'granted' ? 'grant' : act === 'denied' ? 'deny' : 'withdraw'](purpose, ACT)
        if (act === 'granted') return
        emptied(page, purpose)
        for (const one of made.values())
          if (one.purpose === purpose && (hears(one.page.told, page.told) || !pages.includes(one.page)))
            one.isOver = true
      })
    },

    /** `isRash`: the yes comes a moment later, in the same task. */
    async choose(at: number, purpose: Asked, isRash = false): Promise<void> {
      const page = pages[at]!
      const data = { option: `o${Math.floor(count / CHOICES) % OPTIONS}`, choice: `c${count++ % CHOICES}` }
      made.set(keyOf(data), {
        purpose,
        wasGranted: truth.may(purpose, page.told),
        page,
        isOver: false,
      })
      await on(page, () => {
        if (purpose === 'insight') page.gate.emit('suggestion.shown', data)
        else page.gate.emit('choice.made', { ...data, from: 'c0' })
        if (!isRash) return
        truth.acted(purpose, 'granted', page.told, pages.map(({ told }) => told), storing)
        page.gate.grant(purpose, ACT)
      })
    },

    async toolSays(at: number, word: Word): Promise<void> {
      words = word
      const page = pages[at]!
      await on(page, () => page.say?.(word))
      if (page.told.word !== 'denied') return
      if (storing === 'blocked') isTroubled = true
      for (const one of made.values()) if (one.page === page) one.isOver = true
    },

    async signal(is: boolean): Promise<void> {
      truth.signal(is)
    },

    async pass(ms: number): Promise<void> {
      await time.pass(ms)
      await deliver()
      audit()
    },

    async jump(days: number): Promise<void> {
      isTroubled = true
      time.jump(days * 86_400_000)
    },

    async answer(how: Answering): Promise<void> {
      answering = how
    },

    async store(how: Storing): Promise<void> {
      storing = how
      room = sizeStored()
      if (how !== 'works') isTroubled = true
    },

    async wipe(): Promise<void> {
      if (storing !== 'works') return
      truth.wiped(pages.map(({ told }) => told))
      entries.clear()
    },

    async keep(is: boolean): Promise<void> {
      isKept = is
      for (const page of pages) await on(page, () => pages.forEach(({ sink }) => sink.keepOrWipe()))
    },

    async connect(is: boolean): Promise<void> {
      isOnline = is
      if (is) for (const page of pages) await on(page, () => page.target.dispatchEvent(new Event('online')))
    },

    async show(at: number, is: boolean): Promise<void> {
      const page = pages[at]!
      page.target.visibilityState = is ? 'visible' : 'hidden'
      await on(page, () => page.target.dispatchEvent(new Event('visibilitychange')))
    },

    async hearForeign(at: number, message: unknown): Promise<void> {
      const page = pages[at]!
      if (!page.channel) return
      if (storing === 'blocked') isTroubled = true
      for (const purpose of PURPOSES) page.told.closed.add(purpose)
      for (const one of made.values()) if (one.page === page) one.isOver = true
      await on(page, () => page.channel?.onmessage?.({ data: message } as MessageEvent))
    },

    /** The browser dies: nobody is told, no timer runs on. */
    async crash(at: number): Promise<void> {
      end(pages[at]!)
    },

    /** The customer goes on to another page: hidden first, then gone. */
    async leave(at: number): Promise<void> {
      const page = pages[at]!
      page.target.visibilityState = 'hidden'
      await on(page, () => {
        page.target.dispatchEvent(new Event('visibilitychange'))
        page.target.dispatchEvent(new Event('pagehide'))
        page.gate.dispose()
      })
      end(page)
    },

    end: time.end,
  }

  /** In the very task of a no. */
  function emptied(page: Page, purpose: Asked): void {
    const stored = JSON.parse(entries.get('toile.queue') ?? '{"events":[]}') as { events: { event: PreferenceEvent }[] }
    if (storing !== 'blocked' && stored.events.some(({ event }) => event.purpose === purpose))
      violate('a no left events in the storage')
    if (page.told.word === null && ASKED.every((one) => !truth.may(one, page.told)) && page.sink.waiting!() > 0)
      violate('a no left events waiting')
    for (const { page: sender, events, signal } of requests)
      if (sender === page && events[0]!.purpose === purpose && !signal.aborted) violate('a no left a request under way')
  }
}

export type World = ReturnType<typeof createWorld>

const keyOf = ({ option, choice }: Readonly<Record<string, string>>): string => `${option}/${choice}`

function saying(word: Word, on: string) {
  const record: HostRecord = { id: 'r1', on, words: 'You said yes to the shop.' }
  const said = word === 'record' ? record : word
  return Object.fromEntries(PURPOSES.map((purpose) => [purpose, said])) as Record<Purpose, typeof said>
}
