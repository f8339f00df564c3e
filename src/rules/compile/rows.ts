type Row = readonly number[]

/**
 * What tells rows apart by some of their columns, all by default: a number where one can, else a text. `sizes` are how
 * many values these columns have.
 */
export function rowKey(
  sizes: readonly number[],
  columns: readonly number[] = sizes.map((_, i) => i)
): (row: Row) => number | string {
  const all = sizes.reduce((product, size) => product * size, 1)
  if (all > Number.MAX_SAFE_INTEGER) return (row) => columns.map((i) => row[i]!).join()
  return (row) => {
    let key = 0
    for (let i = 0; i < columns.length; i++) key = key * sizes[i]! + row[columns[i]!]!
    return key
  }
}

/** Each row once, in the order they first come. */
export function distinctRows(rows: readonly Row[], sizes: readonly number[]): readonly Row[] {
  const keyOf = rowKey(sizes)
  const seen = new Set<number | string>()
  return rows.filter((row) => seen.size < seen.add(keyOf(row)).size)
}
