import { nearestWord, ToileError } from '../../ground/index.ts'
import { exponentOf, MOST_DISCOUNTS, type PriceBook } from '../../price/index.ts'
import { amountOf } from './amount.ts'
import type { Authored } from './authored.ts'
import { readCsv, type Row } from './csv.ts'
import { compileExtras, conditionOf, type Extra } from './extras.ts'
import { textOf } from './folder.ts'
import { expectedOneOf, type Place } from './issues.ts'
import type { Lowering } from './lowering.ts'

const COLUMNS = ['option', 'choice', 'price']

export interface Priced {
  readonly books: readonly PriceBook[]
  /** Where each currency's table begins. */
  readonly places: ReadonlyMap<string, Place>
}

/** One price book per currency, complete: every choice has an amount. */
export function compilePrices(authored: Authored, lowering: Lowering): Priced {
  const currencies = Object.keys(authored.prices.books)
  const extras = compileExtras(authored, currencies, lowering)
  const discounts = Object.entries(authored.discounts ?? {}).map(([code, { when, percent, label, because }]) => ({
    code,
    label,
    because,
    ...conditionOf(when, ['discounts', code, 'when'], `discount.${code}`, lowering),
    basisPoints: Math.round(percent * 100),
  }))
  if (discounts.length > MOST_DISCOUNTS)
    lowering.issues.warn(
      lowering.source.atKey(['discounts']),
      'price/bound',
      `discounts: up to ${MOST_DISCOUNTS} are reckoned with exactly, these are ${discounts.length}. ` +
        '"From" prices of a choice are lower bounds.'
    )
  checkCodes(authored, lowering)
  const codes = extras.flatMap(({ code, amounts }) => (amounts ? [] : [code]))
  const pieces = Object.values(authored.options).find(({ role }) => role === 'quantity')?.range?.to ?? 1
  const places = new Map<string, Place>()
  const books = Object.entries(authored.prices.books).flatMap(([currency, book]): readonly PriceBook[] => {
    const prices = readBook(currency, book.file, { codes, extras, pieces }, lowering)
    if (!prices) return []
    places.set(currency, prices.heading)
    return [
      {
        id: book.book,
        currency,
        taxMode: book.tax,
        taxRate: Math.round(book.rate * 100),
        base: { label: authored.prices.base, amount: prices.base },
        choices: prices.choices,
        extras: extras.map(({ amounts, ...extra }) => ({
          ...extra,
          amount: amounts ? amounts.get(currency)! : prices.extras[extra.code]!,
        })),
        discounts,
      },
    ]
  })
  return { books, places }
}

/** Lines of a quote are told apart by their codes. */
function checkCodes(authored: Authored, { source, issues }: Lowering): void {
  for (const part of ['extras', 'discounts'] as const)
    for (const code of Object.keys(authored[part] ?? {}))
      if (code === 'base' || (part === 'discounts' && Object.hasOwn(authored.extras ?? {}, code)))
        issues.error(
          source.atKey([part, code]),
          'price/code',
          `${part}.${code}: another line of the quote has this name. Choose another.`
        )
}

interface Prices {
  readonly heading: Place
  readonly base: number
  readonly choices: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly extras: Readonly<Record<string, number>>
}

interface Wanted {
  /** Extras that have a line in the table. */
  readonly codes: readonly string[]
  readonly extras: readonly Extra[]
  /** The largest quantity. */
  readonly pieces: number
}

