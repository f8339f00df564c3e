/** Points and directions in space, millimetres. */
export type Vector = readonly [x: number, y: number, z: number]

export const minus = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
/** `a` and so much of `b`. */
export const plus = (a: Vector, b: Vector, share = 1): Vector => [
  a[0] + share * b[0],
  a[1] + share * b[1],
  a[2] + share * b[2],
]
export const times = (a: Vector, share: number): Vector => [a[0] * share, a[1] * share, a[2] * share]
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
export const sizeOf = (a: Vector): number => Math.hypot(a[0], a[1], a[2])
export const unit = (a: Vector): Vector => times(a, 1 / (sizeOf(a) || 1))
export const mixed = (a: Vector, b: Vector, share: number): Vector => plus(times(a, 1 - share), b, share)
