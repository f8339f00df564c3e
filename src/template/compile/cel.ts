import { Environment, type ASTNode } from '@marcbachmann/cel-js'
import { nearestWord } from '../../ground/index.ts'
import { expectedOneOf } from './issues.ts'

export type { ASTNode } from '@marcbachmann/cel-js'

/** An option as expressions see it: a text, or a whole number for a range. */
export interface Domain {
  readonly id: string
  readonly values: readonly string[]
  readonly isNumber: boolean
}

/** What a condition may name. */
export interface Names {
  readonly options: readonly Domain[]
  /** The designer's named conditions. */
  readonly terms: ReadonlySet<string>
  /** Measurements with a range. */
  readonly measurements: ReadonlySet<string>
  /** Measurements that are asked for, but without a range. */
  readonly unranged: ReadonlySet<string>
}

/** Something wrong in an expression, `offset` characters from its start. */
export interface ExpressionFault {
  readonly code: string
  readonly message: string
  readonly offset: number
}

export type Parsed = { readonly ast: ASTNode } | { readonly faults: readonly ExpressionFault[] }

/** What a name stands for while an expression is tried out: a choice, a number, whether a term holds. */
export type Context = Readonly<Record<string, string | bigint | number | boolean>>

export interface Language {
  /** Reads a condition: all names and choices in it exist, and it is true or false. */
  parse(text: string): Parsed
  /** A program for a part of a parsed expression. @throws what CEL calls an error: a division by zero, say. */
  program(part: ASTNode): (context: Context) => unknown
  /** The names that the part speaks of; not those it gives to the items of a list. */
  namesIn(part: ASTNode): ReadonlySet<string>
}

/** Words and types of CEL itself (language definition, "Syntax"): no option can have them as its name. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...'as break const continue else false for function if import in let loop namespace null'.split(' '),
  ...'package return true var void while'.split(' '),
  ...'bool bytes double int list map optional string type uint'.split(' '),
])

/** Conditions that one `count(...)` may hold; longer lists are written with `of`. */
const MOST_COUNTED = 64

/**
 * Common Expression Language (github.com/google/cel-spec) over the options, terms and measurements of a template;
 * expressions have no other inputs. Beyond CEL, `count(a, b, ...)` says how many conditions hold, and lengths and whole
 * numbers may be added.
 */
export function languageOf(names: Names): Language {
  const environment = environmentFor(names)
  const faultsIn = faultFinder(names)
  const programs = new Map<string, (context: Context) => unknown>()
  return {
    parse(text) {
      let parsed
      try {
        parsed = environment.parse(text)
      } catch (error) {
        return { faults: [faultOf(error, 'rule/syntax')] }
      }
      const faults = faultsIn(parsed.ast)
      if (faults.length) return { faults }
      const check = parsed.check()
      if (!check.valid) return { faults: [faultOf(check.error, 'rule/type')] }
      if (check.type === 'bool') return { ast: parsed.ast }
      const message = `expected a condition (true or false), got ${check.type}.`
      return { faults: [{ code: 'rule/type', message, offset: 0 }] }
    },
    program(part) {
      const text = written(part)
      let program = programs.get(text)
      if (!program) programs.set(text, (program = environment.parse(text)))
      return program
    },
    namesIn(part) {
      const found = new Set<string>()
      walk(part, (node) => node.op === 'id' && found.add(node.args))
      return found
    },
  }
}

function environmentFor({ options, terms, measurements, unranged }: Names): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: false,
    limits: { maxAstNodes: 40_000, maxDepth: 60, maxCallArguments: MOST_COUNTED },
  })
  const taken = new Set(RESERVED_NAMES)
  const register = (id: string, type: string) => {
    if (!taken.has(id)) environment.registerVariable(id, type)
    taken.add(id)
  }
  for (const { id, isNumber } of options) register(id, isNumber ? 'int' : 'string')
  for (const id of terms) register(id, 'bool')
  for (const id of [...measurements, ...unranged]) register(id, 'double')
  for (let size = 1; size <= MOST_COUNTED; size++)
    environment.registerFunction(
      `count(${Array.from({ length: size }, () => 'bool').join(', ')}): int`,
      (...held: boolean[]) => BigInt(held.filter(Boolean).length)
    )
  for (const [sign, combine] of [
    ['+', (a: number, b: number) => a + b],
    ['-', (a: number, b: number) => a - b],
    ['*', (a: number, b: number) => a * b],
  ] as const)
    for (const types of [`double ${sign} int`, `int ${sign} double`])
      environment.registerOperator(types, (a: number | bigint, b: number | bigint) => combine(Number(a), Number(b)))
  return environment
}

/** `list.exists(x, ...)` and its like: the first argument names an item of the list in what follows. */
const COMPREHENSIONS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

type Visit = (node: ASTNode, bound: ReadonlySet<string>) => void

