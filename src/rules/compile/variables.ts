/** A rule over variables: they are distinct and open, and it is not satisfied anyway. */
export type Rule =
  | { readonly type: 'table'; readonly scope: readonly number[]; readonly rows: readonly (readonly number[])[] }
  /**
   * The weights of the chosen values sum to [least, most]. A clause is a count of at least one with weights 0 and 1.
   * `weights[i][v]` is for value v of variable `scope[i]`.
   */
  | {
      readonly type: 'count'
      readonly scope: readonly number[]
      readonly weights: readonly (readonly number[])[]
      readonly least: number
      readonly most: number
    }

/** How an option hangs on what the compiler decides. */
export type Owner =
  | { readonly kind: 'fixed'; readonly value: number }
  /** `values[v]` is the option's value when the variable has value v. */
  | { readonly kind: 'variable'; readonly variable: number; readonly values: readonly number[] }

/**
 * A problem made small: variables with dense values 0..size-1, each of which single rules leave possible. Every valid
 * design is one assignment of the variables and the other way round.
 */
export interface Presolved {
  readonly sizes: readonly number[]
  readonly rules: readonly Rule[]
  /** Per option of the problem. */
  readonly owners: readonly Owner[]
  /** False when it is already clear that no design is valid. */
  readonly satisfiable: boolean
}
