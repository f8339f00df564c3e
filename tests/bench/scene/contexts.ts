import type { ToileConfiguratorElement } from '../../../src/embed/element.ts'
import { launchBrowser } from '../../../src/scene/compile/browser.ts'
import { openShop } from '../../e2e/shop.ts'
import { builtProducts, figure } from './products.ts'

const WIDGETS = 4

/** WebGL contexts that a page with several widgets asks for. */
export default async function contexts(say: (line: object) => void, note: (text: string) => void): Promise<void> {
  const [shop, browser] = await Promise.all([openShop(), launchBrowser()])
  try {
    const ids = builtProducts(note).map(({ id }) => id)
    const page = await browser.newPage({ viewport: { width: 640, height: 480 } })
    await page.addInitScript(() => {
      const found = new Set<unknown>()
      Object.assign(globalThis, { found })
      const { getContext } = HTMLCanvasElement.prototype
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...args: [never]) {
        const context = getContext.apply(this, args) as RenderingContext | null
        if (context instanceof WebGL2RenderingContext) found.add(context)
        return context
      } as typeof getContext
    })
    await page.goto(`${shop.address}/${ids[0]}`, { waitUntil: 'domcontentloaded' })
    const count = await page.evaluate(
      async ([products, widgets]) => {
        await customElements.whenDefined('toile-configurator')
        const first = document.querySelector('toile-configurator') as ToileConfiguratorElement
        const all = [first]
        for (let i = 1; i < widgets; i++) {
          const more = document.createElement('toile-configurator') as ToileConfiguratorElement
          more.setAttribute('template', `/models/${products[i % products.length]}/template.json`)
          document.body.append(more)
          all.push(more)
        }
        const what = await Promise.all(all.map((one) => one.shown))
        const { found } = globalThis as unknown as { found: Set<unknown> }
        return { contexts: found.size, scenes: what.filter((one) => one === 'scene').length }
      },
      [ids, WIDGETS] as const
    )
    say(figure('contexts', count.contexts, '', 1))
    note(`scene.contexts: ${count.scenes} of ${WIDGETS} widgets show a scene.`)
  } finally {
    await browser.close()
    await shop.close()
  }
}
