import type { Repair } from './types.ts'

export interface Candidate extends Repair {
  /** Changes first, then money. */
  readonly cost: number
}

/**
 * The best repairs, at most `limit`: the best of all, then the best of those that keep some pick each earlier one
 * gives up, and so on. So every answer is as small as can be, and none merely adds changes to another.
 *
 * `keeping` gives the best repair that leaves these options' picks alone; null when there is none.
 */
export function smallestRepairs(
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
    // Whatever comes after must keep one of the picks this change set gives up.
    for (const [option] of (repeated ?? best.candidate).changes)
      tryKeeping([...best.kept, option].sort((a, b) => a - b))
  }
  return found.map(({ changes, selection }) => ({ changes, selection }))
}
