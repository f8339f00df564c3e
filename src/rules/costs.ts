import { ToileError } from '../ground/index.ts'

const LIMIT = 2 ** 53

/**
 * Refuses costs that are no whole numbers (Infinity, which forbids, apart), and those where the total of some design
 * could leave the numbers that are exact: `rules/cost-overflow`. Costs that did not change are not checked again; says
 * whether they did.
 */
export function createCostCheck(offsets: Int32Array): (costs: Float64Array) => boolean {
  const checked = new Float64Array(offsets.at(-1)!).fill(Number.NaN)
  return (costs) => {
    let at = 0
    while (at < checked.length && costs[at] === checked[at]) at++
    if (at === checked.length) return false
    check(costs, offsets)
    checked.set(costs)
    return true
  }
}

function check(costs: Float64Array, offsets: Int32Array) {
  let sum = 0
  for (let option = 0; option + 1 < offsets.length; option++) {
    let largest = 0
    for (let at = offsets[option]!; at < offsets[option + 1]!; at++) {
      const cost = costs[at]!
      if (cost === Infinity) continue
      if (!Number.isSafeInteger(cost))
        throw new ToileError('rules/cost-overflow', `costs[${at}]: expected a whole number below 2^53, got ${cost}.`)
      largest = Math.max(largest, Math.abs(cost))
    }
    sum += largest
  }
  if (sum > LIMIT)
    throw new ToileError(
      'rules/cost-overflow',
      `costs: the largest of each option sum to ${sum}, expected at most 2^53.`
    )
}

/**
 * Costs that make `complete` find the valid design nearest to a given one, valid or not: each option that differs
 * counts its weight, a whole number, 1 by default.
 */
export function costsNear(offsets: Int32Array, design: ArrayLike<number>, weights?: ArrayLike<number>): Float64Array {
  const costs = new Float64Array(offsets.at(-1)!)
  for (let option = 0; option + 1 < offsets.length; option++) {
    costs.fill(weights?.[option] ?? 1, offsets[option]!, offsets[option + 1]!)
    if (design[option]! >= 0) costs[offsets[option]! + design[option]!] = 0
  }
  return costs
}

/** A factor e of frequency costs so much: enough that rounding decides nothing. */
const PER_E = 1000

/**
 * Costs that make `complete` find the most popular design, had the choices been made apart: minus the logarithm of
 * each value's share among its option's. `frequencies` per absolute value are how often each was chosen; each counts
 * once more than seen (Laplace's rule of succession), for what nobody chose yet is not impossible.
 */
export function costsOfPopularity(offsets: Int32Array, frequencies: ArrayLike<number>): Float64Array {
  const costs = new Float64Array(offsets.at(-1)!)
  for (let option = 0; option + 1 < offsets.length; option++) {
    let sum = 0
    for (let at = offsets[option]!; at < offsets[option + 1]!; at++) sum += frequencies[at]! + 1
    for (let at = offsets[option]!; at < offsets[option + 1]!; at++)
      costs[at] = Math.round(PER_E * Math.log(sum / (frequencies[at]! + 1)))
  }
  return costs
}
