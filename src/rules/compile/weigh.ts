import { childrenFirst } from '../format.ts'
import { isClause, type Part, type Rule } from './variables.ts'

/** What is the same for every tree of a part. */
interface RuleShape {
  readonly scope: readonly number[]
  /** Per variable of the scope, log2 of how many kinds of values the rule tells apart. */
  readonly kinds: readonly number[]
  /** log2 of the most states it can be in. */
  readonly most: number
}

/** Longer rules count by their states alone: to look at all their variables at each of them would be quadratic. */
const LONG = 100

/** Variables chosen by value free others; more rounds hardly change the guess. */
const ROUNDS = 3

/**
 * Guesses what a walk down a tree meets: the log2 of the numbers in its nodes' edges. A variable is met once for each
 * state of the rules that reach from above into what hangs below it, or for each combination of the variables these
 * rules read above, whichever is fewer; for a clause knows only open and kept, however many variables it has.
 */
export function createScale({ sizes, rules }: Pick<Part, 'sizes' | 'rules'>): (parent: Int32Array) => number {
  const shapes = rules.map((rule) => shapeOf(rule))
  const logs = sizes.map((size) => Math.log2(size))
  return (parent) => {
    const { order, children } = childrenFirst(parent)
    const depth = new Int32Array(sizes.length)
    for (let at = order.length - 1; at >= 0; at--)
      for (const child of children[order[at]!]!) depth[child] = depth[order[at]!]! + 1
    /** Per variable the rules that reach from above it to it or below. */
    const crossing: number[][] = sizes.map(() => [])
    shapes.forEach(({ scope }, rule) => {
      let [top, bottom] = [scope[0]!, scope[0]!]
      for (const variable of scope) {
        if (depth[variable]! < depth[top]!) top = variable
        if (depth[variable]! > depth[bottom]!) bottom = variable
      }
      for (let at = bottom; at !== top; at = parent[at]!) crossing[at]!.push(rule)
    })
    const guess = createGuess(shapes, logs, depth)
    let sum = 0
    sizes.forEach((size, variable) => {
      sum += 2 ** guess(crossing[variable]!, depth[variable]!) * size * (1 + children[variable]!.length)
    })
    return Math.log2(sum)
  }
}

function shapeOf(rule: Rule): RuleShape {
  const { scope } = rule
  if (rule.type === 'table')
    return {
      scope,
      kinds: scope.map((_, i) => Math.log2(new Set(rule.rows.map((row) => row[i])).size)),
      most: Math.log2(rule.rows.length),
    }
  const top = rule.most === Infinity ? rule.least : rule.most
  return {
    scope,
    kinds: rule.weights.map((own) => Math.log2(new Set(own).size)),
    most: isClause(rule) ? 1 : Math.log2(top + 1),
  }
}

/** log2 of the states that the rules above a depth may be in. */
function createGuess(shapes: readonly RuleShape[], logs: readonly number[], depth: Int32Array) {
  const kinds = new Float64Array(logs.length)
  const load = new Float64Array(logs.length)
  const chosen = new Uint8Array(logs.length)
  const seen: number[] = []
  return (rules: readonly number[], below: number): number => {
    seen.length = 0
    let long = 0
    for (const rule of rules) {
      const { scope, kinds: own, most } = shapes[rule]!
      if (scope.length > LONG) {
        long += most
        continue
      }
      for (let i = 0; i < scope.length; i++) {
        const variable = scope[i]!
        if (depth[variable]! >= below) continue
        if (kinds[variable] === 0) seen.push(variable)
        kinds[variable]! += own[i]!
      }
    }
    let allVariables = 0
    for (const variable of seen) {
      kinds[variable] = Math.min(kinds[variable]!, logs[variable]!)
      allVariables += kinds[variable]!
    }
    // A variable is known by value where the rules that hang on it alone would tell more states than it has values;
    // then others may hang on one variable alone.
    let mixed = 0
    let open = rules
    for (let round = 0, changed = true; changed && round < ROUNDS; round++) {
      changed = false
      const rest: number[] = []
      for (const rule of open) {
        const { scope, most } = shapes[rule]!
        if (scope.length > LONG) continue
        let unknown = 0
        let only = -1
        let room = 0
        for (const variable of scope) {
          if (depth[variable]! >= below || chosen[variable] === 1) continue
          unknown++
          only = variable
          room += kinds[variable]!
        }
        if (unknown === 0) continue
        rest.push(rule)
        if (unknown === 1) load[only]! += Math.min(most, room)
      }
      for (const variable of seen) {
        if (load[variable]! > kinds[variable]! - 1e-9 && chosen[variable] === 0) {
          chosen[variable] = 1
          mixed += kinds[variable]!
          changed = true
        }
        load[variable] = 0
      }
      open = rest
    }
    for (const rule of open) {
      const { scope, most } = shapes[rule]!
      let room = 0
      for (const variable of scope) if (depth[variable]! < below && chosen[variable] === 0) room += kinds[variable]!
      mixed += Math.min(most, room)
    }
    for (const variable of seen) kinds[variable] = chosen[variable] = 0
    return Math.min(mixed, allVariables) + long
  }
}
