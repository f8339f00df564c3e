import type { CountedOption } from './format.ts'

/**
 * How two options go together, written so that a page needs few bytes and every margin holds.
 *
 * Of the orders by the choices of two options, the sums of rows and columns are the counts of the choices. What else
 * there is to know is one odds ratio for each cell outside the row and the column of the most frequent choices
 * (log-linear model; Bishop, Fienberg and Holland, "Discrete Multivariate Analysis", 1975). Its logarithm is rounded to
 * steps, one printable character each: cell by cell, row by row, for each two options in their order. Zero means that
 * the choices have nothing to do with each other. A step of s moves a share p by about p (1 - p) s / 2 at most.
 */

const MOST_STEPS = 45
/** The width of the first step. Further out they widen: a share near nothing or all needs no fine one. */
const STEP = 0.1
const WIDENING = 30

/** Printable ASCII but for the quote and the backslash, which JSON would write as two characters. */
const FIRST_CODE = 35
const BACKSLASH = 92

export function charOf(logOdds: number): string {
  const far = (WIDENING / 2) * (Math.sqrt(1 + (4 * Math.abs(logOdds)) / (STEP * WIDENING)) - 1)
  const steps = Math.sign(logOdds) * Math.min(MOST_STEPS, Math.round(far))
  const code = FIRST_CODE + MOST_STEPS + steps
  return String.fromCharCode(code >= BACKSLASH ? code + 1 : code)
}

/** NaN for a character that stands for nothing. */
export function logOddsAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (!(code >= FIRST_CODE && code <= FIRST_CODE + 2 * MOST_STEPS + 1) || code === BACKSLASH) return NaN
  const steps = code - (code > BACKSLASH ? 1 : 0) - FIRST_CODE - MOST_STEPS
  return STEP * steps * (1 + Math.abs(steps) / WIDENING)
}

/** The most frequent choice, the first of several. */
export const pivotOf = (counts: ArrayLike<number>): number => {
  let pivot = 0
  for (let at = 1; at < counts.length; at++) if (counts[at]! > counts[pivot]!) pivot = at
  return pivot
}

/** How many characters a table of these options has. */
export function pairsLength(options: readonly CountedOption[]): number {
  let length = 0
  let before = 0
  for (const { choices } of options) {
    length += before * (choices.length - 1)
    before += choices.length - 1
  }
  return length
}

const MOST_ROUNDS = 40
const CLOSE_ENOUGH = 1e-4

/**
 * Scales `cells` (rows by columns, positive) until they sum up to the given rows and columns, which have the same sum:
 * odds ratios stay (iterative proportional fitting; Deming and Stephan 1940).
 */
export function fitMargins(cells: Float64Array, rows: ArrayLike<number>, columns: ArrayLike<number>): void {
  const width = columns.length
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let off = 0
    for (let row = 0; row < rows.length; row++) {
      let sum = 0
      for (let column = 0; column < width; column++) sum += cells[row * width + column]!
      const factor = sum > 0 ? rows[row]! / sum : 0
      off = Math.max(off, Math.abs(factor - 1))
      for (let column = 0; column < width; column++) cells[row * width + column]! *= factor
    }
    if (round > 0 && off < CLOSE_ENOUGH) return
    for (let column = 0; column < width; column++) {
      let sum = 0
      for (let row = 0; row < rows.length; row++) sum += cells[row * width + column]!
      const factor = sum > 0 ? columns[column]! / sum : 0
      for (let row = 0; row < rows.length; row++) cells[row * width + column]! *= factor
    }
  }
}
