import type { Draft, Edge, Piece, Point } from '../../src/pattern/index.ts'

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

/** With something of every kind on it, on a pair. */
export const dressed = (change: Partial<Piece> = {}): Piece =>
  towel({
    cut: 2,
    mirrored: true,
    notches: [
      { at: [100, 0], edge: 'top', kind: 'v' },
      { at: [0, 150], edge: 'left', kind: 'slit' },
    ],
    lines: [
      {
        name: 'stitch.hem',
        kind: 'stitch',
        points: [
          [200, 300],
          [0, 300],
        ],
        rows: [2, 8],
      },
      {
        name: 'fold',
        kind: 'fold',
        points: [
          [0, 100],
          [200, 100],
        ],
      },
    ],
    marks: [
      { name: 'eye', kind: 'buttonhole', at: [20, 20], angle: 45, size: 20 },
      { name: 'knob', kind: 'button', at: [180, 20], size: 17 },
      { name: 'name', kind: 'text', at: [100, 60], size: 12 },
    ],
    ...change,
  })

export const draftOf = (...pieces: Piece[]): Draft => ({
  design: 'bath',
  version: '1',
  pieces,
  seams: [],
  girths: {},
  checks: [],
})
