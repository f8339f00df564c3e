import type { Picks, RuleProblem } from '../types.ts'
import { createPart } from './part.ts'
import { createSettling } from './settling.ts'

/**
 * Settles every value of the options under some picks, in one go and however long it takes: for benchmarks and
 * reports. Per absolute value 1 possible, 0 not, -1 given up; alternatives of picked options as if these were free.
 *
 * @example settled(problem, problem.options.map((_, option) => option)) // all (option, value) pairs
 */
export function settled(
  problem: RuleProblem,
  options: readonly number[],
  picks: Picks = new Int32Array(problem.options.length).fill(-1)
): Int8Array {
  const part = createPart(problem, options)
  const answer = new Int8Array(part.offsets.at(-1)!).fill(-1)
  const settling = createSettling(part)
  settling.begin(picks, answer)
  while (settling.step());
  return answer
}
