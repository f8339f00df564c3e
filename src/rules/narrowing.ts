import { scopeOf } from './keeps.ts'
import { offsetsOf, pickOf } from './oracle.ts'
import type { Picks, RuleProblem } from './types.ts'

/**
 * A search by narrowing: rules one by one, over and over, until none rules out another value; then an option is tried
 * out, that where most went wrong before. Most contradictions of a customer's picks show within few tries, and with
 * them the rules that took part, long before clauses for a solver are written.
 */
export interface Narrowing {
  /**
   * Either a design that keeps these rules, by their place in the problem, and the picks, -1 for options they do not
   * name; or which of the rules contradict the picks. Null when a short search finds neither.
   */
  decide(rules: readonly number[], near?: ArrayLike<number> | null): Decision | null
}

export type Decision = { readonly design: Int32Array } | { readonly rules: readonly number[] }

/** Values tried out before the search gives up. */
const TRIES = 300
const NONE = -1
/** In place of a rule: no rule did it, but a pick or a value tried out. */
const PICK = -2

interface Prepared {
  readonly offsets: Int32Array
  readonly scopes: readonly (readonly number[])[]
  /** Tables: rows of absolute values, one after the other. */
  readonly rows: readonly Int32Array[]
  /** Clauses and counts: per literal 1 for each value of its option that makes it hold. */
  readonly holds: readonly (readonly Uint8Array[])[]
  /** Per option the rules that name it. */
  readonly naming: readonly (readonly number[])[]
}

const preparedOf = new WeakMap<RuleProblem, Prepared>()

function prepare({ options, constraints }: RuleProblem): Prepared {
  const offsets = offsetsOf(options)
  const scopes = constraints.map((rule) => [...new Set(scopeOf(rule))])
  const naming: number[][] = options.map(() => [])
  scopes.forEach((scope, rule) => scope.forEach((option) => naming[option]!.push(rule)))
  return {
    offsets,
    scopes,
    naming,
    rows: constraints.map((rule) =>
      rule.type === 'table'
        ? Int32Array.from(rule.tuples.flatMap((row) => row.map((value, i) => offsets[rule.scope[i]!]! + value)))
        : new Int32Array(0)
    ),
    holds: constraints.map((rule) =>
      rule.type === 'table'
        ? []
        : rule.lits.map(([option, values]) =>
            Uint8Array.from(options[option]!.values, (_, value) => (values.includes(value) ? 1 : 0))
          )
    ),
  }
}

