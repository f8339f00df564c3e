import '../seed.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keeps } from '../../src/rules/compile/index.ts'
import { languageOf, type Domain } from '../../src/template/compile/cel.ts'
import { cellMaker } from '../../src/template/compile/cells.ts'
import { choiceListsOf, lowering, type Growing } from '../../src/template/compile/clauses.ts'
import { conditionsOver } from '../../src/template/compile/conditions.ts'
import { formulasOver, type Formula, type Formulas } from '../../src/template/compile/formula.ts'

const choice = (id: string, ...values: string[]): Domain => ({ id, values, isNumber: false })
const number = (id: string, from: number, to: number): Domain => ({
  id,
  values: Array.from({ length: to - from + 1 }, (_, at) => String(from + at)),
  isNumber: true,
})

/** A condition read over these options, with everything that lowers it. */
function conditions(options: readonly Domain[], terms: Readonly<Record<string, string>> = {}) {
  const problem: Growing = { options: options.map(({ id, values }) => ({ id, values })), constraints: [] }
  const formulas: Formulas = formulasOver((option) => problem.options[option]!.values.length)
  const names = {
    options,
    terms: new Set(Object.keys(terms)),
    measurements: new Set<string>(),
    unranged: new Set<string>(),
  }
  const language = languageOf(names)
  const read = conditionsOver({
    names,
    language,
    formulas,
    cells: cellMaker(new Map(), () => formulas),
    term: (id) => formulaOf(terms[id]!),
  })
  function formulaOf(text: string): Formula {
    const condition = read(text)
    if (!('formula' in condition)) throw new Error(condition.faults.map(({ message }) => message).join())
    return condition.formula
  }
  return { problem, formulas, language, read, formulaOf, lowered: lowering(problem, formulas) }
}

function forEachDesign(options: readonly { readonly values: readonly string[] }[], visit: (design: number[]) => void) {
  const design: number[] = []
  const choose = (at: number): void => {
    if (at === options.length) visit(design)
    else
      for (let value = 0; value < options[at]!.values.length; value++) {
        design[at] = value
        choose(at + 1)
      }
  }
  choose(0)
}

/** How many ways the hidden options have to keep the constraints with this design. */
function waysToKeep({ options, constraints }: Growing, design: readonly number[]): number {
  let ways = 0
  forEachDesign(options.slice(design.length), (hidden) => {
    const whole = [...design, ...hidden]
    if (constraints.every((constraint) => keeps(whole, constraint))) ways++
  })
  return ways
}

/** What CEL itself says of the condition with this design. */
function celSays(options: readonly Domain[], language: ReturnType<typeof languageOf>, text: string) {
  const parsed = language.parse(text)
  if (!('ast' in parsed)) throw new Error(parsed.faults.map(({ message }) => message).join())
  const program = language.program(parsed.ast)
  return (design: readonly number[]) =>
    program(
      Object.fromEntries(
        options.map(({ id, values, isNumber }, at) => {
          const value = values[design[at]!]!
          return [id, isNumber ? BigInt(value) : value]
        })
      )
    ) === true
}

const SMALL: readonly Domain[] = [
  choice('a', 'x', 'y', 'z'),
  choice('b', 'x', 'y'),
  number('n', 0, 3),
  number('m', 1, 3),
]
/** More combinations than are tried out, so that conditions are taken apart. */
const WIDE: readonly Domain[] = [
  ...SMALL,
  choice('c', 'x', 'y', 'z'),
  choice('d', 'x', 'y', 'z'),
  choice('e', 'x', 'y', 'z', 'w'),
]

