import { pivotOf } from '../../preferences/suggest/index.ts'
import { marginOf, type Counts, type PairCounts } from './counts.ts'

/** What every number of too few orders is taken for, where that many could be expected. */
const fillOf = (least: number): number => least / 4

/**
 * Counts that hold no number of fewer than `least` orders, and from which none follows.
 *
 * Leaving such a cell out is not enough: it is the row's sum less the other cells. So it is set to a fixed number, and
 * the difference is carried round a rectangle of large cells, so that rows and columns still add up. Whatever the cell
 * was, the result is the same. Where a row or a column has no large cells to carry it, it is hidden as a whole: in its
 * place stands what chance alone would give, and the most frequent one takes the difference.
 *
 * It protects each table of two options. Nobody can prove anything of what follows from many tables, or from two
 * publications, taken together; noise (`noise.ts`) is for that.
 */
export function thresholded(counts: Counts, least: number): Counts {
  const { options, offsets, orders } = counts
  const singles = counts.singles.slice()
  const hidden = options.map((_, option) => hideRare(singles.subarray(offsets[option]!, offsets[option + 1]), least))
  const protectedCounts: Counts = { ...counts, singles, pairs: [] }
  const pairs = counts.pairs.map(({ a, b, cells }): PairCounts => {
    const rows = marginOf(protectedCounts, a)
    const columns = marginOf(protectedCounts, b)
    const table = new Crossed(cells, rows, columns, orders)
    return { a, b, cells: table.protect(hidden[a]!, hidden[b]!, least) ? table.cells : table.byChance() }
  })
  return { ...protectedCounts, pairs }
}

/** Rare choices get a fixed number, and the most frequent one what is left. Says which ones. */
function hideRare(margin: Float64Array, least: number): ReadonlySet<number> {
  const pivot = pivotOf(margin)
  const hidden = new Set<number>()
  margin.forEach((count, choice) => {
    if (choice === pivot || count >= least) return
    margin[pivot]! += count - fillOf(least)
    margin[choice] = fillOf(least)
    hidden.add(choice)
  })
  return hidden
}

/** Orders by the choices of two options. */
class Crossed {
  cells: Float64Array
  readonly #counted: Float64Array
  readonly #rows: ArrayLike<number>
  readonly #columns: ArrayLike<number>
  readonly #orders: number

  constructor(counted: Float64Array, rows: ArrayLike<number>, columns: ArrayLike<number>, orders: number) {
    this.#counted = counted
    this.cells = counted
    this.#rows = rows
    this.#columns = columns
    this.#orders = orders
  }

  byChance(): Float64Array {
    return this.cells.map((_, at) => this.#expected(Math.floor(at / this.#columns.length), at % this.#columns.length))
  }

  /** False when nothing of the table can be told. */
  protect(rareRows: ReadonlySet<number>, rareColumns: ReadonlySet<number>, least: number): boolean {
    const rows = visible(this.#rows, rareRows)
    const columns = visible(this.#columns, rareColumns)
    while (rows.length > 1 && columns.length > 1) {
      this.cells = this.#counted.slice()
      for (let row = 0; row < this.#rows.length; row++) if (!rows.includes(row)) this.#hideRow(row, rows[0]!)
      for (let column = 0; column < this.#columns.length; column++)
        if (!columns.includes(column)) this.#hideColumn(column, columns[0]!)
      const stuck = this.#fixSmall(rows, columns, least)
      if (!stuck) return true
      // Begun anew without the rarer of the two; the most frequent ones stay, as they take the differences.
      const [row, column] = stuck
      const isRow = column === columns[0] || (row !== rows[0] && this.#rows[row]! < this.#columns[column]!)
      if (isRow && row === rows[0]) return false
      if (isRow) remove(rows, row)
      else remove(columns, column)
    }
    return false
  }

  /** The first small cell that nothing large stands round; null when every one is fixed. */
  #fixSmall(
    rows: readonly number[],
    columns: readonly number[],
    least: number
  ): readonly [row: number, column: number] | null {
    const fixed = new Set<number>()
    for (;;) {
      const small = this.#firstSmall(rows, columns, least, fixed)
      if (!small || !this.#carry(...small, rows, columns, least, fixed)) return small
    }
  }

  /** Sets the cell to its fixed number and carries the difference round; false when no large cells are there for it. */
  #carry(
    row: number,
    column: number,
    rows: readonly number[],
    columns: readonly number[],
    least: number,
    fixed: Set<number>
  ): boolean {
    const isLarge = (r: number, c: number) => this.#at(r, c) >= 2 * least && !fixed.has(r * this.#columns.length + c)
    // The most frequent come first: by what the margins say, not by the cell that is to be hidden.
    for (const otherRow of rows)
      for (const otherColumn of columns) {
        if (otherRow === row || otherColumn === column) continue
        if (!isLarge(row, otherColumn) || !isLarge(otherRow, column) || !isLarge(otherRow, otherColumn)) continue
        const difference = this.#at(row, column) - Math.min(fillOf(least), this.#expected(row, column))
        this.#add(row, column, -difference)
        this.#add(row, otherColumn, difference)
        this.#add(otherRow, column, difference)
        this.#add(otherRow, otherColumn, -difference)
        fixed.add(row * this.#columns.length + column)
        return true
      }
    return false
  }

  #firstSmall(
    rows: readonly number[],
    columns: readonly number[],
    least: number,
    fixed: ReadonlySet<number>
  ): readonly [row: number, column: number] | null {
    for (const row of rows)
      for (const column of columns)
        if (this.#at(row, column) < least && !fixed.has(row * this.#columns.length + column)) return [row, column]
    return null
  }

  #hideRow(row: number, pivot: number): void {
    for (let column = 0; column < this.#columns.length; column++) {
      const difference = this.#at(row, column) - this.#expected(row, column)
      this.#add(row, column, -difference)
      this.#add(pivot, column, difference)
    }
  }

  #hideColumn(column: number, pivot: number): void {
    for (let row = 0; row < this.#rows.length; row++) {
      const difference = this.#at(row, column) - this.#expected(row, column)
      this.#add(row, column, -difference)
      this.#add(row, pivot, difference)
    }
  }

  #at(row: number, column: number): number {
    return this.cells[row * this.#columns.length + column]!
  }

  #add(row: number, column: number, amount: number): void {
    this.cells[row * this.#columns.length + column]! += amount
  }

  #expected(row: number, column: number): number {
    return (this.#rows[row]! * this.#columns[column]!) / this.#orders
  }
}

/** The most frequent first. */
const visible = (margin: ArrayLike<number>, hidden: ReadonlySet<number>): number[] =>
  Array.from({ length: margin.length }, (_, at) => at)
    .filter((at) => !hidden.has(at))
    .toSorted((a, b) => margin[b]! - margin[a]! || a - b)

const remove = (list: number[], item: number): void => void list.splice(list.indexOf(item), 1)
