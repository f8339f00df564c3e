import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src/ground/index.ts'
import { fitMargins } from '../../../src/preferences/suggest/index.ts'
import { countsOf, type Orders } from '../../../src/studio/aggregate/counts.ts'
import { afterParent } from '../../../src/studio/aggregate/ledger.ts'
import { tableOf } from '../../../src/studio/aggregate/makeTable.ts'
import {
  epsilonOf,
  noisy,
  releaseOf,
  rhoOf,
  secureRandom,
  sensitivityOf,
  type Release,
} from '../../../src/studio/aggregate/noise.ts'
import { pairsText } from '../../../src/studio/aggregate/pairs.ts'
import { thresholded } from '../../../src/studio/aggregate/threshold.ts'
import { noise, THRESHOLD } from './shop.ts'

const optionsOf = (sizes: readonly number[]): Orders['options'] =>
  sizes.map((size, option) => ({
    id: `option-${option}`,
    choices: Array.from({ length: size }, (_, choice) => `choice-${choice}`),
  }))

const ordersFrom = (sizes: readonly number[], rows: readonly (readonly number[])[]): Orders => ({
  options: optionsOf(sizes),
  picked: Int16Array.from(rows.flat()),
  count: rows.length,
})

const drawnRows = (sizes: readonly number[], count: number, seed: number) => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => sizes.map((size) => Math.floor(random() ** 2 * size)))
}

const table = (orders: Orders, protection = THRESHOLD) =>
  tableOf({ template: 'any', made: '2026-11-22', orders, perPayer: 1, protection })

/** No noise: what the release is of. */
const SILENT: Release = {
  rho: { singles: 0, pairs: 0 },
  sensitivity: { singles: 0, pairs: 0 },
  sigma: { singles: 0, pairs: 0 },
}

/** All numbers of a release: centred singles, and of each pair the part its margins do not settle. */
function released(orders: Orders, release = SILENT, random = () => 0): { singles: number[]; pairs: number[] } {
  const { options, offsets, singles, pairs } = noisy(countsOf(orders), release, random)
  return {
    singles: options.flatMap(({ choices }, option) => {
      const margin = [...singles.subarray(offsets[option]!, offsets[option]! + choices.length)]
      return margin.map((count) => count - orders.count / choices.length)
    }),
    pairs: pairs.flatMap(({ a, b, cells }) => {
      const [rows, columns] = [options[a]!.choices.length, options[b]!.choices.length]
      const mean = (at: (k: number) => number, count: number) =>
        Array.from({ length: count }, (_, k) => cells[at(k)]!).reduce((sum, cell) => sum + cell, 0) / count
      return Array.from(cells, (cell, at) => {
        const [row, column] = [Math.floor(at / columns), at % columns]
        const ofRow = mean((k) => row * columns + k, columns)
        const ofColumn = mean((k) => k * columns + column, rows)
        return cell - ofRow - ofColumn + mean((k) => k, cells.length)
      })
    }),
  }
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, at) => value - b[at]!))

const sizesOf = fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 2, maxLength: 9 })

