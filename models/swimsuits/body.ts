/** The body all shapes are draped on: EU 38. Tenths of a millimetre, ISO 8559 names. */
export const REFERENCE: Readonly<Record<string, number>> = {
  stature: 17_000,
  bustGirth: 8_800,
  underbustGirth: 7_550,
  waistGirth: 6_900,
  hipGirth: 9_600,
  torsoGirth: 16_500,
  waistHeight: 10_300,
  hipHeight: 8_750,
  insideLegHeight: 8_150,
}
