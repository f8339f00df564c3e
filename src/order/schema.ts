import * as v from 'valibot'

/**
 * The one source of the order spec's form: types are inferred from it and `order-1.schema.json` (JSON Schema 2020-12)
 * is emitted from it. So it holds only what JSON Schema can say; what needs the template is checked by `verifyOrder`.
 * Version 1 is published: it never changes, a change is a version 2 beside it. All of it is made by one pure call, so
 * that a page that only writes specs carries none of it.
 */
const id = () => v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/))
/** A step below zero begins with its sign. */
const choice = () => v.pipe(v.string(), v.regex(/^-?[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/))
const digest = () => v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/))
const salt = () => v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/))
const day = () => v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/))
/** Counted in code points, as JSON Schema counts: `maxLength` of valibot counts UTF-16 units. */
const text = (least: 0 | 1, most: number) =>
  v.pipe(v.string(), v.regex(new RegExp(`^[\\s\\S]{${least},${most}}$`, 'u')))
const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const money = () => whole(-9_007_199_254_740_991, 9_007_199_254_740_991)
const length = () => whole(1, 100_000)
const list = <Item extends v.GenericSchema>(item: Item, most: number) => v.pipe(v.array(item), v.maxLength(most))

const fitPart = () =>
  v.strictObject({
    salt: salt(),
    measurements: list(
      v.strictObject({
        name: id(),
        value: length(),
        source: v.picklist(['taken', 'derived', 'estimated']),
        error: whole(0, 100_000),
      }),
      100
    ),
    size: v.nullable(v.strictObject({ system: text(1, 40), label: text(1, 40) })),
    draft: v.nullable(v.strictObject({ design: id(), version: id(), girths: v.record(id(), length()) })),
  })

const personalPart = () =>
  v.strictObject({
    salt: salt(),
    texts: v.record(id(), text(1, 200)),
    artwork: list(digest(), 20),
    note: text(0, 1000),
  })

const publicOrder = () =>
  v.strictObject({
    spec: v.literal('toile.order/1'),
    template: v.strictObject({ id: id(), version: id(), hash: digest() }),
    selection: v.record(id(), choice()),
    picks: list(id(), 200),
    quantity: whole(1, 10_000),
    quote: v.strictObject({
      currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
      priceBook: id(),
      taxMode: v.picklist(['included', 'excluded']),
      day: day(),
      validUntil: day(),
      lines: list(v.strictObject({ code: text(1, 140), label: text(1, 200), amount: money() }), 200),
      total: money(),
    }),
    promise: v.strictObject({ from: day(), to: day() }),
    disclosures: list(id(), 50),
    parts: v.strictObject({ fit: digest(), personal: digest() }),
    id: digest(),
  })

/** A part is null once it was erased. */
const orderSpecForm = () =>
  v.strictObject({
    order: publicOrder(),
    fit: v.nullable(fitPart()),
    personal: v.nullable(personalPart()),
  })

export const orderSpec = /* @__PURE__ */ orderSpecForm()
