import type { Cnf } from './dimacs.ts'
import { complement, rulesOf } from './clauseRules.ts'
import { NO, yesNo, YES, type Draft, type DraftOption, type Note } from './draft.ts'
import type { Is } from './formula.ts'

/** Fewer letters in common name nothing. */
const SHORTEST_NAME = 3
/** Fewer that exclude each other are said by a rule: that they are alternatives may be chance. */
const LEAST_EXCLUSIVE = 3

/**
 * Clauses as options: variables that are always equal become one, variables of which one is true at a time become
 * alternatives, the rest yes or no. Binary clauses are gathered into rules people can read ("A needs B and C").
 */
export function fromClauses(name: string, { names, clauses: given, idle }: Cnf): Draft {
  const notes: Note[] = []
  if (idle)
    notes.push({ kind: 'folded', what: 'clauses that hold by themselves or stand twice', names: [String(idle)] })
  const count = names.length - 1
  const { clauses, value, isContradiction } = propagated(count, given)
  // No design is valid: all is left as it stands, so that the rules that contradict can be named.
  if (isContradiction) return plainDraft(name, names, given, notes)
  const always = named(names, (variable) => value[variable] === 1)
  const never = named(names, (variable) => value[variable] === -1)
  if (always.length) notes.push({ kind: 'folded', what: 'in every design', names: always })
  if (never.length) notes.push({ kind: 'folded', what: 'in no design', names: never })

  const classes = classesOf(count, clauses, value)
  const merged = distinct(clauses.map((clause) => clause.map((literal) => classes.of(literal))))
  const options = optionsOf(names, classes, merged)
  const lits = merged.flatMap((clause) => {
    const lowered = literalsOf(clause, options)
    return lowered ? [lowered] : []
  })
  return { name, groups: [name], options: options.list, rules: rulesOf(lits, options.list), notes }
}

const named = (names: readonly string[], isIn: (variable: number) => boolean): readonly string[] =>
  names.filter((_, variable) => variable > 0 && isIn(variable))

function plainDraft(name: string, names: readonly string[], clauses: Cnf['clauses'], notes: readonly Note[]): Draft {
  const list = names.slice(1).map((each) => yesNo(each, 0))
  const lits = clauses.map((clause) =>
    clause.map((literal): Is => ({ op: 'is', option: Math.abs(literal) - 1, values: [literal > 0 ? YES : NO] }))
  )
  return { name, groups: [name], options: list, rules: rulesOf(lits, list), notes }
}

interface Propagated {
  /** Those still open, without literals that are settled. */
  readonly clauses: readonly (readonly number[])[]
  /** Per variable: 1 always true, -1 always false, 0 open. */
  readonly value: Int8Array
  readonly isContradiction: boolean
}

/** Clauses of one literal settle their variable, and what follows from that. */
function propagated(count: number, given: readonly (readonly number[])[]): Propagated {
  const value = new Int8Array(count + 1)
  let clauses = given
  for (let isChanged = true; isChanged;) {
    isChanged = false
    const open: (readonly number[])[] = []
    for (const clause of clauses) {
      const holds = (literal: number) => value[Math.abs(literal)]! * Math.sign(literal)
      if (clause.some((literal) => holds(literal) > 0)) continue
      const left = clause.filter((literal) => holds(literal) === 0)
      if (left.length === 0) return { clauses: given, value, isContradiction: true }
      if (left.length === 1) {
        value[Math.abs(left[0]!)] = Math.sign(left[0]!)
        isChanged = true
      } else open.push(left)
    }
    clauses = open
  }
  return { clauses, value, isContradiction: false }
}

interface Classes {
  /** What stands for this literal: one of the first variable, in the file's order, that is always equal or opposite. */
  of(literal: number): number
  /** Variables that stand for themselves. */
  readonly heads: readonly number[]
  /** The others by their head: those equal to it, those opposite. */
  readonly equal: ReadonlyMap<number, readonly number[]>
  readonly opposite: ReadonlyMap<number, readonly number[]>
}

/**
 * Literals that imply each other, over any number of binary clauses: strongly connected components of the implication
 * graph (Aspvall, Plass and Tarjan 1979). Where one contains a literal and its opposite, nothing is merged; the
 * contradiction is found by whoever checks the rules.
 */
