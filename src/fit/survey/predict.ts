import type { HelpingName, MeasurementName } from '../names.ts'
import { expOf, logOf } from './logarithm.ts'

export type SurveyedName = MeasurementName | HelpingName

/**
 * What is known of a surveyed population: the logarithms of its measurements (mm, kg), as a joint normal distribution.
 * In logarithms a girth goes with the square root of mass over height by itself, an error is a share of what it is an
 * error of, and nothing comes out below zero.
 */
export interface Survey {
  readonly names: readonly SurveyedName[]
  /** Hundred-thousandths. */
  readonly mean: readonly number[]
  /** Ten-millionths; row i has columns 0 to i. */
  readonly covariance: readonly (readonly number[])[]
  /**
   * What people say of themselves now and then is far off (a slip, another unit): how often, and by how much its
   * variance is larger then. Share in ten-thousandths, variance in ten-millionths.
   */
  readonly slips: Readonly<Partial<Record<SurveyedName, readonly [share: number, variance: number]>>>
  /**
   * By how much errors are larger than a normal distribution would have them, and how they grow with the build (mass
   * over squared height, in its own standard deviations); thousandths, in the order of `names`.
   */
  readonly spread: readonly (readonly [scale: number, growth: number])[]
}

export interface Prediction {
  /** Millimetres or kilograms: as many lie above as below. */
  readonly value: number
  /** Standard error in the same unit: 90 % lie within 1.645 of it. */
  readonly error: number
}

export interface Expectations {
  of(target: SurveyedName): Prediction
  /** How heavily built, as far as what is known tells: in standard deviations, 0 in the middle of the population. */
  readonly build: number
}

export type Known = ReadonlyMap<SurveyedName, number>

/** Beyond these many standard deviations of build nothing is known of errors. */
const BUILD = 2.5
const LEAST_SPREAD = 0.5

/**
 * The estimate of any measurement from those known, in surveys of which each may be this person's as well as another:
 * what is known says how likely each is. With one survey it is the least-squares line.
 *
 * Only + - * / and square root, each exactly rounded in every engine, so page and server get the same bits.
 */
export function predictorOf(
  surveys: readonly Survey[],
  names: readonly SurveyedName[]
): (known: Known) => Expectations {
  const lines = surveys.flatMap((survey) => linesOf(survey, names))
  return (known) => {
    const placed = lines.map((line) => line(known))
    const best = placed.reduce((most, { likelihood }) => Math.max(most, likelihood), -Infinity)
    const likely = placed.map((line) => ({ ...line, weight: expOf(line.likelihood - best) }))
    const all = likely.reduce((sum, { weight }) => sum + weight, 0)
    return {
      build: likely.reduce((sum, { weight, build }) => sum + (weight / all) * build, 0),
      of(target) {
        let mean = 0
        let square = 0
        for (const { weight, expect } of likely) {
          if (weight === 0) continue
          const { value, error } = expect(target)
          mean += (weight / all) * value
          square += (weight / all) * (error * error + value * value)
        }
        const value = expOf(mean)
        return { value, error: value * Math.sqrt(Math.max(0, square - mean * mean)) }
      },
    }
  }
}

/** The estimate of one measurement from whatever else is known. */
export const predict = (surveys: readonly Survey[], known: Known, target: SurveyedName): Prediction => {
  const others = new Map([...known].filter(([name]) => name !== target))
  return predictorOf(surveys, [...others.keys()])(others).of(target)
}

/** In logarithms. */
interface Placed {
  /** Logarithm of how likely the known values are in this population, up to a constant of all. */
  readonly likelihood: number
  readonly build: number
  expect(target: SurveyedName): Prediction
}

