import { clauseOf, FAILED, SATISFIED, tableAutomaton, wordsFor, type Clause, type TableAutomaton } from './automata.ts'
import { createInterned, enlarged } from './interned.ts'
import type { Rule } from './variables.ts'

/** What the rules still ask for while values are chosen from the root down, and the way back. */
export interface Residual {
  /** Words of the live values of variable x: from `cells[wordAt[x]]` up to `cells[wordAt[x + 1]]`. */
  readonly cells: Int32Array
  readonly wordAt: Int32Array
  /** Takes what the rules ask for before anything is chosen; false when they cannot be kept. To be called first. */
  begin(): boolean
  /** Takes a value and everything that follows from it; false when a rule cannot be kept any more. */
  choose(variable: number, value: number): boolean
  mark(): number
  undo(mark: number): void
  /**
   * What the rules still ask for in the subtree of a variable, as the first `length()` numbers of an array that the
   * next call writes anew. Where the numbers are the same, so are the designs of the subtree.
   */
  keyOf(variable: number): Int32Array
  /**
   * The same, called after `keyOf`: takes longer and tells less apart, for clauses that ask the same of the subtree
   * count as one.
   */
  commonKeyOf(variable: number): Int32Array
  length(): number
  /** Whether all variables of the subtree `keyOf` was last asked for have one value left. */
  isSettled(): boolean
  /** Values removed so far: work that, unlike time, is the same on every machine. */
  work(): number
}

/** State of a clause that is kept whatever comes; else it is the number of its literals that failed. */
const KEPT = -1

/** Stands for infinity in bounds of sums. */
const BOUNDLESS = 0x3fffffff

/**
 * Variables are numbered parents first and so that a subtree is a run: x and the `span[x] - 1` after it.
 *
 * All that changes lies in one array of cells: live values, rule states, which variables are narrowed. So going back
 * is one loop over a trail of cell and former content, whatever changed.
 */
