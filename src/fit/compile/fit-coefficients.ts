/**
 * Writes `src/fit/survey/coefficients.ts` from the rows of a body survey: only means, covariances and error figures
 * leave the survey, never a row.
 *
 *     npx tsx src/fit/compile/fit-coefficients.ts body-measurements.csv
 *
 * The columns are those of the public-use ANSUR II subset (lengths and girths in cm, mass in kg).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { SurveyName } from '../types.ts'
import type { Survey } from '../survey/predict.ts'
import { peopleIn, type People } from './people.ts'
import { surveyOf } from './surveyOf.ts'

const ERRORS_ON_OTHERS = 'adults fit for service, mostly 18 to 50. Errors on other people are larger.'

function moduleText(people: People, surveys: Readonly<Record<SurveyName, Survey>>): string {
  const count = (sex: SurveyName) => `${people.rows.filter((row) => row.sex === sex).length} ${sex}`
  return [
    `// Written by compile/fit-coefficients.ts from ${count('women')} and ${count('men')} of a US Army survey of 2012:`,
    `// ${ERRORS_ON_OTHERS}`,
    "import type { Survey, SurveyedName } from './predict.ts'",
    '',
    'const names: readonly SurveyedName[] = [',
    ...people.names.map((name) => `  '${name}',`),
    ']',
    '',
    ...(['men', 'women'] as const).flatMap((sex) => [
      `export const ${sex.toUpperCase()}: Survey = ${surveyText(surveys[sex])}`,
      '',
    ]),
  ].join('\n')
}

const surveyText = ({ mean, covariance, slips, spread }: Survey): string =>
  [
    '{',
    '  names,',
    `  mean: ${JSON.stringify(mean)},`,
    '  covariance: [',
    ...covariance.map((row) => `    ${JSON.stringify(row)},`),
    '  ],',
    '  slips: {',
    ...Object.entries(slips).map(([name, slip]) => `    ${name}: ${JSON.stringify(slip)},`),
    '  },',
    '  spread: [',
    ...spread.map((one) => `    ${JSON.stringify(one)},`),
    '  ],',
    '}',
  ]
    .join('\n')
    .replaceAll(',', ', ')
    .replace(/, $/gm, ',')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const csv = process.argv[2]
  if (csv === undefined) throw new Error('expected the path of the survey as argument.')
  const people = peopleIn(readFileSync(csv, 'utf8'))
  const of = (sex: SurveyName) => surveyOf({ ...people, rows: people.rows.filter((row) => row.sex === sex) })
  const surveys = { men: of('men'), women: of('women') }
  writeFileSync(new URL('../survey/coefficients.ts', import.meta.url), moduleText(people, surveys))
}
