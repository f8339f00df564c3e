import { describe, expect, it } from 'vitest'
import { compileRules } from '../../src/rules/compile/index.ts'
import { loadRules, type Constraint, type RuleProblem } from '../../src/rules/index.ts'
import { randomProblem } from './bruteForce.ts'

/** A glass top cannot carry the drawer; the drawer is hidden from nobody, the weight class is a function of the top. */
function desk(extra: readonly Constraint[] = []): RuleProblem {
  return {
    options: [
      { id: 'top', values: ['oak', 'walnut', 'glass'] },
      { id: 'drawer', values: ['none', 'soft-close'] },
      { id: 'weight', values: ['light', 'heavy'] },
    ],
    constraints: [
      {
        type: 'clause',
        id: 'glass-no-drawer',
        lits: [
          [0, [0, 1]],
          [1, [0]],
        ],
      },
      {
        type: 'table',
        id: 'weight-of-top',
        scope: [0, 2],
        tuples: [
          [0, 1],
          [1, 1],
          [2, 0],
        ],
      },
      ...extra,
    ],
  }
}

const noPicks = (problem: RuleProblem) => new Int32Array(problem.options.length).fill(-1)

describe('compileRules', () => {
  it('counts the designs of the desk and finds nothing dead', () => {
    const { compiled, report } = compileRules(desk(), { visible: 2 })
    expect(report).toMatchObject({ exact: true, designs: 5n, dead: [], forced: [] })
    expect(compiled).toMatchObject({ format: 'toile.rules/1', visible: 2, designs: '5' })
  })

  it('reports dead values and forced options', () => {
    const { report } = compileRules(desk([{ type: 'clause', id: 'always-drawer', lits: [[1, [1]]] }]))
    // 2 is glass, 3 no drawer, 5 light.
    expect(report.dead).toEqual([2, 3, 5])
    expect(report.forced).toEqual([
      [1, 1],
      [2, 1],
    ])
  })

  it('reports rules that contradict as no designs, every value dead', () => {
    const { compiled, report } = compileRules(
      desk([
        { type: 'clause', id: 'always-glass', lits: [[0, [2]]] },
        { type: 'clause', id: 'always-drawer', lits: [[1, [1]]] },
      ])
    )
    expect(report).toMatchObject({ exact: true, designs: 0n, dead: [0, 1, 2, 3, 4, 5, 6] })
    const rules = loadRules(compiled)
    expect(rules.complete(new Int32Array(3).fill(-1), new Float64Array(7))).toBeNull()
    expect(rules.explain(new Int32Array(3).fill(-1), 0, 2)).toEqual({
      picks: [],
      rules: ['glass-no-drawer', 'always-drawer'],
    })
  })

  it('[R5] takes no notice of the option that is asked about when it is picked itself', () => {
    const rules = loadRules(compileRules(desk()).compiled)
    const picks = Int32Array.from([2, -1, -1])
    expect(rules.explain(picks, 0, 0)).toBeNull()
    expect(rules.explain(picks, 1, 1)).toEqual({ picks: [0], rules: ['glass-no-drawer'] })
    expect(rules.repair(picks, 1, 1)[0]!.changes).toEqual([[0, 0]])
    expect(rules.repair(picks, 1, 1, { locked: [0] })).toEqual([])
    expect(rules.repair(picks, 0, 1, { locked: [0] })).toEqual([])
  })

  it('[R5] needs no second rule where one rule, made of several constraints, does it alone', () => {
    const option = (id: string) => ({ id, values: ['no', 'yes'] })
    // With a, "all" wants b and c, and forbids b. A search meets the second rule before the second constraint of the first.
    const { compiled } = compileRules({
      options: ['a', 'b', 'c'].map(option),
      constraints: [
        { type: 'count', id: 'all', lits: [1, 2].map((o) => [o, [1]] as const), least: 2, most: 2 },
        { type: 'count', id: 'not-both', lits: [1, 2].map((o) => [o, [1]] as const), least: 0, most: 1 },
        {
          type: 'clause',
          id: 'all',
          lits: [
            [0, [0]],
            [1, [0]],
          ],
        },
      ],
    })
    expect(loadRules(compiled).explain(new Int32Array(3).fill(-1), 0, 1)).toEqual({ picks: [], rules: ['all'] })
  })

  it('[R6] changes the pick that weighs less', () => {
    const rules = loadRules(
      compileRules({
        options: ['a', 'b', 'c'].map((id) => ({ id, values: ['no', 'yes'] })),
        constraints: [
          { type: 'count', id: 'at-most-two', lits: [0, 1, 2].map((o) => [o, [1]] as const), least: 0, most: 2 },
        ],
      }).compiled
    )
    const picks = Int32Array.from([1, 1, -1])
    const changesWith = (...weights: number[]) =>
      rules.repair(picks, 2, 1, { weights: Float64Array.from(weights) }).map(({ changes }) => changes)
    expect(changesWith(1, 1, 1)).toEqual([[[0, 0]], [[1, 0]]])
    expect(changesWith(5, 1, 1)).toEqual([[[1, 0]], [[0, 0]]])
  })

  it('[R7] gives the same bytes each time', () => {
    for (let seed = 0; seed < 30; seed++)
      expect(compileRules(randomProblem(seed)).compiled).toEqual(compileRules(randomProblem(seed)).compiled)
  })

  it('[R8] leaves the diagram out beyond a limit', () => {
    for (const limits of [{ states: 1 }, { gzipBytes: 1 }]) {
      const { compiled, report } = compileRules(desk(), { limits })
      expect(compiled).toMatchObject({ diagram: '', designs: '' })
      expect(report).toMatchObject({ exact: false, designs: -1n, nodes: 0 })
    }
  })

  it('[R9] refuses a rule that names what is not there', () => {
    const broken = (constraint: Constraint) => () => compileRules(desk([constraint]))
    expect(broken({ type: 'clause', id: 'far', lits: [[7, [0]]] })).toThrow(
      'rule "far" names option 7, but there are 3.'
    )
    expect(broken({ type: 'clause', id: 'far', lits: [[0, [3]]] })).toThrow(
      'rule "far" names value 3 of option "top", which has 3.'
    )
    expect(broken({ type: 'table', id: 'thin', scope: [0, 1], tuples: [[0]] })).toThrow(
      'rule "thin" has a row of 1 values for 2 options.'
    )
  })

  it('[R10] goes 3,000 rules deep', () => {
    const size = 3_000
    const options = Array.from({ length: size }, (_, o) => ({ id: `o${o}`, values: ['no', 'yes'] }))
    const constraints = Array.from({ length: size - 1 }, (_, o) => ({
      type: 'clause' as const,
      id: `r${o}`,
      lits: [
        [o, [0]],
        [o + 1, [1]],
      ] as const,
    }))
    const { compiled, report } = compileRules({ options, constraints })
    // Once yes, yes to the end.
    expect(report.designs).toBe(BigInt(size + 1))
    const rules = loadRules(compiled)
    const picks = new Int32Array(size).fill(-1)
    picks[0] = 1
    expect(rules.count(picks)).toBe(1n)
    expect(rules.complete(picks, new Float64Array(2 * size))?.at(-1)).toBe(1)
    expect(rules.explain(picks, 200, 0)?.rules).toHaveLength(200)
  })

  it('[R10] is watched and cancelled', () => {
    const options = Array.from({ length: 60 }, (_, o) => ({ id: `o${o}`, values: ['a', 'b', 'c'] }))
    const constraints = Array.from({ length: 150 }, (_, i) => ({
      type: 'clause' as const,
      id: `r${i}`,
      lits: [(i * 7) % 60, (i * 31 + 5) % 60, (i * 17 + 11) % 60].map((option) => [option, [i % 3]] as const),
    }))
    const seen: number[] = []
    const cancel = new AbortController()
    const compile = () =>
      compileRules(
        { options, constraints },
        {
          signal: cancel.signal,
          onProgress: ({ states }) => {
            seen.push(states)
            if (seen.length === 3) cancel.abort(new Error('enough'))
          },
        }
      )
    expect(compile).toThrow('enough')
    expect(seen).toHaveLength(3)
  })
})

