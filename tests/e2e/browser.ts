import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import type { ToileConfiguratorElement } from '../../src/embed/element.ts'
import { launchBrowser } from '../../src/scene/compile/browser.ts'
import type { OpenShop } from './shop.ts'

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

/** A page that writes down what should never happen: policy violations, console errors, requests to another host. */
export interface WatchedPage {
  readonly page: Page
  readonly violations: () => Promise<readonly string[]>
  readonly errors: readonly string[]
  readonly requests: readonly { readonly method: string; readonly url: string }[]
  readonly close: () => Promise<void>
}

export const openPage = (path: string, options: BrowserContextOptions = {}): Promise<WatchedPage> =>
  open(path, options, () => undefined)

/**
 * The same in a browser without WebGL, where the picture stays the poster: for what has nothing to do with the picture,
 * which a software GPU takes seconds for.
 */
export const openStill = (path: string, options: BrowserContextOptions = {}): Promise<WatchedPage> =>
  open(path, options, () => {
    const getContext = HTMLCanvasElement.prototype.getContext
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...more: unknown[]) {
      return kind.startsWith('webgl') ? null : (getContext as (...asked: unknown[]) => unknown).call(this, kind, ...more)
    } as never
  })

/** @param prepare runs in the page before its own scripts */
async function open(path: string, options: BrowserContextOptions, prepare: () => void): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 640 },
    // Half the pixels each way: the software GPU takes a quarter of the time.
    deviceScaleFactor: 0.5,
    locale: 'en-GB',
    ...options,
  })
  const page = await context.newPage()
  const errors: string[] = []
  const requests: { method: string; url: string }[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('request', (request) => requests.push({ method: request.method(), url: request.url() }))
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.defineProperty(window, 'policyViolations', { value: seen })
    document.addEventListener('securitypolicyviolation', (event) =>
      seen.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`)
    )
  })
  await page.addInitScript(prepare)
  await page.goto(shop().address + path)
  return {
    page,
    errors,
    requests,
    violations: () => page.evaluate(() => (window as unknown as { policyViolations: string[] }).policyViolations),
    close: () => context.close(),
  }
}

/** Runs in the page with the first configurator, once its controls answer. A page under strict CSP takes functions, never strings. */
export async function withElement<Result, Argument = undefined>(
  page: Page,
  run: (element: ToileConfiguratorElement, argument: Argument) => Result | Promise<Result>,
  argument?: Argument
): Promise<Result> {
  const handle = await page.evaluateHandle(async () => {
    await customElements.whenDefined('toile-configurator')
    const element = document.querySelector('toile-configurator') as ToileConfiguratorElement
    await element.ready
    return element
  })
  // Playwright's own types cannot see that the handle is the element.
  const result = await handle.evaluate(run as never, argument as never)
  await handle.dispose()
  return result as Result
}
