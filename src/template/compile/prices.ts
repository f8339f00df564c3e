import { nearestWord, ToileError } from '../../ground/index.ts'
import { exponentOf, minorUnitsOf, type PriceBook } from '../../price/index.ts'
import type { Authored } from './authored.ts'
import type { Domain } from './cel.ts'
import { readCsv, type Row } from './csv.ts'
import { textOf } from './folder.ts'
import { expectedOneOf } from './issues.ts'
import { lowerCondition, type Lowering } from './rules.ts'

const COLUMNS = ['option', 'choice', 'price']
/** A word for 0 that says it is meant. */
const INCLUDED = 'included'

/** One price book per currency, complete: every choice has an amount. */
export function compilePrices(authored: Authored, lowering: Lowering): readonly PriceBook[] {
  const extras = Object.entries(authored.extras ?? {}).map(([code, { when, label }]) => ({
    code,
    label,
    when: lowerCondition(when, ['extras', code, 'when'], lowering) ?? [],
  }))
  const discounts = Object.entries(authored.discounts ?? {}).map(([code, { when, percent, label, because }]) => ({
    code,
    label,
    because,
    when: lowerCondition(when, ['discounts', code, 'when'], lowering) ?? [],
    basisPoints: Math.round(percent * 100),
  }))
  checkCodes(authored, lowering)
  const codes = extras.map(({ code }) => code)
  return Object.entries(authored.prices.books).flatMap(([currency, book]): readonly PriceBook[] => {
    const prices = readBook(currency, book.file, codes, lowering)
    if (!prices) return []
    return [
      {
        id: book.book,
        currency,
        taxMode: book.tax,
        taxRate: Math.round(book.rate * 100),
        base: { label: authored.prices.base, amount: prices.base },
        choices: prices.choices,
        extras: extras.map((extra) => ({ ...extra, amount: prices.extras[extra.code]! })),
        discounts,
      },
    ]
  })
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
  readonly base: number
  readonly choices: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly extras: Readonly<Record<string, number>>
}

function readBook(currency: string, path: string, extras: readonly string[], lowering: Lowering): Prices | null {
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
  const found = rowsByLine(table.rows, extras, currency, lowering)
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
    extras.map((code) => {
      const amount = found.get(`extra/${code}`)
      if (amount === undefined) missing(`extra/${code}`)
      return [code, amount ?? 0]
    })
  )
  const prices = { base: base ?? 0, choices, extras: extraAmounts }
  if (issues.list.slice(before).some(({ severity }) => severity === 'error')) return null
  if (leastOf(prices) < 0) {
    issues.error(
      table.heading,
      'price/negative',
      `the cheapest design would cost less than nothing in ${currency}. Raise the base price.`
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
  for (const row of rows) {
    const line = lineOf(row)
    if (!line) continue
    const amount = amountOf(row)
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
    const ids = domains.map(({ id }) => id)
    if (!known(row, 'option', option, [...ids, 'base', ...(extras.length ? ['extra'] : [])], 'price/unknown-option'))
      return null
    const { values } = domains.find(({ id }) => id === option) as Domain
    return choice === '*' || known(row, 'choice', choice, values, 'price/unknown-choice') ? `${option}/${choice}` : null
  }

  function known(row: Row, column: string, got: string, ids: readonly string[], code: string): boolean {
    if (ids.includes(got)) return true
    issues.error(row.at(column), code, `${column}: ${expectedOneOf(ids, got, nearestWord(got, ids))}`)
    return false
  }

  function amountOf(row: Row): number | null {
    const text = row.cells['price']!
    const amount = text === INCLUDED ? 0 : minorUnitsOf(text, currency)
    if (amount !== null) return amount
    const example = exponentOf(currency) === 0 ? '1800' : `18.${'0'.repeat(exponentOf(currency))}`
    issues.error(
      row.at('price'),
      'price/not-an-amount',
      `price: expected an amount in ${currency} such as "${example}", or "${INCLUDED}", got "${text}".`
    )
    return null
  }
}

/** No design costs less than this. */
function leastOf({ base, choices, extras }: Prices): number {
  const leastChoices = Object.values(choices).reduce((sum, ofOption) => sum + Math.min(...Object.values(ofOption)), 0)
  const leastExtras = Object.values(extras).reduce((sum, amount) => sum + Math.min(amount, 0), 0)
  return base + leastChoices + leastExtras
}
