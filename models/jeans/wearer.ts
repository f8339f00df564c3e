import type { LowerBody } from '../../src/drape/index.ts'

/** What a page may not know, as shares of the knee's girth: means of the survey, both within 8 % for two in three. */
const CALF = 0.95
const ANKLE = 0.555

/**
 * The body that jeans hang on, mm, from measurements in tenths of a millimetre. Heights that do not follow each other
 * as on a body are drawn into their order: the pattern they come from was drafted, so it is shown.
 */
export function wearerOf(measurements: Readonly<Record<string, number>>): LowerBody {
  const mm = (name: string, otherwise?: number) =>
    Object.hasOwn(measurements, name) ? measurements[name]! / 10 : (otherwise ?? NaN)
  const [waistHeight, crotchHeight, kneeGirth] = [mm('waistHeight'), mm('insideLegHeight'), mm('kneeGirth')]
  const rise = waistHeight - crotchHeight
  return {
    waistGirth: mm('waistGirth'),
    hipGirth: mm('hipGirth'),
    thighGirth: mm('thighGirth'),
    kneeGirth,
    calfGirth: mm('calfGirth', kneeGirth * CALF),
    ankleGirth: mm('ankleGirth', kneeGirth * ANKLE),
    waistHeight,
    hipHeight: within(mm('hipHeight'), crotchHeight + rise * 0.12, crotchHeight + rise * 0.45),
    crotchHeight,
    kneeHeight: within(mm('kneeHeight'), crotchHeight * 0.45, crotchHeight * 0.68),
  }
}

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
