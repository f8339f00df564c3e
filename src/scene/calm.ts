import { edgeKey, type Edges, type Mesh } from './mesh.ts'

/** Each point towards the mean of its neighbours; on a line only towards those on the line. */
export function relaxed(points: Float32Array, { start, near, line }: Edges, amount: number, onlyLines = false): Float32Array {
  const out = new Float32Array(points.length)
  for (let i = 0; i < points.length / 3; i++) {
    const first = line[2 * i]!
    const second = line[2 * i + 1]!
    for (let k = 0; k < 3; k++) {
      const here = points[3 * i + k]!
      let mean = here
      if (first >= 0 && second >= 0) mean = (points[3 * first + k]! + points[3 * second + k]!) / 2
      else if (first === -1 && !onlyLines) {
        const from = start[i]!
        const to = start[i + 1]!
        let sum = 0
        for (let j = from; j < to; j++) sum += points[3 * near[j]! + k]!
        if (to > from) mean = sum / (to - from)
      }
      out[3 * i + k] = here + amount * (mean - here)
    }
  }
  return out
}

/**
 * Like `Edges.line`, for edges where two panels meet and where cloth ends; crossings of seams stay. Only edges of
 * panels that `takes` admits, so a band's edge runs through where other seams meet it.
 */
export function seamLines(
  { pointOf, triangles, panel }: Mesh,
  { ends, open, indexOf, line }: Edges,
  takes: (panel: number) => boolean
): Int32Array {
  const owners = new Int16Array(open.length).fill(-1)
  const isSeam = new Uint8Array(open.length)
  const taken = new Uint8Array(open.length)
  for (let t = 0; t < triangles.length; t += 3)
    for (let k = 0; k < 3; k++) {
      const e = indexOf.get(edgeKey(pointOf[triangles[t + k]!]!, pointOf[triangles[t + ((k + 1) % 3)]!]!))!
      const owner = panel[triangles[t]!]!
      if (open[e] || (owners[e]! >= 0 && owners[e] !== owner)) isSeam[e] = 1
      if (takes(owner)) taken[e] = 1
      owners[e] = owner
    }
  const out = new Int32Array(line.length).fill(-1)
  isSeam.forEach((seam, e) => {
    if (!seam || !taken[e]) return
    for (const [from, to] of [
      [ends[2 * e]!, ends[2 * e + 1]!],
      [ends[2 * e + 1]!, ends[2 * e]!],
    ] as const) {
      const slot = out[2 * from] === -1 ? 0 : out[2 * from + 1] === -1 ? 1 : -1
      if (slot < 0) out[2 * from] = -2
      else out[2 * from + slot] = to
    }
  })
  return out
}

/** Panels much wider than tall. */
export function bandsOf({ pattern, panel }: Mesh): (panel: number) => boolean {
  const boxes: { left: number; top: number; right: number; bottom: number }[] = []
  panel.forEach((index, i) => {
    const box = (boxes[index] ??= { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity })
    box.left = Math.min(box.left, pattern[2 * i]!)
    box.right = Math.max(box.right, pattern[2 * i]!)
    box.top = Math.min(box.top, pattern[2 * i + 1]!)
    box.bottom = Math.max(box.bottom, pattern[2 * i + 1]!)
  })
  return (index) => isBand(boxes[index]!)
}

export const isBand = ({
  left,
  top,
  right,
  bottom,
}: {
  left: number
  top: number
  right: number
  bottom: number
}): boolean => right - left > 4 * (bottom - top)

export function protrusion(points: Float32Array, normals: Float32Array, edges: Edges, rounds: number): Float32Array {
  let smooth = points
  for (let round = 0; round < rounds; round++) smooth = relaxed(smooth, edges, 0.6)
  const out = new Float32Array(points.length / 3)
  for (let i = 0; i < out.length; i++) {
    if (edges.line[2 * i] !== -1) continue
    for (let k = 0; k < 3; k++) out[i]! += (points[3 * i + k]! - smooth[3 * i + k]!) * normals[3 * i + k]! * 1000
  }
  return out
}
