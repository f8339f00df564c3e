import { childrenFirst } from '../format.ts'
import { createInterned, enlarged, type Interned } from './interned.ts'
import { createResidual } from './residual.ts'
import type { Part, Rule } from './variables.ts'

/** All nodes of one variable; node n's edges are `edges[starts[n]]` up to `edges[starts[n + 1]]`. */
export interface Nodes {
  readonly starts: Int32Array
  /** Per edge the value, then per child variable the number of its node among those of that variable. */
  readonly edges: Int32Array
}

/** The diagram of one part; variables are the part's own, and after them such as group the values of one of these. */
export interface PartDiagram {
  readonly parent: Int32Array
  /** Variables children first. */
  readonly order: Int32Array
  readonly children: readonly (readonly number[])[]
  readonly sizes: readonly number[]
  /** The variables whose values are grouped, in the order of the variables that do it. */
  readonly groups: readonly number[]
  /** Per variable; without any when the part has no valid design. */
  readonly nodes: readonly Nodes[]
  readonly states: number
  /** Numbers in all edges. */
  readonly size: number
}

export interface WalkLimits {
  readonly states: number
  /** In narrowed variables and states met: unlike time, the same on every machine. */
  readonly work: number
  /** Called every few milliseconds; false ends the walk. */
  readonly goOn: (states: number) => boolean
}

export interface Walked {
  /** Null when a limit was met. */
  readonly diagram: PartDiagram | null
  readonly work: number
}

/** What a state costs, in narrowed variables. */
const STATE_WORK = 10

/** Work between two looks at the clock: some milliseconds. */
const LOOK = 10_000

/** Subtrees of more variables are not told by their values when all of these are settled. */
const LONG = 64

/** Numbers in all that is kept, a quarter of a gigabyte. */
const MOST_NUMBERS = 1 << 26

// What a subtree came to: a node's number, or one of these. Below them, STATES - state stands for a state to solve.
const UNKNOWN = -1
const DEAD = -2
const STATES = -3

/**
 * Walks the pseudo tree from the root, value by value, and keeps one node per distinct remainder of the rules. The
 * stack is explicit: trees are as deep as there are variables.
 */
