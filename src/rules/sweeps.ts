import type { Diagram } from './diagram.ts'

/**
 * What a diagram says of all its values at once, kept from one question to the next: a question is answered by passing
 * over what changed since the last one. Costs, departures and results are per variable value; totals are those of the
 * independent part the value lies in.
 */
export interface Sweeps {
  /** Cost of a value; Infinity forbids it. */
  readonly cost: Float64Array
  /** In how many picks a value departs from them; 2 stands for more. */
  readonly departs: Uint8Array
  /** Layers whose costs or departures changed; taken back by `run`. */
  readonly dirty: Uint8Array
  /**
   * Least and greatest total of a design with the value that departs from no other pick. Infinity and -Infinity: none.
   */
  readonly least: Float64Array
  readonly greatest: Float64Array
  /** Designs with the value that keep all picks. */
  readonly designs: Float64Array
  /** Least and greatest total of what stands below a cell and keeps all picks, and the number of ways. */
  readonly below: Float64Array
  readonly belowGreatest: Float64Array
  readonly ways: Float64Array
  run(): void
}

export function createSweeps(diagram: Diagram): Sweeps {
  const { above, first, valueStart, isJoint, start, value, target } = diagram
  const layers = above.length
  const cells = start.length - 1
  const values = valueStart[layers]!
  const cost = new Float64Array(values)
  const departs = new Uint8Array(values)
  const dirty = new Uint8Array(layers).fill(1)
  const least = new Float64Array(values)
  const greatest = new Float64Array(values)
  const designs = new Float64Array(values)
  const below = new Float64Array(cells)
  const belowGreatest = new Float64Array(cells)
  const ways = new Float64Array(cells)
  ways[0] = 1
  // What a cell is part of: least and greatest total through it and the number of designs. Where every way below it
  // departs from a pick, the least and greatest total of all that is outside of it.
  const through = new Float64Array(cells)
  const throughGreatest = new Float64Array(cells)
  const flow = new Float64Array(cells)

  function upwards() {
    for (let layer = 0; layer < layers; layer++) {
      if (dirty[layer] === 0) continue
      const end = first[layer + 1]!
      if (isJoint[layer] === 1) {
        for (let cell = first[layer]!; cell < end; cell++) {
          let low = 0
          let high = 0
          let product = 1
          for (let entry = start[cell]!, last = start[cell + 1]!; entry < last; entry++) {
            const kid = target[entry]!
            low += below[kid]!
            high += belowGreatest[kid]!
            product *= ways[kid]!
          }
          below[cell] = low
          belowGreatest[cell] = high
          ways[cell] = product
        }
      } else {
        for (let cell = first[layer]!; cell < end; cell++) {
          let low = Infinity
          let high = -Infinity
          let sum = 0
          for (let edge = start[cell]!, last = start[cell + 1]!; edge < last; edge++) {
            const own = value[edge]!
            if (departs[own] !== 0) continue
            const kid = target[edge]!
            const cheap = cost[own]! + below[kid]!
            const dear = cost[own]! + belowGreatest[kid]!
            if (cheap < low) low = cheap
            if (dear > high) high = dear
            sum += ways[kid]!
          }
          below[cell] = low
          belowGreatest[cell] = high
          ways[cell] = sum
        }
      }
    }
  }

  function downwards() {
    least.fill(Infinity)
    greatest.fill(-Infinity)
    designs.fill(0)
    through.fill(Infinity)
    throughGreatest.fill(-Infinity)
    flow.fill(0)
    for (let layer = layers - 1; layer >= 0; layer--) {
      if (above[layer]! < 0) {
        const root = first[layer]!
        const isDead = below[root] === Infinity
        through[root] = isDead ? 0 : below[root]!
        throughGreatest[root] = isDead ? 0 : belowGreatest[root]!
        flow[root] = ways[root]!
      }
      if (isJoint[layer] === 1) fromJoints(layer)
      else fromChoices(layer)
    }
  }

  function fromJoints(layer: number) {
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      const low = through[cell]!
      if (low === Infinity) continue
      const high = throughGreatest[cell]!
      if (below[cell] === Infinity) {
        towardsDead(cell)
        continue
      }
      const designsThrough = flow[cell]!
      for (let entry = start[cell]!, last = start[cell + 1]!; entry < last; entry++) {
        const kid = target[entry]!
        if (low < through[kid]!) through[kid] = low
        if (high > throughGreatest[kid]!) throughGreatest[kid] = high
        flow[kid]! += designsThrough
      }
    }
  }

  /** One departure is all that is looked for: where two of the joined cells need one each, there is none to find. */
  function towardsDead(cell: number) {
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

  function fromChoices(layer: number) {
    for (let cell = first[layer]!, end = first[layer + 1]!; cell < end; cell++) {
      let low = through[cell]!
      if (low === Infinity) continue
      let high = throughGreatest[cell]!
      let share = 0
      if (below[cell] !== Infinity) {
        low -= below[cell]!
        high -= belowGreatest[cell]!
        share = flow[cell]! / ways[cell]!
      }
      for (let edge = start[cell]!, last = start[cell + 1]!; edge < last; edge++) {
        const own = value[edge]!
        const departures = departs[own]!
        if (departures > 1) continue
        const kid = target[edge]!
        const cheap = low + cost[own]!
        const dear = high + cost[own]!
        if (below[kid] === Infinity) {
          if (departures > 0) continue
          if (cheap < through[kid]!) through[kid] = cheap
          if (dear > throughGreatest[kid]!) throughGreatest[kid] = dear
          continue
        }
        const whole = cheap + below[kid]!
        const dearWhole = dear + belowGreatest[kid]!
        if (whole < least[own]!) least[own] = whole
        if (dearWhole > greatest[own]!) greatest[own] = dearWhole
        if (departures > 0) continue
        const all = share * ways[kid]!
        designs[own]! += all
        flow[kid]! += all
        if (whole < through[kid]!) through[kid] = whole
        if (dearWhole > throughGreatest[kid]!) throughGreatest[kid] = dearWhole
      }
    }
  }

  return {
    cost,
    departs,
    dirty,
    least,
    greatest,
    designs,
    below,
    belowGreatest,
    ways,
    run() {
      upwards()
      downwards()
    },
  }
}
