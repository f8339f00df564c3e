import Logic, { type Formula } from 'logic-solver'
import type { Picks, RuleProblem } from '../../src/rules/index.ts'

/** Asks whether some design keeps the picks and has the value. */
export type IsPossible = (picks: Picks, option: number, value: number) => boolean

/**
 * The rules in MiniSat compiled to JavaScript: one variable per value, tables as a choice of rows. Its heap is of 64 MB;
 * what does not fit throws.
 */
export function inLogicSolver({ options, constraints }: RuleProblem): IsPossible {
  const solver = new Logic.Solver()
  const term = (option: number, value: number) => `${option}=${value}`
  const among = (option: number, values: readonly number[]) => Logic.or(...values.map((value) => term(option, value)))
  Logic.disablingAssertions(() => {
    options.forEach(({ values }, o) => solver.require(Logic.exactlyOne(...values.map((_, v) => term(o, v)))))
    for (const constraint of constraints) {
      if (constraint.type === 'table') {
        const rowOf = (row: readonly number[]) => Logic.and(...row.map((v, i) => term(constraint.scope[i]!, v)))
        solver.require(Logic.or(...constraint.tuples.map(rowOf)))
        continue
      }
      const literals = constraint.lits.map(([option, values]) => among(option, values))
      if (constraint.type === 'clause') solver.require(Logic.or(...literals))
      else {
        const sum = Logic.sum(...literals)
        solver.require(Logic.lessThanOrEqual(Logic.constantBits(constraint.least), sum))
        solver.require(Logic.lessThanOrEqual(sum, Logic.constantBits(constraint.most)))
      }
    }
  })
  return (picks, option, value) => {
    const kept: Formula[] = [term(option, value)]
    picks.forEach((pick, o) => {
      if (pick >= 0 && o !== option) kept.push(term(o, pick))
    })
    return Logic.disablingAssertions(() => solver.solveAssuming(Logic.and(...kept)) !== null)
  }
}
