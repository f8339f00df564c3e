type Row = readonly number[]

/** What tells a row of these numbers of values from others: a number where one can, else a text. */
export function rowKey(sizes: readonly number[]): (row: Row) => number | string {
  const all = sizes.reduce((product, size) => product * size, 1)
  if (all > Number.MAX_SAFE_INTEGER) return (row) => row.join()
  return (row) => {
    let key = 0
    for (let i = 0; i < row.length; i++) key = key * sizes[i]! + row[i]!
    return key
  }
}

/** Each row once, in the order they first come. */
export function distinctRows(rows: readonly Row[], sizes: readonly number[]): readonly Row[] {
  const keyOf = rowKey(sizes)
  const seen = new Set<number | string>()
  return rows.filter((row) => seen.size < seen.add(keyOf(row)).size)
}
