/**
 * A small incremental SAT solver: conflict-driven clause learning with two watched literals, activities, saved phases
 * and assumptions (MiniSat's scheme; Eén and Sörensson 2003; clause quality by LBD, Audemard and Simon 2009).
 *
 * Variable v has the literals 2v (true) and 2v + 1 (false). Nothing depends on time or chance: the same calls give
 * the same answers. `conflicts` bounds what a question may cost.
 */
export interface Solver {
  /**
   * With `isFollowing` the search never decides on the variable: once all others are decided, propagation alone must
   * tell whether it has a value that keeps the clauses. It may then have none in the model.
   */
  newVariable(isFollowing?: boolean): number
  /** Adds for good; false when the clauses now contradict without any assumption. */
  addClause(literals: ArrayLike<number>): boolean
  /** 1 with a model, 0 when the assumptions contradict the clauses, -1 when the budget ran out. */
  solve(assumptions?: ArrayLike<number>, conflicts?: number): 1 | 0 | -1
  /** Whether the literal holds in the last model. */
  value(literal: number): boolean
  /** After a contradiction: assumptions that already contradict; not always as few as can be. */
  core(): readonly number[]
  /**
   * All literals that follow from the assumptions by unit propagation, these and lasting ones included; null when that
   * runs into a contradiction. The array is the solver's own: read it before the next call.
   */
  propagate(assumptions?: ArrayLike<number>): Int32Array | null
  /** Which way to try a variable first. The search itself remembers where it last stood. */
  prefer(literal: number): void
  /** How much was propagated so far: a measure of work that, unlike time, is the same everywhere. */
  effort(): number
  /**
   * Remembers this state, before any search. The function given goes back to it, so that what comes after does not
   * depend on what came between: learned and later clauses, later variables and all memory of the search are gone.
   */
  checkpoint(): () => void
}

/** Before a clause's literals in the arena: how many, and the LBD of a learned one (0: it was given). */
const HEADER = 2
/** Learned clauses that tie this few levels together are kept for good. */
const GLUE = 2
/** The place in the heap of a variable that never enters it. */
const FOLLOWING = -2
const RESTART = 64
const LEARNED = 2_000
const DECAY = 1 / 0.95

