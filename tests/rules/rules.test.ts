import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/rules/compile/index.ts'
import { loadRules, type Picks, type RuleProblem, type Rules } from '../../src/rules/index.ts'
import { designsOf, keeps, randomCosts, randomPicks, randomProblem } from './bruteForce.ts'

const PROBLEMS = 300

interface Case {
  readonly seed: number
  readonly problem: RuleProblem
  readonly designs: readonly number[][]
  readonly rules: Rules
  readonly picks: Picks
  /** Valid designs that keep the picks, that of `free` left aside. */
  keeping(picks: Picks, free?: number): readonly number[][]
}

const cases: readonly Case[] = Array.from({ length: PROBLEMS }, (_, seed) => {
  const problem = randomProblem(seed)
  const designs = designsOf(problem)
  // Through text, as a page gets it.
  const rules = loadRules(JSON.parse(JSON.stringify(compileRules(problem).compiled)))
  const keeping = (picks: Picks, free = -1) =>
    designs.filter((design) => design.every((value, o) => o === free || picks[o] === -1 || picks[o] === value))
  return [0, 1, 2, 3].map((n) => ({
    seed,
    problem,
    designs,
    rules,
    keeping,
    picks: randomPicks(problem, designs, seed * 10 + n),
  }))
}).flat()

const costOf = (rules: Rules, design: ArrayLike<number>, costs: Float64Array) =>
  Array.from(design).reduce((sum, value, option) => sum + costs[rules.offsets[option]! + value]!, 0)

const eachValue = function* (problem: RuleProblem): Generator<readonly [number, number]> {
  for (const [option, { values }] of problem.options.entries()) for (const value of values.keys()) yield [option, value]
}

describe('possible', () => {
  it('[R1] says yes exactly for the values some valid design has, a picked option answered as if it were free', () => {
    for (const { rules, problem, picks, keeping, seed } of cases) {
      const answer = rules.possible(picks)
      for (const [option, value] of eachValue(problem)) {
        const expected = keeping(picks, option).some((design) => design[option] === value)
        expect(answer[rules.offsets[option]! + value], `seed ${seed}, ${option}=${value}`).toBe(expected ? 1 : 0)
      }
    }
  })
})

describe('count', () => {
  it('[R2] is the number of valid designs that keep the picks', () => {
    for (const { rules, picks, keeping, seed } of cases)
      expect(rules.count(picks), `seed ${seed}`).toBe(BigInt(keeping(picks).length))
  })
})

describe('complete', () => {
  it('[R3] is the cheapest valid design that keeps the picks, the first in option order among equals', () => {
    for (const { rules, picks, keeping, seed } of cases) {
      const costs = randomCosts(rules.offsets.at(-1)!, seed)
      let best: readonly number[] | null = null
      for (const design of keeping(picks))
        if (best === null || costOf(rules, design, costs) < costOf(rules, best, costs)) best = design
      const found = rules.complete(picks, costs)
      expect(found === null ? null : [...found], `seed ${seed}`).toEqual(best)
    }
  })
})

describe('bounds', () => {
  it('[R4] are the cheapest and dearest totals a value can still have, a picked option as if it were free', () => {
    for (const { rules, problem, picks, keeping, seed } of cases) {
      const costs = randomCosts(rules.offsets.at(-1)!, seed)
      const { least, greatest, total } = rules.bounds(picks, costs)
      const all = keeping(picks).map((design) => costOf(rules, design, costs))
      expect(total, `seed ${seed}`).toEqual({ least: Math.min(...all), greatest: Math.max(...all) })
      for (const [option, value] of eachValue(problem)) {
        const totals = keeping(picks, option)
          .filter((design) => design[option] === value)
          .map((design) => costOf(rules, design, costs))
        expect(least[rules.offsets[option]! + value], `seed ${seed}, ${option}=${value}`).toBe(Math.min(...totals))
        expect(greatest[rules.offsets[option]! + value], `seed ${seed}, ${option}=${value}`).toBe(Math.max(...totals))
      }
    }
  })
})

