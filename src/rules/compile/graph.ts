import type { Part } from './variables.ts'

/** Which variables some rule ties together: one row of bits per variable. */
export interface Graph {
  readonly count: number
  /** 32-bit words per row. */
  readonly words: number
  readonly rows: Int32Array
  /** Per variable, how many rules speak of it: what only one does has neighbours that are all tied already. */
  readonly rulesOf: Int32Array
  /** Pairs tied, each as often as rules tie it. */
  readonly ties: number
}

export function graphOf({ sizes, rules }: Pick<Part, 'sizes' | 'rules'>): Graph {
  const count = sizes.length
  const words = (count + 31) >>> 5
  const rows = new Int32Array(count * words)
  const own = new Int32Array(words)
  const rulesOf = new Int32Array(count)
  let ties = 0
  for (const { scope } of rules) {
    ties += (scope.length * (scope.length - 1)) / 2
    own.fill(0)
    for (const variable of scope) own[variable >>> 5]! |= 1 << (variable & 31)
    for (const variable of scope) {
      rulesOf[variable]!++
      for (let w = 0; w < words; w++) rows[variable * words + w]! |= own[w]!
    }
  }
  for (let variable = 0; variable < count; variable++)
    rows[variable * words + (variable >>> 5)]! &= ~(1 << (variable & 31))
  return { count, words, rows, rulesOf, ties }
}

/** Appends the set bits of a row, in order. */
export function bitsOf(rows: Int32Array, from: number, words: number, into: number[]): number[] {
  for (let w = 0; w < words; w++)
    for (let bits = rows[from + w]!; bits !== 0; bits &= bits - 1) into.push((w << 5) + 31 - Math.clz32(bits & -bits))
  return into
}

export const neighboursOf = ({ rows, words }: Graph, variable: number): number[] =>
  bitsOf(rows, variable * words, words, [])
