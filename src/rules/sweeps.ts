import type { Diagram } from './diagram.ts'

/**
 * What a diagram says of all its values at once, kept from one question to the next: answering costs as much as what
 * changed. All is per variable value, and of the independent part the value lies in.
 *
 * Upwards, a layer is passed over when its own values changed or a cell below it came out differently. Downwards, when
 * it was so or when what comes in from above differs; totals are counted from the part's own, so that a price that
 * every design pays alike moves nothing.
 */
export interface Sweeps {
  /** Cost of each value. */
  readonly cost: Float64Array
  /** In how many picks a value departs from them; 2 stands for more, or for a forbidden value. */
  readonly departs: Uint8Array
  /** Layers whose costs or departures changed; `run` takes it back. */
  readonly dirty: Uint8Array
  /** Layers of whose values something may have become different; whoever reads them takes it back. */
  readonly told: Uint8Array
  run(): void
  /**
   * Least and greatest total of the designs with the value that depart from no pick but by the value itself, less
   * `below` and `belowGreatest` of the root, or less nothing where these are infinite. Infinity and -Infinity: none.
   */
  readonly least: Float64Array
  readonly greatest: Float64Array
  /** Number of designs with the value that keep all picks: times 2^`exponent` of the root. */
  readonly designs: Float64Array
  /**
   * Per cell the least and greatest total of what stands below it and keeps all picks, and the number of ways; that of
   * a root times 2^`exponent`.
   */
  readonly below: Float64Array
  readonly belowGreatest: Float64Array
  readonly ways: Float64Array
  /** Root layers: 0 unless the part's numbers outgrow doubles. */
  readonly exponent: Float64Array
}

/** What a layer has to be passed over for. */
const FLOW = 1
const ALL = 3

