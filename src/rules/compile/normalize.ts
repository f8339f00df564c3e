import { ToileError } from '../../ground/index.ts'
import type { Constraint, RuleProblem } from '../types.ts'
import { distinctRows } from './rows.ts'
import type { Rule } from './variables.ts'

/**
 * The rules over options, as the compiler reads them: each option once per rule, each row once per table.
 *
 * @throws {ToileError} `rules/bad-problem` when a rule names an option or value that is not there or bounds that are no
 * numbers; `rules/empty-option` when an option has no values.
 */
export function rulesOf(problem: RuleProblem): Rule[] {
  for (const { id, values } of problem.options)
    if (values.length === 0)
      throw new ToileError('rules/empty-option', `option "${id}": expected at least one value, got none.`)
  return problem.constraints.map((constraint) => {
    check(constraint, problem)
    return ruleOf(constraint, problem)
  })
}

function check(constraint: Constraint, { options }: RuleProblem) {
  const fail = (what: string): never => {
    throw new ToileError('rules/bad-problem', `rule "${constraint.id}" ${what}.`)
  }
  const valuesOf = (option: number) =>
    options[option]?.values.length ?? fail(`names option ${option}, but there are ${options.length}`)
  const checkValue = (option: number, value: number, size: number) => {
    if (!Number.isInteger(value) || value < 0 || value >= size)
      fail(`names value ${value} of option "${options[option]!.id}", which has ${size}`)
  }
  if (constraint.type === 'table') {
    const { scope, tuples } = constraint
    const sizes = scope.map(valuesOf)
    for (const row of tuples) {
      if (row.length !== scope.length) fail(`has a row of ${row.length} values for ${scope.length} options`)
      row.forEach((value, i) => checkValue(scope[i]!, value, sizes[i]!))
    }
    return
  }
  for (const [option, values] of constraint.lits) {
    const size = valuesOf(option)
    for (const value of values) checkValue(option, value, size)
  }
  if (constraint.type !== 'count') return
  const { least, most } = constraint
  if (typeof least !== 'number' || typeof most !== 'number' || Number.isNaN(least) || Number.isNaN(most))
    fail(`expects between ${least} and ${most} of its literals: expected two numbers`)
}

function ruleOf(constraint: Constraint, { options }: RuleProblem): Rule {
  if (constraint.type === 'table') {
    const scope = [...new Set(constraint.scope)].sort((a, b) => a - b)
    const column = scope.map((option) => constraint.scope.indexOf(option))
    // An option named twice must have the same value in both columns.
    const first = constraint.scope.map((option) => constraint.scope.indexOf(option))
    const rows = constraint.tuples.filter((row) => row.every((value, i) => value === row[first[i]!]))
    return {
      type: 'table',
      scope,
      rows: distinctRows(
        rows.map((row) => column.map((i) => row[i]!)),
        scope.map((option) => options[option]!.values.length)
      ),
    }
  }
  const clause = constraint.type === 'clause'
  const named = new Map<number, number[]>()
  for (const [option, values] of constraint.lits) {
    let own = named.get(option)
    if (own === undefined) named.set(option, (own = options[option]!.values.map(() => 0)))
    for (const value of new Set(values)) own[value] = clause ? 1 : own[value]! + 1
  }
  const scope = [...named.keys()].sort((a, b) => a - b)
  const weights = scope.map((option) => named.get(option)!)
  return clause
    ? { type: 'count', scope, weights, least: 1, most: Infinity }
    : { type: 'count', scope, weights, least: constraint.least, most: constraint.most }
}
