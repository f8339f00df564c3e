import type { Draft, DraftOption, DraftRule, Note } from './draft.ts'
import { encoded } from './encode.ts'
import { isOneOf, mapped, type Formula } from './formula.ts'

export interface Settled extends Draft {
  /** Per option a value: together a valid design, with as much left out as goes. */
  readonly defaults: readonly number[]
  readonly isSatisfiable: boolean
}

/** What one question may cost the solver, and all of them together; what stays open counts as possible. */
const MOST_CONFLICTS = 20_000
const MOST_EFFORT = 200_000_000

/**
 * Leaves out what no valid design has: options with one value left are folded into every design, and the rules are
 * said of the rest. Where no design is valid, everything stays, for the checker to say which rules contradict.
 */
export function settled(draft: Draft): Settled {
  const found = possibleIn(draft)
  if (!found) return { ...draft, defaults: draft.options.map(() => 0), isSatisfiable: false }
  const { possible, defaults } = found
  const kept = draft.options.map((_, option) =>
    possible[option]!.flatMap((isPossible, value) => (isPossible ? [value] : []))
  )
  /** Index among the options that stay; -1 where nothing is left to choose. */
  let next = 0
  const place = kept.map(({ length }) => (length > 1 ? next++ : -1))
  const replace = ({ option, values }: { readonly option: number; readonly values: readonly number[] }): Formula => {
    const own = kept[option]!
    const left = own.flatMap((value, at) => (values.includes(value) ? [at] : []))
    return isOneOf(place[option]!, left, own.length)
  }
  const idle: string[] = []
  const rules = draft.rules.flatMap((rule): readonly DraftRule[] => {
    const left =
      rule.kind === 'table' ? reduced(rule, kept, place) : { ...rule, formula: mapped(rule.formula, replace) }
    if (left && (left.kind === 'table' || left.formula !== true)) return [left]
    if (rule.kind === 'formula' && rule.text !== null) idle.push(rule.text)
    return []
  })
  const isFirstUse = (at: number) => draft.options.some(({ group }, option) => group === at && place[option]! >= 0)
  const groups = draft.groups.flatMap((group, at) => (isFirstUse(at) ? [{ group, at }] : []))
  return {
    name: draft.name,
    groups: groups.map(({ group }) => group),
    options: draft.options.flatMap((option, at) =>
      place[at]! < 0
        ? []
        : [
            withValues(
              option,
              kept[at]!,
              groups.findIndex((group) => group.at === option.group)
            ),
          ]
    ),
    rules,
    notes: [...draft.notes, ...notesOn(draft, kept, idle)],
    defaults: kept.flatMap((own, option) => (own.length > 1 ? [own.indexOf(defaults[option]!)] : [])),
    isSatisfiable: true,
  }
}

interface Possible {
  /** Per option and value. */
  readonly possible: readonly (readonly boolean[])[]
  readonly defaults: readonly number[]
}

/** Asks for designs with values not seen in one yet, until each was seen or ruled out. Null when no design is valid. */
function possibleIn(draft: Draft): Possible | null {
  const { solver, literal } = encoded(draft)
  // First values are "no" and "none": a design to start from has little in it.
  draft.options.forEach((_, option) => solver.prefer(literal(option, 0)))
  if (solver.solve([]) === 0) return null
  const possible = draft.options.map(({ values }) => values.map(() => false))
  const valuesNow = () =>
    draft.options.map(({ values }, option) => values.findIndex((_, at) => solver.value(literal(option, at))))
  const defaults = valuesNow()
  const mark = (design: readonly number[]) => design.forEach((value, option) => (possible[option]![value] = true))
  mark(defaults)
  draft.options.forEach(({ values }, option) =>
    values.forEach((_, value) => {
      if (possible[option]![value]) return
      preferUnseen(option)
      const isWorn = solver.effort() > MOST_EFFORT
      const answer = isWorn ? -1 : solver.solve([literal(option, value)], MOST_CONFLICTS)
      if (answer === 1) mark(valuesNow())
      else if (answer === 0) solver.addClause([literal(option, value) ^ 1])
      else possible[option]![value] = true
    })
  )
  return { possible, defaults }

  /** Each design shows as many new values as it can. */
  function preferUnseen(from: number): void {
    for (let option = from; option < possible.length; option++) {
      const unseen = possible[option]!.indexOf(false)
      if (unseen >= 0) solver.prefer(literal(option, unseen))
    }
  }
}

function reduced(
  rule: Extract<DraftRule, { kind: 'table' }>,
  kept: readonly (readonly number[])[],
  place: readonly number[]
): DraftRule | null {
  const columns = rule.scope.flatMap((option, k) => (place[option]! >= 0 ? [k] : []))
  const unique = new Map<string, readonly number[]>()
  for (const row of rule.rows) {
    const isLeft = row.every((value, k) => kept[rule.scope[k]!]!.includes(value))
    if (!isLeft) continue
    const left = columns.map((k) => kept[rule.scope[k]!]!.indexOf(row[k]!))
    unique.set(left.join(), left)
  }
  const all = columns.reduce((product, k) => product * kept[rule.scope[k]!]!.length, 1)
  if (unique.size === all) return null
  return { ...rule, scope: columns.map((k) => place[rule.scope[k]!]!), rows: [...unique.values()] }
}

const withValues = (option: DraftOption, kept: readonly number[], group: number): DraftOption => ({
  ...option,
  group,
  values: kept.map((value) => option.values[value]!),
  // Numbers with gaps are no range.
  kind: option.kind === 'steps' && kept.at(-1)! - kept[0]! >= kept.length ? 'choices' : option.kind,
})

function notesOn({ options }: Draft, kept: readonly (readonly number[])[], idle: readonly string[]): readonly Note[] {
  const always: string[] = []
  const never: string[] = []
  options.forEach(({ name, kind, values, standalone }, option) => {
    const own = kept[option]!
    const nameOf = (value: number) => {
      const { name: of } = values[value]!
      return of === null ? `no ${name}` : standalone ? of : `${name} ${of}`
    }
    if (kind === 'yes-no') {
      if (own.length === 1) (own[0] === 1 ? always : never).push(name)
      return
    }
    if (own.length === 1) always.push(nameOf(own[0]!))
    else if (own.length < values.length)
      never.push(...values.flatMap((_, value) => (own.includes(value) ? [] : [nameOf(value)])))
  })
  return [
    { kind: 'folded' as const, what: 'in every design, by the rules', names: always },
    { kind: 'folded' as const, what: 'in no design, by the rules', names: never },
    { kind: 'folded' as const, what: 'holds by itself', names: idle },
  ].filter(({ names }) => names.length > 0)
}
