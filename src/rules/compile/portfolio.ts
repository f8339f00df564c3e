import { childrenFirst } from '../format.ts'
import { grouped } from './grouped.ts'
import { candidateTrees } from './order.ts'
import { refined } from './refine.ts'
import type { Part } from './variables.ts'
import { walk, type PartDiagram } from './walk.ts'
import { createScale } from './weigh.ts'

export interface Allowance {
  readonly states: number
  /** Told of the states met by the walk under way; false ends it. */
  readonly goOn: (states: number) => boolean
}

/** Work granted to each tree in turn: a tree that fits a small grant is not worth waiting for a large one. */
const GRANTS = [60_000, 800_000, Infinity]

/** A diagram of so few numbers needs no rival. */
const SMALL = 5_000

/** Work that rivals of the first diagram may cost together, besides as much as that diagram took. */
const RIVALRY = 100_000

/**
 * The smallest diagram found for a part; null when each of its trees outgrew the limits. Work is counted, not timed,
 * so the same part gives the same diagram wherever it is compiled.
 */
export function smallestDiagram(part: Part, { states, goOn }: Allowance): PartDiagram | null {
  if (part.variables.length === 1) return soleVariable(part)
  const trees = promisingTrees(part)
  for (const grant of GRANTS) {
    let best: PartDiagram | null = null
    let bestWork = 0
    let rivalry = 0
    for (const tree of trees) {
      if (best !== null && (best.size < SMALL || rivalry > RIVALRY + bestWork)) break
      const work = best === null ? grant : Math.min(grant, 1.2 * bestWork)
      const walked = walk(part, tree, { states, work, goOn })
      if (best !== null) rivalry += walked.work
      if (walked.diagram === null) {
        if (!goOn(0)) return best
        continue
      }
      const diagram = grouped(walked.diagram)
      if (best !== null && diagram.size >= best.size) continue
      best = diagram
      bestWork = walked.work
    }
    if (best !== null) return best
  }
  return null
}

/** Different trees, those first that promise the smallest diagrams. */
function promisingTrees(part: Part): readonly Int32Array[] {
  const scaleOf = createScale(part)
  const trees = new Map<string, { readonly parent: Int32Array; readonly scale: number }>()
  for (const { parent } of candidateTrees(part)) {
    const tree = refined(parent, part)
    if (!trees.has(tree.join())) trees.set(tree.join(), { parent: tree, scale: scaleOf(tree) })
  }
  return [...trees.values()].sort((a, b) => a.scale - b.scale).map(({ parent }) => parent)
}

/** All of its values are possible: no rule speaks of it alone. */
function soleVariable({ sizes }: Part): PartDiagram {
  const edges = Int32Array.from({ length: sizes[0]! }, (_, value) => value)
  const parent = Int32Array.of(-1)
  const nodes = [{ starts: Int32Array.of(0, edges.length), edges }]
  return { parent, ...childrenFirst(parent), sizes, groups: [], nodes, states: 1, size: edges.length }
}
