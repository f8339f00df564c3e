import { compileRules } from '../../rules/compile/index.ts'
import { productOf } from './boxes.ts'
import { TIE } from './cells.ts'
import { lowering, type Growing } from './clauses.ts'
import { formulasOver, holdsAt, scopeOf, type Formula, type Formulas } from './formula.ts'
import type { Lowering } from './lowering.ts'

/** More kinds of body than this are not gone through. */
const MOST_BODIES = 256

/**
 * How many designs fit some body. The engine counts a design once per kind of body that rules tell apart; here the rules
 * over measurements are written out for each kind, and a design counts when it keeps those of one of them. -1 when there
 * are too many kinds.
 */
export function designsForSomeBody(
  rules: ReadonlyMap<string, Formula>,
  { domains, problem, made }: Pick<Lowering, 'domains' | 'problem' | 'made'>
): bigint {
  const cells = made.cells.map(({ option }) => problem.options.findIndex(({ id }) => id === option))
  const kinds = cells.map((option) => problem.options[option]!.values.length)
  if (kinds.reduce((product, size) => product * size, 1) > MOST_BODIES) return -1n
  const ties = problem.constraints.filter((constraint) => constraint.id === TIE)
  const bodies = productOf(kinds.map((size) => Array.from({ length: size }, (_, cell) => cell)))
    .map((body) => new Map(cells.map((option, k) => [option, body[k]!])))
    .filter((body) =>
      ties.every(
        (tie) =>
          tie.type === 'table' && tie.tuples.some((row) => row.every((cell, k) => body.get(tie.scope[k]!) === cell))
      )
    )

  const growing: Growing = { options: problem.options.slice(0, domains.length), constraints: [] }
  const formulas = formulasOver((option) => growing.options[option]!.values.length)
  const lowered = lowering(growing, formulas)
  // A table is about choices alone.
  for (const constraint of problem.constraints)
    if (constraint.type === 'table' && constraint.scope.every((option) => option < domains.length))
      growing.constraints.push(constraint)
  const measured: Formula[] = []
  for (const [id, formula] of rules)
    if (scopeOf(formula).some((option) => option >= domains.length)) measured.push(formula)
    else lowered.require(formula, id)
  const perBody = bodies.map((body) => formulas.all(measured.map((formula) => within(formula, body, formulas))))
  const distinct = [...new Map(perBody.map((formula, at) => [writtenOut(formula, at), formula])).values()]
  lowered.require(formulas.any(distinct.map((formula) => lowered.define(formula, TIE))), TIE)
  return compileRules(growing, { visible: domains.length }).report.designs
}

/** The same text for the same formula; what is tried out has no text, so it is like no other. */
const writtenOut = (formula: Formula, at: number): string =>
  JSON.stringify(formula, (_, part: unknown) => (typeof part === 'function' ? at : part))

/** What is left of the formula when these options have these values. */
function within(formula: Formula, known: ReadonlyMap<number, number>, formulas: Formulas): Formula {
  const inside = (parts: readonly Formula[]) => parts.map((part) => within(part, known, formulas))
  switch (formula.kind) {
    case 'is': {
      const value = known.get(formula.option)
      if (value === undefined) return formula
      return formula.values.includes(value) ? formulas.all([]) : formulas.any([])
    }
    case 'all':
      return formulas.all(inside(formula.parts))
    case 'any':
      return formulas.any(inside(formula.parts))
    case 'count':
      return formulas.count(inside(formula.parts), formula.least, formula.most)
    case 'tried': {
      const rest = formula.scope.filter((option) => !known.has(option))
      const holds = (values: readonly number[]) =>
        holdsAt(formula, (option) => known.get(option) ?? values[rest.indexOf(option)]!)
      return formulas.tried(rest, holds, formula.fails)
    }
  }
}
