import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { connectFrame, OpenFrame } from '../../src/embed/frame/index.ts'
import { launchBrowser } from '../../src/scene/compile/browser.ts'
import { shop } from './browser.ts'
import { FITTING, openStreet, SHOP, type Street } from './frames/strangers.ts'
import { openProfile, openWatched, withoutWebGl, type WatchedPage } from './watchedPage.ts'

type Opened = Window & { opened: OpenFrame }
type Thief = Window & { steal(): Promise<{ got: { data: string; ports: number }[]; tries: number }> }
type Around = Window & {
  frame: ReturnType<typeof connectFrame>
  heard: { type: string; detail: Record<string, unknown> }[]
}

let browser: Browser
let street: Street

beforeAll(async () => {
  browser = await launchBrowser()
  street = await openStreet(shop().address)
})
afterAll(async () => {
  await browser.close()
  await street.close()
})

const at = async (url: string): Promise<WatchedPage> =>
  openWatched(await openProfile(browser), url, [withoutWebGl])

/** The document in the frame, once it listens. */
async function inside(page: Page): Promise<Frame> {
  const listens = (frame: Frame) => frame.evaluate(() => 'opened' in window).catch(() => false)
  for (;;) {
    const frame = page.frames().find((one) => one.url().includes('/inside'))
    if (frame && (await listens(frame))) return frame
    await new Promise((settle) => setTimeout(settle, 50))
  }
}

const ignoredBy = (frame: Frame) => frame.evaluate(() => (window as unknown as Opened).opened.ignored())
const violationsIn = (frame: Frame) =>
  frame.evaluate(() => (window as unknown as { policyViolations: string[] }).policyViolations)
const steal = (thief: Page | Frame) => thief.evaluate(() => (window as unknown as Thief).steal())

