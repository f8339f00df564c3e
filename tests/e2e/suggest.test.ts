import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/ground/index.ts'
import { openKeys } from '../../src/intake/keys.ts'
import type { SuggestionTable } from '../../src/preferences/suggest/index.ts'
import { aggregate } from '../../src/studio/aggregate.ts'
import { openStill, shop, useBrowser, withElement } from './browser.ts'

useBrowser()

/** Three of four orders have this; the rest is as it comes. */
const OFTEN = { cloth: 'raw-14', fly: 'button', beltLoops: 'seven' }

let table: SuggestionTable
let jwks: object
/** Made of the shop's orders by the tool that shops use, signed with the key that intake signs with. */
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'toile-suggest-'))
  ;({ jwks } = await openKeys({ folder }))
  const random = seededRandom(6)
  const rows = Array.from({ length: 600 }, (_, at) =>
    [...Object.values(OFTEN).map((choice) => (random() < 0.75 ? choice : '')), 'yes', `payer-${at}`].join()
  )
  const csv = [[...Object.keys(OFTEN), 'paid', 'payer'].join(), ...rows].join('\n')
  await writeFile(join(folder, 'orders.csv'), csv)
  const template = resolve('dist/models/jeans/template.json')
  ;({ table } = await aggregate('orders.csv', { template, key: 'signing-key.json', cwd: folder }))
  await rm(folder, { recursive: true })
})

/** The product page of a shop that publishes a table and its key. */
async function openShop(published = table, options: Parameters<typeof openStill>[1] = {}) {
  const watched = await openStill('/', options)
  const { page } = watched
  let release = () => undefined as void
  const isReleased = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/suggestions.json', async (route) => {
    await isReleased
    await route.fulfill({ json: published })
  })
  await page.route('**/keys.json', (route) => route.fulfill({ json: jwks }))
  await page.route('**/jeans', async (route) => {
    const response = await route.fetch()
    const attributes = '<toile-configurator suggestions="/suggestions.json" suggestions-key="/keys.json" '
    await route.fulfill({ response, body: (await response.text()).replace('<toile-configurator ', attributes) })
  })
  await page.goto(`${shop().address}/jeans`)
  await withElement(page, () => undefined)
  return { ...watched, release }
}

const row = (page: Page) => page.getByRole('region', { name: 'Suggestions' })
const card = (page: Page, name: string) => row(page).getByRole('button', { name: new RegExp(`^Choose ${name}`) })
const openTab = (page: Page, name: string) => page.getByRole('tab', { name }).click()
/** Where the first option of the open group stands. */
const place = (page: Page) =>
  page.locator('[part=option]').first().evaluate((option) => option.getBoundingClientRect().top)

/** axe as a text: it is run through the debugging protocol, which the page's policy does not stop. */
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

const axeFindings = (page: Page) =>
  page.evaluate(async () => {
    const axe = (window as unknown as { axe: typeof import('axe-core') }).axe
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    })
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`))
  })

describe('suggestions on a product page', () => {
  it('are worked out there: no request once the table is here; taken, undone and dismissed without moving anything', async () => {
    const { page, release, requests, errors, violations, close } = await openShop()
    release()
    for (const tab of ['Cut', 'Details']) await openTab(page, tab)
    await card(page, 'Fly Buttons').waitFor()
    // What every page fetches ahead has come.
    let before: number
    do {
      before = requests.length
      await page.waitForTimeout(1500)
    } while (requests.length > before)
    const top = await place(page)

    expect(await card(page, 'Fly').textContent()).toMatch(/\+ €5.*In 3 of 4 orders/)
    await card(page, 'Fly').click()
    expect(await withElement(page, (element) => element.design.picks)).toEqual({ fly: 'button' })
    await row(page).getByText('Buttons is chosen.').waitFor()
    expect(await place(page)).toBe(top)
    await page.keyboard.press('Enter')
    await card(page, 'Fly').waitFor()
    expect(await withElement(page, (element) => element.design.picks)).toEqual({})

    await row(page).getByRole('button', { name: 'Do not suggest Belt loops: Seven again' }).click()
    await row(page).getByText('Not suggested again on this visit.').waitFor()
    await withElement(page, (element) => element.choose('fly', 'button'))
    await row(page).getByText('Nothing more to suggest here.').waitFor()
    expect(await place(page)).toBe(top)
    await openTab(page, 'Cut')
    await openTab(page, 'Details')
    expect(await row(page).count()).toBe(0)

    // A swatch that comes into sight is fetched like any picture of the product.
    expect(requests.slice(before).filter(({ url }) => !url.includes('/pictures/'))).toEqual([])
    expect(errors.filter((error) => !error.includes('WebGL'))).toEqual([])
    expect(await violations()).toEqual([])
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    await close()
  })

  it('stay dismissed after a reload where the profile is kept, and come back where it is not', async () => {
    const { page, release, close } = await openShop()
    release()
    const dismiss = () => row(page).getByRole('button', { name: 'Do not suggest Belt loops: Seven again' }).click()
    await openTab(page, 'Details')
    await dismiss()
    await page.reload()
    await openTab(page, 'Details')
    await dismiss()
    await page.getByRole('button', { name: 'Privacy' }).click()
    await page.getByRole('heading', { name: 'Your profile' }).click()
    await page.getByRole('button', { name: 'Keep my profile on this device' }).click()
    await page.reload()
    await openTab(page, 'Details')
    await card(page, 'Fly').waitFor()
    expect(await card(page, 'Belt loops').count()).toBe(0)
    await close()
  })

  it('come late without moving what the customer looks at', async () => {
    const { page, release, close } = await openShop()
    await openTab(page, 'Details')
    await page.locator('[part=option]').first().getByRole('radio').first().click()
    const top = await place(page)
    release()
    await row(page).waitFor()
    // The browser scrolls by whole pixels.
    expect(Math.abs((await place(page)) - top)).toBeLessThan(1)
    await close()
  })

  it('are none where the table was altered after it was signed', async () => {
    const { page, release, close } = await openShop({ ...table, orders: table.orders + 1 })
    const answered = page.waitForResponse('**/keys.json')
    release()
    await openTab(page, 'Details')
    await answered
    await page.waitForTimeout(500)
    expect(await row(page).count()).toBe(0)
    await close()
  })
})

describe('what the customer is asked and offered', () => {
  it.each([
    ['on a phone', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
    ['on a desk', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
  ] as const)('has no finding of axe at WCAG 2.2 AA: suggestions, a problem, likes and a reason, %s', async (_, size) => {
    const { page, release, close } = await openShop(table, { ...size, bypassCSP: true, reducedMotion: 'reduce' })
    await page.addScriptTag({ path: axeFile })
    release()
    await openTab(page, 'Details')
    await card(page, 'Fly').click()
    await row(page).getByText('Buttons is chosen.').waitFor()
    await page.getByRole('button', { name: 'Something is wrong here' }).click()
    await page.getByRole('radio', { name: 'The price' }).check({ force: true })
    await page.getByRole('button', { name: 'Yes, count it' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Keep', exact: true }).click()
    await page.getByRole('button', { name: 'I like this design' }).click()
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.locator('toile-configurator').evaluate((element) => element.removeAttribute('intake'))
    await page.getByRole('button', { name: 'Order these jeans' }).click()
    await page.getByRole('region', { name: 'What decided it?' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await close()
  })
})
