import type { Diagram } from './diagram.ts'

/**
 * The cheapest design of all, kept from one question to the next: a question costs as much as the layers at and above
 * the options that changed.
 */
export interface Least {
  /** Takes costs per absolute option value; Infinity forbids one. */
  take(costs: Float64Array): void
  /** Takes the costs of one option. */
  takeOption(option: number, costs: Float64Array): void
  /** Forbids all other values of the option; with a value it does not have, or when the value is forbidden, all. */
  force(option: number, value: number): void
  /** The least total; Infinity when all designs are forbidden. */
  total(): number
  /** The layer at the top of a part without a design, or -1. Of what was last summed up. */
  deadRoot(): number
  /** What is costs as they are now. */
  readonly costs: Float64Array
  /** Writes a cheapest design of what was last summed up, if there is one; hard options are left as they are. */
  trace(design: Int32Array): void
  /** The same, but of all cheapest ones the first in the order of the options' values. */
  traceFirst(design: Int32Array): void
}

export function createLeast(diagram: Diagram, offsets: Int32Array): Least {
  const { above, first, valueStart, isJoint, layerOf, start, value, target, roots } = diagram
  const { home, only, readerStart, readers, meaningStart, meaning } = diagram
  const layers = above.length
  const costs = new Float64Array(offsets.at(-1)!)
  const cost = new Float64Array(valueStart[layers]!)
  const below = new Float64Array(start.length - 1)
  const dirty = new Uint8Array(layers).fill(1)
  const fixed = only.filter((one) => one >= 0)

  function takeOption(option: number, from: Float64Array) {
    let isChanged = false
    for (let at = offsets[option]!, end = offsets[option + 1]!; at < end; at++) {
      if (from[at] === costs[at]) continue
      costs[at] = from[at]!
      isChanged = true
    }
    if (isChanged && home[option]! >= 0) dirty[home[option]!] = 1
  }

  function force(option: number, value: number) {
    for (let at = offsets[option]!, end = offsets[option + 1]!; at < end; at++)
      if (at !== offsets[option]! + value) costs[at] = Infinity
    if (home[option]! >= 0) dirty[home[option]!] = 1
  }

  function price(layer: number) {
    const from = valueStart[layer]!
    const count = valueStart[layer + 1]! - from
    for (let own = from; own < from + count; own++) cost[own] = 0
    for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++)
      for (let own = 0; own < count; own++) cost[from + own]! += costs[meaning[meaningStart[reader]! + own]!]!
  }

  function sumUp(layer: number): boolean {
    let isChanged = false
    const joins = isJoint[layer] === 1
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      let low = joins ? 0 : Infinity
      if (joins)
        for (let entry = start[cell]!, last = start[cell + 1]!; entry < last; entry++) low += below[target[entry]!]!
      else
        for (let edge = start[cell]!, last = start[cell + 1]!; edge < last; edge++) {
          const cheap = cost[value[edge]!]! + below[target[edge]!]!
          if (cheap < low) low = cheap
        }
      if (low === below[cell]) continue
      below[cell] = low
      isChanged = true
    }
    return isChanged
  }

  function total(): number {
    if (!diagram.satisfiable) return Infinity
    for (let layer = 0; layer < layers; layer++) {
      if (dirty[layer] === 0) continue
      dirty[layer] = 0
      price(layer)
      if (sumUp(layer) && above[layer]! >= 0) dirty[above[layer]!] = 1
    }
    let sum = 0
    for (const one of fixed) sum += costs[one]!
    for (const root of roots) sum += below[first[root]!]!
    return sum
  }

  const isCheapest = (edge: number, cell: number) => cost[value[edge]!]! + below[target[edge]!]! === below[cell]

  function cheapestEdge(cell: number): number {
    let edge = start[cell]!
    while (!isCheapest(edge, cell)) edge++
    return edge
  }

  /** Follows one edge per cell down from the roots. */
  function follow(design: Int32Array, edgeFrom: (cell: number) => number) {
    for (let option = 0; option < home.length; option++)
      if (only[option]! >= 0) design[option] = only[option]! - offsets[option]!
    const open = Array.from(roots, (root) => first[root]!)
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const layer = layerOf[cell]!
      if (isJoint[layer] === 1) {
        for (let entry = start[cell]!; entry < start[cell + 1]!; entry++) open.push(target[entry]!)
        continue
      }
      const edge = edgeFrom(cell)
      if (target[edge]! > 0) open.push(target[edge]!)
      const own = value[edge]! - valueStart[layer]!
      for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++)
        design[readers[reader]!] = meaning[meaningStart[reader]! + own]! - offsets[readers[reader]!]!
    }
  }

  // The first of the cheapest designs. What stands below a cell is chosen apart from the rest, so its first design is
  // found once, children first; two of them are compared where they differ, in the least option at which they do.

  /** Cells: the edge taken; -1 where no cheapest design passes. */
  let edgeOf: Int32Array
  /** Layers: the least option decided there or below. */
  let leastOption: Int32Array

  function prepareOrder() {
    edgeOf = new Int32Array(below.length)
    leastOption = new Int32Array(layers).fill(home.length)
    for (let layer = 0; layer < layers; layer++) {
      const own = readerStart[layer]! < readerStart[layer + 1]! ? readers[readerStart[layer]!]! : home.length
      leastOption[layer] = Math.min(leastOption[layer]!, own)
      if (above[layer]! >= 0) leastOption[above[layer]!] = Math.min(leastOption[above[layer]!]!, leastOption[layer]!)
    }
  }

  function comesBefore(edge: number, other: number, layer: number): boolean {
    let option = home.length
    let isBefore = false
    const open: number[] = []
    const compare = (a: number, b: number, at: number) => {
      const from = valueStart[at]!
      for (let reader = readerStart[at]!; reader < readerStart[at + 1]! && readers[reader]! < option; reader++) {
        const mine = meaning[meaningStart[reader]! + value[a]! - from]!
        const its = meaning[meaningStart[reader]! + value[b]! - from]!
        if (mine === its) continue
        option = readers[reader]!
        isBefore = mine < its
      }
      open.push(target[a]!, target[b]!)
    }
    compare(edge, other, layer)
    while (open.length > 0) {
      const b = open.pop()!
      const a = open.pop()!
      const at = layerOf[a]!
      if (a === b || leastOption[at]! >= option) continue
      if (isJoint[at] === 0) compare(edgeOf[a]!, edgeOf[b]!, at)
      else
        for (let entry = start[a]!, offset = start[b]! - entry; entry < start[a + 1]!; entry++)
          open.push(target[entry]!, target[entry + offset]!)
    }
    return isBefore
  }

  function traceFirst(design: Int32Array) {
    if (edgeOf === undefined) prepareOrder()
    edgeOf.fill(-1)
    for (const root of roots) edgeOf[first[root]!] = 0
    for (let layer = layers - 1; layer >= 0; layer--)
      for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
        if (edgeOf[cell]! < 0) continue
        for (let edge = start[cell]!, last = start[cell + 1]!; edge < last; edge++)
          if (isJoint[layer] === 1 || isCheapest(edge, cell)) edgeOf[target[edge]!] = 0
      }
    for (let layer = 0; layer < layers; layer++) {
      if (isJoint[layer] === 1) continue
      for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
        if (edgeOf[cell]! < 0) continue
        let taken = -1
        for (let edge = start[cell]!, last = start[cell + 1]!; edge < last; edge++)
          if (isCheapest(edge, cell) && (taken < 0 || comesBefore(edge, taken, layer))) taken = edge
        edgeOf[cell] = taken
      }
    }
    follow(design, (cell) => edgeOf[cell]!)
  }

  return {
    take(from) {
      for (let option = 0; option < home.length; option++) takeOption(option, from)
    },
    takeOption,
    force,
    total,
    deadRoot: () => roots.find((root) => below[first[root]!] === Infinity) ?? -1,
    costs,
    trace: (design) => follow(design, cheapestEdge),
    traceFirst,
  }
}
