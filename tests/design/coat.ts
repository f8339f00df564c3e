import { digestOf, type Text } from '../../src/ground/index.ts'
import { compileRules } from '../../src/rules/compile/index.ts'
import type { Constraint } from '../../src/rules/index.ts'
import type { CompiledOption, CompiledTemplate } from '../../src/template/index.ts'
import { createDesign } from '../../src/design/index.ts'

/**
 * A made-to-order coat: small enough to know by heart, with a number, a text, a discount, a history and rules that
 * push picks about.
 */
export function coat(overrides: Partial<CompiledTemplate> = {}): CompiledTemplate {
  const options: CompiledOption[] = [
    option('cloth', 'Cloth', 'Stoff', { wool: 'Wool', linen: 'Linen', oilskin: 'Oilskin' }),
    option('colour', 'Colour', 'Farbe', { navy: 'Navy', camel: 'Camel', yellow: 'Yellow' }),
    option('lining', 'Lining', 'Futter', { silk: 'Silk', quilted: 'Quilted', none: 'No lining' }),
    option('closure', 'Closure', 'Verschluss', { horn: 'Horn buttons', brass: 'Brass buttons', zip: 'Zip' }, 'details'),
    {
      ...option('length', 'Length', 'Länge', { 90: '90', 100: '100', 110: '110' }, 'details'),
      kind: 'number',
      unit: 'cm',
      control: 'stepper',
    },
    {
      ...option('monogram', 'Monogram', 'Monogramm', { none: 'None', written: 'Written' }, 'details'),
      kind: 'text',
      text: { most: 6, letters: 'any' },
    },
    {
      ...option('quantity', 'Quantity', 'Anzahl', { 1: '1', 2: '2', 3: '3' }, 'yours'),
      kind: 'number',
      control: 'stepper',
    },
  ]
  const at = (id: string) => options.findIndex((one) => one.id === id)
  const lit = (id: string, ...choices: string[]) =>
    [at(id), choices.map((choice) => options[at(id)]!.choices.findIndex((one) => one.id === choice))] as const
  const constraints: Constraint[] = [
    { type: 'clause', id: 'oilskin-is-dyed', lits: [lit('cloth', 'wool', 'linen'), lit('colour', 'navy', 'yellow')] },
    { type: 'clause', id: 'yellow-is-oilskin', lits: [lit('colour', 'navy', 'camel'), lit('cloth', 'oilskin')] },
    {
      type: 'clause',
      id: 'quilting-needs-weight',
      lits: [lit('lining', 'silk', 'none'), lit('cloth', 'wool', 'oilskin')],
    },
    { type: 'clause', id: 'zip-needs-oilskin', lits: [lit('closure', 'horn', 'brass'), lit('cloth', 'oilskin')] },
    { type: 'clause', id: 'no-thread-in-oilskin', lits: [lit('monogram', 'none'), lit('cloth', 'wool', 'linen')] },
    { type: 'clause', id: 'long-linen-creases', lits: [lit('length', '90', '100'), lit('cloth', 'wool', 'oilskin')] },
  ]
  const { compiled: rules } = compileRules({
    options: options.map(({ id, choices }) => ({ id, values: choices.map((one) => one.id) })),
    constraints,
  })
  const template: Omit<CompiledTemplate, 'hash'> = {
    format: 'toile.template/1',
    id: 'coat',
    version: '2.0.0',
    name: { en: 'Coat', de: 'Mantel' },
    about: { en: 'A coat.', de: 'Ein Mantel.' },
    orderLabel: { en: 'Order this coat', de: 'Diesen Mantel bestellen' },
    groups: [
      { id: 'cloth', label: { en: 'Cloth', de: 'Stoff' } },
      { id: 'details', label: { en: 'Details', de: 'Details' } },
      { id: 'yours', label: { en: 'Yours', de: 'Ihres' } },
    ],
    options,
    defaults: {
      cloth: 'wool',
      colour: 'camel',
      lining: 'silk',
      closure: 'horn',
      length: '100',
      monogram: 'none',
      quantity: '1',
    },
    starts: [
      {
        id: 'rain',
        label: same('Rain'),
        about: same('Rain'),
        picks: { cloth: 'oilskin', colour: 'yellow' },
        image: null,
      },
      {
        id: 'summer',
        label: same('Summer'),
        about: same('Summer'),
        picks: { cloth: 'linen', lining: 'none' },
        image: null,
      },
    ],
    rules,
    reasons: {
      'oilskin-is-dyed': { en: 'Oilskin comes in navy and yellow.', de: 'Ölzeug gibt es in Marine und Gelb.' },
      'yellow-is-oilskin': { en: 'Only oilskin is dyed yellow.', de: 'Nur Ölzeug wird gelb gefärbt.' },
      'quilting-needs-weight': { en: 'Linen cannot carry a quilted lining.', de: 'Leinen trägt kein Steppfutter.' },
      'zip-needs-oilskin': { en: 'Zips are sewn into oilskin only.', de: 'Reißverschlüsse gibt es nur in Ölzeug.' },
      'no-thread-in-oilskin': { en: 'A needle would let the rain in.', de: 'Nadelstiche lassen Regen ein.' },
      'long-linen-creases': { en: 'Long linen creases.', de: 'Langes Leinen knittert.' },
    },
    books: [book('EUR', 30_000), book('JPY', 5_000_000)],
    lead: { days: [10, 15], extra: [], holidays: [] },
    timeZone: 'Europe/Berlin',
    measurements: [
      { name: 'stature', required: true },
      { name: 'waistGirth', required: true },
      { name: 'hipGirth', required: false },
      { name: 'thighGirth', required: false },
      { name: 'insideLegHeight', required: false },
    ],
    cells: [],
    sizes: [
      {
        system: 'EU',
        label: '48',
        measurements: { stature: 17600, waistGirth: 8400, hipGirth: 9900, thighGirth: 5700, insideLegHeight: 8100 },
      },
    ],
    roles: { quantity: 'quantity', insideLeg: 'length' },
    drafting: null,
    materials: [],
    disclosures: [],
    scene: { shape: 'coat.glb', topology: null, stand: null, exposure: 1, frame: 0.8, poster: 'coat.webp', posterView: 'start', views: {}, trims: [] },
    history: [
      {
        version: '2.0.0',
        text: { en: 'Bone buttons became horn.', de: 'Knochenknöpfe wurden zu Horn.' },
        renamed: { 'closure/bone': 'horn' },
      },
      {
        version: '1.1.0',
        text: { en: 'Green is no more.', de: 'Grün gibt es nicht mehr.' },
        renamed: { fabric: 'cloth', 'colour/green': null },
      },
    ],
    ...overrides,
  }
  return { ...template, hash: digestOf(template) }
}

