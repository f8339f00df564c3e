import { FIXED, type Diagram } from './diagram.ts'
import { pickOf } from './oracle.ts'
import { createSweeps } from './sweeps.ts'
import type { Answer, HardPart, Picks } from './types.ts'

/** Answers all that a page shows after a click. Diagrams speak of variables; this speaks of options. */
export function createAnswering(
  diagram: Diagram,
  offsets: Int32Array,
  hard: HardPart | null
): (picks: Picks, costs: Float64Array, budget?: number) => Answer {
  const { valueStart, first, above, roots, home, only, readerStart, readers, meaningStart, meaning } = diagram
  const count = home.length
  const values = offsets[count]!
  const layers = above.length
  const sweeps = createSweeps(diagram)
  const possible = new Int8Array(values)
  const least = new Float64Array(values)
  const greatest = new Float64Array(values)
  const designs = new Float64Array(values)
  const total = { least: 0, greatest: 0, designs: 0 }
  const answer: Answer = { possible, least, greatest, designs, total }
  /** Of a value with a single departure: the option that departs. */
  const departing = new Int32Array(valueStart[layers]!)
  const rootOf = new Int32Array(layers)
  for (let layer = layers - 1; layer >= 0; layer--)
    rootOf[layer] = above[layer]! < 0 ? layer : rootOf[above[layer]!]!

  /** Costs and departures of a layer's values, summed over the options that the variable decides. */
  function price(layer: number, picks: Picks, costs: Float64Array) {
    const from = valueStart[layer]!
    for (let own = from; own < valueStart[layer + 1]!; own++) {
      let cost = 0
      let departures = 0
      for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++) {
        const option = readers[reader]!
        const at = meaning[meaningStart[reader]! + own - from]!
        cost += costs[at]!
        const pick = pickOf(picks, option)
        if (pick < 0 || at === offsets[option]! + pick) continue
        departures++
        departing[own] = option
      }
      sweeps.cost[own] = cost === Infinity ? 0 : cost
      sweeps.departs[own] = cost === Infinity ? 2 : Math.min(2, departures)
    }
  }

  return (picks, costs, budget = Infinity) => {
    for (let layer = 0; layer < layers; layer++) {
      price(layer, picks, costs)
      sweeps.dirty[layer] = 1
    }
    sweeps.run()

    // Parts that no design keeps the picks in. With one, only another value there can help; with two, nothing.
    let dead = diagram.satisfiable ? 0 : 2
    let low = 0
    let high = 0
    let ways = 1
    for (const root of roots) {
      const cell = first[root]!
      if (sweeps.below[cell] === Infinity) dead++
      else {
        low += sweeps.below[cell]!
        high += sweeps.belowGreatest[cell]!
        ways *= sweeps.ways[cell]!
      }
    }
    for (let option = 0; option < count; option++) {
      if (home[option] !== FIXED) continue
      const pick = pickOf(picks, option)
      const cost = costs[only[option]!]!
      if (cost === Infinity) dead = 2
      else if (pick >= 0 && offsets[option]! + pick !== only[option]) dead++
      low += cost
      high += cost
    }

    possible.fill(0)
    least.fill(Infinity)
    greatest.fill(-Infinity)
    designs.fill(0)
    let state = 1
    if (hard !== null) {
      hard.possible(picks, possible)
      const bounds = hard.bounds(picks, costs, least, greatest)
      state = stateOf(hard, picks)
      for (const option of hard.options)
        for (let at = offsets[option]!; at < offsets[option + 1]!; at++) {
          if (dead > 0) possible[at] = 0
          least[at] = possible[at] === 0 ? Infinity : least[at]! + low
          greatest[at] = possible[at] === 0 ? -Infinity : greatest[at]! + high
          const pick = pickOf(picks, option)
          designs[at] = possible[at] === 0 || (pick >= 0 && at !== offsets[option]! + pick) ? 0 : -1
        }
      if (state === 0) dead++
      else {
        low += bounds.least
        high += bounds.greatest
      }
    }

    for (let layer = 0; layer < layers; layer++) {
      const root = first[rootOf[layer]!]!
      const isDead = sweeps.below[root] === Infinity
      if (dead > (isDead ? 1 : 0)) continue
      const otherLow = isDead ? low : low - sweeps.below[root]!
      const otherHigh = isDead ? high : high - sweeps.belowGreatest[root]!
      const otherWays = isDead ? 0 : ways / sweeps.ways[root]!
      const from = valueStart[layer]!
      for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++)
        for (let own = from; own < valueStart[layer + 1]!; own++) {
          if (sweeps.least[own] === Infinity) continue
          const departures = sweeps.departs[own]!
          if (departures > 0 && departing[own] !== readers[reader]) continue
          const at = meaning[meaningStart[reader]! + own - from]!
          possible[at] = state
          if (sweeps.least[own]! + otherLow < least[at]!) least[at] = sweeps.least[own]! + otherLow
          if (sweeps.greatest[own]! + otherHigh > greatest[at]!) greatest[at] = sweeps.greatest[own]! + otherHigh
          if (departures === 0) designs[at] = hard === null ? designs[at]! + sweeps.designs[own]! * otherWays : -1
        }
    }
    for (let option = 0; option < count; option++) {
      if (home[option] !== FIXED) continue
      const pick = pickOf(picks, option)
      const isKept = pick < 0 || offsets[option]! + pick === only[option]
      if (dead > (isKept ? 0 : 1)) continue
      possible[only[option]!] = state
      least[only[option]!] = low
      greatest[only[option]!] = high
      designs[only[option]!] = !isKept ? 0 : hard === null ? ways : -1
    }
    total.least = dead > 0 ? Infinity : low
    total.greatest = dead > 0 ? -Infinity : high
    total.designs = dead > 0 ? 0 : hard === null ? ways : -1
    if (budget < Infinity) for (let at = 0; at < values; at++) if (least[at]! > budget) possible[at] = 0
    return answer
  }

  /** Whether the hard part has a design that keeps the picks: 1, 0, or -1 where that is not known. */
  function stateOf({ options }: HardPart, picks: Picks): number {
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
    return isPicked ? state : 1
  }
}
