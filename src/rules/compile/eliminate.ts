import { bitsOf, type Graph } from './graph.ts'

/** Of more, the missing ties are not counted, but guessed to be all. */
const MANY_NEIGHBOURS = 400

/** How the next variable to go is chosen. */
export interface Preference {
  /**
   * `fill`: the fewest new ties among its neighbours; `heavyFill`: the same, a tie counted by the log sizes of its
   * ends; `weight`: the fewest combinations with its neighbours.
   */
  readonly by: 'fill' | 'heavyFill' | 'weight'
  /** Goes before everything of a higher class; all alike by default. */
  readonly classes?: ArrayLike<number>
  /** Among equals: less first, added to the log of the combinations. */
  readonly jitter: ArrayLike<number>
}

/**
 * Eliminates variable by variable, tying each one's neighbours together, and hangs it below the first of them to go
 * later: every rule's variables then lie on one path from a root. Gives each one's parent, -1 at a root; null when so
 * many variables would have to be tied together that the tree is of no use.
 *
 * The counts of new ties are kept up to date as ties come and go, and the next variable lies on top of a heap:
 * recounting and scanning are what makes elimination slow.
 */
export function eliminate(graph: Graph, weights: Float64Array, prefer: Preference): Int32Array | null {
  const { count, words } = graph
  const { by, classes, jitter } = prefer
  const rows = graph.rows.slice()
  const counting = by !== 'weight'
  /** What one end of a tie counts. */
  const ends = by === 'heavyFill' ? weights : new Float64Array(count).fill(1)
  /** Of the neighbours: how many, what they count, and the log of the combinations with them. */
  const degree = new Int32Array(count)
  const around = new Float64Array(count)
  const bag = Float64Array.from(weights)
  const fill = new Float64Array(count)
  const rank = new Int32Array(count).fill(-1)
  const parent = new Int32Array(count).fill(-1)
  const common: number[] = []
  const own: number[] = []
  const touched: number[] = []
  const isTouched = new Uint8Array(count)
  const bags: number[][] = []

  for (let variable = 0; variable < count; variable++) {
    own.length = 0
    for (const other of bitsOf(rows, variable * words, words, own)) {
      degree[variable]!++
      around[variable]! += ends[other]!
      bag[variable]! += weights[other]!
    }
  }
  if (counting) for (let variable = 0; variable < count; variable++) fill[variable] = missingTies(variable)

  const before = (a: number, b: number): boolean => {
    if (classes !== undefined && classes[a] !== classes[b]) return classes[a]! < classes[b]!
    // Sums of fractions come out a little different on different ways.
    if (counting && Math.abs(fill[a]! - fill[b]!) > 1e-6) return fill[a]! < fill[b]!
    const difference = bag[a]! + jitter[a]! - bag[b]! - jitter[b]!
    return difference === 0 ? a < b : difference < 0
  }
  const heap = createHeap(count, before)

  for (let step = 0; step < count; step++) {
    const next = heap.pop()
    rank[next] = step
    own.length = 0
    bitsOf(rows, next * words, words, own)
    if (counting && fill[next]! <= 1e-6 && own.length === count - step - 1) {
      // All that are left are tied to each other: one path, in whatever order.
      for (let last = next, left = own.length; left > 0; left--) {
        const other = heap.pop()
        rank[other] = count - left
        parent[last] = other
        last = other
      }
      break
    }
    bags.push([next, ...own])
    remove(next)
    // Where nothing is missing, nothing comes in.
    if (!counting || fill[next]! > 1e-6) {
      if (own.length > MANY_NEIGHBOURS) return null
      tieAll()
    }
    for (const variable of touched) {
      isTouched[variable] = 0
      if (rank[variable]! < 0) heap.update(variable)
    }
    touched.length = 0
  }
  for (const [variable, ...neighbours] of bags) {
    let nearest = -1
    for (const other of neighbours) if (nearest < 0 || rank[other]! < rank[nearest]!) nearest = other
    parent[variable!] = nearest
  }
  return parent

  function touch(variable: number) {
    if (isTouched[variable] === 1) return
    isTouched[variable] = 1
    touched.push(variable)
  }

  /** What the pairs of neighbours that are not tied count. */
  function missingTies(variable: number): number {
    if (graph.rulesOf[variable] === 1) return 0
    if (degree[variable]! > MANY_NEIGHBOURS) return around[variable]! ** 2 / 2
    const neighbours = bitsOf(rows, variable * words, words, [])
    let sum = 0
    for (const other of neighbours) {
      let tied = 0
      if (by === 'fill') tied = commonCount(variable, other)
      else for (const third of commonOf(variable, other)) tied += ends[third]!
      sum += ends[other]! * (around[variable]! - ends[other]! - tied)
    }
    return sum / 2
  }

  function commonCount(a: number, b: number): number {
    let sum = 0
    for (let w = 0; w < words; w++) sum += bitCount(rows[a * words + w]! & rows[b * words + w]!)
    return sum
  }

  function commonOf(a: number, b: number): number[] {
    common.length = 0
    for (let w = 0; w < words; w++)
      for (let bits = rows[a * words + w]! & rows[b * words + w]!; bits !== 0; bits &= bits - 1)
        common.push((w << 5) + 31 - Math.clz32(bits & -bits))
    return common
  }

  /** Takes the variable from its neighbours, `own`. */
  function remove(variable: number) {
    const simplicial = counting && fill[variable]! <= 1e-6
    for (const other of own) {
      if (counting) {
        // Its ties with the other's other neighbours are missing no longer: it is gone.
        let tied = 0
        if (simplicial) tied = around[variable]! - ends[other]!
        else if (by === 'fill') tied = commonCount(variable, other)
        else for (const third of commonOf(variable, other)) tied += ends[third]!
        fill[other]! -= ends[variable]! * (around[other]! - ends[variable]! - tied)
      }
      touch(other)
    }
    for (const other of own) {
      rows[other * words + (variable >>> 5)]! &= ~(1 << (variable & 31))
      degree[other]!--
      around[other]! -= ends[variable]!
      bag[other]! -= weights[variable]!
    }
  }

  function tieAll() {
    for (let i = 0; i < own.length; i++) {
      const a = own[i]!
      for (let j = i + 1; j < own.length; j++) {
        const b = own[j]!
        if ((rows[a * words + (b >>> 5)]! & (1 << (b & 31))) !== 0) continue
        if (counting) {
          let tied = 0
          for (const third of commonOf(a, b)) {
            fill[third]! -= ends[a]! * ends[b]!
            tied += ends[third]!
            touch(third)
          }
          fill[a]! += ends[b]! * (around[a]! - tied)
          fill[b]! += ends[a]! * (around[b]! - tied)
        }
        rows[a * words + (b >>> 5)]! |= 1 << (b & 31)
        rows[b * words + (a >>> 5)]! |= 1 << (a & 31)
        degree[a]!++
        degree[b]!++
        around[a]! += ends[b]!
        around[b]! += ends[a]!
        bag[a]! += weights[b]!
        bag[b]! += weights[a]!
      }
    }
  }
}

function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Of the numbers below `count`, the first on top. */
function createHeap(count: number, before: (a: number, b: number) => boolean) {
  const items = Int32Array.from({ length: count }, (_, i) => i)
  const place = Int32Array.from(items)
  let size = count
  const put = (item: number, at: number) => {
    items[at] = item
    place[item] = at
  }
  const rise = (item: number) => {
    let at = place[item]!
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!before(item, items[above]!)) break
      put(items[above]!, at)
      at = above
    }
    put(item, at)
  }
  const sink = (item: number) => {
    let at = place[item]!
    for (;;) {
      let below = 2 * at + 1
      if (below >= size) break
      if (below + 1 < size && before(items[below + 1]!, items[below]!)) below++
      if (!before(items[below]!, item)) break
      put(items[below]!, at)
      at = below
    }
    put(item, at)
  }
  for (let at = (size >> 1) - 1; at >= 0; at--) sink(items[at]!)
  return {
    pop(): number {
      const first = items[0]!
      const last = items[--size]!
      if (size > 0) {
        put(last, 0)
        sink(last)
      }
      return first
    },
    update(item: number) {
      rise(item)
      sink(item)
    },
  }
}
