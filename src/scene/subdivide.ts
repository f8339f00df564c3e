import { edgeKey, type Edges, type Mesh } from './mesh.ts'

export interface Subdivided {
  readonly fine: Mesh
  /** 1 per point of an open edge. */
  readonly rim: Uint8Array
  /** Takes a value per point of the coarse mesh over to the fine one. */
  readonly carried: (perPoint: Float32Array) => Float32Array
}

/** One step of Loop's scheme; sharp lines follow its curve rule, so an open edge stays a smooth curve of its own. */
export function subdivided(mesh: Mesh, edges: Edges): Subdivided {
  const { points, pattern, panel, pointOf, triangles } = mesh
  const { ends, across, open, start, near, line, indexOf } = edges
  const count = points.length / 3
  const edgeCount = open.length

  const finePoints = new Float32Array((count + edgeCount) * 3)
  for (let i = 0; i < count; i++) {
    const first = line[2 * i]!
    const second = line[2 * i + 1]!
    const n = start[i + 1]! - start[i]!
    const beta = n === 3 ? 3 / 16 : 3 / (8 * n)
    for (let k = 0; k < 3; k++) {
      const here = points[3 * i + k]!
      let value = here
      if (first >= 0 && second >= 0) value = 0.75 * here + 0.125 * (points[3 * first + k]! + points[3 * second + k]!)
      else if (first === -1 && n > 0) {
        let sum = 0
        for (let j = start[i]!; j < start[i + 1]!; j++) sum += points[3 * near[j]! + k]!
        value = (1 - n * beta) * here + beta * sum
      }
      finePoints[3 * i + k] = value
    }
  }
  for (let e = 0; e < edgeCount; e++) {
    const [a, b, c, d] = [ends[2 * e]!, ends[2 * e + 1]!, across[2 * e]!, across[2 * e + 1]!]
    for (let k = 0; k < 3; k++) {
      const both = points[3 * a + k]! + points[3 * b + k]!
      finePoints[3 * (count + e) + k] =
        d < 0 ? 0.5 * both : 0.375 * both + 0.125 * (points[3 * c + k]! + points[3 * d + k]!)
    }
  }
  const carried = (list: Float32Array): Float32Array => {
    const out = new Float32Array(count + edgeCount)
    out.set(list)
    for (let e = 0; e < edgeCount; e++) out[count + e] = (list[ends[2 * e]!]! + list[ends[2 * e + 1]!]!) / 2
    return out
  }
  const rim = new Uint8Array(count + edgeCount)
  open.forEach((isOpen, e) => {
    if (isOpen) rim[ends[2 * e]!] = rim[ends[2 * e + 1]!] = rim[count + e] = 1
  })

  // Corners: each panel has its own middle on a sewn edge, with its own pattern coordinates.
  const middles = new Map<number, number>()
  const finePattern = Array.from(pattern)
  const finePanel = Array.from(panel)
  const finePointOf = Array.from(pointOf)
  const middle = (a: number, b: number): number => {
    const key = edgeKey(a, b)
    let corner = middles.get(key)
    if (corner === undefined) {
      middles.set(key, (corner = finePointOf.length))
      finePattern.push((pattern[2 * a]! + pattern[2 * b]!) / 2, (pattern[2 * a + 1]! + pattern[2 * b + 1]!) / 2)
      finePanel.push(panel[a]!)
      finePointOf.push(count + indexOf.get(edgeKey(pointOf[a]!, pointOf[b]!))!)
    }
    return corner
  }
  const fineTriangles = new Uint32Array(triangles.length * 4)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!]
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)]
    fineTriangles.set([a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca], 4 * t)
  }
  return {
    fine: {
      points: finePoints,
      pattern: Float32Array.from(finePattern),
      panel: Uint8Array.from(finePanel),
      pointOf: Uint32Array.from(finePointOf),
      triangles: fineTriangles,
    },
    rim,
    carried,
  }
}
