import { seededRandom } from '../../src/ground/index.ts'
import type { Constraint, Picks, RuleProblem } from '../../src/rules/index.ts'

/** Every valid design of a small problem, first values first: the reference the engine is held against. */
export function designsOf({ options, constraints }: RuleProblem): number[][] {
  let designs: number[][] = [[]]
  for (const { values } of options) designs = designs.flatMap((design) => values.map((_, value) => [...design, value]))
  return designs.filter((design) => constraints.every((constraint) => keeps(design, constraint)))
}

export function keeps(design: ArrayLike<number>, constraint: Constraint): boolean {
  if (constraint.type === 'table')
    return constraint.tuples.some((row) => row.every((value, i) => design[constraint.scope[i]!] === value))
  const holding = constraint.lits.filter(([option, values]) => values.includes(design[option]!)).length
  return constraint.type === 'clause' ? holding > 0 : holding >= constraint.least && holding <= constraint.most
}

/** A random problem of 3 to 7 options with rules of every kind; one in a few contradicts itself. */
export function randomProblem(seed: number): RuleProblem {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const options = Array.from({ length: 3 + below(5) }, (_, option) => ({
    id: `o${option}`,
    values: Array.from({ length: 1 + below(4) }, (_, value) => `v${value}`),
  }))
  const someOptions = (most: number) => {
    const scope = options.map((_, option) => option).filter(() => random() < 0.6)
    for (let i = scope.length - 1; i > 0; i--) {
      const j = below(i + 1)
      ;[scope[i], scope[j]] = [scope[j]!, scope[i]!]
    }
    return scope.length === 0 ? [below(options.length)] : scope.slice(0, most)
  }
  const literals = (most: number) => {
    const named = someOptions(most)
    // Now and then an option is named twice, as generated rules do.
    if (random() < 0.2) named.push(named[0]!)
    return named.map(
      (option) => [option, options[option]!.values.map((_, value) => value).filter(() => random() < 0.5)] as const
    )
  }
  const constraints = Array.from({ length: below(7) }, (_, index): Constraint => {
    // Two constraints may come from one authored rule and share its id.
    const id = `r${random() < 0.2 ? 0 : index}`
    const kind = random()
    if (kind < 0.35) {
      const scope = someOptions(4)
      const rows: number[][] = []
      const size = scope.reduce((product, option) => product * options[option]!.values.length, 1)
      for (let i = 0; i < 1 + size * 0.6; i++) rows.push(scope.map((option) => below(options[option]!.values.length)))
      return { type: 'table', id, scope, tuples: rows }
    }
    if (kind < 0.75) return { type: 'clause', id, lits: literals(4) }
    const lits = literals(6)
    const least = below(lits.length)
    return { type: 'count', id, lits, least, most: least + below(lits.length) }
  })
  return { options, constraints }
}

/** Random picks; some follow a valid design, so that not all of them contradict. */
export function randomPicks(problem: RuleProblem, designs: readonly number[][], seed: number): Int32Array {
  const random = seededRandom(seed)
  const model = random() < 0.6 ? designs[Math.floor(random() * designs.length)] : undefined
  const share = random()
  return Int32Array.from(problem.options, ({ values }, option) =>
    random() > share ? -1 : (model?.[option] ?? Math.floor(random() * values.length))
  )
}

export const randomCosts = (count: number, seed: number): Float64Array => {
  const random = seededRandom(seed)
  // Few different costs, so that ties happen.
  return Float64Array.from({ length: count }, () => Math.floor(random() * 5) - 1)
}

/** Everything there is to know about a small problem, found by looking at each design. */
export interface Reference {
  readonly problem: RuleProblem
  readonly offsets: readonly number[]
  readonly designs: number[][]
  costOf(design: ArrayLike<number>, costs: Float64Array): number
  /** In the sense of `Answer`; a cost of Infinity forbids. */
  answer(picks: Picks, costs: Float64Array, budget?: number): PlainAnswer
  /** The first of the cheapest designs that keep the picks. */
  cheapest(picks: Picks, costs: Float64Array): readonly number[] | null
  /** Whether a design that breaks none of these rules has the value and keeps these options' picks. */
  isPossible(picks: Picks, kept: readonly number[], option: number, value: number, ids?: readonly string[]): boolean
  /** What each of the smallest change sets weighs and its cheapest design costs, in the order of `Rules.repair`. */
  repairs(
    picks: Picks,
    option: number,
    value: number,
    wishes: { readonly locked: readonly number[]; readonly costs: Float64Array; readonly weights: Float64Array }
  ): readonly { readonly changed: string; readonly weight: number; readonly cost: number }[]
}

