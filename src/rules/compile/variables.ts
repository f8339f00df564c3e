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

/** At least one of some values must be chosen. */
export const isClause = (rule: Rule): rule is Rule & { type: 'count' } =>
  rule.type === 'count' &&
  rule.least === 1 &&
  rule.most === Infinity &&
  rule.weights.every((own) => own.every((weight) => weight === 0 || weight === 1))

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

/**
 * Variables and rules that have nothing to do with the rest: numbered from 0 by themselves, `variables[i]` is what i
 * is in the whole. Either one variable without rules, or several that rules connect.
 */
export interface Part {
  readonly variables: readonly number[]
  readonly sizes: readonly number[]
  readonly rules: readonly Rule[]
}

/** The independent parts, by their first variable. */
export function partsOf({ sizes, rules }: Pick<Presolved, 'sizes' | 'rules'>): Part[] {
  const leader = Int32Array.from(sizes, (_, variable) => variable)
  const find = (variable: number): number => {
    let at = variable
    while (leader[at] !== at) at = leader[at] = leader[leader[at]!]!
    return at
  }
  for (const { scope } of rules)
    for (const variable of scope) {
      const [a, b] = [find(scope[0]!), find(variable)]
      leader[Math.max(a, b)] = Math.min(a, b)
    }
  const parts: { variables: number[]; sizes: number[]; rules: Rule[] }[] = []
  const part = new Int32Array(sizes.length)
  const number = new Int32Array(sizes.length)
  sizes.forEach((size, variable) => {
    const first = find(variable)
    if (first === variable) part[variable] = parts.push({ variables: [], sizes: [], rules: [] }) - 1
    part[variable] = part[first]!
    const own = parts[part[variable]!]!
    number[variable] = own.variables.push(variable) - 1
    own.sizes.push(size)
  })
  for (const rule of rules)
    parts[part[rule.scope[0]!]!]!.rules.push({ ...rule, scope: rule.scope.map((variable) => number[variable]!) })
  return parts
}
