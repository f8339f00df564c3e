import type { RuleProblem } from './types.ts'

/**
 * Rules as they travel in a compiled template: plain JSON. The diagram is base64url of the compiler's bytes; empty
 * when it outgrew the limits.
 */
export interface CompiledRules {
  readonly format: 'toile.rules/1'
  /** Options and values by id, then the constraints: explanations test them one by one. Hidden options come last. */
  readonly problem: RuleProblem
  readonly visible: number
  readonly diagram: string
  /** Number of valid designs in decimal; empty when not known. */
  readonly designs: string
}
