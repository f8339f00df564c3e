import { seededRandom } from '../../ground/index.ts'
import { dissect } from './dissect.ts'
import { eliminate, type Preference } from './eliminate.ts'
import { graphOf } from './graph.ts'
import type { Part } from './variables.ts'
import { createScale } from './weigh.ts'

/** So few variables need no dissection; of so many ties it would take long, and find nothing. */
const FEW = 12
const MANY_TIES = 100_000

/** Each way of elimination is tried with so many ties. */
const SEEDS = 4

/**
 * Candidate trees of one part, each made when it is asked for: by elimination with the fewest new ties, by that with
 * the fewest combinations, and by nested dissection, with seeded ties. Those come first that are mostly good. `parent`
 * is in the part's own numbers, -1 at a root; every rule's variables lie on one path from a root.
 */
export function* treesInTurn(part: Pick<Part, 'sizes' | 'rules'>): Generator<{ readonly parent: Int32Array }> {
  const graph = graphOf(part)
  const weights = Float64Array.from(part.sizes, (size) => Math.log2(size))
  const known = new Set<string>()
  const jitterOf = (random: () => number, range: number) => Float64Array.from(weights, () => random() * range)
  const isVast = graph.ties > 10 * MANY_TIES
  for (let seed = 0; seed < (isVast ? 1 : SEEDS); seed++) {
    const random = seededRandom(seed)
    const range = seed === 0 ? 1e-3 : 8
    const preferences: (() => Preference)[] = [
      () => ({ by: 'heavyFill', jitter: jitterOf(random, range) }),
      () => ({ by: 'fill', jitter: jitterOf(random, range) }),
    ]
    if (seed === 0 && !isVast) preferences.push(() => ({ by: 'weight', jitter: jitterOf(random, range) }))
    if (part.sizes.length > FEW && graph.ties < MANY_TIES)
      preferences.push(() => ({
        by: 'fill',
        classes: dissect(graph, weights, random),
        jitter: jitterOf(random, 1e-3),
      }))
    for (const prefer of preferences) {
      const parent = eliminate(graph, weights, prefer())
      const key = parent?.join()
      if (parent === null || known.has(key!)) continue
      known.add(key!)
      yield { parent }
    }
  }
  // Whatever the rules are, one path in the author's order is a tree.
  if (known.size === 0) yield { parent: Int32Array.from(weights, (_, variable) => variable - 1) }
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
