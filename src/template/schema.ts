import * as v from 'valibot'
import { LINK } from './open.ts'
import type { CompiledTemplate } from './types.ts'

/**
 * The compiled template as the page checks it: shape and bounds of everything that code relies on. What only the
 * checker proves is left to the hash.
 */

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}

/** Names that every object of the language answers to. A fixed list: a page's scripts may have added to it. */
const OF_EVERY_OBJECT = new Set(
  'constructor prototype toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable'.split(' ')
)
export const isOwnName = (name: string): boolean => !OF_EVERY_OBJECT.has(name)

const Id = v.pipe(v.string(), v.regex(/^-?[A-Za-z0-9][\w.-]{0,63}$/), v.check(isOwnName, 'expected another name'))
const Line = v.pipe(v.string(), v.maxLength(600))
const Text = v.object({ en: Line, de: Line })
const Whole = v.pipe(v.number(), v.safeInteger())
const Count = v.pipe(Whole, v.minValue(0))
const Day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/))
const WorkingDays = v.pipe(Count, v.maxValue(365))
const Link = v.pipe(v.string(), v.maxLength(200), v.regex(LINK))
const list = <T extends v.GenericSchema>(item: T, most: number) => v.pipe(v.array(item), v.maxLength(most))
const Ids = v.record(Id, Id)
const When = list(v.record(Id, list(Id, 500)), 2000)

const Look = v.looseObject({
  shape: v.optional(Ids),
  show: v.optional(list(v.string(), 100)),
  insideLeg: v.optional(v.number()),
})

const Goods = v.object({
  matter: v.picklist(['textile', 'leather', 'coated-leather', 'other']),
  width: v.pipe(Whole, v.minValue(50)),
  oneWay: v.boolean(),
  shrinkage: v.object({ warp: Whole, weft: Whole }),
  weight: Count,
  stretch: v.object({ across: Count, along: Count }),
  fibres: list(v.object({ fibre: Id, percent: v.pipe(Whole, v.minValue(1), v.maxValue(100)) }), 20),
  care: v.object({
    wash: v.picklist(['none', 'hand', '30-mild', '30', '40-mild', '40', '60']),
    bleach: v.picklist(['none', 'oxygen', 'any']),
    dry: v.picklist(['none', 'low', 'normal', 'line', 'line-shade', 'flat', 'flat-shade']),
    iron: v.picklist(['none', '110', '150', '200']),
    clean: v.picklist(['none', 'P', 'P-mild', 'W', 'W-mild']),
  }),
})

const Choice = v.object({
  id: Id,
  label: Text,
  about: v.nullable(Text),
  facts: list(v.object({ label: Text, value: Text }), 20),
  image: v.nullable(Link),
  colour: v.nullable(v.object({ lab: v.tuple([v.number(), v.number(), v.number()]), code: Line })),
  look: Look,
  goods: v.optional(Id),
  animal: v.optional(v.boolean()),
})

const Option = v.object({
  id: Id,
  group: Id,
  kind: v.picklist(['choice', 'number', 'text', 'artwork']),
  label: Text,
  about: v.nullable(Text),
  control: v.picklist(['swatch', 'drawing', 'list', 'stepper', 'field']),
  unit: v.nullable(v.literal('cm')),
  ofBody: v.optional(v.literal(true)),
  choices: v.pipe(list(Choice, 500), v.minLength(1)),
  text: v.nullable(
    v.object({ most: v.pipe(Whole, v.minValue(1), v.maxValue(200)), letters: v.picklist(['latin', 'any']) })
  ),
  view: v.nullable(Id),
})

const At = v.optional(v.tuple([Count, list(Count, 5000)]))

const Book = v.object({
  id: Id,
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  taxMode: v.picklist(['included', 'excluded']),
  taxRate: Count,
  base: v.object({ label: Text, amount: Count }),
  choices: v.record(Id, v.record(Id, Whole)),
  extras: list(v.object({ code: Id, label: Text, when: When, amount: Whole, at: At }), 2000),
  discounts: list(
    v.object({
      code: Id,
      label: Text,
      when: When,
      basisPoints: v.pipe(Count, v.maxValue(10_000)),
      because: Text,
      at: At,
    }),
    100
  ),
})

const Literals = list(v.tuple([Count, list(Count, 5000)]), 10_000)
const Rule = v.variant('type', [
  v.object({
    type: v.literal('table'),
    id: v.string(),
    scope: list(Count, 100),
    tuples: list(list(Count, 100), 200_000),
  }),
  v.object({ type: v.literal('clause'), id: v.string(), lits: Literals }),
  v.object({ type: v.literal('count'), id: v.string(), lits: Literals, least: Whole, most: Whole }),
])

const View = v.object({
  target: v.tuple([v.number(), v.number(), v.number()]),
  distance: v.number(),
  azimuth: v.number(),
  elevation: v.number(),
})

