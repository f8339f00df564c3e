import { createEncoding } from '../../rules/compile/index.ts'
import type { Constraint, RuleOption } from '../../rules/index.ts'
import type { Authored } from './authored.ts'
import { lowering, type Growing } from './clauses.ts'
import { formulasOver, type Formula } from './formula.ts'
import type { Lowering } from './lowering.ts'

/** What one question may cost; a question that costs more leaves its rule unsuspected. */
const CONFLICTS = 2000
/** Each question looks at every rule, so large feature models are not asked at all. */
const MOST_RULES = 800

export interface IdleRule {
  readonly id: string
  /** The rules that say it already; none when it holds by itself. */
  readonly by: readonly string[]
}

/**
 * Rules that never matter: no design that keeps all the others breaks them. Exact, asked of the solver: all other rules
 * and this one's opposite together.
 */
export function idleRules(
  rules: ReadonlyMap<string, Formula>,
  { rules: authored = {} }: Authored,
  { problem }: Pick<Lowering, 'problem'>
): readonly IdleRule[] {
  const ids = Object.keys(authored)
  if (ids.length > MOST_RULES) return []
  // Opposites may need hidden options of their own.
  const options: RuleOption[] = [...problem.options]
  const encoding = createEncoding(options)
  const { solver } = encoding
  const selectors = new Map<string, number>()
  const selected = new Map<number, string>()
  for (const constraint of problem.constraints) {
    // What only defines hidden options or ties cells together always holds.
    if (!Object.hasOwn(authored, constraint.id)) {
      encoding.add(constraint)
      continue
    }
    if (!selectors.has(constraint.id)) {
      const selector = 2 * solver.newVariable()
      selectors.set(constraint.id, selector)
      selected.set(selector, constraint.id)
    }
    encoding.add(constraint, selectors.get(constraint.id)!)
  }
  return ids.flatMap((id): readonly IdleRule[] => {
    const own = selectors.get(id)
    if (own === undefined) return []
    const opposite = 2 * solver.newVariable()
    const formula = rules.get(id)
    if (formula) for (const constraint of oppositeOf(formula)) encoding.add(constraint, opposite)
    else for (const constraint of problem.constraints) if (constraint.id === id) forbidRows(constraint, opposite)
    const others = [...selectors.values()].filter((selector) => selector !== own)
    if (solver.solve([opposite, ...others], CONFLICTS) !== 0) return []
    return [{ id, by: enough(opposite, solver.core()).map((selector) => selected.get(selector)!) }]
  })

  /** Of the rules that rule the opposite out, some that still do, and none of them could be left out. */
  function enough(opposite: number, core: readonly number[]): readonly number[] {
    let kept = core.filter((selector) => selected.has(selector))
    for (const selector of kept) {
      const rest = kept.filter((other) => other !== selector)
      if (rest.length < kept.length && solver.solve([opposite, ...rest], CONFLICTS) === 0) kept = rest
    }
    return kept.toSorted((a, b) => a - b)
  }

  function oppositeOf(formula: Formula): readonly Constraint[] {
    const growing: Growing = { options, constraints: [] }
    const formulas = formulasOver((option) => options[option]!.values.length)
    lowering(growing, formulas).require(formulas.not(formula), 'opposite')
    return growing.constraints
  }

  /** No row of the table, where `selector` holds. */
  function forbidRows(constraint: Constraint, selector: number): void {
    if (constraint.type !== 'table') return
    for (const row of constraint.tuples)
      solver.addClause([selector ^ 1, ...row.map((value, k) => encoding.literal(constraint.scope[k]!, value) ^ 1)])
  }
}
