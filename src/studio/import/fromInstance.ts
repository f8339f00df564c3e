import { rulesOf } from './clauseRules.ts'
import { yesNo, type Draft, type DraftOption, type DraftRule, type Note } from './draft.ts'
import { count, isOneOf, type Is } from './formula.ts'
import type { Instance } from './instance.ts'

/** Options stay as they are, tables stay tables; clauses become rules people can read. */
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
  const tables: DraftRule[] = []
  const counts: DraftRule[] = []
  const clauses: (readonly Is[])[] = []
  constraints.forEach((constraint, at) => {
    if (constraint.type === 'table') {
      const { scope, tuples } = constraint
      const about = scope.slice(0, 2).map((option) => options[option]!.id)
      tables.push({ kind: 'table', about: about.join(' '), scope, rows: tuples })
      return
    }
    if (constraint.type === 'count') {
      const { lits, least, most } = constraint
      const parts = lits.map(([option, values]) =>
        isOneOf(option, [...new Set(values)], options[option]!.values.length)
      )
      const about = lits.slice(0, 2).map(([option]) => options[option]!.id)
      counts.push({ kind: 'formula', about: about.join(' '), formula: count(parts, least, most), text: null })
      return
    }
    const clause = literalsOf(constraint.lits, options)
    if (clause) clauses.push(clause)
    else idle.push(constraint.id ?? `constraint ${at + 1}`)
  })
  if (idle.length) notes.push({ kind: 'folded', what: 'holds by itself', names: idle })
  return { name, groups: [name], options: list, rules: [...rulesOf(clauses, list), ...counts, ...tables], notes }
}

/** A clause with each option once; null when it holds whatever is chosen. */
function literalsOf(
  lits: readonly (readonly [option: number, values: readonly number[]])[],
  options: Instance['options']
): readonly Is[] | null {
  const byOption = new Map<number, Set<number>>()
  for (const [option, values] of lits) {
    const all = byOption.get(option) ?? new Set<number>()
    for (const value of values) all.add(value)
    byOption.set(option, all)
  }
  const clause: Is[] = []
  for (const [option, values] of byOption) {
    if (values.size === options[option]!.values.length) return null
    if (values.size > 0) clause.push({ op: 'is', option, values: [...values].toSorted((a, b) => a - b) })
  }
  return clause
}
