import { charOf, fitMargins, pivotOf } from '../../preferences/suggest/index.ts'
import { marginOf, type Counts } from './counts.ts'

/** Which cells are told apart from chance, and what none falls below. */
export interface Gate {
  /** The least distance from what chance gives, in orders, for a cell of so many by chance in a table of that shape. */
  readonly least: (expected: number, rows: number, columns: number) => number
  /** In orders. */
  readonly floor: number
  /**
   * What passes noise just so is mostly luck: it is told weaker, and what is far off nearly whole (Breiman 1995). 0
   * where nothing was added to the counts: then they are told as they are.
   */
  readonly shrinkage: number
}

/** The characters of all two options, in their order; see `associations.ts`. */
export function pairsText(counts: Counts, gate: Gate): string {
  return counts.pairs
    .map(({ a, b, cells }) => associations(cells, marginOf(counts, a), marginOf(counts, b), counts.orders, gate))
    .join('')
}

function associations(
  cells: Float64Array,
  rowCounts: Float64Array,
  columnCounts: Float64Array,
  orders: number,
  { least, floor, shrinkage }: Gate
): string {
  const [rows, columns] = [nowhereNothing(rowCounts), nowhereNothing(columnCounts)]
  const width = columns.length
  let isTold = false
  const gated = cells.map((cell, at) => {
    const expected = (rows[Math.floor(at / width)]! * columns[at % width]!) / orders
    const bar = least(expected, rows.length, width)
    const distance = cell - expected
    if (distance === 0 || Math.abs(distance) < bar) return expected
    isTold = true
    const told = expected + distance - (shrinkage * bar * bar) / distance
    return Math.max(told, Math.min(floor, expected))
  })
  const pivot = [pivotOf(rowCounts), pivotOf(columnCounts)] as const
  if (isTold) fitMargins(gated, rows, columns)
  const logOf = (row: number, column: number) => Math.log(gated[row * width + column]!)
  let text = ''
  for (let row = 0; row < rows.length; row++)
    for (let column = 0; column < width; column++) {
      if (row === pivot[0] || column === pivot[1]) continue
      const logOdds = isTold
        ? logOf(row, column) + logOf(pivot[0], pivot[1]) - logOf(row, pivot[1]) - logOf(pivot[0], column)
        : 0
      text += charOf(logOdds)
    }
  return text
}

const nowhereNothing = (margin: Float64Array): Float64Array => margin.map((count) => Math.max(0.5, count))
