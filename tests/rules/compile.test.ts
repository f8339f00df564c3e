import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/ground/index.ts'
import { clauseOf, FAILED, SATISFIED, tableAutomaton } from '../../src/rules/compile/automata.ts'
import { grouped } from '../../src/rules/compile/grouped.ts'
import { compileRules } from '../../src/rules/compile/index.ts'
import { createInterned } from '../../src/rules/compile/interned.ts'
import { partsOf, type Part, type Rule } from '../../src/rules/compile/variables.ts'
import { walk, type PartDiagram } from '../../src/rules/compile/walk.ts'
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

/** Options of three values under rules that tie each to many others. */
function knot(count: number): RuleProblem {
  const random = seededRandom(7)
  const below = (limit: number) => Math.floor(random() * limit)
  return {
    options: Array.from({ length: count }, (_, o) => ({ id: `knot${o}`, values: ['a', 'b', 'c'] })),
    constraints: Array.from({ length: 2 * count }, (_, i) => ({
      type: 'clause' as const,
      id: `tie${i}`,
      lits: [i % count, below(count), below(count), below(count)].map((option) => [option, [below(3)]] as const),
    })),
  }
}

/** Two problems that have nothing to do with each other as one, the options of the first in front. */
function beside(one: RuleProblem, other: RuleProblem): RuleProblem {
  const moved = (option: number) => option + one.options.length
  return {
    options: [...one.options, ...other.options],
    constraints: [
      ...one.constraints,
      ...other.constraints.map(
        (constraint): Constraint =>
          constraint.type === 'table'
            ? { ...constraint, scope: constraint.scope.map(moved) }
            : { ...constraint, lits: constraint.lits.map(([option, values]) => [moved(option), values] as const) }
      ),
    ],
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)

const noPicks = (problem: RuleProblem) => new Int32Array(problem.options.length).fill(-1)

describe('compileRules', () => {
  it('counts the designs of the desk and finds nothing dead', () => {
    const { compiled, report } = compileRules(desk(), { visible: 2 })
    expect(report).toMatchObject({ exact: true, designs: 5n, dead: [], forced: [] })
    expect(compiled).toMatchObject({ format: 'toile.rules/2', visible: 2, designs: '5' })
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
    // With a, "all" wants b and c, and forbids b. A search meets the second rule before the rest of the first.
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
    expect(changesWith(1, 1, 1).sort()).toEqual([[[0, 0]], [[1, 0]]])
    expect(changesWith(5, 1, 1)).toEqual([[[1, 0]], [[0, 0]]])
  })

  it('[R7] gives the same bytes each time', () => {
    for (let seed = 0; seed < 30; seed++)
      expect(compileRules(randomProblem(seed)).compiled).toEqual(compileRules(randomProblem(seed)).compiled)
  })

  it('[R8] leaves the diagram out when none of it keeps within a limit', () => {
    for (const limits of [{ states: 1 }, { gzipBytes: 1 }, { ms: 0 }]) {
      const { compiled, report } = compileRules(knot(14), { limits })
      expect(compiled).toMatchObject({ diagram: '', designs: '' })
      expect(report).toMatchObject({ exact: false, designs: -1n, nodes: 0, gzipBytes: 0 })
      expect(report.hard).toHaveLength(14)
    }
  })

  it('[R8] keeps the parts exact that are within the limits', () => {
    const problem = beside(knot(14), desk())
    const whole = compileRules(problem).report
    expect(whole).toMatchObject({ exact: true, hard: [] })
    const { compiled, report } = compileRules(problem, { limits: { states: 20 } })
    expect(report).toMatchObject({ exact: false, designs: -1n, hard: upTo(14) })
    expect(report.widest.length).toBeGreaterThan(2)
    expect(report.hard).toEqual(expect.arrayContaining([...report.widest]))
    expect(report.gzipBytes).toBeGreaterThan(0)
    const rules = loadRules(compiled)
    expect(problem.options.map((_, option) => rules.isExact(option))).toEqual(
      problem.options.map((_, option) => option >= 14)
    )
    // Glass takes the drawer away, next to a part nothing is known of.
    const picks = noPicks(problem)
    picks[14] = 2
    expect([...rules.possible(picks).subarray(rules.offsets[15]!)]).toEqual([1, 0, 1, 0])
  })

  it('[R8] gives up the largest part first when the whole is too long', () => {
    const problem = beside(knot(14), desk())
    const { gzipBytes } = compileRules(problem).report
    const { report } = compileRules(problem, { limits: { gzipBytes: gzipBytes - 1 } })
    expect(report.hard).toEqual(upTo(14))
    expect(report.gzipBytes).toBeLessThan(gzipBytes)
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

  it('[R10] goes 1,000 rules deep', () => {
    const size = 1_000
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

  it('[R10] tells what share of the variables is done, part by part', () => {
    const shares: number[] = []
    compileRules(beside(knot(14), desk()), { onProgress: ({ share }) => void shares.push(share) })
    expect(shares.length).toBeGreaterThan(1)
    expect(shares[0]).toBe(0)
    expect(shares.at(-1)).toBeGreaterThan(0)
    expect(shares.at(-1)).toBeLessThan(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  })

  it('[R10] is cancelled before it begins', () => {
    const signal = AbortSignal.abort(new Error('too late'))
    expect(() => compileRules(desk(), { signal })).toThrow('too late')
  })
})

describe('a part\'s diagram', () => {
  /** Every assignment of its variables, from the root down. */
  function assignmentsOf({ parent, order, children, nodes, sizes }: PartDiagram): number[][] {
    const below = (variable: number, node: number): Map<number, number>[] => {
      const { starts, edges } = nodes[variable]!
      const kids = children[variable]!
      const found: Map<number, number>[] = []
      for (let at = starts[node]!; at < starts[node + 1]!; at += 1 + kids.length) {
        let designs = [new Map([[variable, edges[at]!]])]
        kids.forEach((kid, k) => {
          const more = below(kid, edges[at + 1 + k]!)
          designs = designs.flatMap((design) => more.map((rest) => new Map([...design, ...rest])))
        })
        found.push(...designs)
      }
      return found
    }
    let all = [new Map<number, number>()]
    for (const variable of order)
      if (parent[variable]! < 0) {
        const more = below(variable, 0)
        all = all.flatMap((design) => more.map((rest) => new Map([...design, ...rest])))
      }
    return all.map((design) => sizes.map((_, variable) => design.get(variable)!))
  }

  const keepsRule = (design: readonly number[], rule: Rule): boolean => {
    if (rule.type === 'table') return rule.rows.some((row) => row.every((v, i) => v === design[rule.scope[i]!]))
    const sum = rule.scope.reduce((total, variable, i) => total + rule.weights[i]![design[variable]!]!, 0)
    return sum >= rule.least && sum <= rule.most
  }

  const all = (sizes: readonly number[]): number[][] =>
    sizes.reduce<number[][]>(
      (designs, size) => designs.flatMap((design) => Array.from({ length: size }, (_, value) => [...design, value])),
      [[]]
    )

  /** Three to six variables, one now and then of more than 32 values, in a chain: any rule fits that tree. */
  function randomPart(seed: number): Part {
    const random = seededRandom(seed)
    const below = (limit: number) => Math.floor(random() * limit)
    const count = 3 + below(4)
    const sizes = Array.from({ length: count }, () => 2 + below(3))
    if (random() < 0.2) sizes[below(count)] = 33 + below(3)
    const scopeOf = () => {
      const scope = sizes.map((_, variable) => variable).filter(() => random() < 0.6)
      return scope.length < 2 ? [0, count - 1] : scope.slice(0, 4)
    }
    const rules = Array.from({ length: 1 + below(5) }, (): Rule => {
      const scope = scopeOf()
      if (random() < 0.4) {
        const rows = all(scope.map((variable) => sizes[variable]!)).filter(() => random() < 0.6)
        return { type: 'table', scope, rows }
      }
      const most = random() < 0.5 ? 1 : 3
      const weights = scope.map((variable) => Array.from({ length: sizes[variable]! }, () => below(most + 1)))
      const least = below(3)
      return { type: 'count', scope, weights, least, most: random() < 0.5 ? Infinity : least + below(4) }
    })
    return { variables: sizes.map((_, variable) => variable), sizes, rules }
  }

  const chain = (count: number) => Int32Array.from({ length: count }, (_, variable) => variable - 1)
  const unlimited = { states: 1e6, work: Infinity, goOn: () => true }

  it('holds the assignments that keep every rule and no other, whatever the rules and sizes', () => {
    for (let seed = 0; seed < 300; seed++) {
      const part = randomPart(seed)
      const { diagram } = walk(part, chain(part.sizes.length), unlimited)
      const valid = all(part.sizes).filter((design) => part.rules.every((rule) => keepsRule(design, rule)))
      if (valid.length === 0) expect(diagram!.size, `seed ${seed}`).toBe(0)
      else expect(assignmentsOf(diagram!).sort(), `seed ${seed}`).toEqual(valid.sort())
    }
  })

  it('holds the same where values are grouped, in fewer numbers', () => {
    let seen = 0
    for (let seed = 0; seed < 300; seed++) {
      const part = randomPart(seed)
      const { diagram } = walk(part, chain(part.sizes.length), unlimited)
      const fewer = grouped(diagram!)
      if (fewer === diagram) continue
      seen++
      expect(fewer.size, `seed ${seed}`).toBeLessThan(diagram!.size)
      const own = assignmentsOf(fewer).map((design) => design.slice(0, part.sizes.length))
      expect(own.sort(), `seed ${seed}`).toEqual(assignmentsOf(diagram!).sort())
    }
    expect(seen).toBeGreaterThan(10)
  })

  it('[R10] is walked 10,000 variables deep', () => {
    const count = 10_000
    const rows = [0, 1, 2].flatMap((a) => [0, 1, 2].filter((b) => Math.abs(a - b) < 2).map((b) => [a, b]))
    const part: Part = {
      variables: upTo(count),
      sizes: Array.from({ length: count }, () => 3),
      rules: Array.from({ length: count - 1 }, (_, at) => ({ type: 'table', scope: [at, at + 1], rows })),
    }
    const { diagram } = walk(part, chain(count), unlimited)
    // From the second on, one for each value before.
    expect(diagram!.nodes.slice(1).every(({ starts }) => starts.length === 4)).toBe(true)
    let looks = 0
    const { work } = walk(part, chain(count), { ...unlimited, goOn: () => ++looks < 3 })
    expect(looks).toBe(3)
    expect(work).toBeLessThan(50_000)
  })

  it('[R8] is given up at a limit of states or of work', () => {
    const [part] = partsOf({
      sizes: Array.from({ length: 30 }, () => 2),
      rules: Array.from({ length: 28 }, (_, at) => ({
        type: 'count',
        scope: [at, at + 1, at + 2],
        weights: [0, 1, 2].map(() => [0, 1]),
        least: 1,
        most: Infinity,
      })),
    })
    const { diagram, work } = walk(part!, chain(30), unlimited)
    expect(walk(part!, chain(30), { ...unlimited, states: diagram!.states - 1 }).diagram).toBeNull()
    expect(walk(part!, chain(30), { ...unlimited, states: diagram!.states }).diagram).not.toBeNull()
    expect(walk(part!, chain(30), { ...unlimited, work: work - 1 }).diagram).toBeNull()
    expect(walk(part!, chain(30), unlimited).work).toBe(work)
  })
})

describe('a table read variable by variable', () => {
  it('[R1] is satisfied by its rows alone, and knows at every step which values some row still has', () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = seededRandom(seed)
      const below = (limit: number) => Math.floor(random() * limit)
      const sizes = [2 + below(3), 2 + below(40), 2 + below(3)]
      const every = sizes.reduce<number[][]>(
        (rows, size) => rows.flatMap((row) => Array.from({ length: size }, (_, value) => [...row, value])),
        [[]]
      )
      const rows = every.filter(() => random() < 0.5)
      const { start, level, nextStart, next, supports, supportStart, supportStride, scope } = tableAutomaton(
        { type: 'table', scope: [2, 0, 1], rows: rows.map(([a, b, c]) => [c!, a!, b!]) },
        sizes
      )
      expect([...scope]).toEqual([0, 1, 2])
      let wrong = 0
      for (const row of every) {
        let state = start
        for (let at = 0; at < 3 && state > SATISFIED; at++) {
          if (level[state] !== at) wrong++
          const left = rows.filter((other) => other.slice(0, at).every((value, i) => value === row[i]))
          for (let later = at; later < 3; later++)
            for (let value = 0; value < sizes[later]!; value++) {
              const word = supports[state * supportStride + supportStart[later]! + (value >>> 5)]!
              if (((word >>> (value & 31)) & 1) !== (left.some((other) => other[later] === value) ? 1 : 0)) wrong++
            }
          state = next[nextStart[state]! + row[at]!]!
        }
        const isRow = rows.some((other) => other.every((value, i) => value === row[i]))
        if (state !== (isRow ? SATISFIED : FAILED)) wrong++
      }
      expect(wrong, `seed ${seed}`).toBe(0)
    }
  })
})

describe('a count', () => {
  it('is read as a clause exactly when it asks for one of some literals', () => {
    const weights = [
      [0, 1],
      [2, 3],
      [1, 0, 1],
    ]
    const count = (least: number, most: number, own: readonly (readonly number[])[] = weights) =>
      clauseOf({ type: 'count', scope: [0, 1, 2], weights: own, least, most })?.masks.map(([word]) => word)
    // At least one more than the least sum; not the greatest.
    expect(count(3, Infinity)).toEqual([0b10, 0b10, 0b101])
    expect(count(0, 4)).toEqual([0b01, 0b01, 0b010])
    expect(count(4, Infinity)).toBeUndefined()
    expect(count(3, 4)).toBeUndefined()
    expect(count(0, 3)).toBeUndefined()
    expect(count(1, Infinity, [[0, 1], [0, 2], [0, 1]])).toBeUndefined()
  })
})

describe('lists kept once', () => {
  it('are never mixed up, also where their hashes are the same', () => {
    const lists = createInterned()
    const random = seededRandom(1)
    const scratch = new Int32Array(2)
    const numbers = new Map<string, number>()
    // Among 200,000 hashes of 32 bits about five pairs are equal.
    for (let i = 0; i < 200_000; i++) {
      scratch[0] = random() * 0x7fffffff
      scratch[1] = random() * 0x7fffffff
      const number = lists.intern(scratch, 2)
      const known = numbers.get(scratch.join())
      if (known === undefined) numbers.set(scratch.join(), number)
      else if (known !== number) expect(number).toBe(known)
    }
    expect(lists.count).toBe(numbers.size)
    expect(lists.size).toBe(2 * numbers.size)
  })

  it('differ from their beginnings', () => {
    const lists = createInterned()
    const scratch = Int32Array.from([0, 0, 0])
    expect([1, 2, 3, 0, 2].map((length) => lists.intern(scratch, length))).toEqual([0, 1, 2, 3, 1])
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
    expect(code(() => loadRules({ ...compiled, format: 'toile.rules/9' as 'toile.rules/2' }))).toBe(
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
