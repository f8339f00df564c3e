import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digestOf, type Language } from '../../src/ground/index.ts'
import { bodyOf } from '../../src/fit/index.ts'
import { createOrderSpec, type OrderInput, type OrderSpec } from '../../src/order/index.ts'
import type { Drafting } from '../../src/pattern/index.ts'
import { quoteOf } from '../../src/price/index.ts'
import { compileRules } from '../../src/rules/compile/index.ts'
import { loadRules, type RuleProblem } from '../../src/rules/index.ts'
import type { CompiledTemplate } from '../../src/template/index.ts'
import skirtDrafting from './skirtDrafting.mjs'

export const TODAY = '2026-11-21'
export const drafting = skirtDrafting as unknown as Drafting

const same = (text: string) => ({ en: text, de: text })
const choice = (id: string, en = id, de = en) => ({
  id,
  label: { en, de },
  about: null,
  facts: [],
  image: null,
  colour: null,
  look: {},
})
const option = (
  id: string,
  en: string,
  de: string,
  choices: readonly ReturnType<typeof choice>[],
  more: object = {}
) => ({
  id,
  group: 'all',
  kind: 'choice' as const,
  label: { en, de },
  about: null,
  control: 'list' as const,
  unit: null,
  choices,
  text: null,
  view: null,
  ...more,
})

const OPTIONS = [
  option('cloth', 'Cloth', 'Stoff', [
    choice('wool', 'Wool', 'Wolle'),
    choice('silk', 'Silk', 'Seide'),
    choice('linen', 'Linen', 'Leinen'),
  ]),
  option('ease', 'Ease', 'Weite', [choice('close', 'Close', 'Eng'), choice('easy', 'Easy', 'Bequem')]),
  option('length', 'Length', 'Länge', [choice('knee', 'Knee', 'Knie'), choice('ankle', 'Ankle', 'Knöchel')]),
  option('pocket', 'Pocket', 'Tasche', [choice('no', 'None', 'Keine'), choice('yes', 'Stitched', 'Gesteppt')]),
  option(
    'initials',
    'Initials',
    'Initialen',
    [choice('none', 'None', 'Keine'), choice('written', 'Written', 'Geschrieben')],
    {
      kind: 'text',
      control: 'field',
      text: { most: 4, letters: 'latin' },
    }
  ),
  option(
    'quantity',
    'How many',
    'Anzahl',
    ['1', '2', '3'].map((n) => choice(n)),
    { kind: 'number', control: 'stepper' }
  ),
]

/** Silk is never close; ankle length in linen has no pocket. */
const PROBLEM: RuleProblem = {
  options: OPTIONS.map(({ id, choices }) => ({ id, values: choices.map((one) => one.id) })),
  constraints: [
    {
      type: 'clause',
      id: 'silk-tears',
      lits: [
        [0, [0, 2]],
        [1, [1]],
      ],
    },
    {
      type: 'clause',
      id: 'linen-hangs',
      lits: [
        [0, [0, 1]],
        [2, [0]],
        [3, [0]],
      ],
    },
  ],
}

const RULES = compileRules(PROBLEM).compiled

const BOOK = {
  id: '2026-11',
  currency: 'EUR',
  taxMode: 'included' as const,
  taxRate: 1900,
  base: { label: { en: 'Skirt', de: 'Rock' }, amount: 9900 },
  choices: {
    cloth: { wool: 0, silk: 4000, linen: -500 },
    ease: { close: 0, easy: 300 },
    length: { knee: 0, ankle: 1200 },
    pocket: { no: 0, yes: 700 },
    initials: { none: 0, written: 900 },
    quantity: { '1': 0, '2': 0, '3': 0 },
  },
  extras: [],
  discounts: [
    {
      code: 'several',
      label: { en: 'Three or more', de: 'Ab drei' },
      when: [{ quantity: ['3'] }],
      basisPoints: 1000,
      because: same('Less work'),
    },
  ],
}

