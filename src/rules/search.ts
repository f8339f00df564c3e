import type { Constraint, RuleProblem } from './types.ts'

/** A design (value index per option), null when there is surely none, undefined when the budget ran out first. */
export type Found = Int32Array | null | undefined

/**
 * Propagation and backtracking over the constraints themselves. It names the rules behind a conflict, and it stands
 * in where no diagram was compiled: slower, but never wrong.
 */
export interface Search {
  readonly constraints: readonly Constraint[]
  /**
   * Looks for a design among the allowed values that keeps the active constraints (all by default). `budget` is the
   * number of constraint checks it may spend. After null, `culprits()` are constraints that already contradict.
   */
  find(allowed: Uint8Array, budget: number, active?: Uint8Array, costs?: Float64Array): Found
  culprits(): Uint8Array
  /** Constraint checks the last question took. */
  spent(): number
  /** What the constraints leave of the allowed values without trying any; null on a contradiction. */
  narrow(allowed: Uint8Array): Uint8Array | null
}

export function createSearch(problem: RuleProblem, offsets: Int32Array): Search {
  const { options, constraints } = problem
  const valueCount = offsets[options.length]!
  const optionOf = new Int32Array(valueCount)
  options.forEach((_, option) => optionOf.fill(option, offsets[option]!, offsets[option + 1]!))
  const scopes = constraints.map((constraint) =>
    constraint.type === 'table' ? constraint.scope : [...new Set(constraint.lits.map(([option]) => option))]
  )
  /**
   * Clauses and counts: what each value adds, option after option of the scope. A value may satisfy several literals
   * of a count.
   */
  const weights = constraints.map((constraint, c) => {
    if (constraint.type === 'table') return null
    return scopes[c]!.map((option) => {
      const own = new Int32Array(options[option]!.values.length)
      for (const [named, values] of constraint.lits)
        if (named === option)
          for (const value of new Set(values)) own[value] = constraint.type === 'clause' ? 1 : own[value]! + 1
      return own
    })
  })
  const touching: number[][] = options.map(() => [])
  scopes.forEach((scope, c) => new Set(scope).forEach((option) => touching[option]!.push(c)))

  const live = new Uint8Array(valueCount)
  const size = new Int32Array(options.length)
  const heat = new Float64Array(options.length)
  const queued = new Uint8Array(constraints.length)
  const used = new Uint8Array(constraints.length)
  const supported = new Int32Array(valueCount)
  const queue: number[] = []
  const removed: number[] = []
  /** The constraint that removed each entry of `removed`; -1 for a decision. */
  const removedBy: number[] = []
  let active: Uint8Array | undefined
  let checks = 0
  let low = 0
  let high = 0

  function remove(value: number, by: number): boolean {
    const option = optionOf[value]!
    live[value] = 0
    removed.push(value)
    removedBy.push(by)
    if (by >= 0) used[by] = 1
    for (const c of touching[option]!) {
      // A table's own removals cannot make it remove more; a count's can.
      if (queued[c] === 1 || active?.[c] === 0 || (c === by && constraints[c]!.type === 'table')) continue
      queued[c] = 1
      queue.push(c)
    }
    return --size[option]! > 0
  }

  function undo(mark: number) {
    while (removed.length > mark) {
      const value = removed.pop()!
      removedBy.pop()
      live[value] = 1
      size[optionOf[value]!]!++
    }
  }

  /** Removes what constraint c rules out; false when nothing is left of an option. */
  function revise(c: number): boolean {
    const constraint = constraints[c]!
    if (constraint.type === 'table') {
      const { scope, tuples } = constraint
      for (const option of scope) supported.fill(0, offsets[option]!, offsets[option + 1]!)
      row: for (const tuple of tuples) {
        for (let i = 0; i < scope.length; i++) if (live[offsets[scope[i]!]! + tuple[i]!] !== 1) continue row
        for (let i = 0; i < scope.length; i++) supported[offsets[scope[i]!]! + tuple[i]!] = 1
      }
      for (const option of scope)
        for (let value = offsets[option]!; value < offsets[option + 1]!; value++)
          if (live[value] === 1 && supported[value] === 0 && !remove(value, c)) return false
      return true
    }
    // A clause is a count of at least one.
    const least = constraint.type === 'clause' ? 1 : constraint.least
    const most = constraint.type === 'clause' ? Infinity : constraint.most
    const scope = scopes[c]!
    let lowest = 0
    let highest = 0
    for (let i = 0; i < scope.length; i++) {
      measure(scope[i]!, weights[c]![i]!)
      lowest += low
      highest += high
    }
    if (lowest >= least && highest <= most) return true
    for (let i = 0; i < scope.length; i++) {
      const own = weights[c]![i]!
      const offset = offsets[scope[i]!]!
      measure(scope[i]!, own)
      if (highest - high + low >= least && lowest - low + high <= most) continue
      for (let value = 0; value < own.length; value++) {
        if (live[offset + value] !== 1) continue
        const fits = highest - high + own[value]! >= least && lowest - low + own[value]! <= most
        if (!fits && !remove(offset + value, c)) return false
      }
    }
    return true
  }

  /**
   * Least and greatest weight of an option's live values, into `low` and `high`: two results, and no object per call.
   */
  function measure(option: number, own: Int32Array) {
    low = Infinity
    high = 0
    const offset = offsets[option]!
    for (let value = 0; value < own.length; value++) {
      if (live[offset + value] !== 1) continue
      if (own[value]! < low) low = own[value]!
      if (own[value]! > high) high = own[value]!
    }
  }

  /** Runs the queue empty; the constraint that failed, or -1. */
  function propagate(): number {
    let failed = -1
    for (let at = 0; at < queue.length; at++) {
      const c = queue[at]!
      queued[c] = 0
      if (failed >= 0) continue
      checks++
      if (revise(c)) continue
      failed = c
      used[c] = 1
      for (const option of scopes[c]!) heat[option]!++
    }
    queue.length = 0
    return failed
  }

  /**
   * Sets the domains and propagates once; the failed constraint, -1 when all is well, -2 when an option has no value
   * to begin with.
   */
  function start(allowed: Uint8Array): number {
    removed.length = 0
    removedBy.length = 0
    live.set(allowed)
    size.fill(0)
    used.fill(0)
    for (let value = 0; value < valueCount; value++) size[optionOf[value]!]! += allowed[value]!
    queue.length = 0
    queued.fill(0)
    if (size.includes(0)) return -2
    for (let c = 0; c < constraints.length; c++)
      if (active?.[c] !== 0) {
        queued[c] = 1
        queue.push(c)
      }
    return propagate()
  }

  /** Keeps in `used` only what led to the failure: a walk back over the removals, from the failed constraint. */
  function trace(failed: number) {
    const wanted = new Uint8Array(options.length)
    used.fill(0)
    const want = (c: number) => {
      used[c] = 1
      for (const option of scopes[c]!) wanted[option] = 1
    }
    want(failed)
    for (let at = removed.length - 1; at >= 0; at--)
      if (wanted[optionOf[removed[at]!]!] === 1 && used[removedBy[at]!] === 0) want(removedBy[at]!)
  }

  function widest(): number {
    let chosen = -1
    let score = Infinity
    for (let option = 0; option < options.length; option++) {
      if (size[option]! < 2) continue
      const own = size[option]! / (1 + heat[option]!)
      if (own < score) {
        score = own
        chosen = option
      }
    }
    return chosen
  }

  /** The live value to try first: the cheapest, then the first. */
  function firstValue(option: number, costs: Float64Array | undefined): number {
    let chosen = -1
    for (let value = offsets[option]!; value < offsets[option + 1]!; value++)
      if (live[value] === 1 && (chosen < 0 || (costs !== undefined && costs[value]! < costs[chosen]!))) chosen = value
    return chosen
  }

  function find(allowed: Uint8Array, budget: number, only?: Uint8Array, costs?: Float64Array): Found {
    active = only
    checks = 0
    heat.fill(0)
    const failed = start(allowed)
    if (failed !== -1) {
      if (failed >= 0) trace(failed)
      return null
    }
    // Each decision: the value tried and the trail before it. A refuted value is removed for good at the level above.
    const tried: number[] = []
    const marks: number[] = []
    for (;;) {
      const option = widest()
      if (option < 0) {
        const design = new Int32Array(options.length)
        for (let o = 0; o < options.length; o++) design[o] = firstValue(o, undefined) - offsets[o]!
        return design
      }
      const value = firstValue(option, costs)
      tried.push(value)
      marks.push(removed.length)
      for (let other = offsets[option]!; other < offsets[option + 1]!; other++)
        if (other !== value && live[other] === 1) remove(other, -1)
      while (propagate() >= 0) {
        if (checks > budget) return undefined
        for (;;) {
          if (tried.length === 0) return null
          const refuted = tried.pop()!
          undo(marks.pop()!)
          if (remove(refuted, -1)) break
        }
      }
      if (checks > budget) return undefined
    }
  }

  return {
    constraints,
    find,
    culprits: () => used.slice(),
    spent: () => checks,
    narrow(allowed) {
      active = undefined
      return start(allowed) === -1 ? live.slice() : null
    },
  }
}