describe('differential privacy', () => {
  it('is paid for in full: no payer whose orders become any others changes a release by more than its sensitivity', () => {
    fc.assert(
      fc.property(sizesOf, fc.integer({ min: 1, max: 3 }), fc.nat(), (sizes, perPayer, seed) => {
        const others = drawnRows(sizes, 12, seed)
        const [before, after] = [drawnRows(sizes, perPayer, seed + 1), drawnRows(sizes, perPayer, seed + 2)]
        const [left, right] = [before, after].map((own) => released(ordersFrom(sizes, [...others, ...own])))
        const bound = sensitivityOf(sizes, perPayer)
        expect(distance(left!.singles, right!.singles)).toBeLessThanOrEqual(bound.singles + 1e-9)
        expect(distance(left!.pairs, right!.pairs)).toBeLessThanOrEqual(bound.pairs + 1e-9)
      }),
      { numRuns: 300 }
    )
  })

  it('is not overpaid either: some two orders are as far apart as the sensitivity says', () => {
    for (const sizes of [
      [2, 2, 2, 2, 2, 2],
      [3, 2, 4, 2],
    ]) {
      let most = { singles: 0, pairs: 0 }
      const from = released(ordersFrom(sizes, [...drawnRows(sizes, 5, 1), sizes.map(() => 0)]))
      for (let set = 0; set < 2 ** sizes.length; set++) {
        const to = sizes.map((_, option) => (set >> option) & 1)
        const other = released(ordersFrom(sizes, [...drawnRows(sizes, 5, 1), to]))
        most = {
          singles: Math.max(most.singles, distance(from.singles, other.singles)),
          pairs: Math.max(most.pairs, distance(from.pairs, other.pairs)),
        }
      }
      expect(most.singles).toBeCloseTo(sensitivityOf(sizes, 1).singles, 9)
      expect(most.pairs).toBeCloseTo(sensitivityOf(sizes, 1).pairs, 9)
    }
  })

  it('draws the noise that the table prints', () => {
    const sizes = [2, 3]
    const orders = ordersFrom(sizes, drawnRows(sizes, 100, 3))
    const release = releaseOf(sizes, 1, { epsilon: 1, delta: 1e-6 })
    const truth = released(orders)
    const random = seededRandom(8)
    const draws = Array.from({ length: 4000 }, () => released(orders, release, random).pairs[0]! - truth.pairs[0]!)
    const deviation = Math.hypot(...draws) / Math.sqrt(draws.length)
    // Of a cell's noise this much is left once rows and columns are taken out.
    expect(deviation / (release.sigma.pairs * Math.sqrt((1 / 2) * (2 / 3)))).toBeCloseTo(1, 1)
    expect(release.sigma.pairs).toBeCloseTo(release.sensitivity.pairs / Math.sqrt(2 * release.rho.pairs), 9)
  })

  it('spends just the epsilon it was given, in both parts together', () => {
    const { rho } = releaseOf([2, 3, 4], 2, { epsilon: 1, delta: 1e-6 })
    expect(epsilonOf(rho.singles + rho.pairs, 1e-6)).toBeCloseTo(1, 9)
    expect(rho.singles / (rho.singles + rho.pairs)).toBeCloseTo(0.15, 9)
  })

  it('grows its noise with the cap per payer, so that epsilon holds for a person with all their orders', () => {
    const one = releaseOf([2, 3, 4], 1, { epsilon: 1, delta: 1e-6 })
    const five = releaseOf([2, 3, 4], 5, { epsilon: 1, delta: 1e-6 })
    expect(five.sigma.pairs / one.sigma.pairs).toBeCloseTo(5, 9)
    expect(five.sigma.singles / one.sigma.singles).toBeCloseTo(5, 9)
  })

  it('draws from the operating system: no two tables have the same noise', () => {
    const sizes = [2, 3, 4]
    const orders = ordersFrom(sizes, drawnRows(sizes, 400, 5))
    const made = () =>
      table(orders, { kind: 'dp', epsilon: 0.5, delta: 1e-6, unit: 'payer', random: secureRandom() }).options
    expect(made()).not.toEqual(made())
  })

  describe('against one who knows every order but the last, and of that one all but which of two it is', () => {
    const sizes = [2, 3, 2, 4, 2, 2]
    const others = drawnRows(sizes, 250, 11)
    const [ordinary, rare] = [sizes.map(() => 0), sizes.map((size) => size - 1)]
    const either = [ordinary, rare].map((last) => ordersFrom(sizes, [...others, last]))
    const truths = either.map((orders) => released(orders))

    /** The best there is: the likelihood of one against the other, from the release before anything is rounded or left out. */
    const guess = (release: Release, seen: ReturnType<typeof released>): 0 | 1 => {
      const nearness = (which: 0 | 1) =>
        (distance(seen.singles, truths[which]!.singles) / (release.sigma.singles || 1)) ** 2 +
        (distance(seen.pairs, truths[which]!.pairs) / (release.sigma.pairs || 1)) ** 2
      return nearness(1) < nearness(0) ? 1 : 0
    }

    it('tells hardly more than a coin does, and never more than epsilon allows', () => {
      const [epsilon, delta, draws] = [1, 1e-6, 1500]
      const release = releaseOf(sizes, 1, { epsilon, delta })
      const random = seededRandom(12)
      const saysRare = either.map((orders) => {
        let count = 0
        for (let draw = 0; draw < draws; draw++) count += guess(release, released(orders, release, random))
        return count / draws
      })
      const [wrongly, rightly] = saysRare as [number, number]
      const luck = 3 * Math.sqrt(0.5 / draws)
      expect(rightly).toBeLessThanOrEqual(Math.exp(epsilon) * wrongly + delta + luck)
      expect(1 - wrongly).toBeLessThanOrEqual(Math.exp(epsilon) * (1 - rightly) + delta + luck)
      // What the Gaussian leaves: half a budget's square root from the middle, far below e / (1 + e) = 0.73.
      expect((rightly + 1 - wrongly) / 2).toBeLessThan(0.54 + luck)
    })

    it('would tell everything without the noise', () => {
      expect(either.map((orders) => guess(SILENT, released(orders)))).toEqual([0, 1])
    })
  })
})

