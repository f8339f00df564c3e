import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/scene/compile/browser.ts'
import { keptIn, ledgerOf } from './bars/ledger.ts'
import { choose, closePanel, heardBy, sayNo, sayYes, visit, type Room } from './bars/room.ts'
import { shop } from './browser.ts'
import { openFront } from './front.ts'
import { livingIn, mount } from './mounts.ts'
import { withElement, type Prepare } from './watchedPage.ts'

let room: Room

beforeAll(async () => {
  const [browser, front] = await Promise.all([launchBrowser() as Promise<Browser>, openFront(shop().address)])
  room = { browser, front }
})
beforeEach(() => room.front.reset())
afterAll(async () => {
  await room.browser.close()
  await room.front.close()
})

const yesIn = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Yes, share my choices' })

describe('a yes that nobody gave', () => {
  it('cannot be clicked, pressed, forged or replayed by a script', async () => {
    const { page, close } = await visit(room, { host: 'events="/collect"' })
    // A true click of the customer's, on something else, kept by a listener of the page.
    await page.evaluate(() =>
      addEventListener('click', (event) => Object.assign(window, { kept: event }), { once: true, capture: true })
    )
    await page.getByRole('button', { name: 'Privacy' }).first().click()
    await yesIn(page).waitFor()
    await yesIn(page).evaluate((button) => {
      const yes = button as HTMLButtonElement
      const { kept } = window as unknown as { kept: MouseEvent }
      const forged = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true })
      const lying = new Proxy(forged, {
        get: (target, name) => (name === 'isTrusted' ? true : (Reflect.get(target, name) as unknown)),
      })
      const attempts = [
        () => yes.click(),
        () => yes.dispatchEvent(forged),
        () => yes.dispatchEvent(lying),
        () => yes.dispatchEvent(kept),
        () => yes.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, composed: true })),
        () => yes.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true })),
        () => Object.defineProperty(new MouseEvent('click'), 'isTrusted', { value: true }),
      ]
      for (const attempt of attempts)
        try {
          attempt()
        } catch {
          // Refused by the browser already.
        }
    })
    await choose(page, 'leg', 'wide')
    expect(await heardBy(page)).toEqual([])
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(await yesIn(page).getAttribute('aria-pressed')).toBe('false')
    // The very button works for the customer.
    await yesIn(page).click()
    await expect.poll(async () => (await heardBy(page)).length).toBe(1)
    await close()
  })

  it('has no tool, method or global that could give it', async () => {
    const { page, close } = await visit(room)
    const found = await page.evaluate(() => {
      const names: string[] = []
      let of: object = document.querySelector('toile-configurator')!
      for (; of !== HTMLElement.prototype; of = Object.getPrototypeOf(of) as object)
        names.push(...Object.getOwnPropertyNames(of))
      const frame = document.body.appendChild(document.createElement('iframe'))
      const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow))
      frame.remove()
      const globals = Object.getOwnPropertyNames(window).filter((name) => !usual.has(name))
      return { names: names.filter((name) => /grant|allow|agree|withdraw|gate|answer|profile/i.test(name)), globals }
    })
    expect(found.names).toEqual([])
    expect(found.globals.filter((name) => /toile|gate|consent|tool|mcp/i.test(name))).toEqual([])
    await close()
  })
})

