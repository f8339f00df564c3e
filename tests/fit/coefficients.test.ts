import { describe, expect, it } from 'vitest'
import { peopleIn } from '../../src/fit/compile/people.ts'
import { surveyOf } from '../../src/fit/compile/surveyOf.ts'
import { ASKED, ESTIMATED, HELPING, type SurveyName } from '../../src/fit/index.ts'
import { UNSURVEYED } from '../../src/fit/names.ts'
import { MEN, predictorOf, WOMEN } from '../../src/fit/survey/index.ts'
import { seededRandom } from '../../src/ground/index.ts'

const HEADER = 'sex,stature_cm,weight_kg,self_reported_height_cm,self_reported_weight_kg,inside_leg_height_cm'

/**
 * People whose inside leg is 0.48 of their height but for a bell of 2 %, who say they are 2 cm taller than they are,
 * and of whom one in fifty tells another number altogether.
 */
function madeUp(count: number, seed: number): string {
  const random = seededRandom(seed)
  const bell = () => Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6)
  const rows = Array.from({ length: count }, (_, at) => {
    const stature = 172 * (1 + 0.04 * bell())
    const said = at % 50 === 0 ? 150 + 60 * random() : stature + 2 + bell()
    return ['M', stature, 70 * (1 + 0.1 * bell()), said, 70 * (1 + 0.1 * bell()), stature * 0.48 * (1 + 0.02 * bell())].join(',')
  })
  return [HEADER, ...rows].join('\n')
}

describe('the survey’s coefficients', () => {
  it.each([
    ['men', MEN],
    ['women', WOMEN],
  ] as const)('of %s cover what is asked and estimated, and are distributions, not people', (_, survey) => {
    const surveyed = [...ASKED, ...ESTIMATED, ...HELPING].filter((name) => !UNSURVEYED.includes(name as never))
    expect(survey.names.toSorted()).toEqual(surveyed.toSorted())
    expect(survey.mean).toHaveLength(surveyed.length)
    expect(survey.spread).toHaveLength(surveyed.length)
    survey.covariance.forEach((row, at) => expect(row).toHaveLength(at + 1))
    // No correlation reaches 1, or a measurement would stand for another exactly.
    survey.covariance.forEach((row, i) =>
      row.forEach((covariance, j) => {
        if (i !== j) expect(covariance ** 2).toBeLessThan(row[i]! * survey.covariance[j]![j]!)
      })
    )
    // A spread far from 1 would be a distribution that does not fit.
    for (const [scale, growth] of survey.spread) {
      expect(Math.abs(scale - 1000)).toBeLessThan(100)
      expect(Math.abs(growth)).toBeLessThan(200)
    }
  })

  it('are fitted as least squares: the line is found again, with its error, on people it never saw', () => {
    const survey = surveyOf(peopleIn(madeUp(3000, 1)))
    const predictor = predictorOf([survey], ['stature'])
    const { value, error } = predictor(new Map([['stature', 1800]])).of('insideLegHeight')
    expect(Math.abs(value - 864)).toBeLessThan(2)
    expect(Math.abs(error - 17.3)).toBeLessThan(1.5)
    const unseen = peopleIn(madeUp(2000, 2))
    const held = unseen.rows.filter(({ body }) => {
      const guess = predictor(new Map([['stature', body[0]!]])).of('insideLegHeight')
      return Math.abs(guess.value - body[unseen.names.indexOf('insideLegHeight')]!) <= 1.645 * guess.error
    }).length
    expect(held / unseen.rows.length).toBeGreaterThan(0.88)
    expect(held / unseen.rows.length).toBeLessThan(0.92)
  })

  it('believe what people say of themselves less, the less it goes with the rest', () => {
    const survey = surveyOf(peopleIn(madeUp(3000, 1)))
    const expected = (said: number) =>
      predictorOf([survey], ['statedStature', 'insideLegHeight'])(
        new Map([
          ['statedStature', said],
          ['insideLegHeight', 826],
        ])
      ).of('stature')
    expect(Math.abs(expected(1740).value - 1720)).toBeLessThan(5)
    // Twenty centimetres more than the legs allow is a slip: the legs tell the height.
    expect(Math.abs(expected(1940).value - 1720)).toBeLessThan(25)
    expect(expected(1940).error).toBeGreaterThan(2 * expected(1740).error)
  })

  it('leave out people with a gap, whatever columns a file has, and need a sex and a height', () => {
    const rows = ['M,180,80,181,80,86', 'F,160,60,161,60,76', 'F,,60,161,60,76', 'X,170,70,171,70,80']
    const people = peopleIn([HEADER, ...rows].join('\n'))
    expect(people.rows.map(({ sex }): SurveyName => sex)).toEqual(['men', 'women'])
    expect(people.names).toEqual(['stature', 'bodyMass', 'statedStature', 'statedMass', 'insideLegHeight'])
    expect(people.rows[0]!.body).toEqual([1800, 80, 1810, 80, 860])
    expect(() => peopleIn('sex\nM')).toThrow('no column "stature_cm".')
  })
})
