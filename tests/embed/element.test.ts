// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ToileConfiguratorElement } from '../../src/embed/element.ts'
import { quoteOf } from '../../src/price/index.ts'
import { desk } from '../fixtures/desk.ts'

// jsdom has no WebGL. The real scene would say the same a second later.
const asked = vi.hoisted(() => ({ scenes: 0 }))
vi.mock('../../src/scene/index.ts', () => ({
  default: async () => {
    asked.scenes++
    throw Object.assign(new Error('no WebGL here.'), { code: 'scene/no-webgl' })
  },
}))

await import('../../src/embed/element.ts')

type Template = ReturnType<typeof desk>
const other = desk({ 'template.yaml': [['id: desk', 'id: other']] })
let files: Record<string, Template | string>
const unhandled: unknown[] = []
const noteUnhandled = (reason: unknown) => unhandled.push(reason)

beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', noteUnhandled)
  files = { '/desk.json': desk(), '/other.json': other, '/broken.json': '{"id":' }
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    init?.signal?.throwIfAborted()
    const file = files[new URL(url).pathname]
    return file === undefined
      ? new Response('', { status: 404 })
      : new Response(typeof file === 'string' ? file : JSON.stringify(file))
  })
})

afterEach(async () => {
  document.body.replaceChildren()
  await settle()
  vi.unstubAllGlobals()
  process.off('unhandledRejection', noteUnhandled)
  history.replaceState(null, '', '/')
  localStorage.clear()
  expect(unhandled).toEqual([])
})

