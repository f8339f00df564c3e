import {
  ASKED,
  ESTIMATED,
  HELPING,
  isAsked,
  isHelping,
  isMeasurement,
  PAIRED,
  sideIn,
  SIDES,
  type MeasurementName,
} from '../names.ts'
import { isLength, MOST_TENTHS } from '../typed.ts'
import type { BodyGiven, Measured, SurveyName, Taken } from '../types.ts'
import { bodyFromGarment } from './garment.ts'
import { predictorOf, surveysOf, type Survey, type SurveyedName } from './surveys.ts'

/** Whole tenths of a millimetre by name. */
type Body = Map<MeasurementName, number>

const GIRTHS: readonly MeasurementName[] = [
  'waistGirth',
  'highHipGirth',
  'hipGirth',
  'thighGirth',
  'bustGirth',
  'underbustGirth',
  'kneeGirth',
  'calfGirth',
  'ankleGirth',
]
const LENGTHS: readonly MeasurementName[] = ['stature', 'insideLegHeight', 'torsoGirth']
const FEET: readonly MeasurementName[] = ['footLength', 'footBreadth', 'ballGirth', 'instepGirth', 'heelGirth']

/** Guessed only beside a bust: the trunk follows too loosely from what lies below it. */
const OF_THE_TRUNK: readonly SurveyedName[] = ['bustGirth', 'torsoGirth']
/** Named by sizes that nobody may be given unmeasured: a trouser waist, a shoe. */
const NEVER_GUESSED: readonly SurveyedName[] = ['waistGirth', 'underbustGirth', ...FEET, ...HELPING]

/**
 * A body lies in this order whatever was typed: each at least so many tenths of a millimetre above the one before.
 * Beyond the survey the lines would cross.
 */
const ASCENDING: readonly (readonly [lower: MeasurementName, higher: MeasurementName, gap: number])[] = [
  ['insideLegHeight', 'hipHeight', 100],
  ['hipHeight', 'waistHeight', 500],
]

/** What one leg or foot may differ from the other, as a standard error, where only one was measured. */
const OTHER_SIDE = 30

/**
 * All measurements a draft needs, from those taken: what a survey expects, each with its standard error there. A waist
 * or a foot is never guessed, and without a waist or a mass only what was taken comes back.
 *
 * Whole tenths of a millimetre from exactly rounded arithmetic: page and server agree to the last digit.
 */
export const estimate = (taken: Taken, survey: SurveyName | null = null): Measured[] =>
  bodyOf({ measurements: taken, size: null, sizes: [], survey })

/**
 * The body as known: what was taken, then what follows from a garment that fits, then what the size says, then what
 * follows from all of it. A mass, and what somebody said without measuring, help and are left out.
 *
 * A size whose lengths or girths were partly taken keeps only the waist of that kind: the rest of the row belongs to
 * another body.
 */
export function bodyOf({ measurements, size, sizes, garment = null, survey = null }: BodyGiven): Measured[] {
  const taken = bodyIn(measurements)
  const surveys = surveysOf(survey)
  const sided = sidesIn(measurements)
  const known = new Map<string, Measured>()
  const add = (found: Iterable<Measured>) => {
    for (const measured of found) if (!known.has(measured.name)) known.set(measured.name, measured)
  }
  add([...taken].map(([name, value]) => ({ name, value, source: 'taken', error: 0 })))
  add(sided.map(({ name, value }) => ({ name, value, source: 'taken', error: 0 })))
  add(wholesOf(sided))
  const helping = helpIn(measurements)
  add(waistFrom(helping.get('naturalWaistGirth'), survey))
  if (garment) add(bodyFromGarment(garment, new Map([...helping, ...millimetresIn(known)]), surveys))
  const row = size && sizes.find(({ system, label }) => system === size.system && label === size.label)
  if (row) {
    const replacing = helping.has('statedStature') ? ['stature', ...known.keys()] : [...known.keys()]
    add(
      [...stillTrue(bodyIn(row.measurements), replacing)].map(([name, value]) => ({
        name,
        value,
        source: 'derived',
        error: 0,
      }))
    )
  }
  add(estimates(known, helping, surveys))
  const order: readonly string[] = [...ASKED, ...ESTIMATED]
  return [...order.flatMap((name) => known.get(name) ?? []), ...sided.map(({ name }) => known.get(name)!)]
}

/**
 * Where it is narrowest the waist is smaller than at the navel, of women by more. By how much is known of older surveys
 * that took both, mm.
 */
const NATURAL: Readonly<Record<SurveyName | 'either', { readonly less: number; readonly error: number }>> = {
  men: { less: 20, error: 20 },
  women: { less: 60, error: 30 },
  either: { less: 40, error: 32 },
}

function waistFrom(natural: number | undefined, survey: SurveyName | null): Measured[] {
  if (natural === undefined) return []
  const { less, error } = NATURAL[survey ?? 'either']
  return [{ name: 'waistGirth', value: lengthNear(natural + less), source: 'derived', error: error * 10 }]
}

