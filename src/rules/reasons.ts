import type { Search } from './search.ts'

/** Constraint checks to find a contradiction, and to find out whether it stands without one more rule. */
const CONTRADICTION = 200_000
const WITHOUT_A_RULE = 20_000

/**
 * Ids of rules that contradict within the allowed values, and of which none can be left out: starts from the rules a
 * search met, then leaves out one id after the other. Beyond the checks it may spend, a rule stays though it may not
 * be needed; empty when even the contradiction is not found.
 */
export function rulesBehind(search: Search, allowed: Uint8Array): readonly string[] {
  if (search.find(allowed, CONTRADICTION) !== null) return []
  let core = search.culprits()
  const idsIn = (active: Uint8Array) =>
    new Set(search.constraints.filter((_, c) => active[c] === 1).map(({ id }) => id))
  let ids = idsIn(core)
  for (const id of [...ids].reverse()) {
    if (!ids.has(id)) continue
    const without = core.map((on, c) => (search.constraints[c]!.id === id ? 0 : on))
    if (search.find(allowed, WITHOUT_A_RULE, without) !== null) continue
    core = search.culprits()
    ids = idsIn(core)
  }
  return [...ids]
}