export function createResidual(
  sizes: readonly number[],
  rules: readonly Rule[],
  parent: Int32Array,
  span: Int32Array
): Residual {
  const count = sizes.length
  const wordAt = new Int32Array(count + 1)
  for (let x = 0; x < count; x++) wordAt[x + 1] = wordAt[x]! + wordsFor(sizes[x]!)

  const clauses: Clause[] = []
  const tables: TableAutomaton[] = []
  const sums: (Rule & { type: 'count' })[] = []
  for (const rule of rules) {
    const clause = rule.type === 'count' ? clauseOf(rule) : null
    if (clause !== null) clauses.push(clause)
    else if (rule.type === 'table') tables.push(tableAutomaton(rule, sizes))
    else sums.push(rule)
  }
  // Clauses that end in a subtree are a run, so that their states are a few words there.
  const bottomOf = ({ scope }: Clause) => Math.max(...scope)
  clauses.sort((a, b) => bottomOf(a) - bottomOf(b))
  const endingBefore = new Int32Array(count + 1)
  for (const clause of clauses) endingBefore[bottomOf(clause) + 1]!++
  for (let x = 0; x < count; x++) endingBefore[x + 1]! += endingBefore[x]!

  const firstClause = wordAt[count]!
  const firstTable = firstClause + clauses.length
  const firstSum = firstTable + tables.length
  const firstNarrowed = firstSum + 2 * sums.length
  const firstKept = firstNarrowed + wordsFor(count)
  const cells = new Int32Array(firstKept + wordsFor(clauses.length))
  const full = new Int32Array(wordAt[count]!)
  for (let x = 0; x < count; x++)
    for (let value = 0; value < sizes[x]!; value++) full[wordAt[x]! + (value >>> 5)]! |= 1 << (value & 31)
  cells.set(full)
  tables.forEach(({ start }, table) => (cells[firstTable + table] = start))

  // Literals of clause c: from clauseStart[c] up to clauseStart[c + 1]; a literal's words from litMask on.
  const clauseStart = new Int32Array(clauses.length + 1)
  clauses.forEach(({ scope }, c) => (clauseStart[c + 1] = clauseStart[c]! + scope.length))
  const litVariable = new Int32Array(clauseStart[clauses.length]!)
  const litMask = new Int32Array(litVariable.length)
  const maskWords: number[] = []
  clauses.forEach(({ scope, masks }, c) =>
    scope.forEach((variable, i) => {
      litVariable[clauseStart[c]! + i] = variable
      litMask[clauseStart[c]! + i] = maskWords.length
      maskWords.push(...masks[i]!)
    })
  )
  const masks = Int32Array.from(maskWords)
  // Per variable the clauses that read it, and with which words.
  const [inClauses, clauseRead] = readers(
    count,
    clauses.map(({ scope }) => scope)
  )
  const maskRead = new Int32Array(clauseRead.length)
  for (let x = 0; x < count; x++)
    for (let at = inClauses[x]!; at < inClauses[x + 1]!; at++)
      for (let lit = clauseStart[clauseRead[at]!]!; lit < clauseStart[clauseRead[at]! + 1]!; lit++)
        if (litVariable[lit] === x) maskRead[at] = litMask[lit]!
  const [inTables, tableRead] = readers(
    count,
    tables.map(({ scope }) => scope)
  )
  const [inSums, sumRead] = readers(
    count,
    sums.map(({ scope }) => scope)
  )
  const sumPosition = new Int32Array(sumRead.length)
  for (let x = 0; x < count; x++)
    for (let at = inSums[x]!; at < inSums[x + 1]!; at++) sumPosition[at] = sums[sumRead[at]!]!.scope.indexOf(x)
  const least = sums.map((sum) => Math.max(sum.least, -BOUNDLESS))
  const most = sums.map((sum) => Math.min(sum.most, BOUNDLESS))
  /** The most one variable can add or take. */
  const reach = sums.map(({ weights }) => Math.max(...weights.map((own) => Math.max(...own) - Math.min(...own))))
  sums.forEach(({ weights }, sum) => {
    cells[firstSum + 2 * sum] = weights.reduce((total, own) => total + Math.min(...own), 0)
    cells[firstSum + 2 * sum + 1] = weights.reduce((total, own) => total + Math.max(...own), 0)
  })

  let trail = new Int32Array(1 << 10)
  let trailLength = 0
  const queue = new Int32Array(count)
  let queueLength = 0
  const queued = new Uint8Array(count)
  /** Live values of a queued variable before it was narrowed. */
  const before = new Int32Array(wordAt[count]!)
  let work = 0
  const mostWords = Math.max(1, ...sizes.map(wordsFor))
  // What a variable had and has while the rules hear of it: one of them may narrow it once more meanwhile.
  const was = new Int32Array(mostWords)
  const now = new Int32Array(mostWords)
  const single = new Int32Array(mostWords)
  const allowed = new Int32Array(mostWords)

  function set(cell: number, content: number) {
    if (trailLength === trail.length) trail = enlarged(trail)
    trail[trailLength] = cell
    trail[trailLength + 1] = cells[cell]!
    trailLength += 2
    cells[cell] = content
  }

  /** Leaves a variable the values of these words. */
  function narrow(variable: number, words: Int32Array, from: number): boolean {
    const first = wordAt[variable]!
    const end = wordAt[variable + 1]!
    let left = 0
    let removed = 0
    for (let cell = first, word = from; cell < end; cell++, word++) {
      const rest = cells[cell]! & words[word]!
      left |= rest
      removed |= rest ^ cells[cell]!
    }
    if (left === 0) return false
    if (removed === 0) return true
    work++
    const known = queued[variable] === 1
    if (!known) {
      queued[variable] = 1
      queue[queueLength++] = variable
    }
    for (let cell = first, word = from; cell < end; cell++, word++) {
      if (!known) before[cell] = cells[cell]!
      const rest = cells[cell]! & words[word]!
      if (rest !== cells[cell]) set(cell, rest)
    }
    const narrowed = firstNarrowed + (variable >>> 5)
    const bit = 1 << (variable & 31)
    if ((cells[narrowed]! & bit) === 0) set(narrowed, cells[narrowed]! | bit)
    return true
  }

  function stepClauses(variable: number): boolean {
    const words = wordAt[variable + 1]! - wordAt[variable]!
    for (let at = inClauses[variable]!; at < inClauses[variable + 1]!; at++) {
      const clause = clauseRead[at]!
      const failed = cells[firstClause + clause]!
      if (failed === KEPT) continue
      const mask = maskRead[at]!
      let held = 0
      let others = 0
      let heldBefore = 0
      for (let word = 0; word < words; word++) {
        const own = masks[mask + word]!
        held |= now[word]! & own
        others |= now[word]! & ~own
        heldBefore |= was[word]! & own
      }
      if (others === 0) {
        set(firstClause + clause, KEPT)
        const kept = firstKept + (clause >>> 5)
        set(kept, cells[kept]! | (1 << (clause & 31)))
      } else if (held === 0 && heldBefore !== 0) {
        set(firstClause + clause, failed + 1)
        if (failed + 2 >= clauseStart[clause + 1]! - clauseStart[clause]! && !narrowToLast(clause)) return false
      }
    }
    return true
  }

  /** All literals but one failed: that one must hold. */
  function narrowToLast(clause: number): boolean {
    for (let lit = clauseStart[clause]!; lit < clauseStart[clause + 1]!; lit++) {
      const variable = litVariable[lit]!
      const first = wordAt[variable]!
      const mask = litMask[lit]!
      for (let word = 0; word < wordAt[variable + 1]! - first; word++)
        if ((cells[first + word]! & masks[mask + word]!) !== 0) return narrow(variable, masks, mask)
    }
    return false
  }

  /** The only value a variable has left; -1 when it has several. */
  function onlyValue(variable: number): number {
    let found = -1
    for (let cell = wordAt[variable]!; cell < wordAt[variable + 1]!; cell++) {
      const word = cells[cell]!
      if (word === 0) continue
      if (found >= 0 || (word & (word - 1)) !== 0) return -1
      found = 32 * (cell - wordAt[variable]!) + 31 - Math.clz32(word)
    }
    return found
  }

  /**
   * Tables are read as far as their variables are settled, and leave the rest what their rows still have. Values
   * removed further down do not touch them: full consistency costs far more than it saves.
   */
  function stepTables(variable: number): boolean {
    for (let at = inTables[variable]!; at < inTables[variable + 1]!; at++) {
      const table = tableRead[at]!
      const automaton = tables[table]!
      const { scope, level } = automaton
      let state = cells[firstTable + table]!
      if (state === SATISFIED || scope[level[state]!] !== variable) continue
      const former = state
      for (;;) {
        const value = onlyValue(scope[level[state]!]!)
        if (value < 0) break
        state = automaton.next[automaton.nextStart[state]! + value]!
        if (state === FAILED) return false
        if (state === SATISFIED) break
      }
      if (state === former) continue
      if (state !== SATISFIED) {
        const from = level[state]!
        const supports = state * automaton.supportStride
        for (let later = from; later < scope.length; later++)
          if (!narrow(scope[later]!, automaton.supports, supports + automaton.supportStart[later]!)) return false
        // With one variable left, its live values say all the table has to say.
        if (from === scope.length - 1) state = SATISFIED
      }
      set(firstTable + table, state)
    }
    return true
  }

  // Least and greatest weight of some values: two results, and no object per call.
  let low = 0
  let high = 0

  function measure(own: readonly number[], words: Int32Array, first: number) {
    low = BOUNDLESS
    high = -BOUNDLESS
    for (let value = 0; value < own.length; value++) {
      if ((words[first + (value >>> 5)]! & (1 << (value & 31))) === 0) continue
      if (own[value]! < low) low = own[value]!
      if (own[value]! > high) high = own[value]!
    }
  }

  function stepSums(variable: number): boolean {
    for (let at = inSums[variable]!; at < inSums[variable + 1]!; at++) {
      const sum = sumRead[at]!
      const cell = firstSum + 2 * sum
      if (cells[cell]! >= least[sum]! && cells[cell + 1]! <= most[sum]!) continue
      const own = sums[sum]!.weights[sumPosition[at]!]!
      measure(own, was, 0)
      const lowBefore = low
      const highBefore = high
      measure(own, now, 0)
      if (low === lowBefore && high === highBefore) continue
      if (low !== lowBefore) set(cell, cells[cell]! + low - lowBefore)
      if (high !== highBefore) set(cell + 1, cells[cell + 1]! + high - highBefore)
      if (cells[cell]! > most[sum]! || cells[cell + 1]! < least[sum]!) return false
      // A value can only go where the bound that came nearer is within one variable's reach.
      const reached =
        (low !== lowBefore && cells[cell]! + reach[sum]! > most[sum]!) ||
        (high !== highBefore && cells[cell + 1]! - reach[sum]! < least[sum]!)
      if (reached && !narrowSum(sum)) return false
    }
    return true
  }

  /** Values that alone would carry the sum out of its bounds go. Narrowed variables not yet read here only help. */
  function narrowSum(sum: number): boolean {
    const lowest = cells[firstSum + 2 * sum]!
    const highest = cells[firstSum + 2 * sum + 1]!
    if (lowest > most[sum]! || highest < least[sum]!) return false
    if (lowest >= least[sum]! && highest <= most[sum]!) return true
    const { scope, weights } = sums[sum]!
    for (let i = 0; i < scope.length; i++) {
      const variable = scope[i]!
      const own = weights[i]!
      measure(own, queued[variable] === 1 ? before : cells, wordAt[variable]!)
      if (highest - high + low >= least[sum]! && lowest - low + high <= most[sum]!) continue
      allowed.fill(0)
      for (let value = 0; value < own.length; value++)
        if (highest - high + own[value]! >= least[sum]! && lowest - low + own[value]! <= most[sum]!)
          allowed[value >>> 5]! |= 1 << (value & 31)
      if (!narrow(variable, allowed, 0)) return false
    }
    return true
  }

  function propagate(): boolean {
    while (queueLength > 0) {
      const variable = queue[--queueLength]!
      queued[variable] = 0
      for (let word = 0, cell = wordAt[variable]!; cell < wordAt[variable + 1]!; word++, cell++) {
        was[word] = before[cell]!
        now[word] = cells[cell]!
      }
      if (!stepClauses(variable) || !stepTables(variable) || !stepSums(variable)) return false
    }
    return true
  }

  /** Forgets what was still to be read, for it failed. */
  function stopped(): false {
    while (queueLength > 0) queued[queue[--queueLength]!] = 0
    return false
  }

  /** Literals of no value failed, and those of every value hold, before anything is narrowed. */
  function beginClauses(): boolean {
    for (let clause = 0; clause < clauses.length; clause++) {
      let failed = 0
      let kept = false
      for (let lit = clauseStart[clause]!; lit < clauseStart[clause + 1]!; lit++) {
        let held = 0
        let others = 0
        const first = wordAt[litVariable[lit]!]!
        for (let word = 0; word < wordAt[litVariable[lit]! + 1]! - first; word++) {
          held |= full[first + word]! & masks[litMask[lit]! + word]!
          others |= full[first + word]! & ~masks[litMask[lit]! + word]!
        }
        if (others === 0) kept = true
        if (held === 0) failed++
      }
      cells[firstClause + clause] = kept ? KEPT : failed
      if (kept) cells[firstKept + (clause >>> 5)]! |= 1 << (clause & 31)
      const literals = clauseStart[clause + 1]! - clauseStart[clause]!
      if (!kept && failed + 1 >= literals && !narrowToLast(clause)) return false
    }
    return true
  }

  function beginTables(): boolean {
    return tables.every(
      ({ scope, start, supports, supportStart, supportStride }) =>
        start !== FAILED &&
        scope.every((variable, at) => narrow(variable, supports, start * supportStride + supportStart[at]!))
    )
  }

  const [clausesInto, clauseInto] = crossingClauses(parent, clauses)
  const [tablesInto, tableInto] = crossingScopes(parent, tables)
  const [sumsInto, sumInto] = crossingScopes(parent, sums)
  let key = new Int32Array(1 << 10)
  let length = 0

  /** Where the states of clauses end in the key. */
  let clausesEnd = 0
  let common = new Int32Array(1 << 10)
  let unsettled = 0

  function add(content: number) {
    if (length === key.length) key = enlarged(key)
    key[length++] = content
  }

  return {
    cells,
    wordAt,
    begin: () =>
      (beginClauses() && beginTables() && sums.every((_, sum) => narrowSum(sum)) && propagate()) || stopped(),
    choose(variable, value) {
      single.fill(0)
      single[value >>> 5] = 1 << (value & 31)
      return (narrow(variable, single, 0) && propagate()) || stopped()
    },
    mark: () => trailLength,
    undo(mark) {
      while (trailLength > mark) {
        trailLength -= 2
        cells[trail[trailLength]!] = trail[trailLength + 1]!
      }
    },
    keyOf(variable) {
      length = 0
      add(variable)
      const begin = endingBefore[variable]!
      const until = endingBefore[variable + span[variable]!]!
      if (begin < until)
        for (let word = begin >>> 5; word <= (until - 1) >>> 5; word++) {
          let kept = cells[firstKept + word]!
          if (word === begin >>> 5) kept &= -1 << (begin & 31)
          if (word === until >>> 5) kept &= (1 << (until & 31)) - 1
          add(kept)
        }
      clausesEnd = length
      for (let at = tablesInto[variable]!; at < tablesInto[variable + 1]!; at++)
        add(cells[firstTable + tableInto[at]!]!)
      for (let at = sumsInto[variable]!; at < sumsInto[variable + 1]!; at++) {
        const sum = sumInto[at]!
        const lowest = cells[firstSum + 2 * sum]!
        // Together with the live values below, the least sum tells what is chosen above.
        add(lowest >= least[sum]! && cells[firstSum + 2 * sum + 1]! <= most[sum]! ? BOUNDLESS : lowest)
      }
      const end = variable + span[variable]!
      unsettled = span[variable]!
      for (let word = variable >>> 5; word <= (end - 1) >>> 5; word++) {
        let narrowed = cells[firstNarrowed + word]!
        if (word === variable >>> 5) narrowed &= -1 << (variable & 31)
        if (word === end >>> 5) narrowed &= (1 << (end & 31)) - 1
        while (narrowed !== 0) {
          const bit = 31 - Math.clz32(narrowed & -narrowed)
          narrowed &= narrowed - 1
          const x = 32 * word + bit
          // Of two values one is left: variable and value in one number.
          if (sizes[x] === 2) {
            add(2 * x + (cells[wordAt[x]!]! >>> 1))
            unsettled--
          } else {
            if (onlyValue(x) >= 0) unsettled--
            add(2 * x)
            for (let cell = wordAt[x]!; cell < wordAt[x + 1]!; cell++) add(cells[cell]!)
          }
        }
      }
      return key
    },
    commonKeyOf(variable) {
      const end = length
      const most = 2 + clausesInto[variable + 1]! - clausesInto[variable]! + end
      if (common.length < most) common = new Int32Array(2 * most)
      common[0] = variable
      length = 1
      // A one goes ahead of the bits of a word, so that it is full when it is negative.
      let bits = 1
      let open = 0
      for (let at = clausesInto[variable]!; at < clausesInto[variable + 1]!; at++) {
        const entry = clauseInto[at]!
        const last = entry < 0
        if (open === 0 && cells[firstClause + (last ? ~entry : entry)] !== KEPT) open = 1
        if (!last) continue
        if (bits < 0) {
          common[length++] = bits
          bits = 1
        }
        bits = (bits << 1) | open
        open = 0
      }
      common[length++] = bits
      for (let at = clausesEnd; at < end; at++) common[length++] = key[at]!
      return common
    },
    length: () => length,
    isSettled: () => unsettled === 0,
    work: () => work,
  }
}