describe('loadRules', () => {
  const { compiled } = compileRules(desk())

  it('[R9] refuses a diagram that is cut short, too long, or of other options', () => {
    const code = (make: () => unknown) => {
      try {
        make()
      } catch (error) {
        return (error as { code?: string }).code
      }
      return undefined
    }
    const { diagram, problem } = compiled
    for (let length = 1; length < diagram.length; length++)
      expect(
        code(() => loadRules({ ...compiled, diagram: diagram.slice(0, length) })),
        `${length}`
      ).toBe('rules/damaged-diagram')
    expect(code(() => loadRules({ ...compiled, diagram: `${diagram}AAAA` }))).toBe('rules/damaged-diagram')
    const options = problem.options.slice(0, 2)
    expect(code(() => loadRules({ ...compiled, problem: { ...problem, options } }))).toBe('rules/damaged-diagram')
    expect(code(() => loadRules({ ...compiled, format: 'toile.rules/9' as 'toile.rules/1' }))).toBe(
      'rules/unknown-format'
    )
  })

  it('takes picks that stop before the hidden options, and picks no longer there as contradictions', () => {
    const rules = loadRules(compiled)
    expect(rules.count(Int32Array.from([2, -1]))).toBe(1n)
    expect(rules.count(Int32Array.from([9, -1, -1]))).toBe(0n)
    expect(rules.complete(Int32Array.from([9, -1, -1]), new Float64Array(7))).toBeNull()
    // What else the option could be is still answered.
    expect([...rules.possible(Int32Array.from([9, -1, -1]))]).toEqual([1, 1, 1, 0, 0, 0, 0])
  })

  it('[R4] gives whole numbers, never -0', () => {
    const rules = loadRules(compiled)
    const { greatest, total } = rules.bounds(noPicks(desk()), new Float64Array(7))
    expect(Object.is(total.greatest, 0)).toBe(true)
    expect([...greatest].every((value) => Object.is(value, 0))).toBe(true)
  })
})
