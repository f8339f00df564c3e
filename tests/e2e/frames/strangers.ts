import { createServer, request as forward, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CONTENT_POLICY } from '../../../src/ground/index.ts'

/**
 * One machine under many names: browsers take every `*.localhost` for this one, and each name and port is an origin of
 * its own. Whatever is no page of this server comes from the shop.
 */
export interface Street {
  readonly port: number
  /** The same pages at another port: the same names, other origins. */
  readonly otherPort: number
  close(): Promise<void>
}

/** Who may hold the frame: one name at one port. */
export const SHOP = 'shop.localhost'
/** Where the frame comes from. */
export const FITTING = 'fitting.localhost'

export async function openStreet(shop: string): Promise<Street> {
  const ports: number[] = []
  const servers = await Promise.all(
    [0, 1].map(async () => {
      const server = createServer((request, response) => {
        const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
        const found = fileAt(url, ports[0]!)
        if (found) {
          response.writeHead(200, { ...OPEN, 'Content-Type': found.type, 'Content-Security-Policy': found.policy })
          response.end(found.text)
          return
        }
        const onward = forward(new URL(request.url ?? '/', shop), {
          method: request.method,
          headers: { ...request.headers, host: new URL(shop).host },
        })
        onward.on('error', () => response.destroy())
        onward.on('response', (answer) => {
          response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...OPEN })
          answer.pipe(response)
        })
        request.pipe(onward)
      })
      await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
      return server
    })
  )
  ports.push(...servers.map((server) => (server.address() as AddressInfo).port))
  return {
    port: ports[0]!,
    otherPort: ports[1]!,
    close: async () => void (await Promise.all(servers.map(closed))),
  }
}

/** A page without an origin is a stranger to its own scripts. */
const OPEN = { 'Access-Control-Allow-Origin': '*' }

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((settle) => server.close(() => settle()))
}

interface File {
  readonly type: string
  readonly text: string
  readonly policy: string
}

function fileAt({ pathname, searchParams }: URL, port: number): File | null {
  const fitting = `http://${FITTING}:${port}`
  const page = (text: string): File => ({
    type: 'text/html; charset=utf-8',
    text: `<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title>${text}</html>`,
    // As strict as the shop's, but for whom it may hold and who may hold it: what is proved is the channel.
    policy: `${CONTENT_POLICY.replace("; frame-ancestors 'self'", '')}; frame-src *`,
  })
  const script = (text: string): File => ({ type: 'text/javascript; charset=utf-8', text, policy: '' })
  const frame = (query = '') => `<iframe id="fitting" title="fitting" src="${fitting}/inside${query}"></iframe>`
  switch (pathname) {
    case '/inside': {
      const attributes = searchParams.has('product') ? 'template="/models/jeans/template.json"' : ''
      return page(
        `<script type="module" src="/toile/element.js"></script><script type="module" src="/inside.js"></script>` +
          `<toile-configurator ${attributes} lang="en" data-parents="http://${SHOP}:${port}"></toile-configurator>`
      )
    }
    case '/inside.js':
      return script(
        `import { openFrame } from '/toile/frame.js'
         const element = document.querySelector('toile-configurator')
         await customElements.whenDefined('toile-configurator')
         window.opened = openFrame(element, { parents: [element.dataset.parents] })`
      )
    case '/around':
      return page(`<script type="module" src="/around.js"></script>${frame('?product')}`)
    case '/around.js':
      return script(
        `import { connectFrame } from '/toile/frame.js'
         const iframe = document.querySelector('#fitting')
         window.heard = []
         for (const name of ['ready', 'change', 'order', 'error', 'consent', 'preference', 'profile'])
           iframe.addEventListener('toile-' + name, ({ type, detail }) => window.heard.push({ type, detail }))
         window.frame = connectFrame(iframe, '${fitting}')`
      )
    // A page that wants what it must not have, and says so the right way.
    case '/thief': {
      const thief = page(`<script type="module" src="/thief.js"></script>${searchParams.has('sibling') ? '' : frame()}`)
      // Takes its origin away: it is then `null`, as that of the frame in it.
      return searchParams.has('sandbox') ? { ...thief, policy: `${thief.policy}; sandbox allow-scripts` } : thief
    }
    case '/thief.js':
      return script(THIEF)
    case '/street':
      return page(`${frame()}<iframe id="thief" title="thief" src="http://${searchParams.get('at')}/thief?sibling"></iframe>`)
    default:
      return null
  }
}

/** Asks for the port every way there is, and writes down whatever it is sent. */
const THIEF = `
  window.got = []
  window.tries = 0
  const target = () => document.querySelector('#fitting')?.contentWindow ?? parent.frames[0]
  addEventListener('message', (event) => {
    window.got.push({ data: JSON.stringify(event.data), ports: event.ports.length })
  })
  const hello = { channel: 'toile.frame/1', type: 'hello', nonce: 'mine' }
  const wishes = [
    () => target().postMessage(hello, '*'),
    () => target().postMessage(hello, '*', [new MessageChannel().port2]),
    () => target().postMessage({ ...hello, origin: 'http://shop.localhost' }, '*'),
    () => target().postMessage({ type: 'ask', id: 1, method: 'designCode', given: [] }, '*'),
  ]
  window.steal = () => {
    for (const wish of wishes) {
      wish()
      window.tries++
    }
    return new Promise((settle) => setTimeout(() => settle({ got: window.got, tries: window.tries }), 150))
  }
`
