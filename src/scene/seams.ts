import { NOWHERE } from './sheet.ts'
import type { Surface } from './surface.ts'
import type { Wear } from './wear.ts'

/** Puckers reach this far from a seam, mm. */
const REACH = 32

/**
 * Four numbers for every corner: how far along and away from its panel's nearest edge it lies, where the shader
 * puckers the cloth, and where in its creases.
 */
export function* edgesAround(surface: Surface, { phase }: Wear): Generator<void, Float32Array> {
  const { pattern, panel, pointOf, triangles } = surface
  const seam = new Float32Array(panel.length * 4)
  const away = new Float32Array(panel.length).fill(NOWHERE)
  const next = boundaryOf(triangles)
  yield
  const cells = new Map<number, number[]>()
  const cellOf = (p: number, i: number, j: number): number => (p * 4096 + i + 2048) * 4096 + j + 2048
  for (let i = 0; i < panel.length; i++) {
    const key = cellOf(panel[i]!, Math.floor(pattern[2 * i]! / REACH), Math.floor(pattern[2 * i + 1]! / REACH))
    const cell = cells.get(key)
    if (cell) cell.push(i)
    else cells.set(key, [i])
  }
  yield
  const seen = new Set<number>()
  for (const first of next.keys()) {
    let arc = 0
    for (let a = first; !seen.has(a);) {
      seen.add(a)
      const b = next.get(a)
      if (b === undefined) break
      const [ax, ay] = [pattern[2 * a]!, pattern[2 * a + 1]!]
      const [dx, dy] = [pattern[2 * b]! - ax, pattern[2 * b + 1]! - ay]
      const long = Math.hypot(dx, dy) || 1e-6
      const [i, j] = [Math.floor((ax + dx / 2) / REACH), Math.floor((ay + dy / 2) / REACH)]
      for (let di = -1; di <= 1; di++)
        for (let dj = -1; dj <= 1; dj++)
          for (const corner of cells.get(cellOf(panel[a]!, i + di, j + dj)) ?? []) {
            const [x, y] = [pattern[2 * corner]! - ax, pattern[2 * corner + 1]! - ay]
            const t = Math.max(0, Math.min(1, (x * dx + y * dy) / (long * long)))
            const far = Math.hypot(x - t * dx, y - t * dy)
            if (far >= away[corner]!) continue
            away[corner] = far
            seam[4 * corner] = arc + t * long
          }
      arc += long
      a = b
    }
    // One long walk, so that a page which sews by itself can breathe.
    if (seen.size % 8 === 0) yield
  }
  for (let i = 0; i < panel.length; i++) {
    seam[4 * i + 1] = Math.min(NOWHERE, away[i]!)
    seam[4 * i + 2] = phase[2 * pointOf[i]!]!
    seam[4 * i + 3] = phase[2 * pointOf[i]! + 1]!
  }
  yield
  return seam
}

/** Which corner follows which round the panels' edges: sides of triangles that no neighbour runs the other way. */
function boundaryOf(triangles: Uint32Array): Map<number, number> {
  const sides = new Set<number>()
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) sides.add(triangles[t + k]! * 0x200000 + triangles[t + ((k + 1) % 3)]!)
  const next = new Map<number, number>()
  for (const side of sides) {
    const [a, b] = [Math.floor(side / 0x200000), side % 0x200000]
    if (!sides.has(b * 0x200000 + a)) next.set(a, b)
  }
  return next
}
