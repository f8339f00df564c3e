import { isLength } from '../typed.ts'
import type { FittingGarment, Measured } from '../types.ts'
import type { GarmentMeasure } from '../names.ts'
import { predictorOf, surveysOf, type Known, type Survey, type SurveyedName } from './surveys.ts'

/** Millimetres by which trousers of rigid cloth that are said to fit stand off a standing body, all round. */
const STAND_OFF = { waistFlat: 10, thighFlat: 50, kneeFlat: 60 } as const
/** Their crotch seam hangs this far below the body, and their legs end this far above the floor. */
const CROTCH = 10
const OFF_THE_FLOOR = 25
/** Standard errors of all that, mm: one wears trousers close, another loose. */
const ERRORS = { waistFlat: 15, thighFlat: 25, kneeFlat: 30, insideLeg: 20, rise: 15 } as const
/** Where nobody measured the rise: the band sits this far below the navel, mm. */
const USUAL_DROP = { value: 40, error: 30 } as const
/** No band sits lower than this share of the way from waist to hip. */
const LOWEST = 0.6
/** Stretch is worn to a quarter of what a firm pull gives, and takes the place of ease, which is gone at some percent. */
const WORN = 4
const NO_EASE_AT = 40
const LEAST_EASE = 0.25
/** The waist tells the hip, which tells the waist under a band that sits below it: that settles within a tenth. */
const ROUNDS = 6

/** How much larger than flat on the table the cloth is worn, and how far it then stands off, mm. */
export function easeOf(measure: keyof typeof STAND_OFF, stretch: number): { readonly worn: number; readonly off: number } {
  return {
    worn: 1 + stretch / 100 / WORN,
    off: STAND_OFF[measure] * Math.max(LEAST_EASE, 1 - stretch / NO_EASE_AT),
  }
}

/**
 * The body that trousers fit, each measurement with its error. What no trousers tell is left out: a hip hangs free in
 * them, and a hem is a matter of taste.
 *
 * @param known Millimetres of what else was told: a height tells how far a band sits below the waist.
 */
export function bodyFromGarment(
  { values, stretch }: FittingGarment,
  known: Known = new Map(),
  surveys: readonly Survey[] = surveysOf(null)
): Measured[] {
  const girth = (measure: keyof typeof STAND_OFF): number | null => {
    const flat = values[measure]
    if (flat === undefined || !isLength(flat)) return null
    const { worn, off } = easeOf(measure, stretch)
    return (flat / 10) * 2 * worn - off
  }
  const found = new Map<SurveyedName, { readonly value: number; readonly error: number }>()
  const add = (name: SurveyedName, value: number | null, error: number) => {
    if (value !== null && isLength(Math.round(value * 10))) found.set(name, { value, error })
  }
  add('thighGirth', girth('thighFlat'), ERRORS.thighFlat)
  add('kneeGirth', girth('kneeFlat'), ERRORS.kneeFlat)
  const { insideLeg } = values
  if (insideLeg !== undefined && isLength(insideLeg))
    add('insideLegHeight', insideLeg / 10 + CROTCH + OFF_THE_FLOOR, ERRORS.insideLeg)
  const band = girth('waistFlat')
  if (band !== null && band > 0) {
    const others = new Map([...[...found].map(([name, { value }]) => [name, value] as const), ...known])
    others.delete('waistGirth')
    const waist = waistOver(band, riseIn(values), others, surveys)
    add('waistGirth', waist.value, waist.error)
  }
  return [...found].map(([name, { value, error }]) => ({
    name,
    value: Math.round(value * 10),
    source: 'derived',
    error: Math.round(error * 10),
  }))
}

/** From the top edge in front through the crotch to the top edge behind, mm. */
function riseIn({ frontRise, backRise }: FittingGarment['values']): number | null {
  return frontRise !== undefined && backRise !== undefined && isLength(frontRise) && isLength(backRise)
    ? (frontRise + backRise) / 10
    : null
}

