import { seededRandom } from '../../src/ground/index.ts'
import { openTable, type SuggestionTable } from '../../src/preferences/suggest/index.ts'
import { bytesOf, tableOf, type Protection } from '../../src/studio/aggregate/makeTable.ts'
import { noiseOnCell } from '../../src/studio/aggregate/noise.ts'
import { historyOf, SHAPES, type History } from './suggest/history.ts'
import { byTable, itemKnn, naiveBayes, nearestOrders, popularity, type Training } from './suggest/methods.ts'
import { replay, type Learn, type Tally } from './suggest/replay.ts'
import { readSales, type Sales } from './suggest/sales.ts'
import type { Bench } from './run.ts'

type Print = Parameters<Bench>[1]

const THRESHOLD = 'threshold 20'
const NOISE = 'DP eps 1'
const NEAREST = 'nearest 20 orders'
const KNN = 'item-kNN'

const LEARN: Readonly<Record<string, Learn>> = {
  popularity,
  [KNN]: itemKnn,
  'naive Bayes': naiveBayes,
  [NEAREST]: nearestOrders,
  [THRESHOLD]: (training) => byTable(tableFrom(training, THRESHOLD))(training),
  [NOISE]: (training, fold) => byTable(tableFrom(training, NOISE, fold))(training),
}
const SCORED_AS_SHARES = new Set([THRESHOLD, NOISE, 'naive Bayes'])

/**
 * `npm run bench -- suggest ORDERS.csv FOLDS.txt RULES.json`: how often the first guess of the next choice is right; see
 * `suggest/sales.ts` for the files. Without files, on invented orders of several shapes, whose true lifts are known.
 * Nothing is tuned, so no fold is looked at before it is tested. Each method's line also has the mean reciprocal rank,
 * NDCG, how many choices are ever guessed, how uneven guesses are (Gini), how popular they are on average, and how far
 * claimed shares are from what came (expected calibration error).
 */
const bench: Bench = async ([ordersFile, foldsFile, rulesFile = '-'], print, note) => {
  if (ordersFile !== undefined) {
    if (foldsFile === undefined) throw new Error('expected ORDERS.csv FOLDS.txt RULES.json; RULES may be "-".')
    measureSales(readSales(ordersFile, foldsFile, rulesFile), print, note)
    return
  }
  for (const [name, shape] of Object.entries(SHAPES)) {
    const history = historyOf(shape)
    const { orders } = history
    const folds = Int32Array.from({ length: orders.count }, (_, order) => order % 10)
    const absent = new Int32Array(orders.options.length).fill(-1)
    measureSales({ name, orders, absent, folds, rules: null }, print, note)
    measureLifts(name, history, print)
  }
}
export default bench

function measureSales(sales: Sales, print: Print, note: (text: string) => void): void {
  const { name, orders } = sales
  const tallies = replay(sales, LEARN, (text) => note(`${name}: ${text}`))
  const first = (method: string) => (100 * tallies[method]!.hits) / tallies[method]!.steps
  const reaches: Readonly<Record<string, number>> = { [THRESHOLD]: first(NEAREST) - 0.3, [NOISE]: first(KNN) }
  for (const [method, tally] of Object.entries(tallies)) {
    const reach = reaches[method]
    const value = rounded(first(method), 2)
    const goal = reach === undefined ? { reach: null, ok: null } : { reach: rounded(reach, 2), ok: first(method) >= reach }
    print({ name: method, of: name, value, unit: '% first guesses', ...goal, ...more(tally, SCORED_AS_SHARES.has(method)) })
  }
  for (const method of [THRESHOLD, NOISE]) {
    const table = tableFrom({ orders, counts: undefined }, method)
    const bytes = bytesOf(table)
    print({ name: 'table', of: `${name}, ${method}`, value: bytes, unit: 'bytes gzip', reach: 15_000, ok: bytes <= 15_000 })
    const milliseconds = stepTime(table)
    const ok = milliseconds < 1
    print({ name: 'step', of: `${name}, ${method}`, value: rounded(milliseconds, 3), unit: 'ms', reach: 1, ok })
  }
}

