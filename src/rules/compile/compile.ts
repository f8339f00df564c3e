import { gzipSync } from 'node:zlib'
import { base64url, ToileError } from '../../ground/index.ts'
import type { CompiledRules } from '../compiled.ts'
import { FORMAT } from '../diagram.ts'
import { loadRules } from '../load.ts'
import { offsetsOf } from '../oracle.ts'
import type { CompileReport, RuleProblem } from '../types.ts'
import { automatonOf } from './automata.ts'
import { candidateTrees } from './order.ts'
import { presolve, type Presolved } from './presolve.ts'
import { walk, type Walk } from './walk.ts'

export interface CompileLimits {
  /** Remainders of the rules that may be kept in mind. */
  readonly states: number
  readonly ms: number
  /** Of the diagram, compressed. */
  readonly gzipBytes: number
}

export interface CompileOptions {
  /** Options shown to a customer; the rest, last in the list, are hidden. All by default. */
  readonly visible?: number
  readonly limits?: Partial<CompileLimits>
  readonly onProgress?: (progress: { readonly states: number }) => void
  readonly signal?: AbortSignal
}

const LIMITS: CompileLimits = { states: 2_000_000, ms: 20_000, gzipBytes: 4_000_000 }
const TRIES = 8

/** Rounds of growing state budgets: an order that fits a small one is not worth waiting for a large one. */
const ROUNDS = [1 / 100, 1 / 10, 1]

/** Once there is a diagram, other orders are tried while all walks together did less work than this: about a second. */
const WORK = 1_500_000

/**
 * Turns rules into the diagram that answers every question at once. The same problem gives the same bytes, whatever
 * the machine, as long as the time limit is not met.
 *
 * Beyond the limits the diagram is left out and the report says `exact: false`: the runtime then searches, and may
 * not know.
 *
 * @throws {ToileError} `rules/bad-problem` when a rule names an option or value that is not there; the signal's
 * reason when cancelled.
 */
export function compileRules(
  problem: RuleProblem,
  options: CompileOptions = {}
): { compiled: CompiledRules; report: CompileReport } {
  const began = performance.now()
  const limits = { ...LIMITS, ...options.limits }
  if (problem.options.length >= 65_535)
    throw new ToileError('rules/bad-problem', `expected fewer than 65,535 options, got ${problem.options.length}.`)
  const presolved = presolve(problem)
  const goOn = (states: number) => {
    options.signal?.throwIfAborted()
    options.onProgress?.({ states })
    return performance.now() - began < limits.ms
  }
  const smallest = smallestWalk(presolved, limits.states, goOn)
  const bytes = smallest === null ? null : bytesOf(smallest)
  const exact = bytes !== null && gzipSync(bytes).length <= limits.gzipBytes
  const visible = options.visible ?? problem.options.length
  const compiled = {
    format: 'toile.rules/1',
    problem,
    visible,
    diagram: exact ? base64url(bytes) : '',
    designs: '',
  } as const
  const { designs, isPossible } = exact ? exactAnswers(compiled) : roughAnswers(presolved)
  return {
    compiled: { ...compiled, designs: exact ? String(designs) : '' },
    report: {
      exact,
      designs,
      ...deadAndForced(problem, isPossible),
      nodes: exact ? smallest!.nodes.reduce((sum, own) => sum + own.length, 0) : 0,
      compileMs: performance.now() - began,
    },
  }
}

interface Answers {
  readonly designs: bigint
  readonly isPossible: (option: number, value: number) => boolean
}

/** From the runtime itself, so that the report cannot say other than the page. */
function exactAnswers(compiled: CompiledRules): Answers {
  const rules = loadRules(compiled)
  const noPicks = new Int32Array(rules.options.length).fill(-1)
  const possible = rules.possible(noPicks)
  return {
    designs: rules.count(noPicks),
    isPossible: (option, value) => possible[rules.offsets[option]! + value] === 1,
  }
}

const roughAnswers = ({ live }: Presolved): Answers => ({
  designs: -1n,
  isPossible: (option, value) => live[option]![value] === 1,
})

function smallestWalk(presolved: Presolved, states: number, goOn: (states: number) => boolean): Walk | null {
  const { live, rules, satisfiable } = presolved
  if (!satisfiable) return emptyWalk(live.length)
  const trees = candidateTrees(
    live.map((values) => values.reduce((sum, on) => sum + on, 0)),
    rules.map(({ scope }) => scope),
    TRIES
  )
  const meter = { work: 0 }
  for (const share of ROUNDS) {
    let smallest: Walk | null = null
    for (const { parent } of trees) {
      if (smallest !== null && meter.work > WORK) return smallest
      const depth = depthsOf(parent)
      const automata = rules.map((rule) => automatonOf(rule, live, depth))
      const attempt = (domainKeys: boolean): Walk | null => {
        const budget: number = smallest === null ? states * share : Math.min(states * share, 1.5 * smallest.states)
        return walk(live, automata, parent, domainKeys, { states: budget, goOn, meter })
      }
      // Both keys lead to the same diagram of a tree; now and then only the cheaper ones get there.
      const found: Walk | null = attempt(true) ?? (smallest === null ? attempt(false) : null)
      if (found !== null && (smallest === null || found.size < smallest.size)) smallest = found
    }
    if (smallest !== null || !goOn(0)) return smallest
  }
  return null
}

const emptyWalk = (count: number): Walk => ({
  parent: new Int32Array(count).fill(-1),
  order: Int32Array.from({ length: count }, (_, option) => option),
  children: Array.from({ length: count }, () => []),
  nodes: Array.from({ length: count }, () => []),
  states: 0,
  size: 0,
})

function depthsOf(parent: Int32Array): Int32Array {
  const depth = new Int32Array(parent.length).fill(-1)
  for (let option = 0; option < parent.length; option++) {
    const path: number[] = []
    let at = option
    for (; at >= 0 && depth[at]! < 0; at = parent[at]!) path.push(at)
    let below = at < 0 ? 0 : depth[at]! + 1
    for (const x of path.reverse()) depth[x] = below++
  }
  return depth
}

/**
 * Base-128 numbers: format, options, each option's parent + 1; then children first each option's nodes: edges, value
 * gaps, child numbers.
 */
function bytesOf({ parent, order, children, nodes }: Walk): Uint8Array {
  const bytes: number[] = []
  const put = (number: number) => {
    let rest = number
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
    bytes.push(rest)
  }
  put(FORMAT)
  put(parent.length)
  for (const above of parent) put(above + 1)
  for (const option of order) {
    const step = 1 + children[option]!.length
    put(nodes[option]!.length)
    for (const edges of nodes[option]!) {
      put(edges.length / step)
      let before = -1
      edges.forEach((entry, i) => {
        put(i % step === 0 ? entry - before - 1 : entry)
        if (i % step === 0) before = entry
      })
    }
  }
  return Uint8Array.from(bytes)
}

function deadAndForced({ options }: RuleProblem, isPossible: Answers['isPossible']) {
  const offsets = offsetsOf(options)
  const dead: number[] = []
  const forced: [number, number][] = []
  options.forEach(({ values }, option) => {
    const possible: number[] = []
    values.forEach((_, value) => {
      if (isPossible(option, value)) possible.push(value)
      else dead.push(offsets[option]! + value)
    })
    if (possible.length === 1) forced.push([option, possible[0]!])
  })
  return { dead, forced }
}
