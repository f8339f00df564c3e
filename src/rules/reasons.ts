import { createEncoding } from './encode.ts'
import { keeps, scopeOf } from './keeps.ts'
import { createNarrowing } from './narrowing.ts'
import { pickOf } from './oracle.ts'
import type { Constraint, Picks, RuleProblem } from './types.ts'

/** Conflicts one step may cost. Ordinary templates need some dozens; what would need more stays among the reasons. */
const CONFLICTS = 20_000

/**
 * Ids of rules that contradict these picks, and of which none can be left out; empty when nothing contradicts. Without
 * picks: rules that contradict each other.
 *
 * Only the corner of the template that matters is looked at: beginning without any rule, those come in that the
 * designs found so far break. `near`, a valid design, keeps that corner small. The answer depends on nothing but what
 * is given, not on questions asked before.
 */
export function rulesBehind(problem: RuleProblem, picks: Picks, near?: ArrayLike<number> | null): readonly string[] {
  const { constraints } = problem
  const narrowing = createNarrowing(problem, picks)
  const idsOf = (some: readonly number[]) => new Set(some.map((rule) => constraints[rule]!.id))
  let rules: readonly number[] = [...constraints.keys()]
  const shown = narrowing.decide(rules, near)
  if (shown !== null && 'design' in shown) return []
  const first = shown === null ? createInquiry(problem, picks, near)(constraints) : idsOf(shown.rules)
  if (first === null) return []
  rules = rules.filter((rule) => first.has(constraints[rule]!.id))
  // Anew with these rules alone: the many others that came in on the way would be carried along at every step.
  let contradiction: Inquiry | undefined
  let last = near
  for (const id of [...first].reverse()) {
    const others = rules.filter((rule) => constraints[rule]!.id !== id)
    if (others.length === rules.length) continue
    const found = narrowing.decide(others, last)
    let rest: ReadonlySet<string> | null = null
    if (found === null) {
      contradiction ??= createInquiry(problem, picks, near)
      rest = contradiction(others.map((rule) => constraints[rule]!))
    } else if ('design' in found) last = found.design
    else rest = idsOf(found.rules)
    if (rest !== null) rules = others.filter((rule) => rest.has(constraints[rule]!.id))
  }
  return [...idsOf(rules)]
}

type Inquiry = (rules: readonly Constraint[]) => ReadonlySet<string> | null

/** Asks which ids among some rules' contradict the picks; null when a design keeps them all, or it takes too long. */
function createInquiry(
  { options }: RuleProblem,
  picks: Picks,
  near?: ArrayLike<number> | null
): Inquiry {
  const encoding = createEncoding(options)
  const { solver } = encoding
  const selectors = new Map<string, number>()
  const selected = new Map<number, string>()
  const known = new Set<Constraint>()
  const involved = new Set<number>()
  const design = Int32Array.from(options, (_, option) => near?.[option] ?? 0)
  options.forEach((_, option) => {
    const pick = pickOf(picks, option)
    if (pick < 0) return
    solver.addClause([encoding.literal(option, pick)])
    design[option] = pick
  })

  function add(constraint: Constraint) {
    known.add(constraint)
    for (const option of scopeOf(constraint)) if (pickOf(picks, option) < 0) involved.add(option)
    let selector = selectors.get(constraint.id)
    if (selector === undefined) {
      selector = 2 * solver.newVariable(true)
      selectors.set(constraint.id, selector)
      selected.set(selector, constraint.id)
    }
    encoding.add(within(constraint, picks), selector)
  }

  /** Looks first where the last design was. */
  function suggest() {
    for (const option of involved)
      options[option]!.values.forEach((_, value) =>
        solver.prefer(encoding.literal(option, value) ^ (value === design[option] ? 0 : 1))
      )
  }

  /** Whether a rule must be kept because the valid design given has the same values there. */
  const isAsGiven = (rule: Constraint) =>
    near != null && scopeOf(rule).every((option) => design[option] === near[option])

  return (rules) => {
    const active = new Set(rules.flatMap(({ id }) => selectors.get(id) ?? []))
    for (;;) {
      suggest()
      const answer = solver.solve([...active], CONFLICTS)
      if (answer === 0) return new Set(solver.core().map((selector) => selected.get(selector)!))
      if (answer < 0) return null
      for (const option of involved) design[option] = encoding.valueOf(option)
      const broken = rules.filter((rule) => !known.has(rule) && !isAsGiven(rule) && !keeps(design, rule))
      if (broken.length === 0) return null
      for (const rule of broken) {
        add(rule)
        active.add(selectors.get(rule.id)!)
      }
    }
  }
}

/** What a table still says of the options that are not picked: mostly far fewer rows. */
function within(constraint: Constraint, picks: Picks): Constraint {
  if (constraint.type !== 'table') return constraint
  const open = constraint.scope.flatMap((option, i) => (pickOf(picks, option) < 0 ? [i] : []))
  const rows = new Map<string, readonly number[]>()
  for (const row of constraint.tuples) {
    const isLeft = row.every((value, i) => {
      const pick = pickOf(picks, constraint.scope[i]!)
      return pick < 0 || pick === value
    })
    if (!isLeft) continue
    const left = open.map((i) => row[i]!)
    rows.set(left.join(), left)
  }
  return { ...constraint, scope: open.map((i) => constraint.scope[i]!), tuples: [...rows.values()] }
}