describe('a configurator in a frame [threat 8]', () => {
  it('is heard and steered by the page it names, as tall as it needs, with no measurement and no word on the way', async () => {
    const { page, violations, close } = await at(`http://${SHOP}:${street.port}/around`)
    const { design, quote, code, heights } = await page.evaluate(async () => {
      const { frame } = window as unknown as Around
      await frame.connected
      while (!(window as unknown as Around).heard.some(({ type }) => type === 'toile-ready'))
        await new Promise((settle) => setTimeout(settle, 20))
      await frame.choose('fit', 'relaxed')
      await frame.set('lang', 'de')
      const [design, quote, code] = await Promise.all([frame.design(), frame.quote(), frame.designCode()])
      await frame.undo()
      const iframe = document.querySelector('iframe')!
      return { design, quote, code, heights: [iframe.getBoundingClientRect().height, innerHeight] }
    })
    expect(design.picks).toEqual({ fit: 'relaxed' })
    expect(quote.total).toBeGreaterThan(0)
    expect(code).not.toBe('')
    // 94 % of the window around it, which a frame cannot see, and the page's own margin.
    expect(heights[0]).toBeGreaterThanOrEqual(540)
    expect(heights[0]).toBeLessThan(heights[1]! * 1.1)

    const frame = await inside(page)
    await frame.evaluate(async () => {
      const element = document.querySelector('toile-configurator') as HTMLElement & {
        measure(values: Record<string, number>): void
        order(): Promise<unknown>
      }
      element.measure({ stature: 17812, waistGirth: 8613, hipGirth: 10217 })
    })
    const heard = () => page.evaluate(() => (window as unknown as Around).heard)
    expect(JSON.stringify(await heard())).not.toMatch(/17812|8613|10217|toile-preference/)
    // Without an intake the order is the shop's: the one message that carries a measurement.
    await frame.evaluate(() => (document.querySelector('toile-configurator') as unknown as { order(): Promise<unknown> }).order())
    await expect.poll(async () => (await heard()).at(-1)?.type).toBe('toile-order')
    expect(JSON.stringify((await heard()).at(-1))).toContain('17812')

    expect(await ignoredBy(frame)).toEqual({ source: 0, origin: 0, shape: 0, second: 0 })
    expect(await page.evaluate(() => (window as unknown as Around).frame.ignored())).toEqual({ source: 0, origin: 0, shape: 0, second: 0 })
    expect([await violations(), await violationsIn(frame)]).toEqual([[], []])
    await close()
  })

  it.each([
    ['another site', (own: number) => `http://thief.localhost:${own}`],
    ['a name that ends like the shop’s', (own: number) => `http://my-${SHOP}:${own}`],
    ['a name below the shop’s', (own: number) => `http://sub.${SHOP}:${own}`],
    ['a name that begins like the shop’s', (own: number) => `http://${SHOP}.thief.localhost:${own}`],
    ['the shop’s name at another port', (_: number, other: number) => `http://${SHOP}:${other}`],
    ['the number of the shop’s machine', (own: number) => `http://127.0.0.1:${own}`],
    ['the frame’s own site', (own: number) => `http://${FITTING}:${own}`],
  ])('answers no page at %s: ignores and counts it, and posts it nothing', async (_, origin) => {
    const { page, close } = await at(`${origin(street.port, street.otherPort)}/thief`)
    const frame = await inside(page)
    const { got, tries } = await steal(page)
    expect(got).toEqual([])
    expect(await ignoredBy(frame)).toEqual({ source: 0, origin: tries, shape: 0, second: 0 })
    await close()
  })

  it('answers no page without an origin', async () => {
    const { page, close } = await at(`http://${SHOP}:${street.port}/thief?sandbox`)
    expect(await page.evaluate(() => origin)).toBe('null')
    const frame = await inside(page)
    const { got, tries } = await steal(page)
    expect(got).toEqual([])
    expect(await ignoredBy(frame)).toEqual({ source: 0, origin: tries, shape: 0, second: 0 })
    await close()
  })

  it.each([
    ['of another site', (own: number) => `thief.localhost:${own}`],
    ['of the shop itself', (own: number) => `${SHOP}:${own}`],
  ])('answers no frame beside it, not even one %s', async (_, host) => {
    const { page, close } = await at(`http://${SHOP}:${street.port}/street?at=${host(street.port)}`)
    const frame = await inside(page)
    await page.waitForLoadState('load')
    const { got, tries } = await steal(page.frames().find((one) => one.url().includes('/thief'))!)
    expect(got).toEqual([])
    expect(await ignoredBy(frame)).toEqual({ source: tries, origin: 0, shape: 0, second: 0 })
    await close()
  })

  it('does nothing for messages of another shape, a second handshake, or a method it does not have', async () => {
    const { page, close } = await at(`http://${SHOP}:${street.port}/around`)
    const frame = await inside(page)
    const origin = `http://${FITTING}:${street.port}`
    const answers = await page.evaluate(async (origin) => {
      const { frame } = window as unknown as Around
      await frame.connected
      const { contentWindow } = document.querySelector('iframe')!
      const channel = 'toile.frame/1'
      for (const message of [null, 'hello', 7, [], {}, { channel }, { channel, type: 'port', nonce: '1' }, { type: 'hello', nonce: '1' }])
        contentWindow!.postMessage(message, origin)
      contentWindow!.postMessage({ channel, type: 'hello', nonce: 'another' }, origin)
      const refused = (asked: Promise<unknown>) => asked.then(() => 'done', (error: { code: string }) => error.code)
      return [
        await refused(frame.choose('fit', 'nothing of the kind')),
        await refused(frame.choose('__proto__', 'polluted')),
        await Promise.race([
          refused((frame as unknown as { set(...given: unknown[]): Promise<void> }).set('intake', 'https://thief.example')),
          new Promise((settle) => setTimeout(() => settle('no answer'), 200)),
        ]),
      ]
    }, origin)
    expect(answers).toEqual(['design/unknown-choice', 'design/unknown-option', 'no answer'])
    expect(await ignoredBy(frame)).toEqual({ source: 0, origin: 0, shape: 9, second: 1 })
    await close()
  })

  it('is not taken for another page that came into its frame', async () => {
    const { page, close } = await at(`http://${SHOP}:${street.port}/around`)
    await inside(page)
    const { ignored, heard } = await page.evaluate(async (thief) => {
      const { frame, heard } = window as unknown as Around
      await frame.connected
      const iframe = document.querySelector('iframe')!
      const loaded = new Promise((settle) => iframe.addEventListener('load', settle, { once: true }))
      iframe.src = thief
      await loaded
      const before = heard.length
      void frame.choose('fit', 'relaxed')
      await new Promise((settle) => setTimeout(settle, 100))
      return { ignored: frame.ignored(), heard: heard.length - before }
    }, `http://thief.localhost:${street.port}/thief?sibling`)
    const impostor = page.frames().find((one) => one.url().includes('/thief'))!
    await impostor.evaluate(() => {
      const channel = 'toile.frame/1'
      for (const type of ['here', 'port']) parent.postMessage({ channel, type, nonce: '1' }, '*', [new MessageChannel().port2])
    })
    await expect
      .poll(() => page.evaluate(() => (window as unknown as Around).frame.ignored().origin))
      .toBe(ignored.origin + 2)
    expect(heard).toBe(0)
    expect(await impostor.evaluate(() => (window as unknown as { got: unknown[] }).got)).toEqual([])
    await close()
  })
})

describe('the demo’s page with a frame', () => {
  it('shows the widget from another origin under its own strict policy, and says what it hears', async () => {
    const { page, violations, close } = await at(`${shop().address}/framed`)
    await page.getByText(/Heard from the frame: €/).waitFor()
    const frame = page.frames()[1]!
    expect(new URL(frame.url()).hostname).toBe('localhost')
    expect([await violations(), await violationsIn(frame)]).toEqual([[], []])
    await close()
  })

  it('is held by that page alone', async () => {
    const framed = await fetch(`${shop().address}/framed/inside`)
    expect(framed.headers.get('content-security-policy')).toContain(`frame-ancestors ${shop().address};`)
    const around = await fetch(`${shop().address}/framed`)
    expect(around.headers.get('content-security-policy')).toContain(`frame-src ${shop().address.replace('127.0.0.1', 'localhost')}`)
  })
})
