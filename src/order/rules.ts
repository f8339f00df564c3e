import type { CompiledRules } from '../rules/compiled.ts'
import type { Constraint } from '../rules/types.ts'

/** The authored rules a complete selection breaks, each once, with the options it is about. */
export function brokenRules(
  { problem, visible }: CompiledRules,
  selection: Readonly<Record<string, string>>
): readonly { readonly rule: string; readonly options: readonly string[] }[] {
  const values = problem.options.slice(0, visible).map(({ id, values }) => values.indexOf(selection[id] ?? ''))
  const broken = new Map<string, readonly string[]>()
  for (const constraint of problem.constraints) {
    if (broken.has(constraint.id) || holds(constraint, values)) continue
    broken.set(constraint.id, scopeOf(constraint).map((option) => problem.options[option]!.id))
  }
  return [...broken].map(([rule, options]) => ({ rule, options }))
}

function holds(constraint: Constraint, values: readonly number[]): boolean {
  switch (constraint.type) {
    case 'table':
      return constraint.tuples.some((tuple) => tuple.every((value, at) => values[constraint.scope[at]!] === value))
    case 'clause':
      return constraint.lits.some(([option, listed]) => listed.includes(values[option]!))
    case 'count': {
      const count = constraint.lits.filter(([option, listed]) => listed.includes(values[option]!)).length
      return count >= constraint.least && count <= constraint.most
    }
  }
}

const scopeOf = (constraint: Constraint): readonly number[] =>
  constraint.type === 'table' ? constraint.scope : [...new Set(constraint.lits.map(([option]) => option))]
