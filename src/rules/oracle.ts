import type { Picks, RuleOption } from './types.ts'

/**
 * What the two ways of answering, diagram and search, have in common. Costs are per absolute value; Infinity forbids
 * the value, so that picks, locks and prices are one mechanism.
 */
export interface Oracle {
  readonly exact: boolean
  possible(picks: Picks): Int8Array
  count(allowed: Uint8Array): bigint
  cheapest(costs: Float64Array): Int32Array | null
  /** Least and greatest totals of designs that have a value, into the arrays; returns those of all designs. */
  bounds(costs: Float64Array, least: Float64Array, greatest: Float64Array): { least: number; greatest: number }
  /** Whether everything is forbidden; true only when it is sure. */
  contradicts(costs: Float64Array): boolean
}

/** Where each option's values begin among all values; one entry more than options. */
export function offsetsOf(options: readonly RuleOption[]): Int32Array {
  const offsets = new Int32Array(options.length + 1)
  options.forEach((option, o) => (offsets[o + 1] = offsets[o]! + option.values.length))
  return offsets
}

/** -1 where there is none. Hidden options come last, so picks may stop before them. */
export const pickOf = (picks: Picks, option: number): number => picks[option] ?? -1
