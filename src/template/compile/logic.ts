import { compileRules, keeps, rulesBehind, scopeOf, type CompileOptions } from '../../rules/compile/index.ts'
import { openHardPart } from '../../rules/fallback/index.ts'
import { loadRules, type CompiledRules, type CompileReport, type RuleProblem, type Rules } from '../../rules/index.ts'
import type { Authored } from './authored.ts'
import { spanText } from './cells.ts'
import { designsForSomeBody } from './designs.ts'
import type { Formula } from './formula.ts'
import { idleRules } from './idleRules.ts'
import type { Lowering } from './lowering.ts'
import type { Path } from './yaml.ts'

export interface Logic {
  readonly compiled: CompiledRules
  /** Its designs are those that fit some body. */
  readonly report: CompileReport
  readonly rules: Rules
}

/** Reasons take time to find; a template with more findings than this has one cause that the first ones show. */
const MOST_REASONS = 40

/**
 * Compiles the rules and says what they do to the customer: contradictions, dead choices, rules that never matter,
 * defaults and starts they rule out.
 */
export function compileLogic(
  authored: Authored,
  rules: ReadonlyMap<string, Formula>,
  lowering: Lowering,
  watching: Pick<CompileOptions, 'onProgress' | 'signal'> = {}
): Logic | null {
  const { domains, problem, source, issues } = lowering
  const { compiled, report } = compileRules(problem, { visible: domains.length, ...watching })
  if (report.designs === 0n) {
    reportContradiction(problem, lowering)
    return null
  }
  const engine = loadRules(compiled, openHardPart)
  if (!report.exact) reportInexact(problem, report, lowering)
  reportUnreachable(authored, report, engine, lowering)
  for (const { id, by } of idleRules(rules, authored, lowering)) {
    const message = `rules.${id}: changes nothing${rulesInWords(by)}. Is it needed?`
    issues.warn(source.atKey(['rules', id]), 'rule/redundant', message)
  }
  reportDefaults(authored, engine, lowering)
  reportStarts(authored, engine, lowering)
  const designs = lowering.made.cells.length > 0 ? designsForSomeBody(rules, lowering) : report.designs
  return { compiled, report: { ...report, designs }, rules: engine }
}

function reportContradiction(problem: RuleProblem, { source, issues }: Lowering): void {
  const ids = rulesBehind(problem, new Int32Array(problem.options.length).fill(-1)).filter(
    (id) => source.has(['rules', id])
  )
  const [first, ...more] = ids
  if (first === undefined) {
    const message = 'the rules together leave no design. Loosen one of them.'
    issues.error(source.atKey(['rules']), 'rule/contradiction', message)
  } else if (more.length === 0)
    issues.error(
      source.atKey(['rules', first]),
      'rule/never',
      `rules.${first}: no combination of choices satisfies it.`
    )
  else {
    const named = ids.map((id) => `"${id}" (line ${source.atKey(['rules', id]).line})`)
    const message = `rules ${inWords(named)} contradict each other: together they leave no design. Loosen one of them.`
    issues.error(source.atKey(['rules', first]), 'rule/contradiction', message)
  }
}

/** Which options outgrew the diagram, and the rules that tie them together. */
function reportInexact(problem: RuleProblem, { hard }: CompileReport, { domains, source, issues }: Lowering): void {
  const outgrown = new Set(hard)
  const weights = new Map<string, number>()
  for (const constraint of problem.constraints) {
    const scope = scopeOf(constraint).filter((option) => outgrown.has(option))
    if (scope.length > 0) weights.set(constraint.id, Math.max(weights.get(constraint.id) ?? 0, scope.length))
  }
  const widest = [...weights].toSorted((a, b) => b[1] - a[1]).filter(([id]) => source.has(['rules', id]))
  const options = hard.flatMap((option) => (option < domains.length ? [`"${domains[option]!.id}"`] : []))
  const of = inWords(shortened(options))
  const by = inWords(shortened(widest.map(([id]) => `"${id}" (line ${source.atKey(['rules', id]).line})`)))
  issues.warn(
    source.atKey(['rules']),
    'rule/not-exact',
    `these rules outgrow the diagram: a page may say "not known yet" of ${of}. The widest rules there are ${by}.`
  )
}

