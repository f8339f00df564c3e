import type { RuleProblem } from '../types.ts'
import { dependentJoins, statedDependences } from './dependences.ts'
import { groupsOf, worthwhile } from './groups.ts'
import { inOptionOrder, join, restrict, tidied, type Model } from './model.ts'
import { rulesOf } from './normalize.ts'
import { probe, type Findings } from './probe.ts'
import { createPropagator } from './propagate.ts'
import { withoutRedundant } from './redundant.ts'
import { settle } from './settle.ts'
import type { Owner, Presolved, Rule } from './variables.ts'

/** Steps of propagation that probing may take, each round: about a tenth of a second; and pruning, some tenths. */
const PROBING = 2_500_000
const PRUNING = 10_000_000

/** Sums over more variables are not put to a search: they would come to too many clauses. */
const LONG = 500

/** Rules over more variables than this seldom tell of one what another became. */
const CLOSE = 8

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
  return presolvedOf(model && simplified(model), problem.options.length)
}

/**
 * What is much work is worth a search for what always holds: values that no design has, variables that always go
 * together. The same object when nothing is found.
 */
export function searched(presolved: Presolved): Presolved {
  const { rules, owners } = presolved
  if (!presolved.satisfiable || rules.some(({ scope }) => scope.length > LONG)) return presolved
  const found = settle(presolved)
  if (found === null) return presolvedOf(null, owners.length)
  const units = unitRules(presolved, found.live)
  const joins = dependentJoins(presolved, found.dependences)
  if (units.length === 0 && joins.length === 0) return presolved
  const joined = join({ ...presolved, rules: [...rules, ...units] }, joins)
  return presolvedOf(joined && simplified(joined), owners.length)
}

function presolvedOf(model: Model | null, options: number): Presolved {
  if (model !== null) return { ...inOptionOrder(model), satisfiable: true }
  const owners = Array.from({ length: options }, (): Owner => ({ kind: 'fixed', value: 0 }))
  return { sizes: [], rules: [], owners, satisfiable: false }
}

function simplified(model: Model): Model | null {
  let current = withoutStated(model)
  let before: Int32Array | undefined
  let pruned = current
  for (let round = 0; round < ROUNDS && current !== null; round++) {
    const variables = changedIn(current, before)
    if (variables.length === 0) break
    const propagator = createPropagator(current.sizes, current.rules)
    propagator.propagate()
    const findings = probe(current, variables, propagator, PROBING)
    if (findings === null) return null
    pruned = round === 0 ? withoutRedundant(current, propagator, PRUNING) : current
    const joins = dependentJoins(pruned, findings.dependences)
    const units = unitRules(pruned, propagator.live)
    before = looksOf(pruned)
    if (joins.length > 0 || units.length > 0) {
      const joined = join({ ...pruned, rules: [...pruned.rules, ...units] }, joins)
      current = joined && narrowed(joined)
    } else current = pruned
    if (round > 0 || current === null) continue
    const excludes = current === pruned ? findings.excludes : translated(findings.excludes, pruned, current)
    const joined: Model | null = join(current, worthwhile(current, groupsOf(current, excludes)))
    current = joined && narrowed(joined)
  }
  // With fewer variables, more rules may say the same.
  if (current === null || current === pruned) return current
  const propagator = createPropagator(current.sizes, current.rules)
  propagator.propagate()
  return withoutRedundant(current, propagator, PRUNING)
}

/**
 * What values of two-valued variables rule out, in the numbers of a later model of the same options: as far as they
 * still are values of such variables there.
 */
function translated(excludes: Findings['excludes'], before: Model, after: Model): Findings['excludes'] {
  const from = offsetsOf(before.sizes)
  const to = offsetsOf(after.sizes)
  const now = new Int32Array(from.at(-1)!).fill(-1)
  before.owners.forEach((owner, option) => {
    const later = after.owners[option]!
    if (owner.kind === 'fixed' || later.kind === 'fixed') return
    if (before.sizes[owner.variable] !== 2 || after.sizes[later.variable] !== 2) return
    owner.values.forEach((value, v) => {
      const at = later.values.indexOf(value)
      if (at >= 0) now[from[owner.variable]! + v] = to[later.variable]! + at
    })
  })
  const translation: number[][] = []
  excludes.forEach((values, value) => {
    if (values === undefined || now[value] === -1) return
    translation[now[value]!] = values.map((other) => now[other]!).filter((other) => other >= 0)
  })
  return translation
}

function offsetsOf(sizes: readonly number[]): number[] {
  const offsets = [0]
  for (const size of sizes) offsets.push(offsets.at(-1)! + size)
  return offsets
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

/** Variables that rules read; with what options looked like before, only those that changed since. */
function changedIn(model: Model, before?: Int32Array): number[] {
  const ruled = new Uint8Array(model.sizes.length)
  for (const { scope } of model.rules) for (const variable of scope) ruled[variable] = 1
  const looks = looksOf(model)
  const changed = new Uint8Array(model.sizes.length)
  model.owners.forEach((owner, option) => {
    if (owner.kind === 'variable' && looks[option] !== before?.[option]) changed[owner.variable] = 1
  })
  const near = changed.slice()
  for (const { scope } of model.rules)
    if (scope.length <= CLOSE && scope.some((variable) => changed[variable] === 1))
      for (const variable of scope) near[variable] = 1
  return [...ruled.keys()].filter((variable) => ruled[variable] === 1 && near[variable] === 1)
}

/** Per option how many options its variable stands for, and how many values that has, as one number. */
function looksOf({ sizes, owners }: Model): Int32Array {
  const counts = new Int32Array(sizes.length)
  for (const owner of owners) if (owner.kind === 'variable') counts[owner.variable]!++
  return Int32Array.from(owners, (owner) => {
    return owner.kind === 'variable' ? (counts[owner.variable]! << 16) + sizes[owner.variable]! : 0
  })
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
