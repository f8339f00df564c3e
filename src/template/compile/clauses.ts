import type { Constraint, RuleOption } from '../../rules/index.ts'
import { boxesOf, combinationsOf, MOST_COMBINATIONS, type Box } from './boxes.ts'
import { holdsOver, isFalse, isTrue, mayFail, scopeOf, type Formula, type Formulas } from './formula.ts'

/** More cases than this are not what a person wrote down. */
const MOST_CASES = 2000
/** Below this, trying every combination is cheap, and often finds fewer clauses than taking the formula apart. */
const FEW_COMBINATIONS = 2000
/** Clauses that one "any of" may multiply out to before parts of it get a name, as a hidden option. */
const MOST_DISTRIBUTED = 64

type Is = Extract<Formula, { kind: 'is' }>
type Count = Extract<Formula, { kind: 'count' }>
/** At least one of these holds. */
type Clause = readonly (Is | Count)[]

/** A condition that cannot be written down as clauses or lists of choices, in words that follow the rule's name. */
export class TooLarge extends Error {}

/** The engine's problem while it grows: the options, visible ones first, and what must hold between them. */
export interface Growing {
  readonly options: RuleOption[]
  readonly constraints: Constraint[]
}

/** Of a hidden option's values: `no`, `yes`. */
const YES = 1

/** Writes formulas down as the engine's constraints. */
export interface Lowered {
  /** From now on it must hold. `id` tells whose constraint it is. @throws {TooLarge} */
  require(formula: Formula, id: string): void
  /**
   * A hidden option that is "yes" exactly when the formula holds: it adds no designs. A formula about one option is
   * its own answer and needs none. @throws {TooLarge}
   */
  define(formula: Formula, id: string): Is
  /** A hidden option of its own. */
  hide(id: string, values: readonly string[]): number
}

export function lowering({ options, constraints }: Growing, formulas: Formulas): Lowered {
  const { any, not } = formulas
  const sizeOf = (option: number) => options[option]!.values.length

  function hide(id: string, values: readonly string[]): number {
    options.push({ id, values })
    return options.length - 1
  }

  function define(formula: Formula, id: string): Is {
    if (formula.kind === 'is') return formula
    const hidden = hide(`${id}.${options.length}`, ['no', 'yes'])
    const answer: Is = { kind: 'is', option: hidden, values: [YES] }
    require(any([not(answer), formula]), id)
    require(any([answer, not(formula)]), id)
    return answer
  }

  function require(formula: Formula, id: string): void {
    if (formula.kind === 'all' && !mayFail(formula)) formula.parts.forEach((part) => require(part, id))
    else for (const clause of clausesOf(formula, id)) lowerClause(clause, id)
  }

  /** The shorter of two ways: taken apart, or tried out and cut into boxes. */
  function clausesOf(formula: Formula, id: string): readonly Clause[] {
    if (mayFail(formula)) return triedOut(formula)
    if (formula.kind === 'count') return [[formula]]
    const before = { options: options.length, constraints: constraints.length }
    const apart = tidy(conjunctive(formula, id))
    const isPlain = options.length === before.options && apart.flat().every(({ kind }) => kind === 'is')
    if (isPlain && apart.length <= 1) return apart
    if (combinationsOf(scopeOf(formula).map(sizeOf)) > FEW_COMBINATIONS) return apart
    const boxes = triedOut(formula)
    if (isPlain && apart.length <= boxes.length) return apart
    // What got a name on the way needs none.
    options.length = before.options
    constraints.length = before.constraints
    return boxes
  }

  /** Each clause once, each option once in it; without those that always hold. */
  function tidy(clauses: readonly Clause[]): readonly Clause[] {
    const unique = new Map<string, Clause>()
    for (const clause of clauses) {
      const joined = any(clause)
      const parts = (joined.kind === 'any' ? joined.parts : [joined]) as Clause
      // What is counted may be something to try out, which has no text to tell it by.
      const isPlain = parts.every(({ kind }) => kind === 'is')
      if (!isTrue(joined)) unique.set(isPlain ? JSON.stringify(parts) : `${unique.size}`, parts)
    }
    return [...unique.values()]
  }

  const triedOut = (formula: Formula): readonly Clause[] => {
    const scope = scopeOf(formula)
    const holds = holdsOver(formula, scope)
    return boxesIn(scope, (values) => !holds(values), sizeOf).map((box) => outside(box, scope))
  }

  const outside = (box: Box, scope: readonly number[]): Clause =>
    box.flatMap((values, k) => {
      const part = not({ kind: 'is', option: scope[k]!, values })
      return part.kind === 'is' ? [part] : []
    })

  /** The formula as clauses that must all hold. What would multiply without end gets a name. */
  function conjunctive(formula: Formula, id: string): readonly Clause[] {
    switch (formula.kind) {
      case 'is':
      case 'count':
        return [[formula]]
      case 'all':
        return formula.parts.flatMap((part) => conjunctive(part, id))
      case 'tried':
        return triedOut(formula)
      case 'any': {
        let clauses: readonly Clause[] = [[]]
        // The simplest first, so that what gets a name is what needs one.
        const parts = formula.parts.map((part) => [part, conjunctive(part, id)] as const)
        for (const [part, ways] of parts.toSorted((a, b) => a[1].length - b[1].length)) {
          // One alternative of many clauses multiplies nothing.
          const isFew = clauses.length === 1 || clauses.length * ways.length <= MOST_DISTRIBUTED
          const more = isFew ? ways : [[define(part, id)]]
          clauses = clauses.flatMap((clause) => more.map((way) => [...clause, ...way]))
        }
        return clauses
      }
    }
  }

  function lowerClause(clause: Clause, id: string): void {
    const [count, ...others] = clause.filter((part): part is Count => part.kind === 'count')
    const literals = clause.filter((part): part is Is => part.kind === 'is')
    if (!count) {
      constraints.push({ type: 'clause', id, lits: literals.map(literalOf) })
      return
    }
    // Counting in one of several alternatives: it must hold where none of the others does.
    const alternatives = any([...literals, ...others.map((other) => define(other, id))])
    pushCount(count, isFalse(alternatives) ? null : define(alternatives, id), id)
  }

  /**
   * A count that must hold unless `elsewhere` does. A literal that stands in a count several times weighs as much: so
   * much that the bound cannot be missed where `elsewhere` holds, and nothing where it does not.
   */
  function pushCount({ parts, least, most }: Count, elsewhere: Is | null, id: string): void {
    const literals = parts.map((part) => define(part, id))
    const lits = literals.map(literalOf)
    if (!elsewhere) {
      constraints.push({ type: 'count', id, lits, least, most })
      return
    }
    const here = literalOf(not(elsewhere) as Is)
    const repeated = (literal: Literal, times: number) => [...lits, ...Array.from({ length: times }, () => literal)]
    const total = lits.length
    if (most < total) constraints.push({ type: 'count', id, lits: repeated(here, total - most), least: 0, most: total })
    if (least > 0)
      constraints.push({ type: 'count', id, lits: repeated(literalOf(elsewhere), least), least, most: total + least })
  }

  return { require, define, hide }
}

