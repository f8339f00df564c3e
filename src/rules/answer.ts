import { createCostCheck } from './costs.ts'
import { FIXED, rootsOf, type Diagram } from './diagram.ts'
import { pickOf } from './oracle.ts'
import { createSweeps } from './sweeps.ts'
import type { Answer, HardPart, Picks } from './types.ts'

/**
 * Answers all that a page shows after a click. Diagrams speak of variables and of independent parts; this speaks of
 * options and whole designs.
 */
export function createAnswering(
  diagram: Diagram,
  offsets: Int32Array,
  hard: HardPart | null
): (picks: Picks, costs: Float64Array, budget?: number) => Answer {
  const { valueStart, first, roots, home, only, readerStart, readers, meaningStart, meaning } = diagram
  const count = home.length
  const values = offsets[count]!
  const layers = diagram.above.length
  const sweeps = createSweeps(diagram)
  const possible = new Int8Array(values)
  const least = new Float64Array(values).fill(Infinity)
  const greatest = new Float64Array(values).fill(-Infinity)
  const designs = new Float64Array(values)
  const total = { least: 0, greatest: 0, designs: 0 }
  const answer: Answer = { possible, least, greatest, designs, total }
  // The last question.
  const checkCosts = createCostCheck(offsets)
  const lastCosts = new Float64Array(values).fill(Number.NaN)
  const lastPicks = new Int32Array(count).fill(-1)
  /** Of a variable's value with a single departure: the option that departs. */
  const departing = new Int32Array(valueStart[layers]!)
  /** Absolute values: the layer that decides them. */
  const homeOf = new Int32Array(values)
  home.forEach((layer, option) => homeOf.fill(layer, offsets[option]!, offsets[option + 1]!))
  /** Options: the place among `roots` of the part they lie in. */
  const rootOf = rootsOf(diagram).map((layer) => roots.indexOf(layer))
  const fixed = Int32Array.from(home.keys()).filter((option) => home[option] === FIXED)
  const decided = Int32Array.from(home.keys()).filter((option) => home[option]! >= 0)
  /** Options that alone make up a variable: the first of its values; -1 for others. */
  const sameAs = new Int32Array(count).fill(-1)
  for (const option of decided) {
    const layer = home[option]!
    const own = meaning.subarray(meaningStart[readerStart[layer]!]!, meaningStart[readerStart[layer + 1]!]!)
    if (own.length === offsets[option + 1]! - offsets[option]! && own.every((at, i) => at === offsets[option]! + i))
      sameAs[option] = valueStart[layer]!
  }
  /** Number of designs of all parts but one. */
  const waysBeside = new Float64Array(roots.length)
  const { sourceStart, sources } = sourcesOf(diagram, values)

  /** Finds out what changed since the last question. */
  function take(picks: Picks, costs: Float64Array) {
    const { dirty } = sweeps
    const isChanged = checkCosts(costs)
    for (let option = 0; option < count; option++) {
      const pick = pickOf(picks, option)
      if (pick === lastPicks[option]) continue
      lastPicks[option] = pick
      if (home[option]! >= 0) dirty[home[option]!] = 1
    }
    for (let at = 0; isChanged && at < values; at++) {
      if (costs[at] === lastCosts[at]) continue
      lastCosts[at] = costs[at]!
      if (homeOf[at]! >= 0) dirty[homeOf[at]!] = 1
    }
    for (let layer = 0; layer < layers; layer++) if (dirty[layer] === 1) price(layer)
  }

  /** Costs and departures of a layer's values, summed over the options that the variable decides. */
  function price(layer: number) {
    const from = valueStart[layer]!
    for (let own = from; own < valueStart[layer + 1]!; own++) {
      let cost = 0
      let departures = 0
      for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++) {
        const option = readers[reader]!
        const at = meaning[meaningStart[reader]! + own - from]!
        cost += lastCosts[at]!
        if (lastPicks[option]! < 0 || at === offsets[option]! + lastPicks[option]!) continue
        departures++
        departing[own] = option
      }
      sweeps.cost[own] = cost === Infinity ? 0 : cost
      sweeps.departs[own] = cost === Infinity ? 2 : Math.min(2, departures)
    }
  }

  return (picks, costs, budget = Infinity) => {
    take(picks, costs)
    sweeps.run()

    // Parts where no design keeps the picks. With one of them, only another value there can help; with two, nothing.
    let dead = diagram.satisfiable ? 0 : 2
    let low = 0
    let high = 0
    let ways = 1
    for (let part = 0; part < roots.length; part++) {
      const cell = first[roots[part]!]!
      waysBeside[part] = ways
      ways *= scaled(sweeps.ways[cell]!, sweeps.exponent[roots[part]!]!)
      if (sweeps.below[cell] === Infinity) dead++
      else {
        low += sweeps.below[cell]!
        high += sweeps.belowGreatest[cell]!
      }
    }
    for (let part = roots.length - 1, after = 1; part >= 0; part--) {
      waysBeside[part]! *= after
      after *= scaled(sweeps.ways[first[roots[part]!]!]!, sweeps.exponent[roots[part]!]!)
    }
    for (const option of fixed) {
      const at = only[option]!
      if (lastCosts[at] === Infinity) {
        dead = 2
        continue
      }
      if (!isKept(option)) dead++
      low += lastCosts[at]!
      high += lastCosts[at]!
    }

    let state = 1
    if (hard !== null) {
      // Bounds may not look at the picks of options that are impossible anyway.
      const bounds = hard.bounds(picks, costs, least, greatest)
      hard.possible(picks, possible)
      // The hard part does not hear of forbidden values, so where there are some its yes is not sure.
      const isSure = !isNarrowed(hard)
      for (const option of hard.options)
        for (let at = offsets[option]!; at < offsets[option + 1]!; at++) {
          if (lastCosts[at] === Infinity) possible[at] = 0
          else if (possible[at] === 1 && !isSure) possible[at] = -1
        }
      state = bounds.least === Infinity ? 0 : stateOf(hard, isSure)
      const isOut = dead > 0
      for (const option of hard.options)
        for (let at = offsets[option]!; at < offsets[option + 1]!; at++) {
          if (isOut) possible[at] = 0
          const isPossible = possible[at] !== 0
          least[at] = isPossible ? least[at]! + low : Infinity
          greatest[at] = isPossible ? greatest[at]! + high : -Infinity
          designs[at] = isPossible && (lastPicks[option]! < 0 || at === offsets[option]! + lastPicks[option]!) ? -1 : 0
        }
      if (state === 0) dead++
      else {
        low += bounds.least
        high += bounds.greatest
      }
    }

    tellDecided(dead, low, high, state)
    tellFixed(dead, low, high, ways, state)
    total.least = dead > 0 ? Infinity : low
    total.greatest = dead > 0 ? -Infinity : high
    total.designs = dead > 0 ? 0 : hard === null ? ways : -1
    if (budget < Infinity) for (let at = 0; at < values; at++) if (least[at]! > budget) possible[at] = 0
    return answer
  }

  function tellDecided(dead: number, low: number, high: number, state: number) {
    const { departs, least: leastOf, greatest: greatestOf, designs: designsOf } = sweeps
    for (const option of decided) {
      const root = roots[rootOf[option]!]!
      // In a part without a design that keeps the picks, only departures are told.
      const isOut = dead > (sweeps.below[first[root]!] === Infinity ? 1 : 0)
      const others = waysBeside[rootOf[option]!]!
      const exponent = sweeps.exponent[root]!
      // Most options are the variable itself; then value by value, else the best of those that give the option's value.
      const same = sameAs[option]!
      for (let at = offsets[option]!, end = offsets[option + 1]!; at < end; at++) {
        let cheap = Infinity
        let dear = -Infinity
        let number = 0
        if (isOut) {
          // Nothing to tell.
        } else if (same >= 0) {
          const own = same + at - offsets[option]!
          if (departs[own]! < 2) {
            cheap = leastOf[own]!
            dear = greatestOf[own]!
            number = designsOf[own]!
          }
        } else
          for (let i = sourceStart[at]!, last = sourceStart[at + 1]!; i < last; i++) {
            const own = sources[i]!
            if (departs[own] === 0) number += designsOf[own]!
            else if (departing[own] !== option) continue
            if (leastOf[own]! < cheap) cheap = leastOf[own]!
            if (greatestOf[own]! > dear) dear = greatestOf[own]!
          }
        possible[at] = cheap === Infinity ? 0 : state
        least[at] = cheap + low
        greatest[at] = dear + high
        designs[at] = number === 0 ? 0 : hard === null ? scaled(number * others, exponent) : -1
      }
    }
  }

  function tellFixed(dead: number, low: number, high: number, ways: number, state: number) {
    for (const option of fixed) {
      const at = only[option]!
      const isPossible = dead <= (isKept(option) ? 0 : 1)
      possible[at] = isPossible ? state : 0
      least[at] = isPossible ? low : Infinity
      greatest[at] = isPossible ? high : -Infinity
      designs[at] = isPossible && isKept(option) ? (hard === null ? ways : -1) : 0
    }
  }

  function isKept(option: number): boolean {
    return lastPicks[option]! < 0 || offsets[option]! + lastPicks[option]! === only[option]
  }

  function isNarrowed({ options }: HardPart): boolean {
    return options.some((option) => lastCosts.subarray(offsets[option]!, offsets[option + 1]!).includes(Infinity))
  }

  /** Whether the hard part has a design that keeps the picks: 1, 0, or -1 where that is not known. */
  function stateOf(hard: HardPart, isSure: boolean): number {
    let isPicked = false
    let state = -1
    for (const option of hard.options) {
      const pick = lastPicks[option]!
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
}

/** The variable values that give each absolute option value, by `sourceStart`. */
function sourcesOf(diagram: Diagram, values: number): { sourceStart: Int32Array; sources: Int32Array } {
  const { valueStart, readerStart, meaningStart, meaning } = diagram
  const sourceStart = new Int32Array(values + 1)
  for (const at of meaning) sourceStart[at + 1]!++
  for (let at = 0; at < values; at++) sourceStart[at + 1]! += sourceStart[at]!
  const sources = new Int32Array(meaning.length)
  const next = sourceStart.slice()
  for (let layer = 0; layer + 1 < valueStart.length; layer++)
    for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++)
      for (let i = meaningStart[reader]!; i < meaningStart[reader + 1]!; i++)
        sources[next[meaning[i]!]!++] = valueStart[layer]! + i - meaningStart[reader]!
  return { sourceStart, sources }
}

/** `number` times 2^`exponent`; Infinity only where that outgrows doubles. */
function scaled(number: number, exponent: number): number {
  let product = number
  for (let left = exponent; left > 0; left -= 1000) product *= 2 ** Math.min(left, 1000)
  return product
}
