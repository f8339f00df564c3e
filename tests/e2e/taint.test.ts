import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/scene/compile/browser.ts'
import { keepLedger } from './bars/ledger.ts'
import { choose, closePanel, sayYes } from './bars/room.ts'
import { shop } from './browser.ts'
import { openFront, type Front } from './front.ts'
import { everywhere, MONOGRAM, SET_NAME, tainted, TYPED } from './taint.ts'
import { openProfile, openWatched, withElement, withoutWebGl } from './watchedPage.ts'

let browser: Browser
let front: Front

beforeAll(async () => {
  ;[browser, front] = await Promise.all([launchBrowser(), openFront(shop().address)])
})
afterAll(async () => {
  await browser.close()
  await front.close()
})

/** What an order of a body by its measurements holds of that. */
const ORDERED = ['17837', '8628', '10241', MONOGRAM]

async function type(page: Page, name: string | RegExp, value: string): Promise<void> {
  const field = page.getByRole('textbox', { name }).first()
  await field.fill(value)
  await field.blur()
}

async function typeEverything(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Fit' }).click()
  await page.getByRole('radio', { name: 'Trousers that fit' }).check({ force: true })
  await type(page, 'Waist, flat', TYPED.garment[0])
  await page.getByRole('radio', { name: 'My measurements' }).check({ force: true })
  await type(page, 'Height', TYPED.height[0])
  await type(page, 'Hip', TYPED.hip[0])
  await page.getByText('Closer estimates, if you like').click()
  await type(page, 'Weight', TYPED.weight[0])
  await page.getByRole('radio', { name: 'inch' }).check({ force: true })
  await type(page, 'Waist', TYPED.waistInch[0])
  await page.getByRole('radio', { name: 'cm', exact: true }).check({ force: true })
  await page.getByText('With heels, with a binder, somebody else').click()
  await type(page, 'Name', SET_NAME)
  await page.getByRole('button', { name: 'Begin with these measurements' }).click()
  await page.getByRole('tab', { name: 'Yours' }).click()
  await type(page, /Monogram/, MONOGRAM)
}

describe('measurements and words', () => {
  it('are found nowhere before the order, and after it in the order alone', async () => {
    front.host('events="/collect"')
    const profile = await openProfile(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
    const watched = await openWatched(profile, `${front.address}/jeans`, [withoutWebGl, keepLedger])
    const { page } = watched
    page.setDefaultTimeout(8_000)
    await withElement(page, () => undefined)
    // With a yes to learn from choices, and not one to keep measurements: that one stores them, as it says.
    await sayYes(page)
    await closePanel(page)
    await typeEverything(page)
    await choose(page, 'leg', 'wide')
    const heard = await withElement(page, (element) => {
      element.measure({ 'thighGirth.left': 6073, 'thighGirth.right': 6119 } as never)
      element.setAttribute('currency', 'XAU')
      return element.designCode
    }).catch((error: Error) => error.message)
    await page.getByRole('button', { name: 'Share' }).click()
    const link = await page.getByRole('textbox', { name: /link to this design/i }).inputValue()
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.keyboard.press('Escape')
    await page.waitForLoadState('networkidle')
    const more = [
      { place: 'share link', text: link },
      { place: 'design code', text: heard },
    ]
    const before = await everywhere(front, watched, more)
    expect(before.find(({ place }) => place === 'clipboard')!.text).toContain('#')
    expect(front.collected().length).toBeGreaterThan(0)
    expect(tainted(before)).toEqual([])

    // The search finds what is there: in the field, and in the order.
    await page.getByRole('tab', { name: 'Fit' }).click()
    const field = await page.getByRole('textbox', { name: 'Height' }).inputValue()
    expect(tainted([{ place: 'field', text: field }])).toEqual(['178.37 in field'])
    await withElement(page, (element) => element.order())
    const after = await everywhere(front, watched, [])
    const found = tainted(after)
    expect(found).toEqual(expect.arrayContaining(ORDERED.map((mark) => `${mark} in POST /orders`)))
    expect(found.filter((one) => !/ in (?:POST \/orders|ledger: send)$/.test(one))).toEqual([])
    await profile.close()
  })
})