export const CompiledTemplateSchema = v.object({
  format: v.literal('toile.template/1'),
  id: Id,
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
  hash: v.string(),
  name: Text,
  about: Text,
  orderLabel: Text,
  groups: list(v.object({ id: Id, label: Text }), 50),
  options: v.pipe(list(Option, 5000), v.minLength(1)),
  defaults: Ids,
  starts: list(v.object({ id: Id, label: Text, about: Text, picks: Ids, image: v.nullable(Link) }), 100),
  rules: v.object({
    format: v.literal('toile.rules/2'),
    problem: v.object({
      options: list(v.object({ id: v.string(), values: list(v.string(), 5000) }), 20_000),
      constraints: list(Rule, 100_000),
    }),
    visible: Count,
    diagram: v.string(),
    designs: v.pipe(v.string(), v.regex(/^\d*$/)),
  }),
  reasons: v.record(Id, Text),
  books: v.pipe(list(Book, 50), v.minLength(1)),
  lead: v.object({
    days: v.tuple([WorkingDays, WorkingDays]),
    extra: list(v.object({ when: When, days: WorkingDays, label: Text }), 200),
    holidays: list(Day, 500),
  }),
  timeZone: v.pipe(v.string(), v.check(isTimeZone, 'expected a time zone such as "Europe/Berlin"')),
  measurements: list(
    v.object({
      name: Id,
      required: v.boolean(),
      sided: v.optional(v.boolean()),
      range: v.optional(v.object({ from: Count, to: Count, step: v.optional(v.pipe(Count, v.minValue(1))) })),
    }),
    50
  ),
  cells: list(
    v.object({ option: Id, sum: v.record(Id, Whole), from: Whole, to: Whole, cuts: list(Whole, 500) }),
    200
  ),
  sizes: list(v.object({ system: v.string(), label: v.string(), measurements: v.record(Id, Count) }), 1000),
  roles: v.object({ quantity: v.optional(Id), insideLeg: v.optional(Id), swatch: v.optional(Id) }),
  drafting: v.nullable(
    v.object({ module: Link, design: v.string(), version: v.string(), fitting: v.optional(Link) })
  ),
  sizing: v.optional(list(Id, 20)),
  materials: list(
    v.object({
      id: Id,
      label: Text,
      unit: v.picklist(['m', 'pc', 'm2']),
      quantity: v.variant('from', [
        v.object({ from: v.literal('area'), material: v.string(), widthMm: v.number() }),
        v.object({ from: v.literal('length'), material: v.string() }),
        v.object({ from: v.literal('stitching'), threadPerMetre: v.optional(v.number()) }),
        v.object({ from: v.literal('marks'), kind: v.string() }),
        v.object({ from: v.literal('fixed'), amount: v.number() }),
      ]),
      waste: Count,
      when: v.record(Id, list(Id, 500)),
    }),
    200
  ),
  goods: v.optional(v.record(Id, Goods)),
  cuts: v.optional(
    list(
      v.object({
        material: Id,
        label: Text,
        option: v.nullable(Id),
        goods: v.nullable(Id),
        part: v.optional(v.picklist(['upper', 'lining', 'sole'])),
      }),
      50
    )
  ),
  pieces: v.optional(v.record(Id, Text)),
  sewing: v.optional(
    list(
      v.object({
        label: Text,
        seams: list(Line, 50),
        lines: list(Line, 50),
        type: v.pipe(v.string(), v.regex(/^\d{3}$/)),
        perCm: v.number(),
        rows: Count,
        when: v.record(Id, list(Id, 500)),
      }),
      100
    )
  ),
  finished: v.optional(
    list(v.object({ name: Id, label: Text, body: v.nullable(Id), tolerance: v.pipe(Count, v.minValue(1)) }), 50)
  ),
  disclosures: list(v.object({ id: Id, text: Text }), 20),
  scene: v.object({
    trims: list(v.string(), 1000),
    shape: Link,
    topology: v.nullable(Link),
    stand: v.nullable(Link),
    exposure: v.number(),
    frame: v.number(),
    poster: Link,
    posterView: Id,
    views: v.record(Id, View),
  }),
  history: list(
    v.object({ version: v.string(), text: Text, renamed: v.record(v.string(), v.nullable(v.string())) }),
    200
  ),
})

/**
 * The library goes through a schema's keys with `for in`, which also finds what a page's scripts wrote into every
 * object. Without a prototype there is nothing to find.
 */
function ownKeysOnly(schema: unknown, done = new Set<unknown>()): void {
  if (typeof schema !== 'object' || schema === null || done.has(schema)) return
  done.add(schema)
  if (Object.hasOwn(schema, 'entries')) Object.setPrototypeOf((schema as { entries: object }).entries, null)
  for (const part of Object.values(schema)) ownKeysOnly(part, done)
}
ownKeysOnly(CompiledTemplateSchema)

/** Fails to compile when the schema and the types part ways. */
export const asTemplate = (checked: v.InferOutput<typeof CompiledTemplateSchema>): CompiledTemplate => checked