describe('explain', () => {
  it('[R5] is null exactly for possible values', () => {
    for (const { rules, problem, picks, seed } of cases) {
      const answer = rules.possible(picks)
      for (const [option, value] of eachValue(problem))
        expect(rules.explain(picks, option, value) === null, `seed ${seed}, ${option}=${value}`).toBe(
          answer[rules.offsets[option]! + value] === 1
        )
    }
  })

  it('[R5] names picks and rules that rule the value out, and none that could be left out', () => {
    for (const { rules, problem, picks, seed } of cases)
      for (const [option, value] of eachValue(problem)) {
        const conflict = rules.explain(picks, option, value)
        if (conflict === null) continue
        const isPossible = (blockers: readonly number[], ids: readonly string[]) =>
          designsOf({
            options: problem.options,
            constraints: problem.constraints.filter(({ id }) => ids.includes(id)),
          }).some((design) => design[option] === value && blockers.every((o) => design[o] === picks[o]))
        const where = `seed ${seed}, ${option}=${value}`
        const all = problem.constraints.map(({ id }) => id)
        expect(isPossible(conflict.picks, conflict.rules), where).toBe(false)
        for (const o of conflict.picks)
          expect(
            isPossible(
              conflict.picks.filter((p) => p !== o),
              all
            ),
            where
          ).toBe(true)
        for (const id of conflict.rules)
          expect(
            isPossible(
              conflict.picks,
              conflict.rules.filter((other) => other !== id)
            ),
            where
          ).toBe(true)
        expect(conflict.picks).toEqual([...conflict.picks].sort((a, b) => a - b))
      }
  })
})

describe('repair', () => {
  it('[R6] gives the smallest change sets first, then the cheaper, none part of another, all valid', () => {
    for (const { rules, problem, designs, picks, seed } of cases) {
      const costs = randomCosts(rules.offsets.at(-1)!, seed)
      const locked = picks[1] === undefined || seed % 3 > 0 ? [] : [1]
      for (const [option, value] of eachValue(problem)) {
        const where = `seed ${seed}, ${option}=${value}`
        const sets = new Map<string, { changes: number; cost: number }>()
        for (const design of designs) {
          if (design[option] !== value || locked.some((o) => picks[o]! >= 0 && design[o] !== picks[o])) continue
          const changed = design.flatMap((v, o) => (o !== option && picks[o]! >= 0 && picks[o] !== v ? [o] : []))
          const cost = costOf(rules, design, costs)
          const known = sets.get(changed.join())
          if (known === undefined || cost < known.cost) sets.set(changed.join(), { changes: changed.length, cost })
        }
        const optionsIn = (key: string) => (key === '' ? [] : key.split(','))
        const smallest = [...sets.entries()].filter(
          ([key]) =>
            ![...sets.keys()].some(
              (other) => other !== key && optionsIn(other).every((o) => optionsIn(key).includes(o))
            )
        )
        const expected = smallest
          .map(([, set]) => set)
          .sort((a, b) => a.changes - b.changes || a.cost - b.cost)
          .slice(0, 3)
        const found = rules.repair(picks, option, value, { locked, costs })
        expect(
          found.map(({ changes, selection }) => ({ changes: changes.length, cost: costOf(rules, selection, costs) })),
          where
        ).toEqual(expected)
        for (const { changes, selection } of found) {
          expect(
            problem.constraints.every((constraint) => keeps(selection, constraint)),
            where
          ).toBe(true)
          expect(selection[option], where).toBe(value)
          const after = picks.map((pick, o) =>
            o === option ? value : (changes.find(([changed]) => changed === o)?.[1] ?? pick)
          )
          expect(
            [...selection].every((v, o) => after[o] === -1 || after[o] === v),
            where
          ).toBe(true)
        }
      }
    }
  })
})