/**
 * The waist at the navel of who wears a band of this girth, which sits as far below the waist as the crotch length is
 * longer than the rise: there the body is already on its way to the hip.
 */
function waistOver(
  band: number,
  rise: number | null,
  known: Known,
  surveys: readonly Survey[]
): { readonly value: number; readonly error: number } {
  const predictor = predictorOf(surveys, [...known.keys(), 'waistGirth'])
  let value = band
  let error = 0
  for (let round = 0; round < ROUNDS; round++) {
    const expected = predictor(new Map([...known, ['waistGirth', value]]))
    const given = (name: SurveyedName) => {
      const own = known.get(name)
      return own === undefined ? expected.of(name) : { value: own, error: 0 }
    }
    const [hip, crotch] = [given('hipGirth'), given('crotchLength')]
    const way = Math.max(1, given('waistHeight').value - given('hipHeight').value)
    const drop =
      rise === null
        ? USUAL_DROP
        : { value: (crotch.value + 2 * CROTCH - rise) / 2, error: Math.sqrt(square(crotch.error) + square(ERRORS.rise)) / 2 }
    const share = Math.max(0, Math.min(LOWEST, drop.value / way))
    value = Math.max(1, (band - hip.value * share) / (1 - share))
    const slope = (hip.value - value) / way
    error =
      Math.sqrt(square(ERRORS.waistFlat) + square(share * hip.error) + square(slope * drop.error)) / (1 - share)
  }
  return { value, error }
}

/** What a body's trousers measure flat on a table: the same the other way round, to be held against one's own. */
export function garmentFor(
  body: readonly Measured[],
  stretch: number
): { readonly name: GarmentMeasure; readonly value: number; readonly error: number }[] {
  const of = (name: SurveyedName) => body.find((measured) => measured.name === name)
  const [waist, hip, leg] = [of('waistGirth'), of('hipGirth'), of('insideLegHeight')]
  const [crotch, back] = [of('crotchLength'), of('crotchLengthBack')]
  const [waistHeight, hipHeight] = [of('waistHeight'), of('hipHeight')]
  const flat = (measure: keyof typeof STAND_OFF, girth: number, error: number) => {
    const { worn, off } = easeOf(measure, stretch)
    const half = 2 * worn
    return {
      name: measure,
      value: Math.round((girth + off * 10) / half),
      error: Math.round(Math.sqrt(square(error) + square(ERRORS[measure] * 10)) / half),
    }
  }
  const found: { readonly name: GarmentMeasure; readonly value: number; readonly error: number }[] = []
  if (waist && hip && waistHeight && hipHeight) {
    const share = Math.max(0, Math.min(LOWEST, (USUAL_DROP.value * 10) / (waistHeight.value - hipHeight.value)))
    const girth = waist.value + (hip.value - waist.value) * share
    found.push(flat('waistFlat', girth, Math.sqrt(square(waist.error) + square(hip.error * share))))
  }
  if (crotch && back) {
    const rise = (length: Measured) => ({
      value: length.value + (CROTCH - USUAL_DROP.value) * 10,
      error: Math.round(Math.sqrt(square(length.error) + square(USUAL_DROP.error * 10))),
    })
    const front = { ...crotch, value: crotch.value - back.value }
    found.push({ name: 'frontRise', ...rise(front) }, { name: 'backRise', ...rise(back) })
  }
  for (const [measure, name] of [
    ['thighFlat', 'thighGirth'],
    ['kneeFlat', 'kneeGirth'],
  ] as const) {
    const girth = of(name)
    if (girth) found.push(flat(measure, girth.value, girth.error))
  }
  if (leg) {
    const value = leg.value - (CROTCH + OFF_THE_FLOOR) * 10
    const error = Math.round(Math.sqrt(square(leg.error) + square(ERRORS.insideLeg * 10)))
    found.push({ name: 'insideLeg', value, error })
  }
  return found.filter(({ value }) => isLength(value))
}

/** Engines need not round a power exactly. */
const square = (value: number): number => value * value
