import type { SurveyName } from '../../../src/fit/index.ts'
import type { SurveyedName } from '../../../src/fit/survey/index.ts'

/** Whether it is known whose survey to take. */
export type Asked = 'told' | 'either'

/** What is known of a customer. */
export const INPUTS: Readonly<Record<string, readonly SurveyedName[]>> = {
  'measured height, mass': ['stature', 'bodyMass'],
  'measured height, mass, waist': ['stature', 'bodyMass', 'waistGirth'],
  'typed height, mass': ['statedStature', 'statedMass'],
  'typed height, mass, measured waist': ['statedStature', 'statedMass', 'waistGirth'],
  'measured height, mass, waist, hip, inside leg': ['stature', 'bodyMass', 'waistGirth', 'hipGirth', 'insideLegHeight'],
  'measured height, waist': ['stature', 'waistGirth'],
  'measured height, waist, hip, thigh, inside leg': [
    'stature',
    'waistGirth',
    'hipGirth',
    'thighGirth',
    'insideLegHeight',
  ],
}

type Pair = readonly [men: number, women: number]

/**
 * Root mean square errors in cm to reach, in the order of the first four inputs: straight lines per sex on one draw of
 * people the fit never saw. A draw of a few hundred moves them by some percent either way.
 */
const TOLD: Readonly<Partial<Record<SurveyedName, readonly (Pair | null)[]>>> = {
  insideLegHeight: [[2.3, 2.47], [2.28, 2.46], [2.5, 2.99], [2.45, 2.92]],
  thighGirth: [[2.2, 2.08], [2.16, 2.1], [2.53, 2.47], [2.54, 2.43]],
  hipGirth: [[2.61, 2.85], [2.59, 2.84], [3.1, 3.42], [2.91, 3.22]],
  waistGirth: [[4.57, 4.68], null, [5.23, 5.45], null],
  bustGirth: [[3.19, 4.27], [3.06, 4.01], [3.71, 4.83], [3.28, 4.18]],
  crotchLength: [[3.22, 3.38], [3.21, 3.08], [3.37, 3.48], [3.36, 3.35]],
  torsoGirth: [[3.98, 4.03], [3.84, 3.98], [4.38, 4.28], [4.09, 4.19]],
  calfGirth: [[1.6, 1.74], [1.51, 1.53], [1.69, 1.81], [1.69, 1.76]],
  footLength: [[0.88, 0.81], [0.85, 0.79], [0.88, 0.86], [0.85, 0.83]],
}

/** With a hip and an inside leg measured besides. */
const LEG_TOLD: Readonly<Partial<Record<SurveyedName, Pair>>> = {
  thighGirth: [1.71, 1.61],
  crotchLength: [2.96, 2.69],
  torsoGirth: [3.23, 2.85],
}

/** Whoever it is, from measured height, mass and waist. */
const EITHER: Readonly<Partial<Record<SurveyedName, number>>> = {
  insideLegHeight: 2.37,
  thighGirth: 2.79,
  hipGirth: 4.07,
}

export function reachOf(target: SurveyedName, input: string, sex: SurveyName | 'either'): number | null {
  if (sex === 'either') return input === 'measured height, mass, waist' ? (EITHER[target] ?? null) : null
  const column = Object.keys(INPUTS).indexOf(input)
  const pair = input === 'measured height, mass, waist, hip, inside leg' ? LEG_TOLD[target] : TOLD[target]?.[column]
  return pair?.[sex === 'men' ? 0 : 1] ?? null
}
