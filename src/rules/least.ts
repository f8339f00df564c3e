import { type Diagram } from './diagram.ts'

/**
 * The cheapest design of all. Kept from one question to the next: a question costs as much as the layers at and above
 * the options that changed since the last one.
 */
export interface Least {
  /** Cost per absolute option value; Infinity forbids it. Say `change` after writing. */
  readonly costs: Float64Array
  change(option: number): void
  /** The least total; Infinity when all designs are forbidden. */
  total(): number
  /** Writes a cheapest design of what was last summed up, which must exist; hard options are left as they are. */
  trace(design: Int32Array): void
  /** The same, but of all cheapest ones the first in the order of the options' values. */
  traceFirst(design: Int32Array): void
}

export function createLeast(diagram: Diagram, offsets: Int32Array): Least {
  const { above, first, valueStart, isJoint, start, value, target, roots } = diagram
  const { home, only, readerStart, readers, meaningStart, meaning } = diagram
  const layers = above.length
  const costs = new Float64Array(offsets.at(-1)!)
  const cost = new Float64Array(valueStart[layers]!)
  const below = new Float64Array(start.length - 1)
  const dirty = new Uint8Array(layers).fill(1)
  const edgeOf = new Int32Array(start.length - 1)
  const fixed: number[] = []
  for (const one of only) if (one >= 0) fixed.push(one)

  function price(layer: number) {
    const from = valueStart[layer]!
    const count = valueStart[layer + 1]! - from
    cost.fill(0, from, from + count)
    for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++)
      for (let own = 0; own < count; own++) cost[from + own]! += costs[meaning[meaningStart[reader]! + own]!]!
  }

  function sumUp(layer: number): boolean {
    let changed = false
    const joint = isJoint[layer] === 1
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      let low = joint ? 0 : Infinity
      if (joint) for (let entry = start[cell]!; entry < start[cell + 1]!; entry++) low += below[target[entry]!]!
      else
        for (let edge = start[cell]!, last = start[cell + 1]!; edge < last; edge++) {
          const cheap = cost[value[edge]!]! + below[target[edge]!]!
          if (cheap < low) low = cheap
        }
      if (below[cell] === low) continue
      below[cell] = low
      changed = true
    }
    return changed
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

  /** Follows one edge per cell down from the roots. */
  function follow(design: Int32Array, edgeFrom: (cell: number) => number) {
    for (let option = 0; option < home.length; option++)
      if (only[option]! >= 0) design[option] = only[option]! - offsets[option]!
    const open = Array.from(roots, (root) => first[root]!)
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      const layer = layerOf(cell)
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

  function layerOf(cell: number): number {
    let low = 0
    let high = layers
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (first[middle]! <= cell) low = middle
      else high = middle
    }
    return low
  }

  function cheapestEdge(cell: number): number {
    let edge = start[cell]!
    while (!isCheapest(edge, cell)) edge++
    return edge
  }

  /** Least option that a layer or one below it decides: where designs may first differ. */
  const leastOption = new Int32Array(layers)
  let isPrepared = false
  function prepareOrder() {
    isPrepared = true
    leastOption.fill(home.length)
    for (let layer = 0; layer < layers; layer++) {
      if (readerStart[layer]! < readerStart[layer + 1]!)
        leastOption[layer] = Math.min(leastOption[layer]!, readers[readerStart[layer]!]!)
      const over = above[layer]!
      if (over >= 0) leastOption[over] = Math.min(leastOption[over]!, leastOption[layer]!)
    }
  }

  /** Whether the first cheapest design below one edge comes before that below another of the same layer. */
  function comesBefore(edge: number, other: number, layer: number): boolean {
    let option = home.length
    let isBefore = false
    const open: number[] = []
    const compareEdges = (a: number, b: number, at: number) => {
      const from = valueStart[at]!
      for (let reader = readerStart[at]!; reader < readerStart[at + 1]! && readers[reader]! < option; reader++) {
        const mine = meaning[meaningStart[reader]! + value[a]! - from]!
        const its = meaning[meaningStart[reader]! + value[b]! - from]!
        if (mine === its) continue
        option = readers[reader]!
        isBefore = mine < its
      }
      if (target[a] !== target[b]) open.push(target[a]!, target[b]!)
    }
    compareEdges(edge, other, layer)
    while (open.length > 0) {
      const b = open.pop()!
      const a = open.pop()!
      const at = layerOf(a)
      if (leastOption[at]! >= option) continue
      if (isJoint[at] === 0) compareEdges(edgeOf[a]!, edgeOf[b]!, at)
      else
        for (let entry = 0; entry < start[a + 1]! - start[a]!; entry++)
          if (target[start[a]! + entry] !== target[start[b]! + entry])
            open.push(target[start[a]! + entry]!, target[start[b]! + entry]!)
    }
    return isBefore
  }

  function traceFirst(design: Int32Array) {
    if (!isPrepared) prepareOrder()
    // First the cells that some cheapest design passes are marked, then each takes its first edge, children first.
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
    costs,
    change(option) {
      if (home[option]! >= 0) dirty[home[option]!] = 1
    },
    total,
    trace: (design) => follow(design, cheapestEdge),
    traceFirst,
  }
}
