import type { Constraint, RuleProblem } from '../../src/rules/index.ts'

/** The same problem with its options in another order: option `order[n]` comes n-th. */
export function permuted({ options, constraints }: RuleProblem, order: readonly number[]): RuleProblem {
  const place = new Map(order.map((option, n) => [option, n]))
  const at = (option: number) => place.get(option)!
  return {
    options: order.map((option) => options[option]!),
    constraints: constraints.map(
      (constraint): Constraint =>
        constraint.type === 'table'
          ? { ...constraint, scope: constraint.scope.map(at) }
          : { ...constraint, lits: constraint.lits.map(([option, values]) => [at(option), values] as const) }
    ),
  }
}

/** Every id another, in another alphabetical order. */
export function renamed({ options, constraints }: RuleProblem): RuleProblem {
  return {
    options: options.map(({ values }, o) => ({
      id: `${(o * 7) % 10}-option-${o}`,
      values: values.map((_, v) => `${9 - v} value`),
    })),
    constraints: constraints.map((constraint) => ({ ...constraint, id: renamedRule(constraint.id) })),
  }
}

export const renamedRule = (id: string): string => `rule ${[...id].reverse().join('')}`

/** The table said in two: each half speaks of the rows with `value` at `column`, or of the others, and allows the rest. */
export function split({ options, constraints }: RuleProblem, index: number, column: number, value: number): RuleProblem {
  const table = constraints[index]!
  if (table.type !== 'table') return { options, constraints }
  const all = table.scope.reduce<number[][]>(
    (rows, option) => rows.flatMap((row) => options[option]!.values.map((_, v) => [...row, v])),
    [[]]
  )
  const half = (isSpokenOf: (row: readonly number[]) => boolean): Constraint => ({
    ...table,
    tuples: [...table.tuples.filter(isSpokenOf), ...all.filter((row) => !isSpokenOf(row))],
  })
  return {
    options,
    constraints: constraints.flatMap((constraint, i) =>
      i === index ? [half((row) => row[column] === value), half((row) => row[column] !== value)] : [constraint]
    ),
  }
}
