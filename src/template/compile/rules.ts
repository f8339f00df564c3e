import { nearestWord } from '../../ground/index.ts'
import type { Condition } from '../../price/types.ts'
import type { Constraint } from '../../rules/index.ts'
import type { Authored } from './authored.ts'
import { boxesOf, combinationsOf, MOST_COMBINATIONS, type Box } from './boxes.ts'
import { faultOf, type Domain, type Expression, type Parsed } from './cel.ts'
import { readCsv, type Table } from './csv.ts'
import { textOf, type Folder } from './folder.ts'
import { expectedOneOf, type Issues } from './issues.ts'
import type { Path, Source } from './yaml.ts'

/** What lowering needs to know of the template, and where it reports. */
export interface Lowering {
  readonly domains: readonly Domain[]
  readonly parse: (text: string) => Parsed
  readonly folder: Folder
  readonly source: Source
  readonly issues: Issues
}

/**
 * The designer's rules as the engine's constraints. An expression is tried on every combination of the choices it
 * speaks of, and what it forbids is cut into boxes, each of which is one clause: exact, whatever the expression says. A
 * table stays a table.
 */
export function lowerRules(rules: NonNullable<Authored['rules']>, lowering: Lowering): readonly Constraint[] {
  return Object.entries(rules).flatMap(([id, rule]) => {
    const { source, issues } = lowering
    const path = ['rules', id]
    const { when, then, allow, table } = rule
    const form = [when && then && 'when', allow && 'allow', table && 'table'].filter(Boolean)
    if (form.length !== 1 || (when === undefined) !== (then === undefined)) {
      issues.error(source.atKey(path), 'rule/form', `rules.${id}: expected "when" with "then", or "allow", or "table".`)
      return []
    }
    if (table !== undefined) return lowerTable(id, table, [...path, 'table'], lowering)
    const parts =
      allow === undefined
        ? {
            if: readExpression(when!, [...path, 'when'], lowering),
            holds: readExpression(then!, [...path, 'then'], lowering),
          }
        : { if: null, holds: readExpression(allow, [...path, 'allow'], lowering) }
    if (!parts.holds || (allow === undefined && !parts.if)) return []
    return clausesOf(id, path, parts.if ?? null, parts.holds, lowering)
  })
}

/**
 * A condition over choices (of a discount, an extra, a lead time) as alternatives that are each a plain list of
 * choices.
 */
export function lowerCondition(text: string, path: Path, lowering: Lowering): readonly Condition[] | null {
  const expression = readExpression(text, path, lowering)
  if (!expression) return null
  const boxes = cut(expression.scope, expression.holds, path, lowering)
  if (!boxes) return null
  return boxes.map((box) =>
    Object.fromEntries(
      box.flatMap((values, k) => {
        const { id, values: all } = lowering.domains[expression.scope[k]!]!
        return values.length === all.length ? [] : [[id, values.map((value) => all[value]!)]]
      })
    )
  )
}

function readExpression(text: string, path: Path, { parse, source, issues }: Lowering): Expression | null {
  const parsed = parse(text)
  if ('expression' in parsed) return parsed.expression
  for (const { code, message, offset } of parsed.faults)
    issues.error(source.within(path, offset), code, `${path.join('.')}: ${message}`)
  return null
}

/** A rule or a condition that falls apart into more cases than this is not one that a person wrote down. */
const MOST_CASES = 2000

/** The combinations where `holds` is true, as boxes; null, with the reason reported, when that is too much. */
function cut(
  scope: readonly number[],
  holds: (values: readonly number[]) => boolean,
  path: Path,
  { domains, source, issues }: Lowering
): readonly Box[] | null {
  const name = path.join('.')
  const sizes = scope.map((at) => domains[at]!.values.length)
  const combinations = combinationsOf(sizes)
  if (combinations > MOST_COMBINATIONS) {
    const most = `expected at most ${MOST_COMBINATIONS}. Split it into several rules.`
    issues.error(source.atKey(path), 'rule/too-large', `${name}: speaks of ${combinations} combinations, ${most}`)
    return null
  }
  try {
    const boxes = boxesOf(sizes, holds)
    if (boxes.length <= MOST_CASES) return boxes
    const most = `expected at most ${MOST_CASES}. Say it more simply, or in several rules.`
    issues.error(source.atKey(path), 'rule/too-large', `${name}: falls apart into ${boxes.length} cases, ${most}`)
  } catch (error) {
    const { code, message } = faultOf(error, 'rule/evaluation')
    issues.error(source.atKey(path), code, `${name}: ${message}`)
  }
  return null
}