const shortened = (parts: readonly string[]): readonly string[] =>
  parts.length <= 8 ? parts : [...parts.slice(0, 7), `${parts.length - 7} more`]

/**
 * Choices that no design has. They are warnings: the page shows them as blocked, always and with the reason; but what
 * nobody can choose is seldom meant.
 */
function reportUnreachable(authored: Authored, report: CompileReport, rules: Rules, lowering: Lowering): void {
  const { domains, source, issues } = lowering
  const open = new Int32Array(rules.options.length).fill(-1)
  let reasons = 0
  const because = (option: number, value: number) =>
    ++reasons > MOST_REASONS ? '' : rulesInWords(rules.explain(open, option, value)?.rules ?? [])
  const forced = new Map(report.forced.filter(([option]) => (domains[option]?.values.length ?? 0) > 1))
  for (const [option, value] of forced) {
    const { id, values } = domains[option]!
    const other = values.findIndex((_, at) => at !== value)
    const only = `options.${id}: only "${values[value]}" is ever possible${because(option, other)}`
    issues.warn(source.atKey(['options', id]), 'option/forced', `${only}. Loosen a rule or drop the option.`)
  }
  for (const absolute of report.dead) {
    const option = rules.options.findIndex((_, at) => absolute < rules.offsets[at + 1]!)
    const value = absolute - rules.offsets[option]!
    if (option >= domains.length) reportNobody(option, value, because, rules, lowering)
    if (option >= domains.length || forced.has(option)) continue
    const { id, values } = domains[option]!
    const none = `options.${id}: no design can have "${values[value]}"${because(option, value)}`
    const message = `${none}. Loosen a rule or drop the choice.`
    issues.warn(source.atKey(choicePath(authored, id, values[value]!)), 'choice/dead', message)
  }
}

/** A part of a measurement's range where no design is left. */
function reportNobody(
  option: number,
  value: number,
  because: (option: number, value: number) => string,
  rules: Rules,
  { made, source, issues }: Lowering
): void {
  const cells = made.cells.find((each) => each.option === rules.options[option]!.id)
  if (!cells) return
  const [name] = Object.keys(cells.sum)
  issues.warn(
    source.atKey(['measurements', name!]),
    'measurement/nobody',
    `measurements.${name}: no design is left for ${spanText(cells, value)}${because(option, value)}. ` +
      'Loosen a rule or narrow the range.'
  )
}

function reportDefaults(authored: Authored, rules: Rules, { domains, problem, source, issues }: Lowering): void {
  const defaults = domains.map(({ id, values }) => values.indexOf(authored.options[id]!.default))
  if (defaults.some((value) => value < 0)) return
  const broken = new Map<string, Set<number>>()
  const name = (id: string, scope: readonly number[]) =>
    broken.set(id, new Set([...(broken.get(id) ?? []), ...scope.filter((option) => option < domains.length)]))
  for (const constraint of problem.constraints) {
    const scope = scopeOf(constraint)
    if (scope.every((option) => option < domains.length) && !keeps(defaults, constraint)) name(constraint.id, scope)
  }
  if (broken.size === 0) {
    // What speaks of bodies, or is written down by hidden options, is for the engine to say.
    const picks = Int32Array.from(rules.options, (_, option) => defaults[option] ?? -1)
    const ids = rules.complete(picks, new Float64Array(rules.offsets.at(-1)!)) ? [] : rulesBehind(problem, picks)
    for (const id of ids)
      name(
        id,
        problem.constraints.flatMap((constraint) => (constraint.id === id ? scopeOf(constraint) : []))
      )
  }
  for (const [id, options] of broken) {
    const shown = inWords(
      [...options]
        .toSorted((a, b) => a - b)
        .map((option) => `${domains[option]!.id} "${domains[option]!.values[defaults[option]!]}"`)
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
    const taken = new Int32Array(rules.options.length).fill(-1)
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

const choicePath = ({ options }: Authored, option: string, choice: string): Path =>
  options[option]?.choices ? ['options', option, 'choices', choice] : ['options', option]

const rulesInWords = (ids: readonly string[]): string =>
  ids.length ? `, by ${ids.length === 1 ? 'rule' : 'rules'} ${inWords(ids.map((id) => `"${id}"`))}` : ''

/** "a", "a and b", "a, b and c". */
const inWords = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
