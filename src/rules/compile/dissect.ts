import { neighboursOf, type Graph } from './graph.ts'

/** Regions this small are left to elimination. */
const LEAF = 10
/** Tries per cut, from different corners. */
const STARTS = 6
const PASSES = 6
/** The larger side may have this share of what is cut. */
const LARGER_SIDE = 0.7

const INSIDE_A = 0
const INSIDE_B = 1
const CUT = 2
const OUTSIDE = 3

/**
 * Nested dissection (George 1973): few variables whose fixing lets the rest fall into two halves, and so on in each
 * half. Gives each variable a class; eliminating lower classes first makes a shallow, bushy tree, with the cuts on top.
 */
export function dissect(graph: Graph, weights: Float64Array, random: () => number): Int32Array {
  const neighbours = Array.from({ length: graph.count }, (_, variable) => neighboursOf(graph, variable))
  const classes = new Int32Array(graph.count)
  const side = new Uint8Array(graph.count).fill(OUTSIDE)
  const pending = [{ region: Array.from({ length: graph.count }, (_, variable) => variable), depth: 0 }]
  while (pending.length > 0) {
    const { region, depth } = pending.pop()!
    for (const variable of region) classes[variable] = -depth
    if (region.length <= LEAF) continue
    const cut = bestCut(region)
    if (cut === null) continue
    const rest = region.filter((variable) => !cut.has(variable))
    for (const variable of rest) classes[variable] = -depth - 1
    for (const part of connectedParts(rest)) pending.push({ region: part, depth: depth + 1 })
  }
  return classes

  function connectedParts(variables: readonly number[]): number[][] {
    const parts: number[][] = []
    for (const variable of variables) side[variable] = INSIDE_A
    for (const first of variables) {
      if (side[first] !== INSIDE_A) continue
      side[first] = OUTSIDE
      const part = [first]
      for (let at = 0; at < part.length; at++)
        for (const other of neighbours[part[at]!]!) {
          if (side[other] !== INSIDE_A) continue
          side[other] = OUTSIDE
          part.push(other)
        }
      parts.push(part)
    }
    return parts
  }

  /** Null when every cut is about as large as what it parts. */
  function bestCut(region: readonly number[]): ReadonlySet<number> | null {
    let best: Set<number> | null = null
    let bestWeight = region.reduce((sum, variable) => sum + weights[variable]!, 0) / 2
    for (let start = 0; start < STARTS; start++) {
      for (const variable of region) side[variable] = INSIDE_B
      const corner = farthest(farthest(region[Math.floor(random() * region.length)]!))
      grow(corner, region)
      for (let pass = 0; pass < PASSES && refine(region); pass++);
      const cut = region.filter((variable) => side[variable] === CUT)
      const weight = cut.reduce((sum, variable) => sum + weights[variable]!, 0)
      if (weight < bestWeight - 1e-9 && isBalanced(region)) {
        best = new Set(cut)
        bestWeight = weight
      }
      for (const variable of region) side[variable] = OUTSIDE
    }
    return best
  }

  function isBalanced(region: readonly number[]): boolean {
    let a = 0
    let b = 0
    for (const variable of region)
      if (side[variable] === INSIDE_A) a++
      else if (side[variable] === INSIDE_B) b++
    return a > 0 && b > 0 && Math.max(a, b) <= LARGER_SIDE * region.length
  }

  /** The last one a breadth-first search through the region comes to. */
  function farthest(from: number): number {
    const found = [from]
    side[from] = INSIDE_A
    for (let at = 0; at < found.length; at++)
      for (const other of neighbours[found[at]!]!)
        if (side[other] === INSIDE_B) {
          side[other] = INSIDE_A
          found.push(other)
        }
    for (const variable of found) side[variable] = INSIDE_B
    return found.at(-1)!
  }

  /** Side A grows from a corner, breadth first, over half of the region; what it touches beyond is the cut. */
  function grow(corner: number, region: readonly number[]) {
    const found = [corner]
    side[corner] = INSIDE_A
    const half = region.length / 2
    for (let at = 0; at < found.length && found.length < half; at++)
      for (const other of neighbours[found[at]!]!) {
        if (side[other] !== INSIDE_B || found.length >= half) continue
        side[other] = INSIDE_A
        found.push(other)
      }
    for (const variable of found)
      for (const other of neighbours[variable]!) if (side[other] === INSIDE_B) side[other] = CUT
  }

  /**
   * One pass after Fiduccia and Mattheyses: variables of the cut move to the side where that pays most, pulling the
   * neighbours they have on the other into the cut, even at a loss; then back to the best moment. True if that helped.
   */
  function refine(region: readonly number[]): boolean {
    const inside: [number, number] = [0, 0]
    const cut: number[] = []
    let weight = 0
    for (const variable of region)
      if (side[variable] === CUT) {
        cut.push(variable)
        weight += weights[variable]!
      } else inside[side[variable]!]!++
    const before = weight
    let least = weight
    let leastAt = 0
    const moved = new Set<number>()
    // Which variables changed side, from which: to go back.
    const changes: [variable: number, from: number][] = []
    const largest = LARGER_SIDE * region.length
    for (let fruitless = 0; fruitless < 30;) {
      let best = -1
      let bestGain = -Infinity
      let bestSide = INSIDE_A
      for (const variable of cut) {
        if (moved.has(variable)) continue
        let lossA = 0
        let lossB = 0
        for (const other of neighbours[variable]!)
          if (side[other] === INSIDE_A) lossA += weights[other]!
          else if (side[other] === INSIDE_B) lossB += weights[other]!
        const own = weights[variable]!
        // To A it pulls its neighbours in B into the cut. Between equals the smaller side wins.
        const gainA = inside[0] + 1 > largest ? -Infinity : own - lossB - (inside[0] > inside[1] ? 1e-6 : 0)
        const gainB = inside[1] + 1 > largest ? -Infinity : own - lossA - (inside[1] > inside[0] ? 1e-6 : 0)
        const gain = Math.max(gainA, gainB)
        if (gain <= bestGain) continue
        best = variable
        bestGain = gain
        bestSide = gainA >= gainB ? INSIDE_A : INSIDE_B
      }
      if (best < 0) break
      moved.add(best)
      const put = (variable: number, to: number) => {
        const from = side[variable]!
        changes.push([variable, from])
        side[variable] = to
        if (from === CUT) {
          cut.splice(cut.indexOf(variable), 1)
          weight -= weights[variable]!
        } else inside[from as 0 | 1]--
        if (to === CUT) {
          cut.push(variable)
          weight += weights[variable]!
        } else inside[to as 0 | 1]++
      }
      put(best, bestSide)
      for (const other of neighbours[best]!) if (side[other] === 1 - bestSide) put(other, CUT)
      fruitless++
      if (weight < least - 1e-9) {
        least = weight
        leastAt = changes.length
        fruitless = 0
      }
    }
    while (changes.length > leastAt) {
      const [variable, from] = changes.pop()!
      side[variable] = from
    }
    return least < before - 1e-9
  }
}