/** For each variable the rules that read it, in one array: those of x from `starts[x]` up to `starts[x + 1]`. */
function readers(count: number, scopes: readonly ArrayLike<number>[]): [starts: Int32Array, rules: Int32Array] {
  const lists: number[][] = Array.from({ length: count }, () => [])
  scopes.forEach((scope, rule) => {
    for (let i = 0; i < scope.length; i++) lists[scope[i]!]!.push(rule)
  })
  return joined(lists)
}

function joined(lists: readonly (readonly number[])[]): [starts: Int32Array, all: Int32Array] {
  const starts = new Int32Array(lists.length + 1)
  lists.forEach((list, i) => (starts[i + 1] = starts[i]! + list.length))
  return [starts, Int32Array.from(lists.flat())]
}

/** For each variable the rules that read something above it and something in its subtree. */
function crossingScopes(parent: Int32Array, rules: readonly { readonly scope: ArrayLike<number> }[]) {
  const lists: number[][] = Array.from(parent, () => [])
  rules.forEach(({ scope }, rule) => {
    const [top, bottom] = endsOf(scope)
    for (let x = bottom; x !== top; x = parent[x]!) lists[x]!.push(rule)
  })
  return joined(lists)
}

function endsOf(scope: ArrayLike<number>): [top: number, bottom: number] {
  let top = scope[0]!
  let bottom = scope[0]!
  for (let i = 1; i < scope.length; i++) {
    if (scope[i]! < top) top = scope[i]!
    if (scope[i]! > bottom) bottom = scope[i]!
  }
  return [top, bottom]
}

