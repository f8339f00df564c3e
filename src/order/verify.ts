import { addDays, digestOf, isDay, LANGUAGES, ToileError, type Day } from '../ground/index.ts'
import { bookOf, QUOTE_DAYS, quantityOf, quoteOf, type Quote } from '../price/index.ts'
import { bodyOf, isInRange, isMeasurement, sideIn, type Measured, type SurveyName } from '../fit/index.ts'
import type { Draft } from '../pattern/index.ts'
import { cellsOf, type CompiledTemplate } from '../template/index.ts'
import { differencesBetween, pointerToken, privateDifference, shown } from './differ.ts'
import { brokenRules } from './rules.ts'
import type { Difference, FitPart, OrderSpec, PersonalPart, PublicOrder } from './types.ts'
import { noteFault, writingFault } from './writing.ts'

/** Finished girths of page and server may differ by this much, in tenths of a millimetre. */
const GIRTH_TOLERANCE = 10

interface Against {
  readonly template: CompiledTemplate
  /** The day in the shop's time zone. */
  readonly today: Day
  /** The server's own draft for this body, when it has made one. */
  readonly draft?: Draft | null
}

/**
 * Everything in which a spec is not what this template, these prices and this day make of it. An empty list is an order
 * the shop can stand by. Nothing of the spec is believed: price, dates and digests are worked out again. The form is
 * taken as checked (`orderSpec` schema).
 *
 * An erased part (null) is left out; what remains still verifies.
 */
export function verifyOrder(spec: OrderSpec, against: Against): readonly Difference[] {
  const { order, fit, personal } = spec
  const { template } = against
  const selection = [...selectionDifferences(order, template)]
  return [
    ...differencesBetween(
      '/order/template',
      { id: template.id, version: template.version, hash: template.hash },
      order.template
    ),
    ...selection,
    ...picksDifferences(order, template),
    // A broken selection has no price to compare with.
    ...(selection.length > 0 ? [] : priceDifferences(order, template, fit)),
    ...dayDifferences(order, against.today),
    ...differencesBetween(
      '/order/disclosures',
      template.disclosures.map(({ id }) => id),
      order.disclosures
    ),
    ...(fit ? fitDifferences(fit, order, against) : []),
    ...(fit && selection.length === 0 ? misfitDifferences(fit, order, template) : []),
    ...(personal ? personalDifferences(personal, order, template) : []),
    ...idDifferences(order),
  ]
}

/**
 * Why the quote no longer stands: its day has passed (or is not here yet), or its price book was replaced. Null while
 * it stands.
 */
export function staleBecause(
  order: PublicOrder,
  { template, today }: Omit<Against, 'draft'>
): 'day' | 'price-book' | null {
  const { day, currency, priceBook } = order.quote
  const book = template.books.find((candidate) => candidate.currency === currency)
  if (book && book.id !== priceBook) return 'price-book'
  return dayStands(day, today) ? null : 'day'
}

/**
 * The quote a customer would get today for the same selection, in the language the spec was written in; null when the
 * selection or the currency has none.
 */
export function quoteAgain(
  order: PublicOrder,
  { template, today }: Omit<Against, 'draft'>,
  fit: FitPart | null = null
): Quote | null {
  if ([...selectionDifferences(order, template)].length > 0) return null
  const base = order.quote.lines[0]?.label ?? ''
  try {
    const quotes = LANGUAGES.map((language) =>
      quoteOf(template, pricedSelection(order, fit, template), { currency: order.quote.currency, day: today, language })
    )
    return quotes.find(({ lines }) => lines[0]?.label === base) ?? quotes[0] ?? null
  } catch (error) {
    if (error instanceof ToileError) return null
    throw error
  }
}

