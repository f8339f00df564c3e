import type { Board, Effort, Item } from './board.ts'
import { calmest } from './calm.ts'

/** Rounds without a step forward after which a layout is given up. */
const PATIENCE = 20
/** How a weight grows while its pair overlaps, for the shallowest and the deepest pair, and shrinks when it does not. */
const GROWTH = [1.2, 2] as const
const DECAY = 0.95

/**
 * Moves copies that overlap to where they overlap least, round after round, within `length` mm of cloth, until none
 * does; false if none of the last rounds brought it nearer, or the effort is spent.
 *
 * Pairs that stay in each other's way weigh more from round to round, which carries the search out of places where no
 * single move helps.
 * @see Umetani et al. 2009, Solving the irregular strip packing problem via guided local search for overlap
 * minimization; the weights are those of Gardeyn and Wauters 2025, An open-source heuristic to reboot 2D nesting
 */
export function separate(board: Board, items: Item[], length: number, random: () => number, effort: Effort): boolean {
  const overlaps = new Overlaps(board, items, effort)
  let [least, idle] = [Infinity, 0]
  while (idle < PATIENCE && effort.left > 0) {
    const crowded = items.map((_, i) => i).filter((i) => overlaps.costOf(i) > 0)
    shuffle(crowded, random)
    for (const i of crowded) {
      const cost = overlaps.costOf(i)
      const place = cost > 0 && calmest(board, items, i, overlaps.weights[i]!, length, cost, random, effort)
      if (!place) continue
      items[i] = { kind: items[i]!.kind, form: place.form, column: place.column, y: place.y }
      overlaps.measure(i)
    }
    const total = overlaps.total()
    if (total === 0) return true
    if (total < least * 0.98) [least, idle] = [total, 0]
    else idle++
    overlaps.weigh()
  }
  return false
}

/** How deep each pair of items overlaps, mm, and what that weighs. */
class Overlaps {
  readonly #board: Board
  readonly #items: readonly Item[]
  readonly #effort: Effort
  readonly #depths: readonly Float64Array[]
  readonly weights: readonly Float64Array[]

  constructor(board: Board, items: readonly Item[], effort: Effort) {
    this.#board = board
    this.#items = items
    this.#effort = effort
    this.#depths = items.map(() => new Float64Array(items.length))
    this.weights = items.map(() => new Float64Array(items.length).fill(1))
    for (const i of items.keys()) this.measure(i)
  }

  measure(i: number): void {
    this.#effort.left -= this.#items.length
    for (let j = 0; j < this.#items.length; j++)
      if (j !== i)
        this.#depths[i]![j] = this.#depths[j]![i] = this.#board.depthBetween(this.#items[i]!, this.#items[j]!)
  }

  costOf(i: number): number {
    const [depths, weights] = [this.#depths[i]!, this.weights[i]!]
    let cost = 0
    for (let j = 0; j < depths.length; j++) cost += depths[j]! * weights[j]!
    return cost
  }

  total(): number {
    return this.#depths.reduce((sum, depths) => depths.reduce((of, depth) => of + depth, sum), 0)
  }

  weigh(): void {
    const deepest = Math.max(...this.#depths.map((depths) => Math.max(...depths)))
    for (const [i, weights] of this.weights.entries())
      for (let j = 0; j < weights.length; j++) {
        const share = this.#depths[i]![j]! / deepest
        weights[j] =
          share > 0 ? weights[j]! * (GROWTH[0] + (GROWTH[1] - GROWTH[0]) * share) : Math.max(1, weights[j]! * DECAY)
      }
  }
}

function shuffle(list: number[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[list[i], list[j]] = [list[j]!, list[i]!]
  }
}
