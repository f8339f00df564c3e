import { ToileError } from '../../ground/index.ts'
import type { Constraint, RuleProblem } from '../types.ts'
import type { Owner, Presolved, Rule } from './variables.ts'

/**
 * Drops what single rules already decide: values without support, options with one value left, satisfied rules;
 * tables over the same options become one. Repeats until nothing changes.
 *
 * @throws {ToileError} `rules/bad-problem` when a rule names an option or value that is not there.
 */
export function presolve(problem: RuleProblem): Presolved {
  check(problem)
  const live = problem.options.map(({ values }) => new Uint8Array(values.length).fill(1))
  const size = problem.options.map(({ values }) => values.length)
  let rules = problem.constraints.map((constraint) => ruleOf(constraint, problem))
  const failed = unsatisfiable(problem)
  if (size.includes(0)) return failed
  for (let changed = true; changed;) {
    changed = false
    const remove = (option: number, value: number) => {
      live[option]![value] = 0
      size[option]!--
      changed = true
    }
    rules = mergeTables(rules)
    const open: Rule[] = []
    for (const rule of rules) {
      const narrowed = rule.type === 'table' ? narrowTable(rule, live, remove) : narrowCount(rule, live, remove)
      if (rule.scope.some((option) => size[option] === 0) || narrowed === false) return failed
      if (narrowed !== true) open.push(narrowed)
    }
    rules = open
  }
  return overVariables(live, rules)
}

const unsatisfiable = ({ options }: RuleProblem): Presolved => ({
  sizes: [],
  rules: [],
  owners: options.map(() => ({ kind: 'fixed', value: 0 })),
  satisfiable: false,
})

/** Options with several values left become variables, those values numbered from 0. */
function overVariables(live: readonly Uint8Array[], rules: readonly Rule[]): Presolved {
  const sizes: number[] = []
  const owners = live.map((values): Owner => {
    const kept = [...values.keys()].filter((value) => values[value] === 1)
    if (kept.length === 1) return { kind: 'fixed', value: kept[0]! }
    sizes.push(kept.length)
    return { kind: 'variable', variable: sizes.length - 1, values: kept }
  })
  const variableOf = owners.map((owner) => (owner.kind === 'variable' ? owner.variable : -1))
  const number = owners.map((owner) =>
    owner.kind === 'variable' ? new Map(owner.values.map((value, i) => [value, i])) : new Map<number, number>()
  )
  return {
    sizes,
    rules: rules.map((rule): Rule => {
      const scope = rule.scope.map((option) => variableOf[option]!)
      if (rule.type === 'table')
        return { ...rule, scope, rows: rule.rows.map((row) => row.map((v, i) => number[rule.scope[i]!]!.get(v)!)) }
      const weights = rule.weights.map((own, i) => [...number[rule.scope[i]!]!.keys()].map((value) => own[value]!))
      return { ...rule, scope, weights }
    }),
    owners,
    satisfiable: true,
  }
}

function check(problem: RuleProblem) {
  const fail = (id: string, what: string): never => {
    throw new ToileError('rules/bad-problem', `rule "${id}" ${what}.`)
  }
  for (const constraint of problem.constraints) {
    const checkValue = (option: number, value: number) => {
      const values = problem.options[option]?.values
      if (values === undefined) fail(constraint.id, `names option ${option}, but there are ${problem.options.length}`)
      else if (!Number.isInteger(value) || value < 0 || value >= values.length)
        fail(
          constraint.id,
          `names value ${value} of option "${problem.options[option]!.id}", which has ${values.length}`
        )
    }
    if (constraint.type === 'table') {
      for (const row of constraint.tuples) {
        if (row.length !== constraint.scope.length)
          fail(constraint.id, `has a row of ${row.length} values for ${constraint.scope.length} options`)
        row.forEach((value, i) => checkValue(constraint.scope[i]!, value))
      }
    } else for (const [option, values] of constraint.lits) for (const value of values) checkValue(option, value)
  }
}

