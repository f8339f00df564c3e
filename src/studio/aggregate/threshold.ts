import { fitMargins, pivotOf } from '../../preferences/suggest/index.ts'
import { marginOf, type Counts, type PairCounts } from './counts.ts'

/** What too few orders are taken for where nothing may be said of them: of a choice, and of two together at most. */
const rareOf = (least: number): number => least / 10
const smallOf = (least: number): number => least / 4

/**
 * Counts that hold no number of fewer than `least` orders, and from which none follows.
 *
 * Leaving such a cell out is not enough: it is the row's sum less the other cells. So it is set to a fixed number and
 * the table is fitted to its sums again. That moves the other cells, so of them only their odds ratios are told, and for
 * each number that the cell could be there are tables with the same ones. Several small cells of a row or a
 * column, together at least `least`, share what is left of its sum: of a group that large the total may be told.
 *
 * It protects each table of two options. Nobody can prove anything of what follows from many tables, or from two
 * publications, taken together; noise (`noise.ts`) is for that.
 */
export function thresholded(counts: Counts, least: number): Counts {
  const { options, offsets, orders } = counts
  const singles = counts.singles.slice()
  const rare = options.map((_, option) => hideRare(singles.subarray(offsets[option]!, offsets[option + 1]), least))
  const shown: Counts = { ...counts, singles, pairs: [] }
  const pairs = counts.pairs.map(({ a, b, cells }): PairCounts => {
    const margins = { rows: marginOf(shown, a), columns: marginOf(shown, b), orders }
    return { a, b, cells: withoutSmall(cells, margins, { rows: rare[a]!, columns: rare[b]! }, least) }
  })
  return { ...shown, pairs }
}

/** Rare choices get a fixed number, and the most frequent one what is left. Says which ones. */
function hideRare(margin: Float64Array, least: number): ReadonlySet<number> {
  const pivot = pivotOf(margin)
  const hidden = new Set<number>()
  margin.forEach((count, choice) => {
    if (choice === pivot || count >= least) return
    margin[pivot]! += count - rareOf(least)
    margin[choice] = rareOf(least)
    hidden.add(choice)
  })
  return hidden
}

interface Margins {
  readonly rows: Float64Array
  readonly columns: Float64Array
  readonly orders: number
}

interface Rare {
  readonly rows: ReadonlySet<number>
  readonly columns: ReadonlySet<number>
}

function withoutSmall(counted: Float64Array, margins: Margins, rare: Rare, least: number): Float64Array {
  const { rows, columns, orders } = margins
  const width = columns.length
  const byChance = (at: number) => (rows[Math.floor(at / width)]! * columns[at % width]!) / orders
  const isRare = (at: number) => rare.rows.has(Math.floor(at / width)) || rare.columns.has(at % width)
  const isSmall = (at: number) => counted[at]! < least && !isRare(at)
  const cells = counted.map((count, at) =>
    // Of a choice that is not told, nothing is told beside others either.
    isRare(at) ? byChance(at) : isSmall(at) ? Math.min(smallOf(least), byChance(at)) : count
  )
  const shared = new Set<number>()
  const share = (line: readonly number[], sum: number) => {
    const small = line.filter(isSmall)
    const left = sum - line.reduce((total, at) => total + (isSmall(at) ? 0 : cells[at]!), 0)
    if (small.length < 2 || left < least || small.some((at) => shared.has(at))) return
    const expected = small.reduce((total, at) => total + byChance(at), 0)
    for (const at of small) {
      cells[at] = (left * byChance(at)) / expected
      shared.add(at)
    }
  }
  rows.forEach((sum, row) => share(Array.from(columns, (_, column) => row * width + column), sum))
  columns.forEach((sum, column) => share(Array.from(rows, (_, row) => row * width + column), sum))
  return fittedRound(cells, (at) => isSmall(at) || isRare(at), margins)
}

/**
 * The cells that may be told, scaled by rows and by columns until with the others, which stay as they are, they add
 * up: so nothing but their odds ratios has a part in it.
 */
function fittedRound(cells: Float64Array, stays: (at: number) => boolean, { rows, columns }: Margins): Float64Array {
  const width = columns.length
  const [leftOfRows, leftOfColumns] = [rows.slice(), columns.slice()]
  cells.forEach((cell, at) => {
    if (!stays(at)) return
    leftOfRows[Math.floor(at / width)]! -= cell
    leftOfColumns[at % width]! -= cell
  })
  const fitted = cells.map((cell, at) => (stays(at) ? 0 : cell))
  fitMargins(
    fitted,
    leftOfRows.map((sum) => Math.max(0, sum)),
    leftOfColumns.map((sum) => Math.max(0, sum))
  )
  return fitted.map((cell, at) => (stays(at) ? cells[at]! : cell))
}
