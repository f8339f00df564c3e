import { minus, plus, sizeOf, times, type Vector } from '../../src/pattern/space.ts'

/** What is drawn with one material: flat coordinates in mm, so that grain lies at true scale. Lengths in mm, as on the last. */
export interface Part {
  /** Which switchable part it belongs to, and what it is made of: see NAMES.md. */
  readonly node: string
  readonly material: string
  readonly positions: readonly Vector[]
  readonly flat: readonly (readonly [number, number])[]
  readonly triangles: readonly number[]
}

/** A thread: its middle, where it runs, and what is up. */
export interface Stitch {
  readonly at: Vector
  readonly along: Vector
  readonly up: Vector
}
export interface Stitches {
  readonly node: string
  readonly rows: readonly Stitch[]
}

/** A ring or a hole: where, what is up, and its radius. */
export interface Round {
  readonly at: Vector
  readonly up: Vector
  readonly radius: number
}

/** A mesh over a grid of (columns + 1) by (rows + 1) points; where `at` gives null there is none. */
export function gridPart(
  node: string,
  material: string,
  columns: number,
  rows: number,
  at: (i: number, j: number) => { readonly p: Vector; readonly flat: readonly [number, number] } | null,
  flip = false
): Part {
  const positions: Vector[] = []
  const flat: (readonly [number, number])[] = []
  const index = new Map<number, number>()
  for (let i = 0; i <= columns; i++)
    for (let j = 0; j <= rows; j++) {
      const made = at(i, j)
      if (!made) continue
      index.set(i * (rows + 1) + j, positions.length)
      positions.push(made.p)
      flat.push(made.flat)
    }
  const triangles: number[] = []
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < rows; j++) {
      const [a, b, c, d] = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]].map(([x, y]) => index.get(x! * (rows + 1) + y!))
      if (a === undefined || b === undefined || c === undefined || d === undefined) continue
      triangles.push(...(flip ? [a, c, b, a, d, c] : [a, b, c, a, c, d]))
    }
  return { node, material, positions, flat, triangles }
}

/** Threads of `pitch` mm along a line of points with their normals. */
export function stitchesAlong(
  line: readonly { readonly p: Vector; readonly n: Vector }[],
  pitch: number,
  length = pitch
): Stitch[] {
  const rows: Stitch[] = []
  let owed = pitch / 2
  for (let i = 0; i + 1 < line.length; i++) {
    const way = minus(line[i + 1]!.p, line[i]!.p)
    const long = sizeOf(way)
    if (long < 1e-9) continue
    let at = owed
    for (; at < long; at += pitch)
      rows.push({ at: plus(line[i]!.p, way, at / long), along: times(way, length / long), up: line[i]!.n })
    owed = at - long
  }
  return rows
}

export const smoothstep = (x: number, from: number, to: number): number => {
  const t = Math.max(0, Math.min(1, (x - from) / (to - from)))
  return t * t * (3 - 2 * t)
}
