import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { launchBrowser } from '../../src/scene/compile/browser.ts'
import type { OpenShop } from './shop.ts'
import { openProfile, openWatched, withoutWebGl, type Prepare, type WatchedPage } from './watchedPage.ts'

export { withElement, type WatchedPage } from './watchedPage.ts'

declare module 'vitest' {
  interface ProvidedContext {
    shop: Pick<OpenShop, 'address' | 'deskPasswords'>
  }
}

export const shop = () => inject('shop')

let browser: Browser

/** Call at the top of a test file: one browser for its tests. */
export function useBrowser(extraSwitches: readonly string[] = []): void {
  beforeAll(async () => {
    browser = await launchBrowser(extraSwitches)
  })
  afterAll(() => browser.close())
}

export const openPage = (path: string, options: BrowserContextOptions = {}): Promise<WatchedPage> =>
  open(path, options, [])

/** The same in a browser without WebGL, where the picture stays the poster. */
export const openStill = (path: string, options: BrowserContextOptions = {}): Promise<WatchedPage> =>
  open(path, options, [withoutWebGl])

/** @param prepare runs in the page before its own scripts */
async function open(path: string, options: BrowserContextOptions, prepare: readonly Prepare[]): Promise<WatchedPage> {
  const profile = await openProfile(browser, options)
  const watched = await openWatched(profile, shop().address + path, prepare)
  return { ...watched, close: () => profile.close() }
}
