import { describe, expect, it } from 'vitest'
import { base64url, bytesOfBase64url } from '../../src/ground/index.ts'
import { compileRules } from '../../src/rules/compile/index.ts'
import { checksumOf } from '../../src/rules/format.ts'
import { loadRules, type CompiledRules, type RuleProblem } from '../../src/rules/index.ts'
import { randomProblem } from './bruteForce.ts'

const problem: RuleProblem = {
  options: ['top', 'legs', 'drawer', 'lamp'].map((id) => ({ id, values: ['a', 'b', 'c'] })),
  constraints: [
    { type: 'clause', id: 'r1', lits: [[0, [0]], [1, [1, 2]]] },
    { type: 'table', id: 'r2', scope: [1, 2, 3], tuples: [[0, 1, 2], [1, 1, 1], [2, 0, 1], [1, 2, 2], [0, 0, 0]] },
  ],
}
const { compiled } = compileRules(problem)
const bytes = bytesOfBase64url(compiled.diagram)
const withBytes = (changed: Uint8Array): CompiledRules => ({ ...compiled, diagram: base64url(changed) })

/** With a checksum that is right again. */
const sealed = (changed: Uint8Array): Uint8Array => {
  changed.set(checksumOf(changed, changed.length - 4), changed.length - 4)
  return changed
}

const refusal = (load: () => unknown) => {
  try {
    load()
  } catch (error) {
    const { code, message } = error as { code: string; message: string }
    return `${code}: ${message}`
  }
  return 'loaded'
}

const damaged = (what: string) =>
  `rules/damaged-diagram: the compiled rules cannot be read: ${what}. Build the template again.`
const DAMAGED = damaged('they were cut short or altered')

describe('compiled rules', () => {
  it('[R9] that were cut are refused, wherever the cut is', () => {
    for (let length = 1; length < bytes.length; length++)
      expect(refusal(() => loadRules(withBytes(bytes.slice(0, length)))), `${length} bytes`).toBe(DAMAGED)
  })

  it('[R9] of which any bit was altered are refused', () => {
    for (let at = 0; at < bytes.length; at++)
      for (let bit = 0; bit < 8; bit++) {
        const changed = bytes.slice()
        changed[at]! ^= 1 << bit
        expect(refusal(() => loadRules(withBytes(changed))), `bit ${bit} of byte ${at}`).toBe(DAMAGED)
      }
    expect(refusal(() => loadRules({ ...compiled, diagram: `${compiled.diagram.slice(0, -2)}!!` }))).toBe(DAMAGED)
  })

  it('[R9] of other options are refused', () => {
    const renamed = problem.options.map((option, o) => (o === 2 ? { ...option, id: 'shelf' } : option))
    const fewer = problem.options.map((option, o) => (o === 2 ? { ...option, values: ['a', 'b'] } : option))
    const longer = [...problem.options, { id: 'more', values: ['a'] }]
    for (const options of [renamed, fewer, longer, problem.options.slice(1)])
      expect(refusal(() => loadRules({ ...compiled, problem: { ...problem, options } }))).toBe(
        damaged('they belong to other options')
      )
  })

  it('[R9] of another format are refused', () => {
    expect(refusal(() => loadRules({ ...compiled, format: 'toile.rules/1' as 'toile.rules/2' }))).toBe(
      'rules/unknown-format: rules.format: expected "toile.rules/2", got "toile.rules/1".'
    )
    const other = bytes.slice()
    other[0] = 3
    expect(refusal(() => loadRules(withBytes(sealed(other))))).toBe(
      'rules/unknown-format: the compiled rules are of format 3, expected 2.'
    )
  })

  it('[R9] that are longer than they say are refused', () => {
    const longer = new Uint8Array(bytes.length + 1)
    longer.set(bytes.subarray(0, -4))
    expect(refusal(() => loadRules(withBytes(sealed(longer))))).toBe(damaged('they make no sense'))
  })

  it('[R7] answer the same in every loading', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { compiled } = compileRules(randomProblem(seed))
      const [one, other] = [loadRules(compiled), loadRules(JSON.parse(JSON.stringify(compiled)))]
      const none = new Int32Array(one.options.length).fill(-1)
      expect(one.diagram).toEqual(other.diagram)
      expect(one.possible(none)).toEqual(other.possible(none))
    }
  })
})
