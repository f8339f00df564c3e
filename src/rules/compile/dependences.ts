import type { Join, Model } from './model.ts'
import type { Dependence } from './probe.ts'

/** A dependent variable that rules tie to at most this many others goes into what it depends on. */
const FEW_TIES = 1

/**
 * Variables that go into the one that decides them: the same in other words, hidden ones that nothing else speaks of,
 * parents of a group. One that many other rules speak of stays: its few values part the problem better than the many
 * of what decides it.
 */
export function dependentJoins({ sizes, rules }: Model, dependences: readonly Dependence[]): Join[] {
  const rulesAt: number[][] = sizes.map(() => [])
  rules.forEach(({ scope }, r) => {
    for (const variable of scope) rulesAt[variable]!.push(r)
  })
  const tiesOf = (variable: number, of: number): number => {
    const others = new Set<number>()
    for (const r of rulesAt[variable]!) {
      for (const other of rules[r]!.scope) others.add(other)
      if (others.size > FEW_TIES + 2) break
    }
    others.delete(variable)
    others.delete(of)
    return others.size
  }
  const used = new Uint8Array(sizes.length)
  const leads = new Map<number, Dependence[]>()
  // A variable may depend on several: the same in other words is best, then the one with the fewest values.
  const wanted = dependences
    .map((each) => ({ ...each, same: new Set(each.values).size === sizes[each.of]! }))
    .sort((a, b) => Number(b.same) - Number(a.same) || sizes[a.of]! - sizes[b.of]! || a.of - b.of)
  for (const each of wanted) {
    const { of, variable } = each
    if (used[variable] === 1 || (used[of] === 1 && !leads.has(of))) continue
    if (!each.same && tiesOf(variable, of) > FEW_TIES) continue
    const group = leads.get(of)
    if (group === undefined) leads.set(of, [each])
    else group.push(each)
    used[of] = used[variable] = 1
  }
  return [...leads].map(([of, group]) => ({
    variables: [of, ...group.map(({ variable }) => variable)],
    combinations: Array.from({ length: sizes[of]! }, (_, v) => [v, ...group.map(({ values }) => values[v]!)]),
  }))
}