function classesOf(count: number, clauses: readonly (readonly number[])[], value: Int8Array): Classes {
  // Literal 2v is v, 2v + 1 is not v.
  const nodeOf = (literal: number) => 2 * Math.abs(literal) + (literal < 0 ? 1 : 0)
  const implied: number[][] = Array.from({ length: 2 * count + 2 }, () => [])
  for (const [a, b, more] of clauses)
    if (a !== undefined && b !== undefined && more === undefined) {
      implied[nodeOf(-a)]!.push(nodeOf(b))
      implied[nodeOf(-b)]!.push(nodeOf(a))
    }
  const component = componentsOf(implied)
  const headOf = new Map<number, number>()
  const head = new Int32Array(count + 1)
  const heads: number[] = []
  const equal = new Map<number, number[]>()
  const opposite = new Map<number, number[]>()
  for (let variable = 1; variable <= count; variable++) {
    if (value[variable] !== 0) continue
    const [same, other] = [component[2 * variable]!, component[2 * variable + 1]!]
    const known = same === other ? undefined : headOf.get(same)
    head[variable] = known ?? variable
    if (known === undefined) {
      heads.push(variable)
      if (same === other) continue
      headOf.set(same, variable)
      headOf.set(other, -variable)
    } else {
      const side = known > 0 ? equal : opposite
      const members = side.get(Math.abs(known))
      if (members) members.push(variable)
      else side.set(Math.abs(known), [variable])
    }
  }
  const of = (literal: number) => head[Math.abs(literal)]! * Math.sign(literal)
  return { of, heads, equal, opposite }
}

/** Per node the number of its strongly connected component (Tarjan 1972), without recursion. */
function componentsOf(next: readonly (readonly number[])[]): Int32Array {
  const component = new Int32Array(next.length).fill(-1)
  const index = new Int32Array(next.length).fill(-1)
  const low = new Int32Array(next.length)
  const path: number[] = []
  const work: { readonly node: number; edge: number }[] = []
  let counter = 0
  let components = 0
  for (let start = 0; start < next.length; start++) {
    if (index[start]! >= 0) continue
    work.push({ node: start, edge: 0 })
    while (work.length) {
      const frame = work.at(-1)!
      const { node } = frame
      if (frame.edge === 0) {
        index[node] = low[node] = counter++
        path.push(node)
      }
      const below = next[node]![frame.edge++]
      if (below !== undefined) {
        if (index[below]! < 0) work.push({ node: below, edge: 0 })
        else if (component[below]! < 0) low[node] = Math.min(low[node]!, index[below]!)
        continue
      }
      work.pop()
      const parent = work.at(-1)?.node
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!)
      if (low[node] !== index[node]) continue
      for (let member = -1; member !== node;) {
        member = path.pop()!
        component[member] = components
      }
      components += 1
    }
  }
  return component
}

/** Clauses with each literal once; those that hold by themselves, or stand before, are gone. */
function distinct(clauses: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const seen = new Map<string, readonly number[]>()
  for (const clause of clauses) {
    const unique = new Set(clause)
    if (clause.some((literal) => unique.has(-literal))) continue
    const sorted = [...unique].toSorted((a, b) => a - b)
    seen.set(sorted.join(), sorted)
  }
  return [...seen.values()]
}

interface Options {
  readonly list: readonly DraftOption[]
  /** The condition under which the variable is true. */
  readonly isTrue: ReadonlyMap<number, Is>
}

function optionsOf(names: readonly string[], classes: Classes, clauses: readonly (readonly number[])[]): Options {
  const groups = exclusiveGroups(classes, clauses)
  const list: DraftOption[] = []
  const isTrue = new Map<number, Is>()
  const grouped = new Map<number, Group>()
  for (const group of groups)
    for (const variable of group.parent === null ? group.members : [group.parent, ...group.members])
      grouped.set(variable, group)
  const withIt = (variable: number) => {
    const others = classes.equal.get(variable) ?? []
    return others.length ? [`always with it: ${others.map((other) => names[other]!).join(', ')}`] : []
  }
  const done = new Set<Group>()
  for (const variable of classes.heads) {
    const option = list.length
    const group = grouped.get(variable)
    const opposite = classes.opposite.get(variable) ?? []
    if (group) {
      if (done.has(group)) continue
      done.add(group)
      const { parent, members, hasNone } = group
      const first = hasNone ? 1 : 0
      const values = members.map((member) => ({ name: names[member]!, comments: withIt(member) }))
      members.forEach((member, k) => isTrue.set(member, { op: 'is', option, values: [first + k] }))
      if (parent !== null) isTrue.set(parent, { op: 'is', option, values: members.map((_, k) => first + k) })
      list.push({
        name: parent === null ? sharedName(members.map((member) => names[member]!)) : names[parent]!,
        group: 0,
        kind: 'choices',
        values: hasNone ? [{ name: null, comments: [] }, ...values] : values,
        standalone: true,
        comments: parent === null ? [] : withIt(parent),
      })
    } else if (opposite.length) {
      // One of two, always: neither is the other's "no".
      isTrue.set(variable, { op: 'is', option, values: [0] })
      list.push({
        name: sharedName([names[variable]!, names[opposite[0]!]!]),
        group: 0,
        kind: 'choices',
        values: [
          { name: names[variable]!, comments: withIt(variable) },
          {
            name: names[opposite[0]!]!,
            comments: opposite.slice(1).map((other) => `always with it: ${names[other]!}`),
          },
        ],
        standalone: true,
        comments: [],
      })
    } else {
      isTrue.set(variable, { op: 'is', option, values: [YES] })
      list.push(yesNo(names[variable]!, 0, withIt(variable)))
    }
  }
  return { list, isTrue }
}

