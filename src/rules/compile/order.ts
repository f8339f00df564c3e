import { seededRandom } from '../../ground/index.ts'
import type { Part } from './variables.ts'

/** A pseudo tree: every rule's options lie on one path from a root. */
export interface Tree {
  /** -1 at a root. */
  readonly parent: Int32Array
  /** Expected work: log2 of the summed products of domain sizes over the bags. */
  readonly width: number
  /** Pairs of neighbours looked at to find it. */
  readonly pairs: number
}

/** Above this many neighbours, exact fill counts cost more than they bring. */
const MANY_NEIGHBOURS = 120

/** Further random ties are tried while all tries together looked at fewer pairs of neighbours. */
const PAIRS = 10_000_000

/** Seeded orders tried by min-fill. */
const TRIES = 8

/**
 * Candidate trees of one part, in its own numbers, most promising first: seeded min-fill orders with random ties, a
 * min-degree order and the author's order (first variable at the root).
 */
export function candidateTrees({ sizes, rules }: Pick<Part, 'sizes' | 'rules'>): Tree[] {
  const graph = sizes.map(() => new Set<number>())
  for (const { scope } of rules) for (const a of scope) for (const b of scope) if (a !== b) graph[a]!.add(b)
  const weights = sizes.map((size) => Math.log2(Math.max(size, 1)))
  const minFill: Tree[] = []
  for (let seed = 0, pairs = 0; seed < TRIES && pairs < PAIRS; seed++) {
    const tree = eliminate(graph, weights, 'fill', seed)
    minFill.push(tree)
    pairs += tree.pairs
  }
  minFill.sort((a, b) => a.width - b.width)
  const others = [eliminate(graph, weights, 'degree', 0), eliminate(graph, weights, 'author', 0)]
  const distinct = new Map<string, Tree>()
  for (const tree of [...minFill.slice(0, 3), ...others]) distinct.set(tree.parent.join(), tree)
  return [...distinct.values()].sort((a, b) => a.width - b.width)
}

function eliminate(
  graph: readonly ReadonlySet<number>[],
  weights: readonly number[],
  by: 'fill' | 'degree' | 'author',
  seed: number
): Tree {
  const count = graph.length
  const random = seededRandom(seed)
  const neighbours = graph.map((set) => new Set(set))
  const done = new Uint8Array(count)
  const score = new Float64Array(count)
  const tie = new Float64Array(count)
  const parent = new Int32Array(count).fill(-1)
  const rank = new Int32Array(count)
  const bags: number[][] = []
  let pairs = count * count
  const scoreOf = (option: number): number => {
    if (by === 'author') return -option
    const own = neighbours[option]!
    if (by === 'degree' || own.size > MANY_NEIGHBOURS) return by === 'degree' ? own.size : own.size * own.size
    const list = [...own]
    let missing = 0
    pairs += (list.length * list.length) / 2
    for (let i = 0; i < list.length; i++)
      for (let j = i + 1; j < list.length; j++) if (!neighbours[list[i]!]!.has(list[j]!)) missing++
    return missing
  }
  const weigh = (option: number) => {
    score[option] = scoreOf(option)
    tie[option] = weights[option]!
    for (const other of neighbours[option]!) tie[option]! += weights[other]!
    tie[option]! += random() * 1e-3
  }
  for (let option = 0; option < count; option++) weigh(option)
  let work = 0
  for (let step = 0; step < count; step++) {
    let next = -1
    for (let option = 0; option < count; option++) {
      if (done[option] === 1) continue
      if (next < 0 || score[option]! < score[next]! || (score[option] === score[next] && tie[option]! < tie[next]!))
        next = option
    }
    done[next] = 1
    rank[next] = step
    const bag = [...neighbours[next]!]
    bags.push([next, ...bag])
    work += 2 ** bag.reduce((sum, option) => sum + weights[option]!, weights[next]!)
    // A fill count changes in the bag, and wherever both ends of a new edge are neighbours.
    const touched = new Set(bag)
    for (const a of bag) neighbours[a]!.delete(next)
    for (const a of bag)
      for (const b of bag) {
        const mine = neighbours[a]!
        const other = neighbours[b]!
        if (a >= b || mine.has(b)) continue
        mine.add(b)
        other.add(a)
        const [few, many] = mine.size < other.size ? [mine, other] : [other, mine]
        if (by === 'fill') for (const c of few) if (many.has(c)) touched.add(c)
        pairs += few.size
      }
    if (by !== 'author') for (const option of touched) weigh(option)
  }
  for (const [option, ...bag] of bags) {
    let nearest = -1
    for (const other of bag) if (nearest < 0 || rank[other]! < rank[nearest]!) nearest = other
    parent[option!] = nearest
  }
  return { parent, width: Math.log2(work + 1), pairs }
}
