import { ToileError } from '../ground/index.ts'
import type { RuleOption } from './types.ts'

/**
 * All valid designs as an AND/OR multi-valued decision diagram: a node of option x has one edge per value that still
 * leads to a design, an edge one child node per child option of x in the pseudo tree. Everything is in flat arrays,
 * children before parents, so that an answer is one or two passes over `edges` without a branch on the graph's shape.
 *
 * @see Mateescu, Dechter, Marinescu: AND/OR Multi-Valued Decision Diagrams, JAIR 33 (2008) 465-519
 */
export interface Diagram {
  /** Options children first; a subtree's options are neighbours: positions `low[p]` to p. */
  readonly order: Int32Array
  readonly low: Int32Array
  /** Smallest option index in the subtree of position p. */
  readonly leastOption: Int32Array
  /** Numbers per edge at position p: the value and one child for each child option. */
  readonly stride: Int32Array
  /** First node of position p; the nodes of one option are neighbours. */
  readonly first: Int32Array
  /**
   * Node u's edges are `edges[edgeStart[u]]` up to `edges[edgeStart[u + 1]]`: absolute value index, then child nodes.
   */
  readonly edgeStart: Int32Array
  readonly edges: Int32Array
  /** One node per independent part; empty when no design is valid. */
  readonly roots: Int32Array
  readonly satisfiable: boolean
  /** Work space of the sweeps, one number per node: kept, for a click must not allocate what it throws away at once. */
  readonly best: Float64Array
  readonly worst: Float64Array
  readonly rest: Float64Array
  readonly restWorst: Float64Array
  readonly fewest: Uint8Array
  readonly outside: Uint8Array
}

export const FORMAT = 1

/** The pseudo tree's options children first, siblings by index. Compiler and runtime must agree on it. */
export function childrenFirst(parent: ArrayLike<number>): { order: Int32Array; children: number[][] } {
  const children: number[][] = Array.from(parent, () => [])
  const pending: number[] = []
  for (let option = 0; option < parent.length; option++)
    (parent[option]! < 0 ? pending : children[parent[option]!]!).push(option)
  // Parents before children, last sibling first; filled in from the end.
  const order = new Int32Array(parent.length)
  let at = parent.length
  while (pending.length > 0) {
    const option = pending.pop()!
    order[--at] = option
    for (const child of children[option]!) pending.push(child)
  }
  if (at !== 0) throw damaged('its tree has a cycle')
  return { order, children }
}

/** @throws {ToileError} `rules/damaged-diagram` when the bytes are not a diagram of these options. */
export function readDiagram(bytes: Uint8Array, options: readonly RuleOption[], offsets: Int32Array): Diagram {
  const next = numberReader(bytes)
  if (next() !== FORMAT) throw damaged(`expected format ${FORMAT}`)
  const count = options.length
  if (next() !== count) throw damaged(`it is not of ${count} options`)
  const parent = new Int32Array(count)
  for (let option = 0; option < count; option++) {
    parent[option] = next() - 1
    if (parent[option]! >= count) throw damaged('its tree leaves the options')
  }
  const { order, children } = childrenFirst(parent)
  const position = new Int32Array(count)
  const low = new Int32Array(count)
  const leastOption = new Int32Array(count)
  const stride = new Int32Array(count)
  const first = new Int32Array(count + 1)
  const edgeStart = [0]
  const edges: number[] = []
  for (let p = 0; p < count; p++) {
    const option = order[p]!
    position[option] = p
    low[p] = p
    leastOption[p] = option
    for (const child of children[option]!) {
      low[p] = Math.min(low[p]!, low[position[child]!]!)
      leastOption[p] = Math.min(leastOption[p]!, leastOption[position[child]!]!)
    }
    stride[p] = 1 + children[option]!.length
    const nodes = next()
    for (let node = 0; node < nodes; node++) {
      let value = -1
      for (let edge = next(); edge > 0; edge--) {
        value += next() + 1
        if (value >= options[option]!.values.length) throw damaged('an edge has an unknown value')
        edges.push(offsets[option]! + value)
        for (const child of children[option]!) {
          const target = first[position[child]!]! + next()
          if (target >= first[position[child]! + 1]!) throw damaged('an edge leads nowhere')
          edges.push(target)
        }
      }
      edgeStart.push(edges.length)
    }
    first[p + 1] = edgeStart.length - 1
  }
  if (next.at() !== bytes.length) throw damaged('it goes on after its end')
  const nodes = edgeStart.length - 1
  const roots: number[] = []
  for (let option = 0; option < count; option++) {
    if (parent[option]! >= 0 || nodes === 0) continue
    const p = position[option]!
    if (first[p + 1]! - first[p]! !== 1) throw damaged('a part of it has no single root')
    roots.push(first[p]!)
  }
  return {
    order,
    low,
    leastOption,
    stride,
    first,
    edgeStart: Int32Array.from(edgeStart),
    edges: Int32Array.from(edges),
    roots: Int32Array.from(roots),
    satisfiable: nodes > 0 || count === 0,
    best: new Float64Array(nodes),
    worst: new Float64Array(nodes),
    rest: new Float64Array(nodes),
    restWorst: new Float64Array(nodes),
    fewest: new Uint8Array(nodes),
    outside: new Uint8Array(nodes),
  }
}

