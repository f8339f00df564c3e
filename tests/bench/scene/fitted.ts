import type { ToileConfiguratorElement } from '../../../src/embed/element.ts'
import { launchBrowser } from '../../../src/scene/compile/browser.ts'
import { openShop } from '../../e2e/shop.ts'
import { builtProducts, figure } from './products.ts'
import { computedIn, marksIn, scriptOf, traced, type Traced } from './trace.ts'

/** Of a frame at sixty a second. */
const REACH_MS = 16
/** What is typed first, and over it, in tenths of a millimetre: enough for any of the products. */
const BODIES = [
  { stature: 17_200, bustGirth: 9400, underbustGirth: 8000, waistGirth: 7800, hipGirth: 10_000 },
  { stature: 17_200, bustGirth: 9800, underbustGirth: 8400, waistGirth: 8400, hipGirth: 10_600 },
]

/**
 * While the customer's own garment is drafted, sewn, shown and sewn anew: the longest that script on the page's thread
 * computes at a stretch, by the thread's own clock. Without a GPU the thread's waiting for the picture does not count.
 */
export default async function fitted(say: (line: object) => void, note: (text: string) => void): Promise<void> {
  const [shop, browser] = await Promise.all([openShop(), launchBrowser()])
  try {
    for (const { id, template } of builtProducts(note)) {
      if (!template.drafting?.fitting) {
        note(`scene.fitted.${id}: it is not sewn to measure.`)
        continue
      }
      const page = await browser.newPage({ viewport: { width: 400, height: 500 } })
      await page.goto(`${shop.address}/${id}`, { waitUntil: 'domcontentloaded' })
      await page.evaluate(async () => {
        await customElements.whenDefined('toile-configurator')
        const element = document.querySelector('toile-configurator') as ToileConfiguratorElement
        await element.ready
        await element.shown
      })
      const asked = new Set(template.measurements.map(({ name }) => name))
      const bodies = BODIES.map((body) => Object.fromEntries(Object.entries(body).filter(([name]) => asked.has(name))))
      const events = await traced(page, () => page.evaluate(measureEach, bodies))
      const longest = longestOf(events)
      say(figure(`fitted.${id}.main-thread`, Math.round(longest * 10) / 10, 'ms', REACH_MS))
      await page.close()
    }
  } finally {
    await browser.close()
    await shop.close()
  }
}

/** On the page: one body after the other, each when the one before is shown. */
async function measureEach(bodies: readonly Readonly<Record<string, number>>[]): Promise<void> {
  const element = document.querySelector('toile-configurator') as ToileConfiguratorElement
  performance.mark('measured')
  for (const body of bodies) {
    element.measure(body)
    let state: string | undefined
    do {
      await new Promise((rest) => setTimeout(rest, 100))
      state = element.shadowRoot!.querySelector<HTMLElement>('.own')?.dataset.state
      if (state === 'failed') throw new Error('The garment could not be sewn.')
    } while (state !== 'shown')
  }
  performance.mark('measured')
}

function longestOf(events: readonly Traced[]): number {
  const [first, last] = marksIn(events, 'measured')
  const script = scriptOf(events, first!).filter(({ ts }) => ts > first!.ts && ts < last!.ts)
  return Math.max(...script.map(computedIn)) / 1000
}
