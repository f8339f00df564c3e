import { pickOf } from './oracle.ts'
import type { Answer, HardPart, Picks } from './types.ts'

/** What the parts that compiled add to each design: their bounds, and whether they leave none. */
interface Rest {
  readonly low: number
  readonly high: number
  readonly isOut: boolean
}

/**
 * Writes what an answer says of the hard part's options. Gives its bounds, and whether it has a design that keeps the
 * picks: 1, 0, or -1 where that is not known.
 */
export function tellHard(
  hard: HardPart,
  offsets: Int32Array,
  picks: Picks,
  costs: Float64Array,
  { possible, least, greatest, designs }: Answer,
  { low, high, isOut }: Rest
): { readonly state: number; readonly least: number; readonly greatest: number } {
  const { options } = hard
  // Bounds may not look at the picks of options that are impossible anyway.
  const bounds = hard.bounds(picks, costs, least, greatest)
  hard.possible(picks, possible)
  // The hard part does not hear of forbidden values, so where there are some its yes is not sure.
  const isSure = !options.some((option) => costs.subarray(offsets[option]!, offsets[option + 1]!).includes(Infinity))
  for (const option of options)
    for (let at = offsets[option]!; at < offsets[option + 1]!; at++) {
      if (costs[at] === Infinity) possible[at] = 0
      else if (possible[at] === 1 && !isSure) possible[at] = -1
    }
  const state = bounds.least === Infinity ? 0 : stateOf(hard, offsets, picks, possible, isSure)
  for (const option of options) {
    const pick = pickOf(picks, option)
    for (let at = offsets[option]!; at < offsets[option + 1]!; at++) {
      if (isOut) possible[at] = 0
      const isPossible = possible[at] !== 0
      least[at] = isPossible ? least[at]! + low : Infinity
      greatest[at] = isPossible ? greatest[at]! + high : -Infinity
      designs[at] = isPossible && (pick < 0 || at === offsets[option]! + pick) ? -1 : 0
    }
  }
  return { state, ...bounds }
}

function stateOf(
  { options }: HardPart,
  offsets: Int32Array,
  picks: Picks,
  possible: Int8Array,
  isSure: boolean
): number {
  let isPicked = false
  let state = -1
  for (const option of options) {
    const pick = pickOf(picks, option)
    isPicked ||= pick >= 0
    let best = 0
    for (let at = offsets[option]!; at < offsets[option + 1]!; at++)
      if ((pick < 0 || at === offsets[option]! + pick) && possible[at] !== 0)
        best = Math.max(best, possible[at] === 1 ? 2 : 1)
    if (best === 0) return 0
    if (best === 2) state = 1
  }
  // Published rules are not contradictory.
  return isPicked || !isSure ? state : 1
}