function* selectionDifferences({ selection }: PublicOrder, template: CompiledTemplate): Generator<Difference> {
  const known = new Set(template.options.map(({ id }) => id))
  for (const [option, choice] of Object.entries(selection))
    if (!known.has(option))
      yield { path: `/order/selection/${pointerToken(option)}`, expected: 'nothing', got: shown(choice) }
  let complete = true
  for (const { id, choices } of template.options) {
    const chosen = Object.hasOwn(selection, id) ? selection[id] : undefined
    if (chosen !== undefined && choices.some((choice) => choice.id === chosen)) continue
    complete = false
    yield { path: `/order/selection/${pointerToken(id)}`, expected: 'a choice of this option', got: shown(chosen) }
  }
  if (!complete) return
  for (const { rule, options } of brokenRules(template.rules, selection)) {
    const got = options.map((option) => `${option} ${shown(selection[option])}`).join(', ')
    yield { path: '/order/selection', expected: ruleInWords(rule, template), got }
  }
}

const ruleInWords = (rule: string, { reasons }: CompiledTemplate): string =>
  `rule "${rule}"${Object.hasOwn(reasons, rule) ? `: ${reasons[rule]!.en}` : ''}`

/** Rules that this body breaks with an otherwise valid selection. */
function* misfitDifferences(
  fit: FitPart,
  { selection }: PublicOrder,
  template: CompiledTemplate
): Generator<Difference> {
  if (template.cells.length === 0) return
  for (const { rule } of brokenRules(template.rules, selection, cellsOfFit(fit, template)))
    yield privateDifference('/fit/measurements', ruleInWords(rule, template))
}

/** What rules and prices know of the body: what was taken or follows from the size. An estimate decides nothing. */
const cellsOfFit = (fit: FitPart, template: CompiledTemplate): Readonly<Record<string, string>> =>
  cellsOf(
    template,
    Object.fromEntries(
      bodyOfFit(fit).flatMap(({ name, value, source }) => (source === 'estimated' ? [] : [[name, value]]))
    )
  )

/** The selection as prices read it. */
const pricedSelection = (
  { selection }: PublicOrder,
  fit: FitPart | null,
  template: CompiledTemplate
): Readonly<Record<string, string>> => (fit ? { ...selection, ...cellsOfFit(fit, template) } : selection)

function* picksDifferences(
  { picks, quantity, selection }: PublicOrder,
  template: CompiledTemplate
): Generator<Difference> {
  const known = new Set(template.options.map(({ id }) => id))
  for (const [at, option] of picks.entries())
    if (!known.has(option) || picks.indexOf(option) !== at)
      yield { path: `/order/picks/${at}`, expected: 'an option of the template, once', got: shown(option) }
  yield* differencesBetween('/order/quantity', quantityOf(template, selection), quantity)
}

function priceDifferences(order: PublicOrder, template: CompiledTemplate, fit: FitPart | null): readonly Difference[] {
  const { currency, day } = order.quote
  if (!isDay(day)) return [{ path: '/order/quote/day', expected: 'a calendar day', got: shown(day) }]
  try {
    bookOf(template, currency)
  } catch {
    return [{ path: '/order/quote/currency', expected: 'a currency the shop prices in', got: shown(currency) }]
  }
  // The labels are in the customer's language, which the spec does not name, and a body that was erased cannot be
  // asked: what fits best is what was meant.
  const selections = fit ? [pricedSelection(order, fit, template)] : erasedBodies(order, currency, template)
  const candidates = selections.flatMap((selection) =>
    LANGUAGES.map((language) => {
      const { promise, ...quote } = quoteOf(template, selection, { currency, day, language })
      return [
        ...differencesBetween('/order/quote', quote, order.quote),
        ...differencesBetween('/order/promise', promise, order.promise),
      ]
    })
  )
  return candidates.reduce((best, candidate) => (candidate.length < best.length ? candidate : best))
}

/** Bodies that an erased one may have been are told apart up to so many; prices hang on very few. */
const MOST_BODIES = 1000

