import type { Draft, Point } from '../../../src/pattern/index.ts'

/** A tape measure of the benchmark's own: nothing here is asked of the drafting or of what it measures with. */

export const linesOf = (draft: Draft, piece: string, edge: string): readonly Point[] =>
  draft.pieces.find(({ name }) => name === piece)?.edges.find(({ name }) => name === edge)?.points ?? []

/** Along an edge, mm; nought where a piece or an edge is not there. */
export function along(draft: Draft, piece: string, ...edges: readonly string[]): number {
  let sum = 0
  for (const edge of edges) {
    const line = linesOf(draft, piece, edge)
    for (let i = 1; i < line.length; i++)
      sum += Math.sqrt((line[i]![0] - line[i - 1]![0]) ** 2 + (line[i]![1] - line[i - 1]![1]) ** 2)
  }
  return sum
}

/** Where a line crosses a level, from left to right. */
export function crossed(line: readonly Point[], y: number): number[] {
  const xs: number[] = []
  for (let i = 1; i < line.length; i++) {
    const [[x0, y0], [x1, y1]] = [line[i - 1]!, line[i]!]
    if (y0 <= y !== y1 <= y) xs.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0))
  }
  return xs.sort((a, b) => a - b)
}

export class Spread {
  private readonly all: number[] = []

  /** @throws {Error} for what is no number, which would pass every comparison by. */
  add(value: number): void {
    if (!Number.isFinite(value)) throw new Error('something could not be measured.')
    this.all.push(value)
  }

  /** The value that a share of them does not exceed. */
  at(share: number): number {
    const sorted = this.all.toSorted((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
  }

  get most(): number {
    return this.at(1)
  }
}
