import { seededRandom, ToileError } from '../ground/index.ts'
import { MANY, totalOf, waysBelow, type Ways } from './count.ts'
import { FIXED, type Diagram } from './diagram.ts'
import type { Rules } from './types.ts'

/** The valid designs, numbered from 0 without a gap. The numbers hold for one compiled template, not for the next. */
export interface Ranks {
  /** How many there are. */
  readonly total: bigint
  /** @throws {ToileError} `rules/not-a-design` for a selection that breaks the rules. */
  rank(selection: ArrayLike<number>): bigint
  /** @throws {ToileError} `rules/rank-out-of-range` */
  unrank(rank: bigint): Int32Array
  /**
   * A design drawn evenly from all; the seed decides which.
   *
   * @throws {ToileError} `rules/rank-out-of-range` when there is none
   */
  random(seed: number): Int32Array
}

/**
 * Numbers the designs by the diagram: the rank of a design below a cell is the number of ways through the edges before
 * the one it takes, then the ranks in the subtrees below as digits, that of the first least.
 *
 * All ways are counted once, at the first question; a rank then takes a path through the diagram.
 *
 * @throws {ToileError} `rules/not-exact` where some options are left to search
 */
export function createRanks({ options, offsets, exact, diagram }: Rules): Ranks {
  if (!exact || diagram === null)
    throw new ToileError('rules/not-exact', 'expected rules that compiled whole: others have no number of designs.')
  let counted: Ways | undefined
  const ways = () => (counted ??= waysBelow(diagram))
  let sum: bigint | undefined
  const total = () => (sum ??= totalOf(diagram, ways()))

  const { first, isJoint, layerOf, start, value, target, roots, valueStart } = diagram
  const { home, only, readerStart, readers, meaningStart, meaning } = diagram
  const below = choicesBelow(diagram)
  /** Per layer what the design at hand has there. */
  const cellAt = new Int32Array(isJoint.length)
  const edgeAt = new Int32Array(isJoint.length)
  const ownAt = new Int32Array(isJoint.length)
  const digits: (number | bigint)[] = []

  /** Notes the cells right below an edge, those of joint cells with them. */
  function enter(cell: number) {
    const open = [cell]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === 0) continue
      const layer = layerOf[at]!
      cellAt[layer] = at
      if (isJoint[layer] === 1) for (let i = start[at]!; i < start[at + 1]!; i++) open.push(target[i]!)
    }
  }

  function rank(selection: ArrayLike<number>): bigint {
    for (let option = 0; option < home.length; option++)
      if (home[option] === FIXED && offsets[option]! + selection[option]! !== only[option]) throw notADesign(option)
    if (total() === 0n) throw notADesign()
    for (let layer = 0; layer < isJoint.length; layer++) ownAt[layer] = valueIn(layer, selection)
    for (const root of roots) cellAt[root] = first[root]!
    for (let layer = isJoint.length - 1; layer >= 0; layer--) {
      if (isJoint[layer] === 1) continue
      const edge = ownAt[layer]! < 0 ? edgeToValues(layer) : edgeOf(layer)
      if (edge < 0) throw notADesign(ownAt[layer]! < 0 ? undefined : readers[readerStart[layer]!]!)
      edgeAt[layer] = edge
      enter(target[edge]!)
    }
    for (let layer = 0; layer < isJoint.length; layer++) {
      if (isJoint[layer] === 1) continue
      const cell = cellAt[layer]!
      const number = joined(below[layer]!, ways().few[cell]! < MANY)
      if (typeof number === 'number') {
        let before = 0
        for (let edge = start[cell]!; edge < edgeAt[layer]!; edge++) before += ways().few[target[edge]!]!
        digits[layer] = before + number
      } else {
        let before = 0n
        for (let edge = start[cell]!; edge < edgeAt[layer]!; edge++) before += ways().of(target[edge]!)
        digits[layer] = before + number
      }
    }
    return BigInt(joined(roots, false))
  }

  /** The layers' digits as one number. Big numbers are slow, so digits are joined as doubles while these are exact. */
  function joined(layers: ArrayLike<number>, isFew: boolean): number | bigint {
    const { few, of } = ways()
    let number = 0n
    let radix = 1
    let digit = 0
    for (let i = layers.length - 1; i >= 0; i--) {
      const cell = cellAt[layers[i]!]!
      const own = digits[layers[i]!]!
      if (few[cell]! * radix <= Number.MAX_SAFE_INTEGER) {
        digit = Number(own) + few[cell]! * digit
        radix *= few[cell]!
        continue
      }
      number = number * BigInt(radix) + BigInt(digit)
      radix = 1
      digit = 0
      if (few[cell]! < MANY) {
        radix = few[cell]!
        digit = Number(own)
      } else number = number * of(cell) + BigInt(own)
    }
    return isFew ? digit : number * BigInt(radix) + BigInt(digit)
  }

  function unrank(rank: bigint): Int32Array {
    if (rank < 0n || rank >= total())
      throw new ToileError('rules/rank-out-of-range', `expected a rank from 0 to below ${total()}, got ${rank}.`)
    for (const root of roots) cellAt[root] = first[root]!
    split(rank, roots)
    const design = new Int32Array(home.length)
    for (let option = 0; option < home.length; option++)
      if (home[option] === FIXED) design[option] = only[option]! - offsets[option]!
    for (let layer = isJoint.length - 1; layer >= 0; layer--) {
      if (isJoint[layer] === 1) continue
      const { few, of } = ways()
      let rest = digits[layer]!
      let edge = start[cellAt[layer]!]!
      if (typeof rest === 'number') for (; rest >= few[target[edge]!]!; edge++) rest -= few[target[edge]!]!
      else for (; rest >= of(target[edge]!); edge++) rest -= of(target[edge]!)
      enter(target[edge]!)
      split(few[target[edge]!]! < MANY ? Number(rest) : rest, below[layer]!)
      const own = value[edge]! - valueStart[layer]!
      for (let reader = readerStart[layer]!; reader < readerStart[layer + 1]!; reader++)
        design[readers[reader]!] = meaning[meaningStart[reader]! + own]! - offsets[readers[reader]!]!
    }
    return design
  }

  /** Takes a number apart into the layers' digits. */
  function split(number: number | bigint, layers: ArrayLike<number>) {
    const { few, of } = ways()
    let rest = number
    for (let i = 0; i < layers.length; ) {
      if (typeof rest === 'bigint' && few[cellAt[layers[i]!]!] === MANY) {
        const radix = of(cellAt[layers[i]!]!)
        digits[layers[i++]!] = rest % radix
        rest /= radix
        continue
      }
      // As many digits at once as a double holds.
      let radix = 1
      let end = i
      while (end < layers.length && few[cellAt[layers[end]!]!]! * radix <= Number.MAX_SAFE_INTEGER)
        radix *= few[cellAt[layers[end++]!]!]!
      let digit: number
      if (typeof rest === 'number') digit = rest
      else {
        digit = Number(rest % BigInt(radix))
        rest /= BigInt(radix)
      }
      for (; i < end; i++) {
        const own = few[cellAt[layers[i]!]!]!
        digits[layers[i]!] = digit % own
        digit = Math.floor(digit / own)
      }
    }
  }

  /** The edge of a layer's cell that the selection takes; -1 for none. */
  function edgeOf(layer: number): number {
    const cell = cellAt[layer]!
    for (let edge = start[cell]!; edge < start[cell + 1]!; edge++) if (value[edge] === ownAt[layer]) return edge
    return -1
  }

  /** The same for a variable without options: it only says in which group of its values one right below is. */
  function edgeToValues(layer: number): number {
    const cell = cellAt[layer]!
    for (let edge = start[cell]!; edge < start[cell + 1]!; edge++) {
      enter(target[edge]!)
      if (below[layer]!.every((kid) => ownAt[kid]! < 0 || edgeOf(kid) >= 0)) return edge
    }
    return -1
  }

  /** The value of a layer's variable that gives its options the values they have; -1 for a variable without options. */
  function valueIn(layer: number, selection: ArrayLike<number>): number {
    const from = valueStart[layer]!
    const firstReader = readerStart[layer]!
    const end = readerStart[layer + 1]!
    if (firstReader === end) return -1
    for (let own = from; own < valueStart[layer + 1]!; own++) {
      let reader = firstReader
      for (; reader < end; reader++) {
        const option = readers[reader]!
        if (meaning[meaningStart[reader]! + own - from]! !== offsets[option]! + selection[option]!) break
      }
      if (reader === end) return own
    }
    throw notADesign(readers[readerStart[layer]!]!)
  }

  const notADesign = (option?: number) =>
    new ToileError(
      'rules/not-a-design',
      option === undefined
        ? 'the selection breaks the rules.'
        : `the selection breaks the rules: no valid design has its choice of "${options[option]!.id}" with the others.`
    )

  return {
    get total() {
      return total()
    },
    rank,
    unrank,
    random(seed) {
      const random = seededRandom(seed)
      const bits = (total() - 1n).toString(2).length
      // Numbers of so many bits, until one is in range: each as likely, and never far to go.
      for (;;) {
        let rank = 0n
        for (let left = bits; left > 0; left -= 32) {
          const some = Math.min(32, left)
          rank = (rank << BigInt(some)) | BigInt(Math.floor(random() * 2 ** some))
        }
        if (rank < total() || total() === 0n) return unrank(rank)
      }
    },
  }
}

/** Per choice layer the choice layers right below, joint ones left out, in order. */
function choicesBelow({ above, isJoint }: Diagram): number[][] {
  const below = Array.from(above, (): number[] => [])
  above.forEach((_, layer) => {
    if (isJoint[layer] === 1) return
    let over = above[layer]!
    while (over >= 0 && isJoint[over] === 1) over = above[over]!
    if (over >= 0) below[over]!.push(layer)
  })
  return below
}
