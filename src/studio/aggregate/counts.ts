/** Orders as numbers: which of the counted options' choices each has. What is counted, and nothing else of them. */
export interface Orders {
  readonly options: readonly { readonly id: string; readonly choices: readonly string[] }[]
  /** Index of the choice, order by order, option by option. */
  readonly picked: Int16Array
  readonly count: number
}

/** How often choices were ordered, alone and two by two. Values are numbered through all options. */
export interface Counts {
  readonly options: Orders['options']
  readonly orders: number
  readonly offsets: readonly number[]
  /** By value. */
  readonly singles: Float64Array
  /** Of options `a < b`: rows are the choices of a, columns those of b. */
  readonly pairs: readonly PairCounts[]
}

export interface PairCounts {
  readonly a: number
  readonly b: number
  readonly cells: Float64Array
}

/** Of a subset of the orders, where one is given. */
export function countsOf({ options, picked, count }: Orders, only?: Int32Array): Counts {
  const width = options.length
  const offsets: number[] = []
  let values = 0
  for (const { choices } of options) {
    offsets.push(values)
    values += choices.length
  }
  // One square of all values is quicker to count in than a table per pair.
  const square = new Float64Array(values * values)
  const singles = new Float64Array(values)
  const chosen = new Int32Array(width)
  const orders = only ? only.length : count
  for (let k = 0; k < orders; k++) {
    const start = (only ? only[k]! : k) * width
    for (let a = 0; a < width; a++) {
      const value = offsets[a]! + picked[start + a]!
      chosen[a] = value
      singles[value]!++
    }
    for (let a = 0; a < width; a++) {
      const row = chosen[a]! * values
      for (let b = a + 1; b < width; b++) square[row + chosen[b]!]!++
    }
  }
  const pairs: PairCounts[] = []
  for (let a = 0; a < width; a++)
    for (let b = a + 1; b < width; b++) {
      const [rows, columns] = [options[a]!.choices.length, options[b]!.choices.length]
      const cells = new Float64Array(rows * columns)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          cells[row * columns + column] = square[(offsets[a]! + row) * values + offsets[b]! + column]!
      pairs.push({ a, b, cells })
    }
  return { options, orders, offsets, singles, pairs }
}

/** The counts of one option's choices. */
export const marginOf = ({ options, offsets, singles }: Counts, option: number): Float64Array =>
  singles.subarray(offsets[option]!, offsets[option]! + options[option]!.choices.length)

/** The same without the options that `leavesOut` names. */
export function withoutOptions(counts: Counts, leavesOut: (option: number) => boolean): Counts {
  const kept = counts.options.flatMap((_, option) => (leavesOut(option) ? [] : [option]))
  if (kept.length === counts.options.length) return counts
  const offsets: number[] = []
  const singles: number[] = []
  for (const option of kept) {
    offsets.push(singles.length)
    singles.push(...marginOf(counts, option))
  }
  const place = new Map(kept.map((option, at) => [option, at]))
  return {
    orders: counts.orders,
    options: kept.map((option) => counts.options[option]!),
    offsets,
    singles: Float64Array.from(singles),
    pairs: counts.pairs.flatMap(({ a, b, cells }) =>
      place.has(a) && place.has(b) ? [{ a: place.get(a)!, b: place.get(b)!, cells }] : []
    ),
  }
}
