import { yesNo, type Draft, type DraftOption, type DraftRule, type Note } from './draft.ts'
import { and, implies, isOneOf, not, or, type Formula } from './formula.ts'
import type { Instance } from './instance.ts'

/** Options stay as they are; clauses become rules, tables stay tables. */
export function fromInstance(name: string, { options, constraints }: Instance): Draft {
  const notes: Note[] = []
  const idle: string[] = []
  const list = options.map(({ id, values }): DraftOption =>
    values.join() === 'no,yes'
      ? yesNo(id, 0)
      : {
          name: id,
          group: 0,
          kind: 'choices',
          values: values.map((value) => ({ name: value, comments: [] })),
          standalone: false,
          comments: [],
        }
  )
  const rules = constraints.flatMap((constraint, at): readonly DraftRule[] => {
    const id = constraint.id ?? `constraint ${at + 1}`
    if (constraint.type === 'table') {
      const { scope, tuples } = constraint
      return [{ kind: 'table', about: scope.slice(0, 2).map((option) => options[option]!.id).join(' '), scope, rows: tuples }]
    }
    const formula = clauseOf(constraint.lits, options)
    const about = constraint.lits.slice(0, 2).map(([option]) => options[option]!.id)
    if (formula !== true) return [{ kind: 'formula', about: about.join(' '), formula, text: null }]
    idle.push(id)
    return []
  })
  if (idle.length) notes.push({ kind: 'folded', what: 'holds by itself', names: idle })
  return { name, groups: [name], options: list, rules, notes }
}

/** What a minority of values rules out comes first: "with A and B, C is needed". */
function clauseOf(
  lits: readonly (readonly [option: number, values: readonly number[]])[],
  options: Instance['options']
): Formula {
  const byOption = new Map<number, Set<number>>()
  for (const [option, values] of lits) {
    const all = byOption.get(option) ?? new Set<number>()
    for (const value of values) all.add(value)
    byOption.set(option, all)
  }
  const conditions: Formula[] = []
  const consequences: Formula[] = []
  for (const [option, values] of byOption) {
    const size = options[option]!.values.length
    const outside = options[option]!.values.flatMap((_, value) => (values.has(value) ? [] : [value]))
    const isExclusion = size === 2 ? outside[0] === 1 : outside.length * 2 <= size
    if (isExclusion && outside.length) conditions.push(isOneOf(option, outside, size))
    else consequences.push(isOneOf(option, [...values], size))
  }
  if (consequences.length) return implies(and(conditions), or(consequences))
  const [last, ...others] = conditions.toReversed()
  return others.length === 1 ? implies(others[0]!, not(last!)) : not(and(conditions))
}
