import type { MeasurementName } from './names.ts'

/** What is known of a surveyed population: enough for the least-squares line of any measurement on any others. */
export interface Survey {
  readonly names: readonly MeasurementName[]
  /** Millimetres. */
  readonly mean: readonly number[]
  /** Square millimetres; row i has columns 0 to i. */
  readonly covariance: readonly (readonly number[])[]
}

export interface Prediction {
  /** Millimetres. */
  readonly value: number
  /** Standard error in millimetres. */
  readonly error: number
}

/**
 * The least-squares estimate of `target` from the known values (mm), and its standard error in that population.
 *
 * Only + - * / and square root, each exactly rounded in every engine, so page and server get the same bits.
 */
export function predict(
  survey: Survey,
  known: ReadonlyMap<MeasurementName, number>,
  target: MeasurementName
): Prediction {
  // In the survey's order, not the customer's: another order of sums could differ in the last bit.
  const at = survey.names.flatMap((name, i) => (name !== target && known.has(name) ? [i] : []))
  const t = survey.names.indexOf(target)
  const covariance = (i: number, j: number) => survey.covariance[Math.max(i, j)]![Math.min(i, j)]!
  const root = cholesky(at.length, (i, j) => covariance(at[i]!, at[j]!))
  const deviation = solveLower(
    root,
    at.map((i) => known.get(survey.names[i]!)! - survey.mean[i]!)
  )
  const link = solveLower(
    root,
    at.map((i) => covariance(i, t))
  )
  let value = survey.mean[t]!
  let variance = covariance(t, t)
  for (let k = 0; k < at.length; k++) {
    value += link[k]! * deviation[k]!
    variance -= link[k]! * link[k]!
  }
  return { value, error: Math.sqrt(Math.max(0, variance)) }
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
