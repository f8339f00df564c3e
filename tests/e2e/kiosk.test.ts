import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { launchBrowser } from '../../src/scene/compile/browser.ts'
import { shop, withElement } from './browser.ts'
import { asKiosk } from './kiosk.ts'
import { openProfile, openWatched, withoutWebGl } from './watchedPage.ts'

/** What a next visitor could find: on the page, in the address, on the device. */
const found = (page: Page) =>
  withElement(page, async (element) => {
    const root = element.shadowRoot!
    const databases = (await indexedDB.databases()).map(({ name }) => name)
    return {
      picks: element.design.picks,
      canUndo: element.undo(),
      canRedo: element.redo(),
      fields: [...root.querySelectorAll<HTMLInputElement>('input[type=text], input:not([type]), textarea')]
        .map(({ value }) => value)
        .filter((value) => value !== ''),
      sheets: root.querySelectorAll('dialog[open]').length,
      address: location.hash,
      stored: [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...databases],
      cookies: document.cookie,
    }
  })

const NOTHING = {
  picks: {},
  canUndo: false,
  canRedo: false,
  fields: [],
  sheets: 0,
  address: '',
  stored: [],
  cookies: '',
}

describe('a screen in a shop [threat 21]', () => {
  it('gives the second visitor nothing of the first: not after an idle minute, not after "done"', async () => {
    const browser = await launchBrowser()
    const profile = await openProfile(browser)
    const { page, violations } = await openWatched(profile, `${shop().address}/jeans`, [withoutWebGl], async (opened) => {
      await opened.clock.install()
      await asKiosk(opened)
    })
    /** How many preference events the page around has heard since this was asked. */
    const told = () =>
      page.evaluate(() => {
        const { told } = window as unknown as { told: unknown[] }
        return told.splice(0).length
      })
    await page.evaluate(() => {
      const told: unknown[] = []
      Object.assign(window, { told })
      addEventListener('toile-preference', ({ detail }: CustomEventInit) => told.push(detail))
    })
    const visit = async () => {
      await withElement(page, (element) => {
        element.choose('fit', 'relaxed')
        element.choose('backPockets', 'welt')
        element.undo()
        element.measure({ stature: 17812, waistGirth: 8613 })
        location.hash = `design=${element.designCode}`
        // As if a part of the widget had kept something, with the customer's yes.
        for (const key of ['consent', 'profile', 'queue', 'fit', 'design.jeans'])
          localStorage.setItem(`toile.${key}`, '"the first visitor"')
      })
      // A person at the screen, who says yes in the privacy sheet and leaves it open.
      await page.getByRole('button', { name: 'Privacy' }).first().click()
      await page.getByRole('button', { name: 'Yes, share my choices' }).click()
      await withElement(page, (element) => element.choose('backPockets', 'welt'))
      expect(await told()).toBeGreaterThan(0)
    }

    await page.getByRole('button', { name: 'Done: clear everything' }).waitFor()
    await visit()
    await page.clock.runFor(45_000)
    const question = page.getByRole('alertdialog', { name: 'Are you still here?' })
    await question.waitFor()
    await question.getByRole('button', { name: 'I am still here' }).click()
    expect(await withElement(page, (element) => element.design.picks)).toEqual({ fit: 'relaxed', backPockets: 'welt' })
    await page.clock.runFor(70_000)
    await page.getByText('Everything is cleared.').waitFor()
    expect(await found(page)).toEqual(NOTHING)
    expect(await page.content()).not.toMatch(/178[.,]1|17812/)

    await visit()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Done: clear everything' }).click()
    await page.clock.runFor(5_000)
    await page.getByText('Everything is cleared.').waitFor()
    expect(await found(page)).toEqual(NOTHING)

    // The next visitor has said yes to nothing.
    await told()
    await withElement(page, (element) => element.choose('fit', 'relaxed'))
    expect(await withElement(page, (element) => element.design.picks)).toEqual({ fit: 'relaxed' })
    expect(await told()).toBe(0)
    expect(await violations()).toEqual([])
    await browser.close()
  })
})
