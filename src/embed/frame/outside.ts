import { ToileError } from '../../ground/index.ts'
import {
  CHANNEL,
  exactOrigin,
  isFromFrame,
  isGreeting,
  nothingIgnored,
  type FrameMethods,
  type FromFrame,
  type FromPage,
  type Greeting,
  type Ignored,
  type Method,
} from './messages.ts'

/** A configurator in a frame, as the page around it sees it. */
export interface ConnectedFrame extends FrameMethods {
  /** Settles when the frame has answered. */
  readonly connected: Promise<void>
  /** Messages nobody answered, by what was wrong with them. */
  ignored(): Readonly<Ignored>
  /** Ends it; what is still asked rejects with `frame/closed`. */
  close(): void
}

interface Asked {
  readonly message: FromPage
  readonly resolve: (value: never) => void
  readonly reject: (error: ToileError) => void
}

let wishes = 0
/** Tells one handshake of this page from another. No secret: that is the port. */
const newNonce = (): string => `${performance.timeOrigin}-${++wishes}`

/**
 * Talks to the configurator that `iframe` shows. `origin` is the frame's, exactly; a frame that shows anything else is
 * not heard. The element's events are fired at the iframe, and its height follows what it shows.
 *
 * Methods may be called at once: they wait for the frame, also for one that was loaded again. A refusal rejects with
 * the {@link ToileError} that the element would throw.
 *
 * @throws {ToileError} `frame/origin`
 * @example
 * const frame = connectFrame(document.querySelector('iframe'), 'https://fitting.example')
 * frame.choose('top', 'walnut')
 */
export function connectFrame(iframe: HTMLIFrameElement, origin: string): ConnectedFrame {
  const agreed = exactOrigin(origin)
  const ignored = nothingIgnored()
  const asked = new Map<number, Asked>()
  let nonce = newNonce()
  let port: MessagePort | null = null
  let count = 0
  let settle: () => void
  const connected = new Promise<void>((resolve) => (settle = resolve))

  function hello(): void {
    // A frame of our own origin that has nothing to show yet: it would not hear it.
    const shown = iframe.contentDocument?.location.origin
    const greeting: Greeting = { channel: CHANNEL, type: 'hello', nonce }
    if (shown === undefined || shown === agreed) iframe.contentWindow?.postMessage(greeting, agreed)
  }

  function onMessage(event: MessageEvent<unknown>): void {
    if (event.source === null || event.source !== iframe.contentWindow) ignored.source++
    else if (event.origin !== agreed) ignored.origin++
    else if (isGreeting(event.data, 'here')) {
      // With a channel open this is another document in the same frame: the old one is gone.
      if (port) drop()
      hello()
    } else if (!isGreeting(event.data, 'port') || event.ports.length !== 1) ignored.shape++
    else if (port || event.data.nonce !== nonce) ignored.second++
    else open(event.ports[0]!)
  }

  function drop(): void {
    port?.close()
    port = null
    nonce = newNonce()
  }

  function open(given: MessagePort): void {
    port = given
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isFromFrame(data)) hear(data)
      else ignored.shape++
    }
    tellWindow()
    for (const { message } of asked.values()) port.postMessage(message)
    settle()
  }

  function hear(message: FromFrame): void {
    switch (message.type) {
      case 'event':
        iframe.dispatchEvent(new CustomEvent(message.name, { bubbles: true, composed: true, detail: message.detail }))
        return
      case 'size':
        iframe.style.blockSize = `${message.height}px`
        return
    }
    const question = asked.get(message.id)
    asked.delete(message.id)
    if (message.type === 'answer') question?.resolve(message.value as never)
    else question?.reject(new ToileError(message.code, message.message))
  }

  const tellWindow = () => port?.postMessage({ type: 'window', height: innerHeight } satisfies FromPage)

  function ask<Name extends Method>(method: Name, ...given: readonly (string | null)[]): ReturnType<FrameMethods[Name]> {
    return new Promise<never>((resolve, reject) => {
      const message: FromPage = { type: 'ask', id: ++count, method, given }
      asked.set(count, { message, resolve, reject })
      port?.postMessage(message)
    }) as ReturnType<FrameMethods[Name]>
  }

  addEventListener('message', onMessage)
  addEventListener('resize', tellWindow)
  hello()
  return {
    connected,
    choose: (option, choice) => ask('choose', option, choice),
    clear: (option) => ask('clear', option),
    undo: () => ask('undo'),
    redo: () => ask('redo'),
    design: () => ask('design'),
    quote: () => ask('quote'),
    designCode: () => ask('designCode'),
    set: (name, value) => ask('set', name, value),
    ignored: () => ({ ...ignored }),
    close() {
      removeEventListener('message', onMessage)
      removeEventListener('resize', tellWindow)
      port?.close()
      port = null
      for (const { reject } of asked.values()) reject(new ToileError('frame/closed', 'The frame was closed.'))
      asked.clear()
    },
  }
}
