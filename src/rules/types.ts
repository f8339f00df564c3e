import type { Diagram } from './diagram.ts'

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
 * What the rules say of one state of the picks. The arrays are the runtime's own and are written anew by the next
 * question: copy what is to be kept. Per absolute value.
 */
export interface Answer {
  /** 1 possible, 0 not, -1 unknown. A picked option's other values are answered as if that option were free. */
  readonly possible: Int8Array
  /** Least and greatest total cost of a design with the value, in the same sense; Infinity and -Infinity where none. */
  readonly least: Float64Array
  readonly greatest: Float64Array
  /**
   * How many designs keep all picks and have the value: exact below 2^53, about right above, -1 when unknown. So it
   * is 0 for a picked option's other values.
   */
  readonly designs: Float64Array
  readonly total: { least: number; greatest: number; designs: number }
}

/**
 * The runtime: the same in the page and on the server. `offsets[o] + v` is the absolute index of value v of option o.
 *
 * Costs are whole numbers per absolute value; Infinity forbids a value. `rules/cost-overflow` is thrown where one is
 * no whole number or their sum could leave the exact integers (2^53).
 */
export interface Rules {
  readonly options: readonly RuleOption[]
  readonly offsets: Int32Array
  /** False when some part of the problem outgrew the diagram's limits: answers about it may then be `unknown`. */
  readonly exact: boolean
  /** Whether everything about this option is exact: it lies in a part that compiled. */
  isExact(option: number): boolean
  /**
   * All that a page shows after a click, in one go and without allocating: possible values, price bounds, designs
   * left. With a `budget`, values whose cheapest design costs more are not possible.
   */
  answer(picks: Picks, costs: Float64Array, budget?: number): Answer
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
   * Per absolute value, the least and greatest total cost of a valid selection that has it and keeps the picks; a
   * picked option's alternatives as if that option were free. Infinity and -Infinity where none. While not `exact`,
   * bounds that no valid selection leaves but may not reach.
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
   *
   * Picks that contradict (an old order, a sold design that breaks the rules) are repaired all the same.
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
  /** The diagram behind the exact answers, for ranks and codes; null when no part compiled. */
  readonly diagram: Diagram | null
  /** Hears that more became known of what the last questions left `unknown`. Gives the way to stop hearing. */
  subscribe(listener: () => void): () => void
}

/**
 * What answers for the options that no diagram covers; how is its own matter. Options and values are the whole
 * problem's; it looks only at its own options. Never wrong: what it cannot settle in a short time it leaves open.
 */
export interface HardPart {
  readonly options: readonly number[]
  /** Writes 1, 0 or -1 for its options' values, alternatives of picked ones as if these were free. */
  possible(picks: Picks, answer: Int8Array): void
  /** Whether no design keeps the picks; undefined when it cannot tell. */
  contradicts(picks: Picks): boolean | undefined
  /**
   * Writes a valid choice for its options, as cheap as a short search finds, and says true; false when there is none,
   * undefined when it cannot tell. Infinity forbids a value.
   */
  cheapest(costs: Float64Array, selection: Int32Array): boolean | undefined
  /** Writes bounds that no design leaves, alternatives of picked options as if these were free; gives those of all. */
  bounds(
    picks: Picks,
    costs: Float64Array,
    least: Float64Array,
    greatest: Float64Array
  ): { least: number; greatest: number }
  /** Hears that more became known; a worker may find out between two questions. */
  subscribe(listener: () => void): () => void
}

/** Opens the hard part of a problem; in a page this code is loaded only when a template has one. */
export type OpenHardPart = (problem: RuleProblem, options: readonly number[]) => HardPart

export interface CompileReport {
  readonly exact: boolean
  /** -1 when not known. */
  readonly designs: bigint
  /** Absolute values that no valid design has. */
  readonly dead: readonly number[]
  /** Options with a single possible value: [option, value]. */
  readonly forced: readonly (readonly [number, number])[]
  readonly nodes: number
  /** Bytes of the diagram, compressed. */
  readonly gzipBytes: number
  /** Options that outgrew the limits and are left to search; empty when `exact`. */
  readonly hard: readonly number[]
  /** Of each hard part the options that hang together most: where to look for the rule that makes it so. */
  readonly widest: readonly number[]
  /** The options that make the diagram large, heaviest first, with their share of its numbers in percent. */
  readonly heavy: readonly { readonly option: number; readonly percent: number }[]
  readonly compileMs: number
}
