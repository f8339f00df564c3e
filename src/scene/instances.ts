import { cross, MM, unit, type Vector } from './sheet.ts'
import { STITCH } from './stitches.ts'
import { METAL } from './tailor.ts'

/** Small shapes that are set many times over, one draw call for all. */
export interface Instances {
  /** 16 numbers each, by columns. */
  readonly matrix: Float32Array
  /** Red, green and blue each, as factors; null where all are alike. */
  readonly shade: Float32Array | null
}

/** The share of a stitch's way that its thread is seen: at both ends it dips in. */
const SEEN = 0.92

/** From rows of `STITCH` numbers. */
export function stitchInstances(rows: readonly number[]): Instances {
  const count = rows.length / STITCH
  const matrix = new Float32Array(count * 16)
  const shade = new Float32Array(count * 3)
  for (let i = 0; i < count; i++) {
    const at = (k: number): number => rows[STITCH * i + k]!
    const way: Vector = [at(3), at(4), at(5)]
    const along = unit(way)
    const across = unit(cross(along, [at(6), at(7), at(8)]))
    const up = cross(across, along)
    const place: Vector = [at(0), at(1), at(2)]
    put(matrix, i, times(across, at(9) * MM), times(along, Math.hypot(...way) * SEEN), times(up, at(10) * MM), place)
    // No two stitches take the light alike.
    shade.fill(0.82 + 0.32 * Math.abs((Math.sin(i * 12.9898) * 43758.5453) % 1), 3 * i, 3 * i + 3)
  }
  return { matrix, shade }
}

/** From rows of `METAL` numbers; y points out of the cloth. */
export function metalInstances(rows: readonly number[]): Instances {
  const count = rows.length / METAL
  const matrix = new Float32Array(count * 16)
  for (let i = 0; i < count; i++) {
    const at = (k: number): number => rows[METAL * i + k]!
    const up = unit([at(3), at(4), at(5)])
    const side = unit(cross([0, 1, 0], up))
    const radius = at(6) * MM
    const place: Vector = [at(0), at(1), at(2)]
    put(matrix, i, times(side, radius), times(up, at(7) * MM), times(cross(side, up), radius), place)
  }
  return { matrix, shade: null }
}

const times = (v: Vector, by: number): Vector => [v[0] * by, v[1] * by, v[2] * by]

function put(matrix: Float32Array, i: number, x: Vector, y: Vector, z: Vector, place: Vector): void {
  matrix.set([...x, 0, ...y, 0, ...z, 0, ...place, 1], 16 * i)
}