/** The selection with each body, as far as prices and times tell bodies apart. */
function erasedBodies(
  { selection }: PublicOrder,
  currency: string,
  template: CompiledTemplate
): readonly Readonly<Record<string, string>>[] {
  const { extras, discounts } = bookOf(template, currency)
  const named = new Set(
    [...extras, ...discounts, ...template.lead.extra].flatMap(({ when }) => when.flatMap((one) => Object.keys(one)))
  )
  let bodies: readonly Readonly<Record<string, string>>[] = [selection]
  for (const { option, cuts } of template.cells) {
    const more = bodies.length * (cuts.length + 2)
    if (!named.has(option) || more > MOST_BODIES) continue
    // A measurement that was not taken has no cell.
    bodies = bodies.flatMap((body) => [body, ...[...cuts, 0].map((_, cell) => ({ ...body, [option]: String(cell) }))])
  }
  return bodies
}

function* dayDifferences({ quote }: PublicOrder, today: Day): Generator<Difference> {
  if (!dayStands(quote.day, today))
    yield { path: '/order/quote/day', expected: `${addDays(today, -QUOTE_DAYS)} to ${today}`, got: shown(quote.day) }
}

const dayStands = (day: Day, today: Day): boolean => isDay(day) && day <= today && today <= addDays(day, QUOTE_DAYS)

function* fitDifferences(fit: FitPart, order: PublicOrder, { template, draft }: Against): Generator<Difference> {
  yield* differencesBetween('/order/parts/fit', digestOf(fit), order.parts.fit)
  const { size } = fit
  if (size && !template.sizes.some(({ system, label }) => system === size.system && label === size.label))
    yield privateDifference('/fit/size', 'a size of the template')
  yield* bodyDifferences(fit, template)
  yield* draftDifferences(fit, template, draft)
}

/** Whose survey estimates were taken from is the customer's to say, and stands in no order. */
const SURVEYS: readonly (SurveyName | null)[] = [null, 'men', 'women']

/**
 * What the customer took is believed as long as a body can have it; everything worked out from it is worked out again,
 * from every survey it may have been.
 */
function bodyDifferences(fit: FitPart, template: CompiledTemplate): readonly Difference[] {
  const bodies = SURVEYS.map((survey) => bodyByName(workedOut(fit, template, survey)))
  const wasHelped = bodies.every((body) => isHelped(fit, body))
  return bodies
    .map((body) => [...differencesFrom(body, fit, wasHelped)])
    .reduce((best, candidate) => (candidate.length < best.length ? candidate : best))
}

type BodyByName = ReadonlyMap<string, Measured>

const bodyByName = (body: readonly Measured[]): BodyByName => new Map(body.map((measured) => [measured.name, measured]))

/**
 * A garment that fits and a mass help to know a body, and go into no order: then there is a derived length that is of
 * no size, or most errors are other ones.
 */
function isHelped({ measurements }: FitPart, body: BodyByName): boolean {
  const others = measurements.filter(({ source }) => source !== 'taken')
  const apart = others.filter(({ name, error }) => body.get(name)?.error !== error)
  return apart.some(({ source, error }) => source === 'derived' && error > 0) || apart.length * 2 > others.length
}

function* differencesFrom(expected: BodyByName, { measurements }: FitPart, wasHelped: boolean): Generator<Difference> {
  const seen = new Set<string>()
  for (const [at, measured] of measurements.entries()) {
    const { name, value, source, error } = measured
    const path = `/fit/measurements/${at}`
    const known = expected.get(name)
    const follows = known?.value === value && known.source === source && known.error === error
    if (seen.has(name) || !(isMeasurement(name) || sideIn(name)))
      yield privateDifference(`${path}/name`, 'a known measurement, once')
    else if (source === 'taken' && !isInRange(name, value))
      yield privateDifference(`${path}/value`, 'what a body can have')
    else if (!follows && !(wasHelped && mayFollow(measured, known)))
      yield privateDifference(path, 'what follows from the measurements taken and the size')
    seen.add(name)
  }
  for (const name of expected.keys())
    if (!seen.has(name)) yield privateDifference('/fit/measurements', `"${name}" too, which follows from the others`)
}

