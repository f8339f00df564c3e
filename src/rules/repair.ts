import { ToileError } from '../ground/index.ts'
import { createLeast } from './least.ts'
import type { Diagram } from './diagram.ts'
import { pickOf } from './oracle.ts'
import type { HardPart, Picks, Repair, Rules } from './types.ts'

interface Candidate extends Repair {
  /** Changes first, then money. */
  readonly cost: number
}

/**
 * Finds the smallest changes that make a value possible: a cheapest design where departing from a pick costs more than
 * all money.
 */
export function createRepairing(diagram: Diagram, offsets: Int32Array, hard: HardPart | null): Rules['repair'] {
  const count = diagram.home.length
  const least = createLeast(diagram, offsets)
  const noCosts = new Float64Array(offsets[count]!)
  const priced = new Float64Array(offsets[count]!)

  return (picks, option, value, { locked = [], costs = noCosts, weights, limit = 3 } = {}) => {
    const lockedPick = locked.includes(option) ? pickOf(picks, option) : -1
    if (lockedPick >= 0 && lockedPick !== value) return []
    priceDepartures(picks, option, costs, weights)
    least.take(priced)
    const force = (other: number, pick: number) => pick >= 0 && least.force(other, pick)
    for (const other of locked) force(other, pickOf(picks, other))
    force(option, value)
    return smallestRepairs((kept) => {
      for (const other of kept) force(other, pickOf(picks, other))
      const found = cheapest(picks, option)
      for (const other of kept) least.takeOption(other, priced)
      return found
    }, limit)
  }

  function cheapest(picks: Picks, option: number): Candidate | null {
    if (least.total() === Infinity) return null
    const selection = new Int32Array(count)
    least.trace(selection)
    if (hard !== null && hard.cheapest(least.costs, selection) !== true) return null
    const changes: (readonly [option: number, value: number])[] = []
    let cost = 0
    selection.forEach((chosen, other) => {
      cost += priced[offsets[other]! + chosen]!
      const pick = pickOf(picks, other)
      if (other !== option && pick >= 0 && chosen !== pick) changes.push([other, chosen])
    })
    return { changes, selection, cost }
  }

  /** A departure costs its weight times more than all designs can differ in money. */
  function priceDepartures(picks: Picks, option: number, costs: Float64Array, weights?: Float64Array) {
    let spread = 1
    for (let other = 0; other < count; other++) {
      let low = Infinity
      let high = -Infinity
      for (let at = offsets[other]!; at < offsets[other + 1]!; at++) {
        if (costs[at] === Infinity) continue
        low = Math.min(low, costs[at]!)
        high = Math.max(high, costs[at]!)
      }
      if (high >= low) spread += high - low
      for (let at = offsets[other]!; at < offsets[other + 1]!; at++)
        priced[at] = costs[at] === Infinity ? Infinity : costs[at]! - low
    }
    let most = spread
    for (let other = 0; other < count; other++) {
      const pick = pickOf(picks, other)
      if (other === option || pick < 0) continue
      const weight = spread * (weights?.[other] ?? 1)
      most += weight
      for (let at = offsets[other]!; at < offsets[other + 1]!; at++)
        if (at !== offsets[other]! + pick) priced[at]! += weight
    }
    if (most > 2 ** 53)
      throw new ToileError(
        'rules/cost-overflow',
        `weights and costs: the dearest change counts ${most}, expected at most 2^53. Use smaller weights.`
      )
  }
}

/**
 * The best repairs, at most `limit`: the best of all, then the best of those that keep some pick each earlier one
 * gives up, and so on. So every answer is as small as can be, and none merely adds changes to another.
 *
 * `keeping` gives the best repair that leaves these options' picks alone; null when there is none.
 */
function smallestRepairs(
  keeping: (kept: readonly number[]) => Candidate | null,
  limit: number
): readonly Repair[] {
  const found: Candidate[] = []
  const open: { readonly candidate: Candidate; readonly kept: readonly number[] }[] = []
  const tried = new Set<string>()
  const tryKeeping = (kept: readonly number[]) => {
    if (tried.has(kept.join())) return
    tried.add(kept.join())
    const candidate = keeping(kept)
    if (candidate !== null) open.push({ candidate, kept })
  }
  tryKeeping([])
  while (found.length < limit && open.length > 0) {
    const best = open.reduce((a, b) => (b.candidate.cost < a.candidate.cost ? b : a))
    open.splice(open.indexOf(best), 1)
    const changed = new Set(best.candidate.changes.map(([option]) => option))
    const repeated = found.find(({ changes }) => changes.every(([option]) => changed.has(option)))
    if (repeated === undefined) found.push(best.candidate)
    if (found.length === limit) break
    // Whatever comes after must keep one of the picks this change set gives up.
    for (const [option] of (repeated ?? best.candidate).changes)
      tryKeeping([...best.kept, option].sort((a, b) => a - b))
  }
  return found.map(({ changes, selection }) => ({ changes, selection }))
}