export function createNarrowing(problem: RuleProblem, picks: Picks): Narrowing {
  let prepared = preparedOf.get(problem)
  if (prepared === undefined) preparedOf.set(problem, (prepared = prepare(problem)))
  const { offsets, scopes, rows, holds, naming } = prepared
  const { options, constraints } = problem
  const values = offsets[options.length]!
  /** 0 while a value is open, else its place among the values ruled out, from 1 on. */
  const gone = new Int32Array(values)
  const left = Int32Array.from(options, (option) => option.values.length)
  /** Values ruled out, in this order, and by which rule. */
  const trail: number[] = []
  const by = new Int32Array(values)
  const optionOf = new Int32Array(values)
  options.forEach((_, option) => optionOf.fill(option, offsets[option], offsets[option + 1]))
  const isActive = new Uint8Array(constraints.length)
  const isQueued = new Uint8Array(constraints.length)
  let queue: number[] = []
  const supported = new Uint8Array(values)
  /** Tables: their rows by number, those that still stand first; how many these are, -1 for all. */
  const standing: (Int32Array | undefined)[] = []
  const height = new Int32Array(constraints.length).fill(-1)
  /** What to restore: table, rows that stood, length of the trail. */
  const fallen: number[] = []
  /** Where the trail stood when each option was tried out. */
  const starts: number[] = []
  /** Values that took part in a failure, and those of them that went before any was tried out: good reasons again. */
  const met = new Uint8Array(values)
  const isFact = new Uint8Array(values)
  let tries = 0
  /** How often an option was among those of a rule that failed. */
  const weight = new Float64Array(options.length)
  /** The rule that leaves nothing, or the one that ruled out the last value of an option. */
  let failed = NONE
  let empty = -1

  function ruleOut(at: number, rule: number) {
    if (gone[at]! > 0) return
    trail.push(at)
    gone[at] = trail.length
    by[at] = rule
    const option = optionOf[at]!
    if (--left[option]! === 0) {
      empty = option
      failed = rule < 0 ? PICK : rule
    }
    for (const other of naming[option]!)
      // A table has said all there is; a count may name an option twice.
      if (isActive[other] === 1 && isQueued[other] === 0 && (other !== rule || holds[rule]!.length > 0)) {
        isQueued[other] = 1
        queue.push(other)
      }
  }

  function backTo(length: number) {
    while (trail.length > length) {
      const at = trail.pop()!
      gone[at] = 0
      left[optionOf[at]!]!++
    }
    while (fallen.length > 0 && fallen.at(-1)! > length) {
      fallen.pop()
      const before = fallen.pop()!
      height[fallen.pop()!] = before
    }
    for (const rule of queue) isQueued[rule] = 0
    queue = []
    failed = NONE
    empty = -1
  }

  function take(option: number, value: number) {
    for (let at = offsets[option]!; at < offsets[option + 1]!; at++)
      if (at !== offsets[option]! + value) ruleOut(at, PICK)
    // A value the option does not have.
    if (value >= offsets[option + 1]! - offsets[option]!) failed = PICK
  }

  /** False when nothing is left. */
  function narrow(): boolean {
    for (let next = 0; next < queue.length; next++) {
      if (failed !== NONE) return false
      const rule = queue[next]!
      isQueued[rule] = 0
      const constraint = constraints[rule]!
      if (constraint.type === 'table') narrowTable(rule, constraint.scope)
      else if (constraint.type === 'clause') narrowCount(rule, constraint.lits, 1, constraint.lits.length)
      else narrowCount(rule, constraint.lits, constraint.least, constraint.most)
      if (next > 4096) {
        queue.splice(0, next + 1)
        next = -1
      }
    }
    queue = []
    return failed === NONE
  }

  /** Looks only at rows that still stood the last time; those that fell lie behind them, to come back in one step. */
  function narrowTable(rule: number, scope: readonly number[]) {
    const own = rows[rule]!
    const width = scope.length
    const rowsLeft = (standing[rule] ??= new Int32Array(width === 0 ? 0 : own.length / width).map((_, row) => row))
    const before = height[rule]! < 0 ? rowsLeft.length : height[rule]!
    let count = before
    for (let n = 0; n < count; ) {
      const from = rowsLeft[n]! * width
      let i = 0
      while (i < width && gone[own[from + i]!] === 0) i++
      if (i === width) {
        for (i = 0; i < width; i++) supported[own[from + i]!] = 1
        n++
      } else {
        count--
        const row = rowsLeft[n]!
        rowsLeft[n] = rowsLeft[count]!
        rowsLeft[count] = row
      }
    }
    if (count < before) {
      fallen.push(rule, before, trail.length)
      height[rule] = count
    }
    if (width === 0 && !hasRow(rule)) failed = rule
    for (const option of scope)
      for (let at = offsets[option]!; at < offsets[option + 1]!; at++) if (supported[at] === 0) ruleOut(at, rule)
    for (const option of scope) supported.fill(0, offsets[option], offsets[option + 1])
  }

  const hasRow = (rule: number) => {
    const constraint = constraints[rule]!
    return constraint.type === 'table' && constraint.tuples.length > 0
  }

  function narrowCount(rule: number, lits: readonly (readonly [number, unknown])[], least: number, most: number) {
    const own = holds[rule]!
    let certain = 0
    let possible = 0
    lits.forEach(([option], i) => {
      const state = stateOf(option, own[i]!)
      if (state > 0) possible++
      if (state > 1) certain++
    })
    if (certain > most || possible < least) {
      failed = rule
      return
    }
    const wanted = certain === most ? 0 : possible === least ? 1 : -1
    if (wanted < 0) return
    lits.forEach(([option], i) => {
      if (stateOf(option, own[i]!) !== 1) return
      for (let at = offsets[option]!; at < offsets[option + 1]!; at++)
        if (own[i]![at - offsets[option]!] !== wanted) ruleOut(at, rule)
    })
  }

  /** Of a literal: 0 it cannot hold, 1 it may, 2 it must. */
  function stateOf(option: number, own: Uint8Array): number {
    let can = 0
    let must = 2
    for (let at = offsets[option]!; at < offsets[option + 1]!; at++) {
      if (gone[at]! > 0) continue
      if (own[at - offsets[option]!] === 1) can = 1
      else must = 1
    }
    return can * must
  }

  /**
   * What took part in ruling these values out: rules, by their level the values that were tried out, and facts: what
   * was ruled out before any was. Without values, in the failure.
   */
  function traced(from?: Iterable<number>): Cause {
    const cause = noCause()
    const base = starts[0] ?? 0
    met.fill(0)
    if (from !== undefined) for (const at of from) met[at] = 1
    else if (empty >= 0) met.fill(1, offsets[empty], offsets[empty + 1])
    else {
      cause.rules.add(failed)
      meetAll(failed, trail.length)
    }
    for (let n = trail.length - 1; n >= base; n--) {
      const at = trail[n]!
      if (met[at] === 0) continue
      const rule = by[at]!
      if (rule === PICK) {
        let level = starts.length
        while (level > 0 && starts[level - 1]! > n) level--
        if (level > 0) cause.levels.add(level)
        continue
      }
      cause.rules.add(rule)
      if (constraints[rule]!.type === 'table') meetBlockers(rule, at)
      else meetAll(rule, n)
    }
    for (let n = 0; n < base; n++)
      if (met[trail[n]!] === 1) {
        cause.facts.add(trail[n]!)
        isFact[trail[n]!] = 1
      }
    return cause
  }

  /** All values of the rule's options that were gone when the trail was so long. */
  function meetAll(rule: number, length: number) {
    for (const option of scopes[rule]!)
      for (let at = offsets[option]!; at < offsets[option + 1]!; at++)
        if (gone[at]! > 0 && gone[at]! <= length) met[at] = 1
  }

  /** Per row that has the value, one of its values that was gone before: one that is a reason already, or the first. */
  function meetBlockers(rule: number, value: number) {
    const own = rows[rule]!
    const width = scopeOf(constraints[rule]!).length
    const column = scopeOf(constraints[rule]!).indexOf(optionOf[value]!)
    const before = gone[value]!
    for (let from = 0; from < own.length; from += width) {
      if (own[from + column] !== value) continue
      let best = -1
      let rank = Infinity
      for (let at = from; at < from + width; at++) {
        const one = own[at]!
        const when = gone[one]!
        if (when === 0 || when >= before) continue
        const itsRank = met[one] === 1 ? -1 : isFact[one] === 1 ? 0 : when
        if (itsRank >= rank) continue
        rank = itsRank
        best = one
      }
      if (best >= 0) met[best] = 1
    }
  }

  /** Forgets all, then holds the picks against these rules. */
  function begin(rules: readonly number[]): boolean {
    backTo(0)
    isActive.fill(0)
    for (const rule of rules) isActive[rule] = 1
    for (let option = 0; option < options.length; option++)
      if (pickOf(picks, option) >= 0) take(option, pickOf(picks, option))
    // First what the picks set off: it seldom spreads far.
    if (!narrow()) return false
    for (const rule of rules) isQueued[rule] = 1
    queue = [...rules]
    return narrow()
  }

  /** The open option of the fewest values for what went wrong with it; -1 when all are decided. */
  function next(involved: readonly number[]): number {
    let best = -1
    let bestScore = Infinity
    for (const option of involved) {
      if (left[option]! < 2) continue
      const lost = options[option]!.values.length - left[option]!
      const score = left[option]! / (1 + lost + 4 * weight[option]!)
      if (score >= bestScore) continue
      best = option
      bestScore = score
    }
    return best
  }

  /** True for a design, which is what is left then; else why there is none; null when it takes too long. */
  function search(involved: readonly number[], near?: ArrayLike<number> | null): true | Cause | null {
    const option = next(involved)
    if (option < 0) return true
    const level = starts.push(trail.length)
    const all = noCause()
    const open: number[] = []
    const lost: number[] = []
    for (let at = offsets[option]!; at < offsets[option + 1]!; at++) (gone[at] === 0 ? open : lost).push(at)
    const first = open.indexOf(offsets[option]! + (near?.[option] ?? -1))
    if (first > 0) open.unshift(...open.splice(first, 1))
    for (const at of open) {
      if (tries++ > TRIES) return null
      backTo(starts[level - 1]!)
      starts.length = level
      take(option, at - offsets[option]!)
      let cause
      if (narrow()) {
        const found = search(involved, near)
        if (found === true || found === null) return found
        cause = found
      } else {
        if (failed >= 0) for (const one of scopes[failed]!) weight[one]!++
        cause = traced()
      }
      // It would have failed without this option too.
      if (!cause.levels.has(level)) {
        starts.length = level - 1
        return cause
      }
      add(all, cause)
    }
    backTo(starts[level - 1]!)
    starts.length = level - 1
    add(all, traced(lost))
    all.levels.delete(level)
    return all
  }

  return {
    decide(rules, near) {
      tries = 0
      starts.length = 0
      isFact.fill(0)
      if (!begin(rules)) return failed === PICK ? null : { rules: inOrder(traced()) }
      const involved = [...new Set(rules.flatMap((rule) => scopes[rule]!))]
      const found = search(involved, near)
      if (found === null) return null
      if (found !== true) {
        add(found, traced(found.facts))
        return { rules: inOrder(found) }
      }
      const design = new Int32Array(options.length).fill(-1)
      for (const option of involved)
        for (let at = offsets[option]!; at < offsets[option + 1]!; at++)
          if (gone[at] === 0) design[option] = at - offsets[option]!
      return { design }
    },
  }
}

interface Cause {
  readonly rules: Set<number>
  readonly levels: Set<number>
  readonly facts: Set<number>
}

const noCause = (): Cause => ({ rules: new Set(), levels: new Set(), facts: new Set() })

function add(all: Cause, other: Cause) {
  for (const rule of other.rules) all.rules.add(rule)
  for (const level of other.levels) all.levels.add(level)
  for (const at of other.facts) all.facts.add(at)
}

const inOrder = ({ rules }: Cause) => [...rules].sort((a, b) => a - b)
