import { distinctRows } from './normalize.ts'
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
export function tidyCount({ scope, weights, least, most }: Rule & { type: 'count' }): Rule | boolean {
  const lows = weights.map((own) => smallest(own))
  const highs = weights.map((own) => -smallest(own.map((weight) => -weight)))
  const base = lows.reduce((sum, low) => sum + low, 0)
  const highest = highs.reduce((sum, high) => sum + high, 0) - base
  const from = Math.max(0, Math.ceil(least - base))
  const to = Math.min(highest, Math.floor(most - base))
  if (from === 0 && to === highest) return true
  if (from > to) return false
  const kept = scope.map((_, i) => i).filter((i) => highs[i]! > lows[i]!)
  const own = (weightOf: (weight: number, i: number) => number) => ({
    type: 'count' as const,
    scope: kept.map((i) => scope[i]!),
    weights: kept.map((i) => weights[i]!.map((weight) => weightOf(weight, i))),
  })
  if (to === highest)
    return { ...own((weight, i) => Math.min(from, weight - lows[i]!)), least: from, most: Infinity }
  if (from === 0 && to === highest - 1)
    return { ...own((weight, i) => Math.min(1, highs[i]! - weight)), least: 1, most: Infinity }
  return { ...own((weight, i) => weight - lows[i]!), least: from, most: to }
}

const smallest = (numbers: readonly number[]): number => {
  let least = Infinity
  for (const number of numbers) if (number < least) least = number
  return least
}

/** Without columns that do not matter; a table that leaves out one box of combinations becomes a clause. */
export function tidyTable(table: Rule & { type: 'table' }, sizes: readonly number[]): Rule | boolean {
  let { scope, rows } = table
  if (rows.length === 0) return false
  for (let column = scope.length - 1; column >= 0; column--) {
    const size = sizes[scope[column]!]!
    if (rows.length % size !== 0) continue
    const rest = distinctRows(rows.map((row) => row.filter((_, i) => i !== column)))
    if (rest.length * size !== rows.length) continue
    scope = scope.filter((_, i) => i !== column)
    rows = rest
  }
  if (scope.length === 0) return true
  return clauseOf(scope, rows, sizes) ?? (rows === table.rows ? table : { type: 'table', scope, rows })
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
export function mergeRules(rules: readonly Rule[]): Rule[] | null {
  const merged: Rule[] = []
  const known = new Map<string, number>()
  for (const rule of rules) {
    const key =
      rule.type === 'table'
        ? `t${rule.scope.join()}`
        : `${rule.least},${rule.most}:${rule.scope.join()}:${rule.weights.join(';')}`
    const at = known.get(key)
    if (at === undefined) {
      known.set(key, merged.length)
      merged.push(rule)
    } else if (rule.type === 'table') {
      const other = merged[at] as typeof rule
      if (other.rows === rule.rows) continue
      const own = new Set(rule.rows.map((row) => row.join()))
      const rows = other.rows.filter((row) => own.has(row.join()))
      if (rows.length === 0) return null
      merged[at] = { ...other, rows }
    }
  }
  return merged
}
