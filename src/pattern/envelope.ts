/**
 * Factors a sparse symmetric positive definite matrix once and solves with it many times: rows are renumbered by
 * reverse Cuthill and McKee (1969), so what is not zero lies near the diagonal, and each row is kept from its first
 * such entry on.
 */
export interface Factored {
  /** In place of `right`. */
  solve(right: Float64Array): void
}

/** `near[i]` lists the columns of row i that are not zero, the diagonal left out; `at` gives the entry of a pair. */
export function factored(near: readonly (readonly number[])[], at: (i: number, j: number) => number): Factored {
  const count = near.length
  const order = reverseCuthillMcKee(near)
  const rank = new Uint32Array(count)
  order.forEach((i, r) => (rank[i] = r))
  const first = Uint32Array.from(order, (i, r) => Math.min(r, ...near[i]!.map((j) => rank[j]!)))
  const start = new Uint32Array(count + 1)
  for (let r = 0; r < count; r++) start[r + 1] = start[r]! + (r - first[r]!) + 1
  const rows = new Float64Array(start[count]!)
  const place = (r: number, c: number): number => start[r]! + c - first[r]!
  order.forEach((i, r) => {
    rows[place(r, r)] = at(i, i)
    for (const j of near[i]!) if (rank[j]! < r) rows[place(r, rank[j]!)] = at(i, j)
  })
  for (let r = 0; r < count; r++) {
    for (let c = first[r]!; c <= r; c++) {
      const from = Math.max(first[r]!, first[c]!)
      let sum = rows[place(r, c)]!
      for (let k = from, a = place(r, from), b = place(c, from); k < c; k++, a++, b++) sum -= rows[a]! * rows[b]!
      rows[place(r, c)] = c === r ? Math.sqrt(Math.max(sum, 1e-300)) : sum / rows[place(c, c)]!
    }
  }
  const work = new Float64Array(count)
  return {
    solve(right) {
      for (let r = 0; r < count; r++) {
        let sum = right[order[r]!]!
        for (let c = first[r]!, a = start[r]!; c < r; c++, a++) sum -= rows[a]! * work[c]!
        work[r] = sum / rows[place(r, r)]!
      }
      for (let r = count - 1; r >= 0; r--) {
        const value = work[r]! / rows[place(r, r)]!
        work[r] = value
        for (let c = first[r]!, a = start[r]!; c < r; c++, a++) work[c] = work[c]! - rows[a]! * value
      }
      order.forEach((i, r) => (right[i] = work[r]!))
    },
  }
}

function reverseCuthillMcKee(near: readonly (readonly number[])[]): number[] {
  const order: number[] = []
  const seen = new Uint8Array(near.length)
  const byDegree = (a: number, b: number): number => near[a]!.length - near[b]!.length
  for (const seed of near.map((_, i) => i).sort(byDegree)) {
    if (seen[seed]) continue
    seen[seed] = 1
    const queue = [seed]
    for (const i of queue) {
      for (const j of near[i]!.filter((other) => !seen[other]).sort(byDegree)) {
        seen[j] = 1
        queue.push(j)
      }
    }
    order.push(...queue)
  }
  return order.reverse()
}
