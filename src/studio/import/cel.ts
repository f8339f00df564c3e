import type { DraftOption } from './draft.ts'
import { not, type Formula, type Is } from './formula.ts'

/** How options and their values are called in expressions. */
export interface Ids {
  readonly options: readonly DraftOption[]
  readonly option: readonly string[]
  /** Per option and value; of steps, the numbers. */
  readonly value: readonly (readonly string[])[]
}

/** How tightly operators bind: what stands below another needs brackets inside it. */
const OR = 0
const AND = 1
const RELATION = 2
const UNARY = 3

/** The formula in the Common Expression Language, as a person would write it. */
export const celOf = (formula: Formula, ids: Ids): string => written(formula, OR, ids)

function written(formula: Formula, level: number, ids: Ids): string {
  const within = (own: number, text: string) => (own < level ? `(${text})` : text)
  if (typeof formula === 'boolean') return String(formula)
  switch (formula.op) {
    case 'is':
      return statement(formula, level, ids)
    case 'not': {
      const { of } = formula
      if (typeof of === 'object' && of.op === 'is') return statement(opposite(of, ids), level, ids)
      return within(UNARY, `!${written(of, UNARY + 1, ids)}`)
    }
    case 'and':
      return within(AND, formula.of.map((part) => written(part, AND, ids)).join(' && '))
    case 'or':
      return within(OR, formula.of.map((part) => written(part, OR, ids)).join(' || '))
    case 'implies':
      return written({ op: 'or', of: [not(formula.of[0]), formula.of[1]] }, level, ids)
    case 'equal':
      return within(RELATION, formula.of.map((part) => written(part, UNARY + 1, ids)).join(' == '))
    case 'count': {
      const call = `count(${formula.of.map((part) => written(part, OR, ids)).join(', ')})`
      const { of, least, most } = formula
      if (least === most) return within(RELATION, `${call} == ${least}`)
      const enough = least > 0 ? [`${call} >= ${least}`] : []
      const notTooMany = most < of.length ? [`${call} <= ${most}`] : []
      const parts = [...enough, ...notTooMany]
      return within(parts.length > 1 ? AND : RELATION, parts.join(' && '))
    }
  }
}

const opposite = ({ option, values }: Is, { value }: Ids): Is => ({
  op: 'is',
  option,
  values: value[option]!.flatMap((_, at) => (values.includes(at) ? [] : [at])),
})

function statement(is: Is, level: number, ids: Ids): string {
  const { option, values } = is
  const id = ids.option[option]!
  const isNumber = ids.options[option]!.kind === 'steps'
  const word = (value: number) => (isNumber ? ids.value[option]![value]! : `"${ids.value[option]![value]!}"`)
  const within = (own: number, text: string) => (own < level ? `(${text})` : text)
  const all = ids.value[option]!
  const [first, last] = [values[0]!, values.at(-1)!]
  if (values.length === 1) return within(RELATION, `${id} == ${word(first)}`)
  if (isNumber && last - first === values.length - 1) {
    const from = first > 0 ? [`${id} >= ${word(first)}`] : []
    const to = last < all.length - 1 ? [`${id} <= ${word(last)}`] : []
    return within(from.length + to.length > 1 ? AND : RELATION, [...from, ...to].join(' && '))
  }
  const others = opposite(is, ids).values
  if (others.length === 1) return within(RELATION, `${id} != ${word(others[0]!)}`)
  if (others.length < values.length) return within(UNARY, `!(${id} in [${others.map(word).join(', ')}])`)
  return within(RELATION, `${id} in [${values.map(word).join(', ')}]`)
}
