import { once } from '../once.ts'
import { pickOf } from '../oracle.ts'
import type { HardPart, Picks, RuleProblem } from '../types.ts'
import { createBounds } from './bounds.ts'
import { createOptimum } from './optimum.ts'
import { createPart } from './part.ts'
import type { Findings, Port, Question } from './service.ts'
import { createSettling, type Model } from './settling.ts'

/** Literals propagated that one answer may cost at once: some ten milliseconds where a worker goes on, else more. */
const EFFORT = 100_000
const EFFORT_ALONE = 1_000_000
/** Conflicts it may cost to say whether picks contradict. */
const CONFLICTS = 2_000
/** Picks whose answers are kept: what a customer turns back to. */
const KEPT = 32
/** Without a worker, so long at a time between two frames. */
const SLICE_MS = 8

export interface HardPartOptions {
  /** Leads to `worker.ts`. Without one, or when it fails to start, all happens in place. */
  readonly port?: Port
  /** How much is settled before the first answer, in literals propagated. */
  readonly effort?: number
}

interface Kept {
  readonly answer: Int8Array
  readonly picks: Picks
  readonly job: number
  /** There is nothing left to find out. */
  isDone: boolean
}

/**
 * Answers for options that no diagram covers, at once and in bounded work. What that leaves open, a worker settles when
 * there is one, else the page itself between frames, as long as someone listens. The design it gives depends on the
 * costs alone, so that page and server, today and after an undo, come to the same.
 */
export function openHardPart(
  problem: RuleProblem,
  options: readonly number[],
  { port, effort = port === undefined ? EFFORT_ALONE : EFFORT }: HardPartOptions = {}
): HardPart {
  const part = createPart(problem, options)
  const { offsets, encoding } = part
  const settling = createSettling(part)
  const optimum = once(() => createOptimum(problem, options))
  const bounds = once(() => createBounds(part))
  const listeners = new Set<() => void>()
  const kept = new Map<string, Kept>()
  let jobs = 0
  /** Whose picks are being settled in the background. */
  let current: Kept | undefined
  /** Whose picks `settling` stands at. */
  let begun: Kept | undefined
  let helper = port
  let hasProblem = false
  let isSlicing = false

  if (port !== undefined) {
    port.onmessage = ({ data }) => hear(data as Findings)
    port.onerror = () => {
      helper = undefined
      if (current !== undefined) pursue(current)
    }
  }

  /** What is known under these picks; the first time, after some work. */
  function answerTo(picks: Picks): Kept {
    const own = Int32Array.from(offsets.subarray(1), (_, option) => pickOf(picks, option))
    const key = options.map((option) => own[option]).join()
    let known = kept.get(key)
    if (known === undefined) {
      known = { answer: new Int8Array(offsets.at(-1)!).fill(-1), picks: own, job: jobs++, isDone: false }
      begin(known)
      const limit = encoding.solver.effort() + effort
      while (encoding.solver.effort() < limit && !known.isDone) known.isDone = !settling.step()
    } else kept.delete(key)
    kept.set(key, known)
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
    if (!known.isDone && known !== current) pursue(known)
    return known
  }

  function pursue(known: Kept) {
    current = known
    if (helper !== undefined) {
      if (!hasProblem) helper.postMessage({ problem, options } satisfies Question)
      hasProblem = true
      helper.postMessage({ job: known.job, picks: known.picks } satisfies Question)
    } else if (listeners.size > 0) wait()
  }

  function begin(known: Kept) {
    begun = known
    settling.begin(known.picks, known.answer)
  }

  function wait() {
    if (isSlicing) return
    isSlicing = true
    setTimeout(slice)
  }

  /** In the page itself, and only while someone wants to hear of it. */
  function slice() {
    isSlicing = false
    if (current === undefined || listeners.size === 0) return
    // Another question may have come in between.
    if (begun !== current) begin(current)
    const end = performance.now() + SLICE_MS
    while (!current.isDone && performance.now() < end) current.isDone = !settling.step()
    if (current.isDone) current = undefined
    else wait()
    tell()
  }

  function hear({ job, possible, ruledOut, models, isDone }: Findings) {
    models.forEach(settling.learn)
    for (const known of kept.values()) {
      if (known.job !== job) continue
      for (const value of possible) known.answer[value] = 1
      for (const value of ruledOut) known.answer[value] = 0
      known.isDone = isDone
    }
    if (isDone && current?.job === job) current = undefined
    if (isDone || possible.length + ruledOut.length > 0) tell()
  }

  /** A design found before, for when a search for the cheapest finds none in time. */
  function known(costs: Float64Array): Model | undefined {
    return settling.pool.find((model) =>
      options.every((option, i) => costs[offsets[option]! + model[i]!] !== Infinity)
    )
  }

  function tell() {
    for (const listener of listeners) listener()
  }

  return {
    options,
    possible(picks, answer) {
      const known = answerTo(picks).answer
      for (const option of options)
        for (let at = offsets[option]!; at < offsets[option + 1]!; at++) answer[at] = known[at]!
    },
    contradicts(picks) {
      const keeps = (model: Model) =>
        options.every((option, i) => pickOf(picks, option) < 0 || pickOf(picks, option) === model[i])
      if (settling.pool.some(keeps)) return false
      const outcome = encoding.solver.solve(part.assumptions(picks), CONFLICTS)
      if (outcome < 0) return undefined
      if (outcome === 1) settling.learn(Uint16Array.from(options, encoding.valueOf))
      return outcome === 0
    },
    cheapest(costs, selection) {
      const { model = known(costs) } = optimum()(costs)
      if (model === undefined || model === false) return model
      settling.learn(model)
      options.forEach((option, i) => (selection[option] = model[i]!))
      return true
    },
    bounds: (picks, costs, least, greatest) => bounds()(picks, answerTo(picks).answer, costs, least, greatest),
    subscribe(listener) {
      listeners.add(listener)
      if (current !== undefined && helper === undefined) pursue(current)
      return () => listeners.delete(listener)
    },
  }
}
