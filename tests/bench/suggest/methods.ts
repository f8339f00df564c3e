import { openTable, type SuggestionTable } from '../../../src/preferences/suggest/index.ts'
import type { Counts, Orders } from '../../../src/studio/aggregate/counts.ts'

/** Guesses the choice of one option after another; told each one that was made. */
export interface Guesser {
  /** A new order begins. */
  begin(): void
  /** Scores into `scores`, one per choice of the option. */
  guess(option: number, scores: Float64Array): void
  chose(option: number, choice: number): void
}

/** The training orders, as counts and as they are. */
export interface Training {
  readonly orders: Orders
  readonly rows: Int32Array
  readonly counts: Counts
  /** Orders with both, by value and value. */
  readonly together: Float64Array
}

export function trainingOf(orders: Orders, rows: Int32Array, counts: Counts): Training {
  const { length } = counts.singles
  const together = new Float64Array(length * length)
  for (const { a, b, cells } of counts.pairs) {
    const width = orders.options[b]!.choices.length
    cells.forEach((count, at) => {
      const [left, right] = [counts.offsets[a]! + Math.floor(at / width), counts.offsets[b]! + (at % width)]
      together[left * length + right] = together[right * length + left] = count
    })
  }
  return { orders, rows, counts, together }
}

/** What is chosen most often, whatever was chosen before. */
export const popularity = ({ counts }: Training): Guesser =>
  byValue(counts, (value) => counts.singles[value]!)

/** Cosines between choices, added up (Sarwar et al. 2001). */
export const itemKnn = ({ counts, together }: Training): Guesser => {
  const { singles } = counts
  return byValue(counts, (value, history) => {
    if (history.length === 0) return singles[value]!
    let sum = 0
    for (const given of history)
      sum += together[given * singles.length + value]! / Math.sqrt(Math.max(1, singles[given]! * singles[value]!))
    return sum
  })
}

export const naiveBayes = ({ counts, together }: Training): Guesser => {
  const { singles } = counts
  return byValue(counts, (value, history) => {
    let sum = Math.log(singles[value]! + 1)
    for (const given of history)
      sum += Math.log((together[given * singles.length + value]! + 1) / (singles[value]! + 2))
    return sum
  })
}

/** What a page does with a table, through the very text it loads. */
export const byTable =
  (made: SuggestionTable) =>
  ({ counts, orders }: Training): Guesser => {
    const scorer = openTable(JSON.parse(JSON.stringify(made)) as SuggestionTable)
    const valueAt = counts.singles.slice()
    orders.options.forEach(({ id, choices }, option) =>
      choices.forEach((choice, at) => (valueAt[counts.offsets[option]! + at] = scorer.valueOf(id, choice)))
    )
    const history: number[] = []
    return {
      begin: () => void (history.length = 0),
      guess(option, scores) {
        const beside = scorer.beside(history)
        const start = counts.offsets[option]!
        // What the table says nothing of comes last.
        for (let choice = 0; choice < scores.length; choice++)
          scores[choice] = valueAt[start + choice]! < 0 ? -1e6 - choice : beside.score(valueAt[start + choice]!)
      },
      chose(option, choice) {
        const value = valueAt[counts.offsets[option]! + choice]!
        if (value >= 0) history.push(value)
      },
    }
  }

const NEAREST = 20

/** The votes of the twenty orders that share most with what was chosen: everybody's orders are kept for it. */
export function nearestOrders({ orders, rows, counts }: Training): Guesser {
  const width = orders.options.length
  // Column by column, as one is looked at after the other.
  const columns = orders.options.map((_, option) => Int16Array.from(rows, (row) => orders.picked[row * width + option]!))
  const shared = new Uint16Array(rows.length)
  const sharing = new Int32Array(width + 1)
  let chosen = 0
  return {
    begin() {
      shared.fill(0)
      chosen = 0
    },
    guess(option, scores) {
      const start = counts.offsets[option]!
      // Ties, and an order that shares nothing, go by popularity.
      for (let choice = 0; choice < scores.length; choice++)
        scores[choice] = counts.singles[start + choice]! / (rows.length + 1)
      if (chosen === 0) return
      sharing.fill(0, 0, chosen + 1)
      for (let row = 0; row < shared.length; row++) sharing[shared[row]!]!++
      let least = chosen
      let nearer = 0
      while (least > 0 && nearer + sharing[least]! < NEAREST) nearer += sharing[least--]!
      let left = NEAREST - nearer
      const column = columns[option]!
      for (let row = 0; row < shared.length; row++) {
        if (shared[row]! < least || (shared[row] === least && left-- <= 0)) continue
        if (column[row]! < scores.length) scores[column[row]!]!++
      }
    },
    chose(option, choice) {
      const column = columns[option]!
      for (let row = 0; row < column.length; row++) if (column[row] === choice) shared[row]!++
      chosen++
    },
  }
}

function byValue(counts: Counts, scoreOf: (value: number, history: readonly number[]) => number): Guesser {
  const history: number[] = []
  return {
    begin: () => void (history.length = 0),
    guess(option, scores) {
      for (let choice = 0; choice < scores.length; choice++)
        scores[choice] = scoreOf(counts.offsets[option]! + choice, history)
    },
    chose: (option, choice) => void history.push(counts.offsets[option]! + choice),
  }
}
