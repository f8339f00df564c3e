import { childrenFirst } from '../format.ts'
import { FAILED, SATISFIED, type Automaton } from './automata.ts'

/** All nodes of one variable; node n's edges are `edges[starts[n]]` up to `edges[starts[n + 1]]`. */
export interface Nodes {
  readonly starts: Int32Array
  /** Per edge the value, then per child variable the number of its node among those of that variable. */
  readonly edges: Int32Array
}

/** The diagram of one part; variables are the part's own. */
export interface PartDiagram {
  readonly parent: Int32Array
  /** Variables children first. */
  readonly order: Int32Array
  readonly children: readonly (readonly number[])[]
  /** Per variable; without any when the part has no valid design. */
  readonly nodes: readonly Nodes[]
  readonly states: number
  /** Numbers in all edges. */
  readonly size: number
}

export interface WalkLimits {
  readonly states: number
  /** Called now and then; false ends the walk. */
  readonly goOn: (states: number) => boolean
  /** Goes up with each pruned value and each state: work that, unlike time, is the same on every machine. */
  readonly meter: { work: number }
}

/**
 * Walks the pseudo tree from the root, value by value, and keeps one node per distinct remainder of the rules. Null
 * when a limit was met.
 *
 * With `domainKeys` a remainder is told by the rules' states and the values already pruned below, where rules the
 * pruned values satisfy count as satisfied; without, by the states alone, which is cheaper and now and then enough.
 */
