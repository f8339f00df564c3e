import { createSolver, type Solver } from '../../rules/compile/index.ts'
import type { Draft, DraftRule } from './draft.ts'
import type { Formula } from './formula.ts'

/** A draft as clauses: what no design can have, and one design that is valid. */
export interface Encoded {
  readonly solver: Solver
  /** The literal that says the option has the value. */
  readonly literal: (option: number, value: number) => number
}

/** Each value a literal, exactly one per option; formulas by Tseitin's definitions, counts by sequential counters. */
export function encoded({ options, rules }: Draft): Encoded {
  const solver = createSolver()
  const fresh = () => 2 * solver.newVariable()
  const literals = options.map(({ values }) => {
    if (values.length === 2) {
      const yes = fresh()
      return [yes ^ 1, yes]
    }
    const own = values.map(fresh)
    solver.addClause(own)
    atMostOne(own)
    return own
  })
  const always = fresh()
  solver.addClause([always])
  const sets = new Map<string, number>()
  for (const rule of rules) require(rule)
  return { solver, literal: (option, value) => literals[option]![value]! }

  /** Sinz's ladder (2005): `so far` is true from the first that holds on. */
  function atMostOne(own: readonly number[]): void {
    let soFar = own[0]!
    for (const next of own.slice(1)) {
      solver.addClause([soFar ^ 1, next ^ 1])
      const either = fresh()
      solver.addClause([soFar ^ 1, either])
      solver.addClause([next ^ 1, either])
      soFar = either
    }
  }

  function require(rule: DraftRule): void {
    if (rule.kind === 'formula') return assert(rule.formula)
    const chosen = rule.rows.map((row) => {
      const it = fresh()
      row.forEach((value, k) => solver.addClause([it ^ 1, literals[rule.scope[k]!]![value]!]))
      return it
    })
    solver.addClause(chosen)
    // Values without a row are ruled out at once, not only when every row was tried (support clauses, Gent 2002).
    rule.scope.forEach((option, k) =>
      literals[option]!.forEach((literal, value) =>
        solver.addClause([literal ^ 1, ...chosen.filter((_, at) => rule.rows[at]![k] === value)])
      )
    )
  }

  function assert(formula: Formula): void {
    if (formula === true) return
    if (formula === false) solver.addClause([])
    else if (formula.op === 'and') formula.of.forEach(assert)
    else if (formula.op === 'or') solver.addClause(formula.of.map(defined))
    else if (formula.op === 'implies') {
      const [condition, consequence] = formula.of
      const parts = typeof consequence === 'object' && consequence.op === 'and' ? consequence.of : [consequence]
      const holds = defined(condition)
      for (const part of parts) solver.addClause([holds ^ 1, defined(part)])
    } else solver.addClause([defined(formula)])
  }

  /** A literal that is true exactly when the formula is. */
  function defined(formula: Formula): number {
    if (typeof formula === 'boolean') return formula ? always : always ^ 1
    switch (formula.op) {
      case 'is': {
        const own = formula.values.map((value) => literals[formula.option]![value]!)
        if (own.length === 1) return own[0]!
        const key = `${formula.option}:${formula.values.join()}`
        const known = sets.get(key) ?? anyOf(own)
        sets.set(key, known)
        return known
      }
      case 'not':
        return defined(formula.of) ^ 1
      case 'and':
        return anyOf(formula.of.map((part) => defined(part) ^ 1)) ^ 1
      case 'or':
        return anyOf(formula.of.map(defined))
      case 'implies':
        return anyOf([defined(formula.of[0]) ^ 1, defined(formula.of[1])])
      case 'equal':
        return same(defined(formula.of[0]), defined(formula.of[1]))
      case 'count':
        return counted(formula.of.map(defined), formula.least, formula.most)
    }
  }

  function anyOf(parts: readonly number[]): number {
    const any = fresh()
    for (const part of parts) solver.addClause([part ^ 1, any])
    solver.addClause([any ^ 1, ...parts])
    return any
  }

  function same(a: number, b: number): number {
    const both = fresh()
    solver.addClause([both ^ 1, a ^ 1, b])
    solver.addClause([both ^ 1, a, b ^ 1])
    solver.addClause([both, a, b])
    solver.addClause([both, a ^ 1, b ^ 1])
    return both
  }

  function counted(parts: readonly number[], least: number, most: number): number {
    // reached[n]: at least n of the parts so far hold.
    let reached = [always]
    for (const part of parts) {
      const longer = reached.length <= most + 1 ? [...reached, always ^ 1] : reached
      reached = longer.map((before, n) =>
        n === 0 ? always : anyOf([before, anyOf([part ^ 1, reached[n - 1]! ^ 1]) ^ 1])
      )
    }
    const enough = reached[least] ?? always ^ 1
    const tooMany = reached[most + 1] ?? always ^ 1
    return anyOf([enough ^ 1, tooMany]) ^ 1
  }
}
