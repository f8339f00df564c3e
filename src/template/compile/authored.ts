import * as v from 'valibot'
import { isOwnName } from '../schema.ts'

/**
 * What a designer writes in template.yaml, key by key. Keys not listed here are mistakes. References between the parts
 * (an option in a rule, a group of an option) are checked afterwards, when all of it is known.
 */

/** Controls but for the line's end, and marks that turn the words around them: nobody sees that they are there. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u

const words = (most: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check((text) => !UNSEEN.test(text), 'expected words without control or direction characters'),
    v.minLength(1, 'expected some words'),
    v.maxLength(most, `expected at most ${most} characters`)
  )

const Text = v.strictObject({ en: words(600), de: words(600) })
/** A single text where every language reads the same. */
const Fact = v.lazy((input) => (typeof input === 'string' ? words(120) : Text)) as v.GenericSchema<
  string | { en: string; de: string }
>

/** Option ids are names in CEL, so no hyphens. */
const OptionId = v.pipe(
  v.string(),
  v.regex(/^[a-z][A-Za-z0-9]{0,31}$/, 'expected a name in camelCase, such as "frontPocket"'),
  v.check(isOwnName, 'expected a name that JavaScript does not use itself')
)
const Id = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9-]{0,47}$/, 'expected a name in lower case, such as "solid-oak"'),
  v.check(isOwnName, 'expected a name that JavaScript does not use itself')
)
const File = v.pipe(
  v.string(),
  v.regex(/^(?![/\\])(?!.*\.\.)[\w{}./-]{1,160}$/, 'expected a file inside the folder, such as "prices/eur.csv"')
)
const Expression = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'expected an expression'),
  v.maxLength(20_000, 'expected at most 20000 characters')
)
const Color = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/, 'expected a colour such as "#1b2a49"'))
/** A colour, or the choice's own as the mill gives it. */
const Dye = v.union([Color, v.literal('colour')], 'expected a colour such as "#1b2a49", or "colour" for the choice\'s own')
const SURFACES = ['own', 'smooth', 'leather', 'suede', 'canvas', 'mesh', 'rubber', 'braid', 'rib', 'cork'] as const
const Day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/, 'expected a day such as "2026-12-24"'))
const Version = v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'expected a version such as "1.0.0"'))
const between = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.minValue(least, `expected ${least} to ${most}`),
    v.maxValue(most, `expected ${least} to ${most}`)
  )
const whole = (least: number, most: number) => v.pipe(between(least, most), v.integer('expected a whole number'))
/** Ids of steps are numbers in YAML. */
const Pick = v.pipe(v.union([v.string(), v.number()], 'expected a choice'), v.transform(String))

const Need = v.picklist(['required', 'optional'])
const Centimetres = v.pipe(
  between(0.01, 1000),
  v.check((length) => Math.abs(length * 100 - Math.round(length * 100)) < 1e-6, 'expected at most two decimals')
)

const Look = v.strictObject({
  shape: v.optional(v.record(Id, Id)),
  cloth: v.optional(
    v.partial(
      v.strictObject({
        warp: v.pipe(v.array(Color), v.length(5, 'expected five colours, from raw to white')),
        weft: Color,
        ends: between(1, 200),
        picks: between(1, 200),
        weave: v.picklist(['twill-right', 'twill-left', 'twill-broken', 'plain']),
        slub: between(0, 1),
        weight: between(20, 2000),
        roughness: between(0, 1),
        sheen: between(0, 1),
      })
    )
  ),
  wash: v.optional(
    v.partial(v.strictObject({ base: between(-0.2, 0.6), wear: between(0, 1), whiskers: between(0, 1) }))
  ),
  thread: v.optional(v.partial(v.strictObject({ color: Color, accent: Color, gloss: between(0, 1) }))),
  metal: v.optional(v.partial(v.strictObject({ color: Color, roughness: between(0, 1) }))),
  label: v.optional(
    v.partial(
      v.strictObject({
        color: Color,
        roughness: between(0, 1),
        grain: v.picklist(['leather', 'paper', 'canvas', 'plain']),
      })
    )
  ),
  show: v.optional(v.pipe(v.array(words(80)), v.maxLength(100))),
  knit: v.optional(
    v.partial(
      v.strictObject({
        color: Dye,
        wales: between(1, 60),
        courses: between(1, 60),
        roughness: between(0, 1),
        sheen: between(0, 1),
      })
    )
  ),
  print: v.optional(
    v.partial(
      v.strictObject({
        tile: File,
        width: between(1, 2000),
        height: between(1, 2000),
        scale: between(0.1, 10),
        rotation: between(-360, 360),
        inks: v.strictTuple([Color, Color, Color]),
      })
    )
  ),
  binding: v.optional(v.partial(v.strictObject({ color: Dye, roughness: between(0, 1) }))),
  lining: v.optional(v.partial(v.strictObject({ color: Dye }))),
  artwork: v.optional(
    v.partial(
      v.strictObject({
        option: OptionId,
        piece: words(80),
        at: v.strictTuple([between(-3000, 3000), between(-3000, 3000)]),
        width: between(5, 2000),
      })
    )
  ),
  materials: v.optional(
    v.record(
      words(80),
      v.partial(
        v.strictObject({
          color: Dye,
          roughness: between(0, 1),
          metalness: between(0, 1),
          surface: v.picklist(SURFACES),
          texture: File,
          normal: File,
        })
      )
    )
  ),
  variant: v.optional(words(80)),
  morphs: v.optional(v.record(words(80), between(-2, 2))),
})

