import type { RuleOption } from './types.ts'

/** Where each option's values begin among all values; one entry more than options. */
export function offsetsOf(options: readonly RuleOption[]): Int32Array {
  const offsets = new Int32Array(options.length + 1)
  options.forEach((option, o) => (offsets[o + 1] = offsets[o]! + option.values.length))
  return offsets
}

/** -1 where there is none. Hidden options come last, so picks may stop before them. */
export const pickOf = (picks: ArrayLike<number>, option: number): number => picks[option] ?? -1