/**
 * The least total cost of a design. A forbidden value costs Infinity, so picks, filters and prices are one mechanism.
 * Costs are whole numbers below 2^53 in sum: then nothing is rounded.
 */
export function leastTotal(diagram: Diagram, costs: Float64Array): number {
  const { order, stride, first, edgeStart, edges, roots, best } = diagram
  if (!diagram.satisfiable) return Infinity
  for (let p = 0; p < order.length; p++) {
    const step = stride[p]!
    for (let node = first[p]!, end = first[p + 1]!; node < end; node++) {
      let least = Infinity
      for (let edge = edgeStart[node]!, last = edgeStart[node + 1]!; edge < last; edge += step) {
        let cost = costs[edges[edge]!]!
        for (let child = edge + 1; child < edge + step; child++) cost += best[edges[child]!]!
        if (cost < least) least = cost
      }
      best[node] = least
    }
  }
  let total = 0
  for (const root of roots) total += best[root]!
  return total
}

/**
 * For every absolute value the least and the greatest total cost of a design that has it; Infinity and -Infinity
 * where there is none. Returns both for all designs.
 */
export function boundsPerValue(
  diagram: Diagram,
  costs: Float64Array,
  least: Float64Array,
  greatest: Float64Array
): { least: number; greatest: number } {
  const { order, stride, first, edgeStart, edges, roots, best, worst, rest, restWorst } = diagram
  least.fill(Infinity)
  greatest.fill(-Infinity)
  if (!diagram.satisfiable) return { least: Infinity, greatest: -Infinity }
  for (let p = 0; p < order.length; p++) {
    const step = stride[p]!
    for (let node = first[p]!, end = first[p + 1]!; node < end; node++) {
      let low = Infinity
      let high = -Infinity
      for (let edge = edgeStart[node]!, last = edgeStart[node + 1]!; edge < last; edge += step) {
        let cheap = costs[edges[edge]!]!
        if (cheap === Infinity) continue
        let dear = cheap
        for (let child = edge + 1; child < edge + step; child++) {
          cheap += best[edges[child]!]!
          dear += worst[edges[child]!]!
        }
        if (cheap < low) low = cheap
        if (dear > high) high = dear
      }
      best[node] = low
      worst[node] = high
    }
  }
  let cheapest = 0
  let dearest = 0
  for (const root of roots) {
    cheapest += best[root]!
    dearest += worst[root]!
  }
  if (cheapest === Infinity) return { least: Infinity, greatest: -Infinity }
  rest.fill(Infinity)
  restWorst.fill(-Infinity)
  for (const root of roots) {
    rest[root] = cheapest - best[root]!
    restWorst[root] = dearest - worst[root]!
  }
  for (let p = order.length - 1; p >= 0; p--) {
    const step = stride[p]!
    for (let node = first[p + 1]! - 1; node >= first[p]!; node--) {
      if (rest[node] === Infinity) continue
      for (let edge = edgeStart[node]!, last = edgeStart[node + 1]!; edge < last; edge += step) {
        const value = edges[edge]!
        let cheap = costs[value]!
        if (cheap === Infinity) continue
        let dear = cheap + restWorst[node]!
        cheap += rest[node]!
        for (let child = edge + 1; child < edge + step; child++) {
          cheap += best[edges[child]!]!
          dear += worst[edges[child]!]!
        }
        if (cheap === Infinity) continue
        if (cheap < least[value]!) least[value] = cheap
        if (dear > greatest[value]!) greatest[value] = dear
        for (let child = edge + 1; child < edge + step; child++) {
          const target = edges[child]!
          const without = cheap - best[target]!
          if (without < rest[target]!) rest[target] = without
          const dearWithout = dear - worst[target]!
          if (dearWithout > restWorst[target]!) restWorst[target] = dearWithout
        }
      }
    }
  }
  return { least: cheapest, greatest: dearest }
}

