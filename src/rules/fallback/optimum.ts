import { counted } from '../encode.ts'
import type { RuleProblem } from '../types.ts'
import { createPart, type Part } from './part.ts'
import type { Model } from './settling.ts'

/** What a search for the cheapest design came to: the best it found, and the least that any can cost. */
export interface Optimum {
  /** False: none is allowed. Undefined: it could not tell. */
  readonly model: Model | false | undefined
  /** Of the part's options; equal to the model's cost when that is proved to be the cheapest. */
  readonly least: number
}

/** Conflicts one call of the solver may cost, and literals propagated that the whole search may cost. */
const CONFLICTS = 2_000
const EFFORT = 300_000
/**
 * Looks for the cheapest design by cores (OLL: Andres, Kaufmann, Matheis and Schaub 2012, as in RC2 by Ignatiev,
 * Morgado and Marques-Silva 2019). Every value dearer than its option's cheapest is a wish that it be avoided, of that
 * weight. Wishes that contradict raise the least cost, and are replaced by the wish that no more than one of them
 * fails. Heavy wishes first: so the best found so far is good even when the search ends early.
 *
 * The same costs give the same design, whatever was asked before.
 */
export function createOptimum(problem: RuleProblem, options: readonly number[]): (costs: Float64Array) => Optimum {
  const part = createPart(problem, options)
  const forget = part.encoding.solver.checkpoint()
  return (costs) => {
    forget()
    return search(part, costs)
  }
}

interface Counter {
  /** The wishes it counts as failed. */
  readonly failed: readonly number[]
  /** How many of them may fail. */
  readonly most: number
}

function search(part: Part, costs: Float64Array): Optimum {
  const { options, offsets, encoding, sizeOf } = part
  const { solver, literal } = encoding
  const allowed: number[] = []
  const wishes = new Map<number, number>()
  const counters = new Map<number, Counter>()
  let least = 0
  let best: Model | undefined
  let bestCost = Infinity

  for (const option of options) {
    const from = offsets[option]!
    let own = Infinity
    for (let value = 0; value < sizeOf(option); value++) own = Math.min(own, costs[from + value]!)
    // All forbidden.
    if (own === Infinity) return { model: false, least: Infinity }
    least += own
    for (let value = 0; value < sizeOf(option); value++) {
      const more = costs[from + value]! - own
      if (more === Infinity) allowed.push(literal(option, value) ^ 1)
      else if (more > 0) wish(literal(option, value) ^ 1, more)
      solver.prefer(literal(option, value) ^ (more === 0 ? 0 : 1))
    }
  }

  function wish(one: number, weight: number) {
    wishes.set(one, (wishes.get(one) ?? 0) + weight)
  }

  function costOf(model: Model): number {
    let sum = 0
    for (let i = 0; i < options.length; i++) sum += costs[offsets[options[i]!]! + model[i]!]!
    return sum
  }

  function take(model: Model) {
    const cost = costOf(model)
    if (cost >= bestCost) return
    best = model
    bestCost = cost
  }

  /** Wishes that cannot all come true: the lightest among them is lost for certain. */
  function relax(core: readonly number[]) {
    const lost = core.reduce((lightest, one) => Math.min(lightest, wishes.get(one)!), Infinity)
    least += lost
    for (const one of core) {
      const left = wishes.get(one)! - lost
      if (left > 0) wishes.set(one, left)
      else wishes.delete(one)
      const counter = counters.get(one)
      if (counter !== undefined) count(counter.failed, counter.most + 1, lost)
    }
    if (core.length > 1) count(core.map((one) => one ^ 1), 1, lost)
  }

  /** The wish that at most so many fail. */
  function count(failed: readonly number[], most: number, weight: number) {
    if (most >= failed.length) return
    const one = counted(solver, failed, most + 1)[most]! ^ 1
    counters.set(one, { failed, most })
    wish(one, weight)
  }

  const limit = solver.effort() + EFFORT
  let heaviness = Infinity
  for (;;) {
    const active = [...wishes.keys()].filter((one) => wishes.get(one)! >= heaviness)
    const outcome = solver.solve([...allowed, ...active], CONFLICTS)
    if (outcome === 0) {
      const core = solver.core().filter((one) => wishes.has(one))
      if (core.length === 0) return { model: false, least: Infinity }
      relax(core)
    } else if (outcome === 1) {
      take(Uint16Array.from(options, encoding.valueOf))
      let next = 0
      for (const weight of wishes.values()) if (weight < heaviness && weight > next) next = weight
      if (next === 0) break
      // Not weight by weight: half as heavy, and what is heavier.
      heaviness = Math.min(next, Math.max(heaviness === Infinity ? next : heaviness / 2, 1))
    }
    if (bestCost === least) break
    if (outcome < 0 || solver.effort() > limit) break
  }
  return { model: best, least: Math.min(least, bestCost) }
}