describe('answer', () => {
  it('[R13] tells in one go what possible, bounds and count tell, whatever was asked before', () => {
    for (const { rules, problem, picks, keeping, seed } of cases) {
      const costs = randomCosts(rules.offsets.at(-1)!, seed)
      const { possible, least, greatest, designs, total } = rules.answer(picks, costs)
      const all = keeping(picks)
      expect(total.designs, `seed ${seed}`).toBe(all.length)
      for (const [option, value] of eachValue(problem)) {
        const at = rules.offsets[option]! + value
        const having = (of: readonly (readonly number[])[]) => of.filter((design) => design[option] === value)
        const totals = having(keeping(picks, option)).map((design) => costOf(rules, design, costs))
        const where = `seed ${seed}, ${option}=${value}`
        expect(possible[at], where).toBe(totals.length > 0 ? 1 : 0)
        expect(least[at], where).toBe(Math.min(...totals))
        expect(greatest[at], where).toBe(Math.max(...totals))
        expect(designs[at], where).toBe(having(all).length)
      }
      expect(total.least).toBe(Math.min(...all.map((design) => costOf(rules, design, costs))))
      expect(total.greatest).toBe(Math.max(...all.map((design) => costOf(rules, design, costs))))
    }
  })

  it('[R13] with a budget, takes away what costs more at least', () => {
    for (const { rules, picks, seed } of cases.slice(0, 200)) {
      const costs = randomCosts(rules.offsets.at(-1)!, seed)
      const before = rules.possible(picks)
      const { possible, least } = rules.answer(picks, costs, 4)
      possible.forEach((state, at) => expect(state).toBe(least[at]! <= 4 ? before[at] : 0))
    }
  })

  it('[R13] forbids what costs Infinity', () => {
    for (const { rules, problem, designs, seed } of cases.filter((_, i) => i % 4 === 0)) {
      const costs = new Float64Array(rules.offsets.at(-1)!)
      costs[seed % costs.length] = Infinity
      const left = designs.filter((design) => costOf(rules, design, costs) === 0)
      const { possible, total } = rules.answer(new Int32Array(problem.options.length).fill(-1), costs)
      expect(total.designs).toBe(left.length)
      for (const [option, value] of eachValue(problem))
        expect(possible[rules.offsets[option]! + value]).toBe(left.some((design) => design[option] === value) ? 1 : 0)
    }
  })

  it('[R13] counts beyond what doubles hold, as long as what it tells of is not', () => {
    // Neighbours differ: 4 * 3^1999 designs in one part, about 10^954.
    const options = Array.from({ length: 2000 }, (_, i) => ({ id: `o${i}`, values: ['a', 'b', 'c', 'd'] }))
    const tuples = [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].filter((b) => b !== a).map((b) => [a, b]))
    const constraints = options
      .slice(1)
      .map((_, i) => ({ type: 'table' as const, id: `r${i}`, scope: [i, i + 1], tuples }))
    const rules = loadRules(compileRules({ options, constraints }).compiled)
    const costs = new Float64Array(8000)
    const picks = new Int32Array(2000).fill(-1)
    expect(rules.count(picks)).toBe(4n * 3n ** 1999n)
    expect(rules.answer(picks, costs).total.designs).toBe(Infinity)
    for (let option = 0; option < 1500; option++) picks[option] = option % 2
    const { designs, total } = rules.answer(picks, costs)
    expect(total.designs / 3 ** 500).toBeCloseTo(1, 9)
    expect(designs[1500 * 4]! / 3 ** 499).toBeCloseTo(1, 9)
    for (let option = 0; option < 1990; option++) picks[option] = option % 2
    expect(rules.answer(picks, costs).total.designs / 3 ** 10).toBeCloseTo(1, 9)
    expect(rules.answer(picks, costs).possible[1999 * 4 + 2]).toBe(1)
  })

  it('[R13] refuses costs that are not exact', () => {
    const { rules, picks } = cases[0]!
    const withCost = (cost: number) => new Float64Array(rules.offsets.at(-1)!).fill(cost, 0, 2)
    for (const cost of [0.5, Number.NaN, -Infinity, 2 ** 53]) {
      const refused = {
        code: 'rules/cost-overflow',
        message: `costs[0]: expected a whole number below 2^53, got ${cost}.`,
      }
      for (const ask of [rules.answer, rules.bounds, rules.complete])
        expect(() => ask(picks, withCost(cost))).toThrow(expect.objectContaining(refused))
    }
    expect(() => rules.answer(picks, new Float64Array(rules.offsets.at(-1)!).fill(2 ** 52))).toThrow(
      expect.objectContaining({ code: 'rules/cost-overflow' })
    )
    expect(rules.answer(picks, withCost(1)).total).toBeDefined()
  })
})
