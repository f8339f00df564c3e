/** What a customer can take with a tape, in the order it is best taken. ISO 8559-1 names in camelCase. */
export const ASKED = [
  'stature',
  'waistGirth',
  'hipGirth',
  'thighGirth',
  'insideLegHeight',
  'bustGirth',
  'underbustGirth',
  'torsoGirth',
] as const

/** What a draft needs besides, worked out from what was taken. */
export const ESTIMATED = [
  'kneeGirth',
  'waistHeight',
  'hipHeight',
  'kneeHeight',
  'crotchLength',
  'crotchLengthBack',
] as const

/** Known of no survey that may be passed on: it is asked for, or not known. */
export const UNSURVEYED: readonly MeasurementName[] = ['underbustGirth']

export type AskedName = (typeof ASKED)[number]
export type MeasurementName = AskedName | (typeof ESTIMATED)[number]

export const isAsked = (name: string): name is AskedName => (ASKED as readonly string[]).includes(name)

export const isMeasurement = (name: string): name is MeasurementName =>
  isAsked(name) || (ESTIMATED as readonly string[]).includes(name)