/** Visits every node but names that a comprehension bound. */
function walk(root: ASTNode, visit: Visit): void {
  const pending: (readonly [ASTNode, ReadonlySet<string>])[] = [[root, new Set()]]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [node, bound] = next
    if (node.op === 'id') {
      if (!bound.has(node.args)) visit(node, bound)
      continue
    }
    visit(node, bound)
    const [method, , parameters] = node.op === 'rcall' ? node.args : []
    const [first] = method !== undefined && COMPREHENSIONS.has(method) ? (parameters ?? []) : []
    const inside = first?.op === 'id' ? new Set([...bound, first.args]) : bound
    // Last first, so that they are visited in the order of the text.
    for (const child of childrenOf(node).toReversed()) pending.push([child, inside])
  }
}

/** Every name or choice that does not exist. */
function faultFinder({ options, terms, measurements, unranged }: Names): (root: ASTNode) => readonly ExpressionFault[] {
  const byId = new Map(options.map((domain) => [domain.id, domain]))
  const known = [...byId.keys(), ...terms, ...measurements]
  let faults: ExpressionFault[] = []
  const fault = (code: string, message: string, at: ASTNode) => faults.push({ code, message, offset: at.range.start })

  return (root) => {
    faults = []
    walk(root, check)
    return faults
  }

  function check(node: ASTNode, bound: ReadonlySet<string>): void {
    if (node.op === 'id') {
      const name = node.args
      if (unranged.has(name))
        fault(
          'rule/no-range',
          `${name}: a rule over a measurement needs its range. Write "${name}: { need: required, ` +
            'range: { from: 70, to: 160 } }" under measurements, in cm.',
          node
        )
      else if (!byId.has(name) && !terms.has(name) && !measurements.has(name))
        fault('rule/unknown-option', expectedOneOf(known, name, nearestWord(name, known)), node)
    }
    if (node.op === '==' || node.op === '!=') checkPair(node.args, bound)
    if (node.op === 'in' && node.args[1].op === 'list')
      for (const item of node.args[1].args) checkPair([node.args[0], item], bound)
  }

  function checkPair([a, b]: readonly [ASTNode, ASTNode], bound: ReadonlySet<string>): void {
    const [name, literal] = a.op === 'id' ? [a, b] : [b, a]
    if (name.op !== 'id' || literal.op !== 'value' || bound.has(name.args)) return
    const domain = byId.get(name.args)
    if (!domain) return
    const got = literal.args
    const fits = domain.isNumber ? typeof got === 'bigint' : typeof got === 'string'
    if (fits && domain.values.includes(String(got))) return
    const near = fits ? nearestWord(String(got), domain.values) : undefined
    const message =
      fits || typeof got !== 'string'
        ? expectedOneOf(domain.values, String(got), near)
        : `expected a number such as ${domain.values[0]}, got the text "${got}". Write it without quotes.`
    fault('rule/unknown-choice', `${domain.id}: ${message}`, literal)
  }
}

/**
 * A part of an expression as a text of its own, with every bracket: its place in the whole text leaves out the outer
 * ones, and the library's own writer drops some that matter (`a == (b == c)`).
 */
function written(node: ASTNode): string {
  const list = (parts: readonly ASTNode[]) => parts.map(written).join(', ')
  switch (node.op) {
    case 'value':
    case 'id':
      return node.input.slice(node.range.start, node.range.end)
    case '!_':
      return `!(${written(node.args)})`
    case '-_':
      return `-(${written(node.args)})`
    case '?:': {
      const [condition, then, otherwise] = node.args
      return `(${written(condition)} ? ${written(then)} : ${written(otherwise)})`
    }
    case 'call':
      return `${node.args[0]}(${list(node.args[1])})`
    case 'rcall':
      return `(${written(node.args[1])}).${node.args[0]}(${list(node.args[2])})`
    case 'list':
      return `[${list(node.args)}]`
    case 'map':
      return `{${node.args.map(([key, value]) => `${written(key)}: ${written(value)}`).join(', ')}}`
    case '.':
    case '.?':
      return `(${written(node.args[0])})${node.op}${node.args[1]}`
    case '[]':
    case '[?]':
      return `(${written(node.args[0])})[${node.op === '[?]' ? '?' : ''}${written(node.args[1])}]`
    default:
      return `(${written(node.args[0])} ${node.op} ${written(node.args[1])})`
  }
}

export const childrenOf = (node: ASTNode): readonly ASTNode[] =>
  (Array.isArray(node.args) ? (node.args as readonly unknown[]) : [node.args])
    .flat(2)
    .filter((child): child is ASTNode => typeof child === 'object' && child !== null && 'op' in child)

/** What CEL says of an expression, in one line. */
export function faultOf(error: unknown, code: string): ExpressionFault {
  const { summary, range, message } = error as { summary?: string; range?: { start: number }; message: string }
  const words = (summary ?? message.split('\n')[0]!).replace(/\.$/, '')
  return { code, message: `${words}.`, offset: range?.start ?? 0 }
}