function ruleOf(constraint: Constraint, { options }: RuleProblem): Rule {
  if (constraint.type === 'table') {
    const scope = [...new Set(constraint.scope)].sort((a, b) => a - b)
    const column = scope.map((option) => constraint.scope.indexOf(option))
    // An option named twice must have the same value in both columns.
    const rows = constraint.tuples.filter((row) =>
      row.every((value, i) => value === row[constraint.scope.indexOf(constraint.scope[i]!)])
    )
    return { type: 'table', scope, rows: distinct(rows.map((row) => column.map((i) => row[i]!))) }
  }
  const scope = [...new Set(constraint.lits.map(([option]) => option))].sort((a, b) => a - b)
  const clause = constraint.type === 'clause'
  const weights = scope.map((option) => {
    const own = options[option]!.values.map(() => 0)
    for (const [named, values] of constraint.lits)
      if (named === option) for (const value of new Set(values)) own[value] = clause ? 1 : own[value]! + 1
    return own
  })
  return clause
    ? { type: 'count', scope, weights, least: 1, most: Infinity }
    : { type: 'count', scope, weights, least: constraint.least, most: constraint.most }
}

function distinct(rows: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const seen = new Map<string, readonly number[]>()
  for (const row of rows) seen.set(row.join(), row)
  return [...seen.values()]
}

function mergeTables(rules: readonly Rule[]): Rule[] {
  const merged: Rule[] = []
  const tables = new Map<string, number>()
  for (const rule of rules) {
    const at = rule.type === 'table' ? tables.get(rule.scope.join()) : undefined
    if (rule.type === 'table' && at !== undefined) {
      const other = merged[at] as typeof rule
      const rows = new Set(rule.rows.map((row) => row.join()))
      merged[at] = { ...other, rows: other.rows.filter((row) => rows.has(row.join())) }
    } else {
      if (rule.type === 'table') tables.set(rule.scope.join(), merged.length)
      merged.push(rule)
    }
  }
  return merged
}

const sizeOf = (values: Uint8Array): number => values.reduce((sum, on) => sum + on, 0)

/** True when satisfied, false when impossible, else what is left of the rule. */
function narrowTable(
  rule: Rule & { type: 'table' },
  live: readonly Uint8Array[],
  remove: (option: number, value: number) => void
): Rule | boolean {
  const { scope, rows } = rule
  const kept = rows.filter((row) => row.every((value, i) => live[scope[i]!]![value] === 1))
  scope.forEach((option, i) => {
    const supported = new Set(kept.map((row) => row[i]!))
    live[option]!.forEach((on, value) => {
      if (on === 1 && !supported.has(value)) remove(option, value)
    })
  })
  if (kept.length === 0) return scope.length === 0 && rows.length > 0
  const columns = scope.map((_, i) => i).filter((i) => sizeOf(live[scope[i]!]!) > 1)
  const all = columns.reduce((product, i) => product * sizeOf(live[scope[i]!]!), 1)
  if (kept.length === rows.length && columns.length === scope.length) return rows.length === all || rule
  const projected = distinct(kept.map((row) => columns.map((i) => row[i]!)))
  return projected.length === all || { type: 'table', scope: columns.map((i) => scope[i]!), rows: projected }
}

function narrowCount(
  { scope, weights, least, most }: Rule & { type: 'count' },
  live: readonly Uint8Array[],
  remove: (option: number, value: number) => void
): Rule | boolean {
  const ranges = scope.map((option, i) => {
    const own = weights[i]!.filter((_, value) => live[option]![value] === 1)
    return [Math.min(...own), Math.max(...own)] as const
  })
  const lowest = ranges.reduce((sum, [low]) => sum + low, 0)
  const highest = ranges.reduce((sum, [, high]) => sum + high, 0)
  if (lowest > most || highest < least) return false
  if (lowest >= least && highest <= most) return true
  scope.forEach((option, i) => {
    const [low, high] = ranges[i]!
    weights[i]!.forEach((weight, value) => {
      if (live[option]![value] !== 1) return
      if (lowest - low + weight > most || highest - high + weight < least) remove(option, value)
    })
  })
  // Options that add the same whatever is chosen leave the rule, and their amount leaves the bounds.
  let constant = 0
  const kept: number[] = []
  scope.forEach((option, i) => {
    const own = weights[i]!.filter((_, value) => live[option]![value] === 1)
    if (own.every((weight) => weight === own[0])) constant += own[0] ?? 0
    else kept.push(i)
  })
  return {
    type: 'count',
    scope: kept.map((i) => scope[i]!),
    weights: kept.map((i) => weights[i]!),
    least: least - constant,
    most: most - constant,
  }
}