function stillTrue(row: Body, known: readonly string[]): Body {
  if (known.length === 0) return row
  const replaced = [GIRTHS, LENGTHS, FEET].filter((kind) => kind.some((name) => known.includes(name))).flat()
  return new Map([...row].filter(([name]) => isAsked(name) && (name === 'waistGirth' || !replaced.includes(name))))
}

/** One pattern serves both sides of a symmetric garment, so it is cut for the larger. */
function wholesOf(sided: readonly { readonly name: string; readonly value: number }[]): Measured[] {
  return PAIRED.flatMap((name): Measured[] => {
    const own = sided.filter((one) => sideIn(one.name)!.name === name)
    if (own.length === 0) return []
    const value = Math.max(...own.map((one) => one.value))
    return [{ name, value, source: 'derived', error: own.length === SIDES.length ? 0 : OTHER_SIDE }]
  })
}

function estimates(
  known: ReadonlyMap<string, Measured>,
  helping: ReadonlyMap<SurveyedName, number>,
  surveys: readonly Survey[]
): Measured[] {
  const given = new Map<SurveyedName, number>([...helping, ...millimetresIn(known)])
  const isSized = given.has('stature') || given.has('statedStature')
  const isWeighed = given.has('bodyMass') || given.has('statedMass')
  if (!given.has('waistGirth') && !(isSized && isWeighed)) return []
  const { names } = surveys[0]!
  const expected = predictorOf(surveys, [...given.keys()])(given)
  const guessed = new Map<SurveyedName, { value: number; error: number }>()
  for (const name of names) {
    if (given.has(name) || NEVER_GUESSED.includes(name)) continue
    if (OF_THE_TRUNK.includes(name) && !given.has('bustGirth')) continue
    const { value, error } = expected.of(name)
    guessed.set(name, { value: lengthNear(value), error: lengthNear(error) })
  }
  holdTogether(guessed, (name) => known.get(name)?.value ?? guessed.get(name)?.value)
  return [...guessed].map(([name, { value, error }]) => ({ name, value, source: 'estimated', error }))
}

/** Moves what was guessed, and nothing else, until the body can stand. */
function holdTogether(
  guessed: Map<SurveyedName, { value: number; error: number }>,
  valueOf: (name: MeasurementName) => number | undefined
): void {
  const keep = (name: MeasurementName, least: number, most: number) => {
    const guess = guessed.get(name)
    if (guess) guessed.set(name, { ...guess, value: between(1, Math.max(least, Math.min(most, guess.value)), MOST_TENTHS) })
  }
  const share = (name: MeasurementName, of: MeasurementName, least: number, most: number) => {
    const whole = valueOf(of)
    if (whole !== undefined) keep(name, Math.round(whole * least), Math.round(whole * most))
  }
  for (const [lower, higher, gap] of ASCENDING.toReversed())
    if (!guessed.has(higher)) keep(lower, 1, Math.max(1, valueOf(higher)! - gap))
  for (const [lower, higher, gap] of ASCENDING) keep(higher, valueOf(lower)! + gap, Infinity)
  share('kneeHeight', 'insideLegHeight', 0.5, 0.65)
  share('kneeGirth', 'thighGirth', 0.5, 0.8)
  share('calfGirth', 'kneeGirth', 0.7, 1.15)
  share('ankleGirth', 'calfGirth', 0.4, 0.8)
  // The seam through the crotch goes down and up again, so it is longer than twice the drop from the waist.
  keep('crotchLength', Math.round((valueOf('waistHeight')! - valueOf('insideLegHeight')!) * 2.1), Infinity)
  if (!guessed.has('crotchLengthBack')) keep('crotchLength', Math.ceil(valueOf('crotchLengthBack')! / 0.7), MOST_TENTHS)
  share('crotchLengthBack', 'crotchLength', 0.4, 0.7)
}

const between = (least: number, value: number, most: number): number => Math.max(least, Math.min(most, value))

/** Of millimetres: whole tenths that an order can hold, whatever nonsense they follow from. */
const lengthNear = (millimetres: number): number => between(1, Math.round(millimetres * 10), MOST_TENTHS)

/** Only names we know, and only what can be a length; entries of one's own, whatever the page's prototypes hold. */
const bodyIn = (values: Readonly<Record<string, number>>): Body =>
  new Map(
    Object.entries(values).flatMap(([name, value]) =>
      isMeasurement(name) && isLength(value) ? [[name, value] as const] : []
    )
  )

const sidesIn = (values: Taken): { readonly name: string; readonly value: number }[] =>
  PAIRED.flatMap((name) =>
    SIDES.flatMap((side) => {
      const one = `${name}.${side}`
      return Object.hasOwn(values, one) && isLength(values[one]!) ? [{ name: one, value: values[one]! }] : []
    })
  )

/** Millimetres and kilograms. */
const helpIn = (values: Taken): Map<SurveyedName, number> =>
  new Map(
    Object.entries(values).flatMap(([name, value]) =>
      isHelping(name) && isLength(value) ? [[name, value / 10] as const] : []
    )
  )

const millimetresIn = (known: ReadonlyMap<string, Measured>): Map<SurveyedName, number> =>
  new Map([...known].flatMap(([name, { value }]) => (isMeasurement(name) ? [[name, value / 10] as const] : [])))
