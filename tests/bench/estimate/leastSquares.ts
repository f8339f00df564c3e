/**
 * The anchor's own method: a straight line per sex in cm, by least squares. Beside ours on the same people it tells
 * what the draw does and what the method does.
 * NaN where there are no people to fit.
 */
export function leastSquares(rows: readonly (readonly number[])[], targets: readonly number[]) {
  if (rows.length === 0) return () => NaN
  const design = rows.map((row) => [1, ...row])
  const size = design[0]!.length
  const normal = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (_unused, j) =>
      design.reduce((sum, row, at) => sum + row[i]! * (j === size ? targets[at]! : row[j]!), 0)
    )
  )
  for (let i = 0; i < size; i++) {
    const pivot = normal[i]![i]!
    for (let row = 0; row < size; row++) {
      if (row === i) continue
      const factor = normal[row]![i]! / pivot
      for (let column = i; column <= size; column++) normal[row]![column]! -= factor * normal[i]![column]!
    }
  }
  const slopes = normal.map((row, i) => row[size]! / row[i]!)
  return (row: readonly number[]): number => [1, ...row].reduce((sum, value, i) => sum + value * slopes[i]!, 0)
}
