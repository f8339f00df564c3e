import { isClause, type Rule } from './variables.ts'

/**
 * What the rules, one by one, leave of the values: clauses and counts by their bounds, tables row by row, to fixpoint.
 * Values are absolute: value v of variable x is `offsets[x] + v`.
 */
export interface Propagator {
  readonly offsets: Int32Array
  readonly variableOf: Int32Array
  /** 1 where the value is left. */
  readonly live: Uint8Array
  /** Values left, per variable. */
  readonly left: Int32Array
  /** Removed values and narrowed tables in turn; see `removedSince`. */
  mark(): number
  undo(mark: number): void
  /** Values removed since a mark, oldest first. */
  removedSince(mark: number): number[]
  remove(value: number): void
  /** Removes the variable's other values. */
  assume(value: number): void
  /** False when some rule or variable is left without a way out; undo or give up then. */
  propagate(): boolean
  /** Leaves a rule aside for good, or takes it in again. Only between propagations, with nothing to undo. */
  setActive(rule: number, active: boolean): void
  /** Goes up with each step: effort that, unlike time, is the same on every machine. */
  work(): number
}

export function createPropagator(sizes: readonly number[], rules: readonly Rule[]): Propagator {
  const offsets = new Int32Array(sizes.length + 1)
  sizes.forEach((size, variable) => (offsets[variable + 1] = offsets[variable]! + size))
  const valueCount = offsets[sizes.length]!
  const variableOf = new Int32Array(valueCount)
  sizes.forEach((_, variable) => variableOf.fill(variable, offsets[variable], offsets[variable + 1]))
  const live = new Uint8Array(valueCount).fill(1)
  const left = Int32Array.from(sizes)
  const off = new Uint8Array(rules.length)
  let work = 0
  let failed = false

  // Removed values as they are; a table's earlier number of rows as that number, then -1 - table.
  const trail: number[] = []
  // Up to here the trail has been propagated.
  let seen = 0

  // Clauses are lists of values, sorted; one of them must be chosen. Two of different variables, both left if that
  // can be, are watched: only when one of them goes does the clause need a look.
  const atoms: (Int32Array | undefined)[] = []
  const watched: Int32Array[] = []
  const watches: number[][] = Array.from({ length: valueCount }, () => [])
  // Other rules wait in a queue for each change in their scope.
  const touching: number[][] = sizes.map(() => [])
  const queue: number[] = []
  let served = 0
  const queued = new Uint8Array(rules.length)
  // Tables: rows still possible come first in `order`.
  const tables: ({ rows: Int32Array; order: Int32Array; count: number } | undefined)[] = []
  const stamp = new Int32Array(valueCount).fill(-1)
  let time = 0

  const enqueue = (rule: number) => {
    if (queued[rule] === 1 || off[rule] === 1) return
    queued[rule] = 1
    queue.push(rule)
  }

  rules.forEach((rule, r) => {
    const { scope } = rule
    if (isClause(rule)) {
      const own: number[] = []
      scope.forEach((variable, i) =>
        rule.weights[i]!.forEach((weight, value) => {
          if (weight === 1) own.push(offsets[variable]! + value)
        })
      )
      own.sort((a, b) => a - b)
      atoms[r] = Int32Array.from(own)
      const other = own.findIndex((atom) => variableOf[atom] !== variableOf[own[0]!])
      if (other > 0) {
        watched[r] = Int32Array.of(own[0]!, own[other]!)
        watches[own[0]!]!.push(r)
        watches[own[other]!]!.push(r)
        return
      }
    }
    if (rule.type === 'table') {
      const rows = new Int32Array(rule.rows.length * scope.length)
      rule.rows.forEach((row, at) => row.forEach((v, i) => (rows[at * scope.length + i] = offsets[scope[i]!]! + v)))
      tables[r] = { rows, order: Int32Array.from(rule.rows, (_, at) => at), count: rule.rows.length }
    }
    for (const variable of scope) touching[variable]!.push(r)
    enqueue(r)
  })

  function remove(value: number) {
    if (live[value] === 0) return
    live[value] = 0
    trail.push(value)
    if (--left[variableOf[value]!]! === 0) failed = true
    work++
  }

  function assume(value: number) {
    const variable = variableOf[value]!
    if (live[value] === 0) failed = true
    for (let other = offsets[variable]!; other < offsets[variable + 1]!; other++) if (other !== value) remove(other)
  }

  /** The clause's values left are all of one variable: it must take one of them. */
  function restrict(variable: number, clause: number) {
    time++
    for (const atom of atoms[clause]!) stamp[atom] = time
    for (let value = offsets[variable]!; value < offsets[variable + 1]!; value++)
      if (stamp[value] !== time) remove(value)
  }

  function leaveClauses(value: number) {
    const list = watches[value]!
    let kept = 0
    for (let i = 0; i < list.length; i++) {
      const clause = list[i]!
      const pair = watched[clause]!
      const side = pair[0] === value ? 0 : 1
      list[kept++] = clause
      if (off[clause] === 1 || failed) continue
      const other = variableOf[pair[1 - side]!]!
      const own = atoms[clause]!
      let next = -1
      for (let a = 0; a < own.length; a++) {
        work++
        const atom = own[a]!
        if (live[atom] === 0 || variableOf[atom] === other) continue
        next = atom
        break
      }
      if (next < 0) restrict(other, clause)
      else {
        pair[side] = next
        watches[next]!.push(clause)
        kept--
      }
    }
    list.length = kept
  }

  function narrowCount(rule: Rule & { type: 'count' }) {
    const { scope, weights, least, most } = rule
    let lowest = 0
    let highest = 0
    const lows = new Float64Array(scope.length)
    const highs = new Float64Array(scope.length)
    for (let i = 0; i < scope.length; i++) {
      const from = offsets[scope[i]!]!
      const own = weights[i]!
      let low = Infinity
      let high = -Infinity
      for (let v = 0; v < own.length; v++) {
        if (live[from + v] === 0) continue
        if (own[v]! < low) low = own[v]!
        if (own[v]! > high) high = own[v]!
      }
      lowest += lows[i] = low
      highest += highs[i] = high
      work += own.length
    }
    if (lowest > most || highest < least) {
      failed = true
      return
    }
    for (let i = 0; i < scope.length; i++) {
      const spareAbove = most - lowest + lows[i]!
      const spareBelow = least - highest + highs[i]!
      if (highs[i]! <= spareAbove && lows[i]! >= spareBelow) continue
      const from = offsets[scope[i]!]!
      const own = weights[i]!
      for (let v = 0; v < own.length; v++) if (own[v]! > spareAbove || own[v]! < spareBelow) remove(from + v)
    }
  }

  function narrowTable(r: number, { scope }: Rule) {
    const table = tables[r]!
    const { rows, order } = table
    const width = scope.length
    const before = table.count
    time++
    for (let at = table.count - 1; at >= 0; at--) {
      const row = order[at]!
      const base = row * width
      let ok = true
      for (let i = 0; i < width && ok; i++) ok = live[rows[base + i]!] === 1
      work += width
      if (ok) for (let i = 0; i < width; i++) stamp[rows[base + i]!] = time
      else {
        order[at] = order[--table.count]!
        order[table.count] = row
      }
    }
    if (table.count < before) trail.push(before, -1 - r)
    if (table.count === 0) failed = true
    for (const variable of scope)
      for (let value = offsets[variable]!; value < offsets[variable + 1]!; value++)
        if (live[value] === 1 && stamp[value] !== time) remove(value)
  }

  function propagate(): boolean {
    while (!failed) {
      if (seen < trail.length) {
        const entry = trail[seen++]!
        // The first half of a table's entry is a number of rows, not a value.
        if (seen < trail.length && trail[seen]! < 0) {
          seen++
          continue
        }
        leaveClauses(entry)
        for (const rule of touching[variableOf[entry]!]!) enqueue(rule)
        continue
      }
      if (served === queue.length) break
      const next = queue[served++]!
      queued[next] = 0
      const rule = rules[next]!
      if (off[next] === 1) continue
      if (rule.type === 'table') narrowTable(next, rule)
      else narrowCount(rule)
    }
    if (!failed) served = queue.length = 0
    return !failed
  }

  function undo(mark: number) {
    while (trail.length > mark) {
      const entry = trail.pop()!
      if (entry < 0) tables[-1 - entry]!.count = trail.pop()!
      else {
        live[entry] = 1
        left[variableOf[entry]!]!++
      }
    }
    for (const rule of queue) queued[rule] = 0
    served = queue.length = 0
    seen = trail.length
    failed = false
  }

  return {
    offsets,
    variableOf,
    live,
    left,
    mark: () => trail.length,
    undo,
    removedSince(mark) {
      const removed: number[] = []
      for (let at = mark; at < trail.length; at++)
        if (trail[at + 1]! < 0) at++
        else removed.push(trail[at]!)
      return removed
    },
    remove,
    assume,
    propagate,
    setActive(rule, active) {
      off[rule] = active ? 0 : 1
    },
    work: () => work,
  }
}
