import { readFileSync } from 'node:fs'
import { seededRandom } from '../../src/ground/index.ts'
import { createDesign } from '../../src/design/index.ts'
import { readTemplate, type CompiledTemplate } from '../../src/template/index.ts'
import { coat } from '../design/coat.ts'

const BUILT = 'dist/models/jeans/template.json'
const CLICKS = 400
const WARM_UP = 50
/** A frame of a 60 Hz screen. */
const REACH_MS = 16

/**
 * From a pick to every answer on the page: the new selection, each choice of each option possible or not, what each
 * would add or save, and the quote. On a random walk through the built product (or the template given as a file), the
 * first clicks left out.
 */
export default async function click(
  [file = BUILT]: string[],
  print: (line: object) => void,
  note: (text: string) => void
) {
  const template = templateAt(file, note)
  const design = createDesign(template, { language: 'en', currency: template.books[0]!.currency, unit: 'cm' })
  const random = seededRandom(20_261_121)
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
  times.sort((a, b) => a - b)
  const figure = (name: string, share: number) => {
    const value = Math.round(times[Math.ceil(times.length * share) - 1]! * 1000) / 1000
    print({ bench: 'click', name, template: template.id, value, unit: 'ms', reach: REACH_MS, ok: value <= REACH_MS })
  }
  figure('answers.p50', 0.5)
  figure('answers.p95', 0.95)
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
