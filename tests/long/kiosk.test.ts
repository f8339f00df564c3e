import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asKiosk } from '../e2e/kiosk.ts'
import { openShop, type OpenShop } from '../e2e/shop.ts'
import { openProfile, openWatched, withElement } from '../e2e/watchedPage.ts'
import { launchBrowser } from '../../src/scene/compile/browser.ts'

let shop: OpenShop

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

describe('a picture on a screen in a shop [threat 21]', () => {
  it('is given back with all that the GPU holds of it, before the next visitor’s is made', async () => {
    const browser = await launchBrowser()
    const profile = await openProfile(browser)
    const watched = await openWatched(profile, `${shop.address}/shoes`, [noteContexts], asKiosk)
    const { page } = watched
    await withElement(page, (element) => element.shown)
    const lost = () =>
      page.evaluate(() =>
        (window as unknown as { contexts: WebGLRenderingContext[] }).contexts.map((context) => context.isContextLost())
      )
    expect(await lost()).toEqual([false])
    await page.getByRole('button', { name: 'Done: clear everything' }).click()
    await page.getByText('Everything is cleared.').waitFor()
    expect((await lost())[0]).toBe(true)
    await browser.close()
  })
})

/** Runs in the page: every WebGL context that is made. */
function noteContexts(): void {
  const contexts: unknown[] = []
  Object.assign(window, { contexts })
  const getContext = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...more: unknown[]) {
    const context = (getContext as (...asked: unknown[]) => unknown).call(this, kind, ...more)
    if (kind.startsWith('webgl') && context && !contexts.includes(context)) contexts.push(context)
    return context
  } as never
}
