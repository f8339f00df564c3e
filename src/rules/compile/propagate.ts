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
  /** Removed values, oldest first, up to `mark()`. */
  readonly trail: Int32Array
  mark(): number
  /** Back to a mark that was made with all propagated. */
  undo(mark: number): void
  remove(value: number): void
  /** Removes the variable's other values. */
  assume(value: number): void
  /** False when some rule or variable is left without a way out; undo or give up then. */
  propagate(): boolean
  /** Leaves a rule aside, or takes it in again when nothing has been removed for good since. */
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

  const trail = new Int32Array(valueCount)
  let removed = 0
  // Up to here the trail has been propagated.
  let seen = 0

  const clauses = createClauses()
  // Other rules wait in a ring for each change in their scope.
  const touching: number[][] = sizes.map(() => [])
  const ring = new Int32Array(rules.length + 1)
  let first = 0
  let end = 0
  const queued = new Uint8Array(rules.length)
  const tables: (Table | undefined)[] = []
  // Tables as they were before they were narrowed: their rows and numbers of values left, one after the other.
  let saved = new Int32Array(1 << 10)
  let savedEnd = 0
  const narrowed: Table[] = []
  const narrowedAt: number[] = []
  /** Where the values to look at begin among a column's supports. */
  const bases = new Int32Array(sizes.reduce((most, size) => Math.max(most, size), 0))
  // A table is saved once between two marks or ways back.
  let epoch = 0

  rules.forEach((rule, r) => {
    if (clauses.add(r, rule)) return
    if (rule.type === 'table') tables[r] = tableOf(rule, sizes)
    for (const variable of rule.scope) touching[variable]!.push(r)
    enqueue(r)
  })

  return {
    offsets,
    variableOf,
    live,
    left,
    trail,
    mark() {
      epoch++
      return removed
    },
    undo,
    remove,
    assume,
    propagate,
    setActive(rule, active) {
      off[rule] = active ? 0 : 1
    },
    work: () => work,
  }

  function enqueue(rule: number) {
    if (queued[rule] === 1 || off[rule] === 1) return
    queued[rule] = 1
    ring[end] = rule
    end = end + 1 === ring.length ? 0 : end + 1
  }

  function remove(value: number) {
    if (live[value] === 0) return
    live[value] = 0
    trail[removed++] = value
    if (--left[variableOf[value]!]! === 0) failed = true
    work++
  }

  function assume(value: number) {
    const variable = variableOf[value]!
    if (live[value] === 0) failed = true
    for (let other = offsets[variable]!; other < offsets[variable + 1]!; other++) if (other !== value) remove(other)
  }

  function propagate(): boolean {
    while (!failed) {
      if (seen < removed) {
        const value = trail[seen++]!
        clauses.leave(value)
        const list = touching[variableOf[value]!]!
        for (let i = 0; i < list.length; i++) enqueue(list[i]!)
      } else if (first !== end) {
        const next = ring[first]!
        first = first + 1 === ring.length ? 0 : first + 1
        queued[next] = 0
        const rule = rules[next]!
        if (off[next] === 1) continue
        if (rule.type === 'table') narrowTable(tables[next]!)
        else narrowCount(rule)
      } else break
    }
    return !failed
  }

  function undo(mark: number) {
    epoch++
    while (narrowed.length > 0 && narrowedAt.at(-1)! > mark) {
      narrowedAt.pop()
      const { rows, lefts } = narrowed.pop()!
      savedEnd -= rows.length + lefts.length
      rows.set(saved.subarray(savedEnd, savedEnd + rows.length))
      lefts.set(saved.subarray(savedEnd + rows.length, savedEnd + rows.length + lefts.length))
    }
    while (removed > mark) {
      const value = trail[--removed]!
      live[value] = 1
      left[variableOf[value]!]!++
    }
    while (first !== end) {
      queued[ring[first]!] = 0
      first = first + 1 === ring.length ? 0 : first + 1
    }
    seen = removed
    failed = false
  }

  /**
   * Clauses are lists of values of which one must be chosen. Two of different variables are watched, both left if
   * that can be: only when one of them goes does the clause need a look.
   */
  function createClauses() {
    const starts = new Int32Array(rules.length + 1)
    const watched = new Int32Array(2 * rules.length)
    const watches: number[][] = Array.from({ length: valueCount }, () => [])
    const atoms: number[] = []
    const stamp = new Int32Array(valueCount)
    let time = 0

    /** False for what is no clause of several variables. */
    function add(r: number, rule: Rule): boolean {
      starts[r + 1] = starts[r] = atoms.length
      if (!isClause(rule) || rule.scope.length < 2) return false
      rule.scope.forEach((variable, i) => {
        const own = rule.weights[i]!
        for (let value = 0; value < own.length; value++) if (own[value] === 1) atoms.push(offsets[variable]! + value)
      })
      starts[r + 1] = atoms.length
      const one = atoms[starts[r]!]
      for (let a = starts[r]! + 1; a < atoms.length; a++) {
        if (variableOf[atoms[a]!] === variableOf[one!]) continue
        watched[2 * r] = one!
        watched[2 * r + 1] = atoms[a]!
        watches[one!]!.push(r)
        watches[atoms[a]!]!.push(r)
        return true
      }
      starts[r + 1] = atoms.length = starts[r]!
      return false
    }

    function leave(value: number) {
      const list = watches[value]!
      let kept = 0
      for (let i = 0; i < list.length; i++) {
        const clause = list[i]!
        list[kept++] = clause
        if (off[clause] === 1 || failed) continue
        const side = watched[2 * clause] === value ? 2 * clause : 2 * clause + 1
        const other = variableOf[watched[side ^ 1]!]!
        let a = starts[clause]!
        const to = starts[clause + 1]!
        while (a < to && (live[atoms[a]!] === 0 || variableOf[atoms[a]!] === other)) a++
        work += 1 + a - starts[clause]!
        if (a === to) restrict(other, clause)
        else {
          watched[side] = atoms[a]!
          watches[atoms[a]!]!.push(clause)
          kept--
        }
      }
      if (kept < list.length) list.length = kept
    }

    /** The clause's values left are all of one variable: it must take one of them. */
    function restrict(variable: number, clause: number) {
      time++
      for (let a = starts[clause]!; a < starts[clause + 1]!; a++) stamp[atoms[a]!] = time
      for (let value = offsets[variable]!; value < offsets[variable + 1]!; value++)
        if (stamp[value] !== time) remove(value)
    }

    return { add, leave }
  }

  function narrowCount({ scope, weights, least, most }: Rule & { type: 'count' }) {
    let lowest = 0
    let highest = 0
    let widest = 0
    for (let i = 0; i < scope.length; i++) {
      const [low, high] = range(offsets[scope[i]!]!, weights[i]!)
      lowest += low
      highest += high
      if (high - low > widest) widest = high - low
      work += weights[i]!.length
    }
    if (lowest > most || highest < least) failed = true
    if (failed || (lowest + widest <= most && highest - widest >= least)) return
    for (let i = 0; i < scope.length; i++) {
      const from = offsets[scope[i]!]!
      const own = weights[i]!
      const [low, high] = range(from, own)
      for (let v = 0; v < own.length; v++)
        if (lowest - low + own[v]! > most || highest - high + own[v]! < least) remove(from + v)
    }
  }

  /** Least and greatest weight of the values left. */
  function range(from: number, own: readonly number[]): readonly [number, number] {
    let low = Infinity
    let high = -Infinity
    for (let v = 0; v < own.length; v++) {
      if (live[from + v] === 0) continue
      if (own[v]! < low) low = own[v]!
      if (own[v]! > high) high = own[v]!
    }
    return [low, high]
  }

  function save(table: Table) {
    if (table.epoch === epoch) return
    table.epoch = epoch
    const { rows, lefts } = table
    while (saved.length < savedEnd + rows.length + lefts.length) {
      const larger = new Int32Array(2 * saved.length)
      larger.set(saved)
      saved = larger
    }
    saved.set(rows, savedEnd)
    saved.set(lefts, savedEnd + rows.length)
    savedEnd += rows.length + lefts.length
    narrowed.push(table)
    narrowedAt.push(removed)
  }

  /** Rows as bits: those with values gone leave, then the values that no row left has (Demeulenaere et al. 2016). */
  function narrowTable(table: Table) {
    const { scope, words, rows, lefts } = table
    save(table)
    let changed = table.fresh
    table.fresh = false
    for (let i = 0; i < scope.length; i++) {
      if (left[scope[i]!] === lefts[i]) continue
      lefts[i] = left[scope[i]!]!
      if (keepRows(table, i)) changed = true
      work += words
    }
    if (!changed) return
    let w = 0
    while (w < words && rows[w] === 0) w++
    if (w === words) failed = true
    else dropUnsupported(table)
  }

  /** Keeps the rows with one of the values a column has left; true when some go. */
  function keepRows({ scope, words, supports, rows }: Table, column: number): boolean {
    const variable = scope[column]!
    const from = offsets[variable]!
    const bits = supports[column]!
    const size = sizes[variable]!
    // By the values left or by those gone, whichever are fewer.
    const wanted = 2 * left[variable]! <= size ? 1 : 0
    let count = 0
    for (let v = 0; v < size; v++) if (live[from + v] === wanted) bases[count++] = v * words
    let changed = false
    for (let w = 0; w < words; w++) {
      if (rows[w] === 0) continue
      let mask = 0
      for (let i = 0; i < count; i++) mask |= bits[bases[i]! + w]!
      const kept = rows[w]! & (wanted === 1 ? mask : ~mask)
      if (kept === rows[w]) continue
      rows[w] = kept
      changed = true
    }
    return changed
  }

  /** Removes the values that no row left has. */
  function dropUnsupported({ scope, words, supports, rows, lefts, lasts }: Table) {
    for (let i = 0, last = 0; i < scope.length; i++) {
      const from = offsets[scope[i]!]!
      const bits = supports[i]!
      const size = sizes[scope[i]!]!
      // A last value is what all rows left have.
      if (left[scope[i]!] === 1) {
        last += size
        continue
      }
      for (let v = 0; v < size; v++, last++) {
        if (live[from + v] === 0) continue
        const base = v * words
        // Where it was found last, it mostly still is.
        if ((bits[base + lasts[last]!]! & rows[lasts[last]!]!) !== 0) continue
        let w = 0
        while (w < words && (bits[base + w]! & rows[w]!) === 0) w++
        work += w
        if (w < words) lasts[last] = w
        else {
          remove(from + v)
          lefts[i]!--
        }
      }
      work += size
    }
  }
}

