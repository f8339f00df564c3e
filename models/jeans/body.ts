import type { LowerBody, Stance } from '../../src/drape/index.ts'

/**
 * The body the shapes are baked on: between the usual men's and women's forms, a 32/33 in shop sizes. Tenths of a
 * millimetre by ISO 8559 name. The crotch lengths are those of the form itself, so that rise and body agree.
 */
export const REFERENCE = {
  stature: 17900,
  waistGirth: 8300,
  hipGirth: 9900,
  thighGirth: 5750,
  kneeGirth: 3850,
  calfGirth: 3750,
  ankleGirth: 2450,
  waistHeight: 10730,
  hipHeight: 9050,
  insideLegHeight: 8510,
  kneeHeight: 4960,
  crotchLength: 6740,
  crotchLengthBack: 3640,
} as const

export const REFERENCE_BODY: LowerBody = {
  waistGirth: REFERENCE.waistGirth / 10,
  hipGirth: REFERENCE.hipGirth / 10,
  thighGirth: REFERENCE.thighGirth / 10,
  kneeGirth: REFERENCE.kneeGirth / 10,
  calfGirth: REFERENCE.calfGirth / 10,
  ankleGirth: REFERENCE.ankleGirth / 10,
  waistHeight: REFERENCE.waistHeight / 10,
  hipHeight: REFERENCE.hipHeight / 10,
  crotchHeight: REFERENCE.insideLegHeight / 10,
  kneeHeight: REFERENCE.kneeHeight / 10,
}

/** At ease: the weight on the right leg, the left knee loose and its foot a little ahead. */
export const STANCE: Stance = { apart: 9, lean: 0.068, ahead: [44, -20], bent: [42, 8] }
