import { createEncoding } from '../encode.ts'
import type { Constraint } from '../types.ts'
import type { Dependence } from './dependences.ts'
import type { Model } from './model.ts'
import { isClause, type Rule } from './variables.ts'

/** Conflicts that one question may cost, and propagations that all together may: about a second. */
const CONFLICTS = 200
const EFFORT = 20_000_000

export interface Settled {
  /** Per absolute value: 0 when no design has it. */
  readonly live: Uint8Array
  /** Two-valued variables that are the same in every design, in other words. */
  readonly dependences: readonly Dependence[]
}

/**
 * What no single rule shows, and no propagation: values that no design has and variables that always go together,
 * found by search. Each design found tells of many values that they are possible, and of many pairs that they
 * differ; only the rest is asked about one by one. Null when there is no design at all.
 */
export function settle({ sizes, rules }: Model): Settled | null {
  const encoding = createEncoding(sizes.map((size) => ({ id: '', values: Array.from({ length: size }, () => '') })))
  const { solver } = encoding
  const ruled = new Uint8Array(sizes.length)
  for (const rule of rules) {
    encoding.add(constraintOf(rule))
    for (const variable of rule.scope) ruled[variable] = 1
  }
  const offsets = [0]
  for (const size of sizes) offsets.push(offsets.at(-1)! + size)
  const live = new Uint8Array(offsets.at(-1)!).fill(1)
  const seen = new Uint8Array(live.length)
  /** Per two-valued variable what it was in the designs found, flipped so that all are 0 in the first. */
  const looks = sizes.map(() => '')
  const flipped = new Uint8Array(sizes.length)
  let sights = 0
  const end = solver.effort() + EFFORT

  if (ask([]) === 0) return null
  if (sights === 0) return { live, dependences: [] }
  const variables = [...ruled.keys()].filter((variable) => ruled[variable] === 1)
  for (const variable of variables)
    for (let value = 0; value < sizes[variable]!; value++) {
      const at = offsets[variable]! + value
      if (seen[at] === 0 && solver.effort() < end && ask([encoding.literal(variable, value)]) === 0) {
        live[at] = 0
        solver.addClause([encoding.literal(variable, value) ^ 1])
      }
    }
  const open = variables.filter(
    (variable) => sizes[variable] === 2 && live[offsets[variable]!] === 1 && live[offsets[variable]! + 1] === 1
  )
  return { live, dependences: sameIn(open) }

  function ask(assumptions: readonly number[]): 1 | 0 | -1 {
    const answer = solver.solve(assumptions, CONFLICTS)
    if (answer !== 1) return answer
    sights++
    for (let variable = 0; variable < sizes.length; variable++) {
      if (ruled[variable] === 0) continue
      const value = encoding.valueOf(variable)
      seen[offsets[variable]! + value] = 1
      // The next design shall differ where it can.
      for (let other = 0; other < sizes[variable]!; other++)
        if (seen[offsets[variable]! + other] === 0) solver.prefer(encoding.literal(variable, other))
      if (sizes[variable] !== 2) continue
      if (sights === 1) flipped[variable] = value
      looks[variable] = `${looks[variable]}${value ^ flipped[variable]!}`
    }
    return 1
  }

  function sameIn(open: readonly number[]): Dependence[] {
    const found: Dependence[] = []
    const leaders: number[] = []
    for (const variable of open) {
      for (const leader of leaders) {
        if (solver.effort() > end) return found
        if (looks[leader] !== looks[variable] || !isSame(leader, variable)) continue
        const same = flipped[leader] === flipped[variable]
        found.push({ of: leader, variable, values: same ? [0, 1] : [1, 0] })
        break
      }
      if (found.at(-1)?.variable !== variable) leaders.push(variable)
    }
    return found
  }

  function isSame(a: number, b: number): boolean {
    const [one, other] = [flipped[a]!, flipped[b]!]
    const differ = (x: number, y: number) => ask([encoding.literal(a, x), encoding.literal(b, y)]) === 0
    return differ(one, 1 - other) && differ(1 - one, other)
  }
}

function constraintOf(rule: Rule): Constraint {
  const { scope } = rule
  if (rule.type === 'table') return { type: 'table', id: '', scope, tuples: rule.rows }
  const lits: [number, number[]][] = []
  // A value that adds n holds n literals.
  rule.weights.forEach((own, i) => {
    for (let n = 1; own.some((weight) => weight >= n); n++)
      lits.push([scope[i]!, own.flatMap((weight, value) => (weight >= n ? [value] : []))])
  })
  if (isClause(rule)) return { type: 'clause', id: '', lits }
  return { type: 'count', id: '', lits, least: rule.least, most: rule.most }
}
