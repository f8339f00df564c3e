import type { Join, Model } from './model.ts'
import { isClause, type Rule } from './variables.ts'

/** Fewer values that exclude each other are not worth a variable of their own. */
const LEAST = 3

/**
 * Two-valued variables of which at most one has its odd value out, as pairwise exclusions, "at most one" counts and
 * or-clauses over them betray: each group becomes one variable, its values being "none" and each of them. (Whether
 * "none" can be is for the rules to say.)
 *
 * @param excludes per absolute value of a two-valued variable, the values of other such variables it rules out
 */
export function groupsOf(model: Model, excludes: readonly (readonly number[] | undefined)[]): Join[] {
  const { sizes, rules } = model
  const offsets = [0]
  for (const size of sizes) offsets.push(offsets.at(-1)! + size)
  const variableOf: number[] = []
  sizes.forEach((size, variable) => {
    for (let v = 0; v < size; v++) variableOf.push(variable)
  })
  const sets = new Map<number, ReadonlySet<number>>()
  const exclusive = (a: number, b: number): boolean => {
    let own = sets.get(a)
    if (own === undefined) sets.set(a, (own = new Set(excludes[a] ?? [])))
    return own.has(b)
  }
  const used = new Uint8Array(sizes.length)
  const isFree = (value: number) => sizes[variableOf[value]!] === 2 && used[variableOf[value]!] === 0
  const joins: Join[] = []

  /** Values that exclude each other, in the order given. */
  const cliqueOf = (values: readonly number[]): number[] => {
    const clique: number[] = []
    for (const value of values)
      if (isFree(value) && clique.every((other) => exclusive(other, value) || exclusive(value, other)))
        clique.push(value)
    return clique
  }
  const take = (clique: readonly number[]) => {
    for (const value of clique) used[variableOf[value]!] = 1
    const variables = clique.map((value) => variableOf[value]!)
    const own = clique.map((value) => value - offsets[variableOf[value]!]!)
    const none = own.map((value) => 1 - value)
    joins.push({ variables, combinations: [none, ...own.map((value, i) => none.with(i, value))] })
  }

  const stated: number[][] = []
  for (const rule of rules)
    if (rule.scope.length >= LEAST && (isClause(rule) || isAtMostOne(rule))) stated.push(valuesOf(rule, offsets))
  stated.sort((a, b) => b.length - a.length)
  for (const values of stated) {
    // An or-clause often names the group's parent too; whoever excludes most of the others goes first.
    const free = values.filter(isFree)
    const rivals = new Map(free.map((value) => [value, free.filter((other) => exclusive(value, other)).length]))
    const clique = cliqueOf(free.sort((a, b) => rivals.get(b)! - rivals.get(a)! || a - b))
    if (clique.length >= LEAST) take(clique)
  }
  for (let value = 0; value < excludes.length; value++) {
    if (excludes[value] === undefined || !isFree(value)) continue
    const clique = cliqueOf([value, ...excludes[value]!.filter((other) => isFree(other))])
    if (clique.length >= LEAST) take(clique)
  }
  return joins
}

const isAtMostOne = (rule: Rule): boolean =>
  rule.type === 'count' && rule.most === 1 && rule.weights.every((own) => own.every((weight) => weight <= 1))

const valuesOf = (rule: Rule, offsets: readonly number[]): number[] => {
  if (rule.type === 'table') return []
  return rule.weights.flatMap((own, i) =>
    own.flatMap((weight, value) => (weight === 1 ? [offsets[rule.scope[i]!]! + value] : []))
  )
}
