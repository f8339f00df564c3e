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
  const { constraints } = search
  const culprits = () => {
    const met = search.culprits()
    return new Set(constraints.filter((_, c) => met[c] === 1).map(({ id }) => id))
  }
  let ids = culprits()
  for (const id of [...ids].reverse()) {
    if (!ids.has(id)) continue
    // A rule stays or goes with all its constraints, also those the search had no need of.
    const without = Uint8Array.from(constraints, (constraint) =>
      constraint.id !== id && ids.has(constraint.id) ? 1 : 0
    )
    if (search.find(allowed, WITHOUT_A_RULE, without) === null) ids = culprits()
  }
  return [...ids]
}
