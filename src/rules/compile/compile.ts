import { gzipSync } from 'node:zlib'
import { base64url, ToileError } from '../../ground/index.ts'
import type { CompiledRules } from '../compiled.ts'
import type { CompileReport, RuleProblem } from '../types.ts'
import { bytesOf, type CompiledPart } from './bytes.ts'
import { createContest, type Allowance } from './portfolio.ts'
import { presolve, searched } from './presolve.ts'
import { reportOf } from './report.ts'
import { partsOf, type Presolved } from './variables.ts'

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
  let presolved = presolve(problem)
  // Presolving bounds itself, by work; the time limit is for the diagrams.
  const walking = performance.now()
  let shown = 0
  const goOn = (states: number, share: number) => {
    options.signal?.throwIfAborted()
    options.onProgress?.({ states, share: (shown = Math.max(shown, share)) })
    return performance.now() - walking < limits.ms
  }
  const begun = diagramsOf(presolved, limits.states, goOn, () => {
    const before = presolved
    presolved = searched(before)
    return presolved !== before
  })
  let parts = begun ?? diagramsOf(presolved, limits.states, goOn, () => false)!
  const satisfiable = presolved.satisfiable && parts.every(({ diagram }) => diagram?.size !== 0)
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

/**
 * The diagrams of all parts, until one has no design. Before the first that takes much work it asks to search; null
 * when that changed something.
 */
function diagramsOf(
  presolved: Presolved,
  states: number,
  goOn: (states: number, share: number) => boolean,
  search: () => boolean
): CompiledPart[] | null {
  if (!presolved.satisfiable) return []
  // Small parts first: what is easy stays exact whatever becomes of the rest.
  const open = partsOf(presolved).sort((a, b) => a.variables.length - b.variables.length)
  const parts: CompiledPart[] = []
  let isSearched = false
  let met = 0
  let done = 0
  for (const part of open) {
    const contest = createContest(part)
    const allowance: Allowance = {
      states: states - met,
      goOn: (more) => goOn(met + more, done / presolved.sizes.length),
    }
    if (contest.begin(allowance) === null && !isSearched) {
      isSearched = true
      if (search()) return null
    }
    const diagram = contest.finish(allowance)
    parts.push({ part, diagram })
    met += diagram?.states ?? 0
    done += part.variables.length
    if (diagram?.size === 0) break
  }
  return parts
}

function withoutLargest(parts: readonly CompiledPart[]): CompiledPart[] {
  let largest = 0
  parts.forEach(({ diagram }, i) => {
    if ((diagram?.size ?? -1) > (parts[largest]!.diagram?.size ?? -1)) largest = i
  })
  return parts.map((own, i) => (i === largest ? { part: own.part, diagram: null } : own))
}
