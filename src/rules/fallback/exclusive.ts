import type { Part } from './part.ts'

/** Options of which at most one has its member value, or exactly one. */
export interface Exclusive {
  readonly options: readonly number[]
  /** An absolute value per option; -1 for an option that stands alone. */
  readonly members: readonly number[]
  readonly needsOne: boolean
}

/**
 * Divides a part's options into such groups, each option into one: from counting rules, and from clauses that exclude
 * each other pair by pair, as imported alternatives are written. What is in none stands alone.
 */
export function exclusiveIn({ options, offsets, rules, sizeOf }: Part): readonly Exclusive[] {
  const own = new Set(options)
  const groups: Exclusive[] = []
  const grouped = new Set<number>()
  const excluded = new Map<number, Set<number>>()
  const optionOf = new Map<number, number>()

  const absolute = (option: number, value: number) => {
    optionOf.set(offsets[option]! + value, option)
    return offsets[option]! + value
  }

  function exclude(one: number, other: number) {
    for (const [a, b] of [[one, other] as const, [other, one] as const])
      if (excluded.get(a)?.add(b) === undefined) excluded.set(a, new Set([b]))
  }

  /** Makes a group of the members whose options have none yet; what one needs, all of them are needed for. */
  function group(members: readonly number[], needsOne: boolean) {
    const options = members.map((member) => optionOf.get(member)!)
    if (new Set(options).size < options.length) return
    const free = members.filter((_, i) => own.has(options[i]!) && !grouped.has(options[i]!))
    if (free.length < 2) return
    const taken = free.map((member) => optionOf.get(member)!)
    for (const option of taken) grouped.add(option)
    groups.push({ options: taken, members: free, needsOne: needsOne && free.length === members.length })
  }

  /** The values of literals with one value each. */
  const singles = (lits: readonly (readonly [number, readonly number[]])[]) =>
    lits.every(([, values]) => values.length === 1) ? lits.map(([o, values]) => absolute(o, values[0]!)) : []

  const alternatives: { members: readonly number[]; needsOne: boolean }[] = []
  const covering: (readonly number[])[] = []
  for (const rule of rules) {
    if (rule.type === 'count' && rule.most === 1)
      alternatives.push({ members: singles(rule.lits), needsOne: rule.least === 1 })
    if (rule.type !== 'clause') continue
    covering.push(singles(rule.lits))
    const [one, other] = rule.lits.map(([option, values]) => {
      const left = Array.from({ length: sizeOf(option) }, (_, value) => value).filter((v) => !values.includes(v))
      return left.length === 1 ? absolute(option, left[0]!) : -1
    })
    if (rule.lits.length === 2 && one! >= 0 && other! >= 0) exclude(one!, other!)
  }
  const excludeAll = (members: readonly number[]) =>
    members.every((one, i) => members.every((other, j) => j >= i || excluded.get(one)?.has(other) === true))
  for (const members of covering)
    if (members.length > 1 && excludeAll(members)) alternatives.push({ members, needsOne: true })
  alternatives.sort((a, b) => b.members.length - a.members.length)
  for (const { members, needsOne } of alternatives) group(members, needsOne)
  for (const [one, others] of excluded) {
    const members = [one]
    for (const other of others)
      if (!grouped.has(optionOf.get(other)!) && members.every((member) => excluded.get(member)!.has(other)))
        members.push(other)
    if (!grouped.has(optionOf.get(one)!)) group(members, false)
  }
  for (const option of options)
    if (!grouped.has(option)) groups.push({ options: [option], members: [-1], needsOne: false })
  return groups
}