/**
 * Marks in `answer` the values of designs that depart (1 in `departs`) in no value, or in just the marked one.
 * Nothing beyond one departure is followed, so the more is picked the sooner it is done.
 */
export function markWithinOneDeparture(diagram: Diagram, departs: Uint8Array, answer: Int8Array): void {
  const { order, stride, first, edgeStart, edges, roots, fewest, outside } = diagram
  answer.fill(0)
  if (!diagram.satisfiable) return
  for (let p = 0; p < order.length; p++) {
    const step = stride[p]!
    for (let node = first[p]!, end = first[p + 1]!; node < end; node++) {
      let low = MANY
      for (let edge = edgeStart[node]!, last = edgeStart[node + 1]!; edge < last && low > 0; edge += step) {
        let departures = departs[edges[edge]!]!
        for (let child = edge + 1; child < edge + step && departures < low; child++)
          departures += fewest[edges[child]!]!
        if (departures < low) low = departures
      }
      fewest[node] = low
    }
  }
  let total = 0
  for (const root of roots) total += fewest[root]!
  if (total >= MANY) return
  outside.fill(MANY)
  for (const root of roots) outside[root] = total - fewest[root]!
  for (let p = order.length - 1; p >= 0; p--) {
    const step = stride[p]!
    for (let node = first[p + 1]! - 1; node >= first[p]!; node--) {
      const before = outside[node]!
      if (before >= MANY) continue
      for (let edge = edgeStart[node]!, last = edgeStart[node + 1]!; edge < last; edge += step) {
        const value = edges[edge]!
        let departures = before + departs[value]!
        for (let child = edge + 1; child < edge + step && departures < MANY; child++)
          departures += fewest[edges[child]!]!
        if (departures >= MANY) continue
        if (departures === departs[value]) answer[value] = 1
        for (let child = edge + 1; child < edge + step; child++) {
          const target = edges[child]!
          const without = departures - fewest[target]!
          if (without < outside[target]!) outside[target] = without
        }
      }
    }
  }
}

/** Departures from here on are all the same: too many. */
const MANY = 2

/**
 * A cheapest design; of several the first in the order of the options' value indexes. Null when every design is
 * forbidden. Parts of the tree are independent, so the first design of a whole is made of the first designs of its
 * parts.
 */
