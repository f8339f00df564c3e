import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/rules/compile/index.ts'
import { loadRules } from '../../src/rules/index.ts'
import { checkTruth } from '../bench/checkTruth.ts'
import { instancesIn } from '../bench/instances.ts'

describe('the engine and independent tools', () => {
  const skipped: string[] = []
  const instances = [...instancesIn([join(import.meta.dirname, '../bench/data')], (text) => skipped.push(text))]

  it('finds the committed instance', () => {
    expect(instances.map(({ name }) => name)).toEqual(['e-shop'])
    expect(skipped).toContain('skipped SOURCES.md: neither *.dimacs nor *.json')
  })

  it.each(instances)(
    '[R1] [R2] [R4] [R5] [R6] agree on $name: counts, values after each click, reasons, smallest changes, prices',
    ({ problem, truth }) => {
      const { compiled, report } = compileRules(problem)
      const { checks, mismatches } = checkTruth(problem, loadRules(compiled), report, truth!)
      expect(mismatches).toEqual([])
      expect(checks).toBeGreaterThan(300)
    }
  )

  it('notices a wrong answer', () => {
    const { problem, truth } = instances[0]!
    const { compiled, report } = compileRules({ ...problem, constraints: problem.constraints.slice(0, -40) })
    expect(checkTruth(problem, loadRules(compiled), report, truth!).mismatches).not.toEqual([])
  })
})
