import { isMet, shareOf, surchargesOf, type Condition, type PriceBook } from '../../price/index.ts'
import { compileRules } from '../../rules/compile/index.ts'
import { loadRules, type Constraint, type RuleProblem } from '../../rules/index.ts'
import type { CompiledTemplate } from '../types.ts'
import { combinationsOf, MOST_COMBINATIONS } from './boxes.ts'

export interface PriceRange {
  readonly currency: string
  /** Whole minor units for one piece. */
  readonly least: number
  readonly greatest: number
}

const MOST_DISCOUNTS = 6

/**
 * The cheapest and the dearest valid design of one piece, per currency, exact. Extras and discounts depend on
 * combinations, so each becomes a hidden option that is "yes" exactly when its condition holds; then prices are sums
 * again, one case per set of discounts. Null when a condition speaks of too many combinations for that.
 */
export function priceRanges(
  template: Pick<CompiledTemplate, 'rules' | 'options' | 'books' | 'roles'>
): readonly PriceRange[] | null {
  const { problem } = template.rules
  return allOrNull(
    template.books.map((book) => {
      const conditions = [...book.extras, ...book.discounts].map(({ when }) => when)
      if (book.discounts.length > MOST_DISCOUNTS) return null
      const hidden = allOrNull(conditions.map((when, k) => definitionOf(when, problem.options.length + k, problem)))
      if (!hidden) return null
      return rangeOf(template, book, {
        options: [...problem.options, ...conditions.map((_, k) => ({ id: `hidden ${k}`, values: ['no', 'yes'] }))],
        constraints: [...problem.constraints, ...hidden],
      })
    })
  )
}

function rangeOf(
  template: Pick<CompiledTemplate, 'options' | 'books' | 'roles'>,
  book: PriceBook,
  problem: RuleProblem
): PriceRange | null {
  const { compiled, report } = compileRules(problem)
  if (!report.exact) return null
  const rules = loadRules(compiled)
  const visible = template.options.length
  const costs = new Float64Array(rules.offsets.at(-1)!)
  surchargesOf(template, book.currency).forEach((ofOption, option) =>
    ofOption.forEach((amount, value) => (costs[rules.offsets[option]! + value] = amount))
  )
  book.extras.forEach(({ amount }, k) => (costs[rules.offsets[visible + k]! + 1] = amount))

  const picks = new Int32Array(problem.options.length).fill(-1)
  const quantity = template.options.findIndex(({ id }) => id === template.roles.quantity)
  if (quantity >= 0) picks[quantity] = 0
  let least = Infinity
  let greatest = -Infinity
  for (let set = 0; set < 2 ** book.discounts.length; set++) {
    book.discounts.forEach((_, k) => (picks[visible + book.extras.length + k] = (set >> k) & 1))
    const { total } = rules.bounds(picks, costs)
    if (!Number.isFinite(total.least)) continue
    const discounted = (amount: number) =>
      book.discounts.reduce(
        (left, { basisPoints }, k) => ((set >> k) & 1 ? left - shareOf(left, basisPoints) : left),
        amount
      )
    least = Math.min(least, discounted(book.base.amount + total.least))
    greatest = Math.max(greatest, discounted(book.base.amount + total.greatest))
  }
  return { currency: book.currency, least, greatest }
}

/** Ties the hidden option to the condition: a table over all it speaks of. */
function definitionOf(when: readonly Condition[], hidden: number, { options }: RuleProblem): Constraint | null {
  const scope = options.flatMap(({ id }, at) => (when.some((condition) => Object.hasOwn(condition, id)) ? [at] : []))
  if (combinationsOf(scope.map((at) => options[at]!.values.length)) > MOST_COMBINATIONS) return null
  let tuples: readonly (readonly number[])[] = [[]]
  for (const at of scope) tuples = tuples.flatMap((tuple) => options[at]!.values.map((_, value) => [...tuple, value]))
  return {
    type: 'table',
    id: options[hidden]?.id ?? 'hidden',
    scope: [...scope, hidden],
    tuples: tuples.map((tuple) => {
      const selection = Object.fromEntries(
        tuple.map((value, k) => [options[scope[k]!]!.id, options[scope[k]!]!.values[value]!])
      )
      return [...tuple, isMet(when, selection) ? 1 : 0]
    }),
  }
}

const allOrNull = <T>(parts: readonly (T | null)[]): readonly T[] | null =>
  parts.every((part): part is T => part !== null) ? parts : null
