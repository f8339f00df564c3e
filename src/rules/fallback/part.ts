import { createEncoding, type Encoding } from '../encode.ts'
import { scopeOf } from '../keeps.ts'
import { offsetsOf, pickOf } from '../oracle.ts'
import type { Constraint, Picks, RuleProblem } from '../types.ts'

/** Some options and all rules that bear on them, as clauses. */
export interface Part {
  /** Whose values are asked for. Options of the whole problem, as everywhere here. */
  readonly options: readonly number[]
  readonly offsets: Int32Array
  readonly encoding: Encoding
  readonly rules: readonly Constraint[]
  sizeOf(option: number): number
  /** The picks as literals, that of `free` left out. */
  assumptions(picks: Picks, free?: number): number[]
}

export function createPart({ options, constraints }: RuleProblem, own: readonly number[]): Part {
  const encoding = createEncoding(options)
  const offsets = offsetsOf(options)
  const sizeOf = (option: number) => options[option]!.values.length
  // In their own order, so that the search tries first what stands first.
  for (const option of own) encoding.literal(option, 0)
  const rules = bearingOn(own, options.length, constraints)
  for (const rule of rules) encoding.add(rule)
  return {
    options: own,
    offsets,
    encoding,
    rules,
    sizeOf,
    assumptions(picks, free) {
      const literals: number[] = []
      for (const option of own) {
        const pick = pickOf(picks, option)
        if (option !== free && pick >= 0) literals.push(encoding.literal(option, pick))
      }
      return literals
    },
  }
}

/**
 * All rules that are linked to the options, over any number of rules: also through an option that others fix, since
 * what fixes it is one of them.
 */
function bearingOn(own: readonly number[], count: number, constraints: readonly Constraint[]): Constraint[] {
  const touching: number[][] = Array.from({ length: count }, () => [])
  constraints.forEach((rule, at) => scopeOf(rule).forEach((option) => touching[option]!.push(at)))
  const taken = new Uint8Array(constraints.length)
  const met = new Uint8Array(count)
  const pending = [...own]
  for (const option of pending) met[option] = 1
  while (pending.length > 0)
    for (const at of touching[pending.pop()!]!) {
      if (taken[at] === 1) continue
      taken[at] = 1
      for (const option of scopeOf(constraints[at]!)) {
        if (met[option] === 1) continue
        met[option] = 1
        pending.push(option)
      }
    }
  // A rule over no option at all may still be one that nothing keeps.
  return constraints.filter((rule, at) => taken[at] === 1 || scopeOf(rule).length === 0)
}