export function walk(
  live: readonly Uint8Array[],
  automata: readonly Automaton[],
  parent: Int32Array,
  domainKeys: boolean,
  limits: WalkLimits
): PartDiagram | null {
  const count = live.length
  const { order, children } = childrenFirst(parent)
  // Position in `order`: the subtree of x is the run of positions that ends at x's.
  const place = new Int32Array(count)
  const span = new Int32Array(count)
  order.forEach((option, at) => {
    place[option] = at
    span[option] = 1 + children[option]!.reduce((sum, child) => sum + span[child]!, 0)
  })
  /** Rules that read x, with x's position among their options. */
  const reads: (readonly [rule: number, position: number])[][] = live.map(() => [])
  /** Rules that read something above x and something in its subtree. */
  const crossing: number[][] = live.map(() => [])
  automata.forEach(({ scope }, rule) => {
    scope.forEach((option, position) => reads[option]!.push([rule, position]))
    for (let x = scope.at(-1)!; x !== scope[0]!; x = parent[x]!) crossing[x]!.push(rule)
  })

  const domain = live.map((values) => values.slice())
  const size = live.map((values) => values.reduce((sum, on) => sum + on, 0))
  const fullSize = size.slice()
  const state = Int32Array.from(automata, ({ start }) => start)
  // The trail: [option, value] for a pruned value, [-1 - rule, state before] for a rule's step.
  const trail: number[] = []
  const pruned: number[] = []
  const queue: number[] = []
  const key = createKey()
  const below: number[] = []
  let low = 0
  let high = 0

  function setState(rule: number, next: number) {
    if (state[rule] === next) return
    trail.push(-1 - rule, state[rule]!)
    state[rule] = next
  }

  function prune(option: number, value: number): boolean {
    if (size[option] === fullSize[option]) pruned.push(option)
    domain[option]![value] = 0
    trail.push(option, value)
    limits.meter.work++
    return --size[option]! > 0
  }

  function undo(mark: number) {
    while (trail.length > mark) {
      const value = trail.pop()!
      const option = trail.pop()!
      if (option < 0) state[-1 - option] = value
      else {
        domain[option]![value] = 1
        if (++size[option]! === fullSize[option]) pruned.pop()
      }
    }
    queue.length = 0
  }

  /** Bounds propagation over what is still open of a sum; false when it cannot be kept. */
  function narrowSum(rule: number): boolean {
    const { scope, sum } = automata[rule]!
    const { weights, least, most } = sum!
    let lowest = 0
    let highest = 0
    for (let i = 0; i < scope.length; i++) {
      measure(domain[scope[i]!]!, weights[i]!)
      lowest += low
      highest += high
    }
    if (lowest > most || highest < least) return false
    if (lowest >= least && highest <= most) {
      if (domainKeys) setState(rule, SATISFIED)
      return true
    }
    for (let i = 0; i < scope.length; i++) {
      const option = scope[i]!
      const own = weights[i]!
      measure(domain[option]!, own)
      if (highest - high + low >= least && lowest - low + high <= most) continue
      for (let value = 0; value < own.length; value++) {
        if (domain[option]![value] === 0) continue
        if (highest - high + own[value]! >= least && lowest - low + own[value]! <= most) continue
        if (!prune(option, value)) return false
        queue.push(option)
      }
    }
    return true
  }

  /** Least and greatest weight of the values left, into `low` and `high`: two results, and no object per call. */
  function measure(values: Uint8Array, own: readonly number[]) {
    low = Infinity
    high = -Infinity
    for (let value = 0; value < own.length; value++) {
      if (values[value] === 0) continue
      if (own[value]! < low) low = own[value]!
      if (own[value]! > high) high = own[value]!
    }
  }

  function choose(option: number, value: number): boolean {
    for (const [rule, position] of reads[option]!) {
      if (state[rule] === SATISFIED) continue
      const { scope, step, supports } = automata[rule]!
      const next = step(state[rule]!, position, value)
      if (next === FAILED) return false
      setState(rule, next)
      if (next === SATISFIED || supports === null) continue
      for (let later = position + 1; later < scope.length; later++) {
        const other = scope[later]!
        const values = domain[other]!
        const supported = supports[next]![later]!
        for (let v = 0; v < values.length; v++) {
          if (values[v]! <= supported[v]!) continue
          if (!prune(other, v)) return false
          queue.push(other)
        }
      }
      // One option left: the pruned values say all the table has to say.
      if (domainKeys && position === scope.length - 2) setState(rule, SATISFIED)
    }
    for (let other = 0; other < domain[option]!.length; other++)
      if (other !== value && domain[option]![other] === 1) prune(option, other)
    queue.push(option)
    while (queue.length > 0) {
      const changed = queue.pop()!
      for (const [rule] of reads[changed]!)
        if (state[rule] !== SATISFIED && automata[rule]!.sum !== null && !narrowSum(rule)) return false
    }
    return true
  }

  function keyOf(x: number): string {
    key.clear()
    for (const rule of crossing[x]!) key.add(state[rule]!)
    if (!domainKeys) return key.text()
    const last = place[x]!
    const first = last - span[x]! + 1
    below.length = 0
    let sorted = true
    for (const option of pruned) {
      const at = place[option]!
      if (at > last || at < first) continue
      sorted &&= below.length === 0 || at < place[below.at(-1)!]!
      below.push(option)
    }
    // Propagation mostly runs down the tree already.
    if (!sorted) below.sort((a, b) => place[b]! - place[a]!)
    for (const option of below) {
      key.add(last - place[option]!)
      const values = domain[option]!
      for (let from = 0; from < values.length; from += 16) {
        let bits = 0
        for (let value = from; value < from + 16 && value < values.length; value++)
          bits |= values[value]! << (value - from)
        key.add(bits)
      }
    }
    return key.text()
  }

  const nodes: (readonly number[])[][] = live.map(() => [])
  const numbers: Map<string, number>[] = live.map(() => new Map())
  const known: Map<string, number>[] = live.map(() => new Map())
  let states = 0

  function nodeOf(x: number, edges: readonly number[]): number {
    if (edges.length === 0) return DEAD
    key.clear()
    for (const number of edges) key.add(number)
    const text = key.text()
    const existing = numbers[x]!.get(text)
    if (existing !== undefined) return existing
    nodes[x]!.push(edges)
    numbers[x]!.set(text, nodes[x]!.length - 1)
    return nodes[x]!.length - 1
  }

  /**
   * The node of a root's whole part, DEAD, or null at a limit. The stack is explicit: trees are as deep as there are
   * options.
   */
  function solve(root: number): number | null {
    const stack: Frame[] = [{ option: root, key: keyOf(root), value: -1, mark: 0, edges: [], kids: [] }]
    let result = NONE
    for (;;) {
      const frame = stack.at(-1)!
      const { option } = frame
      const subtrees = children[option]!
      if (result !== NONE) {
        if (result === DEAD) {
          undo(frame.mark)
          frame.value++
          frame.kids.length = 0
        } else frame.kids.push(result)
        result = NONE
      } else frame.value++
      let entered = false
      for (; frame.value < domain[option]!.length; frame.value++, frame.kids.length = 0) {
        if (frame.kids.length === 0) {
          if (domain[option]![frame.value] === 0) continue
          frame.mark = trail.length
          if (!choose(option, frame.value)) {
            undo(frame.mark)
            continue
          }
        }
        if (frame.kids.length < subtrees.length) {
          const child = subtrees[frame.kids.length]!
          const childKey = keyOf(child)
          const node = known[child]!.get(childKey)
          if (node === undefined) stack.push({ option: child, key: childKey, value: -1, mark: 0, edges: [], kids: [] })
          else result = node
          entered = true
          break
        }
        frame.edges.push(frame.value)
        for (const kid of frame.kids) frame.edges.push(kid)
        undo(frame.mark)
      }
      if (entered) continue
      result = nodeOf(option, frame.edges)
      known[option]!.set(frame.key, result)
      limits.meter.work += STATE
      if (++states > limits.states || (states % 1024 === 0 && !limits.goOn(states))) return null
      stack.pop()
      if (stack.length === 0) return result
    }
  }

  const roots: number[] = []
  for (let option = 0; option < count; option++) if (parent[option]! < 0) roots.push(option)
  let satisfiable = true
  for (const root of roots) {
    const node = satisfiable ? solve(root) : DEAD
    if (node === null) return null
    if (node === DEAD) satisfiable = false
  }
  const kept = satisfiable ? reachable(order, children, nodes, roots) : live.map(() => [])
  const length = kept.reduce((sum, own) => sum + own.reduce((edges, node) => edges + node.length, 0), 0)
  const flat = kept.map((own): Nodes => {
    const starts = new Int32Array(own.length + 1)
    own.forEach((edges, node) => (starts[node + 1] = starts[node]! + edges.length))
    return { starts, edges: Int32Array.from(own.flat()) }
  })
  return { parent, order, children, nodes: flat, states, size: length }
}