/** CIE Lab under D65, and the code the mill knows it by. */
const MilledColour = v.strictObject({
  lab: v.strictTuple([between(0, 100), between(-128, 128), between(-128, 128)]),
  code: words(40),
})

/** The five rows of ISO 3758; a temperature may be written as a number. */
const row = <const Keys extends readonly string[]>(keys: Keys) =>
  v.pipe(
    v.union([v.string(), v.number()]),
    v.transform(String),
    v.picklist(keys, `expected one of ${keys.map((key) => `"${key}"`).join(', ')}`)
  )

const Percent = v.pipe(
  between(0, 30),
  v.check((share) => Math.abs(share * 10 - Math.round(share * 10)) < 1e-6, 'expected at most one decimal')
)

const Goods = v.strictObject({
  matter: v.optional(v.picklist(['textile', 'leather', 'coated-leather', 'other'])),
  /** mm between the selvedges. */
  width: whole(50, 5000),
  oneWay: v.optional(v.boolean()),
  shrinkage: v.optional(v.strictObject({ warp: Percent, weft: Percent })),
  weight: whole(1, 5000),
  stretch: v.optional(v.strictObject({ across: whole(0, 400), along: whole(0, 400) })),
  fibres: v.optional(v.record(v.string(), whole(1, 100))),
  care: v.strictObject({
    wash: row(['none', 'hand', '30-mild', '30', '40-mild', '40', '60']),
    bleach: row(['none', 'oxygen', 'any']),
    dry: row(['none', 'low', 'normal', 'line', 'line-shade', 'flat', 'flat-shade']),
    iron: row(['none', '110', '150', '200']),
    clean: row(['none', 'P', 'P-mild', 'W', 'W-mild']),
  }),
})
/** By name, or written out where one choice has them. */
const GoodsOrName = v.lazy((input) => (typeof input === 'object' ? Goods : Id)) as v.GenericSchema<
  string | v.InferInput<typeof Goods>,
  string | v.InferOutput<typeof Goods>
>

const Choice = v.strictObject({
  label: Text,
  about: v.optional(Text),
  facts: v.optional(v.record(Id, Fact)),
  image: v.optional(File),
  colour: v.optional(MilledColour),
  look: v.optional(Look),
  goods: v.optional(GoodsOrName),
  /** A part of an animal that is no textile. */
  animal: v.optional(v.boolean()),
  /** Further working days. */
  lead: v.optional(whole(0, 365)),
})

const Option = v.strictObject({
  group: v.string(),
  label: Text,
  about: v.optional(Text),
  control: v.optional(v.picklist(['swatch', 'drawing', 'list', 'stepper', 'field'])),
  view: v.optional(v.string()),
  role: v.optional(v.picklist(['quantity', 'insideLeg', 'swatch'])),
  unit: v.optional(v.literal('cm')),
  ofBody: v.optional(v.literal(true)),
  default: Pick,
  choices: v.optional(v.record(Id, Choice)),
  range: v.optional(
    v.strictObject({ from: whole(-100_000, 100_000), to: whole(-100_000, 100_000), step: whole(1, 100_000) })
  ),
  text: v.optional(
    v.strictObject({ most: whole(1, 200), letters: v.picklist(['latin', 'any']), none: Choice, written: Choice })
  ),
  /** The customer's own picture. */
  artwork: v.optional(v.strictObject({ none: Choice, given: Choice })),
})

