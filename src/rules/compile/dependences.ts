import type { Join, Model } from './model.ts'
import { isClause, type Rule } from './variables.ts'

/** `variable` has the value `values[v]` wherever variable `of` has value v. */
export interface Dependence {
  readonly of: number
  readonly variable: number
  readonly values: readonly number[]
}

/** A dependent variable that rules tie to at most this many others goes into what it depends on. */
const FEW_TIES = 4

/**
 * Variables that go into the one that decides them: the same in other words, hidden ones that nothing else speaks of,
 * parents of a group. One that many other rules speak of stays: its few values part the problem better than the many
 * of what decides it.
 */
export function dependentJoins({ sizes, rules }: Model, dependences: readonly Dependence[]): Join[] {
  const rulesAt: number[][] = sizes.map(() => [])
  rules.forEach(({ scope }, r) => {
    for (const variable of scope) rulesAt[variable]!.push(r)
  })
  const hasFewTies = (variable: number, of: number): boolean => {
    const others = new Set([variable, of])
    for (const r of rulesAt[variable]!) {
      for (const other of rules[r]!.scope) others.add(other)
      if (others.size > FEW_TIES + 2) return false
    }
    return true
  }
  // Whom each variable follows, and how; leaders follow themselves.
  const leader = Int32Array.from(sizes, (_, variable) => variable)
  const functions: (readonly number[] | undefined)[] = []
  const groups = new Map<number, number[]>()
  // A variable may depend on several: the same in other words is best, then the one with the fewest values.
  const wanted = dependences
    .map((each) => ({ ...each, same: new Set(each.values).size === sizes[each.of]! }))
    .filter(({ of, variable, same }) => same || hasFewTies(variable, of))
    .sort((a, b) => Number(b.same) - Number(a.same) || sizes[a.of]! - sizes[b.of]! || a.of - b.of)
  for (const { of, variable, values } of wanted) {
    const first = leader[of]!
    if (first === variable || leader[variable] !== variable || groups.has(variable)) continue
    const way = functions[of]
    functions[variable] = way === undefined ? values : way.map((value) => values[value]!)
    leader[variable] = first
    const group = groups.get(first)
    if (group === undefined) groups.set(first, [variable])
    else group.push(variable)
  }
  return [...groups].map(([first, group]) => ({
    variables: [first, ...group],
    combinations: Array.from({ length: sizes[first]! }, (_, v) => [v, ...group.map((other) => functions[other]![v]!)]),
  }))
}

/**
 * Dependences that one rule, or two clauses, state by themselves: cheap to see, and what goes with them need not be
 * looked for with effort.
 */
export function statedDependences({ sizes, rules }: Model): Dependence[] {
  const found: Dependence[] = []
  const implied = new Map<number, Set<number>>()
  for (const rule of rules)
    if (rule.type === 'table') found.push(...tableDependences(rule, sizes))
    else if (rule.scope.length === 2 && isClause(rule)) {
      const [a, b] = rule.scope as [number, number]
      if (sizes[a] !== 2 || sizes[b] !== 2) continue
      // "a is x or b is y" and "a is not x or b is not y": b is y exactly where a is not x.
      const x = rule.weights[0]!.indexOf(1)
      const y = rule.weights[1]!.indexOf(1)
      const known = implied.get(2 * a + x) ?? new Set()
      implied.set(2 * a + x, known.add(2 * b + y))
      if (implied.get(2 * a + 1 - x)?.has(2 * b + 1 - y) === true)
        found.push({ of: a, variable: b, values: x === 0 ? [1 - y, y] : [y, 1 - y] })
    }
  return found
}

function tableDependences({ scope, rows }: Rule & { type: 'table' }, sizes: readonly number[]): Dependence[] {
  const found: Dependence[] = []
  for (let i = 0; i < scope.length; i++)
    for (let j = 0; j < scope.length; j++) {
      if (i === j) continue
      const values = new Int32Array(sizes[scope[i]!]!).fill(-1)
      const agrees = rows.every((row) => {
        if (values[row[i]!] === -1) values[row[i]!] = row[j]!
        return values[row[i]!] === row[j]
      })
      if (agrees && !values.includes(-1)) found.push({ of: scope[i]!, variable: scope[j]!, values: [...values] })
    }
  return found
}
