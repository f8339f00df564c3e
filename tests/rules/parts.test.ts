import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/rules/compile/index.ts'
import { loadRules, offsetsOf, type OpenHardPart, type RuleProblem } from '../../src/rules/index.ts'
import { designsOf, randomCosts, randomPicks } from './bruteForce.ts'

const values = ['a', 'b', 'c']
const CHAIN = [3, 4, 5, 6, 7]

/** Three options that any limits let compile, and a part of five that the limits below do not. */
const problem: RuleProblem = {
  options: Array.from({ length: 8 }, (_, i) => ({ id: `o${i}`, values })),
  constraints: [
    { type: 'clause', id: 'first', lits: [[0, [0, 1]], [1, [2]]] },
    { type: 'table', id: 'ring', scope: CHAIN, tuples: ring() },
  ],
}

function ring(): number[][] {
  const whole = { options: CHAIN.map((o) => ({ id: `o${o}`, values })), constraints: [] }
  return designsOf(whole).filter(
    (design) => design.reduce((sum, value, i) => sum + value * (i + 2), 0) % 7 === 0 && design[0] !== design[4]
  )
}

const compiled = compileRules(problem, { limits: { states: 4 } }).compiled
const designs = designsOf(problem)
const offsets = offsetsOf(problem.options)
const costOf = (design: ArrayLike<number>, costs: Float64Array, of: readonly number[] = [...problem.options.keys()]) =>
  of.reduce((sum, option) => sum + costs[offsets[option]! + design[option]!]!, 0)

/** Knows all about the part, by trying; `forgetful` knows nothing for sure. */
const openTried = (forgetful: boolean): OpenHardPart => (_, options) => {
  const keeping = (picks: ArrayLike<number>, free: number) =>
    designs.filter((design) => options.every((o) => o === free || picks[o] === -1 || design[o] === picks[o]))
  return {
    options,
    possible(picks, answer) {
      for (const option of options)
        values.forEach((_, value) => {
          const isPossible = keeping(picks, option).some((design) => design[option] === value)
          answer[offsets[option]! + value] = forgetful ? -1 : isPossible ? 1 : 0
        })
    },
    contradicts: (picks) => (forgetful ? undefined : keeping(picks, -1).length === 0),
    cheapest(costs, selection) {
      if (forgetful) return undefined
      const sorted = designs
        .filter((design) => costOf(design, costs, options) < Infinity)
        .sort((a, b) => costOf(a, costs, options) - costOf(b, costs, options))
      for (const option of options) if (sorted[0]) selection[option] = sorted[0][option]!
      return sorted.length > 0
    },
    bounds(picks, costs, least, greatest) {
      for (const option of options)
        values.forEach((_, value) => {
          const totals = keeping(picks, option)
            .filter((design) => design[option] === value)
            .map((design) => costOf(design, costs, options))
          least[offsets[option]! + value] = Math.min(...totals)
          greatest[offsets[option]! + value] = Math.max(...totals)
        })
      const all = keeping(picks, -1).map((design) => costOf(design, costs, options))
      return { least: Math.min(...all), greatest: Math.max(...all) }
    },
    subscribe: () => () => {},
  }
}

const states = Array.from({ length: 40 }, (_, seed) => ({ seed, picks: randomPicks(problem, designs, seed) }))
const keeping = (picks: ArrayLike<number>, free = -1) =>
  designs.filter((design) => design.every((value, o) => o === free || picks[o] === -1 || picks[o] === value))

