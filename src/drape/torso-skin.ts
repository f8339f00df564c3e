import type { Vector } from './torso.ts'

/** Distances on a grid, as a solver or a mesher asks for them, mm; negative inside. */
export interface DistanceGrid {
  readonly values: Float32Array
  readonly size: readonly [number, number, number]
  readonly origin: Vector
  readonly cell: number
}

export interface Skin {
  /** xyz per vertex, mm. */
  readonly positions: Float64Array
  readonly normals: Float64Array
  readonly triangles: Uint32Array
}

type Distance = (x: number, y: number, z: number) => number

/** Samples a distance that is the same left and right in a box that is too. */
export function gridOf(distance: Distance, least: Vector, most: Vector, cell: number): DistanceGrid {
  const half = Math.ceil(most[0] / cell)
  const size = [
    2 * half + 1,
    Math.ceil((most[1] - least[1]) / cell) + 1,
    Math.ceil((most[2] - least[2]) / cell) + 1,
  ] as const
  const origin: Vector = [-half * cell, least[1], least[2]]
  const values = new Float32Array(size[0] * size[1] * size[2])
  for (let j = 0; j < size[1]; j++)
    for (let k = 0; k < size[2]; k++) {
      const row = (j * size[2] + k) * size[0]
      for (let i = 0; i <= half; i++)
        values[row + half + i] = values[row + half - i] = distance(
          i * cell,
          origin[1] + j * cell,
          origin[2] + k * cell
        )
    }
  return { values, size, origin, cell }
}

const CORNERS = [0, 1, 2, 3, 4, 5, 6, 7] as const
const SIDES: readonly (readonly [number, number])[] = [
  [0, 1],
  [2, 3],
  [4, 5],
  [6, 7],
  [0, 2],
  [1, 3],
  [4, 6],
  [5, 7],
  [0, 4],
  [1, 5],
  [2, 6],
  [3, 7],
]

/**
 * The surface where the distance is nought (surface nets, Gibson 1998): a vertex per cell it runs through, drawn on to
 * the surface along the gradient, which is the normal too.
 */
export function skinOf(distance: Distance, { values, size, origin, cell }: DistanceGrid): Skin {
  const step = [1, size[0] * size[2], size[0]] as const
  const vertexAt = new Int32Array(values.length).fill(-1)
  const positions: number[] = []
  const triangles: number[] = []
  for (let j = 0; j < size[1] - 1; j++)
    for (let k = 0; k < size[2] - 1; k++)
      for (let i = 0; i < size[0] - 1; i++) {
        const at = j * step[1] + k * step[2] + i
        const corner = CORNERS.map((c) => values[at + (c & 1) + ((c >> 1) & 1) * step[1] + (c >> 2) * step[2]]!)
        const inside = corner.filter((d) => d < 0).length
        if (inside === 0 || inside === 8) continue
        const sum = [0, 0, 0]
        let crossings = 0
        for (const [a, b] of SIDES) {
          const [da, db] = [corner[a]!, corner[b]!]
          if (da < 0 === db < 0) continue
          const t = da / (da - db)
          for (let axis = 0; axis < 3; axis++) {
            const [from, to] = [(a >> axis) & 1, (b >> axis) & 1]
            sum[axis]! += from + (to - from) * t
          }
          crossings++
        }
        vertexAt[at] = positions.length / 3
        const cellAt = [i, j, k]
        for (let axis = 0; axis < 3; axis++)
          positions.push(origin[axis]! + (cellAt[axis]! + sum[axis]! / crossings) * cell)
      }
  for (let j = 1; j < size[1] - 1; j++)
    for (let k = 1; k < size[2] - 1; k++)
      for (let i = 1; i < size[0] - 1; i++) {
        const at = j * step[1] + k * step[2] + i
        for (let axis = 0; axis < 3; axis++) {
          const isInside = values[at]! < 0
          if (isInside === values[at + step[axis]!]! < 0) continue
          // The four cells round this edge, once round it.
          const [p, q] = [step[(axis + 1) % 3]!, step[(axis + 2) % 3]!]
          const [a, b, c, d] = [at, at - p, at - p - q, at - q].map((one) => vertexAt[one]!) as [
            number,
            number,
            number,
            number,
          ]
          if (isInside) triangles.push(a, b, c, a, c, d)
          else triangles.push(a, c, b, a, d, c)
        }
      }
  const skin = {
    positions: Float64Array.from(positions),
    normals: new Float64Array(positions.length),
    triangles: Uint32Array.from(triangles),
  }
  for (let i = 0; i < positions.length; i += 3) drawnOn(distance, skin, i)
  return skin
}

function drawnOn(distance: Distance, { positions, normals }: Skin, at: number): void {
  const NEAR = 1.2 // mm; the edges of the cuts are rounder than this
  for (let round = 0; round < 4; round++) {
    const [x, y, z] = [positions[at]!, positions[at + 1]!, positions[at + 2]!]
    const gx = distance(x + NEAR, y, z) - distance(x - NEAR, y, z)
    const gy = distance(x, y + NEAR, z) - distance(x, y - NEAR, z)
    const gz = distance(x, y, z + NEAR) - distance(x, y, z - NEAR)
    const length = Math.hypot(gx, gy, gz) || 1
    const away = round < 3 ? distance(x, y, z) : 0
    ;[gx, gy, gz].forEach((g, axis) => {
      normals[at + axis] = g / length
      positions[at + axis] = positions[at + axis]! - (away * g) / length
    })
  }
}
