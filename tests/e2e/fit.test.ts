import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openStill, useBrowser, withElement } from './browser.ts'

useBrowser()

/** axe as a text: it is run through the debugging protocol, which the page's policy does not stop. */
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** The measuring room, open; the picture stays a poster, for its 3D is others' to test. */
async function openFit(path: string, options: Parameters<typeof openStill>[1] = {}) {
  const opened = await openStill(path, { reducedMotion: 'reduce', ...options })
  await withElement(opened.page, () => undefined)
  await opened.page.getByRole('tab', { name: /^(?:Fit|Passform)$/ }).click()
  await opened.page.locator('.stays').waitFor()
  return opened
}

async function type(page: Page, name: string | RegExp, value: string): Promise<void> {
  const field = page.getByRole('textbox', { name }).first()
  await field.fill(value)
  await field.blur()
}

const storedKeys = (page: Page) => page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])

describe('measuring in the shop', () => {
  it('stores nothing, sends nothing and asks for nothing but the page’s own files until the customer says so', async () => {
    const { page, requests, violations, close } = await openFit('/jeans')
    // Numbers that occur nowhere else.
    await type(page, 'Height', '178.37')
    await type(page, 'Waist', '86.29')
    await type(page, 'Hip', '102.41')
    await page.getByRole('button', { name: 'Show finished measures' }).click()
    await page.getByRole('dialog').getByRole('table').waitFor()
    expect(await storedKeys(page)).toEqual([])
    expect(await page.context().cookies()).toEqual([])
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([])
    const own = new URL(page.url()).origin
    for (const { url } of requests) {
      expect(new URL(url, own).origin === own || url.startsWith('blob:') || url.startsWith('data:'), url).toBe(true)
      expect(url.replace(own, '')).not.toMatch(/178\.?37|86\.?29|102\.?41/)
    }
    expect(page.url().slice(own.length)).not.toMatch(/178|86|102/)
    expect(await violations()).toEqual([])
    await close()
  })

  it('once serves every product of the shop, when the customer wants it kept; a second word ends it', async () => {
    const { page, close } = await openFit('/jeans')
    await type(page, 'Height', '168')
    await type(page, 'Waist', '72.5')
    await type(page, 'Hip', '98.2')
    await page.getByRole('button', { name: 'Yes, keep them' }).click()
    expect(await storedKeys(page)).toEqual(expect.arrayContaining(['toile.consent', 'toile.fit']))

    await page.goto(new URL('/swimsuits', page.url()).href)
    await withElement(page, () => undefined)
    await page.getByRole('tab', { name: 'Fit' }).click()
    await page.getByRole('textbox', { name: 'Waist' }).waitFor()
    expect(await page.getByRole('textbox', { name: 'Waist' }).inputValue()).toBe('72.5')
    await page.getByRole('button', { name: 'Keep them no longer' }).click()
    expect(await storedKeys(page)).toEqual(['toile.consent'])
    await close()
  })

  it('shows a table whose garment is the body and its ease', async () => {
    const { page, close } = await openFit('/jeans')
    await withElement(page, (element) =>
      element.measure({ stature: 17800, waistGirth: 8600, hipGirth: 10200, thighGirth: 6000, insideLegHeight: 8300 })
    )
    await page.getByRole('button', { name: 'Show finished measures' }).click()
    const rows = page.getByRole('dialog').getByRole('row')
    await rows.nth(3).waitFor()
    const cells = await rows.filter({ hasText: /^Hip/ }).getByRole('cell').allTextContents()
    const [garment, body, ease] = cells.map((cell) => Number(cell.replace('−', '-').replace(/^\+?\s*(-?)\s*/, '$1').split(' ')[0]))
    expect(body).toBe(102)
    expect(garment! - body!).toBeCloseTo(ease!, 1)
    await close()
  })

  it('asks for both feet', async () => {
    const { page, close } = await openFit('/shoes')
    const length = page.getByRole('group', { name: /^Foot length/ })
    await length.getByRole('textbox', { name: 'Left' }).fill('26.4')
    await length.getByRole('textbox', { name: 'Left' }).blur()
    await length.getByRole('button', { name: 'Right is 26.4 cm too' }).click()
    expect(await length.getByRole('textbox', { name: 'Right' }).inputValue()).toBe('26.4')
    await close()
  })
})

describe('the measuring room for everybody', () => {
  it.each([
    ['wide', '/jeans', 1280, 800, 'light', 'en-GB'],
    ['narrow', '/shoes', 390, 844, 'light', 'de-DE'],
    ['dark', '/swimsuits', 1000, 700, 'dark', 'en-GB'],
  ] as const)('has no finding of axe at WCAG 2.2 AA: %s', async (_name, path, width, height, colorScheme, locale) => {
    const { page, close } = await openFit(path, { viewport: { width, height }, colorScheme, locale, bypassCSP: true })
    await type(page, /^(?:Height|Körpergröße|Links)/, '34')
    for (const summary of await page.locator('.group summary').all()) await summary.click()
    await page.addScriptTag({ path: axeFile })
    const findings = await page.evaluate(async () => {
      const axe = (window as unknown as { axe: typeof import('axe-core') }).axe
      const { violations } = await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      })
      return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`)
      )
    })
    expect(findings).toEqual([])
    await close()
  })

  it('fits 320 px, where a finger finds everything', async () => {
    const { page, close } = await openFit('/jeans', { viewport: { width: 320, height: 720 }, hasTouch: true, isMobile: true })
    for (const summary of await page.locator('.group summary').all()) await summary.click()
    const found = await page.evaluate(() => {
      const group = document.querySelector('toile-configurator')!.shadowRoot!.querySelector('.group')!
      const isSmall = (element: Element) => element.getBoundingClientRect().height < 43.5
      return {
        page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        group: group.scrollWidth - group.clientWidth,
        small: [...group.querySelectorAll('button, summary, .choice, input.text')].filter(isSmall).map((one) => one.outerHTML),
      }
    })
    expect(found).toEqual({ page: 0, group: 0, small: [] })
    await close()
  })

  it('is reached and filled by keyboard alone', async () => {
    const { page, close } = await openFit('/jeans')
    await page.getByRole('textbox', { name: 'Height' }).focus()
    await page.keyboard.type('178')
    await page.keyboard.press('Tab')
    await page.keyboard.type('34')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    // The doubt's own button is next, before the next field.
    await page.keyboard.press('Enter')
    expect(await page.getByRole('textbox', { name: 'Waist' }).inputValue()).toBe('86.36')
    await close()
  })
})
