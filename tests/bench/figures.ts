import type { RuleProblem } from '../../src/rules/index.ts'

/** One instance's figures, in the order they are printed; null where nothing is known. Medians, in ms. */
export interface Figures {
  readonly instance: string
  readonly options: number
  readonly values: number
  designs: string | null
  compileMs: number | null
  nodes: number | null
  /** Of the diagram alone, compressed. */
  gzipBytes: number | null
  clickMedianMs: number | null
  clickP95Ms: number | null
  explainMedianMs: number | null
  repairMedianMs: number | null
  /** Of rank and unrank the slower, after the one pass that counts. */
  rankMedianMs: number | null
  /** Characters of a complete design's code, template version and check characters left out. */
  codeChars: number | null
  exact: boolean
  checks: number
  mismatches: number
  peakMb: number | null
  /** Numbers that a pass over the diagram reads. */
  ints: number | null
  /** Of the picks of one walk, in the same sense. */
  partialCodeChars: number | null
  /** How many times longer `logic-solver` takes for the possible values alone; null where it gives up. */
  logicSolverRatio: number | null
  /** Searched for without a diagram: every value of one option, at the option that takes longest. */
  fallbackOptionMs: number | null
  /** The same for every value of every option. */
  fallbackAllMs: number | null
  /** Values that stay unknown then. */
  fallbackUnknown: number | null
}

export function figures(instance: string, { options }: RuleProblem): Figures {
  return {
    instance,
    options: options.length,
    values: options.reduce((sum, { values }) => sum + values.length, 0),
    designs: null,
    compileMs: null,
    nodes: null,
    gzipBytes: null,
    clickMedianMs: null,
    clickP95Ms: null,
    explainMedianMs: null,
    repairMedianMs: null,
    rankMedianMs: null,
    codeChars: null,
    exact: false,
    checks: 0,
    mismatches: 0,
    peakMb: null,
    ints: null,
    partialCodeChars: null,
    logicSolverRatio: null,
    fallbackOptionMs: null,
    fallbackAllMs: null,
    fallbackUnknown: null,
  }
}
