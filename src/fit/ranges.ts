import { isHelping, isMeasurement, sideIn, type HelpingName, type MeasurementName } from './names.ts'
import { isLength } from './typed.ts'

/**
 * What a grown body may have, in tenths of a millimetre (a mass in tenths of a kilogram): wider than any survey,
 * because a question must not turn anybody away.
 */
export const RANGE: Readonly<Record<MeasurementName | HelpingName, readonly [least: number, most: number]>> = {
  stature: [12_000, 23_000],
  waistGirth: [4_800, 19_000],
  highHipGirth: [5_400, 19_500],
  hipGirth: [6_000, 20_000],
  thighGirth: [3_200, 11_500],
  insideLegHeight: [4_800, 11_500],
  bustGirth: [5_800, 20_000],
  underbustGirth: [5_000, 18_000],
  torsoGirth: [11_000, 24_000],
  kneeGirth: [2_400, 8_000],
  calfGirth: [2_200, 7_500],
  ankleGirth: [1_500, 4_500],
  footLength: [1_900, 3_600],
  footBreadth: [650, 1_500],
  ballGirth: [1_600, 3_600],
  instepGirth: [1_700, 3_700],
  heelGirth: [2_200, 4_800],
  waistHeight: [7_000, 15_500],
  hipHeight: [5_500, 13_000],
  kneeHeight: [2_800, 7_500],
  crotchLength: [3_800, 12_000],
  crotchLengthBack: [1_800, 8_000],
  bodyMass: [300, 2_600],
  statedStature: [12_000, 23_000],
  statedMass: [300, 2_600],
  naturalWaistGirth: [4_600, 18_500],
}

/** The range of a name, that of the whole for a side; null for a name we do not know. */
export function widestRange(name: string): readonly [least: number, most: number] | null {
  const whole = sideIn(name)?.name ?? name
  return isMeasurement(whole) || isHelping(whole) ? RANGE[whole] : null
}

/** Whether a body can have it at all: what lies beyond is not drafted. */
export function isInRange(name: string, value: number): boolean {
  const range = widestRange(name)
  return isLength(value) && (!range || (value >= range[0] && value <= range[1]))
}

