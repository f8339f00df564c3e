import { digestOf } from '../../src/ground/index.ts'
import { compileRules } from '../../src/rules/compile/index.ts'
import type { CompiledOption, CompiledTemplate, Look } from '../../src/template/index.ts'
import { skirt } from './skirt.ts'

const same = (text: string) => ({ en: text, de: text })
const choice = (id: string, look: Look) => ({
  id,
  label: same(id),
  about: null,
  facts: [],
  image: null,
  colour: null,
  look,
})

const PICTURE: CompiledOption = {
  id: 'picture',
  group: 'all',
  kind: 'artwork',
  label: same('Your picture'),
  about: null,
  control: 'field',
  unit: null,
  choices: [
    choice('none', {}),
    choice('given', { artwork: { option: 'picture', piece: 'front', at: [200, 200], width: 100 } }),
  ],
  text: null,
  view: null,
}

const PRINT: CompiledOption = {
  ...PICTURE,
  id: 'print',
  label: same('Print'),
  kind: 'choice',
  control: 'list',
  choices: [
    choice('none', { knit: { color: '#204060' } }),
    choice('checks', {
      knit: { color: '#204060' },
      print: { tile: 'prints/checks.png', width: 20, height: 20, inks: ['#ff0000', '#00ff00', '#0000ff'] },
    }),
  ],
}

/** The skirt, to be printed all over and with a picture of the customer's own on its front. */
export function printedSkirt(overrides: Partial<CompiledTemplate> = {}): CompiledTemplate {
  const { hash: _, ...plain } = skirt()
  const options = [...plain.options, PRINT, PICTURE]
  const template: Omit<CompiledTemplate, 'hash'> = {
    ...plain,
    options,
    defaults: { ...plain.defaults, print: 'none', picture: 'none' },
    rules: compileRules({
      options: options.map(({ id, choices }) => ({ id, values: choices.map((one) => one.id) })),
      constraints: [],
    }).compiled,
    books: plain.books.map((book) => ({
      ...book,
      choices: { ...book.choices, print: { none: 0, checks: 500 }, picture: { none: 0, given: 1500 } },
    })),
    ...overrides,
  }
  return { ...template, hash: digestOf(template) }
}
