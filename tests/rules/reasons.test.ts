import { describe, expect, it } from 'vitest'
import { rulesBehind } from '../../src/rules/reasons.ts'
import type { RuleProblem } from '../../src/rules/types.ts'
import { designsOf, keeps, randomPicks, randomProblem } from './bruteForce.ts'

describe('rulesBehind', () => {
  it('[R5] names rules that contradict the picks, and none that can be left out', () => {
    let contradicting = 0
    for (let seed = 0; seed < 1_500; seed++) {
      const problem = randomProblem(seed)
      const designs = designsOf(problem)
      const picks = randomPicks(problem, designs, seed)
      const keeping = designsOf({ ...problem, constraints: [] }).filter((design) =>
        design.every((value, o) => picks[o]! < 0 || picks[o] === value)
      )
      const leaves = (ids: readonly string[]) =>
        keeping.some((design) => problem.constraints.every((rule) => !ids.includes(rule.id) || keeps(design, rule)))
      for (const near of [undefined, designs[seed % Math.max(1, designs.length)]]) {
        const ids = rulesBehind(problem, picks, near)
        const where = `seed ${seed}: ${ids.join()}`
        if (leaves(problem.constraints.map(({ id }) => id))) {
          expect(ids, where).toEqual([])
          continue
        }
        contradicting++
        expect(leaves(ids), where).toBe(false)
        expect(new Set(ids).size, where).toBe(ids.length)
        for (const id of ids) expect(leaves(ids.filter((other) => other !== id)), where).toBe(true)
      }
    }
    expect(contradicting).toBeGreaterThan(300)
  })

  it('[R5] gives the same rules whatever was asked before', () => {
    const problem = randomProblem(11)
    const asked = Array.from({ length: 20 }, (_, seed) => randomPicks(problem, [], seed))
    const first = asked.map((picks) => rulesBehind(problem, picks))
    const again = asked.toReversed().map((picks) => rulesBehind(problem, picks))
    expect(again.toReversed()).toEqual(first)
  })

  it('[R5] blames no rule for a value that an option does not have', () => {
    expect(rulesBehind(chain(3), Int32Array.of(7))).toEqual([])
  })

  it('[R10] follows a long chain of rules, and a short one through a large template', () => {
    const problem = chain(400)
    const ends = new Int32Array(400).fill(-1)
    ends[0] = 1
    ends[399] = 0
    expect(rulesBehind(problem, ends)).toHaveLength(399)
    const near = new Int32Array(400)
    const middle = new Int32Array(400).fill(-1)
    middle[150] = 1
    middle[153] = 0
    expect(rulesBehind(problem, middle, near)).toEqual(['r150', 'r151', 'r152'])
  })
})

/** Each option's "yes" requires the next one's. */
function chain(length: number): RuleProblem {
  return {
    options: Array.from({ length }, (_, o) => ({ id: `o${o}`, values: ['no', 'yes'] })),
    constraints: Array.from({ length: length - 1 }, (_, o) => ({
      type: 'clause',
      id: `r${o}`,
      lits: [
        [o, [0]],
        [o + 1, [1]],
      ],
    })),
  }
}