export interface PlainAnswer {
  readonly possible: readonly number[]
  readonly least: readonly number[]
  readonly greatest: readonly number[]
  readonly designs: readonly number[]
  readonly total: { readonly least: number; readonly greatest: number; readonly designs: number }
}

export function referenceOf(problem: RuleProblem): Reference {
  const { options, constraints } = problem
  const offsets = [0]
  for (const { values } of options) offsets.push(offsets.at(-1)! + values.length)
  const count = offsets.at(-1)!
  const ids = [...new Set(constraints.map(({ id }) => id))]
  /** Every assignment, valid or not, with the rules it breaks: one bit per id. */
  const assignments = designsOf({ options, constraints: [] }).map((design) => ({
    design,
    broken: ids.reduce(
      (bits, id, i) => (constraints.every((one) => one.id !== id || keeps(design, one)) ? bits : bits | (1 << i)),
      0
    ),
  }))
  const designs = assignments.filter(({ broken }) => broken === 0).map(({ design }) => design)
  const costOf = (design: ArrayLike<number>, costs: Float64Array) =>
    Array.from(design).reduce((sum, value, option) => sum + costs[offsets[option]! + value]!, 0)
  const departuresOf = (design: readonly number[], picks: Picks) =>
    design.flatMap((value, option) => (picks[option]! >= 0 && picks[option] !== value ? [option] : []))

  return {
    problem,
    offsets,
    designs,
    costOf,
    answer(picks, costs, budget = Infinity) {
      const least = Array.from({ length: count }, () => Infinity)
      const greatest = Array.from({ length: count }, () => -Infinity)
      const number = Array.from({ length: count }, () => 0)
      const total = { least: Infinity, greatest: -Infinity, designs: 0 }
      for (const design of designs) {
        const cost = costOf(design, costs)
        const departures = departuresOf(design, picks)
        if (cost === Infinity || departures.length > 1) continue
        if (departures.length === 0) {
          total.least = Math.min(total.least, cost)
          total.greatest = Math.max(total.greatest, cost)
          total.designs++
        }
        // Where it departs in one option, it is an alternative of that option alone.
        for (const [option, value] of design.entries()) {
          if (departures.length === 1 && departures[0] !== option) continue
          const at = offsets[option]! + value
          least[at] = Math.min(least[at]!, cost)
          greatest[at] = Math.max(greatest[at]!, cost)
          if (departures.length === 0) number[at]!++
        }
      }
      const possible = least.map((cost) => (cost < Infinity && cost <= budget ? 1 : 0))
      return { possible, least, greatest, designs: number, total }
    },
    cheapest(picks, costs) {
      let best: readonly number[] | null = null
      let bestCost = Infinity
      for (const design of designs) {
        const cost = costOf(design, costs)
        if (departuresOf(design, picks).length > 0 || cost >= bestCost) continue
        best = design
        bestCost = cost
      }
      return best
    },
    isPossible(picks, kept, option, value, some = ids) {
      const mask = ids.reduce((bits, id, i) => (some.includes(id) ? bits | (1 << i) : bits), 0)
      return assignments.some(
        ({ design, broken }) =>
          (broken & mask) === 0 && design[option] === value && kept.every((o) => design[o] === picks[o])
      )
    },
    repairs(picks, option, value, { locked, costs, weights }) {
      const sets = new Map<string, { changed: readonly number[]; weight: number; cost: number }>()
      for (const design of designs) {
        const departures = departuresOf(design, picks)
        if (design[option] !== value || departures.some((o) => locked.includes(o))) continue
        const changed = departures.filter((o) => o !== option)
        const cost = costOf(design, costs)
        const known = sets.get(changed.join())
        const weight = changed.reduce((sum, o) => sum + weights[o]!, 0)
        if (known === undefined || cost < known.cost) sets.set(changed.join(), { changed, weight, cost })
      }
      const all = [...sets.values()]
      return all
        .filter(({ changed }) => !all.some((other) => isPart(other.changed, changed)))
        .sort((a, b) => a.weight - b.weight || a.cost - b.cost)
        .map(({ changed, weight, cost }) => ({ changed: changed.join(), weight, cost }))
    },
  }
}

const isPart = (part: readonly number[], whole: readonly number[]) =>
  part.length < whole.length && part.every((one) => whole.includes(one))
