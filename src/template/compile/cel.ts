import { Environment, type ASTNode } from '@marcbachmann/cel-js'
import { nearestWord } from '../../ground/index.ts'
import { expectedOneOf } from './issues.ts'

/** An option as expressions see it: a text, or a whole number for a range. */
export interface Domain {
  readonly id: string
  readonly values: readonly string[]
  readonly isNumber: boolean
}

/** Something wrong in an expression, `offset` characters from its start. */
export interface ExpressionFault {
  readonly code: string
  readonly message: string
  readonly offset: number
}

export interface Expression {
  /** Indices of the options it speaks of, ascending. */
  readonly scope: readonly number[]
  /** `values` are value indices, in the order of `scope`. @throws what CEL calls an error: a division by zero, say. */
  holds(values: readonly number[]): boolean
}

export type Parsed = { readonly expression: Expression } | { readonly faults: readonly ExpressionFault[] }

/** Words and types of CEL itself (language definition, "Syntax"): no option can have them as its name. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...'as break const continue else false for function if import in let loop namespace null'.split(' '),
  ...'package return true var void while'.split(' '),
  ...'bool bytes double int list map optional string type uint'.split(' '),
])

/**
 * Reads Common Expression Language (github.com/google/cel-spec) over the options of a template. Expressions have no
 * other inputs.
 */
export function expressionsOver(domains: readonly Domain[]): (text: string) => Parsed {
  const environment = new Environment({ unlistedVariablesAreDyn: false, limits: { maxAstNodes: 4000, maxDepth: 60 } })
  for (const { id, isNumber } of domains)
    if (!RESERVED_NAMES.has(id)) environment.registerVariable(id, isNumber ? 'int' : 'string')
  const byId = new Map(domains.map((domain, at) => [domain.id, { ...domain, at }]))

  return (text) => {
    let parsed
    try {
      parsed = environment.parse(text)
    } catch (error) {
      return { faults: [faultOf(error, 'rule/syntax')] }
    }
    const faults: ExpressionFault[] = []
    const scope = new Set<number>()
    survey(parsed.ast, byId, faults, scope)
    if (faults.length) return { faults }
    const check = parsed.check()
    if (!check.valid) return { faults: [faultOf(check.error, 'rule/type')] }
    if (check.type !== 'bool')
      return {
        faults: [{ code: 'rule/type', message: `expected a condition (true or false), got ${check.type}.`, offset: 0 }],
      }
    const indices = [...scope].toSorted((a, b) => a - b)
    const scoped = indices.map((at) => domains[at]!)
    const inputs = scoped.map(({ values, isNumber }) => (isNumber ? values.map(BigInt) : values))
    return {
      expression: {
        scope: indices,
        holds: (values) => {
          const context: Record<string, string | bigint> = Object.create(null)
          scoped.forEach(({ id }, k) => (context[id] = inputs[k]![values[k]!]!))
          return parsed(context) === true
        },
      },
    }
  }
}

/** `list.exists(x, ...)` and its like: the first argument names an item of the list in what follows. */
const COMPREHENSIONS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

type Known = ReadonlyMap<string, Domain & { readonly at: number }>

/** Walks the whole tree: which options it names, and every name or choice that does not exist. */
function survey(root: ASTNode, known: Known, faults: ExpressionFault[], scope: Set<number>): void {
  const walk = (node: ASTNode, bound: ReadonlySet<string>): void => {
    if (node.op === 'id') {
      const domain = known.get(node.args)
      if (domain && !bound.has(node.args)) scope.add(domain.at)
      else if (!bound.has(node.args))
        faults.push({
          code: 'rule/unknown-option',
          message: expectedOneOf([...known.keys()], node.args, nearestWord(node.args, known.keys())),
          offset: node.range.start,
        })
      return
    }
    if (node.op === '==' || node.op === '!=') checkPair(node.args, bound)
    if (node.op === 'in' && node.args[1].op === 'list')
      for (const item of node.args[1].args) checkPair([node.args[0], item], bound)
    const [method, , parameters] = node.op === 'rcall' ? node.args : []
    const [first] = method !== undefined && COMPREHENSIONS.has(method) ? (parameters ?? []) : []
    const variable = first?.op === 'id' ? first.args : null
    const inside = variable === null ? bound : new Set([...bound, variable])
    for (const child of childrenOf(node)) walk(child, inside)
  }

  const checkPair = ([a, b]: readonly [ASTNode, ASTNode], bound: ReadonlySet<string>): void => {
    const [name, literal] = a.op === 'id' ? [a, b] : [b, a]
    if (name.op !== 'id' || literal.op !== 'value' || bound.has(name.args)) return
    const domain = known.get(name.args)
    if (!domain) return
    const got = literal.args
    const fits = domain.isNumber ? typeof got === 'bigint' : typeof got === 'string'
    if (fits && domain.values.includes(String(got))) return
    const near = fits ? nearestWord(String(got), domain.values) : undefined
    const message =
      fits || typeof got !== 'string'
        ? expectedOneOf(domain.values, String(got), near)
        : `expected a number such as ${domain.values[0]}, got the text "${got}". Write it without quotes.`
    faults.push({ code: 'rule/unknown-choice', message: `${domain.id}: ${message}`, offset: literal.range.start })
  }

  walk(root, new Set())
}

const childrenOf = (node: ASTNode): readonly ASTNode[] =>
  (Array.isArray(node.args) ? (node.args as readonly unknown[]) : [node.args])
    .flat(2)
    .filter((child): child is ASTNode => typeof child === 'object' && child !== null && 'op' in child)

/** What CEL says of an expression, in one line. */
export function faultOf(error: unknown, code: string): ExpressionFault {
  const { summary, range, message } = error as { summary?: string; range?: { start: number }; message: string }
  const words = (summary ?? message.split('\n')[0]!).replace(/\.$/, '')
  return { code, message: `${words}.`, offset: range?.start ?? 0 }
}