export function walk(part: Part, parent: Int32Array, limits: WalkLimits): Walked {
  const tree = runsOf(parent)
  const { number, span, children } = tree
  const count = parent.length
  const sizes: number[] = Array.from(parent, () => 0)
  part.sizes.forEach((size, variable) => (sizes[number[variable]!] = size))
  const rules = part.rules.map((rule): Rule => ({ ...rule, scope: rule.scope.map((variable) => number[variable]!) }))
  const residual = createResidual(sizes, rules, tree.parent, span)
  const { cells, wordAt } = residual
  /** Small subtrees first: if one is dead, the large ones need not be walked. */
  const inTurn = children.map((own) => own.map((_, i) => i).sort((a, b) => span[own[a]!]! - span[own[b]!]! || a - b))

  const states = createInterned()
  /** Keys that tell apart more than they must, but are sooner made: the state of each. */
  const keys = createInterned()
  let stateOf = new Int32Array(1 << 8).fill(UNKNOWN)
  let results = new Int32Array(1 << 8).fill(UNKNOWN)
  const nodes = createInterned()
  const settledNode = new Int32Array(count)
  let settledWork = 0
  let solved = 0

  // Edges of unfinished nodes, those of the frame on top last.
  let edges = new Int32Array(1 << 10)
  let edgesEnd = 0
  // One frame per variable on the path: its state, where its edges begin and the last of them, the value tried there,
  // the way back, and how many of that value's children are solved (-1: no value is being tried).
  let top = -1
  const frameVariable = new Int32Array(count)
  const frameState = new Int32Array(count)
  const frameEdges = new Int32Array(count)
  const frameEdge = new Int32Array(count)
  const frameValue = new Int32Array(count)
  const frameMark = new Int32Array(count)
  const frameTurn = new Int32Array(count)
  let scratch = new Int32Array(1 << 6)

  function enter(state: number, variable: number) {
    top++
    frameVariable[top] = variable
    frameState[top] = state
    frameEdges[top] = edgesEnd
    frameValue[top] = -1
    frameTurn[top] = -1
  }

  const isLive = (variable: number, value: number) =>
    (cells[wordAt[variable]! + (value >>> 5)]! & (1 << (value & 31))) !== 0

  /** What a subtree comes to, as far as it is known. */
  function resultOf(variable: number): number {
    if (span[variable] === 1) return leafOf(variable)
    const numbers = residual.keyOf(variable)
    if (span[variable]! > LONG && residual.isSettled()) return settled(variable)
    const key = keys.intern(numbers, residual.length())
    if (key === stateOf.length) {
      stateOf = enlarged(stateOf)
      stateOf.fill(UNKNOWN, key)
    }
    if (stateOf[key] === UNKNOWN) stateOf[key] = states.intern(residual.commonKeyOf(variable), residual.length())
    const state = stateOf[key]!
    if (state === results.length) {
      results = enlarged(results)
      results.fill(UNKNOWN, state)
    }
    return results[state] === UNKNOWN ? STATES - state : results[state]!
  }

  /** One value is left everywhere below: no state is kept for each variable on the way, whose key would be as long. */
  function settled(variable: number): number {
    while (scratch.length < count + 2) scratch = enlarged(scratch)
    for (let x = variable + span[variable]! - 1; x >= variable; x--) {
      let length = 0
      scratch[length++] = x
      let value = 0
      while (!isLive(x, value)) value++
      scratch[length++] = value
      for (const child of children[x]!) scratch[length++] = settledNode[child]!
      settledNode[x] = nodes.intern(scratch, length)
    }
    settledWork += span[variable]!
    return settledNode[variable]!
  }

  /** At a leaf all rules have come down to its live values. */
  function leafOf(variable: number): number {
    let length = 0
    while (scratch.length <= sizes[variable]!) scratch = enlarged(scratch)
    scratch[length++] = variable
    for (let value = 0; value < sizes[variable]!; value++) if (isLive(variable, value)) scratch[length++] = value
    return nodes.intern(scratch, length)
  }

  /** Takes the next value of the frame on top that is not dead at once; false when there is none. */
  function tryNext(): boolean {
    const variable = frameVariable[top]!
    for (let value = frameValue[top]! + 1; value < sizes[variable]!; value++) {
      if (!isLive(variable, value)) continue
      const mark = residual.mark()
      if (residual.choose(variable, value) && putEdge(variable, value)) {
        frameValue[top] = value
        frameMark[top] = mark
        frameTurn[top] = 0
        return true
      }
      residual.undo(mark)
    }
    return false
  }

  /** Adds an edge, its children as far as they are known; false when one of them is known to be dead. */
  function putEdge(variable: number, value: number): boolean {
    const own = children[variable]!
    while (edgesEnd + own.length >= edges.length) edges = enlarged(edges)
    edges[edgesEnd] = value
    for (let i = 0; i < own.length; i++) {
      const result = resultOf(own[i]!)
      if (result === DEAD) return false
      edges[edgesEnd + 1 + i] = result
    }
    frameEdge[top] = edgesEnd
    edgesEnd += 1 + own.length
    return true
  }

  /** Enters the next child to solve of the edge on top; false when all are solved. */
  function enterChild(): boolean {
    const variable = frameVariable[top]!
    const turns = inTurn[variable]!
    for (; frameTurn[top]! < turns.length; frameTurn[top]!++) {
      const child = turns[frameTurn[top]!]!
      const slot = frameEdge[top]! + 1 + child
      if (edges[slot]! > STATES) continue
      // An earlier sibling cannot have solved it: states of siblings are different.
      enter(STATES - edges[slot]!, children[variable]![child]!)
      return true
    }
    return false
  }

  /** The node of the frame on top, whose values are all tried. */
  function leave(): number {
    const length = edgesEnd - frameEdges[top]!
    edgesEnd = frameEdges[top]!
    let result = DEAD
    if (length > 0) {
      while (scratch.length <= length) scratch = enlarged(scratch)
      scratch[0] = frameVariable[top]!
      for (let i = 0; i < length; i++) scratch[i + 1] = edges[edgesEnd + i]!
      result = nodes.intern(scratch, length + 1)
    }
    results[frameState[top]!] = result
    solved++
    top--
    return result
  }

  /** What comes of a child goes into the edge that waits for it. */
  function take(result: number) {
    if (result !== DEAD) {
      const child = inTurn[frameVariable[top]!]![frameTurn[top]!]!
      edges[frameEdge[top]! + 1 + child] = result
      frameTurn[top]!++
      return
    }
    edgesEnd = frameEdge[top]!
    residual.undo(frameMark[top]!)
    frameTurn[top] = -1
  }

  const work = () => residual.work() + settledWork + STATE_WORK * solved

  /** Result of a root's part, UNKNOWN at a limit. */
  function solve(root: number): number {
    const known = resultOf(root)
    if (known > STATES) return known
    let nextLook = work() + LOOK
    enter(STATES - known, root)
    for (;;) {
      if (frameTurn[top]! >= 0) {
        if (enterChild()) continue
        residual.undo(frameMark[top]!)
        frameTurn[top] = -1
      } else if (!tryNext()) {
        const result = leave()
        if (top < 0) return result
        take(result)
        if (work() < nextLook) continue
        nextLook = work() + LOOK
        const within = solved <= limits.states && work() <= limits.work
        const fits = keys.size + states.size + nodes.size <= MOST_NUMBERS
        if (!within || !fits || !limits.goOn(solved)) return UNKNOWN
      }
    }
  }

  const roots: number[] = residual.begin() ? [] : [DEAD]
  for (let variable = 0; variable < count && !roots.includes(DEAD); variable++)
    if (tree.parent[variable]! < 0) roots.push(solve(variable))
  const diagram =
    roots.includes(UNKNOWN) || solved > limits.states || work() > limits.work
      ? null
      : diagramOf(part, parent, number, nodes, roots.includes(DEAD) ? [] : roots, solved)
  return { diagram, work: work() }
}

