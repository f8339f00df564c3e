import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/rules/compile/index.ts'
import { createRanks, loadRules, type RuleProblem } from '../../src/rules/index.ts'
import { designsOf, randomProblem } from './bruteForce.ts'

const loaded = (problem: RuleProblem) => loadRules(compileRules(problem).compiled)

/** So many options of three values, each other than its neighbour: 3 times 2^(count - 1) designs. */
function chain(count: number): RuleProblem {
  const options = Array.from({ length: count }, (_, i) => ({ id: `o${i}`, values: ['a', 'b', 'c'] }))
  const constraints = options.slice(1).flatMap((_, i) =>
    [0, 1, 2].map((value) => ({
      type: 'clause' as const,
      id: `r${i}`,
      lits: [i, i + 1].map((option) => [option, [0, 1, 2].filter((other) => other !== value)] as const),
    }))
  )
  return { options, constraints }
}

describe('ranks', () => {
  it('[R11] number the valid designs from 0 without a gap, and find each by its number', () => {
    for (let seed = 0; seed < 200; seed++) {
      const problem = randomProblem(seed)
      const designs = designsOf(problem)
      const ranks = createRanks(loaded(problem))
      expect(ranks.total, `seed ${seed}`).toBe(BigInt(designs.length))
      const numbers = designs.map((design) => ranks.rank(design))
      expect(new Set(numbers).size).toBe(designs.length)
      designs.forEach((design, i) => {
        expect(numbers[i]! < ranks.total).toBe(true)
        expect([...ranks.unrank(numbers[i]!)], `seed ${seed}`).toEqual(design)
      })
    }
  })

  it('[R11] go beyond what a double holds', () => {
    const ranks = createRanks(loaded(chain(300)))
    expect(ranks.total).toBe(3n * 2n ** 299n)
    for (const rank of [0n, 1n, 2n ** 53n + 1n, 2n ** 200n + 12345n, ranks.total - 1n])
      expect(ranks.rank(ranks.unrank(rank))).toBe(rank)
  })

  it('[R11] draw each design as often as any other, the same for the same seed', () => {
    const ranks = createRanks(loaded(chain(3)))
    const drawn = new Map<string, number>()
    for (let seed = 0; seed < 2400; seed++) {
      const design = ranks.random(seed)
      expect(ranks.random(seed)).toEqual(design)
      drawn.set(design.join(), (drawn.get(design.join()) ?? 0) + 1)
    }
    expect(drawn.size).toBe(12)
    // 200 each on average; five standard deviations of chance are 68.
    for (const times of drawn.values()) expect(Math.abs(times - 200)).toBeLessThan(68)
  })

  it('[R11] refuse what is no valid design, naming an option, and numbers out of range', () => {
    const ranks = createRanks(loaded(chain(3)))
    for (const selection of [[0, 0, 1], [0, 1, 3], [0, 1], []])
      expect(() => ranks.rank(selection)).toThrow(
        expect.objectContaining({
          code: 'rules/not-a-design',
          message: expect.stringMatching(
            /^the selection breaks the rules: no valid design has its choice of "o\d" with the others\.$/
          ),
        })
      )
    for (const rank of [-1n, 12n, 2n ** 70n])
      expect(() => ranks.unrank(rank)).toThrow(
        expect.objectContaining({
          code: 'rules/rank-out-of-range',
          message: `expected a rank from 0 to below 12, got ${rank}.`,
        })
      )
  })

  it('[R11] of rules without a design are none', () => {
    const ranks = createRanks(loaded({ ...chain(2), constraints: [{ type: 'clause', id: 'no', lits: [] }] }))
    expect(ranks.total).toBe(0n)
    expect(() => ranks.random(1)).toThrow(expect.objectContaining({ code: 'rules/rank-out-of-range' }))
    expect(() => ranks.rank([0, 1])).toThrow(expect.objectContaining({ code: 'rules/not-a-design' }))
  })

  it('[R11] are refused for rules that did not compile whole', () => {
    const { compiled } = compileRules(chain(20), { limits: { states: 1 } })
    expect(() => createRanks(loadRules(compiled))).toThrow(expect.objectContaining({ code: 'rules/not-exact' }))
  })
})
