/**
 * Writes `src/fit/coefficients.ts` from the rows of a body survey: only means, covariances and counts leave the
 * survey, never a row.
 *
 *     npx tsx src/fit/compile/fit-coefficients.ts body-measurements.csv
 *
 * The columns are those of the public-use ANSUR II subset (lengths and girths in cm). Nobody is asked for a sex, so
 * both are pooled and each counts half, however many of each were surveyed. From means and covariances follows the
 * least-squares line of every measurement on every set of the others, so one small table answers whatever a customer
 * happened to measure.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ASKED, ESTIMATED, type MeasurementName } from '../names.ts'
import { predict, type Survey } from '../predict.ts'

const COLUMNS: Readonly<Partial<Record<MeasurementName, string>>> = {
  stature: 'stature_cm',
  waistGirth: 'waist_girth_omphalion_cm',
  hipGirth: 'hip_girth_cm',
  thighGirth: 'thigh_girth_cm',
  insideLegHeight: 'inside_leg_height_cm',
  bustGirth: 'chest_girth_cm',
  torsoGirth: 'vertical_trunk_girth_cm',
  kneeGirth: 'lower_thigh_girth_cm',
  waistHeight: 'waist_height_omphalion_cm',
  hipHeight: 'buttock_height_cm',
  kneeHeight: 'knee_height_midpatella_cm',
  crotchLength: 'crotch_length_omphalion_cm',
  crotchLengthBack: 'crotch_length_posterior_omphalion_cm',
}

const NAMES = [...ASKED, ...ESTIMATED].filter((name) => Object.hasOwn(COLUMNS, name))

export interface Person {
  readonly sex: string
  /** Millimetres, in the order of `NAMES`. */
  readonly body: readonly number[]
}

/** People with a gap in the columns we need are left out. */
export function peopleIn(csv: string): Person[] {
  const [header, ...lines] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  const column = (name: string) => {
    const at = header!.indexOf(name)
    if (at < 0) throw new Error(`no column "${name}".`)
    return at
  }
  const sex = column('sex')
  const body = NAMES.map((name) => column(COLUMNS[name]!))
  return lines
    .filter((cells) => body.every((at) => Number(cells[at]) > 0))
    .map((cells) => ({ sex: cells[sex]!, body: body.map((at) => Number(cells[at]) * 10) }))
}

export function surveyOf(people: readonly Person[]): Survey {
  const sexes = new Set(people.map(({ sex }) => sex))
  const weights = new Map(
    [...sexes].map((sex) => [sex, 1 / sexes.size / people.filter((one) => one.sex === sex).length])
  )
  const mean = NAMES.map((_, i) => people.reduce((sum, { sex, body }) => sum + weights.get(sex)! * body[i]!, 0))
  const covariance = NAMES.map((_, i) =>
    NAMES.slice(0, i + 1).map((_, j) =>
      people.reduce((sum, { sex, body }) => sum + weights.get(sex)! * (body[i]! - mean[i]!) * (body[j]! - mean[j]!), 0)
    )
  )
  const tenth = (value: number) => Math.round(value * 10) / 10
  return { names: NAMES, mean: mean.map(tenth), covariance: covariance.map((row) => row.map(tenth)) }
}

/**
 * Root mean square error in mm per target on people the survey given never saw, and how many lie within 1.645 stated
 * errors (90 % wanted).
 */
export function errorsOn(survey: Survey, people: readonly Person[], known: readonly MeasurementName[]) {
  return NAMES.filter((name) => !known.includes(name)).map((name) => {
    const target = NAMES.indexOf(name)
    let squares = 0
    let within = 0
    for (const { body } of people) {
      const taken = new Map(known.map((one) => [one, body[NAMES.indexOf(one)]!]))
      const { value, error } = predict(survey, taken, name)
      squares += (body[target]! - value) ** 2
      if (Math.abs(body[target]! - value) <= 1.645 * error) within++
    }
    return { name, rmse: Math.sqrt(squares / people.length), within: within / people.length }
  })
}

function moduleText(survey: Survey, people: readonly Person[]): string {
  const counts = [...new Set(people.map(({ sex }) => sex))]
    .sort()
    .map((sex) => `${people.filter((one) => one.sex === sex).length} ${sex}`)
  return [
    `// Written by compile/fit-coefficients.ts from ${people.length} people (${counts.join(', ')}) of a US Army survey`,
    '// of 2012: adults fit for service, mostly 18 to 50. Errors on other people are larger.',
    "import type { Survey } from './predict.ts'",
    '',
    '/** Means in mm, covariances in mm2 (lower triangle), both sexes counting half. */',
    'export const SURVEY: Survey = {',
    '  names: [',
    ...survey.names.map((name) => `    '${name}',`),
    '  ],',
    `  mean: [${survey.mean.join(', ')}],`,
    '  covariance: [',
    ...survey.covariance.map((row) => `    [${row.join(', ')}],`),
    '  ],',
    '}',
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const csv = process.argv[2]
  if (csv === undefined) throw new Error('expected the path of the survey as argument.')
  const people = peopleIn(readFileSync(csv, 'utf8'))
  const [seen, unseen] = [people.filter((_, i) => i % 5 !== 0), people.filter((_, i) => i % 5 === 0)]
  const sets: readonly (readonly MeasurementName[])[] = [
    ['stature', 'waistGirth', 'hipGirth', 'thighGirth', 'insideLegHeight'],
    ['stature', 'bustGirth', 'waistGirth', 'hipGirth'],
    ['stature', 'waistGirth', 'hipGirth'],
    ['stature', 'waistGirth'],
  ]
  for (const known of sets) {
    console.log(`from ${known.join(', ')}; fitted on four fifths, tried on the rest:`)
    for (const sex of new Set(people.map((one) => one.sex)))
      console.log(
        `  ${sex}`,
        errorsOn(
          surveyOf(seen),
          unseen.filter((one) => one.sex === sex),
          known
        )
          .map(
            ({ name, rmse, within }) => `${name} ${(rmse / 10).toFixed(2)} cm (${Math.round(within * 100)} % within)`
          )
          .join(', ')
      )
  }
  writeFileSync(new URL('../coefficients.ts', import.meta.url), moduleText(surveyOf(people), people))
}
