/** Metres; about the length of an edge. */
const CELL = 0.012
/** Cells a side, for one number per cell: more than any garment has. */
const ROOM = 1024

/** Finds the point nearest to a place, among xyz triples in metres. */
export function nearestIn(points: Float32Array): (x: number, y: number, z: number) => number {
  const cellOf = (x: number, y: number, z: number): number =>
    (Math.floor(x / CELL) + ROOM / 2) * ROOM * ROOM + (Math.floor(y / CELL) + ROOM / 2) * ROOM + Math.floor(z / CELL) + ROOM / 2
  const cells = new Map<number, number[]>()
  for (let i = 0; i < points.length; i += 3) {
    const cell = cellOf(points[i]!, points[i + 1]!, points[i + 2]!)
    const held = cells.get(cell)
    if (held) held.push(i / 3)
    else cells.set(cell, [i / 3])
  }
  return (x, y, z) => {
    let best = 0
    let least = Infinity
    // What lies in the next ring of cells is at least as far as the rings between are wide.
    for (let ring = 0; ring < ROOM && (ring - 1) * CELL < least; ring++)
      for (let i = -ring; i <= ring; i++)
        for (let j = -ring; j <= ring; j++) {
          const isFace = Math.abs(i) === ring || Math.abs(j) === ring
          for (let k = -ring; k <= ring; k += isFace ? 1 : 2 * ring)
            for (const point of cells.get(cellOf(x + i * CELL, y + j * CELL, z + k * CELL)) ?? []) {
              const far = Math.hypot(points[3 * point]! - x, points[3 * point + 1]! - y, points[3 * point + 2]! - z)
              if (far < least) [best, least] = [point, far]
            }
        }
    return best
  }
}
