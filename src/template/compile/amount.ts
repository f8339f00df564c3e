import { exponentOf, minorUnitsOf } from '../../price/index.ts'
import type { Row } from './csv.ts'
import type { Issues } from './issues.ts'

/** A word for 0 that says it is meant. */
const INCLUDED = 'included'

/** Minor units of the amount in a cell; null, with the reason reported, when it is none. */
export function amountOf(row: Row, column: string, currency: string, issues: Issues): number | null {
  const text = row.cells[column]!
  const amount = text === INCLUDED ? 0 : minorUnitsOf(text, currency)
  if (amount !== null) return amount
  const example = exponentOf(currency) === 0 ? '1800' : `18.${'0'.repeat(exponentOf(currency))}`
  issues.error(
    row.at(column),
    'price/not-an-amount',
    `${column}: expected an amount in ${currency} such as "${example}", or "${INCLUDED}", got "${text}".`
  )
  return null
}
