import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/ground/index.ts'
import { createEncoding } from '../../src/rules/encode.ts'
import { createSolver, type Solver } from '../../src/rules/solver.ts'
import type { Constraint, RuleProblem } from '../../src/rules/types.ts'
import { designsOf, keeps, randomProblem } from './bruteForce.ts'

type Clause = readonly number[]

/** All assignments of a few variables that keep the clauses, a bit per variable. */
function modelsOf(variables: number, clauses: readonly Clause[]): number[] {
  const models: number[] = []
  for (let model = 0; model < 1 << variables; model++)
    if (clauses.every((clause) => clause.some((literal) => holds(model, literal)))) models.push(model)
  return models
}

const holds = (model: number, literal: number) => ((model >> (literal >> 1)) & 1) !== (literal & 1)

function withVariables(count: number): Solver {
  const solver = createSolver()
  for (let i = 0; i < count; i++) solver.newVariable()
  return solver
}

/** Near the threshold where half of all are contradictory, so that there is something to learn. */
function randomClauses(random: () => number, variables: number, count: number): Clause[] {
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(random() * 3.5) }, () => Math.floor(random() * 2 * variables))
  )
}

describe('the solver', () => {
  it('[R14] agrees with trying out, for thousands of small problems that grow between questions', () => {
    for (let seed = 0; seed < 3_000; seed++) {
      const random = seededRandom(seed)
      const variables = 3 + Math.floor(random() * 8)
      const solver = withVariables(variables)
      const all: Clause[] = []
      for (let round = 0; round < 4; round++) {
        for (const clause of randomClauses(random, variables, Math.floor(random() * variables * 1.2))) {
          all.push(clause)
          solver.addClause(clause)
        }
        const models = modelsOf(variables, all)
        for (let question = 0; question < 3; question++) {
          const assumed = Array.from({ length: Math.floor(random() * 5) }, () => Math.floor(random() * 2 * variables))
          for (const literal of assumed) if (random() < 0.3) solver.prefer(literal ^ 1)
          const keeping = models.filter((model) => assumed.every((literal) => holds(model, literal)))
          const where = `seed ${seed}, round ${round}`
          const implied = solver.propagate(assumed)
          if (implied === null) expect(keeping.length, where).toBe(0)
          else for (const literal of implied) expect(keeping.every((model) => holds(model, literal)), where).toBe(true)
          if (implied === null) expectCore(solver, assumed, models, where)
          const answer = solver.solve(assumed)
          expect(answer, where).toBe(keeping.length > 0 ? 1 : 0)
          if (answer === 0) expectCore(solver, assumed, models, where)
          else {
            const found = Array.from({ length: variables }, (_, v) => (solver.value(2 * v) ? 1 << v : 0))
            expect(keeping, where).toContain(found.reduce((a, b) => a | b, 0))
          }
        }
      }
    }
  })

  function expectCore(solver: Solver, assumed: Clause, models: readonly number[], where: string) {
    const core = [...solver.core()]
    for (const literal of core) expect(assumed, where).toContain(literal)
    expect(
      models.some((model) => core.every((literal) => holds(model, literal))),
      where
    ).toBe(false)
  }

  it('[R14] finds that seven pigeons have no place in six holes, and says so again without one rule', () => {
    const solver = createSolver()
    const sits = Array.from({ length: 7 }, () => Array.from({ length: 6 }, () => 2 * solver.newVariable()))
    const housed = 2 * solver.newVariable()
    sits.forEach((own, pigeon) => solver.addClause(pigeon === 0 ? [housed ^ 1, ...own] : own))
    for (let hole = 0; hole < 6; hole++)
      for (let a = 0; a < 7; a++)
        for (let b = 0; b < a; b++) solver.addClause([sits[a]![hole]! ^ 1, sits[b]![hole]! ^ 1])
    expect(solver.solve([housed])).toBe(0)
    expect(solver.core()).toEqual([housed])
    expect(solver.solve()).toBe(1)
    expect(solver.value(housed)).toBe(false)
  })

  it('[R14] stops when its budget is spent, and comes to the same end in small steps', () => {
    const clauses = threeClauses(150, 4.2, 5)
    const whole = withVariables(150)
    const stepwise = withVariables(150)
    for (const clause of clauses) for (const solver of [whole, stepwise]) solver.addClause(clause)
    const answer = whole.solve()
    expect(stepwise.solve([], 5)).toBe(-1)
    let steps = 1
    while (stepwise.solve([], 200) === -1) steps++
    expect(steps).toBeGreaterThan(1)
    expect(stepwise.solve()).toBe(answer)
  })

  it('[R14] forgets learned clauses on long searches without losing the answer', () => {
    let contradicting = 0
    for (let seed = 0; seed < 4; seed++) {
      const clauses = threeClauses(170, 4.6, seed)
      const solver = withVariables(170)
      for (const clause of clauses) solver.addClause(clause)
      if (solver.solve() === 0) {
        contradicting++
        continue
      }
      expect(clauses.every((clause) => clause.some(solver.value))).toBe(true)
      // The model's negation is one more clause at a time: all later models differ.
      solver.addClause(Array.from({ length: 170 }, (_, v) => (solver.value(2 * v) ? 2 * v + 1 : 2 * v)))
      const again = solver.solve()
      if (again === 1) expect(clauses.every((clause) => clause.some(solver.value))).toBe(true)
    }
    expect(contradicting).toBeGreaterThan(0)
  })

  it('[R7] does the same work for the same questions', () => {
    const effort = () => {
      const solver = withVariables(120)
      for (const clause of threeClauses(120, 4.2, 9)) solver.addClause(clause)
      solver.solve([3, 8])
      return solver.effort()
    }
    expect(effort()).toBe(effort())
  })
})