/** The tree numbered parents first, siblings by number, so that a subtree is a run of `span` numbers. */
function runsOf(parent: Int32Array) {
  const { order, children } = childrenFirst(parent)
  const number = new Int32Array(parent.length)
  const span = new Int32Array(parent.length).fill(1)
  const above = new Int32Array(parent.length)
  for (const variable of order)
    for (const child of children[variable]!) span[variable]! += span[child]!
  let roots = 0
  for (let variable = 0; variable < parent.length; variable++)
    if (parent[variable]! < 0) {
      number[variable] = roots
      roots += span[variable]!
    }
  for (let at = order.length - 1; at >= 0; at--) {
    let next = number[order[at]!]! + 1
    for (const child of children[order[at]!]!) {
      number[child] = next
      next += span[child]!
    }
  }
  const renumbered: number[][] = children.map(() => [])
  const spans = new Int32Array(parent.length)
  parent.forEach((up, variable) => {
    above[number[variable]!] = up < 0 ? -1 : number[up]!
    spans[number[variable]!] = span[variable]!
    renumbered[number[variable]!] = children[variable]!.map((child) => number[child]!)
  })
  return { number, parent: above, span: spans, children: renumbered }
}

/** Nodes that only a dead branch used go; the rest are numbered anew per variable, in the order they were made. */
function diagramOf(
  { sizes }: Part,
  parent: Int32Array,
  number: Int32Array,
  { data, starts, count }: Interned,
  roots: readonly number[],
  states: number
): PartDiagram {
  const { order, children } = childrenFirst(parent)
  const kids = new Int32Array(parent.length)
  children.forEach((own, variable) => (kids[number[variable]!] = own.length))
  const used = new Uint8Array(count)
  for (const root of roots) used[root] = 1
  // Children were made before what refers to them.
  for (let node = count - 1; node >= 0; node--) {
    if (used[node] === 0) continue
    const stride = 1 + kids[data[starts[node]!]!]!
    for (let at = starts[node]! + 1; at < starts[node + 1]!; at += stride)
      for (let child = at + 1; child < at + stride; child++) used[data[child]!] = 1
  }
  const made: number[][] = Array.from(parent, () => [])
  const renumbered = new Int32Array(count)
  for (let node = 0; node < count; node++)
    if (used[node] === 1) renumbered[node] = made[data[starts[node]!]!]!.push(node) - 1
  let size = 0
  const nodes = Array.from(number, (own): Nodes => {
    const stride = 1 + kids[own]!
    const edges: number[] = []
    const begins = [0]
    for (const node of made[own]!) {
      for (let at = starts[node]! + 1; at < starts[node + 1]!; at++)
        edges.push((at - starts[node]! - 1) % stride === 0 ? data[at]! : renumbered[data[at]!]!)
      begins.push(edges.length)
    }
    size += edges.length
    return { starts: Int32Array.from(begins), edges: Int32Array.from(edges) }
  })
  return { parent, order, children, sizes, groups: [], nodes, states, size }
}