describe('rules of which a part did not compile', () => {
  it('[R8] say of which options all is exact', () => {
    const rules = loadRules(compiled)
    expect(rules.exact).toBe(false)
    expect(problem.options.map((_, option) => rules.isExact(option))).toEqual(
      problem.options.map((_, option) => !CHAIN.includes(option))
    )
  })

  it('[R8] are as good as exact but for numbers of designs, where the hard part knows all', () => {
    const rules = loadRules(compiled, openTried(false))
    for (const { seed, picks } of states) {
      const costs = randomCosts(24, seed)
      const { possible, least, greatest, designs: left, total } = rules.answer(picks, costs)
      for (let option = 0; option < 8; option++)
        for (let value = 0; value < 3; value++) {
          const where = `seed ${seed}, ${option}=${value}`
          const at = offsets[option]! + value
          const having = keeping(picks, option).filter((design) => design[option] === value)
          const totals = having.map((design) => costOf(design, costs))
          expect(possible[at], where).toBe(having.length > 0 ? 1 : 0)
          expect(least[at], where).toBe(Math.min(...totals))
          expect(greatest[at], where).toBe(Math.max(...totals))
          const isKept = keeping(picks).some((design) => design[option] === value)
          expect(left[at], where).toBe(isKept ? -1 : 0)
          expect(rules.explain(picks, option, value) === null, where).toBe(having.length > 0)
        }
      const all = keeping(picks).map((design) => costOf(design, costs))
      expect(total).toEqual({
        least: Math.min(...all),
        greatest: Math.max(...all),
        designs: all.length > 0 ? -1 : 0,
      })
      expect(rules.count(picks)).toBe(all.length > 0 ? -1n : 0n)
      const design = rules.complete(picks, costs)
      expect(design === null ? Infinity : costOf(design, costs)).toBe(Math.min(...all))
      if (design !== null) expect(designs.map(String)).toContain(String([...design]))
    }
  })

  it('[R8] tell no value for possible that forbidden ones may rule out', () => {
    const rules = loadRules(compiled, openTried(false))
    for (const { seed, picks } of states) {
      const costs = new Float64Array(24)
      costs[offsets[4]! + (seed % 3)] = Infinity
      const { possible } = rules.answer(picks, costs)
      for (let option = 0; option < 8; option++)
        for (let value = 0; value < 3; value++) {
          const having = keeping(picks, option).some((design) => design[option] === value && design[4] !== seed % 3)
          const told = possible[offsets[option]! + value]
          if (told !== -1) expect(told, `seed ${seed}, ${option}=${value}`).toBe(having ? 1 : 0)
        }
    }
  })

  it('[R8] repair across both parts', () => {
    const rules = loadRules(compiled, openTried(false))
    for (const { seed, picks } of states)
      for (const [option, value] of [[0, 2], [3, 1], [7, 0]] as const) {
        const changes = designs
          .filter((design) => design[option] === value)
          .map((design) => design.filter((v, o) => o !== option && picks[o]! >= 0 && picks[o] !== v).length)
        const [first] = rules.repair(picks, option, value)
        expect(first!.changes.length, `seed ${seed}, ${option}=${value}`).toBe(Math.min(...changes))
        expect(designs.map(String)).toContain(String([...first!.selection]))
      }
  })

  it.each([
    ['without a hard part', undefined],
    ['with one that knows nothing', openTried(true)],
  ])('[R8] are never wrong %s', (_, open) => {
    const rules = loadRules(compiled, open)
    for (const { seed, picks } of states) {
      const costs = randomCosts(24, seed)
      const { possible, least, greatest } = rules.answer(picks, costs)
      for (let option = 0; option < 8; option++)
        for (let value = 0; value < 3; value++) {
          const at = offsets[option]! + value
          const totals = keeping(picks, option)
            .filter((design) => design[option] === value)
            .map((design) => costOf(design, costs))
          const where = `seed ${seed}, ${option}=${value}`
          if (possible[at] !== -1) expect(possible[at], where).toBe(totals.length > 0 ? 1 : 0)
          for (const total of totals) {
            expect(least[at], where).toBeLessThanOrEqual(total)
            expect(greatest[at], where).toBeGreaterThanOrEqual(total)
          }
          if (CHAIN.includes(option) && possible[at] !== 0) expect(possible[at]).toBe(-1)
          if (rules.explain(picks, option, value) !== null) expect(totals, where).toEqual([])
        }
      expect(rules.complete(picks, costs)).toBeNull()
      const { total } = rules.answer(picks, costs)
      for (const design of keeping(picks)) {
        expect(total.least).toBeLessThanOrEqual(costOf(design, costs))
        expect(total.greatest).toBeGreaterThanOrEqual(costOf(design, costs))
      }
    }
  })

  it('[R8] answer for the other options exactly as long as nothing hard is picked', () => {
    const rules = loadRules(compiled)
    const none = new Int32Array(8).fill(-1)
    expect([...rules.possible(none).subarray(0, 9)]).toEqual(Array.from({ length: 9 }, () => 1))
    none[0] = 2
    expect([...rules.possible(none).subarray(3, 6)]).toEqual([0, 0, 1])
  })
})
