import { childrenFirst } from '../format.ts'
import { createInterned } from './interned.ts'
import type { Nodes, PartDiagram } from './walk.ts'

/** What grouping must leave of a variable's numbers at most, to be worth another variable. */
const WORTH = 0.9

/**
 * Groups the values of a variable where in most nodes many lead to the same subtrees: a new variable above chooses the
 * group and has the subtrees below it, the old one becomes a leaf that chooses within the group. The groups are each
 * node's own; a value is in one of them, so designs and assignments stay one to one.
 */
export function grouped(diagram: PartDiagram): PartDiagram {
  const splits = diagram.nodes.map((nodes, variable) => splitOf(nodes, diagram.children[variable]!.length))
  if (splits.every((split) => split === null)) return diagram
  const parent = [...diagram.parent]
  const sizes = [...diagram.sizes]
  const groups = [...diagram.groups]
  const nodes = [...diagram.nodes]
  /** What stands in the tree where a variable stood. */
  const place = parent.map((_, variable) => variable)
  splits.forEach((split, variable) => {
    if (split === null) return
    place[variable] = parent.length
    groups.push(variable)
    sizes.push(split.most)
    parent.push(parent[variable]!)
    nodes.push(split.choices)
    nodes[variable] = split.within
  })
  const count = diagram.parent.length
  for (let variable = 0; variable < parent.length; variable++) {
    const up = parent[variable]!
    if (up >= 0) parent[variable] = place[up]!
    if (variable < count && place[variable] !== variable) parent[variable] = place[variable]!
  }
  const { order, children } = childrenFirst(parent)
  diagram.children.forEach((before, variable) => {
    const at = place[variable]!
    // A group's edge names the leaf of its values first, then the subtrees as before.
    const columns = [...(at === variable ? [] : [variable]), ...before.map((child) => place[child]!)]
    nodes[at] = inOrder(nodes[at]!, columns, children[at]!)
  })
  const size = nodes.reduce((sum, { edges }) => sum + edges.length, 0)
  return { parent: Int32Array.from(parent), order, children, sizes, groups, nodes, states: diagram.states, size }
}

interface Split {
  /** Most groups of a node. */
  readonly most: number
  /** Per group its number, the leaf of its values, and the subtrees. */
  readonly choices: Nodes
  /** The leaves: sets of values. */
  readonly within: Nodes
}

/** Null where grouping does not pay. */
function splitOf({ starts, edges }: Nodes, children: number): Split | null {
  if (children === 0 || edges.length === 0) return null
  const stride = 1 + children
  const leaves = createInterned()
  const choices: number[] = []
  const begins = [0]
  let most = 0
  let scratch = new Int32Array(0)
  for (let node = 0; node + 1 < starts.length; node++) {
    const count = (starts[node + 1]! - starts[node]!) / stride
    if (scratch.length < count) scratch = new Int32Array(2 * count)
    const taken = new Uint8Array(count)
    let group = 0
    for (let first = 0; first < count; first++) {
      if (taken[first] === 1) continue
      const at = starts[node]! + first * stride
      let length = 0
      for (let other = first; other < count; other++) {
        const from = starts[node]! + other * stride
        let i = 1
        while (i < stride && edges[from + i] === edges[at + i]) i++
        if (i < stride) continue
        taken[other] = 1
        scratch[length++] = edges[from]!
      }
      choices.push(group++, leaves.intern(scratch, length))
      for (let i = 1; i < stride; i++) choices.push(edges[at + i]!)
    }
    most = Math.max(most, group)
    begins.push(choices.length)
    if (choices.length + leaves.size > WORTH * edges.length) return null
  }
  const within = { starts: leaves.starts.slice(0, leaves.count + 1), edges: leaves.data.slice(0, leaves.size) }
  return { most, choices: { starts: Int32Array.from(begins), edges: Int32Array.from(choices) }, within }
}

/** The same nodes with their children in the order of `children` instead of `columns`. */
function inOrder({ starts, edges }: Nodes, columns: readonly number[], children: readonly number[]): Nodes {
  const from = children.map((child) => 1 + columns.indexOf(child))
  const stride = 1 + columns.length
  const sorted = new Int32Array(edges.length)
  for (let at = 0; at < edges.length; at += stride) {
    sorted[at] = edges[at]!
    for (let i = 0; i < from.length; i++) sorted[at + 1 + i] = edges[at + from[i]!]!
  }
  return { starts, edges: sorted }
}