/** Joins whole numbers to a text that no other list of numbers gives: one character each, three from 65,535 on. */
function createKey(): { clear(): void; add(number: number): void; text(): string } {
  const codes: number[] = []
  return {
    clear: () => void (codes.length = 0),
    add(number) {
      if (number < 0xffff) codes.push(number)
      else codes.push(0xffff, number & 0xffff, number >>> 16)
    },
    text() {
      // In portions, for a function takes only so many arguments.
      let text = ''
      for (let at = 0; at < codes.length; at += 4096) text += String.fromCharCode(...codes.slice(at, at + 4096))
      return text
    },
  }
}

const NONE = -2
const DEAD = -1
/** What a state costs, in pruned values. */
const STATE = 10

interface Frame {
  readonly option: number
  readonly key: string
  value: number
  mark: number
  readonly edges: number[]
  readonly kids: number[]
}

/** Nodes that only a dead branch used go; the rest are numbered anew, in the order they were made. */
function reachable(
  order: Int32Array,
  children: readonly (readonly number[])[],
  nodes: readonly (readonly (readonly number[])[])[],
  roots: readonly number[]
): readonly (readonly (readonly number[])[])[] {
  const number = nodes.map((own) => new Int32Array(own.length).fill(-1))
  for (const root of roots) number[root]![number[root]!.length - 1] = 0
  const kept: number[][][] = nodes.map(() => [])
  for (let at = order.length - 1; at >= 0; at--) {
    const option = order[at]!
    const kids = children[option]!
    nodes[option]!.forEach((edges, node) => {
      if (number[option]![node] === -1) return
      for (let i = 0; i < edges.length; i += 1 + kids.length)
        kids.forEach((child, k) => (number[child]![edges[i + 1 + k]!] = 0))
    })
  }
  for (const option of order) {
    const kids = children[option]!
    const step = 1 + kids.length
    nodes[option]!.forEach((edges, node) => {
      if (number[option]![node] === -1) return
      number[option]![node] = kept[option]!.length
      kept[option]!.push(edges.map((entry, i) => (i % step === 0 ? entry : number[kids[(i % step) - 1]!]![entry]!)))
    })
  }
  return kept
}
