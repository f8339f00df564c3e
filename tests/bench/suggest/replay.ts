import { seededRandom } from '../../../src/ground/index.ts'
import { countsOf, type Counts } from '../../../src/studio/aggregate/counts.ts'
import { trainingOf, type Guesser, type Training } from './methods.ts'
import type { Sales } from './sales.ts'

/** Of all guesses of one method. */
export interface Tally {
  steps: number
  /** First guesses that were right. */
  hits: number
  reciprocalRanks: number
  gains: number
  /** First guesses per value. */
  readonly guessed: Float64Array
  /** How popular the first guesses were: sum of their shares. */
  popularity: number
  /** First guesses by how sure they were, in tenths: how many, how sure, how many were right. */
  readonly sure: readonly { count: number; claimed: number; right: number }[]
}

export type Learn = (training: Training, fold: number) => Guesser

/**
 * Replays the test orders of each fold: the variables of an order in a seeded random order, each guessed from those
 * before. What the rules forbid beside those is not guessed. All methods see the same order.
 */
export function replay(
  { orders, absent, folds, rules }: Sales,
  methods: Readonly<Record<string, Learn>>,
  note: (text: string) => void
): Readonly<Record<string, Tally>> {
  const width = orders.options.length
  const values = orders.options.reduce((sum, { choices }) => sum + choices.length, 0)
  const tallies = Object.fromEntries(Object.keys(methods).map((name) => [name, emptyTally(values)]))
  const names = [...new Set(folds)].toSorted((a, b) => a - b)
  const known = new Int32Array(width)
  names.forEach((fold, at) => {
    const began = performance.now()
    const counts = countsOf(orders, rowsWhere(folds, (each) => each !== fold))
    const training = trainingOf(orders, rowsWhere(folds, (each) => each !== fold), counts)
    const guessers = Object.entries(methods).map(
      ([name, learn]) => [learn(training, at), tallies[name]!] as const
    )
    for (const order of rowsWhere(folds, (each) => each === fold)) {
      known.fill(-1)
      for (const [guesser] of guessers) guesser.begin()
      for (const option of shuffled(width, order)) {
        const choice = orders.picked[order * width + option]!
        if (choice === absent[option]) continue
        step(option, choice)
        known[option] = choice
        for (const [guesser] of guessers) guesser.chose(option, choice)
      }
    }
    note(`fold ${at + 1} of ${names.length}: ${Math.round((performance.now() - began) / 100) / 10} s`)

    function step(option: number, choice: number): void {
      const count = orders.options[option]!.choices.length - (absent[option]! >= 0 ? 1 : 0)
      const scores = new Float64Array(count)
      let possible: Int8Array | null = null
      for (const [guesser, tally] of guessers) {
        guesser.guess(option, scores)
        // A guess that is right is possible; the rules are asked for the others alone.
        if (rules && first(scores) !== choice) {
          possible ??= rules(known, option)
          if (possible[choice] !== 0)
            for (let each = 0; each < count; each++) if (possible[each] === 0) scores[each] = -Infinity
        }
        tell(tally, scores, choice, counts, option)
      }
    }
  })
  return tallies
}

function tell(tally: Tally, scores: Float64Array, choice: number, counts: Counts, option: number): void {
  const guess = first(scores)
  let rank = 1
  for (let other = 0; other < scores.length; other++)
    if (scores[other]! > scores[choice]! || (scores[other] === scores[choice] && other < choice)) rank++
  tally.steps++
  tally.hits += rank === 1 ? 1 : 0
  tally.reciprocalRanks += 1 / rank
  tally.gains += 1 / Math.log2(1 + rank)
  const value = counts.offsets[option]! + guess
  tally.guessed[value]!++
  tally.popularity += counts.singles[value]! / counts.orders
  const claimed = certainty(scores)
  const bin = tally.sure[Math.min(9, Math.floor(claimed * 10))]!
  bin.count++
  bin.claimed += claimed
  bin.right += rank === 1 ? 1 : 0
}

/** The first guess's share, scores being logarithms of shares. */
function certainty(scores: Float64Array): number {
  const most = Math.max(...scores)
  return 1 / scores.reduce((sum, score) => sum + Math.exp(score - most), 0)
}

function first(scores: Float64Array): number {
  let best = 0
  for (let choice = 1; choice < scores.length; choice++) if (scores[choice]! > scores[best]!) best = choice
  return best
}

function emptyTally(values: number): Tally {
  const sure = Array.from({ length: 10 }, () => ({ count: 0, claimed: 0, right: 0 }))
  return { steps: 0, hits: 0, reciprocalRanks: 0, gains: 0, guessed: new Float64Array(values), popularity: 0, sure }
}

function rowsWhere(folds: Int32Array, holds: (fold: number) => boolean): Int32Array {
  const rows: number[] = []
  folds.forEach((fold, row) => holds(fold) && rows.push(row))
  return Int32Array.from(rows)
}

/** The same for the same order, whatever the method and the fold. */
function shuffled(width: number, seed: number): Int32Array {
  const random = seededRandom(seed)
  const order = Int32Array.from({ length: width }, (_, at) => at)
  for (let at = width - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[order[at], order[other]] = [order[other]!, order[at]!]
  }
  return order
}
