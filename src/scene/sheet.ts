import type { Pair } from '../drape/shape.ts'

/** A spot on the sewn cloth: metres, a unit normal pointing out, and what the cloth there is like. */
export interface Spot {
  readonly p: Vector
  readonly n: Vector
  /** Along the warp and across it on the outer face, mm. */
  readonly fabric: Pair
  readonly wear: number
  readonly open: number
  /** mm from the nearest edge of the panel, as far as seams reach (`REACH`). */
  readonly inset: number
  /** The cloth ends here in the open. */
  readonly rim: boolean
}

export interface Cloth {
  /** Null where the panel is unknown or empty. */
  at(panel: string, x: number, y: number): Spot | null
  /** 1, or -1 for a copy that is mirrored as seen from outside. */
  handOf(panel: string): 1 | -1
}

export type Vector = readonly [number, number, number]

/** Vertices of one draw call, growing; what each number means to the shader: see `cloth-material.ts`. */
export interface Sheet {
  readonly position: number[]
  readonly fabric: number[]
  /** Per vertex: wear (scaled by the wash), tone (always there), openness, strength of creases. */
  readonly worn: number[]
  /** Per vertex: mm along and away from the edge that puckers it, and where in its pitch a crease is, two ways. */
  readonly seam: number[]
  readonly index: number[]
}

export const emptySheet = (): Sheet => ({ position: [], fabric: [], worn: [], seam: [], index: [] })

/** Far from every edge. */
export const NOWHERE = 99
/** Added to the tone of cloth that shows its inner face: a turned-up hem. */
export const INSIDE_OUT = 10
/** The tone of a mill's own woven edge; its fabric coordinate runs across it in mm. */
export const SELVEDGE = 30

export const MM = 0.001

export interface Laid {
  /** mm over the cloth. */
  readonly height: number
  readonly wear?: number
  readonly tone?: number
  /** mm along and away from the edge that puckers it. */
  readonly seam?: Pair
  readonly fabric?: Pair
}

/** Adds a vertex over a spot and gives its number. */
export function addTo(sheet: Sheet, spot: Spot, laid: Laid): number {
  const { height, wear = 0, tone = 0, seam, fabric = spot.fabric } = laid
  sheet.position.push(...raised(spot, height))
  sheet.fabric.push(fabric[0], fabric[1])
  sheet.worn.push(spot.wear + wear, tone, spot.open, 0)
  sheet.seam.push(seam?.[0] ?? 0, seam?.[1] ?? NOWHERE, 0, 0)
  return sheet.position.length / 3 - 1
}

export const raised = ({ p, n }: Pick<Spot, 'p' | 'n'>, height: number): [number, number, number] => [
  p[0] + n[0] * height * MM,
  p[1] + n[1] * height * MM,
  p[2] + n[2] * height * MM,
]

/** Joins two rows of vertices by quads. */
export function join(sheet: Sheet, last: readonly number[], row: readonly number[], flip: boolean): void {
  for (let j = 0; j + 1 < row.length; j++) {
    const [a, b, c, d] = [last[j]!, row[j]!, last[j + 1]!, row[j + 1]!]
    if (flip) sheet.index.push(a, c, b, b, c, d)
    else sheet.index.push(a, b, c, b, d, c)
  }
}

export const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
export function unit(v: Vector): [number, number, number] {
  const length = Math.hypot(...v) || 1
  return [v[0] / length, v[1] / length, v[2] / length]
}
