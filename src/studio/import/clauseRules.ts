import { YES, type DraftOption, type DraftRule } from './draft.ts'
import { and, implies, not, or, type Formula, type Is } from './formula.ts'

/** A rule with more parts than this is hard to read. */
const MOST_PARTS = 25

/** Binary clauses become rules around the literal that many of them share; longer ones stand alone. */
export function rulesOf(clauses: readonly (readonly Is[])[], list: readonly DraftOption[]): readonly DraftRule[] {
  const all = joined(clauses)
  const degree = new Map<string, number>()
  const pairs = all.filter((clause) => clause.length === 2) as (readonly [Is, Is])[]
  for (const pair of pairs) for (const lit of pair) degree.set(keyOf(lit), (degree.get(keyOf(lit)) ?? 0) + 1)
  const stars = new Map<string, { readonly centre: Is; readonly others: Is[]; readonly first: number }>()
  pairs.forEach(([a, b], first) => {
    const [centre, other] = degree.get(keyOf(b))! > degree.get(keyOf(a))! ? [b, a] : [a, b]
    // What is needed and what is ruled out are two things to say.
    const key = `${keyOf(centre)} ${isAffirmed(other, list)}`
    const star = stars.get(key) ?? { centre, others: [], first }
    star.others.push(other)
    stars.set(key, star)
  })
  const rules: DraftRule[] = []
  for (const { centre, others } of [...stars.values()].toSorted((a, b) => a.first - b.first))
    for (let at = 0; at < others.length; at += MOST_PARTS) {
      const part = others.slice(at, at + MOST_PARTS)
      const about = `${list[centre.option]!.name} ${aboutStar(centre, part[0]!, list)}`
      const [only] = part
      const formula =
        part.length === 1 && isAffirmed(centre, list) && isAffirmed(only!, list)
          ? or([centre, only!])
          : implies(complement(centre, list), and(part))
      rules.push({ kind: 'formula', about, formula, text: null })
    }
  for (const clause of all) {
    if (clause.length === 2) continue
    const affirmed = clause.filter((lit) => isAffirmed(lit, list))
    const ruledOut = clause.filter((lit) => !isAffirmed(lit, list)).map((lit) => complement(lit, list))
    const about = clause.slice(0, 2).map(({ option }) => list[option]!.name)
    const formula: Formula = affirmed.length ? implies(and(ruledOut), or(affirmed)) : not(and(ruledOut))
    rules.push({ kind: 'formula', about: about.join(' '), formula, text: null })
  }
  return rules
}

/** The same option's other values. */
export const complement = ({ option, values }: Is, list: readonly DraftOption[]): Is => ({
  op: 'is',
  option,
  values: list[option]!.values.flatMap((_, value) => (values.includes(value) ? [] : [value])),
})

const keyOf = ({ option, values }: Is): string => `${option}:${values.join()}`

/** Clauses that are the same but for one option's values say one thing: the values they have in common. */
function joined(clauses: readonly (readonly Is[])[]): readonly (readonly Is[])[] {
  let current = clauses
  for (let isChanged = true; isChanged;) {
    isChanged = false
    const byRest = new Map<string, number>()
    const result: (readonly Is[] | null)[] = []
    for (const clause of current) {
      const keys = clause.map((lit, at) => {
        const rest = clause.filter((_, k) => k !== at).map(keyOf)
        return `${lit.option} ${rest.join(' ')}`
      })
      const at = keys.findIndex((key) => result[byRest.get(key) ?? -1])
      if (at < 0) {
        for (const key of keys) byRest.set(key, result.length)
        result.push(clause)
        continue
      }
      isChanged = true
      const place = byRest.get(keys[at]!)!
      const { option, values } = clause[at]!
      const other = result[place]!.find((lit) => lit.option === option)!
      const common = values.filter((value) => other.values.includes(value))
      const rest = clause.filter((_, k) => k !== at)
      result[place] = null
      result.push(
        common.length
          ? [...rest, { op: 'is' as const, option, values: common }].toSorted((a, b) => a.option - b.option)
          : rest
      )
    }
    current = result.filter((clause) => clause !== null)
  }
  return current
}

/** Whether the literal asks for something rather than ruling it out: `yes`, or a lesser part of the choices. */
function isAffirmed({ option, values }: Is, list: readonly DraftOption[]): boolean {
  const all = list[option]!.values
  if (list[option]!.kind === 'yes-no') return values[0] === YES
  const hasNone = all[0]!.name === null
  if (hasNone) return !values.includes(0)
  return values.length * 2 <= all.length
}

function aboutStar(centre: Is, other: Is, list: readonly DraftOption[]): string {
  if (isAffirmed(centre, list)) return isAffirmed(other, list) ? 'or' : 'only-with'
  return isAffirmed(other, list) ? 'needs' : 'excludes'
}
