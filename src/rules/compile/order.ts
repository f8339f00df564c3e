import { seededRandom } from '../../ground/index.ts'
import { dissect } from './dissect.ts'
import { eliminate, type Preference } from './eliminate.ts'
import { graphOf } from './graph.ts'
import type { Part } from './variables.ts'
import { createScale } from './weigh.ts'

/** A pseudo tree of a part, in its own numbers: every rule's variables lie on one path from a root. */
export interface Tree {
  /** -1 at a root. */
  readonly parent: Int32Array
  /** Expected work: log2 of the numbers a walk is likely to write. */
  readonly width: number
  readonly name: string
}

/** A tree this good needs no rival. */
const GOOD = 11

/** So few variables need no dissection; of so many ties it would take long, and find nothing. */
const FEW = 12
const MANY_TIES = 100_000

/** Each way of elimination is tried with so many ties. */
const SEEDS = 4

/**
 * Candidate trees of one part, most promising first, by several ways of elimination: fewest new ties, fewest
 * combinations, and by nested dissection, each with seeded ties.
 */
export function candidateTrees(part: Pick<Part, 'sizes' | 'rules'>): Tree[] {
  const scaleOf = createScale(part)
  const trees: Tree[] = []
  for (const { parent, name } of treesInTurn(part)) {
    trees.push({ parent, width: scaleOf(parent), name })
    if (trees.at(-1)!.width < GOOD) break
  }
  return trees.sort((a, b) => a.width - b.width)
}

/** The same one by one, each made when it is asked for: those first that are mostly good. */
export function* treesInTurn(
  part: Pick<Part, 'sizes' | 'rules'>
): Generator<{ readonly parent: Int32Array; readonly name: string }> {
  const graph = graphOf(part)
  const weights = Float64Array.from(part.sizes, (size) => Math.log2(size))
  const known = new Set<string>()
  const jitterOf = (random: () => number, range: number) => Float64Array.from(weights, () => random() * range)
  const isVast = graph.ties > 10 * MANY_TIES
  for (let seed = 0; seed < (isVast ? 1 : SEEDS); seed++) {
    const random = seededRandom(seed)
    const range = seed === 0 ? 1e-3 : 8
    const preferences: [name: string, () => Preference][] = [
      ['heavy', () => ({ by: 'heavyFill', jitter: jitterOf(random, range) })],
      ['fill', () => ({ by: 'fill', jitter: jitterOf(random, range) })],
    ]
    if (seed === 0 && !isVast) preferences.push(['weight', () => ({ by: 'weight', jitter: jitterOf(random, range) })])
    if (part.sizes.length > FEW && graph.ties < MANY_TIES)
      preferences.push([
        'cut',
        () => ({ by: 'fill', classes: dissect(graph, weights, random), jitter: jitterOf(random, 1e-3) }),
      ])
    for (const [name, prefer] of preferences) {
      const parent = eliminate(graph, weights, prefer())
      const key = parent?.join()
      if (parent === null || known.has(key!)) continue
      known.add(key!)
      yield { parent, name: `${name}${seed}` }
    }
  }
  // Whatever the rules are, one path in the author's order is a tree.
  if (known.size === 0) yield { parent: Int32Array.from(weights, (_, variable) => variable - 1), name: 'path' }
}

/** log2 of the numbers that a walk of a good tree is likely to write, guessed in little time; Infinity when many. */
export function expectedWork(part: Pick<Part, 'sizes' | 'rules'>): number {
  const graph = graphOf(part)
  if (graph.ties > 10 * MANY_TIES) return Infinity
  const weights = Float64Array.from(part.sizes, (size) => Math.log2(size))
  const scaleOf = createScale(part)
  const parent = eliminate(graph, weights, { by: 'heavyFill', jitter: new Float64Array(weights.length) })
  return parent === null ? Infinity : scaleOf(parent)
}
