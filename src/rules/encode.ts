import { createSolver, type Solver } from './solver.ts'
import type { Constraint, RuleOption } from './types.ts'

/**
 * Options and rules as clauses. Options become variables when they are first asked for, rules when they are added, so
 * that a question about one corner of a large template pays for that corner only.
 */
export interface Encoding {
  readonly solver: Solver
  /** True exactly when the option has the value; a literal that never holds where the option has no such value. */
  literal(option: number, value: number): number
  /** Whether the option has variables already. */
  has(option: number): boolean
  /** Adds a rule for good; with `selector`, a rule that counts only where this literal holds. */
  add(constraint: Constraint, selector?: number): void
  /** The value an option has in the solver's last model; -1 for options that were never asked for. */
  valueOf(option: number): number
}

export function createEncoding(options: readonly RuleOption[], solver: Solver = createSolver()): Encoding {
  const fresh = () => 2 * solver.newVariable()
  /** For what follows from the options' values. */
  const following = () => 2 * solver.newVariable(true)
  const always = following()
  solver.addClause([always])
  const never = always ^ 1
  /** Per option the literals of its values. */
  const literals: (readonly number[] | undefined)[] = Array.from(options, () => undefined)

  function of(option: number): readonly number[] {
    return (literals[option] ??= define(options[option]!.values.length))
  }

  /** Exactly one of the values. A choice of two takes one variable. */
  function define(size: number): readonly number[] {
    if (size === 1) return [always]
    if (size === 2) {
      const second = fresh()
      return [second ^ 1, second]
    }
    const own = Array.from({ length: size }, fresh)
    solver.addClause(own)
    atMostOne(own)
    return own
  }

  /** Three exclude each other pair by pair, together with one that stands for all the others. */
  function atMostOne(some: readonly number[]) {
    let open = some
    while (open.length > 4) {
      const later = following()
      pairs([...open.slice(0, 3), later])
      open = [later ^ 1, ...open.slice(3)]
    }
    pairs(open)
  }

  function pairs(some: readonly number[]) {
    for (let i = 1; i < some.length; i++) for (let j = 0; j < i; j++) solver.addClause([some[i]! ^ 1, some[j]! ^ 1])
  }

  function literal(option: number, value: number): number {
    return of(option)[value] ?? never
  }

  /** The literals of which one holds exactly when the option has one of the values: the values, or "not the rest". */
  function anyOf(option: number, values: readonly number[]): readonly number[] {
    const own = of(option)
    const taken = new Set(values)
    const rest = own.filter((_, value) => !taken.has(value))
    if (rest.length === 0) return [always]
    if (rest.length === 1) return [rest[0]! ^ 1]
    return own.filter((_, value) => taken.has(value))
  }

  /** One literal for "the option has one of the values". */
  function isOneOf(option: number, values: readonly number[]): number {
    const some = anyOf(option, values)
    if (some.length === 0) return never
    if (some.length === 1) return some[0]!
    const all = following()
    solver.addClause([all ^ 1, ...some])
    for (const one of some) solver.addClause([one ^ 1, all])
    return all
  }

  function add(constraint: Constraint, selector = always) {
    const guard = selector ^ 1
    if (constraint.type === 'clause') {
      solver.addClause([guard, ...constraint.lits.flatMap(([option, values]) => anyOf(option, values))])
    } else if (constraint.type === 'count') {
      const some = constraint.lits.map(([option, values]) => isOneOf(option, values))
      const { least, most } = constraint
      atMost(some, most, guard)
      atMost(negated(some), some.length - least, guard)
    } else addTable(constraint.scope, constraint.tuples, guard)
  }

  /**
   * A value needs a row that has it: unit propagation then removes all that the table alone rules out. Rows of two
   * need no variable of their own, the other value stands for the row.
   */
  function addTable(scope: readonly number[], tuples: readonly (readonly number[])[], guard: number) {
    const rows = tuples.filter((row) => row.every((value, i) => literal(scope[i]!, value) !== never))
    const chosen = rows.map((row) => {
      if (scope.length <= 2) return never
      const one = following()
      row.forEach((value, i) => solver.addClause([one ^ 1, literal(scope[i]!, value)]))
      return one
    })
    const rowWithout = (i: number, r: number) => {
      if (scope.length > 2) return chosen[r]!
      return scope.length === 2 ? literal(scope[1 - i]!, rows[r]![1 - i]!) : always
    }
    scope.forEach((option, i) => {
      const supports: number[][] = of(option).map(() => [])
      rows.forEach((row, r) => supports[row[i]!]!.push(rowWithout(i, r)))
      supports.forEach((support, value) => solver.addClause([guard, literal(option, value) ^ 1, ...support]))
    })
    if (scope.length === 0 && rows.length === 0) solver.addClause([guard])
  }

  /** At most so many of the literals hold, by a totalizer that counts no further than one too many. */
  function atMost(some: readonly number[], most: number, guard: number) {
    if (most >= some.length) return
    if (most < 0) solver.addClause([guard])
    else if (most === 0) for (const one of some) solver.addClause([guard, one ^ 1])
    else if (most === some.length - 1) solver.addClause([guard, ...negated(some)])
    else solver.addClause([guard, counted(solver, some, most + 1)[most]! ^ 1])
  }

  return {
    solver,
    literal,
    has: (option) => literals[option] !== undefined,
    add,
    valueOf: (option) => literals[option]?.findIndex((one) => solver.value(one)) ?? -1,
  }
}

/** Literals of which the n-th follows when more than n of the given ones hold; no more than `limit` of them. */
export function counted(solver: Solver, some: readonly number[], limit: number): readonly number[] {
  let parts: (readonly number[])[] = some.map((one) => [one])
  while (parts.length > 1) {
    const merged: (readonly number[])[] = []
    for (let i = 0; i < parts.length; i += 2)
      merged.push(i + 1 < parts.length ? merge(solver, parts[i]!, parts[i + 1]!, limit) : parts[i]!)
    parts = merged
  }
  return parts[0] ?? []
}

function merge(solver: Solver, one: readonly number[], other: readonly number[], limit: number): readonly number[] {
  const sum = Array.from({ length: Math.min(limit, one.length + other.length) }, () => 2 * solver.newVariable(true))
  for (let i = 0; i <= one.length; i++)
    for (let j = 0; j <= other.length; j++) {
      if (i + j === 0 || i + j > sum.length) continue
      const clause = [sum[i + j - 1]!]
      if (i > 0) clause.push(one[i - 1]! ^ 1)
      if (j > 0) clause.push(other[j - 1]! ^ 1)
      solver.addClause(clause)
    }
  return sum
}

const negated = (some: readonly number[]): readonly number[] => some.map((one) => one ^ 1)
