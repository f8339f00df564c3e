import type { Placement, SewnShape } from '../../src/drape/index.ts'

export const RADIUS = 0.1
export const HEIGHT = 0.6
/** mm round half of the tube. */
export const WIDE = Math.PI * RADIUS * 1000
export const TALL = HEIGHT * 1000

/**
 * A trouser leg at its plainest: two panels, each half of a tube, sewn along both sides and open above and below. The
 * front is drawn as seen, the back as its mirrored copy; pattern x runs across, y down from the top.
 */
export function tube(overrides: Partial<SewnShape> = {}, columns = 16, rows = 30): SewnShape {
  const positions: number[] = []
  const pattern: number[] = []
  const panel: number[] = []
  const triangles: number[] = []
  const weld: number[] = []
  const at = (half: number, i: number, j: number) => (half * (columns + 1) + i) * (rows + 1) + j
  for (const half of [0, 1])
    for (let i = 0; i <= columns; i++)
      for (let j = 0; j <= rows; j++) {
        // Seen from outside, x grows to the right, which is against the clock seen from above.
        const angle = Math.PI * (half + i / columns)
        positions.push(-RADIUS * Math.cos(angle), HEIGHT - (HEIGHT * j) / rows, RADIUS * Math.sin(angle))
        pattern.push(half === 0 ? (WIDE * i) / columns : WIDE - (WIDE * i) / columns, (TALL * j) / rows)
        panel.push(half)
        const other = half === 1 ? (i === 0 ? at(0, columns, j) : i === columns ? at(0, 0, j) : null) : null
        weld.push(other ?? at(half, i, j))
        if (i < columns && j < rows) {
          const [a, b, c, d] = [at(half, i, j), at(half, i + 1, j), at(half, i, j + 1), at(half, i + 1, j + 1)]
          triangles.push(a, c, b, b, c, d)
        }
      }
  return {
    positions: Float32Array.from(positions),
    pattern: Float32Array.from(pattern),
    panel: Uint8Array.from(panel),
    triangles: Uint32Array.from(triangles),
    weld: Uint32Array.from(weld),
    occlusion: null,
    panels: [
      { name: 'front', piece: 'front', copy: null },
      { name: 'back', piece: 'back', copy: null },
    ],
    placements: [],
    heights: { hem: 0, knee: 0.3, crotch: 0.55, waist: 0.6 },
    ...overrides,
  }
}

export const row = (over: Partial<Extract<Placement, { kind: 'stitch' }>> = {}): Placement => ({
  node: 'row',
  panel: 'front',
  kind: 'stitch',
  points: [
    [50, 100],
    [250, 100],
  ],
  rows: [0],
  pitch: 4,
  ...over,
})
