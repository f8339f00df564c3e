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
