import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ToileConfiguratorElement } from '../../../src/embed/element.ts'
import { launchBrowser } from '../../../src/scene/compile/browser.ts'
import { openShop } from '../../e2e/shop.ts'
import { builtProducts, figure } from './products.ts'

const REACH = { load: 1_500_000, poster: 60_000 }

/** Everything a product's page loads of the product until its picture stands, code left out: bytes as stored. */
export default async function load(say: (line: object) => void, note: (text: string) => void): Promise<void> {
  const [shop, browser] = await Promise.all([openShop(), launchBrowser()])
  try {
    for (const { id, folder, template } of builtProducts(note)) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      const bodies: Promise<number>[] = []
      page.on('response', (response) => {
        const { pathname } = new URL(response.url())
        if (!pathname.startsWith(`/models/${id}/`) || pathname.endsWith('.js') || !response.ok()) return
        bodies.push(
          response.body().then(
            (body) => body.byteLength,
            () => 0
          )
        )
      })
      await page.goto(`${shop.address}/${id}`)
      const what = await page.evaluate(async () => {
        await customElements.whenDefined('toile-configurator')
        const element = document.querySelector('toile-configurator') as ToileConfiguratorElement
        await element.ready
        return element.shown
      })
      await page.waitForLoadState('networkidle')
      if (what !== 'scene') note(`scene.load.${id}: the page shows its ${what}, no picture in 3D.`)
      const bytes = (await Promise.all(bodies)).reduce((sum, one) => sum + one, 0)
      say(figure(`load.${id}`, bytes, 'B', REACH.load))
      const poster = join(folder, template.scene.poster)
      if (existsSync(poster)) say(figure(`poster.${id}`, statSync(poster).size, 'B', REACH.poster))
      else note(`scene.poster.${id}: there is none yet.`)
      await page.close()
    }
  } finally {
    await browser.close()
    await shop.close()
  }
}
