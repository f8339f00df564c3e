import { combinationsOf, MOST_COMBINATIONS } from './boxes.ts'
import {
  childrenOf,
  faultOf,
  type ASTNode,
  type Context,
  type ExpressionFault,
  type Language,
  type Names,
} from './cel.ts'
import type { CellMaker, Sum } from './cells.ts'
import { TooLarge } from './clauses.ts'
import { FALSE, holdsOver, isFalse, isTrue, scopeOf, type Formula, type Formulas } from './formula.ts'

/** A condition as a formula, or what is wrong with it. No faults: a term in it is wrong, which was said there. */
export type Condition =
  | { readonly formula: Formula; readonly doubts: readonly ExpressionFault[] }
  | { readonly faults: readonly ExpressionFault[] }

/** Sums of numbers are tried out up to here; beyond it they are counted. */
const FEW_COMBINATIONS = 2000
/** Steps that a sum of numbers may take from its least to its greatest. */
const MOST_STEPS = 5000
/** Different numbers that one measurement may be compared with, by the choices they depend on. */
const MOST_COMPARED = 2000

class Fault extends Error {
  readonly code: string
  readonly offset: number
  constructor(code: string, message: string, { range }: ASTNode) {
    super(message)
    this.code = code
    this.offset = range.start
  }
}

/** A term that is wrong itself: said there, and once is enough. */
class Broken extends Error {}

/** What a comparison reads like from the other side. */
const MIRRORED: Readonly<Record<string, string>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
}
const isComparison = (op: string): boolean => Object.hasOwn(MIRRORED, op)

interface Tools {
  readonly names: Names
  readonly language: Language
  readonly formulas: Formulas
  readonly cells: CellMaker
  /** A named condition; null when it is wrong. */
  readonly term: (id: string) => Formula | null
}

/**
 * Takes conditions apart along "and", "or", "not" and counting, so that a wide one becomes few clauses. Only what is
 * left, an arithmetic comparison say, is tried out on the combinations of just its own options.
 */
