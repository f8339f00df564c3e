import { nearestWord } from '../../ground/index.ts'
import type { Condition as ChoiceLists } from '../../price/types.ts'
import type { Constraint } from '../../rules/index.ts'
import type { Authored } from './authored.ts'
import { combinationsOf, MOST_COMBINATIONS, productOf } from './boxes.ts'
import { faultOf, type Domain } from './cel.ts'
import { choiceListsOf, TooLarge } from './clauses.ts'
import { readCsv, type Row, type Table } from './csv.ts'
import { textOf } from './folder.ts'
import { isFalse, type Formula } from './formula.ts'
import { expectedOneOf, type Issues } from './issues.ts'
import type { Lowering } from './lowering.ts'
import type { Path } from './yaml.ts'

type AuthoredRule = NonNullable<Authored['rules']>[string]

/**
 * The designer's rules as the engine's constraints, exactly: conditions as clauses and counts, a table as a table.
 * Gives each rule that is a condition by its id.
 */
export function lowerRules(rules: NonNullable<Authored['rules']>, lowering: Lowering): ReadonlyMap<string, Formula> {
  const { source, issues, lowered, problem } = lowering
  const formulas = new Map<string, Formula>()
  for (const [id, rule] of Object.entries(rules)) {
    const path = ['rules', id]
    if (!hasOneForm(rule)) {
      issues.error(
        source.atKey(path),
        'rule/form',
        `rules.${id}: expected "when" with "then", or "allow", or "table", ` +
          'or "of" with "atMost", "atLeast" or "exactly".'
      )
      continue
    }
    if (rule.table !== undefined) {
      problem.constraints.push(...lowerTable(id, rule.table, [...path, 'table'], lowering))
      continue
    }
    const formula = formulaOfRule(rule, path, lowering)
    if (!formula) continue
    const before = problem.constraints.length
    if (isFalse(formula)) {
      issues.error(source.atKey(path), 'rule/never', `rules.${id}: no combination of choices satisfies it.`)
      continue
    }
    if (!attempt(() => lowered.require(formula, id), path, lowering)) continue
    if (problem.constraints.length > before) formulas.set(id, formula)
    else issues.warn(source.atKey(path), 'rule/no-effect', `rules.${id}: forbids nothing. Is it needed?`)
  }
  return formulas
}

function hasOneForm({ when, then, allow, table, of, atLeast, atMost, exactly }: AuthoredRule): boolean {
  const forms = [then, allow, table, of].filter((form) => form !== undefined)
  const isBounded = exactly === undefined ? atLeast !== undefined || atMost !== undefined : atLeast ?? atMost ?? true
  const mayWhen = then !== undefined || of !== undefined
  return (
    forms.length === 1 &&
    (when === undefined ? then === undefined : mayWhen) &&
    (of === undefined ? (atLeast ?? atMost ?? exactly) === undefined : isBounded === true)
  )
}

function formulaOfRule(rule: AuthoredRule, path: Path, lowering: Lowering): Formula | null {
  const { formulas, source, issues } = lowering
  const read = (text: string, key: Path) => readCondition(text, [...path, ...key], lowering)
  const when = rule.when === undefined ? null : read(rule.when, ['when'])
  const holds = rule.of
    ? rule.of.map((text, at) => read(text, ['of', at]))
    : [rule.then === undefined ? read(rule.allow!, ['allow']) : read(rule.then, ['then'])]
  if ((rule.when !== undefined && !when) || !holds.every((part) => part !== null)) return null
  if (!rule.of) return formulas.any([...(when ? [formulas.not(when)] : []), ...holds])
  const least = rule.exactly ?? rule.atLeast ?? 0
  const most = rule.exactly ?? rule.atMost ?? holds.length
  if (least > most || least > holds.length)
    issues.error(
      source.atKey(path),
      'rule/form',
      `rules.${path.at(-1)}: ${least} to ${most} of ${holds.length} conditions can never hold.`
    )
  return formulas.any([...(when ? [formulas.not(when)] : []), formulas.count(holds, least, most)])
}

/** A condition, or null when it has faults, which are reported. */
export function readCondition(text: string, path: Path, { condition, source, issues }: Lowering): Formula | null {
  const read = condition(text)
  const name = path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('')
  if ('formula' in read) {
    for (const { code, message, offset } of read.doubts)
      issues.warn(source.within(path, offset), code, `${name}: ${message}`)
    return read.formula
  }
  for (const { code, message, offset } of read.faults)
    issues.error(source.within(path, offset), code, `${name}: ${message}`)
  return null
}

