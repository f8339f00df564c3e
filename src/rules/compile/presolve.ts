import type { RuleProblem } from '../types.ts'
import { dependentJoins, statedDependences } from './dependences.ts'
import { groupsOf, worthwhile } from './groups.ts'
import { inOptionOrder, join, restrict, tidied, type Join, type Model } from './model.ts'
import { rulesOf } from './normalize.ts'
import { expectedWork } from './order.ts'
import { probe } from './probe.ts'
import { createPropagator } from './propagate.ts'
import { withoutRedundant } from './redundant.ts'
import { settle } from './settle.ts'
import type { Owner, Presolved, Rule } from './variables.ts'

/** Steps of propagation that probing and pruning may take, each round: some tenths of a second at most. */
const EFFORT = 10_000_000

/** log2 of the work from which a problem is looked at harder. */
const HARD = 18

/** Sums over more variables are not put to a search: they would come to too many clauses. */
const LONG = 500

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
  const simple = model && simplified(model)
  const simplest = simple && settled(simple)
  if (simplest) return { ...inOptionOrder(simplest), satisfiable: true }
  const owners = problem.options.map((): Owner => ({ kind: 'fixed', value: 0 }))
  return { sizes: [], rules: [], owners, satisfiable: false }
}

/** What looks like much work is worth a search for what always holds. */
function settled(model: Model): Model | null {
  const longest = model.rules.reduce((most, { scope }) => Math.max(most, scope.length), 0)
  if (longest > LONG || expectedWork(model) < HARD) return model
  const found = settle(model)
  if (found === null) return null
  const units = unitRules(model, found.live)
  const joins = dependentJoins(model, found.dependences)
  if (units.length === 0 && joins.length === 0) return model
  const joined = join({ ...model, rules: [...model.rules, ...units] }, joins)
  return joined && simplified(joined)
}

function simplified(model: Model): Model | null {
  let current = withoutStated(model)
  let grouped = false
  let before: Int32Array | undefined
  for (let round = 0; round < ROUNDS && current !== null; round++) {
    // Once groups have been looked for, only what has become one since can tell more.
    const variables: number[] = ruledIn(current, grouped ? before : undefined)
    if (variables.length === 0) break
    const propagator = createPropagator(current.sizes, current.rules)
    propagator.propagate()
    const findings = probe(current, variables, propagator, EFFORT)
    if (findings === null) return null
    const pruned: Model = round === 0 ? withoutRedundant(current, propagator, EFFORT) : current
    let joins: readonly Join[] = dependentJoins(pruned, findings.dependences)
    if (joins.length === 0 && !grouped) {
      joins = worthwhile(pruned, groupsOf(pruned, findings.excludes))
      grouped = true
    }
    const units = unitRules(pruned, propagator.live)
    current = pruned
    if (joins.length === 0 && units.length === 0) break
    before = optionCounts(pruned)
    const joined = join({ ...pruned, rules: [...pruned.rules, ...units] }, joins)
    current = joined && narrowed(joined)
  }
  // With fewer variables, more rules may say the same.
  if (current === null || before === undefined) return current
  const propagator = createPropagator(current.sizes, current.rules)
  propagator.propagate()
  return withoutRedundant(current, propagator, EFFORT)
}

/** Without variables that a rule by itself says depend on another. */
function withoutStated(model: Model): Model | null {
  let current = narrowed(model)
  while (current !== null) {
    const joins = dependentJoins(current, statedDependences(current))
    if (joins.length === 0) break
    const joined = join(current, joins)
    current = joined && narrowed(joined)
  }
  return current
}

/** Only what the rules, one by one, leave. */
function narrowed(model: Model): Model | null {
  const propagator = createPropagator(model.sizes, model.rules)
  return propagator.propagate() ? restrict(model, propagator.live) : null
}

/** Variables that rules read; with earlier counts, only those that stand for more options now. */
function ruledIn(model: Model, before?: Int32Array): number[] {
  const ruled = new Uint8Array(model.sizes.length)
  for (const { scope } of model.rules) for (const variable of scope) ruled[variable] = 1
  const counts = optionCounts(model)
  const fresh = new Uint8Array(model.sizes.length)
  model.owners.forEach((owner, option) => {
    if (owner.kind === 'variable' && counts[option]! > (before?.[option] ?? 0)) fresh[owner.variable] = 1
  })
  return [...ruled.keys()].filter((variable) => ruled[variable] === 1 && fresh[variable] === 1)
}

/** Per option how many options its variable stands for. */
function optionCounts({ sizes, owners }: Model): Int32Array {
  const counts = new Int32Array(sizes.length)
  for (const owner of owners) if (owner.kind === 'variable') counts[owner.variable]!++
  return Int32Array.from(owners, (owner) => (owner.kind === 'variable' ? counts[owner.variable]! : 0))
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
