import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../src/ground/index.ts'
import type { Model } from '../../src/rules/compile/model.ts'
import { rulesOf } from '../../src/rules/compile/normalize.ts'
import { presolve, searched } from '../../src/rules/compile/presolve.ts'
import { settle } from '../../src/rules/compile/settle.ts'
import type { Presolved, Rule } from '../../src/rules/compile/variables.ts'
import type { Constraint, RuleProblem } from '../../src/rules/index.ts'
import { designsOf, randomProblem } from './bruteForce.ts'

const yesNo = (...ids: string[]) => ids.map((id) => ({ id, values: ['no', 'yes'] }))

/** At least one of the literals: positive numbers are options that say yes, `~option` says no. */
const clause = (...literals: number[]): Constraint => ({
  type: 'clause',
  id: `one of ${literals.join()}`,
  lits: literals.map((literal) => (literal < 0 ? [~literal, [0]] : [literal, [1]])),
})

const atMostOne = (...options: number[]): Constraint[] =>
  options.flatMap((a, i) => options.slice(i + 1).map((b) => clause(~a, ~b)))

function keeps(assignment: readonly number[], rule: Rule): boolean {
  if (rule.type === 'table') return rule.rows.some((row) => row.every((v, i) => assignment[rule.scope[i]!] === v))
  const sum = rule.scope.reduce((total, variable, i) => total + rule.weights[i]![assignment[variable]!]!, 0)
  return sum >= rule.least && sum <= rule.most
}

/** The options' values in each assignment of the variables that keeps the rules. */
function assignmentsOf({ sizes, rules, owners, satisfiable }: Presolved): number[][] {
  if (!satisfiable) return []
  let assignments: number[][] = [[]]
  for (const size of sizes)
    assignments = assignments.flatMap((start) => Array.from({ length: size }, (_, value) => [...start, value]))
  return assignments
    .filter((assignment) => rules.every((rule) => keeps(assignment, rule)))
    .map((assignment) =>
      owners.map((owner) => (owner.kind === 'fixed' ? owner.value : owner.values[assignment[owner.variable]!]!))
    )
}

/** Small problems full of what presolve looks for: groups, the same in other words, functions, counts, tables. */
function tangledProblem(seed: number): RuleProblem {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const options = Array.from({ length: 5 + below(5) }, (_, o) => ({
    id: `o${o}`,
    values: Array.from({ length: random() < 0.75 ? 2 : 3 }, (_, v) => `v${v}`),
  }))
  const some = (count: number) => {
    const all = options.map((_, option) => option)
    return Array.from({ length: Math.min(count, all.length) }, () => all.splice(below(all.length), 1)[0]!)
  }
  const valueOf = (option: number) => below(options[option]!.values.length)
  const others = (option: number, value: number) =>
    options[option]!.values.map((_, v) => v).filter((v) => v !== value)
  const constraints: Constraint[] = []
  const add = (lits: (readonly [number, readonly number[]])[]) =>
    constraints.push({ type: 'clause', id: `r${constraints.length}`, lits })
  for (let rule = 0; rule < 2 + below(4); rule++) {
    const kind = random()
    if (kind < 0.35) {
      // A group: at most one of some values, with or without a parent that wants one of them.
      const [parent, ...members] = some(4 + below(3)) as [number, ...number[]]
      const values = members.map(valueOf)
      members.forEach((a, i) =>
        members.slice(i + 1).forEach((b, j) =>
          add([
            [a, others(a, values[i]!)],
            [b, others(b, values[i + 1 + j]!)],
          ])
        )
      )
      const one = members.map((member, i) => [member, [values[i]!]] as const)
      const wanted = valueOf(parent)
      if (random() < 0.7) add(random() < 0.5 ? one : [[parent, others(parent, wanted)], ...one])
      if (random() < 0.4)
        members.forEach((member, i) =>
          add([
            [member, others(member, values[i]!)],
            [parent, [wanted]],
          ])
        )
    } else if (kind < 0.55) {
      // The same in other words, or in a circle.
      const ring = some(2 + below(3))
      const values = ring.map(valueOf)
      ring.forEach((option, i) => {
        const next = (i + 1) % ring.length
        add([
          [option, others(option, values[i]!)],
          [ring[next]!, [values[next]!]],
        ])
      })
    } else if (kind < 0.75) {
      // One option a function of others.
      const [target, ...scope] = some(2 + below(2)) as [number, ...number[]]
      const rows = scope.reduce<number[][]>(
        (all, option) => all.flatMap((row) => options[option]!.values.map((_, v) => [...row, v])),
        [[]]
      )
      const kept = rows.filter(() => random() < 0.9).map((row) => [...row, valueOf(target)])
      constraints.push({ type: 'table', id: `r${constraints.length}`, scope: [...scope, target], tuples: kept })
    } else {
      const lits = some(2 + below(5)).map((option) => [option, [valueOf(option)]] as const)
      const least = below(2)
      constraints.push({ type: 'count', id: `r${constraints.length}`, lits, least, most: least + below(2) })
    }
  }
  return { options, constraints }
}