/** Runs it; false when the condition turned out too large or failed for some choices, which is reported. */
export function attempt(run: () => void, path: Path, { source, issues }: Lowering): boolean {
  try {
    run()
    return true
  } catch (error) {
    const { code, message } =
      error instanceof TooLarge ? { code: 'rule/too-large', message: error.message } : faultOf(error, 'rule/evaluation')
    issues.error(source.atKey(path), code, `${path.join('.')}: ${message}`)
    return false
  }
}

/**
 * A condition over choices (of a lead time, a material) as alternatives that are each a plain list of choices; null
 * with the reason reported.
 */
export function lowerCondition(text: string, path: Path, lowering: Lowering): readonly ChoiceLists[] | null {
  const formula = readCondition(text, path, lowering)
  return formula && listsOf(formula, path, lowering)
}

export function listsOf(formula: Formula, path: Path, lowering: Lowering): readonly ChoiceLists[] | null {
  const { options } = lowering.problem
  const idsOf = (option: number, values: readonly number[]) => values.map((value) => options[option]!.values[value]!)
  let lists: readonly ChoiceLists[] = []
  const isDone = attempt(
    () => {
      lists = choiceListsOf(formula, lowering.formulas).map((list) =>
        Object.fromEntries(
          list.map(({ option, values }) => [options[option]!.id, idsOf(option, values)])
        )
      )
    },
    path,
    lowering
  )
  return isDone ? lists : null
}

/** A CSV of allowed combinations: a column per option, a choice per cell; `*` is any, `a|b` is either. */
function lowerTable(id: string, path: string, place: Path, lowering: Lowering): readonly Constraint[] {
  const { domains, issues } = lowering
  const errors = () => issues.list.filter(({ severity }) => severity === 'error').length
  const before = errors()
  const table = readTable(`rules.${id}`, path, place, lowering)
  if (!table) return []
  const scope = table.columns.map((column) => domains.findIndex((domain) => domain.id === column))
  table.columns.forEach((column, k) => {
    if (scope[k]! >= 0) return
    const known = domains.map((domain) => domain.id)
    issues.error(table.heading, 'rule/unknown-option', expectedOneOf(known, column, nearestWord(column, known)))
  })
  if (errors() > before) return []
  const tuples = tuplesOf(table, scope, domains, issues)
  if (tuples.length > MOST_COMBINATIONS)
    issues.error(
      table.heading,
      'rule/too-large',
      `expected at most ${MOST_COMBINATIONS} combinations, got ${tuples.length}.`
    )
  if (tuples.length === 0 && errors() === before)
    issues.error(table.heading, 'rule/never', `rules.${id}: no combination of choices satisfies it.`)
  return errors() > before ? [] : [{ type: 'table', id, scope, tuples }]
}

/** The table of a rule or an extra; null, with the reason reported, when there is none. */
export function readTable(name: string, path: string, place: Path, { folder, source, issues }: Lowering): Table | null {
  const bytes = folder.read(path)
  if (bytes) return readCsv(`${folder.name}/${path}`, textOf(bytes), issues)
  issues.error(source.at(place), 'file/missing', `${name}: no file "${path}" in ${folder.name}.`)
  return null
}

function tuplesOf(
  table: Table,
  scope: readonly number[],
  domains: readonly Domain[],
  issues: Issues
): readonly (readonly number[])[] {
  const unique = new Map<string, readonly number[]>()
  for (const row of table.rows) {
    const cells = table.columns.map((column, k) => choicesIn(row, column, domains[scope[k]!]!, issues))
    if (unique.size + combinationsOf(cells.map((cell) => cell.length)) > 2 * MOST_COMBINATIONS) {
      issues.error(row.place, 'rule/too-large', `expected at most ${MOST_COMBINATIONS} combinations.`)
      return []
    }
    const tuples = productOf(cells)
    const before = unique.size
    for (const tuple of tuples) unique.set(tuple.join(), tuple)
    if (tuples.length > 0 && unique.size === before)
      issues.warn(row.place, 'rule/row-twice', 'all of this row is allowed above already. Is another one meant?')
  }
  return [...unique.values()]
}

/** The choices that a cell stands for: `*` is any, `a|b` is either. */
export function choicesIn(row: Row, column: string, { values }: Domain, issues: Issues): readonly number[] {
  const cell = row.cells[column]!
  if (cell === '*') return values.map((_, value) => value)
  return cell.split('|').flatMap((name) => {
    const value = values.indexOf(name.trim())
    if (value >= 0) return [value]
    const message = `${column}: ${expectedOneOf(values, name.trim(), nearestWord(name, values))}`
    issues.error(row.at(column), 'rule/unknown-choice', message)
    return []
  })
}