export function createSweeps(diagram: Diagram): Sweeps {
  const { above, first, valueStart, isJoint, start, value, target, roots } = diagram
  const layers = above.length
  const cells = start.length - 1
  const values = valueStart[layers]!
  const cost = new Float64Array(values)
  const departs = new Uint8Array(values)
  const dirty = new Uint8Array(layers).fill(1)
  const due = new Uint8Array(layers)
  const told = new Uint8Array(layers)
  const least = new Float64Array(values)
  const greatest = new Float64Array(values)
  const designs = new Float64Array(values)
  const below = new Float64Array(cells)
  const belowGreatest = new Float64Array(cells)
  const ways = new Float64Array(cells)
  ways[0] = 1
  // Least and greatest total of the designs through a cell, and their number. Where all below the cell departs from a
  // pick: least and greatest total of what stands outside of it.
  const through = new Float64Array(cells)
  const throughGreatest = new Float64Array(cells)
  const flow = new Float64Array(cells)
  const before = new Float64Array(cells)
  const beforeGreatest = new Float64Array(cells)
  const flowBefore = new Float64Array(cells)
  const { kidStart, kids } = kidsOf(above)
  const factor = new Float64Array(layers).fill(1)
  const exponent = new Float64Array(layers)

  function upwards() {
    for (let layer = 0; layer < layers; layer++) {
      if (dirty[layer] === 0) continue
      dirty[layer] = 0
      due[layer] = ALL
      const isChanged = isJoint[layer] === 1 ? sumJoints(layer) : sumChoices(layer)
      if (isChanged && above[layer]! >= 0) dirty[above[layer]!] = 1
    }
  }

  /** Whether numbers of ways outgrew doubles or, brought down before, are now lost at their other end. */
  function isOutOfScale(): boolean {
    for (const root of roots) {
      const number = ways[first[root]!]!
      if (below[first[root]!] === Infinity) continue
      if (!(number < 2 ** 1000) || (exponent[root]! > 0 && number < 2 ** -LARGEST)) return true
    }
    return false
  }

  /**
   * Sets by what the numbers of ways of each layer are multiplied: powers of two, shared out by how much a layer adds;
   * 1 in parts where doubles hold all, for there they are exact.
   */
  function rescale() {
    const logarithm = new Float64Array(cells)
    // Layers: the logarithm of the largest number there, and of all below together.
    const largest = new Float64Array(layers)
    const before = new Float64Array(layers)
    for (let layer = 0; layer < layers; layer++) {
      const joins = isJoint[layer] === 1
      for (let cell = first[layer]!; cell < first[layer + 1]!; cell++) {
        let sum = joins ? 0 : -Infinity
        for (let entry = start[cell]!; entry < start[cell + 1]!; entry++) {
          const own = logarithm[target[entry]!]!
          if (joins) sum += own
          else if (departs[value[entry]!] === 0 && own > -Infinity)
            sum = Math.max(sum, own) + Math.log2(1 + 2 ** -Math.abs(sum - own))
        }
        logarithm[cell] = sum
        largest[layer] = Math.max(largest[layer]!, sum)
      }
      if (above[layer]! >= 0) before[above[layer]!]! += joins ? before[layer]! : largest[layer]!
    }
    factor.fill(1)
    exponent.fill(0)
    dirty.fill(1)
    const rootOf = Int32Array.from(above.keys())
    for (let layer = layers - 1; layer >= 0; layer--) {
      if (above[layer]! >= 0) rootOf[layer] = rootOf[above[layer]!]!
      const root = rootOf[layer]!
      const excess = 1 - LARGEST / largest[root]!
      if (excess <= 0 || isJoint[layer] === 1) continue
      const shift = Math.round(excess * (largest[layer]! - before[layer]!))
      factor[layer] = 2 ** -shift
      exponent[root]! += shift
    }
  }

  function sumJoints(layer: number): boolean {
    let isChanged = false
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      let low = 0
      let high = 0
      let product = 1
      for (let entry = start[cell]!, last = start[cell + 1]!; entry < last; entry++) {
        const kid = target[entry]!
        low += below[kid]!
        high += belowGreatest[kid]!
        product *= ways[kid]!
      }
      if (low === below[cell] && high === belowGreatest[cell] && product === ways[cell]) continue
      below[cell] = low
      belowGreatest[cell] = high
      ways[cell] = product
      isChanged = true
    }
    return isChanged
  }

  function sumChoices(layer: number): boolean {
    let isChanged = false
    const scale = factor[layer]!
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      let low = Infinity
      let high = -Infinity
      let sum = 0
      for (let edge = start[cell]!, last = start[cell + 1]!; edge < last; edge++) {
        const own = value[edge]!
        if (departs[own] !== 0) continue
        const kid = target[edge]!
        const price = cost[own]!
        const cheap = price + below[kid]!
        const dear = price + belowGreatest[kid]!
        if (cheap < low) low = cheap
        if (dear > high) high = dear
        sum += ways[kid]!
      }
      sum *= scale
      if (low === below[cell] && high === belowGreatest[cell] && sum === ways[cell]) continue
      below[cell] = low
      belowGreatest[cell] = high
      ways[cell] = sum
      isChanged = true
    }
    return isChanged
  }

  function downwards() {
    for (let layer = layers - 1; layer >= 0; layer--) {
      const work = due[layer]!
      if (work === 0) continue
      due[layer] = 0
      told[layer] = 1
      if (above[layer]! < 0) flow[first[layer]!] = ways[first[layer]!]!
      for (let at = kidStart[layer]!; at < kidStart[layer + 1]!; at++) clear(kids[at]!, work)
      if (work === FLOW) {
        if (isJoint[layer] === 1) flowFromJoints(layer)
        else flowFromChoices(layer)
      } else if (isJoint[layer] === 1) passJoints(layer)
      else passChoices(layer)
      for (let at = kidStart[layer]!; at < kidStart[layer + 1]!; at++) due[kids[at]!]! |= changeOf(kids[at]!, work)
    }
  }

  /** Keeps what came in from above the last time to compare with, and makes room for what comes in now. */
  function clear(layer: number, work: number) {
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      flowBefore[cell] = flow[cell]!
      flow[cell] = 0
      if (work === FLOW) continue
      before[cell] = through[cell]!
      beforeGreatest[cell] = throughGreatest[cell]!
      through[cell] = Infinity
      throughGreatest[cell] = -Infinity
    }
  }

  function changeOf(layer: number, work: number): number {
    let change = 0
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      if (work === ALL && through[cell] !== before[cell]) return ALL
      if (work === ALL && throughGreatest[cell] !== beforeGreatest[cell]) return ALL
      if (flow[cell] !== flowBefore[cell]) change = FLOW
    }
    return change
  }

  function flowFromJoints(layer: number) {
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      const all = flow[cell]!
      if (all === 0) continue
      for (let entry = start[cell]!, last = start[cell + 1]!; entry < last; entry++) flow[target[entry]!]! += all
    }
  }

  function flowFromChoices(layer: number) {
    for (let own = valueStart[layer]!, end = valueStart[layer + 1]!; own < end; own++) designs[own] = 0
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      if (flow[cell] === 0) continue
      const share = (flow[cell]! / ways[cell]!) * factor[layer]!
      for (let edge = start[cell]!, last = start[cell + 1]!; edge < last; edge++) {
        const own = value[edge]!
        if (departs[own] !== 0) continue
        const kid = target[edge]!
        const all = share * ways[kid]!
        designs[own]! += all
        flow[kid]! += all
      }
    }
  }

  function passJoints(layer: number) {
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      const low = through[cell]!
      if (low === Infinity) continue
      if (below[cell] === Infinity) {
        passToDead(cell)
        continue
      }
      const high = throughGreatest[cell]!
      const all = flow[cell]!
      for (let entry = start[cell]!, last = start[cell + 1]!; entry < last; entry++) {
        const kid = target[entry]!
        if (low < through[kid]!) through[kid] = low
        if (high > throughGreatest[kid]!) throughGreatest[kid] = high
        flow[kid]! += all
      }
    }
  }

  /** One departure is all that is looked for: where two of the joined cells need one each, there is none to find. */
  function passToDead(cell: number) {
    let low = through[cell]!
    let high = throughGreatest[cell]!
    let dead = -1
    for (let entry = start[cell]!, last = start[cell + 1]!; entry < last; entry++) {
      const kid = target[entry]!
      if (below[kid] !== Infinity) {
        low += below[kid]!
        high += belowGreatest[kid]!
      } else if (dead < 0) dead = kid
      else return
    }
    if (low < through[dead]!) through[dead] = low
    if (high > throughGreatest[dead]!) throughGreatest[dead] = high
  }

  function passChoices(layer: number) {
    for (let own = valueStart[layer]!, end = valueStart[layer + 1]!; own < end; own++) {
      least[own] = Infinity
      greatest[own] = -Infinity
      designs[own] = 0
    }
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      let low = through[cell]!
      if (low === Infinity) continue
      let high = throughGreatest[cell]!
      let share = 0
      if (below[cell] !== Infinity) {
        low -= below[cell]!
        high -= belowGreatest[cell]!
        if (flow[cell] !== 0) share = (flow[cell]! / ways[cell]!) * factor[layer]!
      }
      for (let edge = start[cell]!, last = start[cell + 1]!; edge < last; edge++) {
        const own = value[edge]!
        const departures = departs[own]!
        if (departures > 1) continue
        const kid = target[edge]!
        let cheap = low + cost[own]!
        let dear = high + cost[own]!
        if (below[kid] !== Infinity) {
          cheap += below[kid]!
          dear += belowGreatest[kid]!
          if (cheap < least[own]!) least[own] = cheap
          if (dear > greatest[own]!) greatest[own] = dear
          if (departures > 0) continue
          const all = share * ways[kid]!
          designs[own]! += all
          flow[kid]! += all
        } else if (departures > 0) continue
        if (cheap < through[kid]!) through[kid] = cheap
        if (dear > throughGreatest[kid]!) throughGreatest[kid] = dear
      }
    }
  }

  return {
    cost,
    departs,
    dirty,
    told,
    run() {
      upwards()
      if (isOutOfScale()) {
        rescale()
        upwards()
      }
      downwards()
    },
    least,
    greatest,
    designs,
    below,
    belowGreatest,
    ways,
    exponent,
  }
}

/** As a power of two: numbers of ways beyond it are brought down to it, and up again when they get too small. */
const LARGEST = 700

/** The layers right below each layer, by `kidStart`. */
function kidsOf(above: Int32Array): { kidStart: Int32Array; kids: Int32Array } {
  const kidStart = new Int32Array(above.length + 1)
  for (const layer of above) if (layer >= 0) kidStart[layer + 1]!++
  for (let layer = 0; layer < above.length; layer++) kidStart[layer + 1]! += kidStart[layer]!
  const kids = new Int32Array(above.length)
  const next = kidStart.slice()
  above.forEach((over, layer) => {
    if (over >= 0) kids[next[over]!++] = layer
  })
  return { kidStart, kids }
}