/**
 * The same of clauses, in groups that ask the same of the subtree: open is such a group when one of it is. The last
 * of a group is written as its complement.
 */
function crossingClauses(parent: Int32Array, clauses: readonly Clause[]): [Int32Array, Int32Array] {
  const tails = createInterned()
  const scratch = new Int32Array(3 + Math.max(0, ...clauses.flatMap(({ masks }) => masks.map((own) => own.length))))
  const asks: { readonly tail: number; readonly clause: number; readonly from: number; readonly to: number }[] = []
  clauses.forEach(({ scope, masks }, clause) => {
    const order = scope.map((_, i) => i).sort((a, b) => scope[b]! - scope[a]!)
    let tail = -1
    for (let i = 0; i + 1 < order.length; i++) {
      const at = order[i]!
      scratch[0] = tail
      scratch[1] = scope[at]!
      scratch.set(masks[at]!, 2)
      tail = tails.intern(scratch, 2 + masks[at]!.length)
      asks.push({ tail, clause, from: scope[at]!, to: scope[order[i + 1]!]! })
    }
  })
  asks.sort((a, b) => a.tail - b.tail || a.clause - b.clause)
  const lists: number[][] = Array.from(parent, () => [])
  const tailOf = new Int32Array(parent.length).fill(-1)
  for (const { tail, clause, from, to } of asks)
    for (let x = from; x !== to; x = parent[x]!) {
      const list = lists[x]!
      if (tailOf[x] === tail) list[list.length - 1] = ~list.at(-1)!
      tailOf[x] = tail
      list.push(~clause)
    }
  return joined(lists)
}
