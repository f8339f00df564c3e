import { seededRandom } from '../../../src/ground/index.ts'
import type { Orders } from '../../../src/studio/aggregate/counts.ts'

/** Shops to try things on: how many options with how many choices, and how their customers decide. */
export interface Shape {
  readonly seed: number
  readonly orders: number
  /** Choices of each option. */
  readonly choices: readonly number[]
  /** How much of a decision follows from another one: 0 none, 1 all. */
  readonly strength: number
  /** Part of the orders that repeat one of `designs` designs, as fleets and resellers do. */
  readonly bulk: { readonly part: number; readonly designs: number }
}

export interface History {
  readonly orders: Orders
  /** Share of both together over what chance gives, for two options' choices; exact, without the bulk. */
  readonly lift: (a: number, u: number, b: number, v: number) => number
}

/**
 * Orders with rules planted in them: every option but the first follows an earlier one (wash, thread, rivet, ...), so
 * that what goes with what is known: shares along the way from one option to the other multiply.
 */
export function historyOf({ seed, orders, choices, strength, bulk }: Shape): History {
  const random = seededRandom(seed)
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least))
  const parents = choices.map((_, option) => (option === 0 ? -1 : between(Math.max(0, option - 6), option)))
  const shares: number[][] = []
  /** Per option, row u of its parent: shares of its own choices. */
  const given: number[][][] = []
  choices.forEach((count, option) => {
    const taste = normalized(Array.from({ length: count }, (_, at) => Math.exp(-at * 0.7) * (0.5 + random())))
    const parent = parents[option]!
    if (parent < 0) {
      shares.push(taste)
      given.push([])
      return
    }
    const own = strength * (0.4 + 0.6 * random())
    const rows = shares[parent]!.map((_, u) => {
      const favourite = random() < 0.7 ? u % count : between(0, count)
      return taste.map((share, v) => (1 - own) * share + (v === favourite ? own : 0))
    })
    given.push(rows)
    shares.push(taste.map((_, v) => rows.reduce((sum, row, u) => sum + shares[parent]![u]! * row[v]!, 0)))
  })

  const width = choices.length
  const one = () => {
    const design = new Int16Array(width)
    for (let option = 0; option < width; option++) {
      const parent = parents[option]!
      design[option] = drawn(parent < 0 ? shares[option]! : given[option]![design[parent]!]!, random())
    }
    return design
  }
  const designs = Array.from({ length: bulk.designs }, one)
  const picked = new Int16Array(orders * width)
  for (let order = 0; order < orders; order++)
    // A few fleets are large and many are small.
    picked.set(random() < bulk.part ? designs[Math.floor(random() ** 3 * designs.length)]! : one(), order * width)

  return {
    orders: {
      options: choices.map((count, option) => ({
        id: `option-${option}`,
        choices: Array.from({ length: count }, (_, at) => `choice-${at}`),
      })),
      picked,
      count: orders,
    },
    lift(a, u, b, v) {
      const together = pathTo(a, parents).includes(b)
        ? shares[b]![v]! * chance(a, u, b, v)
        : meetingShare(a, u, b, v)
      return together / (shares[a]![u]! * shares[b]![v]!)
    },
  }

  /** Share of `option` having `choice` where `above`, which it follows, has `value`. */
  function chance(option: number, choice: number, above: number, value: number): number {
    if (option === above) return choice === value ? 1 : 0
    const parent = parents[option]!
    return shares[parent]!.reduce(
      (sum, _, u) => sum + chance(parent, u, above, value) * given[option]![u]![choice]!,
      0
    )
  }

  function meetingShare(a: number, u: number, b: number, v: number): number {
    const above = pathTo(b, parents)
    const meeting = pathTo(a, parents).find((option) => above.includes(option))!
    return shares[meeting]!.reduce(
      (sum, share, value) => sum + share * chance(a, u, meeting, value) * chance(b, v, meeting, value),
      0
    )
  }
}

/** From an option over those it follows to the first. */
function pathTo(option: number, parents: readonly number[]): readonly number[] {
  const path = []
  for (let at = option; at >= 0; at = parents[at]!) path.push(at)
  return path
}

const normalized = (weights: readonly number[]): number[] => {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

function drawn(shares: readonly number[], at: number): number {
  let sum = 0
  for (let choice = 0; choice < shares.length - 1; choice++) {
    sum += shares[choice]!
    if (at < sum) return choice
  }
  return shares.length - 1
}