/** A made-to-measure skirt with two rules, two books and drafting: everything an order touches, and nothing else. */
export function skirt(overrides: Partial<CompiledTemplate> = {}): CompiledTemplate {
  const template: Omit<CompiledTemplate, 'hash'> = {
    format: 'toile.template/1',
    id: 'skirt',
    version: '1.0.0',
    name: { en: 'Skirt', de: 'Rock' },
    about: { en: 'A straight skirt', de: 'Ein gerader Rock' },
    orderLabel: { en: 'Order this skirt', de: 'Rock bestellen' },
    groups: [{ id: 'all', label: same('All') }],
    options: OPTIONS,
    defaults: { cloth: 'wool', ease: 'easy', length: 'knee', pocket: 'no', initials: 'none', quantity: '1' },
    starts: [],
    rules: RULES,
    reasons: {
      'silk-tears': { en: 'Silk tears in a close seam.', de: 'Seide reißt in einer engen Naht.' },
      'linen-hangs': { en: 'A pocket drags long linen down.', de: 'Eine Tasche zieht langes Leinen herab.' },
    },
    books: [BOOK, { ...BOOK, id: '2026-11-usd', currency: 'USD' }],
    lead: {
      days: [15, 19],
      extra: [{ when: [{ cloth: ['silk'] }], days: 5, label: same('Silk') }],
      holidays: ['2026-12-25'],
    },
    timeZone: 'Europe/Berlin',
    measurements: [
      { name: 'waistGirth', required: true },
      { name: 'hipGirth', required: false },
    ],
    cells: [],
    sizes: [
      { system: 'EU', label: '36', measurements: { waistGirth: 7000, hipGirth: 9500 } },
      { system: 'EU', label: '40', measurements: { waistGirth: 7800, hipGirth: 10300 } },
      { system: 'EU', label: '44', measurements: { waistGirth: 8600, hipGirth: 11100 } },
    ],
    roles: { quantity: 'quantity' },
    drafting: { module: 'drafting.js', design: 'straight-skirt', version: '1.0.0' },
    materials: [
      {
        id: 'cloth',
        label: { en: 'Cloth', de: 'Stoff' },
        unit: 'm',
        quantity: { from: 'area', material: 'cloth', widthMm: 1400 },
        waste: 150,
        when: {},
      },
      {
        id: 'thread',
        label: { en: 'Thread', de: 'Garn' },
        unit: 'm',
        quantity: { from: 'stitching', threadPerMetre: 3 },
        waste: 100,
        when: {},
      },
      {
        id: 'button',
        label: { en: 'Button', de: 'Knopf' },
        unit: 'pc',
        quantity: { from: 'marks', kind: 'button' },
        waste: 0,
        when: {},
      },
      {
        id: 'tape',
        label: { en: 'Silk tape', de: 'Seidenband' },
        unit: 'pc',
        quantity: { from: 'fixed', amount: 1 },
        waste: 0,
        when: { cloth: ['silk'] },
      },
    ],
    disclosures: [{ id: 'made-to-order-returns', text: same('Made for you: no returns.') }],
    scene: {
      trims: [],
      shape: 'shapes/skirt.glb',
      topology: null,
      stand: null,
      exposure: 1,
      frame: 0.8,
      poster: 'poster.webp',
      posterView: 'front',
      views: { front: { target: [0, 1, 0], distance: 3, azimuth: 0, elevation: 0 } },
    },
    history: [],
    ...overrides,
  }
  return { ...template, hash: digestOf(template) }
}

interface Order {
  readonly template?: CompiledTemplate
  readonly picks?: Readonly<Record<string, string>>
  readonly day?: string
  readonly currency?: string
  readonly language?: Language
  readonly taken?: Readonly<Record<string, number>>
  readonly size?: OrderInput['size']
  /** As a page worked it out, where what was taken and the size do not tell. */
  readonly body?: OrderInput['body']
  readonly texts?: Readonly<Record<string, string>>
  readonly note?: string
  readonly artworks?: OrderInput['artworks']
  /** Drafts on the page, as a page would; false leaves the comparison out. */
  readonly drafted?: boolean
}

/** A spec as a page makes it: with the page's own draft, salted, its id from its content. */
export function skirtOrder({
  template = skirt(),
  picks = { cloth: 'silk', initials: 'written' },
  day = TODAY,
  currency = 'EUR',
  language = 'en',
  taken = { waistGirth: 7420, hipGirth: 10080 },
  size = null,
  texts = { initials: 'Zoë' },
  note = 'Please call before cutting.',
  artworks = {},
  drafted = true,
  body = bodyOf({ measurements: taken, size, sizes: template.sizes }),
}: Order = {}): OrderSpec {
  const selection = { ...template.defaults, ...picks }
  const measurements = Object.fromEntries(body.map(({ name, value }) => [name, value]))
  const draft = drafted && body.length > 0 ? drafting.draft({ measurements, selection }) : null
  return createOrderSpec({
    template,
    selection,
    picks,
    quote: quoteOf(template, selection, { currency, day, language }),
    body,
    size,
    draft: draft && { design: draft.design, version: draft.version, girths: draft.girths },
    texts,
    artworks,
    note,
    disclosures: template.disclosures.map(({ id }) => id),
    salts: { fit: 'fit-salt-fit-salt-1', personal: 'personal-salt-perso' },
  })
}

/** Writes the product as `toile build` leaves it. */
export async function writeSkirt(modelsFolder: string, template: CompiledTemplate = skirt()): Promise<void> {
  const folder = join(modelsFolder, template.id)
  await mkdir(folder, { recursive: true })
  await copyFile(fileURLToPath(new URL('./skirtDrafting.mjs', import.meta.url)), join(folder, 'drafting.js'))
  // A server reads nothing but these two; ES modules in a bare folder need no package.json when they end in .js inside
  // one that says so.
  await writeFile(join(modelsFolder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'template.json'), JSON.stringify(template))
}

export const validSelections = (template: CompiledTemplate): readonly Readonly<Record<string, string>>[] => {
  const rules = loadRules(template.rules)
  const ids = template.options.map(({ id }) => id)
  const all = template.options.reduce<Record<string, string>[]>(
    (some, { id, choices }) => some.flatMap((selection) => choices.map((one) => ({ ...selection, [id]: one.id }))),
    [{}]
  )
  return all.filter((selection) => {
    const picks = Int32Array.from(ids, (id, at) => rules.options[at]!.values.indexOf(selection[id]!))
    return rules.complete(picks, new Float64Array(rules.offsets.at(-1)!)) !== null
  })
}