/** Each option a variable, nothing left out. */
const modelOf = (problem: RuleProblem): Model => ({
  sizes: problem.options.map(({ values }) => values.length),
  rules: rulesOf(problem),
  owners: [],
})

const sorted = (designs: readonly (readonly number[])[]) => designs.map((design) => design.join('')).sort()

describe('presolve', () => {
  it('[R2] changes nothing: designs and assignments of the variables are one to one', () => {
    for (let seed = 0; seed < 1500; seed++)
      for (const problem of [tangledProblem(seed), randomProblem(seed)])
        expect(sorted(assignmentsOf(presolve(problem))), `seed ${seed}`).toEqual(sorted(designsOf(problem)))
  })

  it('[R2] changes nothing by searching either, and hands back the same where nothing is found', () => {
    let found = 0
    for (let seed = 0; seed < 300; seed++) {
      const problem = tangledProblem(seed)
      const owners = problem.options.map(({ values }, variable) => {
        return { kind: 'variable' as const, variable, values: values.map((_, value) => value) }
      })
      const asStated: Presolved = { ...modelOf(problem), owners, satisfiable: true }
      const after = searched(asStated)
      if (after !== asStated) found++
      expect(sorted(assignmentsOf(after)), `seed ${seed}`).toEqual(sorted(designsOf(problem)))
    }
    expect(found).toBeGreaterThan(100)
    const free = presolve({ options: yesNo('a', 'b', 'c'), constraints: [clause(0, 1, 2)] })
    expect(searched(free)).toBe(free)
  })

  it('[R7] gives the same variables each time', () => {
    for (let seed = 0; seed < 50; seed++)
      expect(presolve(tangledProblem(seed))).toEqual(presolve(tangledProblem(seed)))
  })

  it('keeps the designs when the rules come in another order', () => {
    for (let seed = 0; seed < 200; seed++) {
      const { options, constraints } = tangledProblem(seed)
      const reversed = { options, constraints: constraints.toReversed() }
      const designs = (problem: RuleProblem) => sorted(assignmentsOf(presolve(problem)))
      expect(designs(reversed)).toEqual(designs({ options, constraints }))
    }
  })

  it('leaves out options that rules decide', () => {
    const { sizes, owners } = presolve({
      options: yesNo('a', 'b', 'c'),
      constraints: [clause(0), clause(~0, 1)],
    })
    expect(sizes).toEqual([2])
    expect(owners).toEqual([
      { kind: 'fixed', value: 1 },
      { kind: 'fixed', value: 1 },
      { kind: 'variable', variable: 0, values: [0, 1] },
    ])
  })

  it('leaves out a value that by itself contradicts', () => {
    // Without b, both c and not c.
    const constraints = [clause(1, 2), clause(1, ~2), clause(0, 2)]
    const { owners } = presolve({ options: yesNo('a', 'b', 'c'), constraints })
    expect(owners[1]).toEqual({ kind: 'fixed', value: 1 })
  })

  it('makes one variable of options that are the same in other words, around any number of corners', () => {
    const count = 40
    const { sizes, rules, owners } = presolve({
      options: yesNo(...Array.from({ length: count }, (_, o) => `o${o}`)),
      constraints: Array.from({ length: count }, (_, o) => clause(~o, (o + 1) % count)),
    })
    expect({ sizes, rules }).toEqual({ sizes: [2], rules: [] })
    expect(owners.every((owner) => owner.kind === 'variable' && owner.values.join() === '0,1')).toBe(true)
  })

  it('makes one variable of a group of which one is taken, and its parent', () => {
    const { sizes, rules, owners } = presolve({
      options: yesNo('parent', 'a', 'b', 'c'),
      constraints: [...atMostOne(1, 2, 3), clause(~0, 1, 2, 3), clause(~1, 0), clause(~2, 0), clause(~3, 0)],
    })
    expect({ sizes, rules }).toEqual({ sizes: [4], rules: [] })
    expect(owners.map((owner) => owner.kind === 'variable' && owner.values)).toEqual([
      [0, 1, 1, 1],
      [0, 0, 0, 1],
      [0, 0, 1, 0],
      [0, 1, 0, 0],
    ])
  })

  it('makes one variable of "at most one of"', () => {
    const { sizes, rules } = presolve({
      options: yesNo('a', 'b', 'c', 'd'),
      constraints: [{ type: 'count', id: 'r', lits: [0, 1, 2, 3].map((o) => [o, [1]]), least: 0, most: 1 }],
    })
    expect({ sizes, rules }).toEqual({ sizes: [5], rules: [] })
  })

  it('folds a hidden option into the one it follows', () => {
    const { sizes, rules, owners } = presolve({
      options: [{ id: 'top', values: ['oak', 'walnut', 'glass'] }, ...yesNo('wooden')],
      constraints: [
        {
          type: 'table',
          id: 'wood',
          scope: [1, 0],
          tuples: [
            [1, 0],
            [1, 1],
            [0, 2],
          ],
        },
      ],
    })
    expect({ sizes, rules }).toEqual({ sizes: [3], rules: [] })
    expect(owners[1]).toEqual({ kind: 'variable', variable: 0, values: [1, 1, 0] })
  })

  it('leaves out rules that others imply, and the parts of a rule that never help', () => {
    const { rules } = presolve({
      options: yesNo('a', 'b', 'c', 'd'),
      constraints: [clause(~0, 1), clause(~1, 2), clause(~0, 2), clause(0, 1, 3)],
    })
    expect(rules.map(({ scope }) => scope)).toEqual([
      [0, 1],
      [1, 2],
      [1, 3],
    ])
  })

  it('sees that rules contradict, whichever of them show it', () => {
    const contradicts = (constraints: Constraint[]) =>
      expect(presolve({ options: yesNo('a', 'b', 'c'), constraints }).satisfiable).toBe(false)
    contradicts([clause()])
    contradicts([clause(0), clause(~0)])
    contradicts([clause(0, 1), clause(0, ~1), clause(~0, 1), clause(~0, ~1)])
    contradicts([{ type: 'table', id: 'empty', scope: [0, 1], tuples: [] }])
    contradicts([{ type: 'count', id: 'crossed', lits: [[0, [1]]], least: 2, most: 1 }])
    contradicts([{ type: 'count', id: 'high', lits: [[0, [1]], [1, [1]]], least: 3, most: 9 }])
    contradicts([
      { type: 'table', id: 'equal', scope: [0, 1], tuples: [[0, 0], [1, 1]] },
      { type: 'table', id: 'different', scope: [1, 0], tuples: [[0, 1], [1, 0]] },
    ])
  })

  it('takes rules as generated: literals twice, whole domains, rows twice, an option twice in a table', () => {
    const { sizes, rules } = presolve({
      options: [...yesNo('a', 'b'), { id: 'only', values: ['one'] }],
      constraints: [
        clause(0, 0, 1),
        clause(0, ~0),
        { type: 'clause', id: 'any', lits: [[1, [0, 1, 1]]] },
        { type: 'table', id: 'twice', scope: [0, 0, 2], tuples: [[0, 0, 0], [1, 1, 0], [1, 1, 0], [0, 1, 0]] },
        { type: 'count', id: 'wide', lits: [[0, [1]], [0, [1]]], least: -Infinity, most: Infinity },
      ],
    })
    expect(sizes).toEqual([2, 2])
    expect(rules).toHaveLength(1)
  })

  it('finds by search exactly the values no design has, and pairs that are the same in each', () => {
    for (let seed = 0; seed < 400; seed++) {
      const problem = tangledProblem(seed)
      const designs = designsOf(problem)
      const settled = settle(modelOf(problem))
      if (designs.length === 0) {
        expect(settled).toBeNull()
        continue
      }
      const had = problem.options.flatMap(({ values }, option) =>
        values.map((_, value) => Number(designs.some((design) => design[option] === value)))
      )
      expect([...settled!.live], `seed ${seed}`).toEqual(had)
      for (const { of, variable, values } of settled!.dependences)
        expect(designs.every((design) => design[variable] === values[design[of]!])).toBe(true)
    }
  })

  it('finds by search what no single value shows', () => {
    // Three pigeons do not fit in two holes, so a must be: propagation from "not a" alone does not see it.
    const pigeons = [1, 2, 3].map((at) => clause(0, 2 * at, 2 * at + 1))
    const holes = [0, 1].flatMap((hole) => atMostOne(...[1, 2, 3].map((at) => 2 * at + hole)))
    const options = yesNo('a', '-', ...Array.from({ length: 6 }, (_, o) => `p${o}`))
    const { live } = settle(modelOf({ options, constraints: [...pigeons, ...holes] }))!
    expect([...live].slice(0, 2)).toEqual([0, 1])
  })

  it('[R9] refuses options without values and rules over what is not there, by name', () => {
    const refused = (constraint: Constraint, options: RuleProblem['options'] = yesNo('a', 'b')) =>
      expect(() => presolve({ options, constraints: [constraint] }))
    refused(clause(0), [{ id: 'lid', values: [] }]).toThrow('option "lid": expected at least one value, got none.')
    refused({ type: 'clause', id: 'far', lits: [[7, [0]]] }).toThrow('rule "far" names option 7, but there are 2.')
    refused({ type: 'clause', id: 'half', lits: [[0.5, []]] }).toThrow('rule "half" names option 0.5, but there are 2.')
    refused({ type: 'count', id: 'far', lits: [[0, [3]]], least: 0, most: 1 }).toThrow(
      'rule "far" names value 3 of option "a", which has 2.'
    )
    refused({ type: 'table', id: 'off', scope: [0, -1], tuples: [] }).toThrow(
      'rule "off" names option -1, but there are 2.'
    )
    refused({ type: 'table', id: 'thin', scope: [0, 1], tuples: [[0]] }).toThrow(
      'rule "thin" has a row of 1 values for 2 options.'
    )
    refused({ type: 'count', id: 'odd', lits: [[0, [1]]], least: Number.NaN, most: 1 }).toThrow(
      'rule "odd" expects between NaN and 1 of its literals: expected two numbers.'
    )
  })

  it('[R10] is done with 10,000 options in no time', () => {
    const count = 10_000
    const options = yesNo(...Array.from({ length: count }, (_, o) => `o${o}`))
    const chain = Array.from({ length: count - 1 }, (_, o) => clause(~o, o + 1))
    const all: Constraint = { type: 'count', id: 'all', lits: options.map((_, o) => [o, [1]]), least: 1, most: 9_000 }
    const groups = Array.from({ length: count / 10 }, (_, g) => ({
      type: 'count' as const,
      id: `g${g}`,
      lits: Array.from({ length: 10 }, (_, i) => [10 * g + i, [1]] as const),
      least: 1,
      most: 1,
    }))
    const began = performance.now()
    expect(presolve({ options, constraints: [] }).sizes).toHaveLength(count)
    expect(presolve({ options, constraints: chain }).rules).toHaveLength(count - 1)
    expect(presolve({ options, constraints: [all] }).rules).toHaveLength(1)
    expect(presolve({ options, constraints: groups }).sizes).toEqual(Array.from({ length: count / 10 }, () => 10))
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})
