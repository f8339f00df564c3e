import { predictorOf, type Survey, type SurveyedName } from '../survey/predict.ts'
import type { People, Person } from './people.ts'

/** What customers mostly know of themselves: errors are made to hold over all of these. */
const KNOWN: readonly (readonly SurveyedName[])[] = [
  ['stature', 'waistGirth'],
  ['stature', 'bodyMass'],
  ['stature', 'bodyMass', 'waistGirth'],
  ['statedStature', 'statedMass'],
  ['statedStature', 'statedMass', 'waistGirth'],
  ['stature', 'waistGirth', 'hipGirth', 'thighGirth', 'insideLegHeight'],
  ['stature', 'bustGirth', 'waistGirth', 'hipGirth'],
]
const STATED: readonly (readonly [stated: SurveyedName, measured: SurveyedName])[] = [
  ['statedStature', 'stature'],
  ['statedMass', 'bodyMass'],
]
/** In robust standard deviations of what people usually add: beyond it a number was a slip. */
const SLIP = 4
const FOLDS = 5

/**
 * The coefficients of one population: a joint normal distribution of logarithms, fitted on those whose own statements
 * are no slips; the slips counted; and how much larger errors are on people left out of the fit.
 */
export function surveyOf(people: People): Survey {
  const plain = [1000, 0] as const
  const folds = people.rows.map((_, at) => at % FOLDS)
  const tried = Array.from({ length: FOLDS }, (_, fold) => {
    const left = (out: boolean) => people.rows.filter((_row, at) => (folds[at] === fold) === out)
    const survey = { ...distributionOf({ ...people, rows: left(false) }), spread: people.names.map(() => plain) }
    return errorsOn(survey, left(true))
  }).flat()
  return {
    ...distributionOf(people),
    spread: people.names.map((name) => spreadOf(tried.filter(({ target }) => target === name))),
  }
}

function distributionOf({ names, rows }: People): Omit<Survey, 'spread'> {
  const logs = rows.map(({ body }) => body.map(Math.log))
  const slipped = STATED.flatMap(([stated, measured]) => {
    const [i, j] = [names.indexOf(stated), names.indexOf(measured)]
    if (i < 0 || j < 0) return []
    const added = logs.map((row) => row[i]! - row[j]!)
    const middle = median(added)
    const usual = 1.4826 * median(added.map((one) => Math.abs(one - middle)))
    const off = added.map((one) => Math.abs(one - middle) > SLIP * usual)
    const squares = added.filter((_, at) => off[at]).map((one) => (one - middle) ** 2)
    return [{ stated, off, share: squares.length / added.length, variance: average(squares) }]
  })
  const clean = logs.filter((_, at) => slipped.every(({ off }) => !off[at]))
  const mean = names.map((_, i) => average(clean.map((row) => row[i]!)))
  return {
    names,
    mean: mean.map((value) => Math.round(value * 1e5)),
    covariance: names.map((_, i) =>
      names
        .slice(0, i + 1)
        .map((_name, j) =>
          Math.round(
            (clean.reduce((sum, row) => sum + (row[i]! - mean[i]!) * (row[j]! - mean[j]!), 0) / (clean.length - 1)) *
              1e7
          )
        )
    ),
    slips: Object.fromEntries(
      slipped
        .filter(({ share }) => share > 0)
        .map(({ stated, share, variance }) => [stated, [Math.round(share * 1e4), Math.round(variance * 1e7)] as const])
    ),
  }
}

interface Tried {
  readonly target: SurveyedName
  /** In stated errors. */
  readonly off: number
  /** In standard deviations, as far as the known measurements tell. */
  readonly build: number
}

/** How far off people are who were left out of the fit, whatever is known of them. */
function errorsOn(survey: Survey, people: readonly Person[]): Tried[] {
  const { names } = survey
  return KNOWN.filter((known) => known.every((name) => names.includes(name))).flatMap((known) => {
    const predictor = predictorOf([survey], known)
    return people.flatMap(({ body }) => {
      const expected = predictor(new Map(known.map((name) => [name, body[names.indexOf(name)]!])))
      return names
        .filter((name) => !known.includes(name))
        .map((target) => {
          const { value, error } = expected.of(target)
          return { target, off: Math.abs(body[names.indexOf(target)]! - value) / error, build: expected.build }
        })
    })
  })
}

function spreadOf(tried: readonly Tried[]): readonly [scale: number, growth: number] {
  if (tried.length === 0) return [1000, 0]
  const [build, off] = [average(tried.map((one) => one.build)), average(tried.map((one) => one.off))]
  const square = average(tried.map((one) => (one.build - build) ** 2))
  const slope = square > 0 ? average(tried.map((one) => (one.build - build) * (one.off - off))) / square : 0
  const growth = slope / (off - slope * build)
  const sorted = tried.map((one) => one.off / (1 + growth * one.build)).sort((a, b) => a - b)
  const scale = sorted[Math.floor(sorted.length * 0.9)]! / 1.645
  return [Math.round(scale * 1000), Math.round(scale * growth * 1000)]
}

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
