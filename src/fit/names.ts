/** What a customer can take with a tape, in the order it is best taken. ISO 8559-1 names in camelCase. */
export const ASKED = [
  'stature',
  'waistGirth',
  'highHipGirth',
  'hipGirth',
  'thighGirth',
  'insideLegHeight',
  'bustGirth',
  'underbustGirth',
  'torsoGirth',
  'kneeGirth',
  'calfGirth',
  'ankleGirth',
  'footLength',
  'footBreadth',
  'ballGirth',
  'instepGirth',
  'heelGirth',
] as const

/** What a draft needs besides, worked out from what was taken. */
export const ESTIMATED = ['waistHeight', 'hipHeight', 'kneeHeight', 'crotchLength', 'crotchLengthBack'] as const

/**
 * What helps and is nothing a pattern is cut to: the mass on a scale, height and mass as people know theirs without
 * measuring, and a waist that was taken where it is narrowest rather than at the navel. It stays with the page and
 * goes into no order.
 */
export const HELPING = ['bodyMass', 'statedStature', 'statedMass', 'naturalWaistGirth'] as const

/** What a body has twice: either side may be taken for itself, `footLength.left`. */
export const PAIRED = [
  'thighGirth',
  'insideLegHeight',
  'kneeGirth',
  'calfGirth',
  'ankleGirth',
  'footLength',
  'footBreadth',
  'ballGirth',
  'instepGirth',
  'heelGirth',
] as const satisfies readonly AskedName[]

export const SIDES = ['left', 'right'] as const

/** What is laid flat on a table and measured, as a tailor calls it: of a girth, the half. */
export const GARMENT_MEASURES = [
  'waistFlat',
  'frontRise',
  'backRise',
  'thighFlat',
  'kneeFlat',
  'hemFlat',
  'insideLeg',
] as const

/** Ids of size systems, as a template's `sizing` names them. */
export const SIZE_SYSTEMS = [
  'en13402',
  'eu',
  'uk',
  'us',
  'letter',
  'waist-leg',
  'band-cup',
  'mondopoint',
  'paris-point',
  'uk-shoe',
  'us-shoe',
] as const

/** Known of no survey that may be passed on: it is asked for, or not known. */
export const UNSURVEYED: readonly (MeasurementName | HelpingName)[] = [
  'highHipGirth',
  'underbustGirth',
  'instepGirth',
  'naturalWaistGirth',
]

export type AskedName = (typeof ASKED)[number]
export type MeasurementName = AskedName | (typeof ESTIMATED)[number]
export type HelpingName = (typeof HELPING)[number]
export type PairedName = (typeof PAIRED)[number]
export type GarmentMeasure = (typeof GARMENT_MEASURES)[number]
export type SizeSystem = (typeof SIZE_SYSTEMS)[number]
export type Side = (typeof SIDES)[number]
export type SidedName = `${PairedName}.${Side}`

export const isAsked = (name: string): name is AskedName => (ASKED as readonly string[]).includes(name)

/** Of the body as a whole; `footLength.left` is one side of such a one. */
export const isMeasurement = (name: string): name is MeasurementName =>
  isAsked(name) || (ESTIMATED as readonly string[]).includes(name)

export const isHelping = (name: string): name is HelpingName => (HELPING as readonly string[]).includes(name)

/** What may be typed at all. */
export const isTypable = (name: string): name is MeasurementName | SidedName | HelpingName =>
  isMeasurement(name) || isHelping(name) || sideIn(name) !== null

/** @example sideIn('footLength.left') // → { name: 'footLength', side: 'left' } */
export function sideIn(name: string): { readonly name: PairedName; readonly side: Side } | null {
  const [whole, side, ...rest] = name.split('.')
  if (rest.length > 0 || !PAIRED.includes(whole as PairedName) || !SIDES.includes(side as Side)) return null
  return { name: whole as PairedName, side: side as Side }
}

/** Tenths of a millimetre, or tenths of a kilogram. */
export const unitOf = (name: string): 'length' | 'mass' =>
  name === 'bodyMass' || name === 'statedMass' ? 'mass' : 'length'