export function cheapestDesign(diagram: Diagram, costs: Float64Array, offsets: Int32Array): Int32Array | null {
  if (leastTotal(diagram, costs) === Infinity) return null
  const { order, stride, first, edgeStart, edges, roots, best, rest } = diagram
  // `rest` marks first the nodes some cheapest design visits, then holds the edge each of them takes.
  rest.fill(-1)
  for (const root of roots) rest[root] = 0
  const costOf = (edge: number, step: number) => {
    let cost = costs[edges[edge]!]!
    for (let child = edge + 1; child < edge + step; child++) cost += best[edges[child]!]!
    return cost
  }
  for (let p = order.length - 1; p >= 0; p--) {
    const step = stride[p]!
    for (let node = first[p + 1]! - 1; node >= first[p]!; node--) {
      if (rest[node]! < 0) continue
      for (let edge = edgeStart[node]!, last = edgeStart[node + 1]!; edge < last; edge += step) {
        if (costOf(edge, step) !== best[node]) continue
        for (let child = edge + 1; child < edge + step; child++) rest[edges[child]!] = 0
      }
    }
  }

  const positionOf = (node: number) => {
    let low = 0
    let high = order.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (first[middle]! <= node) low = middle
      else high = middle
    }
    return low
  }
  const paint = (edge: number, p: number, design: Int32Array) => {
    const pending = [edge, p]
    while (pending.length > 0) {
      const at = pending.pop()!
      const from = pending.pop()!
      design[order[at]!] = edges[from]! - offsets[order[at]!]!
      for (let child = from + 1; child < from + stride[at]!; child++)
        pending.push(rest[edges[child]!]!, positionOf(edges[child]!))
    }
  }
  const one = new Int32Array(order.length)
  const other = new Int32Array(order.length)
  const comesBefore = (edge: number, than: number, p: number) => {
    paint(edge, p, one)
    paint(than, p, other)
    let option = order.length
    for (let at = diagram.low[p]!; at <= p; at++)
      if (order[at]! < option && one[order[at]!] !== other[order[at]!]) option = order[at]!
    return one[option]! < other[option]!
  }
  for (let p = 0; p < order.length; p++) {
    const step = stride[p]!
    // Edges stand in value order: where the option itself leads its subtree, the first one met wins.
    const leads = diagram.leastOption[p] === order[p]
    for (let node = first[p]!; node < first[p + 1]!; node++) {
      if (rest[node]! < 0) continue
      let taken = -1
      for (let edge = edgeStart[node]!, last = edgeStart[node + 1]!; edge < last; edge += step) {
        if (costOf(edge, step) !== best[node]) continue
        if (taken < 0 || (!leads && comesBefore(edge, taken, p))) taken = edge
        if (leads) break
      }
      rest[node] = taken
    }
  }
  const design = new Int32Array(order.length)
  for (const root of roots) paint(rest[root]!, positionOf(root), design)
  return design
}

/** Number of designs among the allowed values: in doubles while they are exact, else once more in big integers. */
export function countDesigns(diagram: Diagram, allowed: Uint8Array): bigint {
  if (!diagram.satisfiable) return 0n
  const { order, stride, first, edgeStart, edges, roots, best } = diagram
  let exact = true
  for (let p = 0; p < order.length; p++) {
    const step = stride[p]!
    for (let node = first[p]!; node < first[p + 1]!; node++) {
      let sum = 0
      for (let edge = edgeStart[node]!; edge < edgeStart[node + 1]!; edge += step) {
        if (allowed[edges[edge]!] === 0) continue
        let product = 1
        for (let child = edge + 1; child < edge + step; child++) product *= best[edges[child]!]!
        sum += product
      }
      if (sum > Number.MAX_SAFE_INTEGER) exact = false
      best[node] = sum
    }
  }
  if (exact) {
    let total = 1n
    for (const root of roots) total *= BigInt(best[root]!)
    return total
  }
  const counts: bigint[] = []
  for (let p = 0; p < order.length; p++) {
    const step = stride[p]!
    for (let node = first[p]!; node < first[p + 1]!; node++) {
      let sum = 0n
      for (let edge = edgeStart[node]!; edge < edgeStart[node + 1]!; edge += step) {
        if (allowed[edges[edge]!] === 0) continue
        let product = 1n
        for (let child = edge + 1; child < edge + step; child++) product *= counts[edges[child]!]!
        sum += product
      }
      counts[node] = sum
    }
  }
  let total = 1n
  for (const root of roots) total *= counts[root]!
  return total
}

/** Little-endian base-128 numbers. */
function numberReader(bytes: Uint8Array): { (): number; at(): number } {
  let at = 0
  const next = () => {
    let value = 0
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++]
      if (byte === undefined || factor > 2 ** 35) throw damaged('it is cut short')
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
  }
  return Object.assign(next, { at: () => at })
}

const damaged = (what: string) =>
  new ToileError('rules/damaged-diagram', `the compiled rules cannot be read: ${what}. Build the template again.`)