interface Table {
  readonly scope: readonly number[]
  readonly words: number
  /** Per column, value by value, the rows that have it. */
  readonly supports: readonly Int32Array[]
  /** Rows still possible. */
  readonly rows: Int32Array
  /** Per column how many values were left when the rows were last narrowed. */
  readonly lefts: Int32Array
  /** Per value, column by column, a word of its rows that had one left. */
  readonly lasts: Int32Array
  /** Not narrowed yet: values may be without any row. */
  fresh: boolean
  epoch: number
}

function tableOf({ scope, rows }: Rule & { type: 'table' }, sizes: readonly number[]): Table {
  const words = (rows.length + 31) >>> 5
  const supports = scope.map((variable) => new Int32Array(sizes[variable]! * words))
  rows.forEach((row, at) => {
    for (let i = 0; i < row.length; i++) supports[i]![row[i]! * words + (at >>> 5)]! |= 1 << (at & 31)
  })
  const all = new Int32Array(words).fill(-1)
  if (words > 0 && (rows.length & 31) > 0) all[words - 1] = (1 << (rows.length & 31)) - 1
  const lefts = Int32Array.from(scope, (variable) => sizes[variable]!)
  const lasts = new Int32Array(lefts.reduce((sum, size) => sum + size, 0))
  return { scope, words, supports, rows: all, lefts, lasts, fresh: true, epoch: -1 }
}
