import { ToileError } from '../../ground/index.ts'
import { fitMargins, logOddsAt, pairsLength, pivotOf } from './associations.ts'
import type { SuggestionTable } from './format.ts'

/** A table made ready: every question after it is a few sums. Values are numbered through all options. */
export interface Scorer {
  readonly table: SuggestionTable
  /** Number of an option's choice; -1 for what the table says nothing of: too few ordered it, or nobody could. */
  valueOf(option: string, choice: string): number
  /** Share of all orders that have it. */
  share(value: number): number
  /** Share of the orders with `given` that have `value` too. */
  shareWith(given: number, value: number): number
  /** The same, knowing what was chosen already: one value of each option picked. */
  beside(history: ArrayLike<number>): Beside
}

export interface Beside {
  /**
   * `log P(v) + sum_h a_h lift(h, v)`: greater for what is chosen more often beside the history.
   *
   * Lifts of choices that go together say the same thing several times; to add them up whole would be naive Bayes,
   * which is too sure of itself. So each is tempered by what the others of the history know of it already:
   * `a_h = 1 / (1 + sum of phi(h, g)^2)` over the other g, phi being their correlation. Nothing is tuned, so no order
   * has to be looked at for it.
   */
  score(value: number): number
  /** What the history's value at that place adds to the score. */
  lift(place: number, value: number): number
}

/** Of a choice too rare to be told, and of one that noise left nothing of. */
const LEAST = 0.5

/** @throws {ToileError} `suggestions/broken` */
export function openTable(table: SuggestionTable): Scorer {
  const { options, orders, pairs } = table
  if (pairs.length !== pairsLength(options))
    throw new ToileError('suggestions/broken', `suggestions.pairs: expected ${pairsLength(options)} characters.`)
  const offsets: number[] = []
  const values = new Map<string, number>()
  let count = 0
  for (const { id, choices, counts } of options) {
    offsets.push(count)
    choices.forEach((choice, at) => counts[at]! > 0 && values.set(`${id}\n${choice}`, count + at))
    count += choices.length
  }
  const margins = options.map(({ counts }) => scaled(counts, orders))
  const shares = Float64Array.from(margins.flatMap((margin) => [...margin].map((each) => each / orders)))
  const logShares = shares.map(Math.log)
  const lifts = new Float32Array(count * count)
  const withShares = new Float32Array(count * count)
  const overlaps = new Float32Array(count * count)

  let at = 0
  for (let a = 0; a < options.length; a++)
    for (let b = a + 1; b < options.length; b++) {
      const [rows, columns] = [margins[a]!, margins[b]!]
      const [rowPivot, columnPivot] = [pivotOf(options[a]!.counts), pivotOf(options[b]!.counts)]
      const cells = new Float64Array(rows.length * columns.length).fill(1)
      let isLinked = false
      for (let row = 0; row < rows.length; row++)
        for (let column = 0; column < columns.length; column++) {
          if (row === rowPivot || column === columnPivot) continue
          const logOdds = logOddsAt(pairs, at++)
          if (Number.isNaN(logOdds))
            throw new ToileError('suggestions/broken', 'suggestions.pairs: an unknown character.')
          if (logOdds === 0) continue
          cells[row * columns.length + column] = Math.exp(logOdds)
          isLinked = true
        }
      if (isLinked) fitMargins(cells, rows, columns)
      for (let row = 0; row < rows.length; row++)
        for (let column = 0; column < columns.length; column++) {
          const expected = (rows[row]! * columns[column]!) / orders
          const together = isLinked ? cells[row * columns.length + column]! : expected
          const [left, right] = [offsets[a]! + row, offsets[b]! + column]
          const lift = isLinked ? Math.log((together + 1) / (expected + 1)) : 0
          lifts[left * count + right] = lifts[right * count + left] = lift
          withShares[left * count + right] = together / rows[row]!
          withShares[right * count + left] = together / columns[column]!
          overlaps[left * count + right] = overlaps[right * count + left] = isLinked
            ? ((together - expected) / orders) ** 2 / (spread(shares[left]!) * spread(shares[right]!))
            : 0
        }
    }

  return {
    table,
    valueOf: (option, choice) => values.get(`${option}\n${choice}`) ?? -1,
    share: (value) => shares[value]!,
    shareWith: (given, value) => withShares[given * count + value]!,
    beside(history) {
      const tempers = new Float64Array(history.length)
      for (let h = 0; h < history.length; h++) {
        let known = 1
        for (let g = 0; g < history.length; g++) known += overlaps[history[h]! * count + history[g]!]!
        tempers[h] = 1 / known
      }
      const lift = (place: number, value: number) => tempers[place]! * lifts[history[place]! * count + value]!
      return {
        lift,
        score(value) {
          let sum = logShares[value]!
          for (let h = 0; h < history.length; h++) sum += lift(h, value)
          return sum
        },
      }
    },
  }
}

/** Variance of having it or not; a choice that everybody has still has some. */
const spread = (share: number): number => Math.max(1e-6, share * (1 - share))

/** Counts that add up to all orders, none of them nothing. */
function scaled(counts: readonly number[], orders: number): Float64Array {
  const margin = Float64Array.from(counts, (count) => Math.max(LEAST, count))
  const sum = margin.reduce((total, count) => total + count, 0)
  return margin.map((count) => (count * orders) / sum)
}