export function createSolver(): Solver {
  let variables = 0
  let consistent = true
  let arena = new Int32Array(1024)
  let used = 0
  /** Per literal: pairs of another literal of the clause and the clause; binary clauses are stored as ~clause. */
  const watches: number[][] = []
  /** Per literal: 1 true, -1 false, 0 open. */
  let values = new Int8Array(128)
  let level = new Int32Array(64)
  let reason = new Int32Array(64)
  /** 1: try false first. */
  let phase = new Uint8Array(64)
  let model = new Uint8Array(64)
  let seen = new Uint8Array(64)
  let trail = new Int32Array(64)
  let trailSize = 0
  let head = 0
  /** Where each decision level begins on the trail. */
  const limits: number[] = []
  let activity = new Float64Array(64)
  let increment = 1
  /** Open variables, the most active first; -1 in `place` where one is not contained. */
  let heap = new Int32Array(64)
  let place = new Int32Array(64)
  let heapSize = 0
  let stamps = new Int32Array(64)
  let stamp = 0
  let learned = 0
  let learnedLimit = LEARNED
  let effort = 0
  let standing: number[] = []
  let contradicting: number[] = []

  function newVariable(isFollowing = false): number {
    if (variables === level.length) {
      const size = variables * 2
      values = grown(values, size * 2)
      level = grown(level, size)
      reason = grown(reason, size)
      phase = grown(phase, size)
      model = grown(model, size)
      seen = grown(seen, size)
      trail = grown(trail, size)
      activity = grown(activity, size)
      heap = grown(heap, size)
      place = grown(place, size)
    }
    watches.push([], [])
    phase[variables] = 1
    place[variables] = isFollowing ? FOLLOWING : -1
    enter(variables)
    return variables++
  }

  // The heap of open variables.

  function enter(variable: number) {
    if (place[variable] !== -1) return
    heap[heapSize] = variable
    rise(heapSize++)
  }

  function rise(at: number) {
    const variable = heap[at]!
    const own = activity[variable]!
    while (at > 0) {
      const above = (at - 1) >> 1
      if (activity[heap[above]!]! >= own) break
      place[(heap[at] = heap[above]!)] = at
      at = above
    }
    place[(heap[at] = variable)] = at
  }

  function leave(): number {
    const top = heap[0]!
    place[top] = -1
    const moved = heap[--heapSize]!
    if (heapSize === 0 || moved === top) return top
    const own = activity[moved]!
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= heapSize) break
      if (below + 1 < heapSize && activity[heap[below + 1]!]! > activity[heap[below]!]!) below++
      if (activity[heap[below]!]! <= own) break
      place[(heap[at] = heap[below]!)] = at
      at = below
    }
    place[(heap[at] = moved)] = at
    return top
  }

  function bump(variable: number) {
    if ((activity[variable]! += increment) > 1e100) {
      for (let v = 0; v < variables; v++) activity[v]! *= 1e-100
      increment *= 1e-100
    }
    if (place[variable]! >= 0) rise(place[variable]!)
  }

  // Clauses.

  function addClause(literals: ArrayLike<number>): boolean {
    backTo(0)
    const clause: number[] = []
    let satisfied = !consistent
    for (let i = 0; i < literals.length; i++) {
      const literal = literals[i]!
      const bit = 1 << (literal & 1)
      const met = seen[literal >> 1]!
      if (values[literal]! > 0 || (met & ~bit) !== 0) satisfied = true
      if (values[literal] !== 0 || (met & bit) !== 0) continue
      seen[literal >> 1] = met | bit
      clause.push(literal)
    }
    for (const literal of clause) seen[literal >> 1] = 0
    if (satisfied) return consistent
    if (clause.length === 0) consistent = false
    else if (clause.length === 1) assign(clause[0]!, -1)
    else store(clause, 0)
    return consistent
  }

  function store(clause: readonly number[], lbd: number): number {
    const ref = used
    used += HEADER + clause.length
    if (used > arena.length) arena = grown(arena, Math.max(used, arena.length * 2))
    arena[ref] = clause.length
    arena[ref + 1] = lbd
    for (let i = 0; i < clause.length; i++) arena[ref + HEADER + i] = clause[i]!
    if (lbd > 0) learned++
    watch(ref)
    return ref
  }

  /** A clause is visited when one of its first two literals becomes false. */
  function watch(ref: number) {
    const kind = arena[ref] === 2 ? ~ref : ref
    const one = arena[ref + HEADER]!
    const other = arena[ref + HEADER + 1]!
    watches[one]!.push(other, kind)
    watches[other]!.push(one, kind)
  }

  /** Forgets the worse half of the learned clauses and all that already hold, and closes the gaps. At level 0. */
  function reduce() {
    const worst: number[] = []
    for (let ref = 0; ref < used; ref += HEADER + arena[ref]!)
      if (arena[ref + 1]! > GLUE && arena[ref]! > 2) worst.push(ref)
    // Among equals the older go first.
    worst.sort((a, b) => arena[b + 1]! - arena[a + 1]! || arena[b]! - arena[a]! || a - b)
    for (let i = 0; i < worst.length >> 1; i++) arena[worst[i]! + 1] = -1
    for (const list of watches) list.length = 0
    let end = 0
    learned = 0
    for (let ref = 0, next = 0; ref < used; ref = next) {
      next = ref + HEADER + arena[ref]!
      if (arena[ref + 1]! < 0 || holds(ref)) continue
      if (arena[ref + 1]! > 0) learned++
      arena.copyWithin(end, ref, next)
      watch(end)
      end += next - ref
    }
    used = end
    learnedLimit = Math.max(learnedLimit + 300, learned + LEARNED)
  }

  function holds(ref: number): boolean {
    for (let at = ref + HEADER, end = at + arena[ref]!; at < end; at++) if (values[arena[at]!]! > 0) return true
    return false
  }

  // The trail.

  function assign(literal: number, because: number) {
    values[literal] = 1
    values[literal ^ 1] = -1
    level[literal >> 1] = limits.length
    reason[literal >> 1] = because
    phase[literal >> 1] = literal & 1
    trail[trailSize++] = literal
  }

  function backTo(depth: number) {
    if (limits.length <= depth) return
    const mark = limits[depth]!
    while (trailSize > mark) {
      const literal = trail[--trailSize]!
      values[literal] = 0
      values[literal ^ 1] = 0
      enter(literal >> 1)
    }
    limits.length = depth
    head = mark
  }

  /** Runs to the end of the trail; the clause that failed, or -1. */
  function propagateAll(): number {
    const clauses = arena
    const now = values
    while (head < trailSize) {
      const falsified = trail[head++]! ^ 1
      const list = watches[falsified]!
      const length = list.length
      let kept = 0
      let failed = -1
      effort++
      for (let i = 0; i < length; i += 2) {
        const blocker = list[i]!
        const ref = list[i + 1]!
        const state = now[blocker]!
        if (state > 0 || ref < 0) {
          list[kept++] = blocker
          list[kept++] = ref
          if (state > 0) continue
          if (state === 0) assign(blocker, ~ref)
          else failed = ~ref
        } else {
          const start = ref + HEADER
          if (clauses[start] === falsified) {
            clauses[start] = clauses[start + 1]!
            clauses[start + 1] = falsified
          }
          const first = clauses[start]!
          const whether = now[first]!
          let at = start + 2
          if (whether <= 0) {
            const end = start + clauses[ref]!
            while (at < end && now[clauses[at]!]! < 0) at++
            if (at < end) {
              const other = clauses[at]!
              clauses[start + 1] = other
              clauses[at] = falsified
              watches[other]!.push(first, ref)
              continue
            }
          }
          list[kept++] = first
          list[kept++] = ref
          if (whether === 0) assign(first, ref)
          else if (whether < 0) failed = ref
        }
        if (failed < 0) continue
        for (i += 2; i < length; i++) list[kept++] = list[i]!
      }
      list.length = kept
      if (failed >= 0) return failed
    }
    return -1
  }

  // Learning.

  const clause: number[] = []
  const marked: number[] = []

  /** Marks a clause's literals but the one it implied; those of the current level are counted. */
  function meet(ref: number, implied: number): number {
    let open = 0
    for (let at = ref + HEADER, end = at + arena[ref]!; at < end; at++) {
      const literal = arena[at]!
      const variable = literal >> 1
      if (literal === implied || seen[variable] === 1 || level[variable] === 0) continue
      seen[variable] = 1
      marked.push(variable)
      bump(variable)
      if (level[variable] === limits.length) open++
      else clause.push(literal)
    }
    return open
  }

  /** Learns the first unique implication point of a failed clause, goes back as far as it tells, and asserts it. */
  function learn(failed: number) {
    clause.length = 0
    clause.push(-1)
    let open = meet(failed, -1)
    let at = trailSize
    let point = -1
    for (;;) {
      while (seen[trail[--at]! >> 1] === 0);
      point = trail[at]!
      if (--open === 0) break
      open += meet(reason[point >> 1]!, point)
    }
    clause[0] = point ^ 1
    const lbd = countLevels()
    let size = 1
    let second = 0
    for (let i = 1; i < clause.length; i++) {
      const literal = clause[i]!
      if (isImplied(literal)) continue
      clause[size] = literal
      if (second === 0 || level[literal >> 1]! > level[clause[second]! >> 1]!) second = size
      size++
    }
    clause.length = size
    for (const variable of marked) seen[variable] = 0
    marked.length = 0
    increment *= DECAY
    if (size === 1) {
      backTo(0)
      assign(clause[0]!, -1)
      return
    }
    const other = clause[second]!
    clause[second] = clause[1]!
    clause[1] = other
    backTo(level[other >> 1]!)
    assign(clause[0]!, store(clause, lbd))
  }

  /** How many decision levels the learned clause ties together; they stay stamped. */
  function countLevels(): number {
    if (stamps.length <= limits.length) stamps = grown(stamps, limits.length * 2)
    let count = 0
    stamp++
    for (const literal of clause) {
      const own = level[literal >> 1]!
      if (stamps[own] === stamp) continue
      stamps[own] = stamp
      count++
    }
    return count
  }

  const pending: number[] = []

  /** Whether the rest of the clause already implies the literal, over any number of steps. */
  function isImplied(literal: number): boolean {
    if (reason[literal >> 1]! < 0) return false
    const before = marked.length
    pending.length = 0
    pending.push(literal >> 1)
    while (pending.length > 0) {
      const variable = pending.pop()!
      const ref = reason[variable]!
      for (let at = ref + HEADER, end = at + arena[ref]!; at < end; at++) {
        const other = arena[at]! >> 1
        if (other === variable || seen[other] === 1 || level[other] === 0) continue
        if (reason[other]! < 0 || stamps[level[other]!] !== stamp) {
          while (marked.length > before) seen[marked.pop()!] = 0
          return false
        }
        seen[other] = 1
        marked.push(other)
        pending.push(other)
      }
    }
    return true
  }

  /** The assumptions behind what is marked `seen`, into `contradicting`. */
  function traceToAssumptions() {
    for (let at = trailSize - 1; at >= (limits[0] ?? trailSize); at--) {
      const literal = trail[at]!
      const variable = literal >> 1
      if (seen[variable] === 0) continue
      const ref = reason[variable]!
      if (ref < 0) contradicting.push(literal)
      else mark(ref)
      seen[variable] = 0
    }
  }

  function mark(ref: number) {
    for (let at = ref + HEADER, end = at + arena[ref]!; at < end; at++)
      if (level[arena[at]! >> 1]! > 0) seen[arena[at]! >> 1] = 1
  }

  // Questions.

  /** Goes back to what the last question's assumptions have in common with these: their trail is still right. */
  function begin(assumptions: ArrayLike<number>) {
    let common = 0
    while (common < standing.length && common < assumptions.length && standing[common] === assumptions[common]) common++
    backTo(common)
    standing = Array.from(assumptions)
    contradicting = []
  }

  /** Takes the next assumption as a level of its own; false when it is already ruled out. */
  function assume(literal: number): boolean {
    if (values[literal]! < 0) {
      contradicting.push(literal)
      if (level[literal >> 1]! > 0) seen[literal >> 1] = 1
      traceToAssumptions()
      return false
    }
    limits.push(trailSize)
    if (values[literal] === 0) assign(literal, -1)
    return true
  }

  function solve(assumptions: ArrayLike<number> = [], conflicts = Infinity): 1 | 0 | -1 {
    begin(assumptions)
    if (!consistent) return 0
    let left = conflicts
    let restarts = 0
    let untilRestart = RESTART
    for (;;) {
      const failed = propagateAll()
      if (failed >= 0) {
        if (limits.length === 0) {
          consistent = false
          return 0
        }
        learn(failed)
        untilRestart--
        if (--left < 0) return -1
        continue
      }
      if (untilRestart <= 0) {
        untilRestart = RESTART * luby(++restarts)
        backTo(learned > learnedLimit ? 0 : assumptions.length)
        if (learned > learnedLimit) {
          if (propagateAll() >= 0) consistent = false
          if (!consistent) return 0
          reduce()
        }
      }
      if (limits.length < assumptions.length) {
        if (!assume(assumptions[limits.length]!)) return 0
        continue
      }
      let variable = -1
      while (heapSize > 0 && values[2 * (variable = leave())] !== 0) variable = -1
      if (variable < 0) {
        for (let at = 0; at < trailSize; at++) model[trail[at]! >> 1] = trail[at]! & 1
        return 1
      }
      limits.push(trailSize)
      assign(2 * variable + phase[variable]!, -1)
    }
  }

  function propagate(assumptions: ArrayLike<number> = []): Int32Array | null {
    begin(assumptions)
    while (consistent) {
      const failed = propagateAll()
      if (failed >= 0) {
        mark(failed)
        traceToAssumptions()
        if (limits.length === 0) consistent = false
        // What failed was not propagated to its end: the level must not be built on.
        else backTo(limits.length - 1)
        return null
      }
      if (limits.length === assumptions.length) return trail.subarray(0, trailSize)
      if (!assume(assumptions[limits.length]!)) return null
    }
    return null
  }

  function checkpoint(): () => void {
    propagate()
    const known = { variables, consistent, used, trailSize, heapSize }
    const clauses = arena.slice(0, used)
    const trailed = trail.slice(0, trailSize)
    const phases = phase.slice(0, variables)
    const heaped = heap.slice(0, heapSize)
    const places = place.slice(0, variables)
    return () => {
      limits.length = 0
      standing = []
      ;({ variables, consistent, used, trailSize, heapSize } = known)
      head = trailSize
      arena.set(clauses)
      values.fill(0)
      trail.set(trailed)
      for (const literal of trailed) {
        values[literal] = 1
        values[literal ^ 1] = -1
        level[literal >> 1] = 0
      }
      phase.set(phases)
      heap.set(heaped)
      place.set(places)
      activity.fill(0)
      increment = 1
      watches.length = 2 * variables
      for (const list of watches) list.length = 0
      for (let ref = 0; ref < used; ref += HEADER + arena[ref]!) watch(ref)
      learned = 0
      learnedLimit = LEARNED
    }
  }

  return {
    checkpoint,
    newVariable,
    addClause,
    solve,
    value: (literal) => model[literal >> 1] === (literal & 1),
    core: () => contradicting,
    propagate,
    prefer: (literal) => (phase[literal >> 1] = literal & 1),
    effort: () => effort,
  }
}

/** 1 1 2 1 1 2 4 …: the sequence of restarts that is never far from the best (Luby, Sinclair and Zuckerman 1993). */
function luby(index: number): number {
  let size = 1
  while (size < index + 1) size = 2 * size + 1
  while (size - 1 !== index) {
    size = (size - 1) >> 1
    index %= size
  }
  return (size + 1) >> 1
}

type Typed = Int8Array | Uint8Array | Int32Array | Float64Array

function grown<T extends Typed>(array: T, size: number): T {
  const larger = new (array.constructor as new (size: number) => T)(size)
  larger.set(array)
  return larger
}
