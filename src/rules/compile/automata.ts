import type { Rule } from './variables.ts'

/** State of a table that can no longer be kept, and of one that can no longer be broken. All others are above. */
export const FAILED = 0
export const SATISFIED = 1

/** A set of values per variable of a scope, 32 values to a word. */
export const wordsFor = (size: number): number => (size + 31) >>> 5

/**
 * A table read variable by variable from the root of the tree to its leaf: the minimal chain of its rows. Two states
 * are equal exactly when they allow the same continuations.
 */
export interface TableAutomaton {
  readonly scope: Int32Array
  readonly start: number
  /** Position in the scope that a state reads next. */
  readonly level: Int32Array
  /** State after value v: `next[nextStart[state] + v]`. */
  readonly nextStart: Int32Array
  readonly next: Int32Array
  /**
   * The values that some row of the state still has at a later position: words from
   * `supports[state * supportStride + supportStart[position]]` on.
   */
  readonly supports: Int32Array
  readonly supportStart: Int32Array
  readonly supportStride: number
}

/** At least one variable has one of its values. `masks[i]` are the words of variable `scope[i]`. */
export interface Clause {
  readonly scope: readonly number[]
  readonly masks: readonly Int32Array[]
}

export interface Sum {
  readonly scope: readonly number[]
  readonly weights: readonly (readonly number[])[]
  readonly least: number
  readonly most: number
}

/** Tables read in the order of their columns: trees mostly agree on it, and sorting a long table takes its time. */
const known = new WeakMap<readonly (readonly number[])[], Map<string, TableAutomaton>>()

/** Scopes from the root down; variables have smaller numbers than those below them. */
export function tableAutomaton(rule: Rule & { readonly type: 'table' }, sizes: ArrayLike<number>): TableAutomaton {
  const columns = rule.scope.map((_, i) => i).sort((a, b) => rule.scope[a]! - rule.scope[b]!)
  const scope = Int32Array.from(columns, (i) => rule.scope[i]!)
  const ofRows = known.get(rule.rows) ?? new Map<string, TableAutomaton>()
  known.set(rule.rows, ofRows)
  const key = columns.map((i) => `${i}:${sizes[rule.scope[i]!]}`).join()
  const automaton = ofRows.get(key) ?? automatonOf(rule.rows, columns, scope, sizes)
  ofRows.set(key, automaton)
  return { ...automaton, scope }
}

function automatonOf(
  unsorted: readonly (readonly number[])[],
  columns: readonly number[],
  scope: Int32Array,
  sizes: ArrayLike<number>
): TableAutomaton {
  const length = scope.length
  const rows = unsorted
    .map((row) => columns.map((i) => row[i]!))
    .sort((a, b) => {
      for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
      return 0
    })
  const supportStart = new Int32Array(length + 1)
  scope.forEach((variable, i) => (supportStart[i + 1] = supportStart[i]! + wordsFor(sizes[variable]!)))
  const supportStride = supportStart[length]!
  const levels: number[] = [0, length]
  const nextStart: number[] = [0, 0]
  const next: number[] = []
  const supports = Array.from({ length: 2 * supportStride }, () => 0)
  for (let i = 0; i < length; i++)
    for (let value = 0; value < sizes[scope[i]!]!; value++)
      supports[supportStride + supportStart[i]! + (value >>> 5)]! |= 1 << (value & 31)
  const states = new Map<string, number>()

  /** The state that allows what rows `from` up to `to` have from `level` on. No deeper than the scope is long. */
  const build = (from: number, to: number, level: number): number => {
    if (level === length) return SATISFIED
    const edges: number[] = []
    let all = true
    for (let at = from; at < to; ) {
      const value = rows[at]![level]!
      let end = at + 1
      while (end < to && rows[end]![level] === value) end++
      const after = build(at, end, level + 1)
      all &&= after === SATISFIED
      edges.push(value, after)
      at = end
    }
    if (all && edges.length === 2 * sizes[scope[level]!]!) return SATISFIED
    const key = `${level}:${edges.join()}`
    const existing = states.get(key)
    if (existing !== undefined) return existing
    const state = levels.length
    states.set(key, state)
    levels.push(level)
    nextStart.push(next.length)
    for (let value = 0; value < sizes[scope[level]!]!; value++) next.push(FAILED)
    for (let word = 0; word < supportStride; word++) supports.push(0)
    for (let i = 0; i < edges.length; i += 2) {
      const value = edges[i]!
      next[nextStart[state]! + value] = edges[i + 1]!
      supports[state * supportStride + supportStart[level]! + (value >>> 5)]! |= 1 << (value & 31)
      for (let word = supportStart[level + 1]!; word < supportStride; word++)
        supports[state * supportStride + word]! |= supports[edges[i + 1]! * supportStride + word]!
    }
    return state
  }
  const start = rows.length === 0 ? FAILED : build(0, rows.length, 0)
  return {
    scope,
    start,
    level: Int32Array.from(levels),
    nextStart: Int32Array.from(nextStart),
    next: Int32Array.from(next),
    supports: Int32Array.from(supports),
    supportStart,
    supportStride,
  }
}

/** A count of at least one, or of not all, is a clause: literals propagate faster than sums. Else null. */
export function clauseOf({ scope, weights, least, most }: Rule & { readonly type: 'count' }): Clause | null {
  const low = weights.map((own) => Math.min(...own))
  const high = weights.map((own) => Math.max(...own))
  const gap = Math.max(...high.map((weight, i) => weight - low[i]!))
  const even = weights.every((own, i) => own.every((w) => w === low[i] || (w === high[i] && w - low[i]! === gap)))
  if (!even || gap === 0) return null
  const lowest = low.reduce((sum, weight) => sum + weight, 0)
  const highest = high.reduce((sum, weight) => sum + weight, 0)
  const oneHigh = most >= highest && least > lowest && least <= lowest + gap
  const oneLow = least <= lowest && most < highest && most >= highest - gap
  if (!oneHigh && !oneLow) return null
  const masks = weights.map((own, i) => {
    const mask = new Int32Array(wordsFor(own.length))
    own.forEach((weight, value) => {
      if (high[i] !== low[i] && (weight === high[i]) === oneHigh) mask[value >>> 5]! |= 1 << (value & 31)
    })
    return mask
  })
  return { scope, masks }
}
