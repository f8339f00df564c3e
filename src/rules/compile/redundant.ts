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
    const places = rule.scope.map((_, i) => i)
    let needed = neededOf(rule, places, propagator)
    // What comes late may do without what came early, but not the other way round.
    if (needed?.length === places.length && places.length > 2) needed = neededOf(rule, places.reverse(), propagator)
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

/** Which of the places in its scope the clause needs; null when it says nothing the others do not. */
function neededOf(rule: Rule & { type: 'count' }, places: readonly number[], propagator: Propagator): number[] | null {
  const mark = propagator.mark()
  const needed: number[] = []
  const isNew = places.every((i) => {
    const found = deny(rule.scope[i]!, rule.weights[i]!, propagator)
    if (found === 'denied') needed.push(i)
    return found !== 'implied' && propagator.propagate()
  })
  propagator.undo(mark)
  return isNew ? needed.sort((a, b) => a - b) : null
}

/** Takes the values with weight 1 from the variable, unless it has none other, or none of them. */
function deny(variable: number, own: readonly number[], { offsets, live, left, remove }: Propagator) {
  const from = offsets[variable]!
  let wanted = 0
  for (let v = 0; v < own.length; v++) wanted += own[v]! & live[from + v]!
  if (wanted === left[variable]) return 'implied'
  if (wanted === 0) return 'impossible'
  for (let v = 0; v < own.length; v++) if (own[v] === 1) remove(from + v)
  return 'denied'
}
