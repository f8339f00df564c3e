import { seededRandom } from '../../src/ground/index.ts'
import type { Constraint, RuleProblem } from '../../src/rules/index.ts'
import { permuted } from './metamorphoses.ts'

type Literals = readonly (readonly [option: number, values: readonly number[]])[]

/** So that every design of a template can be looked at. */
const MOST_DESIGNS = 600
const MOST_OPTIONS = 7

/**
 * A random problem of 3 to 7 options, made of what templates are made of: tables, clauses and counts; groups of
 * yes-or-no options, options that always go together, hidden ones that follow a combination, forced options and dead
 * values, rules said twice, parts that have nothing to do with each other, and now and then a contradiction.
 */
export function randomTemplate(seed: number): RuleProblem {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const chance = (share: number) => random() < share
  const of = <T>(items: readonly T[]) => items[below(items.length)]!
  const sizes: number[] = []
  const constraints: Constraint[] = []
  const id = () => `r${chance(0.15) ? below(3) : constraints.length}`
  const clause = (lits: Literals) => constraints.push({ type: 'clause', id: id(), lits })
  const table = (scope: readonly number[], tuples: readonly (readonly number[])[]) =>
    constraints.push({ type: 'table', id: id(), scope, tuples })
  const room = () => Math.min(4, Math.floor(MOST_DESIGNS / sizes.reduce((all, size) => all * size, 1)))
  const add = (size: number) => sizes.push(size) - 1
  const fits = (count: number) => sizes.length + count <= MOST_OPTIONS && room() >= 2 ** count
  const values = (option: number) => Array.from({ length: sizes[option]! }, (_, value) => value)
  const some = (option: number) => values(option).filter(() => chance(0.65))
  const rowsOf = (scope: readonly number[]) =>
    scope.reduce<number[][]>((rows, o) => rows.flatMap((row) => values(o).map((v) => [...row, v])), [[]])

  const parts = chance(0.35) ? 2 : 1
  for (let part = 0; part < parts; part++) {
    const own: number[] = []
    for (let n = 2 + below(3); n > 0 && fits(1); n--) own.push(add(chance(0.1) ? 1 : 2 + below(room() - 1)))
    if (own.length === 0) break
    const structures = [
      function oneOf() {
        if (!fits(2)) return
        const group = [add(2), add(2), ...(fits(1) && chance(0.5) ? [add(2)] : [])]
        const parent = chance(0.5) ? of(own) : -1
        const none: Literals = parent < 0 ? [] : [[parent, [0]]]
        clause([...none, ...group.map((o) => [o, [1]] as const)])
        if (parent >= 0) for (const o of group) clause([[parent, values(parent).slice(1)], [o, [0]]])
        if (chance(0.5))
          constraints.push({ type: 'count', id: id(), lits: group.map((o) => [o, [1]]), least: 0, most: 1 })
        else group.forEach((a, i) => group.slice(0, i).forEach((b) => clause([[a, [0]], [b, [0]]])))
        own.push(...group)
      },
      function together() {
        const first = of(own)
        if (!fits(1) || room() < sizes[first]!) return
        const second = add(sizes[first]!)
        const turned = values(first).map((v) => (sizes[first]! > 1 && chance(0.3) ? sizes[first]! - 1 - v : v))
        if (new Set(turned).size === turned.length && sizes[first] === 2 && chance(0.6))
          for (const v of [0, 1]) clause([[first, [1 - v]], [second, [turned[v]!]]])
        else table([first, second], values(first).map((v) => [v, turned[v]!]))
        own.push(second)
      },
      function hidden() {
        if (!fits(1)) return
        const scope = [...new Set([of(own), of(own)])]
        const follows = add(2)
        table([...scope, follows], rowsOf(scope).map((row) => [...row, below(2)]))
        own.push(follows)
      },
      function forced() {
        const option = of(own)
        clause([[option, [below(sizes[option]!)]]])
      },
      function dead() {
        const option = of(own)
        const one = below(sizes[option]!)
        if (sizes[option]! > 1) clause([[option, values(option).filter((v) => v !== one)]])
      },
      function chain() {
        for (let i = 1; i < own.length; i++) clause([[own[i - 1]!, [0]], [own[i]!, values(own[i]!).slice(1)]])
      },
      function again() {
        const said = constraints.at(-1)
        if (said === undefined) return
        constraints.push(said.type === 'table' ? { ...said, tuples: [...said.tuples, ...said.tuples] } : { ...said })
      },
      function always() {
        const option = of(own)
        clause([[option, values(option)], [of(own), [0]]])
      },
    ]
    for (let n = below(3); n > 0; n--) of(structures)()
    const literals = (least: number, most: number): Literals =>
      Array.from({ length: least + below(most - least + 1) }, () => of(own)).map((o) => [o, some(o)] as const)
    for (let n = below(4); n > 0; n--) {
      const kind = random()
      if (kind < 0.35) {
        const scope = [...new Set([of(own), of(own), of(own)])]
        const rows = rowsOf(scope).filter(() => chance(0.7))
        table(scope, rows.length === 0 ? [scope.map(() => 0)] : chance(0.2) ? [...rows, rows[0]!] : rows)
      } else if (kind < 0.7) clause(literals(chance(0.1) ? 1 : 2, 3))
      else {
        const lits = literals(2, 5)
        const least = chance(0.5) ? 0 : below(lits.length)
        constraints.push({ type: 'count', id: id(), lits, least, most: least + 1 + below(lits.length) })
      }
    }
  }
  while (sizes.length < 3) add(room() < 2 ? 1 : 1 + below(2))
  const options = sizes.map((size, o) => ({ id: `o${o}`, values: Array.from({ length: size }, (_, v) => `v${v}`) }))
  const order = options.map((_, o) => o)
  for (let i = order.length - 1; i > 0; i--) {
    const j = below(i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  return permuted({ options, constraints }, order)
}
