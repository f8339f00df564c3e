import type { Constraint } from './types.ts'

/** Whether a design, a value index per option, keeps one rule. */
export function keeps(design: ArrayLike<number>, constraint: Constraint): boolean {
  if (constraint.type === 'table') {
    const { scope, tuples } = constraint
    return tuples.some((row) => row.every((value, i) => design[scope[i]!] === value))
  }
  let holding = 0
  for (const [option, values] of constraint.lits) if (values.includes(design[option]!)) holding++
  return constraint.type === 'clause' ? holding > 0 : holding >= constraint.least && holding <= constraint.most
}

/** The options a rule speaks of; one may be named twice. */
export const scopeOf = (constraint: Constraint): readonly number[] =>
  constraint.type === 'table' ? constraint.scope : constraint.lits.map(([option]) => option)
