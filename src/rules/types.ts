/**
 * The rules engine's contract: finite-domain options, rules that say which values go together, additive integer
 * costs. Everything is by index; ids are for reports. It knows nothing of garments or money.
 */
export interface RuleOption {
  readonly id: string
  readonly values: readonly string[]
}

export type Constraint =
  /** The values of `scope` must be one of the rows. */
  | {
      readonly type: 'table'
      readonly id: string
      readonly scope: readonly number[]
      readonly tuples: readonly (readonly number[])[]
    }
  /** At least one option has one of its listed values. */
  | {
      readonly type: 'clause'
      readonly id: string
      readonly lits: readonly (readonly [option: number, values: readonly number[]])[]
    }
  /** How many of the literals hold lies within [least, most]. */
  | {
      readonly type: 'count'
      readonly id: string
      readonly lits: readonly (readonly [option: number, values: readonly number[]])[]
      readonly least: number
      readonly most: number
    }

export interface RuleProblem {
  readonly options: readonly RuleOption[]
  readonly constraints: readonly Constraint[]
}

/** Value index per option; -1 where the customer has not picked. */
export type Picks = Int32Array

/** `unknown` never occurs while `exact` is true. */
export type ChoiceState = 'yes' | 'no' | 'unknown'

/** A smallest change: the picks to alter, with their new value, and the whole valid selection that follows from it. */
export interface Repair {
  readonly changes: readonly (readonly [option: number, value: number])[]
  readonly selection: Int32Array
}

export interface Conflict {
  /** Options whose picks together rule the value out: subset-minimal, in option order. */
  readonly picks: readonly number[]
  /**
   * Ids of the constraints that, with those picks, do it: subset-minimal. Several constraints may carry one authored
   * rule's id.
   */
  readonly rules: readonly string[]
}

/**
 * The runtime: the same in the page and on the server. `offsets[o] + v` is the absolute index of value v of option o.
 */
export interface Rules {
  readonly options: readonly RuleOption[]
  readonly offsets: Int32Array
  /** False when the problem outgrew the diagram's limits: answers may then be `unknown`. */
  readonly exact: boolean
  /**
   * Per absolute value: 1 possible, 0 not, -1 unknown. A picked option's alternatives are answered as if that option
   * were free.
   */
  possible(picks: Picks): Int8Array
  /** Number of designs that keep the picks; -1 when unknown (only while not `exact`). */
  count(picks: Picks): bigint
  /**
   * Cheapest valid selection that keeps the picks; `costs` per absolute value, integers; null when the picks
   * contradict. Ties: lowest value index in option order. While not `exact`: some valid selection, as cheap as a
   * short search finds, or null when it finds none.
   */
  complete(picks: Picks, costs: Float64Array): Int32Array | null
  /**
   * Per absolute value, the least and greatest total cost of a valid selection that has it and keeps the picks:
   * Infinity and -Infinity where none. While not `exact`, bounds that no valid selection leaves but may not reach.
   */
  bounds(
    picks: Picks,
    costs: Float64Array
  ): { least: Float64Array; greatest: Float64Array; total: { least: number; greatest: number } }
  /**
   * Why `value` of `option` is not possible with these picks (the option's own pick left aside); null when it is
   * possible.
   */
  explain(picks: Picks, option: number, value: number): Conflict | null
  /**
   * Smallest changes to the other picks that make the value possible, at most `limit` (default 3), fewest changes
   * first, then by `costs` of the resulting selection; no change set contains another. One repair without changes
   * when the value is possible as it is. Locked options never change. `weights` per option, whole numbers (default
   * 1): what changing its pick counts. Empty when no change helps.
   */
  repair(
    picks: Picks,
    option: number,
    value: number,
    options?: {
      readonly locked?: readonly number[]
      readonly costs?: Float64Array
      readonly weights?: Float64Array
      readonly limit?: number
    }
  ): readonly Repair[]
}

export interface CompileReport {
  readonly exact: boolean
  /** -1 when not known. */
  readonly designs: bigint
  /** Absolute values that no valid design has. */
  readonly dead: readonly number[]
  /** Options with a single possible value: [option, value]. */
  readonly forced: readonly (readonly [number, number])[]
  readonly nodes: number
  readonly compileMs: number
}