/** What the names have in common at their beginning, or the first of them. */
function sharedName(names: readonly string[]): string {
  const [first = [], ...others] = names.map((name) => name.split('_'))
  let shared = 0
  while (
    shared < first.length - 1 &&
    others.every((words) => words.length > shared + 1 && words[shared] === first[shared])
  )
    shared++
  const joint = first.slice(0, shared).join('_')
  return joint.length >= SHORTEST_NAME ? joint : `${names.slice(0, 3).join(' / ')}${names.length > 3 ? ' / …' : ''}`
}

interface Group {
  /** The variable that is true exactly when one of the members is; null where there is none. */
  readonly parent: number | null
  readonly members: readonly number[]
  readonly hasNone: boolean
}

/**
 * Sets of variables that exclude each other pairwise. First those that a clause completes: one of them is always true,
 * or exactly when their parent is; then what is left, greedily.
 */
function exclusiveGroups({ heads, opposite }: Classes, clauses: readonly (readonly number[])[]): readonly Group[] {
  const excluded = new Map<number, Set<number>>()
  const implied = new Map<number, Set<number>>()
  const put = (map: Map<number, Set<number>>, key: number, value: number) =>
    map.set(key, (map.get(key) ?? new Set()).add(value))
  for (const [a, b, more] of clauses) {
    if (a === undefined || b === undefined || more !== undefined) continue
    if (a < 0 && b < 0) {
      put(excluded, -a, -b)
      put(excluded, -b, -a)
    } else if (a < 0) put(implied, -a, b)
    else if (b < 0) put(implied, -b, a)
  }
  const taken = new Set(opposite.keys())
  const groups: Group[] = []
  const isFree = (variable: number) => !taken.has(variable)
  const areExclusive = (members: readonly number[]) =>
    members.every((a, at) => members.slice(at + 1).every((b) => excluded.get(a)?.has(b)))
  const take = (group: Group) => {
    groups.push(group)
    for (const member of group.members) taken.add(member)
    if (group.parent !== null) taken.add(group.parent)
  }
  for (const clause of clauses.toSorted((a, b) => b.length - a.length)) {
    const members = clause.filter((literal) => literal > 0).toSorted((a, b) => a - b)
    const [parent, second] = clause.filter((literal) => literal < 0).map((literal) => -literal)
    if (members.length < 2 || second !== undefined || !members.every(isFree) || !areExclusive(members)) continue
    if (parent === undefined) take({ parent: null, members, hasNone: false })
    else if (members.every((member) => implied.get(member)?.has(parent)) && isFree(parent))
      take({ parent, members, hasNone: true })
  }
  for (const variable of heads) {
    if (!isFree(variable)) continue
    const members = [variable]
    for (const other of [...(excluded.get(variable) ?? [])].toSorted((a, b) => a - b))
      if (isFree(other) && members.every((member) => member === variable || excluded.get(other)?.has(member)))
        members.push(other)
    if (members.length >= LEAST_EXCLUSIVE)
      take({ parent: null, members: members.toSorted((a, b) => a - b), hasNone: true })
  }
  return groups
}

/** A clause over options: each at most once. Null when it holds by itself. */
function literalsOf(clause: readonly number[], { list, isTrue }: Options): readonly Is[] | null {
  const values = new Map<number, Set<number>>()
  for (const literal of clause) {
    const is = isTrue.get(Math.abs(literal))!
    const own = literal > 0 ? is.values : complement(is, list).values
    const all = values.get(is.option) ?? new Set()
    for (const value of own) all.add(value)
    values.set(is.option, all)
  }
  const lits: Is[] = []
  for (const [option, own] of values) {
    if (own.size === list[option]!.values.length) return null
    lits.push({ op: 'is', option, values: [...own].toSorted((a, b) => a - b) })
  }
  return lits.toSorted((a, b) => a.option - b.option)
}
