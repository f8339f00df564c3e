import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openPage, useBrowser, withElement } from '../e2e/browser.ts'

useBrowser()

/** How far the customer's own garment has come. */
const own = (page: Page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector('toile-configurator')!
    return shadowRoot!.querySelector<HTMLElement>('.own')?.dataset.state ?? 'none'
  })

const picture = (page: Page) =>
  withElement(page, async (element) => {
    const taken = await element.capture({ width: 80, height: 100, view: 'front' })
    return [...new Uint8Array(await taken.arrayBuffer())].join()
  })

const PATIENCE = { timeout: 60_000, interval: 100 }

describe('made to measure at /jeans', () => {
  it('sews the customer’s own garment when typing rests, gives up what is typed over, and takes it off again', async () => {
    const { page, errors, violations, requests, close } = await openPage('/jeans', {
      viewport: { width: 600, height: 500 },
      reducedMotion: 'reduce',
    })
    const asked = (name: string) => requests.filter(({ url }) => new URL(url).pathname.endsWith(name)).length
    expect(await withElement(page, (element) => element.shown)).toBe('scene')
    const baked = await picture(page)
    expect([asked('fitting-worker.js'), asked('fitting.js'), asked('drafting.js')]).toEqual([0, 0, 0])

    await page.getByRole('tab', { name: 'Fit' }).click()
    const type = async (field: RegExp, value: string) => {
      await page.getByRole('textbox', { name: field }).first().fill(value)
      await page.keyboard.press('Enter')
    }
    await type(/Height/, '178')
    await type(/Waist/, '96')
    expect(await own(page)).toBe('none')
    await type(/Hip/, '112')
    await expect.poll(() => own(page), PATIENCE).toBe('sewing')
    // Typed over while it is sewn.
    await type(/Waist/, '88')
    await expect.poll(() => own(page), PATIENCE).toBe('waiting')
    await expect.poll(() => own(page), PATIENCE).toBe('shown')
    expect(await picture(page)).not.toBe(baked)
    // A worker that is slow to give up is replaced, and its successor asks again.
    expect(asked('fitting.js')).toBeLessThanOrEqual(2)

    await withElement(page, (element) => element.measure({ stature: null, waistGirth: null, hipGirth: null }))
    await expect.poll(() => own(page), PATIENCE).toBe('none')
    expect(await picture(page)).toBe(baked)
    expect(errors).toEqual([])
    expect(await violations()).toEqual([])
    await close()
  })
})
