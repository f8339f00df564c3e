import { seededRandom } from '../../src/ground/index.ts'
import type { Constraint, RuleProblem } from '../../src/rules/index.ts'

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
