import { marginOf, type Counts, type PairCounts } from './counts.ts'

/** Uniform in [0, 1). */
export type Random = () => number

export interface Budget {
  readonly epsilon: number
  readonly delta: number
}

/** What is known of a release before it is made. `sigma`: standard deviation of the noise on a cell, in orders. */
export interface Release {
  readonly rho: Parts
  readonly sensitivity: Parts
  readonly sigma: Parts
}

interface Parts {
  readonly singles: number
  readonly pairs: number
}

/** Of the budget, what the counts of single choices get. */
const SINGLES = 0.15

/**
 * The zCDP budget that `epsilon` and `delta` are worth: what is made with it is (epsilon, delta)-differentially
 * private (Bun and Steinke 2016, proposition 1.3, solved for rho).
 */
export function rhoOf({ epsilon, delta }: Budget): number {
  const log = Math.log(1 / delta)
  return (Math.sqrt(epsilon + log) - Math.sqrt(log)) ** 2
}

/** The other way round: budgets in rho add up, and this is what the sum is worth. */
export const epsilonOf = (rho: number, delta: number): number => rho + 2 * Math.sqrt(rho * Math.log(1 / delta))

/**
 * The most that the two releases change, in the Euclidean norm, when every one of a payer's orders becomes any other
 * one. How many orders there are is public, so nobody comes or goes.
 *
 * Singles: an order is a unit vector per option; two that differ are the square root of 2 apart. Pairs: only the part
 * of a table is released that its margins do not settle, the product of two centred unit vectors. Of orders that
 * differ in the options D, the tables between D and the rest change by `2 (1 - 1/k)` in the square, k being the choices of the
 * option that stays, those within D by `2 (1 - 1/k - 1/l)`. For |D| = d that adds up to
 * `2 (d (M - d) - d W + d (d - 1) / 2 + w(D))`, M being the options, W the sum of all `1/k` and w(D) that over D: the
 * greatest is found by taking, for each d, the options with the fewest choices.
 */
export function sensitivityOf(choices: readonly number[], perPayer: number): Parts {
  const shares = choices.filter((count) => count > 1).map((count) => 1 / count).toSorted((a, b) => b - a)
  const all = shares.reduce((sum, share) => sum + share, 0)
  const count = shares.length
  let most = 0
  let within = 0
  shares.forEach((share, at) => {
    const d = at + 1
    within += share
    most = Math.max(most, 2 * (d * (count - d) - d * all + (d * (d - 1)) / 2 + within))
  })
  return { singles: perPayer * Math.sqrt(2 * count), pairs: perPayer * Math.sqrt(most) }
}

export function releaseOf(choices: readonly number[], perPayer: number, budget: Budget): Release {
  const total = rhoOf(budget)
  const rho = { singles: SINGLES * total, pairs: (1 - SINGLES) * total }
  const sensitivity = sensitivityOf(choices, perPayer)
  const sigma = {
    singles: sensitivity.singles / Math.sqrt(2 * rho.singles),
    pairs: sensitivity.pairs / Math.sqrt(2 * rho.pairs),
  }
  return { rho, sensitivity, sigma }
}

/**
 * The counts with Gaussian noise. Only the centred parts are released, and whole counts put together from them and from
 * the number of orders, which is public (residual basis; Barak et al. 2007, Xiao et al. 2023).
 */
export function noisy(counts: Counts, { sigma }: Release, random: Random): Counts {
  const { options, orders } = counts
  const singles = new Float64Array(counts.singles.length)
  options.forEach((_, option) => {
    const margin = marginOf(counts, option).map((count) => count + sigma.singles * gaussian(random))
    singles.set(settled(margin, orders), counts.offsets[option])
  })
  const withNoise: Counts = { ...counts, singles, pairs: [] }
  const pairs = counts.pairs.map(({ a, b, cells }): PairCounts => {
    const [rows, columns] = [marginOf(withNoise, a), marginOf(withNoise, b)]
    const residual = centred(
      cells.map((count) => count + sigma.pairs * gaussian(random)),
      rows.length,
      columns.length
    )
    const width = columns.length
    const whole = residual.map(
      (rest, at) =>
        rest +
        rows[Math.floor(at / width)]! / width +
        columns[at % width]! / rows.length -
        orders / (rows.length * width)
    )
    return { a, b, cells: whole }
  })
  return { ...withNoise, pairs }
}

/** The noise that is left on a cell after centring. */
export const noiseOnCell = (sigma: number, rows: number, columns: number): number =>
  sigma * Math.sqrt((1 - 1 / rows) * (1 - 1 / columns))

/** Shifted so that they add up to all orders, and none below nothing (projection on the simplex; Duchi et al. 2008). */
function settled(margin: Float64Array, orders: number): Float64Array {
  const sorted = [...margin].toSorted((a, b) => b - a)
  let sum = 0
  let shift = 0
  sorted.forEach((count, at) => {
    sum += count
    const candidate = (sum - orders) / (at + 1)
    if (count > candidate) shift = candidate
  })
  return margin.map((count) => Math.max(0, count - shift))
}

/** Without the means of rows and columns. */
function centred(cells: Float64Array, rows: number, columns: number): Float64Array {
  const ofRow = new Float64Array(rows)
  const ofColumn = new Float64Array(columns)
  let mean = 0
  cells.forEach((cell, at) => {
    ofRow[Math.floor(at / columns)]! += cell / columns
    ofColumn[at % columns]! += cell / rows
    mean += cell / cells.length
  })
  return cells.map((cell, at) => cell - ofRow[Math.floor(at / columns)]! - ofColumn[at % columns]! + mean)
}

/** Box and Muller 1958. Rounding of doubles is no way in: what is published is rounded to whole steps later on. */
function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** From the operating system's generator, 53 bits each. */
export function secureRandom(): Random {
  const words = new Uint32Array(2048)
  let at = words.length
  return () => {
    if (at === words.length) {
      crypto.getRandomValues(words)
      at = 0
    }
    const high = words[at++]! >>> 5
    const low = words[at++]! >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }
}
