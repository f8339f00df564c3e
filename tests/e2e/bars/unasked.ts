import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { withElement } from '../watchedPage.ts'
import { keptIn, ledgerOf, NOTHING_KEPT } from './ledger.ts'
import { closePanel, visit, type Proof, type Room } from './room.ts'

/** What a page of the shop is made of; nothing of it has anything behind a `?`. */
const NAMED_ASSETS = [
  /^\/(?:jeans|shop\/shop\.css|shop\/icon\.svg)$/,
  /^\/(?:toile|models\/jeans)\/[\w./-]+$/,
  // What is suggested, the same for everybody, and whose signature it bears.
  /^\/(?:suggestions\/jeans\.json|\.well-known\/jwks\.json)$/,
]

async function fiveMinutesUnasked(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const { page, profile, requests, close } = await visit(room, {
    host: 'events="/collect"',
    clock: '2026-11-23T10:00:00Z',
  })
  for (const act of ACTS) {
    await act(page)
    await page.clock.fastForward(300_000 / ACTS.length)
  }
  // What the acts set going ends.
  await page.clock.runFor(2_000)
  const { entries, timers } = await ledgerOf(page)
  assert.deepEqual(await keptIn(page), NOTHING_KEPT)
  assert.deepEqual(await profile.cookies(), [])
  const done = entries.filter(({ did }) => did !== 'act' && did !== 'tell')
  assert.deepEqual(done, [], 'Something was sent, stored, posted or used.')
  const told = new Set(entries.flatMap((entry) => (entry.did === 'tell' ? [entry.name] : [])))
  for (const name of ['toile-preference', 'toile-consent', 'toile-profile', 'toile-order'])
    assert.equal(told.has(name), false, name)
  assert.deepEqual(timers, [], 'Timers are left.')
  await close()
  const isNamed = (path: string) => NAMED_ASSETS.some((asset) => asset.test(path))
  const arrived = front.arrivals.map(({ method, path }) => `${method} ${path}`)
  assert.deepEqual(arrived.filter((one) => !one.startsWith('GET ') || !isNamed(one.slice('GET '.length))), [])
  const elsewhere = requests.filter(({ url }) => !/^(?:blob|data):/.test(url) && !url.startsWith(`${front.address}/`))
  assert.deepEqual(elsewhere, [])
}

/** What people do at a product for five minutes. */
const ACTS: readonly ((page: Page) => Promise<void>)[] = [
  (page) => withElement(page, (element) => element.choose('cloth', 'raw-14')),
  (page) => page.getByRole('radio', { name: /ecru/i }).first().check({ force: true }),
  (page) => page.getByRole('button', { name: 'Undo' }).first().click(),
  async (page) => {
    await page.getByRole('tab', { name: 'Fit' }).click()
    await page.getByRole('radio', { name: 'My measurements' }).check({ force: true })
    await page.getByRole('textbox', { name: /height/i }).first().fill('178')
    await page.getByRole('textbox', { name: /waist/i }).first().fill('86.2')
  },
  (page) => withElement(page, (element) => element.write('monogram', 'AB')),
  async (page) => {
    await page.getByRole('button', { name: 'Share' }).click()
    await page.keyboard.press('Escape')
  },
  async (page) => {
    await page.getByRole('button', { name: 'Privacy' }).first().click()
    await page.getByRole('dialog').waitFor()
    await closePanel(page)
  },
  (page) => page.mouse.wheel(0, 900),
  async (page) => {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  },
  (page) => withElement(page, (element) => element.choose('leg', 'wide')),
]

export const UNASKED: readonly Proof[] = [
  {
    bar: 1,
    promise:
      'five minutes of use ask for named assets alone, keep nothing, tell no other tab and leave no timer',
    prove: fiveMinutesUnasked,
  },
]
