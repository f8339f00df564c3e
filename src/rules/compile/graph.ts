import type { Part } from './variables.ts'

/** Which variables some rule ties together: one row of bits per variable. */
export interface Graph {
  readonly count: number
  /** 32-bit words per row. */
  readonly words: number
  readonly rows: Int32Array
}

export function graphOf({ sizes, rules }: Pick<Part, 'sizes' | 'rules'>): Graph {
  const count = sizes.length
  const words = (count + 31) >>> 5
  const rows = new Int32Array(count * words)
  const own = new Int32Array(words)
  for (const { scope } of rules) {
    own.fill(0)
    for (const variable of scope) own[variable >>> 5]! |= 1 << (variable & 31)
    for (const variable of scope) for (let w = 0; w < words; w++) rows[variable * words + w]! |= own[w]!
  }
  for (let variable = 0; variable < count; variable++) rows[variable * words + (variable >>> 5)]! &= ~(1 << (variable & 31))
  return { count, words, rows }
}

/** Appends the set bits of a row, in order. */
export function bitsOf(rows: Int32Array, from: number, words: number, into: number[]): number[] {
  for (let w = 0; w < words; w++)
    for (let bits = rows[from + w]!; bits !== 0; bits &= bits - 1) into.push((w << 5) + 31 - Math.clz32(bits & -bits))
  return into
}

export const neighboursOf = ({ rows, words }: Graph, variable: number): number[] =>
  bitsOf(rows, variable * words, words, [])