function threeClauses(variables: number, ratio: number, seed: number): Clause[] {
  const random = seededRandom(seed)
  return Array.from({ length: Math.round(variables * ratio) }, () =>
    Array.from({ length: 3 }, () => Math.floor(random() * 2 * variables))
  )
}

describe('rules as clauses', () => {
  /** Large domains and counts over lists of values, which the common random problems have few of. */
  function wideProblem(seed: number): RuleProblem {
    const random = seededRandom(seed)
    const below = (limit: number) => Math.floor(random() * limit)
    const options = Array.from({ length: 3 }, (_, o) => ({
      id: `o${o}`,
      values: Array.from({ length: 1 + below(11) }, (_, v) => `v${v}`),
    }))
    const lits = Array.from({ length: 2 + below(6) }, () => {
      const option = below(3)
      return [option, options[option]!.values.map((_, v) => v).filter(() => random() < 0.4)] as const
    })
    const least = below(4) - 1
    const scope = [2, 0, 1].slice(0, 1 + below(3))
    const tuples = Array.from({ length: 1 + below(40) }, () => scope.map((o) => below(options[o]!.values.length)))
    const constraints: Constraint[] = [
      { type: 'count', id: 'count', lits, least, most: least + below(lits.length) },
      { type: 'table', id: 'table', scope, tuples },
    ]
    return { options, constraints }
  }

  it('[R14] has exactly the valid designs, also for every subset of rules switched on', () => {
    const problems = Array.from({ length: 300 }, (_, seed) => (seed % 2 ? randomProblem(seed) : wideProblem(seed)))
    for (const [seed, { options, constraints }] of problems.entries()) {
      const random = seededRandom(seed)
      const encoding = createEncoding(options)
      const { solver } = encoding
      const selectors = constraints.map(() => 2 * solver.newVariable())
      constraints.forEach((constraint, c) => encoding.add(constraint, selectors[c]))
      const all = designsOf({ options, constraints: [] })
      for (let round = 0; round < 3; round++) {
        const active = constraints.map(() => round === 0 || random() < 0.6)
        const kept = constraints.filter((_, c) => active[c])
        const on = selectors.filter((_, c) => active[c])
        for (let tries = 0; tries < 30; tries++) {
          const design = all[Math.floor(random() * all.length)]!
          const assumed = [...on, ...design.map((value, option) => encoding.literal(option, value))]
          expect(solver.solve(assumed), `seed ${seed}`).toBe(kept.every((rule) => keeps(design, rule)) ? 1 : 0)
        }
        const some = all.some((design) => kept.every((rule) => keeps(design, rule)))
        expect(solver.solve(on), `seed ${seed}`).toBe(some ? 1 : 0)
        if (!some) continue
        const found = options.map((_, option) => Math.max(0, encoding.valueOf(option)))
        expect(
          kept.every((rule) => keeps(found, rule)),
          `seed ${seed}`
        ).toBe(true)
      }
    }
  })

  it('[R14] sees by propagation alone what one table or one count rules out', () => {
    for (let seed = 0; seed < 400; seed++) {
      const { options, constraints } = wideProblem(seed)
      const rule = constraints[seed % 2]!
      if (rule.type === 'count' && new Set(rule.lits.map(([option]) => option)).size < rule.lits.length) continue
      const encoding = createEncoding(options)
      encoding.add(rule)
      const designs = designsOf({ options, constraints: [rule] })
      const random = seededRandom(seed)
      const excluded = options.map(({ values }) => values.map(() => random() < 0.3))
      const assumed = excluded.flatMap((own, option) =>
        own.flatMap((out, value) => (out ? [encoding.literal(option, value) ^ 1] : []))
      )
      const left = designs.filter((design) => design.every((value, option) => !excluded[option]![value]))
      const implied = encoding.solver.propagate(assumed)
      expect(implied === null, `seed ${seed}`).toBe(left.length === 0)
      if (implied === null) continue
      const known = new Set(implied)
      options.forEach(({ values }, option) =>
        values.forEach((_, value) => {
          const out = known.has(encoding.literal(option, value) ^ 1)
          expect(out, `seed ${seed}, ${option}=${value}`).toBe(left.every((design) => design[option] !== value))
        })
      )
    }
  })

  it('[R14] knows no value that an option does not have', () => {
    const encoding = createEncoding([{ id: 'o', values: ['a', 'b', 'c'] }])
    expect(encoding.has(0)).toBe(false)
    expect(encoding.valueOf(0)).toBe(-1)
    expect(encoding.solver.solve([encoding.literal(0, 7)])).toBe(0)
    expect(encoding.solver.solve([encoding.literal(0, 2)])).toBe(1)
    expect(encoding.valueOf(0)).toBe(2)
  })
})