function readBook(
  currency: string,
  path: string,
  { codes, extras, pieces }: Wanted,
  lowering: Lowering
): Prices | null {
  const { domains, folder, source, issues } = lowering
  const place = ['prices', 'books', currency]
  try {
    exponentOf(currency)
  } catch (error) {
    issues.error(source.atKey(place), 'price/unknown-currency', `${place.join('.')}: ${(error as ToileError).message}`)
    return null
  }
  const bytes = folder.read(path)
  if (!bytes) {
    issues.error(
      source.at([...place, 'file']),
      'file/missing',
      `${place.join('.')}: no file "${path}" in ${folder.name}.`
    )
    return null
  }
  const file = `${folder.name}/${path}`
  const before = issues.list.length
  const table = readCsv(file, textOf(bytes), issues)
  if (!table) return null
  if (table.columns.join() !== COLUMNS.join()) {
    issues.error(
      table.heading,
      'csv/heading',
      `expected the columns ${COLUMNS.join(',')}, got ${table.columns.join(',')}.`
    )
    return null
  }
  const found = rowsByLine(table.rows, codes, currency, lowering)
  const end = table.rows.at(-1)?.place ?? table.heading
  const missing = (line: string) =>
    issues.error(
      end,
      'price/missing',
      `no price for "${line}" in ${currency}. Add the line "${line.replace('/', ',')},<price>".`
    )
  const base = found.get('base')
  if (base === undefined) missing('base/')
  const choices = Object.fromEntries(
    domains.map(({ id, values }) => [
      id,
      Object.fromEntries(
        values.map((value) => {
          const amount = found.get(`${id}/${value}`) ?? found.get(`${id}/*`)
          if (amount === undefined) missing(`${id}/${value}`)
          return [value, amount ?? 0]
        })
      ),
    ])
  )
  const extraAmounts = Object.fromEntries(
    codes.map((code) => {
      const amount = found.get(`extra/${code}`)
      if (amount === undefined) missing(`extra/${code}`)
      return [code, amount ?? 0]
    })
  )
  const prices = { heading: table.heading, base: base ?? 0, choices, extras: extraAmounts }
  if (issues.list.slice(before).some(({ severity }) => severity === 'error')) return null
  const most = mostOf(prices, extras, currency) * pieces
  if (!Number.isSafeInteger(most)) {
    issues.error(
      table.heading,
      'price/overflow',
      `amounts in ${currency} may add up to ${most.toExponential(1)} minor units, ` +
        'past what is reckoned exactly (9.0e+15).'
    )
    return null
  }
  return prices
}

/** Amounts by `option/choice`, `option/*`, `base` and `extra/code`. */
function rowsByLine(
  rows: readonly Row[],
  extras: readonly string[],
  currency: string,
  { domains, issues }: Lowering
): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  const byId = new Map(domains.map((domain) => [domain.id, domain]))
  const ids = [...byId.keys()]
  for (const row of rows) {
    const line = lineOf(row)
    if (!line) continue
    const amount = amountOf(row, 'price', currency, issues)
    if (found.has(line))
      issues.error(row.place, 'price/twice', `"${line}" has a price above already. Keep one of the two.`)
    // A price that cannot be read was said; it is not missing as well.
    else found.set(line, amount ?? 0)
  }
  return found

  function lineOf(row: Row): string | null {
    const { option, choice } = row.cells as { option: string; choice: string }
    if (option === 'base' && choice === '') return 'base'
    if (option === 'extra') return known(row, 'choice', choice, extras, 'extra/unknown') ? `extra/${choice}` : null
    const others = ['base', ...(extras.length ? ['extra'] : [])]
    if (!byId.has(option) && !known(row, 'option', option, [...ids, ...others], 'price/unknown-option')) return null
    const { values } = byId.get(option)!
    return choice === '*' || known(row, 'choice', choice, values, 'price/unknown-choice') ? `${option}/${choice}` : null
  }

  function known(row: Row, column: string, got: string, ids: readonly string[], code: string): boolean {
    if (ids.includes(got)) return true
    issues.error(row.at(column), code, `${column}: ${expectedOneOf(ids, got, nearestWord(got, ids))}`)
    return false
  }
}

/** No design costs more than this, or saves more. */
function mostOf({ base, choices, extras }: Prices, tables: readonly Extra[], currency: string): number {
  const each = Object.values(choices).map((ofOption) => Math.max(...Object.values(ofOption).map(Math.abs)))
  const whole = [...Object.values(extras), ...tables.map(({ amounts }) => amounts?.get(currency) ?? 0)].map(Math.abs)
  return [...each, ...whole].reduce((sum, amount) => sum + amount, base)
}
