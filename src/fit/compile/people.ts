import type { SurveyName } from '../types.ts'
import type { SurveyedName } from '../survey/predict.ts'

/** Our names in the order coefficients are kept in, and the survey's. */
export const COLUMNS: Readonly<Partial<Record<SurveyedName, string>>> = {
  stature: 'stature_cm',
  bodyMass: 'weight_kg',
  statedStature: 'self_reported_height_cm',
  statedMass: 'self_reported_weight_kg',
  waistGirth: 'waist_girth_omphalion_cm',
  hipGirth: 'hip_girth_cm',
  thighGirth: 'thigh_girth_cm',
  insideLegHeight: 'inside_leg_height_cm',
  bustGirth: 'chest_girth_cm',
  torsoGirth: 'vertical_trunk_girth_cm',
  kneeGirth: 'lower_thigh_girth_cm',
  calfGirth: 'calf_girth_cm',
  ankleGirth: 'ankle_girth_cm',
  footLength: 'foot_length_cm',
  footBreadth: 'foot_breadth_cm',
  ballGirth: 'ball_girth_cm',
  heelGirth: 'heel_ankle_girth_cm',
  waistHeight: 'waist_height_omphalion_cm',
  hipHeight: 'buttock_height_cm',
  kneeHeight: 'knee_height_midpatella_cm',
  crotchLength: 'crotch_length_omphalion_cm',
  crotchLengthBack: 'crotch_length_posterior_omphalion_cm',
}

const SEXES: Readonly<Record<string, SurveyName>> = { M: 'men', F: 'women' }

export interface Person {
  readonly sex: SurveyName
  /** Millimetres or kilograms, in the order of the names. */
  readonly body: readonly number[]
}

export interface People {
  /** Those the file has a column for. */
  readonly names: readonly SurveyedName[]
  readonly rows: readonly Person[]
}

/** People with a gap are left out. @throws {Error} where a file has no column for sex or height. */
export function peopleIn(csv: string): People {
  const [header, ...lines] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  for (const column of ['sex', 'stature_cm']) if (!header!.includes(column)) throw new Error(`no column "${column}".`)
  const columns = Object.entries(COLUMNS).flatMap(([name, column]) => {
    const at = header!.indexOf(column)
    return at < 0 ? [] : [{ name: name as SurveyedName, at, scale: column.endsWith('_kg') ? 1 : 10 }]
  })
  const sex = header!.indexOf('sex')
  return {
    names: columns.map(({ name }) => name),
    rows: lines
      .filter((cells) => Object.hasOwn(SEXES, cells[sex]!) && columns.every(({ at }) => Number(cells[at]) > 0))
      .map((cells) => ({
        sex: SEXES[cells[sex]!]!,
        body: columns.map(({ at, scale }) => Number(cells[at]) * scale),
      })),
  }
}
