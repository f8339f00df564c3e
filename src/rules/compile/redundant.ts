import type { Model } from './model.ts'
import type { Propagator } from './propagate.ts'
import { isClause, type Rule } from './variables.ts'

/**
 * Clauses that the other rules imply by propagation alone go, longest first; of the others go the parts that never
 * help (vivification). Fewer and shorter rules tie fewer variables together.
 */
export function withoutRedundant(model: Model, propagator: Propagator, effort: number): Model {
  const clauses: number[] = []
  model.rules.forEach((rule, r) => {
    if (isClause(rule)) clauses.push(r)
  })
  clauses.sort((a, b) => model.rules[b]!.scope.length - model.rules[a]!.scope.length || b - a)
  const end = propagator.work() + effort
  const changed = new Map<number, Rule | null>()
  for (const r of clauses) {
    if (propagator.work() > end) break
    const rule = model.rules[r]! as Rule & { type: 'count' }
    propagator.setActive(r, false)
    const mark = propagator.mark()
    const needed = neededOf(rule, propagator)
    propagator.undo(mark)
    if (needed === null) changed.set(r, null)
    else {
      propagator.setActive(r, true)
      if (needed.length < rule.scope.length)
        changed.set(r, {
          ...rule,
          scope: needed.map((i) => rule.scope[i]!),
          weights: needed.map((i) => rule.weights[i]!),
        })
    }
  }
  if (changed.size === 0) return model
  const rules = model.rules.flatMap((rule, r) => {
    const now = changed.get(r)
    return now === undefined ? [rule] : now === null ? [] : [now]
  })
  return { ...model, rules }
}

/** Places in the scope without which the clause would say less; null when it says nothing the others do not. */
function neededOf({ scope, weights }: Rule & { type: 'count' }, propagator: Propagator): number[] | null {
  const { offsets, live, left } = propagator
  const needed: number[] = []
  for (let i = 0; i < scope.length; i++) {
    const from = offsets[scope[i]!]!
    const own = weights[i]!
    let wanted = 0
    for (let v = 0; v < own.length; v++) wanted += own[v]! & live[from + v]!
    if (wanted === left[scope[i]!]) return null
    if (wanted === 0) continue
    needed.push(i)
    for (let v = 0; v < own.length; v++) if (own[v] === 1) propagator.remove(from + v)
    if (!propagator.propagate()) return null
  }
  return needed
}