/** React renders on its own time here, as on a page. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 40))

interface Heard {
  readonly type: string
  readonly detail: Record<string, unknown>
}

function place(attributes: Record<string, string>): { element: ToileConfiguratorElement; heard: Heard[] } {
  const element = document.createElement('toile-configurator') as ToileConfiguratorElement
  const heard: Heard[] = []
  for (const type of ['toile-ready', 'toile-change', 'toile-order', 'toile-error', 'toile-consent', 'toile-preference'])
    element.addEventListener(type, (event) => heard.push({ type, detail: (event as CustomEvent).detail }))
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  document.body.append(element)
  return { element, heard }
}

async function ready(attributes: Record<string, string> = { template: '/desk.json' }) {
  const placed = place(attributes)
  await placed.element.ready
  return placed
}

const codeOf = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return (error as { code: string }).code
  }
}

const words = (element: Element) => element.shadowRoot!.textContent

describe('<toile-configurator>', () => {
  it('says it is ready, with the template and its version, once its controls are on the page', async () => {
    const { element, heard } = await ready()
    expect(heard).toEqual([{ type: 'toile-ready', detail: { template: 'desk', version: '1.2.0' } }])
    expect(element.shadowRoot!.querySelector('[role=tab]')).not.toBeNull()
    await element.shown
    expect(await element.shown).toBe('poster')
  })

  it('tells of a pick in plain JSON, without a text or a measurement', async () => {
    const { element, heard } = await ready()
    element.choose('top', 'walnut')
    element.write('plate', 'Ada')
    element.measure({ stature: 17812 })
    await settle()
    const changes = heard.filter(({ type }) => type === 'toile-change').map(({ detail }) => detail)
    expect(changes[0]).toEqual({ picks: { top: 'walnut' }, moved: [], total: 69900, currency: 'EUR', valid: true })
    expect(JSON.stringify(changes)).not.toMatch(/Ada|17812/)
    expect(changes).toEqual(JSON.parse(JSON.stringify(changes)))
  })

  it('gives a host copies: writing into them changes nothing', async () => {
    const { element } = await ready()
    element.design.selection['top'] = 'glass'
    element.quote.lines.length = 0
    element.options[0]!.choices.length = 0
    expect(element.design.selection['top']).toBe('oak')
    expect(element.quote.lines.length).toBeGreaterThan(0)
    expect(element.options[0]!.choices).toHaveLength(3)
  })

  it('throws a code for unknown ids, and for a question before it is ready', async () => {
    const early = document.createElement('toile-configurator') as ToileConfiguratorElement
    expect(codeOf(() => early.choose('top', 'oak'))).toBe('element/not-ready')
    const { element } = await ready()
    expect(codeOf(() => element.choose('sleeve', 'long'))).toBe('design/unknown-option')
    expect(codeOf(() => element.explain('top', 'marble'))).toBe('design/unknown-choice')
    expect(codeOf(() => element.measure({ shoe: 1 }))).toBe('design/unknown-measurement')
  })

  it('tells the host of an address on another site, posts nothing there, and keeps the privacy panel working', async () => {
    const { element, heard } = await ready({ template: '/desk.json', events: 'https://tracker.example/collect' })
    const errors = () => heard.filter(({ type }) => type === 'toile-error').map(({ detail }) => detail['code'])
    await vi.waitFor(() => expect(errors()).toContain('events/foreign-origin'), 8000)
    element.shadowRoot!.querySelector<HTMLElement>('[aria-haspopup=dialog]:last-of-type')!.click()
    await vi.waitFor(() => expect(element.shadowRoot!.querySelector('dialog [part~=privacy], dialog[part~=privacy]')).not.toBeNull())
  })

  it('asks a consent source that the page brings later, and no more the one before', async () => {
    const { element } = await ready()
    const watched: string[] = []
    const source = (name: string) => ({
      name: 'custom' as const,
      watch: () => (watched.push(name), () => void watched.push(`${name} ended`)),
    })
    element.consentSource = source('first')
    await vi.waitFor(() => expect(watched).toEqual(['first']))
    element.consentSource = source('second')
    await vi.waitFor(() => expect(watched).toEqual(['first', 'first ended', 'second']))
    element.remove()
  })

  it('stands twice on a page without knowing of the other', async () => {
    const first = await ready()
    const second = await ready()
    first.element.choose('top', 'glass')
    expect(second.element.design.selection['top']).toBe('oak')
    expect(second.heard.filter(({ type }) => type === 'toile-change')).toEqual([])
  })

  it('keeps its design when it is moved, or removed and brought back', async () => {
    const { element } = await ready()
    element.choose('top', 'walnut')
    const elsewhere = document.body.appendChild(document.createElement('section'))
    elsewhere.append(element)
    await settle()
    expect(words(element)).toContain('Walnut')
    element.remove()
    await settle()
    expect(words(element)).toBe('')
    document.body.append(element)
    await settle()
    expect(element.design.selection['top']).toBe('walnut')
    expect(words(element)).toContain('Walnut')
  })

  it('may be removed while it loads: `ready` is refused with a code, and coming back starts again', async () => {
    const { element, heard } = place({ template: '/desk.json' })
    const before = element.ready
    element.remove()
    await settle()
    await expect(before).rejects.toMatchObject({ code: 'element/removed' })
    expect(heard).toEqual([])
    document.body.append(element)
    await element.ready
    expect(element.design.template.id).toBe('desk')
  })

  it('shows the last template when the attribute changes while one loads', async () => {
    const { element, heard } = place({ template: '/desk.json' })
    element.setAttribute('template', '/other.json')
    await element.ready
    expect(element.design.template).toEqual({ id: 'other', version: '1.2.0' })
    expect(heard.map(({ type }) => type)).toEqual(['toile-ready'])
  })

  it('follows lang, units and currency while the customer is at it', async () => {
    const { element } = await ready()
    element.choose('top', 'walnut')
    element.setAttribute('lang', 'de')
    element.setAttribute('units', 'inch')
    element.setAttribute('currency', 'JPY')
    await settle()
    expect(element.quote).toMatchObject({ currency: 'JPY', total: 106000 })
    expect(words(element)).toContain('Nussbaum')
    expect(words(element)).toContain('55,1 in')
    expect(element.design.picks).toEqual({ top: 'walnut' })
  })

  it('opens the code of its attribute before that of the address', async () => {
    const { element } = await ready()
    element.choose('top', 'walnut')
    const walnut = element.designCode
    element.choose('top', 'glass')
    const glass = element.designCode
    history.replaceState(null, '', `/#design=${walnut}`)
    expect((await ready()).element.design.picks).toEqual({ top: 'walnut' })
    expect((await ready({ template: '/desk.json', design: glass })).element.design.picks).toEqual({ top: 'glass' })
  })
})

describe('out of sight', () => {
  it('no scene is made until the host waits for a picture', async () => {
    class NeverSeen {
      observe() {}
      disconnect() {}
    }
    vi.stubGlobal('IntersectionObserver', NeverSeen)
    asked.scenes = 0
    const { element } = await ready()
    await settle()
    expect(asked.scenes).toBe(0)
    expect(await element.shown).toBe('poster')
    expect(asked.scenes).toBe(1)
  })
})

describe('what can go wrong', () => {
  it.each([
    ['/missing.json', 'template/not-found'],
    ['/broken.json', 'template/broken'],
    ['', 'element/no-template'],
  ])('a template %j is said kindly, and by code to the host', async (template, code) => {
    const { element, heard } = place(template ? { template } : {})
    await expect(element.ready).rejects.toMatchObject({ code })
    await settle()
    expect(heard.map(({ type, detail }) => [type, detail['code']])).toEqual([['toile-error', code]])
    expect(element.shadowRoot!.querySelector('[role=alert]')!.textContent).toContain(
      'This product cannot be shown just now'
    )
  })

  it('a template changed after it was built is found out, and nobody can order from it', async () => {
    const changed = structuredClone(desk()) as unknown as { books: { base: { amount: number } }[] }
    changed.books[0]!.base.amount = 100
    files['/changed.json'] = JSON.stringify(changed)
    const { element, heard } = await ready({ template: '/changed.json' })
    await expect(element.order()).rejects.toMatchObject({ code: 'template/broken' })
    await settle()
    expect(heard.filter(({ type }) => type === 'toile-error').map(({ detail }) => detail['code'])).toContain(
      'template/broken'
    )
    expect(heard.some(({ type }) => type === 'toile-order')).toBe(false)
    expect(words(element)).toContain('This product cannot be shown just now')
  })

  it('the product comes when it is asked for again', async () => {
    delete files['/desk.json']
    const { element } = place({ template: '/desk.json' })
    await element.ready.catch(() => undefined)
    await settle()
    files['/desk.json'] = desk()
    element.shadowRoot!.querySelector('button')!.click()
    await element.ready
    expect(element.design.valid).toBe(true)
  })

  it('a currency without a price book is said to both, and a price is shown all the same', async () => {
    const { element, heard } = await ready({ template: '/desk.json', currency: 'CHF' })
    expect(element.quote.currency).toBe('EUR')
    expect(heard[0]).toMatchObject({ type: 'toile-error', detail: { code: 'price/no-book' } })
    expect(words(element)).toContain('There are no prices in CHF yet. You see them in EUR.')
  })

  it('a currency that changes to one without a book keeps the old one', async () => {
    const { element, heard } = await ready({ template: '/desk.json', currency: 'JPY' })
    element.setAttribute('currency', 'CHF')
    await settle()
    expect(element.quote.currency).toBe('JPY')
    expect(heard).toContainEqual({ type: 'toile-error', detail: expect.objectContaining({ code: 'price/no-book' }) })
  })

  it('a link cut short is said, and the defaults stay', async () => {
    const { element } = await ready({ template: '/desk.json', design: '1~desk~1.2.0~3ab' })
    expect(element.design.picks).toEqual({})
    expect(words(element)).toContain('The link is not complete')
  })
})

describe('an order without an intake', () => {
  it('goes to the host as one event with the whole spec', async () => {
    const { element, heard } = await ready()
    let orders: unknown[] = []
    orders = await Promise.all([element.order(), element.order()])
    await settle()
    const told = heard.filter(({ type }) => type === 'toile-order')
    expect(told).toHaveLength(1)
    expect(told[0]!.detail).toEqual(orders[0])
    expect(told[0]!.detail).toHaveProperty('spec.order.template.id', 'desk')
    expect(orders[1]).toEqual(orders[0])
  })
})

describe('a price book replaced while the page is open', () => {
  it('brings the new template with the same decisions, asks, and orders what the shop sells now', async () => {
    const dearer = desk({
      'template.yaml': [['book: 2026-11, tax', 'book: 2026-12, tax']],
      'prices/eur.csv': [['base,,649.00', 'base,,659.00']],
    })
    const posts: {
      order: { template: { hash: string }; quote: { total: number; priceBook: string } }
      personal: unknown
    }[] = []
    const pages = globalThis.fetch
    vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
      if (init?.method !== 'POST') return pages(url, init)
      const spec = JSON.parse(String(init.body))
      posts.push(spec)
      if (posts.length > 1)
        return Response.json(
          { number: 'T-7', id: spec.order.id, signature: 's', kid: 'k', receipt: 'r' },
          { status: 201 }
        )
      const quote = quoteOf(dearer, spec.order.selection, {
        currency: 'EUR',
        day: spec.order.quote.day,
        language: 'en',
      })
      return Response.json({ code: 'order/stale', quote }, { status: 409 })
    })
    const { element, heard } = await ready({ template: '/desk.json', intake: '/shop' })
    element.choose('top', 'walnut')
    element.write('plate', 'Ada')
    files['/desk.json'] = dearer
    await expect(element.order()).rejects.toMatchObject({ code: 'order/price-changed' })
    await settle()
    expect(element.quote.total).toBe(72700)
    expect(element.design.picks).toEqual({ top: 'walnut', plate: 'written' })
    expect(await element.order()).toMatchObject({ number: 'T-7', total: 72700, currency: 'EUR' })
    expect(posts[1]).toMatchObject({
      order: { template: { hash: dearer.hash }, quote: { total: 72700, priceBook: '2026-12' } },
      personal: { texts: { plate: 'Ada' } },
    })
    expect(heard.filter(({ type }) => type === 'toile-order')).toHaveLength(1)
  })
})

describe('without a yes', () => {
  it('is answered for on the privacy sheet, however early it is opened', async () => {
    const { element } = await ready()
    const buttons = [...element.shadowRoot!.querySelectorAll('button')]
    buttons.find(({ textContent }) => textContent === 'Privacy')!.click()
    await expect.poll(() => words(element)).toContain('Nothing without your yes.')
    expect(words(element)).toContain('You share nothing.')
  })

  it('nothing is stored and no preference leaves', async () => {
    const { element, heard } = await ready()
    element.choose('top', 'walnut')
    element.write('plate', 'Ada')
    element.undo()
    await settle()
    await settle()
    expect(localStorage.length).toBe(0)
    expect(heard.filter(({ type }) => type === 'toile-preference')).toEqual([])
  })
})
