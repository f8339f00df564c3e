import { pickOf } from './oracle.ts'
import type { HardPart } from './types.ts'

/** Stands for options that no diagram covers where nothing else does: nothing is known of them but their own costs. */
export function unknownPart(options: readonly number[], offsets: Int32Array): HardPart {
  return {
    options,
    possible(_, answer) {
      for (const option of options) answer.fill(-1, offsets[option]!, offsets[option + 1]!)
    },
    cheapest: () => undefined,
    bounds(picks, costs, least, greatest) {
      const total = { least: 0, greatest: 0 }
      const spans = options.map((option) => {
        const pick = pickOf(picks, option)
        const own = costs.subarray(offsets[option]!, offsets[option + 1]!).filter((cost) => cost < Infinity)
        const span = { least: Math.min(...own), greatest: Math.max(...own) }
        const kept = pick < 0 ? span : { least: costs[offsets[option]! + pick]!, greatest: costs[offsets[option]! + pick]! }
        total.least += kept.least
        total.greatest += kept.greatest
        return kept
      })
      options.forEach((option, at) => {
        for (let value = offsets[option]!; value < offsets[option + 1]!; value++) {
          least[value] = total.least - spans[at]!.least + costs[value]!
          greatest[value] = total.greatest - spans[at]!.greatest + costs[value]!
        }
      })
      return total
    },
    subscribe: () => () => {},
  }
}