/** Standard errors within which help may have moved an estimate. */
const MOST_MOVED = 4

/** What was laid on a table is believed like what was taken; an estimate moves no farther than it was uncertain. */
function mayFollow({ name, value, source, error }: Measured, known: Measured | undefined): boolean {
  if (source === 'taken' || error === 0 || !isInRange(name, value)) return false
  if (source === 'derived' || known === undefined) return true
  return Math.abs(value - known.value) <= MOST_MOVED * Math.max(error, known.error)
}

const workedOut = (
  fit: FitPart,
  { sizes }: Pick<CompiledTemplate, 'sizes'>,
  survey: SurveyName | null
): readonly Measured[] =>
  bodyOf({
    measurements: Object.fromEntries(
      fit.measurements.flatMap(({ name, value, source }) => (source === 'taken' ? [[name, value]] : []))
    ),
    size: fit.size,
    sizes,
    survey,
  })

/** The body a verified spec's part stands for. Empty when nothing was given. */
export const bodyOfFit = ({ measurements }: FitPart): readonly Measured[] => measurements

function* draftDifferences(
  fit: FitPart,
  { drafting }: CompiledTemplate,
  draft: Draft | null | undefined
): Generator<Difference> {
  if (!fit.draft) return
  yield* differencesBetween('/fit/draft/design', drafting?.design, fit.draft.design)
  yield* differencesBetween('/fit/draft/version', drafting?.version, fit.draft.version)
  if (draft) yield* girthDifferences(fit, draft)
}

/**
 * Where the girths a page drafted are not those the shop drafts for the same body. Empty when the page drafted nothing.
 */
export function* girthDifferences({ draft: claimed }: FitPart, draft: Draft): Generator<Difference> {
  if (!claimed) return
  for (const name of new Set([...Object.keys(claimed.girths), ...Object.keys(draft.girths)])) {
    const got = Object.hasOwn(claimed.girths, name) ? claimed.girths[name]! : Number.NaN
    const expected = Object.hasOwn(draft.girths, name) ? draft.girths[name]! : Number.NaN
    if (!(Math.abs(got - expected) <= GIRTH_TOLERANCE))
      yield privateDifference(
        `/fit/draft/girths/${pointerToken(name)}`,
        'what the shop drafts for this body, within 1 mm'
      )
  }
}

function* personalDifferences(
  personal: PersonalPart,
  order: PublicOrder,
  template: CompiledTemplate
): Generator<Difference> {
  yield* differencesBetween('/order/parts/personal', digestOf(personal), order.parts.personal)
  for (const { id, kind, text } of template.options) {
    if (kind !== 'text' || !text) continue
    const path = `/personal/texts/${pointerToken(id)}`
    const written = order.selection[id] === 'written'
    if (Object.hasOwn(personal.texts, id) !== written)
      yield privateDifference(path, written ? 'a text, because it was chosen' : 'no text, because none was chosen')
    const fault = written && Object.hasOwn(personal.texts, id) ? writingFault(personal.texts[id]!, text) : null
    if (fault) yield privateDifference(path, `at most ${text.most} letters that can be sewn (${fault})`)
  }
  for (const id of Object.keys(personal.texts))
    if (!template.options.some((option) => option.id === id && option.kind === 'text'))
      yield privateDifference(`/personal/texts/${pointerToken(id)}`, 'no text: the template has no such option')
  const pictures = template.options.filter(({ id, kind }) => kind === 'artwork' && order.selection[id] === 'given').length
  if (personal.artwork.length !== pictures)
    yield privateDifference('/personal/artwork', `${pictures} digests of pictures, as many as were chosen`)
  const fault = noteFault(personal.note)
  if (fault) yield privateDifference('/personal/note', `readable text, not too long (${fault})`)
}

function idDifferences({ id, ...rest }: PublicOrder): Iterable<Difference> {
  return differencesBetween('/order/id', digestOf(rest), id)
}
