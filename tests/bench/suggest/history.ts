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
  /** Share of all orders; as exact. */
  readonly share: (option: number, choice: number) => number
}

const sized = (count: number, choicesAt: (at: number) => number) => Array.from({ length: count }, (_, at) => choicesAt(at))

export const SHAPES: Readonly<Record<string, Shape>> = {
  'invented, 12 options': {
    seed: 3,
    orders: 5000,
    choices: [8, 5, 4, 6, 3, 4, 2, 5, 3, 4, 6, 2],
    strength: 0.8,
    bulk: { part: 0.1, designs: 900 },
  },
  'invented, 44 options': {
    seed: 1,
    orders: 5000,
    choices: sized(44, (at) => (at % 6 === 0 ? 3 : 2)),
    strength: 0.9,
    bulk: { part: 0.1, designs: 900 },
  },
  'invented, 100 options of 3 choices': {
    seed: 4,
    orders: 5000,
    choices: sized(100, () => 3),
    strength: 0.8,
    bulk: { part: 0.1, designs: 900 },
  },
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
    share: (option, choice) => shares[option]![choice]!,
    lift(a, u, b, v) {
      const above = pathTo(b, parents)
      const meeting = pathTo(a, parents).find((option) => above.includes(option))!
      const [left, right] = [below(meeting, a), below(meeting, b)]
      const together = shares[meeting]!.reduce((sum, share, value) => sum + share * left[value]![u]! * right[value]![v]!, 0)
      return together / (shares[a]![u]! * shares[b]![v]!)
    },
  }

  /** Shares of an option's choices, a row per choice of one that it follows. */
  function below(above: number, option: number): readonly (readonly number[])[] {
    if (option === above) return shares[option]!.map((_, u) => shares[option]!.map((__, v) => (u === v ? 1 : 0)))
    const rows = below(above, parents[option]!)
    return rows.map((row) =>
      shares[option]!.map((_, v) => row.reduce((sum, share, u) => sum + share * given[option]![u]![v]!, 0))
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
