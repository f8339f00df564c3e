/** `npm run picture`: takes the README's picture of the widget, as a customer sees it in the demo shop. Needs `npm run build` before. */
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { ToileConfiguratorElement } from '../src/embed/element.ts'
import { launchBrowser } from '../src/scene/compile/browser.ts'
import { openShop } from '../tests/e2e/shop.ts'

const FILE = fileURLToPath(new URL('widget.webp', import.meta.url))

const [shop, browser] = await Promise.all([openShop(), launchBrowser()])
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', reducedMotion: 'reduce' })
  await page.goto(`${shop.address}/jeans`)
  await page.evaluate(async () => {
    await customElements.whenDefined('toile-configurator')
    const element = document.querySelector('toile-configurator') as ToileConfiguratorElement
    await element.shown
    // Waits until the picture on the stage is whole.
    await element.capture({ width: 64, height: 80 })
  })
  await page.waitForTimeout(500)
  const { size } = await sharp(await page.screenshot()).webp({ quality: 86 }).toFile(FILE)
  console.log(`${FILE}: ${Math.round(size / 1000)} kB`)
} finally {
  await browser.close()
  await shop.close()
}
