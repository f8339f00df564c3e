import { describe, expect, it } from 'vitest'
import { createNarrowing } from '../../src/rules/narrowing.ts'
import { keeps, randomPicks, referenceOf } from './bruteForce.ts'
import { randomTemplate } from './randomTemplates.ts'

describe('narrowing', () => {
  it('[R5] finds a design that keeps rules and picks, or rules that contradict the picks: what it says holds', () => {
    let contradictions = 0
    for (let seed = 0; seed < 400; seed++) {
      const problem = randomTemplate(seed)
      const { designs } = referenceOf(problem)
      const assignments = referenceOf({ ...problem, constraints: [] }).designs
      for (let n = 0; n < 3; n++) {
        const picks = randomPicks(problem, designs, seed * 3 + n)
        const fits = assignments.filter((one) => one.every((value, o) => picks[o] === -1 || picks[o] === value))
        const narrowing = createNarrowing(problem, picks)
        // Twice: the second time it remembers where it went wrong.
        for (const asked of [problem.constraints.keys(), problem.constraints.keys()].map((all) => [...all])) {
          const found = narrowing.decide(asked, designs[0])
          const where = `seed ${seed}, picks ${picks.join()}`
          expect(found, where).not.toBeNull()
          if ('design' in found!) {
            const { design } = found
            const isSame = (one: readonly number[]) => one.every((value, o) => design[o] === -1 || design[o] === value)
            const whole = fits.find(isSame)
            expect(whole, where).toBeDefined()
            expect(
              problem.constraints.every((rule) => keeps(whole!, rule)),
              where
            ).toBe(true)
          } else {
            contradictions++
            const rules = found!.rules.map((rule) => problem.constraints[rule]!)
            expect(
              fits.some((one) => rules.every((rule) => keeps(one, rule))),
              where
            ).toBe(false)
          }
        }
      }
    }
    expect(contradictions).toBeGreaterThan(300)
  })

  it('gives up on a riddle instead of holding up a page', () => {
    // Pigeons: twelve, in eleven holes, no two in one.
    const holes = Array.from({ length: 11 }, (_, hole) => `hole ${hole}`)
    const options = Array.from({ length: 12 }, (_, pigeon) => ({ id: `pigeon ${pigeon}`, values: holes }))
    const constraints = holes.map((id, hole) => ({
      type: 'count' as const,
      id,
      lits: options.map((_, pigeon) => [pigeon, [hole]] as const),
      least: 0,
      most: 1,
    }))
    expect(createNarrowing({ options, constraints }, new Int32Array(12).fill(-1)).decide([...holes.keys()])).toBeNull()
  })
})