/** As a shop would make it of these orders. */
function tableFrom(
  { orders, counts, rows }: Partial<Training> & { readonly orders: Training['orders'] },
  method: string,
  seed = 0
): SuggestionTable {
  const protection: Protection =
    method === THRESHOLD
      ? { kind: 'threshold', least: 20 }
      : { kind: 'dp', epsilon: 1, delta: 1e-6, unit: 'order', random: seededRandom(seed + 1) }
  const counted = { ...orders, count: rows?.length ?? orders.count }
  return tableOf({ template: 'bench', made: '2026-11-22', orders: counted, perPayer: 1, protection }, counts)
}

/** Every choice of every option scored once, half of the options being chosen: more than a page asks for at a step. */
function stepTime(table: SuggestionTable): number {
  const scorer = openTable(table)
  const history: number[] = []
  let values = 0
  table.options.forEach(({ choices }, option) => {
    if (option % 2 === 0) history.push(values)
    values += choices.length
  })
  const times = Array.from({ length: 101 }, () => {
    const began = performance.now()
    const beside = scorer.beside(history)
    let sum = 0
    for (let value = 0; value < values; value++) sum += beside.score(value)
    return Number.isNaN(sum) ? NaN : performance.now() - began
  })
  return times.toSorted((a, b) => a - b)[50]!
}

/**
 * How many of the planted links a table has: pairs ordered at least a hundred times by chance or in truth, whose true
 * lift is under two thirds or over one and a half. Right is a share within 0.05 of the true one, and within what the table says
 * that its noise may do besides.
 */
function measureLifts(name: string, { orders, lift, share }: History, print: Print): void {
  for (const method of [THRESHOLD, NOISE]) {
    const table = tableFrom({ orders }, method)
    const scorer = openTable(table)
    let links = 0
    let right = 0
    orders.options.forEach((left, a) =>
      orders.options.slice(a + 1).forEach((other, index) => {
        const b = a + 1 + index
        left.choices.forEach((u, at) =>
          other.choices.forEach((v, place) => {
            const times = lift(a, at, b, place)
            const expected = share(a, at) * share(b, place) * orders.count
            if (Math.max(expected, expected * times) < 100 || (times > 2 / 3 && times < 3 / 2)) return
            links++
            const told = scorer.shareWith(scorer.valueOf(left.id, u), scorer.valueOf(other.id, v))
            const blur = blurOf(table, left.choices.length, other.choices.length) / (share(a, at) * orders.count)
            if (Math.abs(told - times * share(b, place)) <= 0.05 + blur) right++
          })
        )
      })
    )
    const value = rounded((100 * right) / links, 1)
    print({ name: 'true lifts recovered', of: `${name}, ${method}`, value, unit: '%', links, reach: 90, ok: value >= 90 })
  }
}

/** In orders: twice the noise on a cell, as its gate. */
const blurOf = ({ privacy }: SuggestionTable, rows: number, columns: number): number =>
  privacy.kind === 'dp' ? 2 * noiseOnCell(privacy.sigma.pairs, rows, columns) : 0

function more({ steps, reciprocalRanks, gains, guessed, popularity: sum, sure }: Tally, isShare: boolean) {
  const off = sure.reduce((total, { claimed, right }) => total + Math.abs(claimed - right), 0)
  return {
    mrr: rounded(reciprocalRanks / steps, 4),
    ndcg: rounded(gains / steps, 4),
    coverage: rounded(guessed.filter((count) => count > 0).length / guessed.length, 3),
    gini: rounded(giniOf(guessed), 3),
    popularity: rounded(sum / steps, 3),
    ...(isShare ? { calibrationError: rounded(off / steps, 4) } : {}),
  }
}

/** 0 where each choice is guessed as often as any other, towards 1 where few get all. */
function giniOf(counts: Float64Array): number {
  const sorted = counts.toSorted()
  const sum = sorted.reduce((total, count) => total + count, 0)
  const weighted = sorted.reduce((total, count, at) => total + (at + 1) * count, 0)
  return (2 * weighted) / (sorted.length * sum) - (sorted.length + 1) / sorted.length
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))
