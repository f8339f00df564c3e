import { distinctRows, rowKey } from './rows.ts'
import { mergeRules, tidy } from './tidy.ts'
import type { Owner, Presolved, Rule } from './variables.ts'

/** Variables, the rules over them, and what the options are of them. */
export type Model = Omit<Presolved, 'satisfiable'>

/** Variables that become one, and the combinations of their values that become its values. */
export interface Join {
  readonly variables: readonly number[]
  readonly combinations: readonly (readonly number[])[]
}

/**
 * The same problem over other variables: `moves[x]` is what variable x is of these. Variables that are the same
 * function stay distinct only in `moves`; each assignment of the new ones must be one of the old ones. Null when that
 * leaves no way to keep some rule.
 */
function substitute(model: Model, sizes: readonly number[], moves: readonly Owner[]): Model | null {
  const rules: Rule[] = []
  const same = moves.map((move, x) => move.kind === 'variable' && isIdentity(move.values, model.sizes[x]!))
  for (const rule of model.rules) {
    const moved = moveRule(rule, moves, same, model.sizes, sizes)
    if (moved === false) return null
    if (moved !== true) rules.push(moved)
  }
  const merged = mergeRules(rules, sizes)
  if (merged === null) return null
  const owners = model.owners.map((owner): Owner => {
    if (owner.kind === 'fixed') return owner
    const move = moves[owner.variable]!
    if (move.kind === 'fixed') return { kind: 'fixed', value: owner.values[move.value]! }
    return { kind: 'variable', variable: move.variable, values: move.values.map((value) => owner.values[value]!) }
  })
  return { sizes, rules: merged, owners }
}

/** Each rule in its shortest form. */
export function tidied(model: Model): Model | null {
  const rules: Rule[] = []
  for (const rule of model.rules) {
    const short = tidy(rule, model.sizes)
    if (short === false) return null
    if (short !== true) rules.push(short)
  }
  const merged = mergeRules(rules, model.sizes)
  return merged && { ...model, rules: merged }
}

/** Only live values: variables with one left go, the others' values are numbered anew. */
export function restrict(model: Model, live: Uint8Array): Model | null {
  if (live.every((on) => on === 1) && !model.sizes.includes(1)) return model
  const sizes: number[] = []
  let offset = 0
  const moves = model.sizes.map((size): Owner => {
    const values: number[] = []
    for (let value = 0; value < size; value++) if (live[offset + value] === 1) values.push(value)
    offset += size
    if (values.length === 1) return { kind: 'fixed', value: values[0]! }
    return { kind: 'variable', variable: sizes.push(values.length) - 1, values }
  })
  return sizes.includes(0) ? null : substitute(model, sizes, moves)
}

/** Each join's variables become one, at the place of its first. No variable is in two joins. */
export function join(model: Model, joins: readonly Join[]): Model | null {
  if (joins.length === 0) return model
  const joinOf = new Map<number, Join>()
  for (const each of joins) for (const variable of each.variables) joinOf.set(variable, each)
  const sizes: number[] = []
  const numbers = new Map<Join, number>()
  const moves = model.sizes.map((size, variable): Owner => {
    const own = joinOf.get(variable)
    if (own === undefined)
      return { kind: 'variable', variable: sizes.push(size) - 1, values: Array.from({ length: size }, (_, v) => v) }
    let number = numbers.get(own)
    if (number === undefined) numbers.set(own, (number = sizes.push(own.combinations.length) - 1))
    const column = own.variables.indexOf(variable)
    return { kind: 'variable', variable: number, values: own.combinations.map((row) => row[column]!) }
  })
  return substitute(model, sizes, moves)
}

/** Variables by their first option, values by the options' values in turn: whatever way a model came about. */
export function inOptionOrder(model: Model): Model {
  const optionsOf: number[][] = model.sizes.map(() => [])
  model.owners.forEach((owner, option) => {
    if (owner.kind === 'variable') optionsOf[owner.variable]!.push(option)
  })
  const places = model.sizes.map((_, variable) => variable)
  places.sort((a, b) => (optionsOf[a]![0] ?? Infinity) - (optionsOf[b]![0] ?? Infinity) || a - b)
  const number = new Int32Array(places.length)
  places.forEach((variable, at) => (number[variable] = at))
  const valueOf = (option: number, value: number) => {
    const owner = model.owners[option]!
    return owner.kind === 'fixed' ? owner.value : owner.values[value]!
  }
  const moves = model.sizes.map((size, variable): Owner => {
    const values = Array.from({ length: size }, (_, value) => value)
    values.sort((a, b) => {
      for (const option of optionsOf[variable]!) {
        const difference = valueOf(option, a) - valueOf(option, b)
        if (difference !== 0) return difference
      }
      return a - b
    })
    return { kind: 'variable', variable: number[variable]!, values }
  })
  const sizes = places.map((variable) => model.sizes[variable]!)
  return substitute(model, sizes, moves)!
}

const isIdentity = (values: readonly number[], size: number): boolean =>
  values.length === size && values.every((value, i) => value === i)

function moveRule(
  rule: Rule,
  moves: readonly Owner[],
  same: readonly boolean[],
  before: readonly number[],
  sizes: readonly number[]
): Rule | boolean {
  const renamed = renamedScope(rule.scope, moves, same)
  if (renamed !== null) return { ...rule, scope: renamed }
  const scope = targetsOf(rule.scope, moves)
  if (scope.length === rule.scope.length && rule.scope.every((variable) => same[variable])) {
    // Only other names, in another order.
    const from = new Map(rule.scope.map((variable, i) => [targetOf(moves[variable]!), i]))
    const column = scope.map((target) => from.get(target)!)
    if (rule.type === 'table') return { ...rule, scope, rows: rule.rows.map((row) => column.map((i) => row[i]!)) }
    return { ...rule, scope, weights: column.map((i) => rule.weights[i]!) }
  }
  const moved =
    rule.type === 'table' ? moveTable(rule, scope, moves, before, sizes) : moveCount(rule, scope, moves, sizes)
  return tidy(moved, sizes)
}

