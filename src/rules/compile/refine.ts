import { childrenFirst } from '../format.ts'
import type { Part, Rule } from './variables.ts'

/** Pairs of variables in one rule, over all rules, up to which trees are looked at. */
const MANY_PAIRS = 4_000_000

/** Rounds of exchanges; mostly three are enough for none to pay any more. */
const ROUNDS = 30

/**
 * Exchanges variables with their parents in the tree where that promises fewer numbers in the diagram. An order of
 * elimination leaves open who comes first among variables that depend on each other anyway; but one with many values
 * or many subtrees below it is cheap near the root, where nodes are few, and dear further down.
 */
export function createRefiner({ sizes, rules }: Part): (parent: Int32Array) => Int32Array {
  if (rules.reduce((pairs, { scope }) => pairs + scope.length ** 2, 0) > MANY_PAIRS) return (parent) => parent
  const alike = likeness(sizes, rules)
  return (parent) => refined(parent, sizes, alike)
}

function refined(parent: Int32Array, sizes: readonly number[], alike: Likeness): Int32Array {
  const { order, children } = childrenFirst(parent)
  const above = Int32Array.from(parent)
  const below = children.map((own) => new Set(own))
  /** Per variable those above it that rules join to its subtree, with how their values differ for it. */
  const contexts: Map<number, Labels>[] = sizes.map(() => new Map())
  const depth = new Int32Array(parent.length)
  for (let at = order.length - 1; at >= 0; at--) {
    const x = order[at]!
    depth[x] = above[x]! < 0 ? 0 : depth[above[x]!]! + 1
  }
  const contextOf = (x: number, isAbove: (other: number) => boolean, kids: Iterable<number>): Map<number, Labels> => {
    const context = new Map<number, Labels>()
    for (const [other, labels] of alike[x]!) if (isAbove(other)) context.set(other, labels)
    for (const child of kids)
      for (const [other, labels] of contexts[child]!) {
        if (other === x) continue
        const known = context.get(other)
        context.set(other, known === undefined ? labels : common(known, labels))
      }
    return context
  }
  for (const x of order) contexts[x] = contextOf(x, (other) => depth[other]! < depth[x]!, below[x]!)
  const nodesOf = (context: ReadonlyMap<number, Labels>): number => {
    let bits = 0
    for (const labels of context.values()) bits += labels.bits
    return 2 ** Math.min(bits, 60)
  }
  const costOf = (x: number, context: ReadonlyMap<number, Labels>, kids: number) =>
    nodesOf(context) * sizes[x]! * (1 + kids)

  /** How often what is known of a variable changed, and that of it and its parent when both were last compared. */
  const changes = new Int32Array(parent.length)
  const compared = new Int32Array(parent.length).fill(-1)

  /** Puts y in the place of its parent x when that is cheaper. */
  function exchange(x: number, y: number): boolean {
    if (compared[y] === changes[x]! + changes[y]!) return false
    compared[y] = changes[x]! + changes[y]!
    const now = costOf(x, contexts[x]!, below[x]!.size) + costOf(y, contexts[y]!, below[y]!.size)
    const staying = [...below[y]!].filter((child) => contexts[child]!.has(x))
    // With y on top, what hangs there is the same, and so is what it depends on.
    const ofY = costOf(y, contexts[x]!, below[y]!.size - staying.length + 1)
    if (ofY >= now) return false
    const kidsX = [...[...below[x]!].filter((child) => child !== y), ...staying]
    const newX = contextOf(x, (other) => other === y || contexts[x]!.has(other), kidsX)
    if (ofY + costOf(x, newX, kidsX.length) >= 0.999 * now) return false
    const top = above[x]!
    for (const variable of [x, y, ...kidsX]) changes[variable]!++
    if (top >= 0) {
      changes[top]!++
      below[top]!.delete(x)
      below[top]!.add(y)
    }
    above[y] = top
    above[x] = y
    for (const child of staying) {
      above[child] = x
      below[y]!.delete(child)
    }
    below[y]!.add(x)
    below[x] = new Set(kidsX)
    contexts[y] = contexts[x]!
    contexts[x] = newX
    return true
  }

  for (let round = 0, changed = true; changed && round < ROUNDS; round++) {
    changed = false
    for (const y of order) while (above[y]! >= 0 && exchange(above[y]!, y)) changed = true
  }
  return above
}

/** Values with one label are treated alike; `bits` is the logarithm of the number of labels. */
interface Labels {
  readonly of: Int32Array
  readonly bits: number
}

type Likeness = readonly ReadonlyMap<number, Labels>[]

/** Per variable x and neighbour a how the values of a differ for the rules that read both. */
function likeness(sizes: readonly number[], rules: readonly Rule[]): Likeness {
  const alike = sizes.map(() => new Map<number, Labels>())
  for (const rule of rules)
    rule.scope.forEach((a, i) => {
      const labels = labelsIn(rule, i, sizes[a]!)
      for (const x of rule.scope) {
        if (x === a) continue
        const known = alike[x]!.get(a)
        alike[x]!.set(a, known === undefined ? labels : common(known, labels))
      }
    })
  return alike
}

function labelsIn(rule: Rule, column: number, size: number): Labels {
  if (rule.type === 'count') return labelled(rule.weights[column]!)
  const rows: string[][] = Array.from({ length: size }, () => [])
  for (const row of rule.rows) rows[row[column]!]!.push(row.map((value, i) => (i === column ? '' : value)).join())
  return labelled(rows.map((own) => own.sort().join(';')))
}

function labelled(names: readonly (string | number)[]): Labels {
  const known = new Map<string | number, number>()
  const of = Int32Array.from(names, (name) => {
    const label = known.get(name) ?? known.size
    known.set(name, label)
    return label
  })
  return { of, bits: Math.log2(known.size) }
}

/** As different as either says. */
function common(a: Labels, b: Labels): Labels {
  if (a === b || 2 ** a.bits > a.of.length - 0.5) return a
  if (2 ** b.bits > b.of.length - 0.5) return b
  return labelled(Array.from(a.of, (label, value) => label * b.of.length + b.of[value]!))
}