function anyCondition(options: readonly Domain[]): fc.Arbitrary<string> {
  const ids = options.filter(({ isNumber }) => !isNumber)
  const numbers = options.filter(({ isNumber }) => isNumber)
  const name = fc.constantFrom(...ids)
  const bound = fc.integer({ min: 0, max: 6 })
  const sign = fc.constantFrom('<', '<=', '>', '>=', '==', '!=')
  const simple = fc.oneof(
    name.chain(({ id, values }) => fc.constantFrom(...values).map((value) => `${id} == "${value}"`)),
    name.chain(({ id, values }) => fc.constantFrom(...values).map((value) => `${id} != "${value}"`)),
    name.chain(({ id, values }) =>
      fc.subarray([...values], { minLength: 1 }).map((some) => `${id} in ${JSON.stringify(some)}`)
    ),
    fc
      .tuple(fc.constantFrom(...numbers), sign, bound)
      // Equal to a number that the option does not have is refused when read.
      .filter(([{ values }, s, b]) => (s !== '==' && s !== '!=') || values.includes(String(b)))
      .map(([{ id }, s, b]) => `${id} ${s} ${b}`),
    fc.tuple(sign, bound).map(([s, b]) => `n + 2 * m ${s} ${b}`),
    fc.tuple(name, name).map(([p, q]) => `${p.id} == ${q.id}`)
  )
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      simple,
      fc
        .tuple(fc.constantFrom(' && ', ' || '), fc.array(tie('condition'), { minLength: 2, maxLength: 4 }))
        .map(([sign, parts]) => parts.map((part) => `(${part})`).join(sign)),
      tie('condition').map((part) => `!(${part})`),
      fc.tuple(tie('condition'), tie('condition')).map(([p, q]) => `(${p}) == (${q})`),
      fc.tuple(tie('condition'), tie('condition'), tie('condition')).map(([p, q, r]) => `(${p}) ? (${q}) : (${r})`),
      fc
        .tuple(fc.array(tie('condition'), { minLength: 1, maxLength: 5 }), sign, fc.integer({ min: 0, max: 4 }))
        .map(([parts, s, b]) => `count(${parts.join(', ')}) ${s} ${b}`)
    ),
  }))
  return condition
}