/** A customer of the coat, on a fixed day. */
export const coatDesign = (settings: Partial<Parameters<typeof createDesign>[1]> = {}, template = coat()) =>
  createDesign(template, {
    language: 'en',
    currency: 'EUR',
    unit: 'cm',
    now: () => new Date('2026-11-21T10:00:00Z'),
    ...settings,
  })

const same = (text: string): Text => ({ en: text, de: text })

function option(
  id: string,
  en: string,
  de: string,
  choices: Readonly<Record<string, string>>,
  group = 'cloth'
): CompiledOption {
  return {
    id,
    group,
    kind: 'choice',
    label: { en, de },
    about: null,
    control: 'list',
    unit: null,
    choices: Object.entries(choices).map(([choice, label]) => ({
      id: choice,
      label: same(label),
      about: null,
      facts: [],
      image: null,
      colour: null,
      look: {},
    })),
    text: null,
    view: null,
  }
}

function book(currency: string, base: number): CompiledTemplate['books'][number] {
  return {
    id: '2026-11',
    currency,
    taxMode: 'included',
    taxRate: 1900,
    base: { label: same('Coat'), amount: base },
    choices: {
      cloth: { wool: 0, linen: -2000, oilskin: 4000 },
      colour: { navy: 0, camel: 0, yellow: 500 },
      lining: { silk: 0, quilted: 3500, none: -1500 },
      closure: { horn: 0, brass: 700, zip: 1200 },
      length: { 90: -500, 100: 0, 110: 900 },
      monogram: { none: 0, written: 1900 },
      quantity: { 1: 0, 2: 0, 3: 0 },
    },
    extras: [
      {
        code: 'lined-brass',
        label: same('Reinforced facing'),
        when: [{ lining: ['quilted'], closure: ['brass'] }],
        amount: 333,
      },
    ],
    discounts: [
      {
        code: 'three',
        label: same('Three or more'),
        when: [{ quantity: ['3'] }],
        basisPoints: 1000,
        because: same('Cut together.'),
      },
    ],
  }
}
