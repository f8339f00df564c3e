/**
 * A condition over options: what a rule says, whichever file it comes from. Options and values are indexes into a
 * `Draft`.
 */
export type Formula =
  | boolean
  /** The option has one of these values; ascending, neither none nor all of them. */
  | Is
  | { readonly op: 'not'; readonly of: Formula }
  | { readonly op: 'and' | 'or'; readonly of: readonly Formula[] }
  /** Where the first holds, the second does. */
  | { readonly op: 'implies'; readonly of: readonly [Formula, Formula] }
  | { readonly op: 'equal'; readonly of: readonly [Formula, Formula] }
  /** So many of these hold, at least and at most; `most` may be Infinity. */
  | { readonly op: 'count'; readonly of: readonly Formula[]; readonly least: number; readonly most: number }

export interface Is {
  readonly op: 'is'
  readonly option: number
  readonly values: readonly number[]
}

/** The condition that the option has one of the values; false for none of them, true for all `size` of them. */
export function isOneOf(option: number, values: readonly number[], size: number): Formula {
  if (values.length === 0) return false
  if (values.length === size) return true
  return { op: 'is', option, values: values.toSorted((a, b) => a - b) }
}

export const not = (formula: Formula): Formula =>
  typeof formula === 'boolean' ? !formula : formula.op === 'not' ? formula.of : { op: 'not', of: formula }

export function and(parts: readonly Formula[]): Formula {
  if (parts.includes(false)) return false
  const open = parts.filter((part) => part !== true)
  return open.length < 2 ? (open[0] ?? true) : { op: 'and', of: open }
}

export function or(parts: readonly Formula[]): Formula {
  if (parts.includes(true)) return true
  const open = parts.filter((part) => part !== false)
  return open.length < 2 ? (open[0] ?? false) : { op: 'or', of: open }
}

export function implies(condition: Formula, consequence: Formula): Formula {
  if (condition === true || consequence === true) return consequence
  if (condition === false) return true
  return consequence === false ? not(condition) : { op: 'implies', of: [condition, consequence] }
}

export function equal(a: Formula, b: Formula): Formula {
  if (typeof a === 'boolean') return a ? b : not(b)
  if (typeof b === 'boolean') return b ? a : not(a)
  return { op: 'equal', of: [a, b] }
}

export function count(parts: readonly Formula[], least: number, most: number): Formula {
  const sure = parts.filter((part) => part === true).length
  const open = parts.filter((part) => typeof part !== 'boolean')
  const [low, high] = [Math.max(0, least - sure), Math.min(open.length, most - sure)]
  if (low > high) return false
  if (low === 0 && high === open.length) return true
  if (high === 0) return and(open.map(not))
  if (low === open.length) return and(open)
  if (low === 1 && high === open.length) return or(open)
  return { op: 'count', of: open, least: low, most: high }
}

/** The same formula with each condition on an option replaced, and simplified where that settles parts of it. */
export function mapped(formula: Formula, replace: (is: Is) => Formula): Formula {
  if (typeof formula === 'boolean') return formula
  switch (formula.op) {
    case 'is':
      return replace(formula)
    case 'not':
      return not(mapped(formula.of, replace))
    case 'and':
      return and(formula.of.map((part) => mapped(part, replace)))
    case 'or':
      return or(formula.of.map((part) => mapped(part, replace)))
    case 'implies':
      return implies(mapped(formula.of[0], replace), mapped(formula.of[1], replace))
    case 'equal':
      return equal(mapped(formula.of[0], replace), mapped(formula.of[1], replace))
    case 'count':
      return count(
        formula.of.map((part) => mapped(part, replace)),
        formula.least,
        formula.most
      )
  }
}
