import type { Page } from 'playwright-core'

/** What a page did that concerns its visitor's privacy, in the order it happened; `at` on the page's clock, ms. */
export type Entry =
  /** A person's own click or key press, by the words on what was clicked. */
  | { readonly did: 'act'; readonly on: string; readonly at: number }
  /** A listener of the page around heard it. */
  | { readonly did: 'tell'; readonly name: string; readonly detail: unknown; readonly at: number }
  /** A request with a body was handed to the browser. */
  | {
      readonly did: 'send'
      readonly by: 'fetch' | 'beacon'
      readonly to: string
      readonly at: number
      readonly keepalive: boolean
      readonly body: string
    }
  | { readonly did: 'store'; readonly key: string }
  | { readonly did: 'post'; readonly channel: string; readonly message: unknown }
  /** Any other way to keep something or to reach somebody. */
  | { readonly did: 'use'; readonly what: string }

export interface Ledger {
  readonly entries: readonly Entry[]
  /** Timers that are set and have not rung, by what set them. */
  readonly timers: readonly string[]
}

/** Watches every way out of a page and every way to keep something in it, and hinders none. */
export function keepLedger(): void {
  const entries: unknown[] = []
  const timers = new Map<number, string>()
  const signals: (AbortSignal | null | undefined)[] = []
  Object.defineProperty(window, 'ledger', { value: { entries, timers, signals } })
  const use = (what: string) => void entries.push({ did: 'use', what })

  for (const kind of ['click', 'keydown'] as const)
    addEventListener(
      kind,
      (event) => {
        const target = event.composedPath()[0] as HTMLElement
        if (event.isTrusted) entries.push({ did: 'act', on: target.innerText ?? '', at: Date.now() })
      },
      { capture: true }
    )
  for (const name of ['ready', 'change', 'order', 'error', 'consent', 'preference', 'profile'])
    addEventListener(`toile-${name}`, (event) =>
      entries.push({
        did: 'tell',
        name: event.type,
        detail: structuredClone((event as CustomEvent).detail) as unknown,
        at: Date.now(),
      })
    )

  const { fetch: fetched } = window
  window.fetch = (input, init) => {
    if (init?.body !== undefined && init.body !== null) {
      signals.push(init.signal)
      entries.push({
        did: 'send',
        by: 'fetch',
        to: String(input instanceof Request ? input.url : input),
        at: Date.now(),
        keepalive: init.keepalive === true,
        body: typeof init.body === 'string' ? init.body : `a ${Object.prototype.toString.call(init.body)}`,
      })
    }
    return fetched(input, init)
  }
  const beacon = navigator.sendBeacon.bind(navigator)
  navigator.sendBeacon = (to, data) => {
    const entry = { did: 'send', by: 'beacon', to: String(to), at: Date.now(), keepalive: true, body: '' }
    entries.push(entry)
    if (data instanceof Blob) void data.text().then((text) => (entry.body = text))
    else entry.body = String(data)
    return beacon(to, data)
  }

  const { setItem } = Storage.prototype
  Storage.prototype.setItem = function (key, value) {
    entries.push({ did: 'store', key })
    setItem.call(this, key, value)
  }
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')!
  Object.defineProperty(document, 'cookie', {
    get: () => cookie.get!.call(document) as string,
    set(value: string) {
      use('document.cookie')
      cookie.set!.call(document, value)
    },
  })
  const { postMessage } = BroadcastChannel.prototype
  BroadcastChannel.prototype.postMessage = function (message) {
    entries.push({ did: 'post', channel: this.name, message: structuredClone(message) as unknown })
    postMessage.call(this, message)
  }

  const watch = (of: object | undefined, name: string) => {
    const original = of && (Reflect.get(of, name) as ((...given: unknown[]) => unknown) | undefined)
    if (!of || !original) return
    Object.defineProperty(of, name, {
      value(this: unknown, ...given: unknown[]) {
        use(name)
        return original.apply(this, given)
      },
    })
  }
  watch(IDBFactory.prototype, 'open')
  watch(globalThis.CacheStorage?.prototype, 'open')
  watch(globalThis.ServiceWorkerContainer?.prototype, 'register')
  watch(XMLHttpRequest.prototype, 'send')
  for (const name of ['WebSocket', 'EventSource', 'RTCPeerConnection', 'SharedWorker', 'WebTransport'] as const) {
    const original = Reflect.get(window, name) as (new (...given: unknown[]) => object) | undefined
    if (!original) continue
    const watched = function (...given: unknown[]) {
      use(name)
      return new original(...given)
    }
    watched.prototype = original.prototype as object
    Object.defineProperty(window, name, { value: watched })
  }

  for (const [set, clear, repeats] of [
    ['setTimeout', 'clearTimeout', false],
    ['setInterval', 'clearInterval', true],
  ] as const) {
    const original = window[set] as (run: (...given: unknown[]) => void, ms?: number, ...rest: unknown[]) => number
    const cleared = window[clear]
    const started = (run: (...given: unknown[]) => void, ms?: number, ...rest: unknown[]) => {
      const id = original(
        (...given) => {
          if (!repeats) timers.delete(id)
          run(...given)
        },
        ms,
        ...rest
      )
      timers.set(id, `${set} ${ms ?? 0}`)
      return id
    }
    Reflect.set(window, set, started)
    window[clear] = (id) => {
      timers.delete(id as number)
      cleared(id)
    }
  }
}

export const ledgerOf = (page: Page): Promise<Ledger> =>
  page.evaluate(() => {
    const { ledger } = window as unknown as { ledger: { entries: Entry[]; timers: Map<number, string> } }
    return { entries: ledger.entries, timers: [...ledger.timers.values()] }
  })

/** Everything that a browser lets a page keep. */
export const keptIn = (page: Page): Promise<Readonly<Record<string, readonly string[]>>> =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    cookies: document.cookie === '' ? [] : [document.cookie],
    databases: (await indexedDB.databases()).map(({ name }) => name ?? ''),
    caches: globalThis.caches ? await caches.keys() : [],
    workers: ((await navigator.serviceWorker?.getRegistrations()) ?? []).map(({ scope }) => scope),
  }))

export const NOTHING_KEPT = { local: [], session: [], cookies: [], databases: [], caches: [], workers: [] }