describe('a condition', () => {
  it.each([
    ['few options', SMALL, 250],
    ['more combinations than are tried out', WIDE, 60],
  ] as const)('over %s allows exactly the designs that CEL says, each in one way', (_, options, numRuns) => {
    fc.assert(
      fc.property(anyCondition(options), (text) => {
        const { problem, lowered, formulaOf, language } = conditions(options)
        lowered.require(formulaOf(text), 'rule')
        fc.pre(problem.options.length - options.length <= 6)
        const holds = celSays(options, language, text)
        // Every one of few designs, every 61st of many.
        let seen = 0
        forEachDesign(options, (design) => {
          if (options === WIDE && seen++ % 61 !== 0) return
          const [expected, got] = [holds(design) ? 1 : 0, waysToKeep(problem, design)]
          if (got !== expected) throw new Error(`${text} at ${design.join()}: expected ${expected} ways, got ${got}`)
        })
      }),
      { numRuns }
    )
  })

  it('as lists of choices holds exactly where CEL says', () => {
    fc.assert(
      fc.property(anyCondition(SMALL), (text) => {
        const { formulas, formulaOf, language } = conditions(SMALL)
        const lists = choiceListsOf(formulaOf(text), formulas)
        const holds = celSays(SMALL, language, text)
        forEachDesign(SMALL, (design) => {
          const listed = lists.some((list) => list.every(({ option, values }) => values.includes(design[option]!)))
          expect(`${text}: ${listed}`).toBe(`${text}: ${holds(design)}`)
        })
      }),
      { numRuns: 150 }
    )
  })

  it('of forty alternatives is one clause, however many combinations it speaks of', () => {
    const options = Array.from({ length: 40 }, (_, k) => choice(`o${k}`, 'no', 'yes', 'maybe'))
    const { problem, lowered, formulaOf } = conditions(options)
    lowered.require(formulaOf(options.map(({ id }) => `${id} == "yes"`).join(' || ')), 'wide')
    expect(problem.constraints).toEqual([{ type: 'clause', id: 'wide', lits: options.map((_, k) => [k, [1]]) }])
    expect(problem.options).toHaveLength(40)
  })

  it('with a wide "and" is split, with arithmetic in it tried out over its own options only', () => {
    const many = Array.from({ length: 30 }, (_, k) => choice(`o${k}`, 'no', 'yes'))
    const options = [number('n', 1, 20), number('m', 1, 20), ...many]
    const { problem, lowered, formulaOf } = conditions(options)
    const all = options.slice(2).map(({ id }) => `${id} == "yes"`)
    lowered.require(formulaOf(`!(n * m > 399) || (${all.join(' && ')})`), 'wide')
    expect(problem.constraints).toHaveLength(30)
    for (const constraint of problem.constraints)
      expect(constraint).toMatchObject({ type: 'clause', lits: { length: 3 } })
  })

  it('that counts becomes a count, also as one of several alternatives', () => {
    const options = Array.from({ length: 12 }, (_, k) => choice(`o${k}`, 'no', 'yes'))
    const { problem, lowered, formulaOf } = conditions(options)
    const ten = options.slice(0, 10)
    const counted = `count(${ten.map(({ id }) => `${id} == "yes"`).join(', ')})`
    lowered.require(formulaOf(`${counted} <= 3`), 'plain')
    expect(problem.constraints).toEqual([
      { type: 'count', id: 'plain', lits: ten.map((_, k) => [k, [1]]), least: 0, most: 3 },
    ])
    lowered.require(formulaOf(`o10 == "yes" || ${counted} >= 4`), 'other')
    expect(problem.constraints[1]).toEqual({
      type: 'count',
      id: 'other',
      lits: [...ten.map((_, k) => [k, [1]]), ...Array.from({ length: 4 }, () => [10, [1]])],
      least: 4,
      most: 14,
    })
    expect(problem.options).toHaveLength(12)
  })

  it('over a sum of many numbers becomes a count', () => {
    const options = Array.from({ length: 6 }, (_, k) => number(`n${k}`, 1, 20))
    const { problem, lowered, formulaOf } = conditions(options)
    lowered.require(formulaOf(`${options.map(({ id }) => id).join(' + ')} <= 100`), 'sum')
    expect(problem.constraints).toMatchObject([{ type: 'count', least: 0, most: 94, lits: { length: 114 } }])
    const keepsAt = (...amounts: number[]) => {
      const design = amounts.map((amount) => amount - 1)
      return problem.constraints.every((one) => keeps(design, one))
    }
    expect([keepsAt(20, 20, 20, 20, 19, 1), keepsAt(20, 20, 20, 20, 20, 1)]).toEqual([true, false])
  })

  it('may name others, as deep as one likes', () => {
    const terms = { low: 'n < 2', plain: 'low && b == "x"', odd: '!plain || count(low, a == "x") == 1' }
    const { formulaOf, language, formulas, problem } = conditions(SMALL, terms)
    const written = '!(n < 2 && b == "x") || count(n < 2, a == "x") == 1'
    const holds = celSays(SMALL, language, written)
    const lists = choiceListsOf(formulaOf('odd'), formulas)
    forEachDesign(SMALL, (design) => {
      const listed = lists.some((list) => list.every(({ option, values }) => values.includes(design[option]!)))
      expect(listed).toBe(holds(design))
    })
    expect(problem.options).toHaveLength(SMALL.length)
  })

  it('passes over what fails where another part decides, as CEL does', () => {
    const text = 'n == 0 || 6 / n > 2'
    const { problem, lowered, formulaOf } = conditions(SMALL)
    lowered.require(formulaOf(text), 'safe')
    const allowed = [0, 1, 2, 3].filter((n) => problem.constraints.every((one) => keeps([0, 0, n, 0], one)))
    expect(allowed).toEqual([0, 1, 2])
    const other = conditions(SMALL)
    expect(() => other.lowered.require(other.formulaOf('6 / n > 2'), 'unsafe')).toThrow('division by zero')
  })
})