/** The scope of a rule that only gets other names, in the same order: most rules do, and none is looked at closer. */
function renamedScope(scope: readonly number[], moves: readonly Owner[], same: readonly boolean[]): number[] | null {
  for (let i = 0; i < scope.length; i++) {
    if (!same[scope[i]!]) return null
    if (i > 0 && targetOf(moves[scope[i]!]!) <= targetOf(moves[scope[i - 1]!]!)) return null
  }
  return scope.map((variable) => targetOf(moves[variable]!))
}

const targetOf = (move: Owner): number => (move.kind === 'variable' ? move.variable : -1)

const targetsOf = (scope: readonly number[], moves: readonly Owner[]): number[] => {
  const targets: number[] = []
  for (const variable of scope) {
    const target = targetOf(moves[variable]!)
    if (target >= 0) targets.push(target)
  }
  targets.sort((a, b) => a - b)
  return targets.filter((target, i) => target !== targets[i - 1])
}

function moveCount(
  rule: Rule & { type: 'count' },
  scope: readonly number[],
  moves: readonly Owner[],
  sizes: readonly number[]
): Rule & { type: 'count' } {
  const place = new Map(scope.map((target, i) => [target, i]))
  const weights = scope.map((target) => Array.from({ length: sizes[target]! }, () => 0))
  let constant = 0
  rule.scope.forEach((variable, i) => {
    const move = moves[variable]!
    const own = rule.weights[i]!
    if (move.kind === 'fixed') constant += own[move.value]!
    else {
      const sums = weights[place.get(move.variable)!]!
      move.values.forEach((value, target) => (sums[target]! += own[value]!))
    }
  })
  return { type: 'count', scope, weights, least: rule.least - constant, most: rule.most - constant }
}

function moveTable(
  rule: Rule & { type: 'table' },
  scope: readonly number[],
  moves: readonly Owner[],
  before: readonly number[],
  sizes: readonly number[]
): Rule & { type: 'table' } {
  const renumbered = renumberedRows(rule, scope, moves, before)
  if (renumbered !== null) return { type: 'table', scope, rows: renumbered }
  const readers = scope.map((target) => readerOf(target, rule.scope, moves, before))
  const fixed = rule.scope.flatMap((variable, i) => {
    const move = moves[variable]!
    return move.kind === 'fixed' ? [[i, move.value] as const] : []
  })
  const rows: number[][] = []
  for (const row of rule.rows) {
    if (fixed.some(([i, value]) => value !== row[i])) continue
    let expanded: number[][] = [[]]
    for (const valuesOf of readers) {
      const values = valuesOf(row)
      if (values.length === 1) for (const start of expanded) start.push(values[0]!)
      else expanded = expanded.flatMap((start) => values.map((value) => [...start, value]))
    }
    for (const each of expanded) rows.push(each)
  }
  return { type: 'table', scope, rows: distinctRows(rows, scope.map((target) => sizes[target]!)) }
}

/**
 * The rows where each variable becomes one of its own, with fewer values perhaps: then no two rows become one, nor one
 * several. Null otherwise.
 */
function renumberedRows(
  rule: Rule & { type: 'table' },
  scope: readonly number[],
  moves: readonly Owner[],
  before: readonly number[]
): number[][] | null {
  const columns: number[] = []
  const places = rule.scope.map((variable, i) => {
    const move = moves[variable]!
    const place = new Int32Array(before[variable]!).fill(-1)
    if (move.kind === 'fixed') place[move.value] = 0
    else {
      columns.push(i)
      for (let value = 0; value < move.values.length; value++) {
        if (place[move.values[value]!] !== -1) return null
        place[move.values[value]!] = value
      }
    }
    return place
  })
  if (columns.length !== scope.length || places.includes(null)) return null
  columns.sort((a, b) => targetOf(moves[rule.scope[a]!]!) - targetOf(moves[rule.scope[b]!]!))
  const rows: number[][] = []
  for (const row of rule.rows) {
    let i = 0
    while (i < row.length && places[i]![row[i]!]! >= 0) i++
    if (i < row.length) continue
    const own: number[] = []
    for (let k = 0; k < columns.length; k++) own.push(places[columns[k]!]![row[columns[k]!]!]!)
    rows.push(own)
  }
  return rows
}

/** From a row to the values of a new variable that stand for what the row has in its columns. */
function readerOf(
  target: number,
  scope: readonly number[],
  moves: readonly Owner[],
  before: readonly number[]
): (row: readonly number[]) => readonly number[] {
  const columns = scope.map((_, i) => i).filter((i) => targetOf(moves[scope[i]!]!) === target)
  const functions = columns.map((i) => (moves[scope[i]!] as Owner & { kind: 'variable' }).values)
  const keyOf = rowKey(
    columns.map((i) => before[scope[i]!]!),
    columns
  )
  const valuesBy = new Map<number | string, number[]>()
  const row: number[] = []
  functions[0]!.forEach((_, value) => {
    columns.forEach((column, i) => (row[column] = functions[i]![value]!))
    const key = keyOf(row)
    const known = valuesBy.get(key)
    if (known === undefined) valuesBy.set(key, [value])
    else known.push(value)
  })
  const none: number[] = []
  return (row) => valuesBy.get(keyOf(row)) ?? none
}
