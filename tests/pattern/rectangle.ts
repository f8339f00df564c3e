import type { Edge, Piece, Point } from '../../src/pattern/index.ts'

/** A towel: 200 by 300 mm, allowances of 10 mm, and a hem of 20 mm at its foot. Drawn clockwise, y down. */
export function towel(change: Partial<Piece> = {}): Piece {
  const corners: Point[] = [
    [0, 0],
    [200, 0],
    [200, 300],
    [0, 300],
  ]
  const edge = (name: string, i: number, allowance: number, folded = false): Edge => ({
    name,
    points: [corners[i]!, corners[(i + 1) % 4]!],
    allowance,
    ...(folded ? { folded } : {}),
  })
  return {
    name: 'towel',
    material: 'cloth',
    cut: 1,
    mirrored: false,
    edges: [edge('top', 0, 10), edge('right', 1, 10), edge('hem', 2, 20, true), edge('left', 3, 10)],
    grain: [
      [100, 50],
      [100, 250],
    ],
    notches: [],
    lines: [],
    marks: [],
    ...change,
  }
}
