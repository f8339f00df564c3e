import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { openPage, useBrowser, withElement } from './browser.ts'

useBrowser()

/** axe as a text: it is run through the debugging protocol, which the page's policy does not stop. */
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

describe('the widget for everybody', () => {
  it.each([
    ['wide', 1280, 800, 'light', 'en-GB'],
    ['narrow', 390, 844, 'light', 'de-DE'],
    ['dark', 1000, 700, 'dark', 'en-GB'],
  ] as const)('has no finding of axe at WCAG 2.2 AA: %s', async (_name, width, height, colorScheme, locale) => {
    const { page, close } = await openPage('/jeans', {
      viewport: { width, height },
      colorScheme,
      locale,
      bypassCSP: true,
      reducedMotion: 'reduce',
    })
    await withElement(page, (element) => element.choose('cloth', 'raw-14'))
    await page.addScriptTag({ path: axeFile })
    const findings = await page.evaluate(async () => {
      const axe = (window as unknown as { axe: typeof import('axe-core') }).axe
      const { violations } = await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      })
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`))
    })
    expect(findings).toEqual([])
    await close()
  })

  it('fits 320 px without scrolling sideways, and twice the text size too', async () => {
    for (const [width, scale] of [[320, 1], [640, 2]] as const) {
      const { page, close } = await openPage('/jeans', { viewport: { width, height: 720 } })
      await withElement(page, () => undefined)
      const overflow = await page.evaluate((scale) => {
        document.documentElement.style.fontSize = `${scale * 100}%`
        return document.documentElement.scrollWidth - document.documentElement.clientWidth
      }, scale)
      expect(overflow).toBeLessThanOrEqual(0)
      await close()
    }
  })

  it('reaches the order by keyboard alone', async () => {
    const { page, close } = await openPage('/jeans')
    await withElement(page, () => undefined)
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab')
      const name = await page.evaluate(() => {
        const active = document.querySelector('toile-configurator')?.shadowRoot?.activeElement
        return active?.textContent ?? ''
      })
      if (name.startsWith('Order these jeans')) return close()
    }
    throw new Error('80 presses of Tab did not reach the order button.')
  })
})