export function conditionsOver({ names, language, formulas, cells, term }: Tools): (text: string) => Condition {
  const { is, all, any, count, tried, not } = formulas
  const placeOf = new Map(names.options.map(({ id }, at) => [id, at]))
  const inputs = names.options.map(({ values, isNumber }) => (isNumber ? values.map(BigInt) : values))
  let doubts: ExpressionFault[] = []

  return (text) => {
    const parsed = language.parse(text)
    if ('faults' in parsed) return parsed
    // Reading a term comes in between.
    const outer = doubts
    doubts = []
    try {
      return { formula: formulaOf(parsed.ast), doubts }
    } catch (error) {
      if (error instanceof Broken) return { faults: [] }
      if (error instanceof TooLarge) return { faults: [{ code: 'rule/too-large', message: error.message, offset: 0 }] }
      const { code, message, offset } = error instanceof Fault ? error : faultOf(error, 'rule/evaluation')
      return { faults: [{ code, message, offset }] }
    } finally {
      doubts = outer
    }
  }

  function formulaOf(node: ASTNode): Formula {
    switch (node.op) {
      case '!_':
        return not(formulaOf(node.args))
      case '&&':
        return all(operandsOf(node, '&&').map(formulaOf))
      case '||':
        return any(operandsOf(node, '||').map(formulaOf))
      case '?:': {
        const [condition, then, otherwise] = node.args
        const holds = formulaOf(condition)
        return all([any([not(holds), formulaOf(then)]), any([holds, formulaOf(otherwise)])])
      }
      case 'id':
        return termOf(node.args)
      case '==':
      case '!=': {
        const [a, b] = node.args
        if (!isCondition(a) || !isCondition(b)) break
        const [left, right] = [formulaOf(a), formulaOf(b)]
        const same = all([any([not(left), right]), any([left, not(right)])])
        return node.op === '==' ? same : not(same)
      }
    }
    const measured = [...language.namesIn(node)].some((name) => names.measurements.has(name))
    return countingOf(node) ?? (measured ? comparedOf(node) : (sumOf(node) ?? triedOf(node)))
  }

  function termOf(id: string): Formula {
    const formula = term(id)
    if (!formula) throw new Broken()
    return formula
  }

  function isCondition(node: ASTNode): boolean {
    if (node.op === 'id') return names.terms.has(node.args)
    if (node.op === 'value') return typeof node.args === 'boolean'
    if (node.op === '?:') return isCondition(node.args[1])
    return node.op === '!_' || node.op === '&&' || node.op === '||' || node.op === 'in' || isComparison(node.op)
  }

  /** `count(a, b, ...) <= 2` and its like; the number may stand on either side. */
  function countingOf(node: ASTNode): Formula | null {
    if (!isComparison(node.op)) return null
    const [a, b] = node.args as readonly [ASTNode, ASTNode]
    const [call, other, sign] = isCount(a) ? [a, b, node.op] : [b, a, MIRRORED[node.op]!]
    if (!isCount(call) || language.namesIn(other).size > 0) return null
    const bound = Number(language.program(other)({}))
    const parts = call.args[1].map(formulaOf)
    const least = sign === '>' ? bound + 1 : sign === '<' || sign === '<=' ? 0 : bound
    const most = sign === '<' ? bound - 1 : sign === '>' || sign === '>=' ? parts.length : bound
    return sign === '!=' ? not(count(parts, least, most)) : count(parts, least, most)
  }

  /** A comparison of measurements with a number, which may depend on choices. */
  function comparedOf(node: ASTNode): Formula {
    if (!isComparison(node.op)) throw notCompared(node)
    const [a, b] = node.args as readonly [ASTNode, ASTNode]
    const times = new Map(timesIn(a))
    for (const [name, more] of timesIn(b)) times.set(name, (times.get(name) ?? 0) - more)
    const given = [...times].filter(([, each]) => each !== 0).toSorted(([x], [y]) => (x < y ? -1 : 1))
    const [first] = given
    if (!first || (given.length > 1 && given.some(([, each]) => !Number.isInteger(each)))) throw notCompared(node)
    // One measurement is compared as it is; of several, the first counts positively.
    const scale = given.length === 1 ? first[1] : Math.sign(first[1])
    const sum: Sum = given.map(([name, each]) => [name, each / scale])
    const sign = scale < 0 ? MIRRORED[node.op]! : node.op
    const zeros = Object.fromEntries([...names.measurements].map((name) => [name, 0]))
    const [left, right] = [language.program(a), language.program(b)]
    const scope = scopeIn(node)
    if (combinationsOf(scope.map(sizeOf)) > MOST_COMPARED)
      throw new TooLarge(`compares with more than ${MOST_COMPARED} different numbers. Split it into several rules.`)
    // Grouped by the number, so that each is compared once.
    const cases = new Map<number, (readonly number[])[]>()
    forEach(scope, (values) => {
      const context = { ...contextOf(node, scope, values), ...zeros }
      const tenths = nearWhole(((Number(right(context)) - Number(left(context))) / scale) * 100)
      cases.set(tenths, [...(cases.get(tenths) ?? []), [...values]])
    })
    const whole = all(
      [...cases].map(([tenths, combinations]) => {
        const chosen = any(combinations.map((values) => all(scope.map((option, k) => is(option, [values[k]!])))))
        return any([not(chosen), compared(sum, sign, tenths)])
      })
    )
    if (isTrue(whole) || isFalse(whole)) {
      const always = `${sum.map(([name]) => name).join(' and ')}: within the range this is always ${isTrue(whole)}.`
      const message = `${always} Is the number or the range meant otherwise?`
      doubts.push({ code: 'rule/beyond-range', message, offset: node.range.start })
    }
    return whole
  }

  function compared(sum: Sum, sign: string, tenths: number): Formula {
    // Asked only where it matters: each bound cuts the range.
    const atLeast = () => cells.atLeast(sum, Math.ceil(tenths))
    const above = () => cells.atLeast(sum, Math.floor(tenths) + 1)
    switch (sign) {
      case '>=':
        return atLeast()
      case '>':
        return above()
      case '<':
        return not(atLeast())
      case '<=':
        return not(above())
      default: {
        const equal = Number.isInteger(tenths) ? all([atLeast(), not(above())]) : FALSE
        return sign === '==' ? equal : not(equal)
      }
    }
  }

  /** How many times each measurement counts in a sum. */
  function timesIn(node: ASTNode): readonly (readonly [string, number])[] {
    const inside = [...language.namesIn(node)]
    if (!inside.some((name) => names.measurements.has(name))) return []
    if (node.op === 'id') return [[node.args, 1]]
    if (node.op === '-_') return scaled(timesIn(node.args), -1)
    if (node.op === '*') {
      const [factor, term] = language.namesIn(node.args[0]).size === 0 ? node.args : node.args.toReversed()
      if (language.namesIn(factor!).size === 0) return scaled(timesIn(term!), Number(language.program(factor!)({})))
    }
    if (node.op !== '+' && node.op !== '-') throw notCompared(node)
    const joined = new Map(timesIn(node.args[0]))
    for (const [name, more] of timesIn(node.args[1]))
      joined.set(name, (joined.get(name) ?? 0) + (node.op === '+' ? more : -more))
    return [...joined]
  }

  function notCompared(node: ASTNode): Fault {
    const [name] = [...language.namesIn(node)].filter((each) => names.measurements.has(each))
    return new Fault(
      'rule/measurement',
      `expected a measurement compared with a number, such as "${name} > 120"; ` +
        'whole multiples of measurements may be added.',
      node
    )
  }

  /** A comparison of a sum of numbers with another, when trying it out would take too long: it is counted instead. */
  function sumOf(node: ASTNode): Formula | null {
    if (!isComparison(node.op)) return null
    if (combinationsOf(scopeIn(node).map(sizeOf)) <= FEW_COMBINATIONS) return null
    const [a, b] = node.args as readonly [ASTNode, ASTNode]
    const [left, right] = [linear(a), linear(b)]
    if (!left || !right) return null
    const times = new Map(left.times)
    for (const [option, more] of right.times) times.set(option, (times.get(option) ?? 0) - more)
    let least = left.constant - right.constant
    const parts: Formula[] = []
    for (const [option, each] of times) {
      const amounts = inputs[option]!.map((value) => each * Number(value))
      const low = Math.min(...amounts)
      least += low
      const step = Math.abs(amounts[1] === undefined ? 0 : amounts[1] - amounts[0]!)
      if (parts.length + (amounts.length - 1) * step > MOST_STEPS) return null
      // One part per unit: as many of them hold as the option's amount lies above its least.
      for (let above = 1; above <= (amounts.length - 1) * step; above++)
        parts.push(is(option, amounts.flatMap((amount, value) => (amount - low >= above ? [value] : []))))
    }
    const bound = -least
    switch (node.op) {
      case '<=':
        return count(parts, 0, bound)
      case '<':
        return count(parts, 0, bound - 1)
      case '>=':
        return count(parts, bound, parts.length)
      case '>':
        return count(parts, bound + 1, parts.length)
      default:
        return node.op === '==' ? count(parts, bound, bound) : not(count(parts, bound, bound))
    }
  }

  /** `2 * a + b - 3` over numbers; null when it is anything else. */
  function linear(node: ASTNode): Linear | null {
    if (node.op === 'value') return typeof node.args === 'bigint' ? constantOf(Number(node.args)) : null
    if (node.op === 'id') {
      const option = placeOf.get(node.args)
      if (option === undefined || !names.options[option]!.isNumber) return null
      return { times: new Map([[option, 1]]), constant: 0 }
    }
    if (node.op !== '+' && node.op !== '-' && node.op !== '*' && node.op !== '-_') return null
    const parts = childrenOf(node).map(linear)
    const [a, b] = [parts[0], parts[1] ?? constantOf(0)]
    if (!a || parts[1] === null) return null
    if (node.op === '*') {
      const [factor, term] = a.times.size === 0 ? [a, b] : [b, a]
      if (factor.times.size > 0) return null
      return { times: new Map(scaled([...term.times], factor.constant)), constant: term.constant * factor.constant }
    }
    if (node.op === '-_') return { times: new Map(scaled([...a.times], -1)), constant: -a.constant }
    const sign = node.op === '+' ? 1 : -1
    const times = new Map(a.times)
    for (const [option, more] of b.times) times.set(option, (times.get(option) ?? 0) + sign * more)
    return { times, constant: a.constant + sign * b.constant }
  }

  /** Tries the node out on every combination of the options it speaks of, once. */
  function triedOf(node: ASTNode): Formula {
    const scope = scopeIn(node)
    const sizes = scope.map(sizeOf)
    const combinations = combinationsOf(sizes)
    if (combinations > MOST_COMBINATIONS)
      throw new TooLarge(
        `speaks of ${combinations} combinations, expected at most ${MOST_COMBINATIONS}. Split it into several rules.`
      )
    const program = language.program(node)
    const results: (boolean | { readonly error: unknown })[] = []
    forEach(scope, (values) => {
      try {
        results.push(program(contextOf(node, scope, values)) === true)
      } catch (error) {
        results.push({ error })
      }
    })
    const holds = (values: readonly number[]): boolean => {
      const result = results[values.reduce((at, value, k) => at * sizes[k]! + value, 0)]!
      if (typeof result === 'object') throw result.error
      return result
    }
    return tried(scope, holds, results.some((result) => typeof result === 'object'))
  }

  function forEach(scope: readonly number[], visit: (values: readonly number[]) => void): void {
    const values: number[] = []
    const choose = (level: number): void => {
      if (level === scope.length) visit(values)
      else
        for (let value = 0; value < sizeOf(scope[level]!); value++) {
          values[level] = value
          choose(level + 1)
        }
    }
    choose(0)
  }

  /** The options that a node speaks of, also through terms. */
  function scopeIn(node: ASTNode): readonly number[] {
    const scope = new Set<number>()
    for (const name of language.namesIn(node))
      if (placeOf.has(name)) scope.add(placeOf.get(name)!)
      else if (names.terms.has(name)) for (const option of scopeOf(termOf(name))) scope.add(option)
    return [...scope].toSorted((a, b) => a - b)
  }

  function contextOf(node: ASTNode, scope: readonly number[], values: readonly number[]): Context {
    const context: Record<string, string | bigint | boolean> = Object.create(null)
    for (const name of language.namesIn(node)) {
      const option = placeOf.get(name)
      if (option !== undefined) context[name] = inputs[option]![values[scope.indexOf(option)]!]!
      else if (names.terms.has(name)) context[name] = holdsOver(termOf(name), scope)(values)
    }
    return context
  }

  function sizeOf(option: number): number {
    return formulas.sizeOf(option)
  }
}

interface Linear {
  /** By option. */
  readonly times: ReadonlyMap<number, number>
  readonly constant: number
}

const constantOf = (constant: number): Linear => ({ times: new Map(), constant })

const isCount = (node: ASTNode): node is Extract<ASTNode, { op: 'call' }> =>
  node.op === 'call' && node.args[0] === 'count'

/** `a && b && c` is a chain in the tree, as deep as it is long. */
function operandsOf(node: ASTNode, op: '&&' | '||'): readonly ASTNode[] {
  const operands: ASTNode[] = []
  let at = node
  while (at.op === op) {
    operands.push(at.args[1])
    at = at.args[0]
  }
  return [...operands, at].toReversed()
}

const scaled = <Key>(times: readonly (readonly [Key, number])[], factor: number): readonly (readonly [Key, number])[] =>
  times.map(([key, each]) => [key, each * factor])

/** Centimetres with two decimals are whole tenths of a millimetre; doubles hold them only nearly. */
const nearWhole = (value: number): number =>
  Math.abs(value - Math.round(value)) < 1e-6 ? Math.round(value) : value
