import { pickOf } from '../oracle.ts'
import type { Picks } from '../types.ts'
import type { Part } from './part.ts'

export interface Total {
  readonly least: number
  readonly greatest: number
}

/**
 * Writes least and greatest totals that no design of the part leaves, and gives those of all its designs: every option
 * for itself takes the cheapest and the dearest of the values that are not ruled out. So what is ruled out by more
 * than one rule at a time makes them wider than they need be, never narrower.
 *
 * `possible` is what is known of the picks: 0 is ruled out.
 */
export function relaxedBounds(
  part: Part,
  picks: Picks,
  possible: Int8Array,
  costs: Float64Array,
  least: Float64Array,
  greatest: Float64Array
): Total {
  const { options, offsets, sizeOf, encoding } = part
  const lows = new Float64Array(options.length)
  const highs = new Float64Array(options.length)

  /** The sums over all options, each within what `isOut` leaves of it. */
  function sums(isOut: (option: number, value: number) => boolean): Total {
    let low = 0
    let high = 0
    for (let i = 0; i < options.length; i++) {
      lows[i] = Infinity
      highs[i] = -Infinity
      for (let value = 0; value < sizeOf(options[i]!); value++) {
        const cost = costs[offsets[options[i]!]! + value]!
        if (cost === Infinity || isOut(options[i]!, value)) continue
        if (cost < lows[i]!) lows[i] = cost
        if (cost > highs[i]!) highs[i] = cost
      }
      low += lows[i]!
      high += highs[i]!
    }
    return { least: low, greatest: high }
  }

  function write(i: number, sum: Total) {
    for (let value = 0; value < sizeOf(options[i]!); value++) {
      const at = offsets[options[i]!]! + value
      if (costs[at] === Infinity) continue
      least[at] = sum.least - lows[i]! + costs[at]!
      greatest[at] = sum.greatest - highs[i]! + costs[at]!
    }
  }

  // An alternative of a pick: what the other picks alone leave.
  options.forEach((option, i) => {
    if (pickOf(picks, option) < 0) return
    const implied = encoding.solver.propagate(part.assumptions(picks, option))
    if (implied === null) return
    const known = new Set(implied)
    const sum = sums((other, value) => known.has(encoding.literal(other, value) ^ 1))
    if (sum.least < Infinity) write(i, sum)
  })
  const total = sums((option, value) => {
    const pick = pickOf(picks, option)
    return possible[offsets[option]! + value] === 0 || (pick >= 0 && value !== pick)
  })
  if (total.least === Infinity) return { least: Infinity, greatest: -Infinity }
  options.forEach((option, i) => {
    const pick = pickOf(picks, option)
    if (pick < 0) return write(i, total)
    least[offsets[option]! + pick] = total.least
    greatest[offsets[option]! + pick] = total.greatest
  })
  return total
}
