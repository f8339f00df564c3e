import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Front } from '../front.ts'
import { openProfile, openWatched, withElement, withoutWebGl, type Prepare, type WatchedPage } from '../watchedPage.ts'
import { keepLedger, ledgerOf, type Entry } from './ledger.ts'

/** Where a promise is proved: a real browser before a front that writes down every request. */
export interface Room {
  readonly browser: Browser
  readonly front: Front
}

/** One promise of a bar, and its proof: throws where the promise is broken. */
export interface Proof {
  readonly bar: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
  readonly promise: string
  prove(room: Room): Promise<void>
}

export interface Visit extends WatchedPage {
  readonly profile: BrowserContext
}

export interface Visiting {
  readonly path?: string
  /** What the host writes into the element. */
  readonly host?: string
  readonly prepare?: readonly Prepare[]
  readonly options?: BrowserContextOptions
  /** A profile that another visit left behind, or another tab of it. */
  readonly profile?: BrowserContext
  /** Where the page's clock stands when it opens; it then runs as it likes, or jumps. */
  readonly clock?: string
}

/** Opens a page whose controls answer and whose gate is there. */
export async function visit({ browser, front }: Room, visiting: Visiting = {}): Promise<Visit> {
  const { path = '/jeans', host = '', prepare = [], options = {}, clock } = visiting
  front.host(host)
  const profile = visiting.profile ?? (await openProfile(browser, options))
  const scripts = [withoutWebGl, keepLedger, ...prepare]
  const opened = await openWatched(profile, front.address + path, scripts, async (page) => {
    page.setDefaultTimeout(8_000)
    if (clock !== undefined) await page.clock.install({ time: clock })
  })
  await withElement(opened.page, () => undefined)
  // What comes late is here when the network has gone quiet: the gate among it.
  await opened.page.waitForLoadState('networkidle')
  return { ...opened, profile, close: () => profile.close() }
}

/** Opens the privacy panel where it is not open. */
async function panelOf(page: Page) {
  const panel = page.getByRole('dialog', { name: PANEL })
  if (!(await panel.isVisible())) await page.getByRole('button', { name: 'Privacy' }).first().click()
  await panel.waitFor()
  return panel
}

export async function closePanel(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog', { name: PANEL }).waitFor({ state: 'hidden' })
}

/** A person's own click on the one button that says yes; the panel stays open. */
export const sayYes = (page: Page): Promise<void> => answer(page, YES)
export const sayNo = (page: Page): Promise<void> => answer(page, NO)
export const takeBack = (page: Page): Promise<void> => answer(page, STOP)

async function answer(page: Page, name: string): Promise<void> {
  const panel = await panelOf(page)
  await panel.getByRole('region', { name: ASK }).getByRole('button', { name, exact: true }).click()
}

/** The customer keeps the profile on this device, and with it what waits for the network. */
export async function keepProfile(page: Page): Promise<void> {
  const panel = await panelOf(page)
  const keep = panel.getByRole('button', { name: 'Keep my profile on this device' })
  if (!(await keep.isVisible())) await panel.locator('summary', { hasText: 'Your profile' }).click()
  await keep.click()
}

/** The messages of the list "what left this page", newest first, as the panel shows them. */
export async function listedIn(page: Page): Promise<readonly string[]> {
  const panel = await panelOf(page)
  return panel.locator('ol.left pre').allTextContents()
}

const PANEL = 'Your data'
const YES = 'Yes, share my choices'
const NO = 'No'
const STOP = 'Stop sharing my choices'
const ASK = 'May the shop learn from your choices?'

/** As much of an event as proofs ask for. */
export interface Told {
  readonly id: string
  readonly type: string
  readonly time: string
  readonly purpose: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Preference events that the page around heard, oldest first. */
export async function heardBy(page: Page): Promise<readonly Told[]> {
  const { entries } = await ledgerOf(page)
  return entries.flatMap((entry) => (isPreference(entry) ? [entry.detail as Told] : []))
}

const isPreference = (entry: Entry): entry is Extract<Entry, { did: 'tell' }> =>
  entry.did === 'tell' && entry.name === 'toile-preference'

/** Preference events that arrived at the shop's address, as often as they arrived. */
export const arrivedAt = ({ collected }: Front): readonly Told[] =>
  collected().flatMap(({ body }) => JSON.parse(body.toString()) as Told[])

export const choose = (page: Page, option: string, choice: string): Promise<void> =>
  withElement(page, (element, [option, choice]) => element.choose(option, choice), [option, choice] as const)

/** What the page's clock says, ms. */
export const timeOf = (page: Page): Promise<number> => page.evaluate(() => Date.now())

export const shortType = ({ type }: Told): string => type.split('.').slice(1, -1).join('.')

/** Waits until something holds; what it is that does not, the assertion says. */
export async function until(assert: () => void | Promise<void>, patienceMs = 5_000): Promise<void> {
  const end = Date.now() + patienceMs
  for (;;) {
    try {
      return await assert()
    } catch (error) {
      if (Date.now() > end) throw error
    }
    await new Promise((settle) => setTimeout(settle, 20))
  }
}
