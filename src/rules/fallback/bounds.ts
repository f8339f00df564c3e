import { pickOf } from '../oracle.ts'
import type { Picks } from '../types.ts'
import { exclusiveIn, type Exclusive } from './exclusive.ts'
import type { Part } from './part.ts'

export interface Total {
  readonly least: number
  readonly greatest: number
}

/**
 * Least and greatest totals that no design of the part leaves. Every option for itself, and every group of which one
 * is taken, has its cheapest and its dearest among what is not ruled out; other rules are left aside. So the bounds
 * may be wider than they need be, never narrower.
 */
export function createBounds(part: Part) {
  const { options, offsets, sizeOf, encoding } = part
  const groups = exclusiveIn(part)
  const groupOf = new Map(groups.flatMap((group) => group.options.map((option) => [option, group])))
  /** Costs of what is not ruled out, Infinity for the rest; then the same with the sign turned. */
  const costing = new Float64Array(offsets.at(-1)!)

  /** Writes the bounds of the values that `isAsked`, within what `isOut` leaves; gives those of all designs. */
  function write(
    costs: Float64Array,
    isOut: (option: number, value: number) => boolean,
    asked: readonly number[],
    least: Float64Array,
    greatest: Float64Array
  ): Total {
    const totals = [1, -1].map((sign) => {
      for (const option of options)
        for (let value = 0; value < sizeOf(option); value++) {
          const at = offsets[option]! + value
          costing[at] = costs[at] === Infinity || isOut(option, value) ? Infinity : sign * costs[at]!
        }
      let total = 0
      for (const group of groups) total += leastOf(group, -1, -1)
      // Without any design there is nothing to tell of single values.
      if (total === Infinity) return total
      const bounds = sign > 0 ? least : greatest
      for (const option of asked) {
        const group = groupOf.get(option)!
        const rest = total - leastOf(group, -1, -1)
        for (let value = 0; value < sizeOf(option); value++) {
          const at = offsets[option]! + value
          if (costing[at] !== Infinity) bounds[at] = sign * (rest + leastOf(group, option, at))
        }
      }
      return total
    })
    return { least: totals[0]!, greatest: -totals[1]! }
  }

  /** The cheapest a group can be; with `chosen`, when that option has the value `at`. */
  function leastOf({ options: own, members, needsOne }: Exclusive, chosen: number, at: number): number {
    // Nobody's turn: every option has another value than its member's.
    let without = 0
    let impossible = 0
    let gain = Infinity
    let only = Infinity
    for (let i = 0; i < own.length; i++) {
      const isChosen = own[i] === chosen
      const rest = isChosen ? (at === members[i] ? Infinity : costing[at]!) : cheapestBut(own[i]!, members[i]!)
      const member = members[i]! < 0 || (isChosen && at !== members[i]) ? Infinity : costing[members[i]!]!
      if (rest === Infinity) {
        impossible++
        only = member
      } else {
        without += rest
        gain = Math.min(gain, member - rest)
      }
    }
    if (impossible > 1) return Infinity
    // The one that cannot be without its member value is the one that has it.
    if (impossible === 1) return without + only
    return without + (needsOne ? gain : Math.min(0, gain))
  }

  function cheapestBut(option: number, member: number): number {
    let least = Infinity
    for (let at = offsets[option]!; at < offsets[option + 1]!; at++)
      if (at !== member && costing[at]! < least) least = costing[at]!
    return least
  }

  /** `possible` is what is known of the picks: 0 is ruled out. */
  return (
    picks: Picks,
    possible: Int8Array,
    costs: Float64Array,
    least: Float64Array,
    greatest: Float64Array
  ): Total => {
    for (const option of options) {
      if (pickOf(picks, option) < 0) continue
      // An alternative of a pick: what the other picks alone leave.
      const implied = encoding.solver.propagate(part.assumptions(picks, option))
      if (implied === null) continue
      const known = new Set(implied)
      write(costs, (other, value) => known.has(encoding.literal(other, value) ^ 1), [option], least, greatest)
    }
    return write(
      costs,
      (option, value) => {
        const pick = pickOf(picks, option)
        return possible[offsets[option]! + value] === 0 || (pick >= 0 && value !== pick)
      },
      options,
      least,
      greatest
    )
  }
}
