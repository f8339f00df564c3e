import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/ground/index.ts'
import { compileRules } from '../../src/rules/compile/index.ts'
import { loadRules, type Constraint, type RuleProblem, type Rules } from '../../src/rules/index.ts'
import { designsOf, randomPicks } from './bruteForce.ts'
import { permuted, renamed, renamedRule, split } from './metamorphoses.ts'
import { randomTemplate } from './randomTemplates.ts'

const seeds = fc.noShrink(fc.nat({ max: 2 ** 31 - 1 }))

interface Told {
  /** Per value, by option: what `answer` says of it. */
  readonly values: readonly (readonly (readonly number[])[])[]
  readonly total: readonly number[]
  readonly count: bigint
  readonly blocked: readonly (readonly boolean[])[]
  /** How many other picks the smallest repair changes; -1 where none helps. */
  readonly repairs: readonly (readonly number[])[]
  readonly cost: number
}

/** Everything a customer could be told; which of several equal explanations, repairs and designs is not held. */
function told(rules: Rules, picks: Int32Array, costs: Float64Array): Told {
  const { possible, least, greatest, designs, total } = rules.answer(picks, costs)
  const perValue = <Item>(of: (option: number, value: number, at: number) => Item) =>
    rules.options.map(({ values }, o) => values.map((_, v) => of(o, v, rules.offsets[o]! + v)))
  const values = perValue((_o, _v, at) => [possible[at]!, least[at]!, greatest[at]!, designs[at]!])
  const totals = [total.least, total.greatest, total.designs]
  const cheapest = rules.complete(picks, costs)
  return {
    values,
    total: totals,
    count: rules.count(picks),
    blocked: perValue((o, v) => rules.explain(picks, o, v) !== null),
    repairs: perValue((o, v) => rules.repair(picks, o, v, { costs })[0]?.changes.length ?? -1),
    cost: cheapest === null ? Infinity : cheapest.reduce((sum, v, o) => sum + costs[rules.offsets[o]! + v]!, 0),
  }
}

const rulesOf = (problem: RuleProblem) => loadRules(compileRules(problem).compiled)

function drawn(seed: number) {
  const problem = randomTemplate(seed)
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const picks = randomPicks(problem, designsOf(problem), seed)
  const costsOfOption = problem.options.map(({ values }) => values.map(() => below(9) - 3))
  const costs = Float64Array.from(costsOfOption.flat())
  return { problem, random, below, picks, costsOfOption, costs }
}

const forEachSeed = (runs: number, check: (seed: number) => void) =>
  fc.assert(fc.property(seeds, check), { numRuns: runs })

function shuffled<Item>(items: readonly Item[], below: (limit: number) => number): Item[] {
  const all = [...items]
  for (let i = all.length - 1; i > 0; i--) {
    const j = below(i + 1)
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all
}

describe('the same problem said otherwise', () => {
  it('[R7] with its options in another order has the same answers', () => {
    forEachSeed(120, (seed) => {
      const { problem, below, picks, costsOfOption, costs } = drawn(seed)
      const order = shuffled([...problem.options.keys()], below)
      const before = told(rulesOf(problem), picks, costs)
      const after = told(
        rulesOf(permuted(problem, order)),
        Int32Array.from(order, (option) => picks[option]!),
        Float64Array.from(order.flatMap((option) => costsOfOption[option]!))
      )
      const moved = <Item>(items: readonly Item[]) => order.map((option) => items[option]!)
      expect(after).toEqual({
        ...before,
        values: moved(before.values),
        blocked: moved(before.blocked),
        repairs: moved(before.repairs),
      })
    })
  })

  it('[R7] with its rules in another order, its names others, its tables split or its consequences added has the same', () => {
    forEachSeed(120, (seed) => {
      const { problem, below, picks, costs } = drawn(seed)
      const before = told(rulesOf(problem), picks, costs)
      const same = (other: RuleProblem, how: string) =>
        expect(told(rulesOf(other), picks, costs), `seed ${seed}, ${how}`).toEqual(before)
      same({ ...problem, constraints: shuffled(problem.constraints, below) }, 'rules in another order')
      same(renamed(problem), 'renamed')
      same({ ...problem, constraints: [...problem.constraints, ...consequencesOf(problem, below)] }, 'consequences')
      const table = problem.constraints.findIndex(({ type }) => type === 'table')
      const scope = problem.constraints[table]?.type === 'table' ? problem.constraints[table].scope : []
      if (scope.length > 0) same(split(problem, table, below(scope.length), 0), 'a table split')
    })
  })

  it('[R5] [R7] renamed has the same explanations, designs and repairs', () => {
    forEachSeed(80, (seed) => {
      const { problem, picks, costs } = drawn(seed)
      const one = rulesOf(problem)
      const other = rulesOf(renamed(problem))
      expect(other.complete(picks, costs)).toEqual(one.complete(picks, costs))
      problem.options.forEach(({ values }, o) =>
        values.forEach((_, v) => {
          const conflict = one.explain(picks, o, v)
          expect(other.explain(picks, o, v)).toEqual(
            conflict && { ...conflict, rules: conflict.rules.map(renamedRule) }
          )
          expect(other.repair(picks, o, v)).toEqual(one.repair(picks, o, v))
        })
      )
    })
  })

  it('[R7] gives the same bytes in every process', () => {
    const digest = () =>
      execFileSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'digest.ts')], { encoding: 'utf8' })
    const first = digest()
    expect(first).toMatch(/^[0-9a-f]{64}\n$/)
    expect(digest()).toBe(first)
  })
})

/** Rules that hold anyway: a weaker clause, and what the designs show of two options. */
function consequencesOf(problem: RuleProblem, below: (limit: number) => number): Constraint[] {
  const first = below(problem.options.length)
  const second = below(problem.options.length)
  const added: Constraint[] = []
  for (const constraint of problem.constraints)
    if (constraint.type === 'clause')
      added.push({ type: 'clause', id: 'weaker', lits: [...constraint.lits, [first, [0]]] })
  const designs = designsOf(problem)
  if (first !== second && designs.length > 0)
    added.push({
      type: 'table',
      id: 'shown',
      scope: [first, second],
      tuples: designs.map((design) => [design[first]!, design[second]!]),
    })
  return added
}