function clausesOf(
  id: string,
  path: Path,
  condition: Expression | null,
  consequence: Expression,
  lowering: Lowering
): readonly Constraint[] {
  const { domains, source, issues } = lowering
  const scope = [...new Set([...(condition?.scope ?? []), ...consequence.scope])].toSorted((a, b) => a - b)
  const partOf = (expression: Expression, values: readonly number[]) =>
    expression.holds(expression.scope.map((at) => values[scope.indexOf(at)]!))
  const isForbidden = (values: readonly number[]) =>
    (condition === null || partOf(condition, values)) && !partOf(consequence, values)
  const forbidden = cut(scope, isForbidden, path, lowering)
  if (!forbidden) return []
  if (forbidden.length === 0) {
    issues.warn(source.atKey(path), 'rule/no-effect', `rules.${id}: forbids nothing. Is it needed?`)
    return []
  }
  const clauses = forbidden.map((box): Constraint => ({
    type: 'clause',
    id,
    lits: literalsAgainst(box, scope, domains),
  }))
  if (clauses.some((clause) => clause.type === 'clause' && clause.lits.length === 0)) {
    issues.error(source.atKey(path), 'rule/never', `rules.${id}: no combination of choices satisfies it.`)
    return []
  }
  return clauses
}

/** At least one option of the box has a value outside it. */
function literalsAgainst(
  box: Box,
  scope: readonly number[],
  domains: readonly Domain[]
): readonly (readonly [number, readonly number[]])[] {
  return box.flatMap((values, k) => {
    const option = scope[k]!
    const outside = domains[option]!.values.flatMap((_, value) => (values.includes(value) ? [] : [value]))
    return outside.length ? [[option, outside] as const] : []
  })
}

/** A CSV of allowed combinations: a column per option, a choice per cell; `*` is any, `a|b` is either. */
function lowerTable(
  id: string,
  path: string,
  place: Path,
  { domains, folder, source, issues }: Lowering
): readonly Constraint[] {
  const bytes = folder.read(path)
  if (!bytes) {
    issues.error(source.at(place), 'file/missing', `rules.${id}: no file "${path}" in ${folder.name}.`)
    return []
  }
  const before = issues.list.length
  const table = readCsv(`${folder.name}/${path}`, textOf(bytes), issues)
  if (!table) return []
  const scope = table.columns.map((column) => domains.findIndex((domain) => domain.id === column))
  table.columns.forEach((column, k) => {
    if (scope[k]! >= 0) return
    const known = domains.map((domain) => domain.id)
    issues.error(table.heading, 'rule/unknown-option', expectedOneOf(known, column, nearestWord(column, known)))
  })
  if (issues.list.length > before) return []
  const tuples = tuplesOf(table, scope, domains, issues)
  if (tuples.length > MOST_COMBINATIONS)
    issues.error(
      table.heading,
      'rule/too-large',
      `expected at most ${MOST_COMBINATIONS} combinations, got ${tuples.length}.`
    )
  if (tuples.length === 0 && issues.list.length === before)
    issues.error(table.heading, 'rule/never', `rules.${id}: no combination of choices satisfies it.`)
  return issues.list.length > before ? [] : [{ type: 'table', id, scope, tuples }]
}

function tuplesOf(
  table: Table,
  scope: readonly number[],
  domains: readonly Domain[],
  issues: Issues
): readonly (readonly number[])[] {
  const unique = new Map<string, readonly number[]>()
  for (const row of table.rows) {
    const cells = table.columns.map((column, k) => {
      const { values } = domains[scope[k]!]!
      const cell = row.cells[column]!
      if (cell === '*') return values.map((_, value) => value)
      return cell.split('|').flatMap((name) => {
        const value = values.indexOf(name.trim())
        if (value >= 0) return [value]
        const message = `${column}: ${expectedOneOf(values, name.trim(), nearestWord(name, values))}`
        issues.error(row.at(column), 'rule/unknown-choice', message)
        return []
      })
    })
    if (unique.size + combinationsOf(cells.map((cell) => cell.length)) > 2 * MOST_COMBINATIONS) {
      issues.error(row.place, 'rule/too-large', `expected at most ${MOST_COMBINATIONS} combinations.`)
      return []
    }
    let tuples: readonly (readonly number[])[] = [[]]
    for (const cell of cells) tuples = tuples.flatMap((tuple) => cell.map((value) => [...tuple, value]))
    for (const tuple of tuples) unique.set(tuple.join(), tuple)
  }
  return [...unique.values()]
}
