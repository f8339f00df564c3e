import type { Cloth } from './cloth.ts'

/**
 * Length in space of the line that is drawn straight across a panel at a height of its pattern, mm; what a tape along
 * the thread would read.
 */
export function lengthAcross(cloth: Cloth, positions: Float64Array, panel: string, y: number): number {
  const k = cloth.panels.findIndex(({ name }) => name === panel)
  const { pattern: q, triangles } = cloth
  let length = 0
  for (let t = 0; t < triangles.length; t += 3) {
    if (cloth.panel[triangles[t]!] !== k) continue
    let [found, x0, y0, z0] = [0, 0, 0, 0]
    for (let c = 0; c < 3; c++) {
      const [a, b] = [triangles[t + c]!, triangles[t + ((c + 1) % 3)]!]
      const [from, to] = [q[2 * a + 1]! - y, q[2 * b + 1]! - y]
      if (from < 0 === to < 0) continue
      const share = from / (from - to)
      const at = (axis: number) =>
        positions[3 * a + axis]! + share * (positions[3 * b + axis]! - positions[3 * a + axis]!)
      if (found++ === 0) [x0, y0, z0] = [at(0), at(1), at(2)]
      else length += Math.hypot(at(0) - x0, at(1) - y0, at(2) - z0)
    }
  }
  return length
}