type Literal = readonly [option: number, values: readonly number[]]
const literalOf = ({ option, values }: Is): Literal => [option, values]

/** The combinations of a scope where `holds` is true, as boxes. @throws {TooLarge} */
function boxesIn(
  scope: readonly number[],
  holds: (values: readonly number[]) => boolean,
  sizeOf: (option: number) => number
): readonly Box[] {
  const sizes = scope.map(sizeOf)
  const combinations = combinationsOf(sizes)
  if (combinations > MOST_COMBINATIONS)
    throw new TooLarge(
      `speaks of ${combinations} combinations, expected at most ${MOST_COMBINATIONS}. Split it into several rules.`
    )
  const boxes = boxesOf(sizes, holds)
  if (boxes.length > MOST_CASES) throw tooManyCases(boxes.length)
  return boxes
}

/**
 * The formula as alternatives, each a list of choices for some options: it holds where one of them does.
 *
 * @throws {TooLarge}
 */
export function choiceListsOf(formula: Formula, formulas: Formulas): readonly (readonly Is[])[] {
  const scope = scopeOf(formula)
  if (combinationsOf(scope.map(formulas.sizeOf)) <= MOST_COMBINATIONS) {
    const boxes = boxesIn(scope, holdsOver(formula, scope), formulas.sizeOf)
    return boxes.map((box) =>
      box.flatMap((values, k) => {
        const part = formulas.is(scope[k]!, values)
        return part.kind === 'is' ? [part] : []
      })
    )
  }
  return alternatives(formula).map((parts) => {
    const joined = formulas.all(parts)
    return (joined.kind === 'all' ? joined.parts : [joined]) as readonly Is[]
  })
}

/** "All of" multiplies what its parts offer; lists that no choice satisfies are left out. */
function alternatives(formula: Formula): readonly (readonly Is[])[] {
  switch (formula.kind) {
    case 'is':
      return [[formula]]
    case 'any':
      return formula.parts.flatMap(alternatives)
    case 'all': {
      let lists: readonly (readonly Is[])[] = [[]]
      for (const part of formula.parts) {
        const more = alternatives(part)
        if (lists.length * more.length > MOST_CASES) throw tooManyCases(lists.length * more.length)
        lists = lists.flatMap((list) => more.map((other) => [...list, ...other]))
      }
      return lists
    }
    default:
      throw new TooLarge(
        `counts or computes over more than ${MOST_COMBINATIONS} combinations of choices. Say it more simply.`
      )
  }
}

const tooManyCases = (cases: number): TooLarge =>
  new TooLarge(
    `falls apart into ${cases} cases, expected at most ${MOST_CASES}. Say it more simply, or in several rules.`
  )
