import type { Board, Effort, Item, Place } from './board.ts'
import type { Form } from './forms.ts'

/** What it costs to lie somewhere: how deep a copy reaches into the others there, by the weight of each pair. */
export interface Costed extends Place {
  readonly cost: number
}

/** Columns are first tried so many apart, then closer round the best. */
const STRIDE = 6
/** Unless there are fewer of them than this to each stride. */
const LEAST = 32

/**
 * Where a copy would be least in the way of the others on cloth of a length; undefined where that is no less than
 * `cost`. `weights` are those of its pairs with the others.
 */
export function calmest(
  board: Board,
  items: readonly Item[],
  which: number,
  weights: Float64Array,
  length: number,
  cost: number,
  random: () => number,
  effort: Effort
): Costed | undefined {
  const { forms } = items[which]!.kind
  const first = Math.floor(random() * forms.length)
  let best: Costed | undefined
  for (let f = 0; f < forms.length; f++) {
    const form = forms[(f + first) % forms.length]!
    const columns = board.columnsFor(form, length)
    const stride = Math.max(1, Math.min(STRIDE, Math.floor(columns / LEAST)))
    const start = Math.floor(random() * columns)
    for (let c = 0; c < columns; c += stride) {
      const column = (start + c) % columns
      best = calmestInColumn(board, items, which, weights, form, column, best, best?.cost ?? cost, effort)
    }
    if (best?.form !== form) continue
    for (let reach = stride >> 1; reach >= 1 && best.cost > 0; reach >>= 1)
      for (const column of [best.column - reach, best.column + reach])
        if (column >= 0 && column < columns)
          best = calmestInColumn(board, items, which, weights, form, column, best, best!.cost, effort)!
    if (best.cost === 0) return best
  }
  return best
}

// What the others take of the column at hand; kept between calls, for this is where nearly all time is spent.
const lows: number[] = []
const highs: number[] = []
const heavy: number[] = []

/** The better of `best` and the calmest place of a column that costs less than `cost`. */
function calmestInColumn(
  board: Board,
  items: readonly Item[],
  which: number,
  weights: Float64Array,
  form: Form,
  column: number,
  best: Costed | undefined,
  cost: number,
  effort: Effort
): Costed | undefined {
  if (cost === 0) return best
  const most = board.width - form.height
  let count = 0
  for (let j = 0; j < items.length; j++) {
    if (j === which) continue
    const other = items[j]!
    const slice = board.slices.between(other.form, form, column - other.column)
    for (let k = 0; k < slice.length; k += 2) {
      const low = slice[k]! + other.y
      const high = slice[k + 1]! + other.y
      if (high <= 0 || low >= most) continue
      lows[count] = low
      highs[count] = high
      heavy[count++] = weights[j]!
    }
  }
  effort.left -= items.length + count * count
  if (count === 0) return { form, column, y: Math.min(most, items[which]!.y), cost: 0 }
  // Between two ends of stretches the cost bends downwards at most, so it is least at an end or at a selvedge.
  for (let end = -2; end < 2 * count; end++) {
    const y = end === -2 ? 0 : end === -1 ? most : (end & 1) === 0 ? lows[end >> 1]! : highs[end >> 1]!
    if (y < 0 || y > most) continue
    let sum = 0
    for (let k = 0; k < count && sum < cost; k++) {
      const up = y - lows[k]!
      const down = highs[k]! - y
      if (up > 0 && down > 0) sum += heavy[k]! * (up < down ? up : down)
    }
    if (sum < cost) {
      best = { form, column, y, cost: sum }
      cost = sum
      if (sum === 0) return best
    }
  }
  return best
}
