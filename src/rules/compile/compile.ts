import { gzipSync } from 'node:zlib'
import { base64url, ToileError } from '../../ground/index.ts'
import type { CompiledRules } from '../compiled.ts'
import type { CompileReport, RuleProblem } from '../types.ts'
import { bytesOf, type CompiledPart } from './bytes.ts'
import { smallestDiagram } from './portfolio.ts'
import { presolve } from './presolve.ts'
import { reportOf } from './report.ts'
import { partsOf } from './variables.ts'

export interface CompileLimits {
  /** Remainders of the rules that may be kept in mind. */
  readonly states: number
  /** For all diagrams together. */
  readonly ms: number
  /** Of the diagram, compressed. */
  readonly gzipBytes: number
}

export interface CompileProgress {
  /** Met so far, without walks that were given up. */
  readonly states: number
  /** Share of the variables whose part is done, 0 to 1: the last part is mostly the large one. */
  readonly share: number
}

export interface CompileOptions {
  /** Options shown to a customer; the rest, last in the list, are hidden. All by default. */
  readonly visible?: number
  readonly limits?: Partial<CompileLimits>
  readonly onProgress?: (progress: CompileProgress) => void
  readonly signal?: AbortSignal
}

const LIMITS: CompileLimits = { states: 2_000_000, ms: 20_000, gzipBytes: 4_000_000 }

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
  options.signal?.throwIfAborted()
  const presolved = presolve(problem)
  let met = 0
  let done = 0
  // Presolving bounds itself, by work; the time limit is for the diagrams.
  const walking = performance.now()
  const goOn = (states: number) => {
    options.signal?.throwIfAborted()
    options.onProgress?.({ states: met + states, share: done / presolved.sizes.length })
    return performance.now() - walking < limits.ms
  }
  let satisfiable = presolved.satisfiable
  let parts: CompiledPart[] = []
  // Small parts first: what is easy stays exact whatever becomes of the rest.
  const open = satisfiable ? partsOf(presolved).sort((a, b) => a.variables.length - b.variables.length) : []
  for (const part of open) {
    const diagram = smallestDiagram(part, { states: limits.states - met, goOn })
    parts.push({ part, diagram })
    met += diagram?.states ?? 0
    done += part.variables.length
    satisfiable = diagram?.size !== 0
    if (!satisfiable) break
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
