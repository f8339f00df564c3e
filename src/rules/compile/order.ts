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

/**
 * Candidate trees of one part, most promising first, by several ways of elimination: fewest new ties, fewest
 * combinations, and by nested dissection, each with seeded ties.
 */
export function candidateTrees(part: Pick<Part, 'sizes' | 'rules'>): Tree[] {
  const count = part.sizes.length
  const graph = graphOf(part)
  const weights = Float64Array.from(part.sizes, (size) => Math.log2(size))
  const scaleOf = createScale(part)
  const trees: Tree[] = []
  const known = new Set<string>()
  const offer = (name: string, prefer: Preference) => {
    const parent = eliminate(graph, weights, prefer)
    if (parent === null || known.has(parent.join())) return
    known.add(parent.join())
    trees.push({ parent, width: scaleOf(parent), name })
  }
  const jitterOf = (random: () => number, range: number) => Float64Array.from(weights, () => random() * range)
  for (let seed = 0; seed < 4; seed++) {
    const random = seededRandom(seed)
    const range = seed === 0 ? 1e-3 : 8
    offer(`fill${seed}`, { by: 'fill', jitter: jitterOf(random, range) })
    if (trees.some(({ width }) => width < GOOD)) break
    offer(`heavy${seed}`, { by: 'heavyFill', jitter: jitterOf(random, range) })
    if (seed === 0) offer('weight', { by: 'weight', jitter: jitterOf(random, range) })
    if (count > 12) {
      const classes = dissect(graph, weights, random)
      offer(`cut${seed}`, { by: 'fill', classes, jitter: jitterOf(random, 1e-3) })
    }
  }
  return trees.sort((a, b) => a.width - b.width)
}
