import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { ToileConfiguratorElement } from '../../src/embed/element.ts'

/** A page that writes down what should never happen: policy violations, console errors, requests to another host. */
export interface WatchedPage {
  readonly page: Page
  readonly violations: () => Promise<readonly string[]>
  readonly errors: readonly string[]
  /** Everything the console said, errors among it. */
  readonly console: readonly string[]
  readonly requests: readonly { readonly method: string; readonly url: string }[]
  readonly close: () => Promise<void>
}

/** Runs in the page before its own scripts; functions alone, for a page under strict CSP takes no strings. */
export type Prepare = () => void

/** For what has nothing to do with the picture, which a software GPU takes seconds for: the poster stays. */
export function withoutWebGl(): void {
  const getContext = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...more: unknown[]) {
    return kind.startsWith('webgl') ? null : (getContext as (...asked: unknown[]) => unknown).call(this, kind, ...more)
  } as never
}

/** A browser profile of its own: nothing stored, no other tab. */
export const openProfile = (browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width: 1000, height: 640 },
    // Half the pixels each way: the software GPU takes a quarter of the time.
    deviceScaleFactor: 0.5,
    locale: 'en-GB',
    ...options,
  })

export async function openWatched(
  profile: BrowserContext,
  url: string,
  prepare: readonly Prepare[] = [],
  before: (page: Page) => Promise<void> = async () => undefined
): Promise<WatchedPage> {
  const page = await profile.newPage()
  const errors: string[] = []
  const said: string[] = []
  const requests: { method: string; url: string }[] = []
  page.on('console', (message) => {
    said.push(message.text())
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('request', (request) => requests.push({ method: request.method(), url: request.url() }))
  await before(page)
  // Run by tsx, functions for the page call this helper of its compiler's, which stays behind.
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.defineProperty(window, 'policyViolations', { value: seen })
    document.addEventListener('securitypolicyviolation', (event) =>
      seen.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`)
    )
  })
  for (const script of prepare) await page.addInitScript(script)
  await page.goto(url)
  return {
    page,
    errors,
    console: said,
    requests,
    violations: () => page.evaluate(() => (window as unknown as { policyViolations: string[] }).policyViolations),
    close: () => page.close(),
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
