import { gzipSync } from 'node:zlib'
import { FORMAT, type CountedOption, type LedgerLine, type SuggestionTable } from '../../preferences/suggest/index.ts'
import { countsOf, marginOf, withoutOptions, type Counts, type Orders } from './counts.ts'
import { noiseOnCell, noisy, releaseOf, type Budget, type Random, type Release } from './noise.ts'
import { pairsText, type Gate } from './pairs.ts'
import { thresholded } from './threshold.ts'

export type Protection =
  | { readonly kind: 'threshold'; readonly least: number }
  | (Budget & { readonly kind: 'dp'; readonly unit: 'payer' | 'order'; readonly random: Random })

export interface TableInput {
  readonly template: string
  readonly made: string
  readonly orders: Orders
  readonly perPayer: number
  readonly protection: Protection
}

/** Compressed; what is weaker than the rest is left out until it fits. */
const MOST_BYTES = 15_000

/** Without its place in a line of tables: the ledger has this one alone. */
export function tableOf(input: TableInput, counts: Counts = countsOf(input.orders)): SuggestionTable {
  const { protection } = input
  return protection.kind === 'threshold'
    ? thresholdTable(input, counts, protection.least)
    : noisyTable(input, counts, protection)
}

/** Of too few orders to say anything: then the maker's own start designs stand for themselves, and nothing is spent. */
export function emptyTable(input: TableInput): SuggestionTable {
  const { protection, made } = input
  const { kind } = protection
  const privacy =
    kind === 'threshold'
      ? { kind, least: protection.least }
      : {
          kind,
          epsilon: protection.epsilon,
          delta: protection.delta,
          unit: protection.unit,
          mechanism: 'gaussian' as const,
          rho: NOTHING,
          sensitivity: NOTHING,
          sigma: NOTHING,
        }
  const ledger = [{ made, kind, rho: 0, rhoSoFar: null, epsilonSoFar: null }]
  return { ...head(input), privacy, ledger, options: [], pairs: '' }
}

const NOTHING = { singles: 0, pairs: 0 }

function thresholdTable(input: TableInput, counts: Counts, least: number): SuggestionTable {
  const told = withoutOptions(counts, (option) => Math.max(...marginOf(counts, option)) < least)
  const shown = thresholded(told, least)
  const isRare = (value: number) => told.singles[value]! < least
  return fitted((strictness) => ({
    ...head(input),
    privacy: { kind: 'threshold', least },
    ledger: [{ made: input.made, kind: 'threshold', rho: null, rhoSoFar: null, epsilonSoFar: null }],
    // Every number that is left is told, as far as there is room.
    ...body(
      shown,
      { least: (expected) => (strictness - 1) * Math.sqrt(expected), floor: 0.5, shrinkage: 0 },
      isRare
    ),
  }))
}

function noisyTable(
  input: TableInput,
  counts: Counts,
  { epsilon, delta, unit, random }: Extract<Protection, { kind: 'dp' }>
): SuggestionTable {
  const sizes = counts.options.map(({ choices }) => choices.length)
  const release = releaseOf(sizes, input.perPayer, { epsilon, delta })
  const shown = noisy(counts, release, random)
  return fitted((strictness) => ({
    ...head(input),
    privacy: { kind: 'dp', epsilon, delta, unit, mechanism: 'gaussian', ...rounded(release) },
    ledger: [ledgerLine(input.made, release)],
    ...body(shown, noiseGate(release, strictness), () => false),
  }))
}

/** Twice the noise that is on a cell, and twice what chance does to a count: what is nearer may be noise alone. */
const NOISE = 2
const CHANCE = 2

const noiseGate = ({ sigma }: Release, strictness: number): Gate => ({
  least: (expected, rows, columns) =>
    strictness * Math.max(NOISE * noiseOnCell(sigma.pairs, rows, columns), CHANCE * Math.sqrt(expected)),
  floor: sigma.pairs / 4,
  shrinkage: 0.5,
})

const head = ({ template, made, orders, perPayer }: TableInput) =>
  ({ format: FORMAT, template, made, orders: orders.count, perPayer, parent: null }) as const

const body = (counts: Counts, gate: Gate, isRare: (value: number) => boolean) => ({
  options: counts.options.map(
    ({ id, choices }, option): CountedOption => ({
      id,
      choices,
      counts: Array.from(marginOf(counts, option), (count, choice) =>
        isRare(counts.offsets[option]! + choice) ? 0 : Math.round(count)
      ),
    })
  ),
  pairs: pairsText(counts, gate),
})

function ledgerLine(made: string, { rho }: Release): LedgerLine {
  return { made, kind: 'dp', rho: six(rho.singles + rho.pairs), rhoSoFar: null, epsilonSoFar: null }
}

const six = (value: number): number => Number(value.toPrecision(6))

const rounded = ({ rho, sensitivity, sigma }: Release): Release => {
  const both = ({ singles, pairs }: Release['rho']) => ({ singles: six(singles), pairs: six(pairs) })
  return { rho: both(rho), sensitivity: both(sensitivity), sigma: both(sigma) }
}

/** Ever stricter, until it is small enough. */
function fitted(make: (strictness: number) => SuggestionTable): SuggestionTable {
  for (let strictness = 1; ; strictness *= 1.25) {
    const table = make(strictness)
    if (bytesOf(table) <= MOST_BYTES) return table
  }
}

/** As a server sends it. */
export const bytesOf = (table: SuggestionTable): number => gzipSync(JSON.stringify(table), { level: 9 }).length
