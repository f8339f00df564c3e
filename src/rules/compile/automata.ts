import type { Rule } from './variables.ts'

/** State of a rule that can no longer be kept, and of one that can no longer be broken. All others are above. */
export const FAILED = 0
export const SATISFIED = 1
const OPEN = 2

/**
 * A rule read option by option from the root of the tree to its leaf. States are canonical over the live values: two
 * states are equal exactly when they allow the same continuations.
 */
export interface Automaton {
  readonly scope: readonly number[]
  readonly start: number
  step(state: number, position: number, value: number): number
  /** Tables: per state and later position, the values that some row of the state still has. */
  readonly supports: readonly (readonly Uint8Array[])[] | null
  /** Counts: weights and bounds, for bounds propagation. */
  readonly sum: {
    readonly weights: readonly (readonly number[])[]
    readonly least: number
    readonly most: number
  } | null
}

/** `depth` orders a rule's options: a smaller one is nearer the root. */
export function automatonOf(rule: Rule, live: readonly Uint8Array[], depth: ArrayLike<number>): Automaton {
  const columns = rule.scope.map((_, i) => i).sort((a, b) => depth[rule.scope[a]!]! - depth[rule.scope[b]!]!)
  const scope = columns.map((i) => rule.scope[i]!)
  return rule.type === 'table'
    ? tableAutomaton(
        scope,
        rule.rows.map((row) => columns.map((i) => row[i]!)),
        live
      )
    : sumAutomaton(
        scope,
        columns.map((i) => rule.weights[i]!),
        rule.least,
        rule.most,
        live
      )
}

/** The minimal chain of a table: rows sorted, equal tails shared, a tail that allows everything is SATISFIED. */
function tableAutomaton(scope: readonly number[], unsorted: number[][], live: readonly Uint8Array[]): Automaton {
  const rows = unsorted.sort((a, b) => {
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
    return 0
  })
  const sizes = scope.map((option) => live[option]!.reduce((sum, on) => sum + on, 0))
  const known = new Map<string, number>()
  const nexts: (Int32Array | undefined)[] = [undefined, undefined]
  const seen: (readonly Uint8Array[])[] = [[], scope.map((option) => live[option]!)]
  const build = (from: number, to: number, level: number): number => {
    if (level === scope.length) return SATISFIED
    const edges: [number, number][] = []
    for (let at = from; at < to;) {
      const value = rows[at]![level]!
      let end = at
      while (end < to && rows[end]![level] === value) end++
      edges.push([value, build(at, end, level + 1)])
      at = end
    }
    if (edges.length === sizes[level] && edges.every(([, next]) => next === SATISFIED)) return SATISFIED
    const key = `${level}:${edges.join(';')}`
    const existing = known.get(key)
    if (existing !== undefined) return existing
    const next = new Int32Array(live[scope[level]!]!.length)
    const support = scope.map((option) => new Uint8Array(live[option]!.length))
    for (const [value, state] of edges) {
      next[value] = state
      support[level]![value] = 1
      for (let later = level + 1; later < scope.length; later++)
        seen[state]![later]!.forEach((on, v) => {
          if (on === 1) support[later]![v] = 1
        })
    }
    nexts.push(next)
    seen.push(support)
    known.set(key, nexts.length - 1)
    return nexts.length - 1
  }
  const start = build(0, rows.length, 0)
  return {
    scope,
    start,
    step: (state, _, value) => nexts[state]![value]!,
    supports: seen,
    sum: null,
  }
}

function sumAutomaton(
  scope: readonly number[],
  weights: readonly (readonly number[])[],
  least: number,
  most: number,
  live: readonly Uint8Array[]
): Automaton {
  // Least and greatest sums of the options from a position on.
  const lowest = new Float64Array(scope.length + 1)
  const highest = new Float64Array(scope.length + 1)
  for (let i = scope.length - 1; i >= 0; i--) {
    const own = weights[i]!.filter((_, value) => live[scope[i]!]![value] === 1)
    lowest[i] = lowest[i + 1]! + Math.min(...own)
    highest[i] = highest[i + 1]! + Math.max(...own)
  }
  return {
    scope,
    start: OPEN,
    step(state, position, value) {
      const sum = state - OPEN + weights[position]![value]!
      const low = sum + lowest[position + 1]!
      const high = sum + highest[position + 1]!
      if (low > most || high < least) return FAILED
      if (low >= least && high <= most) return SATISFIED
      return OPEN + sum
    },
    supports: null,
    sum: { weights, least, most },
  }
}
