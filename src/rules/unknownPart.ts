import { pickOf } from './oracle.ts'
import type { HardPart } from './types.ts'

/** Stands for options that no diagram covers where nothing else does: nothing is known of them but their own costs. */
export function unknownPart(options: readonly number[], offsets: Int32Array): HardPart {
  return {
    options,
    possible(_, answer) {
      for (const option of options) answer.fill(-1, offsets[option]!, offsets[option + 1]!)
    },
    contradicts: () => undefined,
    cheapest: () => undefined,
    bounds(picks, costs, least, greatest) {
      const total = { least: 0, greatest: 0 }
      for (const option of options) {
        const own = { least: Infinity, greatest: -Infinity }
        for (let at = offsets[option]!; at < offsets[option + 1]!; at++) {
          const pick = pickOf(picks, option)
          if (costs[at] === Infinity || (pick >= 0 && at !== offsets[option]! + pick)) continue
          own.least = Math.min(own.least, costs[at]!)
          own.greatest = Math.max(own.greatest, costs[at]!)
        }
        // For the time being what the option has more or less than its own share of the total.
        for (let at = offsets[option]!; at < offsets[option + 1]!; at++) {
          least[at] = costs[at]! - own.least
          greatest[at] = costs[at]! - own.greatest
        }
        total.least += own.least
        total.greatest += own.greatest
      }
      for (const option of options)
        for (let at = offsets[option]!; at < offsets[option + 1]!; at++) {
          least[at]! += total.least
          greatest[at]! += total.greatest
        }
      return total
    },
    subscribe: () => () => {},
  }
}
