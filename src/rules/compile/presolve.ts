import type { RuleProblem } from '../types.ts'
import { dependentJoins } from './dependences.ts'
import { groupsOf } from './groups.ts'
import { inOptionOrder, join, restrict, tidied, type Model } from './model.ts'
import { rulesOf } from './normalize.ts'
import { probe } from './probe.ts'
import { createPropagator } from './propagate.ts'
import { withoutRedundant } from './redundant.ts'
import type { Owner, Presolved, Rule } from './variables.ts'

/** Steps of propagation that probing and pruning may take, each round: some tenths of a second at most. */
const EFFORT = 10_000_000

/** What one round finds, the next may build on; hardly anything comes after the third. */
const ROUNDS = 5

/**
 * Makes a problem small without changing what is valid: values that cannot be go, options that always go together
 * become one variable, rules that others imply are left out.
 *
 * @throws {ToileError} `rules/bad-problem` when a rule names an option or value that is not there;
 * `rules/empty-option` when an option has no values.
 */
export function presolve(problem: RuleProblem): Presolved {
  const model = modelOf(problem)
  const simplest = model && simplified(model)
  if (simplest) return { ...inOptionOrder(simplest), satisfiable: true }
  const owners = problem.options.map((): Owner => ({ kind: 'fixed', value: 0 }))
  return { sizes: [], rules: [], owners, satisfiable: false }
}

function simplified(model: Model): Model | null {
  let current = narrowed(model)
  for (let round = 0; round < ROUNDS && current !== null && current.rules.length > 0; round++) {
    const before: Model = current
    current = joined(before)
    if (current === before) break
    current = current && narrowed(current)
  }
  return current
}

/** Only what the rules, one by one, leave. */
function narrowed(model: Model): Model | null {
  const propagator = createPropagator(model.sizes, model.rules)
  return propagator.propagate() ? restrict(model, propagator.live) : null
}

/** Looks at each value by itself, and makes one variable of what turns out to go together. */
function joined(model: Model): Model | null {
  const propagator = createPropagator(model.sizes, model.rules)
  propagator.propagate()
  const findings = probe(model, propagator, EFFORT)
  if (findings === null) return null
  const pruned = withoutRedundant(model, propagator, EFFORT)
  const known = { ...pruned, rules: [...pruned.rules, ...unitRules(model, propagator.live)] }
  const dependent = dependentJoins(pruned, findings.dependences)
  // What depends goes first: a group of fewer is a group all the same.
  const joins = dependent.length > 0 ? dependent : groupsOf(pruned, findings.excludes)
  if (known.rules.length === pruned.rules.length && joins.length === 0) return pruned
  return join(known, joins)
}

/** What is known of single variables, as rules. */
function unitRules({ sizes }: Model, live: Uint8Array): Rule[] {
  const rules: Rule[] = []
  let offset = 0
  sizes.forEach((size, variable) => {
    const own = Array.from(live.subarray(offset, offset + size))
    if (own.includes(0)) rules.push({ type: 'count', scope: [variable], weights: [own], least: 1, most: Infinity })
    offset += size
  })
  return rules
}

function modelOf(problem: RuleProblem): Model | null {
  const identity = problem.options.map(({ values }, variable): Owner => {
    return { kind: 'variable', variable, values: values.map((_, value) => value) }
  })
  const sizes = problem.options.map(({ values }) => values.length)
  return tidied({ sizes, rules: rulesOf(problem), owners: identity })
}
