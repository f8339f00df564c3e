/**
 * A condition as the rules engine can take it: which options have which values, joined by "all of", "any of" and
 * counting. Options and values by index; `values` ascend, and are some of the option's values but not all.
 */
export type Formula =
  | { readonly kind: 'is'; readonly option: number; readonly values: readonly number[] }
  /** All of nothing is true. */
  | { readonly kind: 'all'; readonly parts: readonly Formula[] }
  /** Any of nothing is false. */
  | { readonly kind: 'any'; readonly parts: readonly Formula[] }
  /** How many of the parts hold lies within [least, most]; a part may stand in it several times. */
  | { readonly kind: 'count'; readonly parts: readonly Formula[]; readonly least: number; readonly most: number }
  /**
   * What can only be tried out, on every combination of the options it speaks of. It `fails` when some combination is
   * what CEL calls an error: a division by zero, say.
   */
  | { readonly kind: 'tried'; readonly scope: readonly number[]; readonly holds: Holds; readonly fails: boolean }

/** `values` in the order of the scope. @throws what CEL calls an error. */
export type Holds = (values: readonly number[]) => boolean

export const TRUE: Formula = { kind: 'all', parts: [] }
export const FALSE: Formula = { kind: 'any', parts: [] }

export const isTrue = (formula: Formula): boolean => formula.kind === 'all' && formula.parts.length === 0
export const isFalse = (formula: Formula): boolean => formula.kind === 'any' && formula.parts.length === 0

/** Makes formulas over options of these sizes; the simple cases come out simple. */
export interface Formulas {
  is(option: number, values: readonly number[]): Formula
  all(parts: readonly Formula[]): Formula
  any(parts: readonly Formula[]): Formula
  count(parts: readonly Formula[], least: number, most: number): Formula
  tried(scope: readonly number[], holds: Holds, fails?: boolean): Formula
  not(formula: Formula): Formula
  sizeOf(option: number): number
}

export function formulasOver(sizeOf: (option: number) => number): Formulas {
  const is: Formulas['is'] = (option, values) => {
    if (values.length === 0) return FALSE
    return values.length === sizeOf(option) ? TRUE : { kind: 'is', option, values }
  }

  const complement = (option: number, values: readonly number[]): readonly number[] => {
    const listed = new Set(values)
    return Array.from({ length: sizeOf(option) }, (_, value) => value).filter((value) => !listed.has(value))
  }

  /** `all` and `any` are each other's mirror: what speaks of one option becomes one statement about it. */
  function join(kind: 'all' | 'any', parts: readonly Formula[]): Formula {
    const [neutral, final] = kind === 'all' ? [isTrue, isFalse] : [isFalse, isTrue]
    const perOption = new Map<number, readonly number[]>()
    const rest: Formula[] = []
    for (const part of parts.flatMap((each) => (each.kind === kind ? each.parts : [each]))) {
      if (final(part)) return part
      if (part.kind !== 'is') {
        if (!neutral(part)) rest.push(part)
        continue
      }
      const before = perOption.get(part.option)
      perOption.set(part.option, before ? merged(kind, before, part.values) : part.values)
    }
    const statements = [...perOption].map(([option, values]) => is(option, values))
    const contradicted = statements.find(final)
    if (contradicted) return contradicted
    const joined = [...statements, ...rest]
    return joined.length === 1 ? joined[0]! : { kind, parts: joined }
  }

  const all: Formulas['all'] = (parts) => join('all', parts)
  const any: Formulas['any'] = (parts) => join('any', parts)

  const count: Formulas['count'] = (given, low, high) => {
    const certain = given.filter(isTrue).length
    const parts = given.filter((part) => !isTrue(part) && !isFalse(part))
    const least = Math.max(0, low - certain)
    const most = Math.min(parts.length, high - certain)
    if (least > most) return FALSE
    if (least === 0 && most === parts.length) return TRUE
    if (least === parts.length) return all(parts)
    if (most === 0) return all(parts.map(not))
    if (least === 1 && most === parts.length) return any(parts)
    if (least === 0 && most === parts.length - 1) return any(parts.map(not))
    return { kind: 'count', parts, least, most }
  }

  function not(formula: Formula): Formula {
    switch (formula.kind) {
      case 'is':
        return is(formula.option, complement(formula.option, formula.values))
      case 'all':
        return any(formula.parts.map(not))
      case 'any':
        return all(formula.parts.map(not))
      case 'count': {
        const { parts, least, most } = formula
        return any([count(parts, 0, least - 1), count(parts, most + 1, parts.length)])
      }
      case 'tried':
        return { ...formula, holds: (values) => !formula.holds(values) }
    }
  }

  /** Over one option or none, trying out says what it is. */
  const tried: Formulas['tried'] = (scope, holds, fails = false) => {
    if (scope.length > 1 || fails) return { kind: 'tried', scope, holds, fails }
    const [option] = scope
    if (option === undefined) return holds([]) ? TRUE : FALSE
    return is(
      option,
      complement(option, []).filter((value) => holds([value]))
    )
  }

  return { is, all, any, count, tried, not, sizeOf }
}

function merged(kind: 'all' | 'any', a: readonly number[], b: readonly number[]): readonly number[] {
  if (kind === 'any') return [...new Set([...a, ...b])].toSorted((x, y) => x - y)
  const listed = new Set(b)
  return a.filter((value) => listed.has(value))
}

/** Every option the formula speaks of, ascending. */
export function scopeOf(formula: Formula): readonly number[] {
  const seen = new Set<number>()
  const pending = [formula]
  for (let part = pending.pop(); part; part = pending.pop())
    if (part.kind === 'is') seen.add(part.option)
    else if (part.kind === 'tried') for (const option of part.scope) seen.add(option)
    else pending.push(...part.parts)
  return [...seen].toSorted((a, b) => a - b)
}

/** Whether some part of it fails for some choices: it cannot be taken apart then, for what stands beside may save it. */
export function mayFail(formula: Formula): boolean {
  if (formula.kind === 'is') return false
  return formula.kind === 'tried' ? formula.fails : formula.parts.some(mayFail)
}

/**
 * Whether it holds where `valueOf` says which value an option has. As in CEL, what fails is passed over where another
 * part decides alone (language definition, "Logical Operators").
 */
export function holdsAt(formula: Formula, valueOf: (option: number) => number): boolean {
  switch (formula.kind) {
    case 'is':
      return formula.values.includes(valueOf(formula.option))
    case 'all':
      return !decides(formula.parts, false, valueOf)
    case 'any':
      return decides(formula.parts, true, valueOf)
    case 'count': {
      const holding = formula.parts.filter((part) => holdsAt(part, valueOf)).length
      return holding >= formula.least && holding <= formula.most
    }
    case 'tried':
      return formula.holds(formula.scope.map(valueOf))
  }
}

/** Whether any of the parts is `wanted`. */
function decides(parts: readonly Formula[], wanted: boolean, valueOf: (option: number) => number): boolean {
  let failure: { readonly error: unknown } | null = null
  for (const part of parts)
    try {
      if (holdsAt(part, valueOf) === wanted) return true
    } catch (error) {
      failure ??= { error }
    }
  if (failure) throw failure.error
  return false
}

/** The formula as a question about the options of a scope that holds all it speaks of. */
export function holdsOver(formula: Formula, scope: readonly number[]): Holds {
  const place = new Map(scope.map((option, at) => [option, at]))
  return (values) => holdsAt(formula, (option) => values[place.get(option)!]!)
}
