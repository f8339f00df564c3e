import { pieceBounds } from '../../price/index.ts'
import { loadRules, type Rules } from '../../rules/index.ts'
import type { CompiledTemplate } from '../types.ts'

export interface PriceRange {
  readonly currency: string
  /** Whole minor units for one piece. */
  readonly least: number
  readonly greatest: number
  /** Set when no design may cost just that; none costs less or more. */
  readonly bound?: true
}

/** The cheapest and the dearest valid design of one piece, per currency. */
export function priceRanges(
  template: Pick<CompiledTemplate, 'rules' | 'options' | 'books' | 'roles' | 'lead'>,
  rules: Rules = loadRules(template.rules)
): readonly PriceRange[] {
  const open = new Int32Array(rules.options.length).fill(-1)
  return template.books.map(({ currency }) => {
    const { total, exact } = pieceBounds(template, currency, rules, open)
    return { currency, ...total, ...(exact ? {} : { bound: true as const }) }
  })
}