describe('a share link', () => {
  it('holds choices behind the fragment, so that the shop’s log has the path alone', async () => {
    const { front } = room
    const { page, profile, close } = await visit(room)
    await withElement(page, (element) => {
      element.choose('leg', 'bootcut')
      element.measure({ stature: 17837, waistGirth: 8642 })
      element.write('monogram', 'QXJVKZ')
    })
    await page.getByRole('button', { name: 'Share' }).click()
    const link = await page.getByRole('textbox', { name: /link to this design/i }).inputValue()
    const { origin, pathname, search, hash } = new URL(link)
    expect([origin, pathname, search]).toEqual([front.address, '/jeans', ''])
    expect([...new URLSearchParams(hash.slice(1)).keys()]).toEqual(['design'])
    front.reset()
    const opened = await profile.newPage()
    await opened.goto(link)
    const picks = await withElement(opened, (element) => element.design.picks)
    expect(picks).toEqual({ leg: 'bootcut', monogram: 'written' })
    await opened.waitForLoadState('networkidle')
    const code = hash.slice(hash.indexOf('=') + 1)
    for (const { path, headers } of front.arrivals) {
      expect(path).not.toMatch(/[?#]/)
      expect(`${path} ${JSON.stringify(headers)}`).not.toContain(code)
    }
    await close()
  })
})

describe('a page that is starved or flooded', () => {
  // Five hundred times, and what the heap says of it: `npm run bench -- preferences`.
  it('lets go of widgets that were taken down', async () => {
    const { page, close } = await visit(room)
    await mount(page, 16)
    expect(await livingIn(page)).toBeLessThanOrEqual(4)
    await close()
  })

  it('lets thirty events out of a flood, says how many it held back, and goes on answering', async () => {
    const { page, close } = await visit(room, { host: 'events="/collect"' })
    await sayYes(page)
    const slowest = await withElement(page, async (element) => {
      const choices = ['copper', 'brass', 'nickel', 'black']
      let slowest = 0
      for (let at = 0; at < 200; at++) {
        const started = performance.now()
        element.choose('hardware', choices[at % choices.length]!)
        await new Promise((settle) => setTimeout(settle, 0))
        slowest = Math.max(slowest, performance.now() - started)
      }
      return slowest
    })
    const heard = await heardBy(page)
    expect(heard).toHaveLength(30)
    expect(heard.reduce((sum, event) => sum + JSON.stringify(event).length, 0)).toBeLessThanOrEqual(20_000)
    expect(slowest).toBeLessThan(500)
    await page.locator('summary', { hasText: 'What left this page' }).click()
    await page.getByText('Held back, because it was too much or not allowed: 171.').waitFor()
    await close()
  })
})

/** As browsers do where a person blocks all storage. */
const blockedStorage: Prepare = () => {
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    })
}

describe('a customer who keeps and shares nothing', () => {
  it('finishes and orders a design with all storage blocked, a signal sent and every question denied', async () => {
    const signalling: Prepare = () =>
      Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })
    const { page, errors, close } = await visit(room, {
      host: 'events="/collect"',
      prepare: [blockedStorage, signalling],
    })
    await sayNo(page)
    const panel = page.getByRole('dialog')
    for (const no of await panel.getByRole('button', { name: 'No', exact: true }).all()) await no.click()
    await panel.getByText(/Opt-out signal honoured/).first().waitFor()
    await closePanel(page)
    await withElement(page, (element) => {
      element.choose('leg', 'wide')
      element.measure({ stature: 17800, waistGirth: 8600, hipGirth: 10200 })
    })
    await page.getByRole('button', { name: 'Order these jeans' }).click()
    await page.getByRole('dialog', { name: /ordered/i }).waitFor({ timeout: 30_000 })
    expect(await heardBy(page)).toEqual([])
    expect(room.front.collected()).toEqual([])
    expect((await ledgerOf(page)).entries.filter(({ did }) => did === 'store' || did === 'use')).toEqual([])
    expect(errors.filter((text) => !text.includes('WebGL'))).toEqual([])
    await close()
  })

  it('leaves nothing but the answers where storage is open', async () => {
    const { page, close } = await visit(room)
    await sayNo(page)
    await choose(page, 'leg', 'wide')
    expect(await keptIn(page)).toMatchObject({ local: ['toile.consent'], session: [], cookies: [] })
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('toile.consent')!) as unknown)
    expect(kept).toEqual({ preferences: { answer: 'denied', on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } })
    await close()
  })
})
