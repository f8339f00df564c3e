import { createCostCheck } from './costs.ts'
import { FIXED, rootsOf, type Diagram } from './diagram.ts'
import { pickOf } from './oracle.ts'
import { createSweeps } from './sweeps.ts'
import type { tellHard as TellHard } from './telling.ts'
import type { Answer, HardPart, Picks } from './types.ts'

/** Why a layer is asked again. */
const PICKS = 1
const PRICES = 2

/**
 * Answers all that a page shows after a click. Diagrams speak of variables and of independent parts; this speaks of
 * options and whole designs.
 */
export function createAnswering(
  diagram: Diagram,
  offsets: Int32Array,
  hard: HardPart | null,
  tellHard: typeof TellHard | undefined
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
  const isBarred = new Uint8Array(valueStart[layers]!)
  const groups = groupsOf(diagram, values)
  const groupLeast = new Float64Array(groups.start.at(-1)!)
  const groupGreatest = new Float64Array(groups.start.at(-1)!)
  const groupDesigns = new Float64Array(groups.start.at(-1)!)
  /** Of a variable's value with a single departure: the option that departs. */
  const departing = new Int32Array(valueStart[layers]!)
  /** Absolute values: the layer that decides them. */
  const homeOf = new Int32Array(values)
  home.forEach((layer, option) => homeOf.fill(layer, offsets[option]!, offsets[option + 1]!))
  /** Options: the place among `roots` of the part they lie in. */
  const partOf = rootsOf(diagram).map((layer) => roots.indexOf(layer))
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
  /** Options: where in `meaning` theirs begins. */
  const meaningOf = new Int32Array(count)
  readers.forEach((option, reader) => (meaningOf[option] = meaningStart[reader]!))
  /** Number of designs of all parts but one. */
  const waysBeside = new Float64Array(roots.length)

  /** Finds out what changed since the last question. */
  function take(picks: Picks, costs: Float64Array) {
    const { dirty } = sweeps
    if (checkCosts(costs))
      for (let at = 0; at < values; at++) {
        if (costs[at] === lastCosts[at]) continue
        lastCosts[at] = costs[at]!
        if (homeOf[at]! >= 0) dirty[homeOf[at]!] = PRICES
      }
    for (let option = 0; option < count; option++) {
      const pick = pickOf(picks, option)
      if (pick === lastPicks[option]) continue
      lastPicks[option] = pick
      if (home[option]! >= 0) dirty[home[option]!]! |= PICKS
    }
    for (let layer = 0; layer < layers; layer++) {
      if (dirty[layer] === 0) continue
      if (dirty[layer] !== PICKS) price(layer)
      depart(layer)
    }
  }

  /** Costs of a layer's values, summed over the options that the variable decides. */
  function price(layer: number) {
    const from = valueStart[layer]!
    const end = valueStart[layer + 1]!
    for (let own = from; own < end; own++) sweeps.cost[own] = 0
    for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++)
      for (let own = from; own < end; own++)
        sweeps.cost[own]! += lastCosts[meaning[meaningStart[reader]! + own - from]!]!
    for (let own = from; own < end; own++) {
      isBarred[own] = sweeps.cost[own] === Infinity ? 1 : 0
      if (isBarred[own] === 1) sweeps.cost[own] = 0
    }
  }

  function depart(layer: number) {
    const { departs } = sweeps
    const from = valueStart[layer]!
    const end = valueStart[layer + 1]!
    for (let own = from; own < end; own++) departs[own] = 2 * isBarred[own]!
    for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++) {
      const option = readers[reader]!
      if (lastPicks[option]! < 0) continue
      const kept = offsets[option]! + lastPicks[option]!
      for (let own = from; own < end; own++) {
        if (meaning[meaningStart[reader]! + own - from] === kept) continue
        departs[own] = departs[own] === 0 ? 1 : 2
        departing[own] = option
      }
    }
  }

  return (picks, costs, budget = Infinity) => {
    take(picks, costs)
    sweeps.run()
    gather()

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
      const told = tellHard!(hard, offsets, picks, costs, answer, { low, high, isOut: dead > 0 })
      state = told.state
      if (state === 0) dead++
      else {
        low += told.least
        high += told.greatest
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
      const part = partOf[option]!
      const root = roots[part]!
      // In a part without a design that keeps the picks, only departures are told.
      const isOut = dead > (sweeps.below[first[root]!] === Infinity ? 1 : 0)
      const others = waysBeside[part]!
      const exponent = sweeps.exponent[root]!
      const same = sameAs[option]!
      const isPicked = lastPicks[option]! >= 0
      if (isPicked && same < 0) gatherPicked(option)
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
        } else if (!isPicked) {
          const group = groups.of[at]!
          if (group >= 0) {
            cheap = groupLeast[group]!
            dear = groupGreatest[group]!
            number = groupDesigns[group]!
          }
        } else {
          cheap = least[at]!
          dear = greatest[at]!
          number = designs[at]!
        }
        possible[at] = cheap === Infinity ? 0 : state
        least[at] = cheap + low
        greatest[at] = dear + high
        designs[at] = number === 0 ? 0 : hard === null ? scaled(number * others, exponent) : -1
      }
    }
  }

  /** What the values say that keep all picks but that of the option itself, into the answer's arrays. */
  function gatherPicked(option: number) {
    const { departs, least: leastOf, greatest: greatestOf, designs: designsOf } = sweeps
    for (let at = offsets[option]!; at < offsets[option + 1]!; at++) {
      least[at] = Infinity
      greatest[at] = -Infinity
      designs[at] = 0
    }
    const layer = home[option]!
    for (let own = valueStart[layer]!, i = meaningOf[option]!; own < valueStart[layer + 1]!; own++, i++) {
      const at = meaning[i]!
      if (departs[own] === 0) designs[at]! += designsOf[own]!
      else if (departing[own] !== option) continue
      if (leastOf[own]! < least[at]!) least[at] = leastOf[own]!
      if (greatestOf[own]! > greatest[at]!) greatest[at] = greatestOf[own]!
    }
  }

  /** What the groups of values say that keep all picks, where it changed. */
  function gather() {
    const { told, departs, least: leastOf, greatest: greatestOf, designs: designsOf } = sweeps
    for (let layer = 0; layer < layers; layer++) {
      if (told[layer] === 0) continue
      told[layer] = 0
      const from = valueStart[layer]!
      const end = valueStart[layer + 1]!
      for (let way = groups.wayStart[layer]!; way < groups.wayStart[layer + 1]!; way++) {
        for (let group = groups.start[way]!; group < groups.start[way + 1]!; group++) {
          groupLeast[group] = Infinity
          groupGreatest[group] = -Infinity
          groupDesigns[group] = 0
        }
        for (let own = from, i = groups.memberStart[way]!; own < end; own++, i++) {
          if (departs[own] !== 0) continue
          const group = groups.members[i]!
          groupDesigns[group]! += designsOf[own]!
          if (leastOf[own]! < groupLeast[group]!) groupLeast[group] = leastOf[own]!
          if (greatestOf[own]! > groupGreatest[group]!) groupGreatest[group] = greatestOf[own]!
        }
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
}

/**
 * The ways in which options group the values of their variable, each once, for options that always go together group
 * them alike. `of` gives an absolute option value's group, -1 where it has none. Way w groups the variable's values
 * into `start[w]` up to `start[w + 1]`; from `memberStart[w]` on, `members` says which value is in which.
 */
function groupsOf({ readerStart, meaningStart, meaning }: Diagram, values: number) {
  const of = new Int32Array(values).fill(-1)
  const wayStart = [0]
  const start = [0]
  const memberStart: number[] = []
  const members: number[] = []
  for (let layer = 0; layer + 1 < readerStart.length; layer++) {
    const known = new Map<string, number>()
    for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++) {
      // Groups are numbered in the order of their first values.
      const own = Array.from(meaning.subarray(meaningStart[reader]!, meaningStart[reader + 1]!))
      const kinds = [...new Set(own)]
      const grouping = own.map((at) => kinds.indexOf(at))
      const begin = known.get(grouping.join()) ?? start.at(-1)!
      kinds.forEach((at, kind) => (of[at] = begin + kind))
      if (begin < start.at(-1)!) continue
      known.set(grouping.join(), begin)
      memberStart.push(members.length)
      for (const kind of grouping) members.push(begin + kind)
      start.push(begin + kinds.length)
    }
    wayStart.push(start.length - 1)
  }
  return {
    of,
    wayStart: Int32Array.from(wayStart),
    start: Int32Array.from(start),
    memberStart: Int32Array.from(memberStart),
    members: Int32Array.from(members),
  }
}

/** `number` times 2^`exponent`; Infinity only where that outgrows doubles. */
function scaled(number: number, exponent: number): number {
  let product = number
  for (let left = exponent; left > 0; left -= 1000) product *= 2 ** Math.min(left, 1000)
  return product
}
