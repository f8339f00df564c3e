import { ToileError } from '../../ground/index.ts'
import type { ConfiguratorApi } from '../api.ts'
import {
  CHANNEL,
  exactOrigin,
  isFromPage,
  isGreeting,
  nothingIgnored,
  RELAYED,
  type FromFrame,
  type FromPage,
  type Greeting,
  type Ignored,
  type Relayed,
} from './messages.ts'

export interface FrameOptions {
  /** Origins whose pages may hold this frame, each exactly as browsers write it: `https://shop.example`. */
  readonly parents: readonly string[]
}

export interface OpenFrame {
  /** Messages nobody answered since the frame opened, by what was wrong with them. */
  ignored(): Readonly<Ignored>
  close(): void
}

/** What happened before somebody listened: the newest of each is enough, and of orders all. */
const MOST_WAITING = 20

/**
 * Lets the page around a frame hear and steer the configurator in it. One page is answered, once: it must be the window
 * right around this one and show one of the origins in `parents`. It is handed a port of a channel of its own; nothing
 * else is ever posted to it, and nothing to anybody else.
 *
 * Preference events are passed on as the element gives them: after a yes in the widget, and none from before.
 *
 * @throws {ToileError} `frame/origin` when one of `parents` is not an exact origin; `*` and `null` are none.
 */
export function openFrame(element: HTMLElement & ConfiguratorApi, { parents }: FrameOptions): OpenFrame {
  const allowed = new Set(parents.map(exactOrigin))
  const ignored = nothingIgnored()
  const waiting: FromFrame[] = []
  let port: MessagePort | null = null
  let nonce: string | null = null

  const tell = (message: FromFrame) => {
    if (port) port.postMessage(message)
    else keep(waiting, message)
  }

  function onMessage(event: MessageEvent<unknown>): void {
    if (event.source !== parent || parent === window) ignored.source++
    else if (!allowed.has(event.origin)) ignored.origin++
    else if (!isGreeting(event.data, 'hello')) ignored.shape++
    else if (nonce === null) answer(event.data.nonce, event.origin)
    else if (nonce !== event.data.nonce) ignored.second++
  }

  function answer(wish: string, origin: string): void {
    const channel = new MessageChannel()
    nonce = wish
    port = channel.port1
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isFromPage(data)) void follow(data)
      else ignored.shape++
    }
    const greeting: Greeting = { channel: CHANNEL, type: 'port', nonce: wish }
    parent.postMessage(greeting, { targetOrigin: origin, transfer: [channel.port2] })
    for (const message of waiting.splice(0)) port.postMessage(message)
  }

  async function follow(message: FromPage): Promise<void> {
    if (message.type === 'window') {
      // The page's height, as the widget would take it were it not in a frame.
      const height = Math.min(920, Math.max(540, Math.round(message.height * 0.94)))
      element.style.setProperty('--toile-height', `${height}px`)
      return
    }
    const { id } = message
    try {
      if (message.method !== 'set') await element.ready
      tell({ type: 'answer', id, value: await done(element, message) })
    } catch (error) {
      const { code, message: words } = error instanceof ToileError ? error : FAILED
      tell({ type: 'refused', id, code, message: words.slice(0, 500) })
    }
  }

  const relay = (event: Event) => {
    // One that came through from something inside is not the element's own.
    if (event.target !== element || !(event instanceof CustomEvent)) return
    const name = event.type as Relayed
    if (port || name !== 'toile-preference') tell({ type: 'event', name, detail: event.detail })
  }

  const size = new ResizeObserver(() => {
    tell({ type: 'size', height: Math.ceil(element.getBoundingClientRect().bottom + scrollY) })
  })

  addEventListener('message', onMessage)
  for (const name of RELAYED) element.addEventListener(name, relay)
  size.observe(element)
  // The page around may have waited. Each of these reaches a window only if that shows this very origin.
  if (parent !== window) for (const origin of around(allowed)) parent.postMessage(HERE, origin)
  return {
    ignored: () => ({ ...ignored }),
    close() {
      removeEventListener('message', onMessage)
      for (const name of RELAYED) element.removeEventListener(name, relay)
      size.disconnect()
      port?.close()
      port = null
    },
  }
}

const HERE: Greeting = { channel: CHANNEL, type: 'here' }

const FAILED = new ToileError('frame/failed', 'The configurator could not do that.')

/** Where the browser says who is around, only that one, if it is allowed; a message to another is noise in the console. */
function around(allowed: ReadonlySet<string>): readonly string[] {
  const [known] = location.ancestorOrigins ?? []
  return [...allowed].filter((origin) => known === undefined || known === origin)
}

function done(element: HTMLElement & ConfiguratorApi, { method, given }: Extract<FromPage, { type: 'ask' }>): unknown {
  const [first, second] = given as [string, string | null]
  switch (method) {
    case 'choose':
      return element.choose(first, second!)
    case 'clear':
      return element.clear(first)
    case 'undo':
      return element.undo()
    case 'redo':
      return element.redo()
    case 'design':
      return element.design
    case 'quote':
      return element.quote
    case 'designCode':
      return element.designCode
    case 'set':
      return second === null ? element.removeAttribute(first) : element.setAttribute(first, second)
  }
}

/** Of what only says how things are, the newest counts. */
function keep(waiting: FromFrame[], message: FromFrame): void {
  const isOrder = message.type === 'event' && message.name === 'toile-order'
  const name = (one: FromFrame) => (one.type === 'event' ? one.name : one.type)
  const before = isOrder ? -1 : waiting.findIndex((one) => name(one) === name(message))
  if (before >= 0) waiting.splice(before, 1)
  if (waiting.length < MOST_WAITING) waiting.push(message)
}