export const AuthoredSchema = v.strictObject({
  id: Id,
  version: Version,
  name: Text,
  about: Text,
  order: Text,
  timeZone: words(60),
  groups: v.record(Id, Text),
  /** Names of the facts that choices give. */
  facts: v.optional(v.record(Id, Text)),
  options: v.record(OptionId, Option),
  rules: v.optional(
    v.record(
      Id,
      v.strictObject({
        when: v.optional(Expression),
        // oxlint-disable-next-line unicorn/no-thenable -- the designer's word, in a schema that nobody awaits
        then: v.optional(Expression),
        allow: v.optional(Expression),
        table: v.optional(File),
        of: v.optional(v.pipe(v.array(Expression), v.minLength(1, 'expected at least one condition'))),
        atLeast: v.optional(whole(0, 10_000)),
        atMost: v.optional(whole(0, 10_000)),
        exactly: v.optional(whole(0, 10_000)),
        because: Text,
      })
    )
  ),
  /** Conditions with a name. */
  terms: v.optional(v.record(OptionId, Expression)),
  prices: v.strictObject({
    base: Text,
    books: v.record(
      v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code such as "EUR"')),
      v.strictObject({
        file: File,
        book: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'expected a name such as "2026-11"')),
        tax: v.picklist(['included', 'excluded']),
        rate: between(0, 100),
      })
    ),
  }),
  extras: v.optional(
    v.record(Id, v.strictObject({ when: v.optional(Expression), table: v.optional(File), label: Text }))
  ),
  discounts: v.optional(
    v.record(Id, v.strictObject({ when: Expression, percent: between(0, 100), label: Text, because: Text }))
  ),
  lead: v.strictObject({
    days: v.strictTuple([whole(0, 365), whole(0, 365)]),
    extra: v.optional(v.record(Id, v.strictObject({ when: Expression, days: whole(1, 365), label: Text }))),
    holidays: v.optional(v.array(Day)),
  }),
  measurements: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^[a-z][A-Za-z]{2,40}$/, 'expected an ISO 8559 name such as "waistGirth"')),
      v.union(
        [
          Need,
          v.strictObject({
            need: Need,
            range: v.optional(
              v.strictObject({ from: Centimetres, to: Centimetres, step: v.optional(Centimetres) })
            ),
            sided: v.optional(v.boolean()),
          }),
        ],
        'expected "required" or "optional", or these as "need" with a "range" of centimetres or "sided"'
      )
    )
  ),
  sizes: v.optional(File),
  /** Size systems whose labels are worked out, in the order they are shown. */
  sizing: v.optional(v.pipe(v.array(words(40)), v.maxLength(20))),
  drafting: v.optional(File),
  fitting: v.optional(File),
  materials: v.optional(
    v.record(
      Id,
      v.strictObject({
        label: Text,
        unit: v.picklist(['m', 'pc', 'm2']),
        quantity: v.variant('from', [
          v.strictObject({ from: v.literal('area'), material: Id, widthMm: whole(10, 10_000) }),
          v.strictObject({ from: v.literal('length'), material: Id }),
          v.strictObject({ from: v.literal('stitching'), threadPerMetre: v.optional(between(0, 100)) }),
          v.strictObject({ from: v.literal('marks'), kind: Id }),
          v.strictObject({ from: v.literal('fixed'), amount: between(0, 100_000) }),
        ]),
        waste: between(0, 100),
        when: v.optional(Expression),
      })
    )
  ),
  /** Materials that are bought by the metre or the hide, by a name that choices and cuts use. */
  goods: v.optional(v.record(Id, Goods)),
  /** What pieces of a material are called on a label, and what they are cut from. */
  cuts: v.optional(
    v.record(
      Id,
      v.strictObject({
        label: Text,
        option: v.optional(v.string()),
        goods: v.optional(GoodsOrName),
        part: v.optional(v.picklist(['upper', 'lining', 'sole'])),
      })
    )
  ),
  /** What a workroom calls the pieces, by the draft's names without their side. */
  pieces: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^[a-z]\w{0,63}$/, 'expected a piece as the draft names it, such as "backPocket"')),
      Text
    )
  ),
  /** In sewing order. */
  sewing: v.optional(
    v.array(
      v.strictObject({
        label: Text,
        seams: v.optional(v.array(words(80))),
        lines: v.optional(v.array(words(80))),
        /** A number of ISO 4915. */
        stitch: v.pipe(v.union([v.string(), v.number()], 'expected a number of ISO 4915'), v.transform(String)),
        perCm: between(0.5, 12),
        rows: v.optional(whole(1, 6)),
        when: v.optional(Expression),
      })
    )
  ),
  /** By the draft's name of a finished girth or length; tolerance in cm. */
  finished: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^[a-z][\w.]{0,63}$/, 'expected a name as the draft gives it, such as "waist"')),
      v.strictObject({ label: Text, body: v.optional(v.string()), tolerance: Centimetres })
    )
  ),
  disclosures: v.optional(v.record(Id, Text)),
  scene: v.strictObject({
    shape: File,
    topology: v.optional(File),
    stand: v.optional(File),
    exposure: v.optional(between(0.2, 3)),
    frame: v.optional(between(0.3, 3)),
    balance: v.optional(File),
    poster: File,
    posterView: v.string(),
    views: v.record(
      OptionId,
      v.strictObject({
        target: v.strictTuple([between(-10, 10), between(-10, 10), between(-10, 10)]),
        distance: between(0.01, 100),
        azimuth: between(-360, 360),
        elevation: between(-90, 90),
      })
    ),
  }),
  starts: v.optional(
    v.record(
      Id,
      v.strictObject({ label: Text, about: Text, picks: v.record(v.string(), Pick), image: v.optional(File) })
    )
  ),
  history: v.optional(
    v.array(
      v.strictObject({
        version: Version,
        text: Text,
        renamed: v.optional(v.record(v.string(), v.nullable(v.string()))),
      })
    )
  ),
})

export type Authored = v.InferOutput<typeof AuthoredSchema>
export type AuthoredOption = Authored['options'][string]
export type AuthoredChoice = NonNullable<AuthoredOption['choices']>[string]
