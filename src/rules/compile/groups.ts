import { join, type Join, type Model } from './model.ts'
import { expectedWork } from './order.ts'
import { isClause, type Rule } from './variables.ts'

/** Fewer values that exclude each other are not worth a variable of their own. */
const LEAST = 3

/** log2 of the work per variable below which no group is in the way. */
const EASY = 6

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

/**
 * The groups that are worth it. One variable for a group spares the states of many exclusions, but ties together all
 * that its members are tied to; so those with the most such ties are left out where a tree then promises less work.
 */
export function worthwhile(model: Model, groups: readonly Join[]): readonly Join[] {
  if (groups.length === 0) return groups
  const ties = tiesOf(model, groups)
  const sorted = [...groups].sort((a, b) => ties.get(a)! - ties.get(b)!)
  let best: readonly Join[] = groups
  let least = Infinity
  for (const share of [1, 0.75, 0.5, 0.25, 0]) {
    const some = sorted.slice(0, Math.ceil(groups.length * share))
    const joined = join(model, some)
    if (joined === null) return groups
    const work = expectedWork(joined)
    // Once leaving groups out does not pay, leaving out more seldom does.
    if (work >= least) break
    best = some
    least = work
    if (least - Math.log2(joined.sizes.length + 1) < EASY) break
  }
  return best
}

/** Per group and member, how many variables outside the group rules tie it to. */
function tiesOf({ sizes, rules }: Model, groups: readonly Join[]): ReadonlyMap<Join, number> {
  const groupOf: (Join | undefined)[] = []
  for (const group of groups) for (const variable of group.variables) groupOf[variable] = group
  const others = new Map(groups.map((group) => [group, new Set<number>()]))
  for (const { scope } of rules)
    for (const variable of scope) {
      const group = groupOf[variable]
      if (group === undefined) continue
      for (const other of scope) if (groupOf[other] !== group) others.get(group)!.add(other * sizes.length + variable)
    }
  return new Map(groups.map((group) => [group, others.get(group)!.size / group.variables.length]))
}

const isAtMostOne = (rule: Rule): boolean =>
  rule.type === 'count' && rule.most === 1 && rule.weights.every((own) => own.every((weight) => weight <= 1))

const valuesOf = (rule: Rule, offsets: readonly number[]): number[] => {
  if (rule.type === 'table') return []
  return rule.weights.flatMap((own, i) =>
    own.flatMap((weight, value) => (weight === 1 ? [offsets[rule.scope[i]!]! + value] : []))
  )
}
