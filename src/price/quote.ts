import { addDays, isDay, sayer, ToileError, type Day, type Language } from '../ground/index.ts'
import type { Condition, PriceBook, Priced, Quote, QuoteLine } from './types.ts'
import { PRICE_WORDS } from './words.ts'
import { addWorkingDays } from './workingDays.ts'

/** How many days a quoted price stands. */
export const QUOTE_DAYS = 14

type Selection = Readonly<Record<string, string>>

/**
 * Prices a complete selection for the calendar day in the shop's time zone.
 *
 * Every line is for the whole quantity ("3 × Base price"), so the lines add up to the total with nothing left over.
 * Only a discount is ever rounded, half to even, once per line; page and server therefore arrive at the same figures.
 *
 * @throws {ToileError} `price/no-book` when the template has no book in that currency; `price/missing` when the book
 * has no price for a chosen choice, or the selection leaves an option open; `price/not-a-day`.
 * @example
 * const desk = { top: 'oak', drawer: 'none', width: '140', plate: 'none', quantity: '1' }
 * quoteOf(template, desk, { currency: 'EUR', day: '2026-11-21', language: 'en' }).total // → 64900, EUR 649.00
 * @see ISO 4217 for currency codes and their minor units
 */
export function quoteOf(
  template: Priced,
  selection: Selection,
  { currency, day, language }: { readonly currency: string; readonly day: Day; readonly language: Language }
): Quote {
  if (!isDay(day)) throw new ToileError('price/not-a-day', 'day: expected a calendar day such as "2026-11-21".')
  const book = bookOf(template, currency)
  const lines = [...unitLines(template, book, selection, language)]
  for (const { code, label, when, basisPoints } of book.discounts) {
    if (!isMet(when, selection)) continue
    const amount = shareOf(sumOf(lines), basisPoints)
    if (amount !== 0) lines.push({ code, label: label[language], amount: -amount })
  }
  return {
    currency,
    priceBook: book.id,
    taxMode: book.taxMode,
    day,
    validUntil: addDays(day, QUOTE_DAYS),
    lines,
    total: sumOf(lines),
    promise: promiseOf(template, selection, day),
  }
}

/**
 * The total of `quoteOf` alone, ten times as fast: a page asks for it once per choice at every click.
 *
 * @throws {ToileError} `price/no-book`, `price/missing`
 */
export function totalOf(template: Priced, selection: Selection, currency: string): number {
  const book = bookOf(template, currency)
  let piece = book.base.amount
  for (const { id } of template.options) piece += surchargeOf(book, id, selection[id] ?? '')
  for (const { when, amount } of book.extras) if (isMet(when, selection)) piece += amount
  let total = piece * quantityOf(template, selection)
  for (const { when, basisPoints } of book.discounts) if (isMet(when, selection)) total -= shareOf(total, basisPoints)
  return total
}

/** @throws {ToileError} `price/no-book` */
export function bookOf(template: Pick<Priced, 'books'>, currency: string): PriceBook {
  const book = template.books.find((candidate) => candidate.currency === currency)
  if (book) return book
  const known = template.books.map((candidate) => `"${candidate.currency}"`).join(', ')
  throw new ToileError('price/no-book', `currency: expected one of ${known}, got "${currency}".`)
}

/** How many are ordered; 1 where the product has no such option. */
export function quantityOf(template: Pick<Priced, 'roles'>, selection: Selection): number {
  const option = template.roles.quantity
  return option === undefined ? 1 : Number(selection[option] ?? 1)
}

/** The window in which the order leaves the workroom. */
export function promiseOf(template: Pick<Priced, 'lead'>, selection: Selection, day: Day): Quote['promise'] {
  const { days, holidays } = template.lead
  const more = extraDaysOf(template, selection).reduce((sum, extra) => sum + extra.days, 0)
  return {
    from: addWorkingDays(day, days[0] + more, holidays),
    to: addWorkingDays(day, days[1] + more, holidays),
  }
}

/** Which choices make it take longer, and by how many working days. */
export const extraDaysOf = (template: Pick<Priced, 'lead'>, selection: Selection): Priced['lead']['extra'] =>
  template.lead.extra.filter(({ when }) => isMet(when, selection))

/** True when any of the conditions holds; a condition holds when all its options have one of the listed choices. */
export const isMet = (when: readonly Condition[], selection: Selection): boolean =>
  when.some((condition) =>
    Object.entries(condition).every(([option, choices]) => choices.includes(selection[option] ?? ''))
  )

/**
 * Surcharges of one piece per choice, in template order: the additive part of the price, as the rules engine wants its
 * costs.
 *
 * @throws {ToileError} `price/no-book`, `price/missing`
 */
export function surchargesOf(
  template: Pick<Priced, 'books' | 'options'>,
  currency: string
): readonly (readonly number[])[] {
  const book = bookOf(template, currency)
  return template.options.map(({ id, choices }) => choices.map((choice) => surchargeOf(book, id, choice.id)))
}

function* unitLines(template: Priced, book: PriceBook, selection: Selection, language: Language): Generator<QuoteLine> {
  const say = sayer(PRICE_WORDS, language)
  const quantity = quantityOf(template, selection)
  const line = (code: string, what: string, amount: number): QuoteLine => ({
    code,
    label: quantity === 1 ? what : say('times', { n: quantity, what }),
    amount: amount * quantity,
  })
  yield line('base', book.base.label[language], book.base.amount)
  for (const option of template.options) {
    const chosen = selection[option.id] ?? ''
    const amount = surchargeOf(book, option.id, chosen)
    if (amount === 0) continue
    const choice = option.choices.find(({ id }) => id === chosen)?.label[language] ?? chosen
    yield line(`${option.id}/${chosen}`, say('of', { option: option.label[language], choice }), amount)
  }
  for (const { code, label, when, amount } of book.extras)
    if (amount !== 0 && isMet(when, selection)) yield line(code, label[language], amount)
}

function surchargeOf(book: PriceBook, option: string, choice: string): number {
  const ofOption = Object.hasOwn(book.choices, option) ? book.choices[option]! : {}
  if (Object.hasOwn(ofOption, choice)) return ofOption[choice]!
  const message =
    choice === ''
      ? 'expected a choice, got none.'
      : `price book "${book.id}" in ${book.currency} has no price for "${choice}".`
  throw new ToileError('price/missing', `${option}: ${message}`)
}

const sumOf = (lines: readonly QuoteLine[]): number => lines.reduce((sum, { amount }) => sum + amount, 0)

/** `basisPoints` of `amount`, half to even. In big integers, because the product may pass 2^53. */
export function shareOf(amount: number, basisPoints: number): number {
  const product = BigInt(amount) * BigInt(basisPoints)
  const size = product < 0n ? -product : product
  const whole = size / 10_000n
  const twice = (size % 10_000n) * 2n
  const up = twice > 10_000n || (twice === 10_000n && whole % 2n === 1n)
  const rounded = Number(whole + (up ? 1n : 0n))
  return product < 0n ? -rounded : rounded
}