describe('the ledger', () => {
  const sizes = [2, 3, 2]
  const month = (seed: number, protection = noise(1, seed)) =>
    table(ordersFrom(sizes, drawnRows(sizes, 300, seed)), protection)

  it('adds up what months give away of the same people, and names the table before', () => {
    const first = afterParent(month(1), null)
    const second = afterParent(month(2), first)
    const third = afterParent(month(3), second)
    const rho = rhoOf({ epsilon: 1, delta: 1e-6 })
    expect(third.ledger.map(({ rhoSoFar }) => rhoSoFar!)).toEqual([1, 2, 3].map((count) => expect.closeTo(count * rho, 6)))
    expect(third.ledger.at(-1)!.epsilonSoFar).toBeCloseTo(epsilonOf(3 * rho, 1e-6), 2)
    expect(first.ledger[0]!.epsilonSoFar).toBeCloseTo(1, 3)
    expect(second.parent).not.toBe(third.parent)
    expect(first.parent).toBeNull()
  })

  it('says that nothing bounds the whole once a table without noise is among them', () => {
    const second = afterParent(month(2), afterParent(month(1, THRESHOLD), null))
    expect(second.ledger.at(-1)).toMatchObject({ kind: 'dp', rhoSoFar: null, epsilonSoFar: null })
  })
})

describe('the threshold', () => {
  /** Two options of three choices; how many orders have each two. */
  const crossed = (cells: readonly (readonly number[])[]): Orders => {
    const rows = cells.flatMap((row, a) =>
      row.flatMap((count, b) => Array.from({ length: count }, () => [a, b]))
    )
    return ordersFrom([3, 3], rows)
  }

  it('tells of two choices each no more than their sums where one of four numbers is small', () => {
    const tables = Array.from({ length: 20 }, (_, small) => {
      const cells = [
        [400 + small, 190 - small],
        [80 - small, small],
      ]
      const rows = cells.flatMap((row, a) => row.flatMap((count, b) => Array.from({ length: count }, () => [a, b])))
      return table(ordersFrom([2, 2], rows))
    })
    for (const each of tables) expect(each).toEqual(tables[0])
  })

  it('hides a small number among large ones: for each that it could be there are numbers with the very same table', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 80, max: 900 }), { minLength: 8, maxLength: 8 }),
        fc.integer({ min: 0, max: 19 }),
        (large, small) => {
          const counts = countsOf(ordersFrom([3, 3], []))
          const seen: number[] = []
          const margins = [0, 1, 2].map((row) => [0, 1, 2].map((column) => [...large, small][row * 3 + column]!))
          const rows = margins.map((row) => row.reduce((sum, count) => sum + count, 0))
          const columns = [0, 1, 2].map((column) => margins.reduce((sum, row) => sum + row[column]!, 0))
          const orders = rows.reduce((sum, count) => sum + count, 0)
          const textWith = (other: number) => {
            const cells = Float64Array.from([...large, other + 0.01])
            fitMargins(cells, rows, columns)
            seen.push(cells[8]!)
            const singles = Float64Array.from([...rows, ...columns])
            const shown = thresholded({ ...counts, orders, singles, pairs: [{ a: 0, b: 1, cells }] }, 20)
            return pairsText(shown, { least: () => 0, floor: 0.5, shrinkage: 0 })
          }
          const texts = [0, 5, 10, 15].map(textWith)
          // They do differ in the number, over most of what it could be.
          expect(Math.max(...seen) - Math.min(...seen)).toBeGreaterThan(12)
          for (const text of texts)
            for (let at = 0; at < text.length; at++)
              // Rounding may fall to either side.
              expect(Math.abs(text.charCodeAt(at) - texts[0]!.charCodeAt(at))).toBeLessThanOrEqual(1)
        }
      ),
      { numRuns: 200 }
    )
  })

  it('says nothing of a choice with fewer orders, not even by what is left of the others', () => {
    const withRare = (count: number) => crossed([[500, 300, 0], [200 - count, 100, 0], [count, 0, 0]])
    const made = [0, 3, 19].map((count) => table(withRare(count)))
    expect(made[0]!.options[0]!.counts[2]).toBe(0)
    const sums = made.map(({ options }) => options[0]!.counts.reduce((sum, count) => sum + count, 0))
    // All orders less one fixed number for the rare choice, whatever it is.
    expect(sums).toEqual([1098, 1098, 1098])
  })
})
