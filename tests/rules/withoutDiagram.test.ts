import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/rules/compile/index.ts'
import { openHardPart } from '../../src/rules/fallback/index.ts'
import { loadRules } from '../../src/rules/index.ts'
import { designsOf, keeps, randomCosts, randomPicks, randomProblem } from './bruteForce.ts'

/** Problems whose diagram is refused by the limits, so that every answer comes from the search. */
const cases = Array.from({ length: 200 }, (_, seed) => {
  const problem = randomProblem(seed)
  const designs = designsOf(problem)
  // What single rules already decide takes no states, but still some bytes.
  const { compiled, report } = compileRules(problem, { limits: { gzipBytes: 0 } })
  const rules = loadRules(compiled, openHardPart)
  const picks = randomPicks(problem, designs, seed)
  const keeping = designs.filter((design) => design.every((value, o) => picks[o] === -1 || picks[o] === value))
  return { seed, problem, designs, rules, report, picks, keeping }
})

describe('without a diagram', () => {
  it('[R8] says that it is not exact, and gives no number it does not know', () => {
    let hard = 0
    for (const { rules, report, picks, keeping, designs } of cases) {
      expect(rules.exact).toBe(report.exact)
      if (rules.exact) {
        // Nothing was left to decide, so nothing outgrew the limit.
        expect(designs.length).toBeLessThanOrEqual(1)
        continue
      }
      hard++
      expect(report.designs).toBe(-1n)
      expect(rules.count(picks)).toBe(keeping.length === 0 ? 0n : -1n)
    }
    expect(hard).toBeGreaterThan(100)
  })

  it('[R8] settles small problems wholly: no value stays unknown and none is wrong', () => {
    for (const { rules, problem, designs, picks, seed } of cases) {
      const answer = rules.possible(picks)
      problem.options.forEach(({ values }, option) =>
        values.forEach((_, value) => {
          const expected = designs.some(
            (design) =>
              design[option] === value && design.every((v, o) => o === option || picks[o] === -1 || picks[o] === v)
          )
          expect(answer[rules.offsets[option]! + value], `seed ${seed}, ${option}=${value}`).toBe(expected ? 1 : 0)
        })
      )
    }
  })

  it('[R8] completes to a valid design that keeps the picks', () => {
    for (const { rules, problem, picks, keeping, seed } of cases) {
      const found = rules.complete(picks, randomCosts(rules.offsets.at(-1)!, seed))
      expect(found === null, `seed ${seed}`).toBe(keeping.length === 0)
      if (found === null) continue
      expect(problem.constraints.every((constraint) => keeps(found, constraint))).toBe(true)
      expect([...found].every((value, o) => picks[o] === -1 || picks[o] === value)).toBe(true)
    }
  })

  it('[R8] gives bounds that no valid design crosses', () => {
    for (const { rules, picks, keeping, seed } of cases) {
      const costs = randomCosts(rules.offsets.at(-1)!, seed)
      const { least, greatest, total } = rules.bounds(picks, costs)
      for (const design of keeping) {
        const sum = design.reduce((all, value, o) => all + costs[rules.offsets[o]! + value]!, 0)
        expect(sum).toBeGreaterThanOrEqual(total.least)
        expect(sum).toBeLessThanOrEqual(total.greatest)
        for (const [o, value] of design.entries()) {
          expect(sum).toBeGreaterThanOrEqual(least[rules.offsets[o]! + value]!)
          expect(sum).toBeLessThanOrEqual(greatest[rules.offsets[o]! + value]!)
        }
      }
    }
  })

  it('[R8] repairs with valid designs, and explains what it is sure of', () => {
    for (const { rules, problem, designs, picks, seed } of cases) {
      const answer = rules.possible(picks)
      problem.options.forEach(({ values }, option) =>
        values.forEach((_, value) => {
          const where = `seed ${seed}, ${option}=${value}`
          const repairs = rules.repair(picks, option, value)
          expect(repairs.length > 0, where).toBe(designs.some((design) => design[option] === value))
          for (const { selection } of repairs)
            expect(
              problem.constraints.every((constraint) => keeps(selection, constraint)),
              where
            ).toBe(true)
          const conflict = rules.explain(picks, option, value)
          expect(conflict === null, where).toBe(answer[rules.offsets[option]! + value] === 1)
          if (conflict === null) return
          const blocked = designs.every(
            (design) => design[option] !== value || conflict.picks.some((o) => design[o] !== picks[o])
          )
          expect(blocked, where).toBe(true)
        })
      )
    }
  })

  it('[R8] answers a large problem in bounded time and is never wrong about a planted design', () => {
    const size = 400
    // Every option is tied to far ones: too entangled for the limit given here.
    const constraints = Array.from({ length: 2 * size }, (_, i) => ({
      type: 'clause' as const,
      id: `r${i}`,
      lits: [(i * 7) % size, (i * 31 + 5) % size, (i * 57 + 11) % size].map((option) => [option, [0, 1]] as const),
    }))
    const options = Array.from({ length: size }, (_, o) => ({ id: `o${o}`, values: ['a', 'b', 'c'] }))
    const { compiled } = compileRules({ options, constraints }, { limits: { states: 2_000 } })
    const rules = loadRules(compiled, openHardPart)
    expect(rules.exact).toBe(false)
    const began = performance.now()
    const answer = rules.possible(new Int32Array(size).fill(-1))
    expect(performance.now() - began).toBeLessThan(10_000)
    // All a is valid, and all b.
    for (let o = 0; o < size; o++) {
      expect(answer[rules.offsets[o]!]).not.toBe(0)
      expect(answer[rules.offsets[o]! + 1]).not.toBe(0)
    }
    expect(rules.complete(new Int32Array(size).fill(-1), new Float64Array(3 * size))).not.toBeNull()
  })
})
