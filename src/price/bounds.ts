import type { Picks, Rules } from '../rules/types.ts'
import { bookOf, shareOf, surchargesOf } from './quote.ts'
import type { Priced, Where } from './types.ts'

/** Every set of discounts is a case of its own, so more of them are only bounded. */
export const MOST_DISCOUNTS = 6

/** Whole minor units for one piece, per absolute value of the rules; see `Answer`. */
export interface PieceBounds {
  readonly least: Float64Array
  readonly greatest: Float64Array
  readonly total: { least: number; greatest: number }
  /** False when no design may reach a bound; none leaves it all the same. */
  readonly exact: boolean
}

/**
 * What the rules' values add to the base price of one piece: choices their surcharge, conditions of extras the extra.
 *
 * @throws {ToileError} `price/no-book`, `price/missing`
 */
export function costsOf(template: Priced, currency: string, offsets: Int32Array): Float64Array {
  const costs = new Float64Array(offsets.at(-1)!)
  surchargesOf(template, currency).forEach((amounts, option) => costs.set(amounts, offsets[option]))
  for (const { at, amount } of bookOf(template, currency).extras)
    if (at) for (const value of at[1]) costs[offsets[at[0]]! + value]! += amount
  return costs
}

/**
 * The cheapest and the dearest piece that keeps the picks, for every choice. Prices are sums, and percentages are taken
 * off afterwards, one case per set of discounts: a discount never makes of a smaller sum a larger one.
 *
 * @throws {ToileError} `price/no-book`, `price/missing`
 */
export function pieceBounds(
  template: Priced,
  currency: string,
  { answer, offsets, exact }: Pick<Rules, 'answer' | 'offsets' | 'exact'>,
  picks: Picks
): PieceBounds {
  const { base, extras, discounts } = bookOf(template, currency)
  const costs = costsOf(template, currency, offsets)
  const one = picks.slice()
  const quantity = template.options.findIndex(({ id }) => id === template.roles.quantity)
  if (quantity >= 0) one[quantity] = 0
  const told = discounts.every(({ at }) => at) && discounts.length <= MOST_DISCOUNTS
  // What the rules do not show may apply or not.
  const maybe = extras.flatMap(({ at, amount }) => (at ? [] : [amount]))
  const sum = (limit: (a: number, b: number) => number) =>
    maybe.reduce((all, amount) => all + limit(amount, 0), base.amount)
  const [low, high] = [sum(Math.min), sum(Math.max)]

  const least = new Float64Array(costs.length).fill(Infinity)
  const greatest = new Float64Array(costs.length).fill(-Infinity)
  const total = { least: Infinity, greatest: -Infinity }
  for (let set = 0; set < (told ? 2 ** discounts.length : 1); set++) {
    const applies = (k: number) => ((set >> k) & 1) === 1
    const cheapest = (amount: number) => reduced(amount + low, (k) => !told || applies(k))
    const dearest = (amount: number) => reduced(amount + high, (k) => told && applies(k))
    const priced = costs.slice()
    if (told) discounts.forEach(({ at }, k) => forbid(priced, at!, !applies(k)))
    const found = answer(one, priced)
    for (let value = 0; value < costs.length; value++) {
      least[value] = Math.min(least[value]!, cheapest(found.least[value]!))
      greatest[value] = Math.max(greatest[value]!, dearest(found.greatest[value]!))
    }
    total.least = Math.min(total.least, cheapest(found.total.least))
    total.greatest = Math.max(total.greatest, dearest(found.total.greatest))
  }
  return { least, greatest, total, exact: exact && told && maybe.length === 0 }

  function reduced(amount: number, applies: (discount: number) => boolean): number {
    if (!Number.isFinite(amount)) return amount
    return discounts.reduce(
      (left, { basisPoints }, k) => (applies(k) ? left - shareOf(left, basisPoints) : left),
      amount
    )
  }

  function forbid(priced: Float64Array, [option, values]: Where, listed: boolean): void {
    const start = offsets[option]!
    for (let value = start; value < offsets[option + 1]!; value++)
      if (values.includes(value - start) === listed) priced[value] = Infinity
  }
}