/** One for the population as it is, and one for each way in which what people said of themselves may be a slip. */
function linesOf(survey: Survey, names: readonly SurveyedName[]): ((known: Known) => Placed)[] {
  // In the survey's order, not the customer's: another order of sums could differ in the last bit.
  const given = survey.names.filter((name) => names.includes(name))
  let ways: { readonly share: number; readonly wider: ReadonlyMap<SurveyedName, number> }[] = [
    { share: 1, wider: new Map() },
  ]
  for (const name of given) {
    const slip = survey.slips[name]
    if (!slip) continue
    const share = slip[0] / 1e4
    ways = ways.flatMap((way) => [
      { ...way, share: way.share * (1 - share) },
      { share: way.share * share, wider: new Map([...way.wider, [name, slip[1] / 1e7]]) },
    ])
  }
  return ways.filter(({ share }) => share > 0).map(({ share, wider }) => lineOf(survey, given, share, wider))
}

function lineOf(
  survey: Survey,
  given: readonly SurveyedName[],
  share: number,
  wider: ReadonlyMap<SurveyedName, number>
): (known: Known) => Placed {
  const at = given.map((name) => survey.names.indexOf(name))
  const covariance = (i: number, j: number) => survey.covariance[Math.max(i, j)]![Math.min(i, j)]! / 1e7
  const mean = (i: number) => survey.mean[i]! / 1e5
  const root = cholesky(
    at.length,
    (i, j) => covariance(at[i]!, at[j]!) + (i === j ? (wider.get(given[i]!) ?? 0) : 0)
  )
  const constant = root.reduce((sum, row, i) => sum - logOf(row[i]!), logOf(share))
  // Of few measurements is more asked than an estimate or two, so each is worked out when it is.
  const linked = new Map<number, { readonly link: readonly number[]; readonly error: number }>()
  const to = (target: number) => {
    let found = linked.get(target)
    if (!found) {
      const link = solveLower(
        root,
        at.map((i) => covariance(i, target))
      )
      const rest = link.reduce((left, one) => left - one * one, covariance(target, target))
      linked.set(target, (found = { link, error: Math.sqrt(Math.max(0, rest)) }))
    }
    return found
  }
  const stature = survey.names.indexOf('stature')
  const mass = survey.names.indexOf('bodyMass')
  const buildSpread =
    stature < 0 || mass < 0
      ? 0
      : Math.sqrt(covariance(mass, mass) - 4 * covariance(mass, stature) + 4 * covariance(stature, stature))

  return (known) => {
    const deviation = solveLower(
      root,
      given.map((name, i) => logOf(known.get(name)!) - mean(at[i]!))
    )
    const along = (target: number) => to(target).link.reduce((sum, link, k) => sum + link * deviation[k]!, 0)
    const build = buildSpread > 0 ? (along(mass) - 2 * along(stature)) / buildSpread : 0
    const z = Math.max(-BUILD, Math.min(BUILD, build))
    return {
      build: z,
      likelihood: deviation.reduce((sum, one) => sum - (one * one) / 2, constant),
      expect(name) {
        const target = survey.names.indexOf(name)
        const [scale, growth] = survey.spread[target]!
        const spread = Math.max(LEAST_SPREAD, (scale + growth * z) / 1000)
        return { value: mean(target) + along(target), error: to(target).error * spread }
      },
    }
  }
}

function cholesky(size: number, entry: (i: number, j: number) => number): number[][] {
  const root: number[][] = []
  for (let i = 0; i < size; i++) {
    const row: number[] = []
    for (let j = 0; j <= i; j++) {
      let sum = entry(i, j)
      for (let k = 0; k < j; k++) sum -= row[k]! * (j === i ? row[k]! : root[j]![k]!)
      row.push(j === i ? Math.sqrt(sum) : sum / root[j]![j]!)
    }
    root.push(row)
  }
  return root
}

function solveLower(root: readonly (readonly number[])[], right: readonly number[]): number[] {
  const solution: number[] = []
  for (let i = 0; i < right.length; i++) {
    let sum = right[i]!
    for (let k = 0; k < i; k++) sum -= root[i]![k]! * solution[k]!
    solution.push(sum / root[i]![i]!)
  }
  return solution
}
