import { readFileSync } from 'node:fs'
import { seededRandom } from '../../src/ground/index.ts'
import { createDesign } from '../../src/design/index.ts'
import { readTemplate, type CompiledTemplate } from '../../src/template/index.ts'
import type { ToileConfiguratorElement } from '../../src/embed/element.ts'
import { coat } from '../design/coat.ts'
import { launchBrowser } from '../../src/scene/compile/browser.ts'
import { openShop } from '../e2e/shop.ts'

const BUILT = 'dist/models/jeans/template.json'
const CLICKS = 400
const WARM_UP = 50
const PAGE_CLICKS = 60
const SEED = 20_261_121
/** A frame of a 60 Hz screen for the answers; for all script of a pick, what browsers call a long task. */
const REACH_MS = { answers: 16, script: 50 }

/**
 * `answers`: from a pick to every answer on the page: the new selection, each choice of each option possible or not, what
 * each would add or save, and the quote. On a random walk through the built product (or the template given as a file),
 * the first clicks left out. `script`: from a pick in the demo's page until all script that it caused is done, the
 * controls drawn again included, in a real browser.
 */
export default async function click(
  [file = BUILT]: string[],
  print: (line: object) => void,
  note: (text: string) => void
) {
  const template = templateAt(file, note)
  const figures = (name: keyof typeof REACH_MS, times: readonly number[]) => {
    const reach = REACH_MS[name]
    const sorted = [...times].sort((a, b) => a - b)
    for (const share of [50, 95]) {
      const value = Math.round(sorted[Math.ceil((sorted.length * share) / 100) - 1]! * 1000) / 1000
      print({ name: `${name}.p${share}`, template: template.id, value, unit: 'ms', reach, ok: value <= reach })
    }
  }
  figures('answers', answerTimes(template))
  if (file === BUILT && template.id !== coat().id) figures('script', await scriptTimes())
}

function answerTimes(template: CompiledTemplate): readonly number[] {
  const design = createDesign(template, { language: 'en', currency: template.books[0]!.currency, unit: 'cm' })
  const random = seededRandom(SEED)
  const times: number[] = []
  for (let at = 0; at < CLICKS + WARM_UP; at++) {
    const { id } = template.options[Math.floor(random() * template.options.length)]!
    const open = design
      .possible(id)
      .filter(({ state, choice }) => state === 'yes' && choice !== design.decisions().picks[id])
    const next = open[Math.floor(random() * open.length)]
    // Now and then a pick is given up, or the walk ends in a corner where all is picked.
    const act = next && random() < 0.8 ? () => design.choose(id, next.choice) : () => design.clear(id)
    const began = performance.now()
    act()
    for (const option of template.options) design.possible(option.id)
    design.quote()
    if (at >= WARM_UP) times.push(performance.now() - began)
  }
  return times
}

async function scriptTimes(): Promise<readonly number[]> {
  const [shop, browser] = await Promise.all([openShop(), launchBrowser()])
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(`${shop.address}/jeans`)
    return await page.evaluate(
      async ([clicks, warmUp]) => {
        await customElements.whenDefined('toile-configurator')
        const element = document.querySelector('toile-configurator') as ToileConfiguratorElement
        await element.ready
        await element.shown
        const options = element.options.filter(({ kind }) => kind !== 'text')
        const times: number[] = []
        for (let at = 0; at < clicks + warmUp; at++) {
          const { id } = options[at % options.length]!
          const open = element.possible(id).filter(({ state, choice }) => state === 'yes' && choice !== element.design.selection[id])
          const next = open[(at * 7) % open.length]
          if (!next) continue
          const began = performance.now()
          element.choose(id, next.choice)
          // A message comes after every microtask, and so after the controls were drawn again.
          await new Promise((done) => {
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = done
            port2.postMessage(null)
          })
          if (at >= warmUp) times.push(performance.now() - began)
          await new Promise((rest) => setTimeout(rest, 30))
        }
        return times
      },
      [PAGE_CLICKS, WARM_UP / 5] as const
    )
  } finally {
    await browser.close()
    await shop.close()
  }
}

function templateAt(file: string, note: (text: string) => void): CompiledTemplate {
  try {
    return readTemplate(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (file !== BUILT) throw error
    note('the product is not built; measured on the small coat of the tests. Run `npm run build` first.')
    return coat()
  }
}
