import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/ground/index.ts'
import { compileRules } from '../../src/rules/compile/index.ts'
import { loadRules } from '../../src/rules/index.ts'
import { checkTruth } from '../bench/checkTruth.ts'
import { instancesIn } from '../bench/instances.ts'
import { LOOKALIKES } from '../bench/lookalikes.ts'
import { keeps } from './bruteForce.ts'

describe('the engine and independent tools', () => {
  const skipped: string[] = []
  const instances = [...instancesIn([join(import.meta.dirname, '../bench/data')], (text) => skipped.push(text))]

  it('finds the committed instances, the drawn ones as they are drawn', () => {
    expect(instances.map(({ name }) => name)).toEqual(['e-shop', 'shop-20', 'shop-60'])
    for (const { name, problem } of instances) if (name in LOOKALIKES) expect(LOOKALIKES[name]!()).toEqual(problem)
    expect(skipped).toContain('skipped SOURCES.md: neither *.dimacs nor *.json')
  })

  it.each(instances)(
    '[R1] [R2] [R4] [R5] [R6] agree on $name: counts, values after each click, reasons, smallest changes, prices',
    ({ problem, truth }) => {
      const { compiled, report } = compileRules(problem)
      const { checks, mismatches } = checkTruth(problem, loadRules(compiled), report, truth!)
      expect(mismatches).toEqual([])
      expect(checks).toBeGreaterThan(200)
    }
  )

  it.each(instances)('[R1] lead a customer of $name who takes only possible values into no dead end', ({ problem }) => {
    const rules = loadRules(compileRules(problem).compiled)
    const random = seededRandom(7)
    for (let walk = 0; walk < 5; walk++) {
      const picks = new Int32Array(problem.options.length).fill(-1)
      for (let option = 0; option < problem.options.length; option++) {
        const possible = rules.possible(picks).subarray(rules.offsets[option]!, rules.offsets[option + 1]!)
        const values = [...possible.keys()].filter((value) => possible[value] === 1)
        expect(values).not.toEqual([])
        picks[option] = values[Math.floor(random() * values.length)]!
      }
      expect(rules.count(picks)).toBe(1n)
      expect(problem.constraints.every((constraint) => keeps(picks, constraint))).toBe(true)
    }
  })

  it('notices a wrong answer', () => {
    const { problem, truth } = instances[0]!
    const { compiled, report } = compileRules({ ...problem, constraints: problem.constraints.slice(0, -40) })
    expect(checkTruth(problem, loadRules(compiled), report, truth!).mismatches).not.toEqual([])
  })
})
