import { distinctRows, rowKey } from './rows.ts'
import type { Rule } from './variables.ts'

/** Tables whose combinations, kept or not, are at most this many are also looked at from the other side. */
const SMALL_TABLE = 4096

/** The shortest form of a rule that says the same: true when it says nothing, false when nothing keeps it. */
export const tidy = (rule: Rule, sizes: readonly number[]): Rule | boolean =>
  rule.type === 'table' ? tidyTable(rule, sizes) : tidyCount(rule)

/**
 * Weights from 0 up, without variables that add the same whatever they are. What has no upper bound needs no weight
 * above the lower one; what forbids only the greatest sum is a clause.
 */
function tidyCount(rule: Rule & { type: 'count' }): Rule | boolean {
  const { scope, weights } = rule
  const lows: number[] = []
  const spans: number[] = []
  let base = 0
  let highest = 0
  for (const own of weights) {
    let low = Infinity
    let high = -Infinity
    for (const weight of own) {
      if (weight < low) low = weight
      if (weight > high) high = weight
    }
    lows.push(low)
    spans.push(high - low)
    base += low
    highest += high - low
  }
  const from = Math.max(0, Math.ceil(rule.least - base))
  const to = Math.min(highest, Math.floor(rule.most - base))
  if (from === 0 && to === highest) return true
  if (from > to) return false
  const one = from === 0 && to === highest - 1
  const kept: number[] = []
  const short: number[][] = []
  for (let i = 0; i < scope.length; i++) {
    if (spans[i] === 0) continue
    kept.push(scope[i]!)
    const own: number[] = []
    for (const weight of weights[i]!) {
      const above = weight - lows[i]!
      own.push(one ? Math.min(1, spans[i]! - above) : to === highest ? Math.min(from, above) : above)
    }
    short.push(own)
  }
  const open = one || to === highest
  return { type: 'count', scope: kept, weights: short, least: one ? 1 : from, most: open ? Infinity : to }
}

/** Without columns that do not matter; a table that leaves out one box of combinations becomes a clause. */
function tidyTable(table: Rule & { type: 'table' }, sizes: readonly number[]): Rule | boolean {
  let { scope, rows } = table
  if (rows.length === 0) return false
  for (let column = scope.length - 1; column >= 0; column--) {
    const size = sizes[scope[column]!]!
    if (rows.length % size !== 0 || !isEven(rows, column, size)) continue
    const rest = distinctRows(
      rows.map((row) => row.filter((_, i) => i !== column)),
      scope.filter((_, i) => i !== column).map((variable) => sizes[variable]!)
    )
    if (rest.length * size !== rows.length) continue
    scope = scope.filter((_, i) => i !== column)
    rows = rest
  }
  if (scope.length === 0) return true
  return clauseOf(scope, rows, sizes) ?? (rows === table.rows ? table : { type: 'table', scope, rows })
}

/** Whether all of a column's values come in as many rows: cheaper to see than that the column does not matter. */
function isEven(rows: readonly (readonly number[])[], column: number, size: number): boolean {
  const times = new Int32Array(size)
  for (const row of rows) times[row[column]!]!++
  return times.every((count) => count === times[0])
}

function clauseOf(
  scope: readonly number[],
  rows: readonly (readonly number[])[],
  sizes: readonly number[]
): Rule | undefined {
  const all = scope.reduce((product, variable) => product * sizes[variable]!, 1)
  if (all > SMALL_TABLE) return undefined
  const place = (row: readonly number[]) => row.reduce((sum, value, i) => sum * sizes[scope[i]!]! + value, 0)
  const kept = new Uint8Array(all)
  for (const row of rows) kept[place(row)] = 1
  // Per column 1 for the values that no left-out combination has: one of these must be chosen.
  const weights = scope.map((variable) => Array.from({ length: sizes[variable]! }, () => 1))
  for (let combination = 0; combination < all; combination++) {
    if (kept[combination] === 1) continue
    for (let i = scope.length - 1, rest = combination; i >= 0; i--) {
      const size = sizes[scope[i]!]!
      weights[i]![rest % size] = 0
      rest = Math.floor(rest / size)
    }
  }
  const box = weights.reduce((product, own) => product * own.filter((weight) => weight === 0).length, 1)
  return box === all - rows.length ? { type: 'count', scope, weights, least: 1, most: Infinity } : undefined
}

/** Rules that say the same once; tables over the same variables as one. Null when two tables leave nothing. */
export function mergeRules(rules: readonly Rule[], sizes: readonly number[]): Rule[] | null {
  const merged: Rule[] = []
  // By a number that rules alike share; others may share it too.
  const known = new Map<number, number[]>()
  for (const rule of rules) {
    const hash = hashOf(rule)
    const alike = known.get(hash)
    const at = alike?.find((other) => isAlike(merged[other]!, rule))
    if (at === undefined) {
      if (alike === undefined) known.set(hash, [merged.length])
      else alike.push(merged.length)
      merged.push(rule)
    } else if (rule.type === 'table') {
      const both = common(merged[at] as typeof rule, rule, sizes)
      if (both.rows.length === 0) return null
      merged[at] = both
    }
  }
  return merged
}

function hashOf(rule: Rule): number {
  let hash = rule.type === 'table' ? 7 : 11
  for (const variable of rule.scope) hash = (Math.imul(hash, 31) + variable) | 0
  if (rule.type === 'count')
    for (const own of rule.weights) for (const weight of own) hash = (Math.imul(hash, 31) + weight) | 0
  return hash
}

/** Tables of the same scope; counts that are the same. */
const isAlike = (a: Rule, b: Rule): boolean => {
  if (a.type === 'table' || b.type === 'table') return a.type === b.type && areEqual(a.scope, b.scope)
  return (
    a.least === b.least &&
    a.most === b.most &&
    areEqual(a.scope, b.scope) &&
    a.weights.every((own, i) => areEqual(own, b.weights[i]!))
  )
}

const areEqual = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((number, i) => number === b[i])

function common(a: Rule & { type: 'table' }, b: Rule & { type: 'table' }, sizes: readonly number[]) {
  if (a.rows === b.rows) return a
  const keyOf = rowKey(a.scope.map((variable) => sizes[variable]!))
  const own = new Set(b.rows.map((row) => keyOf(row)))
  return { ...a, rows: a.rows.filter((row) => own.has(keyOf(row))) }
}
