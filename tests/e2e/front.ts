import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request as it came in over the wire, whatever the browser calls it: page, asset, fetch, keepalive or beacon. */
export interface Arrival {
  /** On this machine's clock, ms. */
  readonly at: number
  readonly method: string
  /** With what stands behind the `?`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
  /** The browser went away before it was answered. */
  readonly isAborted: () => boolean
}

export type Answer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'never'
  /** The connection breaks. */
  | 'cut'

/**
 * A retailer's own origin before the shop: every request passes here and is written down, on real sockets, so that
 * what leaves a page is seen where it arrives, also after the page is gone. `/collect` is answered here.
 */
export interface Front {
  readonly address: string
  readonly arrivals: readonly Arrival[]
  /** Those at `/collect`. */
  collected(): readonly Arrival[]
  /** How `/collect` answers from now on; `index` counts from 0 since this was said. */
  answerWith(answer: (arrival: Arrival, index: number) => Answer): void
  /** What a host writes into its pages' element beside the shop's attributes, such as `events="/collect"`. */
  host(attributes: string): void
  /** Forgets what arrived; `/collect` takes everything, the host writes nothing. */
  reset(): void
  close(): Promise<void>
}

const COLLECT = '/collect'
const TAKEN: Answer = { status: 204 }

export async function openFront(shop: string): Promise<Front> {
  const arrivals: Arrival[] = []
  let answer: (arrival: Arrival, index: number) => Answer = () => TAKEN
  let answered = 0
  let attributes = ''

  const server = createServer((request, response) => {
    let isAborted = false
    response.on('close', () => (isAborted = !response.writableFinished))
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('error', () => undefined)
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const body = Buffer.concat(chunks)
      const arrival: Arrival = { at: Date.now(), method, path: url, headers, body, isAborted: () => isAborted }
      arrivals.push(arrival)
      if (url === COLLECT) reply(response, answer(arrival, answered++))
      else pass(shop, request, body, response, attributes)
    })
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const { port } = server.address() as AddressInfo

  return {
    address: `http://127.0.0.1:${port}`,
    arrivals,
    collected: () => arrivals.filter(({ path }) => path.split('?')[0] === COLLECT),
    answerWith(next) {
      answer = next
      answered = 0
    },
    host: (written) => void (attributes = written),
    reset() {
      arrivals.length = 0
      answer = () => TAKEN
      attributes = ''
    },
    close: () =>
      new Promise((settle) => {
        server.close(() => settle())
        server.closeAllConnections()
      }),
  }
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'never') return
  if (answer === 'cut') return void response.destroy()
  response.writeHead(answer.status, answer.headers)
  response.end(answer.body)
}

/** On to the shop; what the host writes is written into the page on its way back. */
function pass(shop: string, request: IncomingMessage, body: Buffer, response: ServerResponse, attributes: string): void {
  const { method, url, headers } = request
  const onward = forward(new URL(url ?? '/', shop), { method, headers: { ...headers, host: new URL(shop).host } })
  onward.on('error', () => response.destroy())
  onward.on('response', (answer) => {
    const isPage = answer.headers['content-type']?.startsWith('text/html')
    if (!isPage || attributes === '') {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      return
    }
    const { 'content-length': _, ...rest } = answer.headers
    const parts: Buffer[] = []
    answer.on('data', (part: Buffer) => parts.push(part))
    answer.on('end', () => {
      response.writeHead(answer.statusCode ?? 502, rest)
      response.end(Buffer.concat(parts).toString().replace('<toile-configurator ', `<toile-configurator ${attributes} `))
    })
  })
  onward.end(body)
}
