import { compileRules } from '../../rules/compile/index.ts'
import {
  loadRules,
  type CompiledRules,
  type CompileReport,
  type Constraint,
  type RuleProblem,
  type Rules,
} from '../../rules/index.ts'
import type { Authored } from './authored.ts'
import type { Lowering } from './rules.ts'
import type { Path } from './yaml.ts'

export interface Logic {
  readonly compiled: CompiledRules
  readonly report: CompileReport
  readonly rules: Rules
}

/**
 * Compiles the rules and says what they do to the customer: contradictions, dead choices, defaults and starts they rule
 * out.
 */
export function compileLogic(authored: Authored, constraints: readonly Constraint[], lowering: Lowering): Logic | null {
  const { domains, source, issues } = lowering
  const problem: RuleProblem = { options: domains.map(({ id, values }) => ({ id, values })), constraints }
  const { compiled, report } = compileRules(problem)
  if (report.exact && report.designs === 0n) {
    const ids = contradictionIn(problem)
    const named = ids.map((id) => `"${id}" (line ${source.atKey(['rules', id]).line})`)
    const message = `rules ${inWords(named)} contradict each other: together they leave no design. Loosen one of them.`
    issues.error(source.atKey(['rules', ids[0]!]), 'rule/contradiction', message)
    return null
  }
  if (!report.exact)
    issues.warn(
      source.atKey(['rules']),
      'rule/not-exact',
      'these rules outgrow the diagram: a page will answer some questions with "not known".'
    )
  const rules = loadRules(compiled)
  reportUnreachable(authored, report, rules, lowering)
  reportDefaults(authored, constraints, lowering)
  reportStarts(authored, rules, lowering)
  return { compiled, report, rules }
}

/** A smallest set of rules that leaves no design: dropping any one of them leaves some. */
function contradictionIn(problem: RuleProblem): readonly string[] {
  const all = [...new Set(problem.constraints.map(({ id }) => id))]
  let kept = all
  for (const id of all) {
    const without = kept.filter((other) => other !== id)
    const constraints = problem.constraints.filter((constraint) => without.includes(constraint.id))
    const { report } = compileRules({ ...problem, constraints })
    if (report.exact && report.designs === 0n) kept = without
  }
  return kept
}

function reportUnreachable(
  authored: Authored,
  report: CompileReport,
  rules: Rules,
  { domains, source, issues }: Lowering
): void {
  const open = new Int32Array(domains.length).fill(-1)
  const because = (option: number, value: number) => rulesInWords(rules.explain(open, option, value)?.rules ?? [])
  const forced = new Map(report.forced.filter(([option]) => domains[option]!.values.length > 1))
  for (const [option, value] of forced) {
    const { id, values } = domains[option]!
    const other = values.findIndex((_, at) => at !== value)
    const only = `options.${id}: only "${values[value]}" is ever possible${because(option, other)}`
    const message = `${only}. Loosen a rule or drop the option.`
    issues.error(source.atKey(['options', id]), 'option/forced', message)
  }
  for (const absolute of report.dead) {
    const option = domains.findIndex((_, at) => absolute >= rules.offsets[at]! && absolute < rules.offsets[at + 1]!)
    if (forced.has(option)) continue
    const { id, values } = domains[option]!
    const value = absolute - rules.offsets[option]!
    const none = `options.${id}: no design can have "${values[value]}"${because(option, value)}`
    const message = `${none}. Loosen a rule or drop the choice.`
    issues.error(source.atKey(choicePath(authored, id, values[value]!)), 'choice/dead', message)
  }
}

function reportDefaults(
  authored: Authored,
  constraints: readonly Constraint[],
  { domains, source, issues }: Lowering
): void {
  const defaults = domains.map(({ id, values }) => values.indexOf(authored.options[id]!.default))
  if (defaults.some((value) => value < 0)) return
  const broken = new Map<string, Set<number>>()
  for (const constraint of constraints) {
    if (isKept(constraint, defaults)) continue
    const options = broken.get(constraint.id) ?? new Set()
    for (const option of scopeOf(constraint)) options.add(option)
    broken.set(constraint.id, options)
  }
  for (const [id, options] of broken) {
    const shown = inWords(
      [...options].map((option) => `${domains[option]!.id} "${domains[option]!.values[defaults[option]!]}"`)
    )
    issues.error(
      source.atKey(['rules', id]),
      'rule/default',
      `rules.${id}: rules out the default design (${shown}). Change one of these defaults, or the rule.`
    )
  }
}

function reportStarts(authored: Authored, rules: Rules, { domains, source, issues }: Lowering): void {
  for (const [start, { picks }] of Object.entries(authored.starts ?? {})) {
    const taken = new Int32Array(domains.length).fill(-1)
    for (const [id, choice] of Object.entries(picks)) {
      const option = domains.findIndex((domain) => domain.id === id)
      const value = option < 0 ? -1 : domains[option]!.values.indexOf(choice)
      if (value < 0) continue // said where references are checked
      const conflict = rules.explain(taken, option, value)
      if (conflict) {
        const others = conflict.picks.map((at) => `${domains[at]!.id} "${domains[at]!.values[taken[at]!]}"`)
        const goesNot = others.length ? ` does not go with ${inWords(others)}` : ' is not possible'
        issues.error(
          source.atKey(['starts', start, 'picks', id]),
          'rule/start',
          `starts.${start}: ${id} "${choice}"${goesNot}${rulesInWords(conflict.rules)}. ` +
            'Change one of these picks, or the rule.'
        )
      } else taken[option] = value
    }
  }
}

function isKept(constraint: Constraint, selection: readonly number[]): boolean {
  if (constraint.type === 'table')
    return constraint.tuples.some((tuple) => tuple.every((value, k) => selection[constraint.scope[k]!] === value))
  const holding = constraint.lits.filter(([option, values]) => values.includes(selection[option]!)).length
  return constraint.type === 'clause' ? holding > 0 : holding >= constraint.least && holding <= constraint.most
}

const scopeOf = (constraint: Constraint): readonly number[] =>
  constraint.type === 'table' ? constraint.scope : constraint.lits.map(([option]) => option)

const choicePath = ({ options }: Authored, option: string, choice: string): Path =>
  options[option]?.choices ? ['options', option, 'choices', choice] : ['options', option]

const rulesInWords = (ids: readonly string[]): string =>
  ids.length ? `, by ${ids.length === 1 ? 'rule' : 'rules'} ${inWords(ids.map((id) => `"${id}"`))}` : ''

/** "a", "a and b", "a, b and c". */
const inWords = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
