import { SURVEY } from './coefficients.ts'
import { bodyFromGarment } from './garment.ts'
import { ASKED, ESTIMATED, isAsked, isMeasurement, type MeasurementName } from './names.ts'
import { predict } from './predict.ts'
import { isLength } from './typed.ts'
import type { FittingGarment, Measured, Size, SurveyName, Taken } from './types.ts'

/** Whole tenths of a millimetre by name. */
type Body = Map<MeasurementName, number>

const GIRTHS: readonly MeasurementName[] = ['waistGirth', 'hipGirth', 'thighGirth', 'bustGirth', 'underbustGirth']
const LENGTHS: readonly MeasurementName[] = ['stature', 'insideLegHeight', 'torsoGirth']
/** Guessed only beside a bust: the trunk follows too loosely from what lies below it. */
const OF_THE_TRUNK: readonly MeasurementName[] = ['bustGirth', 'torsoGirth']

/**
 * A body lies in this order whatever was typed: each at least so many tenths of a millimetre above the one before.
 * Beyond the survey the straight lines would cross.
 */
const ASCENDING: readonly (readonly [lower: MeasurementName, higher: MeasurementName, gap: number])[] = [
  ['insideLegHeight', 'hipHeight', 100],
  ['hipHeight', 'waistHeight', 500],
]

/**
 * All measurements a draft needs, from those taken: least-squares lines of a survey, each with its standard error
 * there. A waist is never guessed from height or weight, so without one only what was taken comes back.
 *
 * Whole tenths of a millimetre from exactly rounded arithmetic: page and server agree to the last digit.
 */
export const estimate = (taken: Taken): Measured[] => completed(bodyIn(taken), new Map())

/**
 * The body as known: what was taken, then what the size says, then what follows from both.
 *
 * A size whose lengths or girths were partly taken keeps only the waist of that kind: the rest of the row belongs to
 * another body.
 */
export function bodyOf({
  measurements,
  size,
  sizes,
  garment = null,
  survey: _ = null,
}: {
  readonly measurements: Taken
  readonly size: { readonly system: string; readonly label: string } | null
  readonly sizes: readonly Size[]
  /** Trousers that fit: what follows from them wins over the size, and is won over by what was taken. */
  readonly garment?: FittingGarment | null
  readonly survey?: SurveyName | null
}): Measured[] {
  const taken = bodyIn(measurements)
  const row = size && sizes.find(({ system, label }) => system === size.system && label === size.label)
  const fromGarment = garment ? bodyFromGarment(garment) : []
  const worn = new Map([...taken, ...fromGarment.map(({ name, value }) => [name as MeasurementName, value] as const)])
  const derived = row ? stillTrue(bodyIn(row.measurements), worn) : new Map<MeasurementName, number>()
  for (const { name, value } of fromGarment) derived.set(name as MeasurementName, value)
  return completed(taken, derived).map((measured) =>
    measured.source === 'derived' ? (fromGarment.find(({ name }) => name === measured.name) ?? measured) : measured
  )
}

function stillTrue(row: Body, taken: Body): Body {
  if (taken.size === 0) return row
  const replaced = [GIRTHS, LENGTHS].filter((kind) => kind.some((name) => taken.has(name))).flat()
  return new Map([...row].filter(([name]) => isAsked(name) && (name === 'waistGirth' || !replaced.includes(name))))
}

function completed(taken: Body, derived: Body): Measured[] {
  const known: Body = new Map([...derived, ...taken])
  const names: readonly MeasurementName[] = [...ASKED, ...ESTIMATED]
  const guessed = known.has('waistGirth')
    ? estimates(known)
    : new Map<MeasurementName, { value: number; error: number }>()
  return names.flatMap((name): Measured[] => {
    if (taken.has(name)) return [{ name, value: taken.get(name)!, source: 'taken', error: 0 }]
    if (derived.has(name)) return [{ name, value: derived.get(name)!, source: 'derived', error: 0 }]
    const guess = guessed.get(name)
    return guess ? [{ name, value: guess.value, source: 'estimated', error: guess.error }] : []
  })
}

function estimates(known: Body): Map<MeasurementName, { value: number; error: number }> {
  const millimetres = new Map([...known].map(([name, value]) => [name, value / 10]))
  const guessed = new Map<MeasurementName, { value: number; error: number }>()
  for (const name of SURVEY.names) {
    if (known.has(name) || (OF_THE_TRUNK.includes(name) && !known.has('bustGirth'))) continue
    const { value, error } = predict(SURVEY, millimetres, name)
    guessed.set(name, { value: Math.round(value * 10), error: Math.round(error * 10) })
  }
  const valueOf = (name: MeasurementName) => known.get(name) ?? guessed.get(name)!.value
  const keep = (name: MeasurementName, least: number, most: number) => {
    const guess = guessed.get(name)
    if (guess) guessed.set(name, { ...guess, value: Math.max(least, Math.min(most, guess.value)) })
  }
  for (const [lower, higher, gap] of ASCENDING) keep(higher, valueOf(lower) + gap, Infinity)
  keep('kneeHeight', Math.round(valueOf('insideLegHeight') * 0.5), Math.round(valueOf('insideLegHeight') * 0.65))
  keep('kneeGirth', Math.round(valueOf('thighGirth') * 0.5), Math.round(valueOf('thighGirth') * 0.8))
  // The seam through the crotch goes down and up again, so it is longer than twice the drop from the waist.
  keep('crotchLength', Math.round((valueOf('waistHeight') - valueOf('insideLegHeight')) * 2.1), Infinity)
  keep('crotchLengthBack', Math.round(valueOf('crotchLength') * 0.4), Math.round(valueOf('crotchLength') * 0.7))
  return guessed
}

/** Only names we know, and only what can be a length; entries of one's own, whatever the page's prototypes hold. */
const bodyIn = (values: Readonly<Record<string, number>>): Body =>
  new Map(
    Object.entries(values).flatMap(([name, value]) =>
      isMeasurement(name) && isLength(value) ? [[name, value] as const] : []
    )
  )
