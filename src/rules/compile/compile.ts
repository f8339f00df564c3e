import { gzipSync } from 'node:zlib'
import { base64url, ToileError } from '../../ground/index.ts'
import type { CompiledRules } from '../compiled.ts'
import type { CompileReport, RuleProblem } from '../types.ts'
import { automatonOf } from './automata.ts'
import { bytesOf, type CompiledPart } from './bytes.ts'
import { candidateTrees } from './order.ts'
import { presolve } from './presolve.ts'
import { reportOf } from './report.ts'
import { partsOf, type Part } from './variables.ts'
import { walk, type PartDiagram } from './walk.ts'

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

/** Rounds of growing state budgets: an order that fits a small one is not worth waiting for a large one. */
const ROUNDS = [1 / 100, 1 / 10, 1]

/** Once there is a diagram, other orders are tried while all walks together did less work than this: about a second. */
const WORK = 1_500_000

/**
 * Turns rules into the diagram that answers every question at once. The same problem gives the same bytes, whatever
 * the machine, as long as the time limit is not met.
 *
 * Parts that outgrow the limits are left out of the diagram and the report says `exact: false`: the runtime then
 * searches in them, and may not know.
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
  let parts: CompiledPart[] = []
  let satisfiable = presolved.satisfiable
  if (satisfiable)
    for (const part of partsOf(presolved)) {
      const diagram = smallestWalk(part, limits.states, goOn)
      parts.push({ part, diagram })
      if (diagram !== null && diagram.size === 0) satisfiable = false
    }
  const write = () => bytesOf(problem.options, presolved.owners, parts, satisfiable)
  let bytes = write()
  let gzipBytes = gzipSync(bytes).length
  while (satisfiable && gzipBytes > limits.gzipBytes && parts.some(({ diagram }) => diagram !== null)) {
    parts = withoutLargest(parts)
    bytes = write()
    gzipBytes = gzipSync(bytes).length
  }
  const report = reportOf(problem, presolved.owners, parts, satisfiable)
  const empty = problem.options.length > 0 && report.hard.length === problem.options.length
  return {
    compiled: {
      format: 'toile.rules/2',
      problem,
      visible: options.visible ?? problem.options.length,
      diagram: empty ? '' : base64url(bytes),
      designs: report.designs < 0n ? '' : String(report.designs),
    },
    report: { ...report, gzipBytes: empty ? 0 : gzipBytes, compileMs: performance.now() - began },
  }
}

function withoutLargest(parts: readonly CompiledPart[]): CompiledPart[] {
  let largest = 0
  parts.forEach(({ diagram }, i) => {
    if ((diagram?.size ?? -1) > (parts[largest]!.diagram?.size ?? -1)) largest = i
  })
  return parts.map((own, i) => (i === largest ? { part: own.part, diagram: null } : own))
}

function smallestWalk(part: Part, states: number, goOn: (states: number) => boolean): PartDiagram | null {
  const { sizes, rules } = part
  const live = sizes.map((size) => new Uint8Array(size).fill(1))
  const trees = candidateTrees(part)
  const meter = { work: 0 }
  for (const share of ROUNDS) {
    let smallest: PartDiagram | null = null
    for (const { parent } of trees) {
      if (smallest !== null && meter.work > WORK) return smallest
      const depth = depthsOf(parent)
      const automata = rules.map((rule) => automatonOf(rule, live, depth))
      const attempt = (domainKeys: boolean): PartDiagram | null => {
        const budget: number = smallest === null ? states * share : Math.min(states * share, 1.5 * smallest.states)
        return walk(live, automata, parent, domainKeys, { states: budget, goOn, meter })
      }
      // Both keys lead to the same diagram of a tree; now and then only the cheaper ones get there.
      const found: PartDiagram | null = attempt(true) ?? (smallest === null ? attempt(false) : null)
      if (found !== null && (smallest === null || found.size < smallest.size)) smallest = found
    }
    if (smallest !== null || !goOn(0)) return smallest
  }
  return null
}

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
