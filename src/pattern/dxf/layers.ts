/**
 * The layers of ASTM D6673 (and of the AAMA's older list, which it took over) that are written here. What has none of
 * its own in a list of 1993 is an internal line with its name beside it.
 */
export const LAYERS = {
  boundary: 1,
  turnPoint: 2,
  curvePoint: 3,
  notch: 4,
  mirror: 6,
  grain: 7,
  internal: 8,
  cutout: 11,
  drill: 13,
  sew: 14,
  annotation: 15,
} as const

export type Layer = (typeof LAYERS)[keyof typeof LAYERS]
