import { describe, expect, it } from 'vitest'
import { SURVEY } from '../../src/fit/coefficients.ts'
import { errorsOn, peopleIn, surveyOf } from '../../src/fit/compile/fit-coefficients.ts'
import { seededRandom } from '../../src/ground/index.ts'
import { ASKED, ESTIMATED } from '../../src/fit/index.ts'
import { predict } from '../../src/fit/predict.ts'

const HEADER = [
  'sex,stature_cm,waist_girth_omphalion_cm,hip_girth_cm,thigh_girth_cm,inside_leg_height_cm',
  'chest_girth_cm,vertical_trunk_girth_cm',
  'lower_thigh_girth_cm,waist_height_omphalion_cm,buttock_height_cm,knee_height_midpatella_cm',
  'crotch_length_omphalion_cm,crotch_length_posterior_omphalion_cm',
].join()

/** People whose inside leg is 0.48 of their height but for a bell of 2 cm, and nothing else is related. */
function madeUp(count: number, seed: number): string {
  const random = seededRandom(seed)
  const bell = () => Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6)
  const rows = Array.from({ length: count }, (_, at) => {
    const stature = 172 + 8 * bell()
    const rest = [90, 100, 60, stature * 0.48 + 2 * bell(), 98, 160, 40, 100, 88, 47, 62, 35].map((mean, i) =>
      i === 3 ? mean : mean + 3 * bell()
    )
    return [at % 3 ? 'M' : 'F', stature, ...rest].join(',')
  })
  return [HEADER, ...rows].join('\n')
}

describe('the survey’s coefficients', () => {
  it('cover what is asked and what is estimated, and are means and covariances, not people', () => {
    const surveyed = SURVEY.names
    expect([...ASKED, ...ESTIMATED]).toEqual(expect.arrayContaining([...surveyed]))
    expect(SURVEY.mean).toHaveLength(surveyed.length)
    SURVEY.covariance.forEach((row, at) => expect(row).toHaveLength(at + 1))
    // No correlation reaches 1, or a measurement would stand for another exactly.
    SURVEY.covariance.forEach((row, i) =>
      row.forEach((covariance, j) => {
        if (i !== j) expect(covariance ** 2).toBeLessThan(row[i]! * SURVEY.covariance[j]![j]!)
      })
    )
  })

  it('are fitted as least squares: the line is found again, with its error, on people it never saw', () => {
    const survey = surveyOf(peopleIn(madeUp(4000, 1)))
    const { value, error } = predict(survey, new Map([['stature', 1800]]), 'insideLegHeight')
    expect(Math.abs(value - 864)).toBeLessThan(2)
    expect(Math.abs(error - 20)).toBeLessThan(1)
    const unseen = errorsOn(survey, peopleIn(madeUp(2000, 2)), ['stature']).find(
      ({ name }) => name === 'insideLegHeight'
    )!
    expect(Math.abs(unseen.rmse - 20)).toBeLessThan(1)
    expect(unseen.within).toBeGreaterThan(0.88)
    expect(unseen.within).toBeLessThan(0.92)
  })

  it('count each sex half, however many were surveyed, and leave out people with a gap', () => {
    const rows = [
      'M,180,90,100,60,86,98,160,40,105,90,50,62,35',
      'M,180,90,100,60,86,98,160,40,105,90,50,62,35',
      'F,160,90,100,60,76,98,160,40,95,80,44,62,35',
    ]
    const people = peopleIn([HEADER, ...rows, 'F,,90,100,60,76,98,160,40,95,80,44,62,35'].join('\n'))
    expect(people).toHaveLength(3)
    expect(surveyOf(people).mean[0]).toBe(1700)
    expect(() => peopleIn('sex\nM')).toThrow('no column "stature_cm".')
  })
})
