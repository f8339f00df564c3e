import { pickOf, type Oracle } from './oracle.ts'
import type { Search } from './search.ts'
import type { Picks, RuleOption } from './types.ts'

/** Constraint checks that one question may cost, and one answer about all values: some tens of milliseconds. */
const QUESTION = 4_000
const WHOLE_ANSWER = 100_000

/**
 * Answers without a diagram: a yes or no that is sure, where propagation or a short search gives it; bounds that may
 * be too wide.
 */
export function fallbackOracle(search: Search, options: readonly RuleOption[], offsets: Int32Array): Oracle {
  const valueCount = offsets[options.length]!
  const allowed = new Uint8Array(valueCount)

  function allow(costs: Float64Array): Uint8Array {
    costs.forEach((cost, value) => (allowed[value] = cost === Infinity ? 0 : 1))
    return allowed
  }

  function possible(picks: Picks): Int8Array {
    const answer = new Int8Array(valueCount).fill(-1)
    let left = WHOLE_ANSWER
    /** Answers for one picked option as if it were free, or (-1) for all that are not picked. */
    const decide = (free: number) => {
      for (let o = 0; o < options.length; o++) {
        const pick = o === free ? -1 : pickOf(picks, o)
        allowed.fill(pick < 0 ? 1 : 0, offsets[o]!, offsets[o + 1]!)
        if (pick >= 0 && pick < options[o]!.values.length) allowed[offsets[o]! + pick] = 1
      }
      const domain = search.narrow(allowed)
      for (let o = 0; o < options.length; o++) {
        if (free >= 0 ? o !== free : pickOf(picks, o) >= 0) continue
        for (let value = offsets[o]!; value < offsets[o + 1]!; value++) {
          if (domain === null || domain[value] === 0) {
            answer[value] = 0
            continue
          }
          if (answer[value] === 1 || left <= 0) continue
          const only = allowed.slice().fill(0, offsets[o]!, offsets[o + 1]!)
          only[value] = 1
          // Preferring what is not yet known to be possible lets one design settle many values.
          const design = search.find(only, QUESTION, undefined, Float64Array.from(answer))
          left -= search.spent()
          if (design === null) answer[value] = 0
          design?.forEach((chosen, other) => {
            if (free < 0 || other === free) answer[offsets[other]! + chosen] = 1
          })
        }
      }
    }
    decide(-1)
    for (let o = 0; o < options.length; o++) if (pickOf(picks, o) >= 0) decide(o)
    return answer
  }

  /** A design found greedily, then improved option by option, those that weigh most first; what is gained is kept. */
  function cheapest(costs: Float64Array): Int32Array | null {
    const values = allow(costs).slice()
    let design = search.find(values, WHOLE_ANSWER, undefined, costs)
    if (design === null || design === undefined) return null
    let left = WHOLE_ANSWER
    const spread = options.map((_, o) => {
      const own = costs.subarray(offsets[o]!, offsets[o + 1]!).filter((cost) => cost !== Infinity)
      return Math.max(...own) - Math.min(...own)
    })
    const heaviest = [...options.keys()].filter((o) => spread[o]! > 0).sort((a, b) => spread[b]! - spread[a]! || a - b)
    for (const o of heaviest) {
      for (;;) {
        const now: number = costs[offsets[o]! + design[o]!]!
        const cheaper = values.slice()
        for (let value = offsets[o]!; value < offsets[o + 1]!; value++) {
          if (costs[value]! > now) values[value] = 0
          if (costs[value]! >= now) cheaper[value] = 0
        }
        if (left <= 0 || !cheaper.subarray(offsets[o]!, offsets[o + 1]!).includes(1)) break
        const found = search.find(cheaper, Math.min(left, QUESTION), undefined, costs)
        left -= search.spent()
        if (found === null || found === undefined) break
        design = found
      }
    }
    return design
  }

  /** Each option for itself, within what propagation leaves. */
  function bounds(costs: Float64Array, least: Float64Array, greatest: Float64Array) {
    least.fill(Infinity)
    greatest.fill(-Infinity)
    const total = { least: 0, greatest: 0 }
    const domain = search.narrow(allow(costs))
    if (domain === null) return { least: Infinity, greatest: -Infinity }
    const own = options.map((_, o) => {
      const left = costs.subarray(offsets[o]!, offsets[o + 1]!).filter((_, v) => domain[offsets[o]! + v] === 1)
      return { least: Math.min(...left), greatest: Math.max(...left) }
    })
    for (const option of own) {
      total.least += option.least
      total.greatest += option.greatest
    }
    own.forEach((option, o) => {
      for (let value = offsets[o]!; value < offsets[o + 1]!; value++) {
        if (domain[value] !== 1) continue
        least[value] = total.least - option.least + costs[value]!
        greatest[value] = total.greatest - option.greatest + costs[value]!
      }
    })
    return total
  }

  return {
    exact: false,
    possible,
    count: (values) => (search.find(values, QUESTION) === null ? 0n : -1n),
    cheapest,
    bounds,
    contradicts: (costs) => search.find(allow(costs), QUESTION) === null,
  }
}
