import { childrenFirst } from '../format.ts'
import { grouped } from './grouped.ts'
import { treesInTurn } from './order.ts'
import { createRefiner } from './refine.ts'
import type { Part } from './variables.ts'
import { walk, type PartDiagram } from './walk.ts'
import { createScale } from './weigh.ts'

export interface Allowance {
  readonly states: number
  /** Told of the states met by the walk under way; false ends it. */
  readonly goOn: (states: number) => boolean
}

interface Tree {
  readonly parent: Int32Array
  /** log2 of the numbers its diagram may have; a guess. */
  readonly scale: number
}

/** Trees made before the first is walked. */
const FIRST = 2

/** A diagram of so few numbers needs no rival, and one of so few only rivals from among the first trees. */
const TINY = 3_000
const SMALL = 100_000

/** Grants of work, one after the other: a tree that fits a small one is not worth waiting for with a large one. */
const GRANTS = [300_000, 2_000_000, Infinity]

/** Trees that promise this many times more than the best one, as a power of two, are not walked. */
const MARGIN = 1.5

/** Rivals of a diagram may together take as much work as it took itself, and this more; a dear one has none. */
const RIVALRY = 50_000
const DEAR = 400_000

export interface Contest {
  /** The smallest diagram of the first trees; null when it takes much work or outgrows the limits. */
  begin(allowance: Allowance): PartDiagram | null
  /** The smallest diagram found; null when it outgrows the limits. */
  finish(allowance: Allowance): PartDiagram | null
}

/**
 * Trees of a part compete for the smallest diagram. Work is counted, not timed, so the same part gives the same
 * diagram wherever it is compiled.
 */
export function createContest(part: Part): Contest {
  const source = refinedTrees(part)
  let first: readonly Tree[] = []
  let best: PartDiagram | null = part.variables.length === 1 ? soleVariable(part) : null
  let bestWork = 0
  let rivalry = 0

  function contest(trees: readonly Tree[], grant: number, { states, goOn }: Allowance) {
    for (const { parent } of trees) {
      if (best !== null && (best.size < TINY || bestWork > DEAR || rivalry > RIVALRY + bestWork)) return
      if (!goOn(0)) return
      const work = best === null ? grant : Math.min(grant, bestWork)
      const walked = walk(part, parent, { states, work, goOn })
      if (best !== null) rivalry += walked.work
      const diagram = walked.diagram && grouped(walked.diagram)
      if (diagram === null || (best !== null && diagram.size >= best.size)) continue
      best = diagram
      bestWork = walked.work
    }
  }

  return {
    begin(allowance) {
      if (best !== null) return best
      first = sorted(taken(source, FIRST, allowance))
      contest(first, GRANTS[0]!, allowance)
      return best
    },
    finish(allowance) {
      if (sizeOf(best) < SMALL) return best
      const all = sorted([...first, ...taken(source, Infinity, allowance)])
      const likely = all.filter(({ scale }) => scale < all[0]!.scale + MARGIN)
      contest(likely.filter((tree) => !first.includes(tree)), GRANTS[0]!, allowance)
      for (const grant of GRANTS.slice(1)) if (sizeOf(best) === Infinity) contest(likely, grant, allowance)
      return best
    },
  }
}

const sizeOf = (diagram: PartDiagram | null): number => diagram?.size ?? Infinity

/** Different trees, one by one as they are asked for. */
function* refinedTrees(part: Part): Generator<Tree> {
  const scaleOf = createScale(part)
  const refined = createRefiner(part)
  const known = new Set<string>()
  for (const tree of treesInTurn(part)) {
    const parent = refined(tree.parent)
    const key = parent.join()
    if (known.has(key)) continue
    known.add(key)
    yield { parent, scale: scaleOf(parent) }
  }
}

/**
 * The next few, until time is up; none after one that promises a diagram too small for a rival. The source stays open.
 */
function taken(source: Iterator<Tree>, count: number, { goOn }: Allowance): Tree[] {
  const trees: Tree[] = []
  while (trees.length < count) {
    const next = source.next()
    if (next.done) break
    trees.push(next.value)
    if (2 ** next.value.scale < TINY || !goOn(0)) break
  }
  return trees
}

const sorted = (trees: readonly Tree[]): Tree[] => [...trees].sort((a, b) => a.scale - b.scale)

/** All of its values are possible: no rule speaks of it alone. */
function soleVariable({ sizes }: Part): PartDiagram {
  const edges = Int32Array.from({ length: sizes[0]! }, (_, value) => value)
  const parent = Int32Array.of(-1)
  const nodes = [{ starts: Int32Array.of(0, edges.length), edges }]
  return { parent, ...childrenFirst(parent), sizes, groups: [], nodes, states: 1, size: edges.length }
}
