import { pickOf } from '../oracle.ts'
import type { Picks } from '../types.ts'
import type { Part } from './part.ts'

/** Value index per option of the part, in their order. */
export type Model = Uint16Array

/**
 * Finds out value by value what some picks leave possible, as far as one lets it. Every design found is kept in a pool:
 * it settles many values at once, for these picks and for later ones.
 */
export interface Settling {
  /**
   * Turns to these picks. Into `answer`, per absolute value 1, 0 or -1, it writes now and with every step what it finds
   * out; what stands there already holds.
   */
  begin(picks: Picks, answer: Int8Array): void
  /**
   * Tries to settle one more value, for some milliseconds at most; false when there is nothing left to try. What is
   * hard is put off and given more the next time; what stays open for long is given up.
   */
  step(): boolean
  /** How often all values left have been tried; each round may cost more than the one before. */
  round(): number
  /** Takes a valid design found elsewhere. */
  learn(model: Model): void
  /** The designs in the pool, the latest last. */
  readonly pool: readonly Model[]
}

/** Designs kept. Some hundred mark nearly all that is possible in a template of two thousand options. */
const POOL = 512
/** Conflicts that one try may cost in the first round and in all that come after some, and how often it is tried. */
const FIRST = 50
const MOST = 1_600
const ROUNDS = 12
/** Contradictions longer than this are not worth a clause. */
const LONG = 30

export function createSettling(part: Part, found: (model: Model) => void = () => {}): Settling {
  const { options, offsets, sizeOf, encoding } = part
  const { solver, literal } = encoding
  const pool: Model[] = []
  let picks: Picks = new Int32Array(0)
  let answer: Int8Array = new Int8Array(offsets.at(-1)!)
  /** Values to settle, [option, value] by turns: alternatives of picks first, they are few. */
  let open: number[] = []
  let at = 0
  let round = 0
  /** Whether it is known that some design keeps all picks, or that none does; how often that was tried. */
  let isMet = false
  let meetings = 0

  const isOpen = (option: number, value: number) => answer[offsets[option]! + value] === -1
  const contextOf = (option: number) => (pickOf(picks, option) >= 0 ? option : -1)

  function begin(now: Picks, into: Int8Array) {
    picks = now.slice()
    answer = into
    isMet = false
    meetings = 0
    for (const model of pool) mark(model)
    ruleOutByPropagation(-1)
    for (const option of options) if (pickOf(picks, option) >= 0) ruleOutByPropagation(option)
    open = []
    for (const isPicked of [true, false])
      for (const option of options)
        if (pickOf(picks, option) >= 0 === isPicked)
          for (let value = 0; value < sizeOf(option); value++) if (isOpen(option, value)) open.push(option, value)
    at = 0
    round = 0
  }

  /** One departure from the picks is an alternative of that pick; more tell nothing. */
  function mark(model: Model) {
    let departing = -1
    for (let i = 0; i < options.length; i++) {
      const pick = pickOf(picks, options[i]!)
      if (pick < 0 || pick === model[i]) continue
      if (departing >= 0) return
      departing = i
    }
    if (departing >= 0) answer[offsets[options[departing]!]! + model[departing]!] = 1
    else {
      isMet = true
      for (let i = 0; i < options.length; i++) answer[offsets[options[i]!]! + model[i]!] = 1
    }
  }

  /** Settles values that the picks alone rule out: those of `free`, or with -1 those of all options not picked. */
  function ruleOutByPropagation(free: number) {
    const implied = solver.propagate(part.assumptions(picks, free))
    if (implied === null) return ruleOutAll(free)
    const known = new Set(implied)
    for (const option of free < 0 ? options : [free]) {
      if (free < 0 && pickOf(picks, option) >= 0) continue
      for (let value = 0; value < sizeOf(option); value++)
        if (isOpen(option, value) && known.has(literal(option, value) ^ 1)) answer[offsets[option]! + value] = 0
    }
  }

  function ruleOutAll(free: number) {
    for (const option of options)
      if (free < 0 ? pickOf(picks, option) < 0 : option === free)
        answer.fill(0, offsets[option]!, offsets[option + 1]!)
  }

  function step(): boolean {
    while (at < open.length && !isOpen(open[at]!, open[at + 1]!)) at += 2
    if (at === open.length) {
      open = open.filter((_, i) => isOpen(open[i & ~1]!, open[i | 1]!))
      at = 0
      if (open.length === 0 || ++round === ROUNDS) open = []
      if (open.length === 0) return false
    }
    if (!isMet) return meet()
    const option = open[at]!
    const value = open[at + 1]!
    const free = contextOf(option)
    const wanted = literal(option, value)
    // What was hard is looked for near the last design.
    if (round > 0) stay()
    else if (free < 0) suggest()
    at += 2
    const outcome = solver.solve([...part.assumptions(picks, free), wanted], Math.min(MOST, FIRST * 2 ** round))
    if (outcome === 1) take()
    else if (outcome === 0) {
      const core = solver.core()
      if (core.includes(wanted)) answer[offsets[option]! + value] = 0
      else ruleOutAll(free)
      // Later picks that contain these need not search again.
      if (core.length > 0 && core.length <= LONG) solver.addClause(core.map((one) => one ^ 1))
    }
    return true
  }

  /** First of all some design: near it the others are found far sooner. */
  function meet(): boolean {
    if (meetings++ === 0) suggest()
    const outcome = solver.solve(part.assumptions(picks), MOST)
    if (outcome === 1) take()
    else if (outcome === 0) {
      isMet = true
      ruleOutAll(-1)
    }
    return outcome >= 0 || meetings < ROUNDS * ROUNDS
  }

  function take() {
    const model = Uint16Array.from(options, encoding.valueOf)
    learn(model)
    found(model)
  }

  function stay() {
    const model = pool.at(-1)
    if (model !== undefined) options.forEach((option, i) => prefer(option, model[i]!))
  }

  function prefer(option: number, wanted: number) {
    for (let value = 0; value < sizeOf(option); value++)
      if (value !== wanted) solver.prefer(literal(option, value) ^ 1)
    solver.prefer(literal(option, wanted))
  }

  /** Leads the search to values that are not settled yet, so that one design settles many. */
  function suggest() {
    let last = -1
    for (let i = at; i < open.length; i += 2) {
      const option = open[i]!
      if (option === last || !isOpen(option, open[i + 1]!) || contextOf(option) >= 0) continue
      last = option
      prefer(option, open[i + 1]!)
    }
  }

  function learn(model: Model) {
    if (pool.length === POOL) pool.shift()
    pool.push(model)
    mark(model)
  }

  return { begin, step, round: () => round, learn, pool }
}
