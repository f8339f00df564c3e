import type { ToileConfiguratorElement } from '../../../src/embed/element.ts'
import { createDesign } from '../../../src/design/index.ts'
import { launchBrowser } from '../../../src/scene/compile/browser.ts'
import { shapeUrl } from '../../../src/scene/shapes.ts'
import type { Look } from '../../../src/template/types.ts'
import { openShop } from '../../e2e/shop.ts'
import { builtProducts, figure, percentile, type Product } from './products.ts'
import { computedIn, marksIn, scriptOf, traced, type Traced } from './trace.ts'

const REACH_MS = 8
/** Of each kind and product. The first of each warm the engine up. */
const CHOICES = 10
const WARM_UP = 3

interface Choice {
  readonly option: string
  readonly choice: string
}

/**
 * From a choice to the first frame that shows it: what script on the page's thread computes, by the thread's own clock
 * in Chrome's trace, of the whole element (answers, price, controls, picture). Without a GPU the thread's waiting for
 * the picture does not count. Colours need no other geometry, shapes do. Steady state: the first choices are left out.
 */
export default async function choice(say: (line: object) => void, note: (text: string) => void): Promise<void> {
  const [shop, browser] = await Promise.all([openShop(), launchBrowser()])
  try {
    for (const product of builtProducts(note)) {
      const page = await browser.newPage({ viewport: { width: 400, height: 500 }, reducedMotion: 'reduce' })
      await page.addInitScript(() => {
        const { drawImage } = CanvasRenderingContext2D.prototype
        CanvasRenderingContext2D.prototype.drawImage = function (this: CanvasRenderingContext2D, ...args: unknown[]) {
          drawImage.apply(this, args as never)
          performance.mark('frame')
        } as typeof drawImage
      })
      await page.goto(`${shop.address}/${product.id}`, { waitUntil: 'domcontentloaded' })
      await page.evaluate(async () => {
        await customElements.whenDefined('toile-configurator')
        const element = document.querySelector('toile-configurator') as ToileConfiguratorElement
        await element.ready
        await element.shown
      })
      for (const [name, choices] of Object.entries(choicesOf(product))) {
        if (choices.length === 0) {
          note(`scene.choice.${product.id}.${name}: it has none.`)
          continue
        }
        const events = await traced(page, () => page.evaluate(chooseEach, choices))
        const times = timesOf(events).slice(Math.min(WARM_UP, choices.length - 1))
        const seen = times.filter((time) => time !== null)
        const p95 = percentile(seen, 95)
        const row = `choice.${product.id}.${name}.p95`
        say({ ...figure(row, Math.round(p95 * 100) / 100, 'ms', REACH_MS), choices: seen.length })
      }
      await page.close()
    }
  } finally {
    await browser.close()
    await shop.close()
  }
}

/** Choices that change the default design's picture, from one option after the other. */
function choicesOf({ template }: Product): Readonly<Record<'colours' | 'shapes', readonly Choice[]>> {
  const design = createDesign(template, { language: 'en', currency: template.books[0]!.currency, unit: 'cm' })
  const formOf = ({ shape = {}, show, insideLeg }: Look): string =>
    JSON.stringify([shapeUrl(template.scene.shape, shape, 'https://shop.example/'), show, insideLeg])
  const look = design.look()
  const found: Record<'colours' | 'shapes', Choice[][]> = { colours: [], shapes: [] }
  for (const { id, kind } of template.options) {
    if (kind !== 'choice' && kind !== 'number') continue
    const [colours, shapes]: Choice[][] = [[], []]
    for (const { state, choice } of design.possible(id)) {
      if (state !== 'yes' || choice === design.selection()[id]) continue
      const other = design.another()
      other.choose(id, choice)
      if (formOf(other.look()) !== formOf(look)) shapes!.push({ option: id, choice })
      else if (JSON.stringify(other.look()) !== JSON.stringify(look)) colours!.push({ option: id, choice })
    }
    found.colours.push(colours!)
    found.shapes.push(shapes!)
  }
  return { colours: inTurn(found.colours), shapes: inTurn(found.shapes) }
}

/** The first of each list, then the second of each, as many as are tried. */
function inTurn(lists: readonly (readonly Choice[])[]): Choice[] {
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1)))
    .flat()
    .slice(0, CHOICES)
}

/** On the page: one choice after the other, each when the one before is shown. */
async function chooseEach(choices: readonly Choice[]): Promise<void> {
  const element = document.querySelector('toile-configurator') as ToileConfiguratorElement
  const stage = element.shadowRoot!.querySelector<HTMLElement>('.stage')!
  // Drawn by the processor, a frame may be long in coming.
  const PATIENCE = 1500
  for (const { option, choice } of choices) {
    // What was chosen before may have ruled it out.
    if (!element.possible(option).some((one) => one.choice === choice && one.state === 'yes')) continue
    const before = performance.getEntriesByName('frame').length
    // In a task of its own, as a click is.
    await new Promise<void>((resolve) =>
      setTimeout(() => {
        performance.mark('choice')
        element.choose(option, choice)
        resolve()
      })
    )
    const latest = performance.now() + PATIENCE
    do await new Promise((rest) => setTimeout(rest, 200))
    while (
      performance.now() < latest &&
      (stage.dataset.state === 'busy' || performance.getEntriesByName('frame').length === before)
    )
  }
  performance.mark('choice')
}
/** Milliseconds of script from each mark `choice` to the last frame before the next; null where none was drawn. */
function timesOf(events: readonly Traced[]): (number | null)[] {
  const choices = marksIn(events, 'choice')
  const frames = marksIn(events, 'frame')
  const [first] = choices
  if (!first) return []
  const script = scriptOf(events, first)
  return choices.slice(0, -1).map(({ ts }, i) => {
    const until = choices[i + 1]!.ts
    const last = Math.max(...frames.filter((frame) => frame.ts > ts && frame.ts < until).map((frame) => frame.ts))
    if (!Number.isFinite(last)) return null
    const within = script.filter((event) => event.ts + (event.dur ?? 0) > ts && event.ts < last)
    return within.reduce((sum, event) => sum + computedIn(event), 0) / 1000
  })
}
