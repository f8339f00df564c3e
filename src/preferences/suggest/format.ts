import { ToileError } from '../../ground/index.ts'

export const FORMAT = 'toile.suggestions/1'

/** Below so many orders a table says nothing: the maker's own start designs stand for themselves. */
export const FEWEST_ORDERS = 200

/**
 * What a shop publishes of its paid orders, made by `toile aggregate`: how often each choice was ordered, and how
 * strongly choices of two options go together. Nothing else of any order is in it.
 */
export interface SuggestionTable {
  readonly format: typeof FORMAT
  /** Template id, without version. */
  readonly template: string
  /** Day, ISO 8601. */
  readonly made: string
  /** Paid orders counted. Public under both kinds of protection. */
  readonly orders: number
  /** Most orders of one payer that were counted. */
  readonly perPayer: number
  readonly privacy: ThresholdPrivacy | DpPrivacy
  /** Digest of the table before this one; null for the first. */
  readonly parent: string | null
  /** What was spent so far on the people in these orders, this table included, oldest first. */
  readonly ledger: readonly LedgerLine[]
  readonly options: readonly CountedOption[]
  /** One character per pair of choices that its margins do not settle: see `associations.ts`. */
  readonly pairs: string
  /** Detached JWS (RFC 7515 appendix F, RFC 7797) over the canonical JSON of all the rest; Ed25519. */
  readonly signature?: string
}

export interface CountedOption {
  readonly id: string
  readonly choices: readonly string[]
  /** Orders per choice; 0 for less than the threshold. */
  readonly counts: readonly number[]
}

/** Numbers of fewer orders than `least` are not in the table, nor do they follow from those that are. */
export interface ThresholdPrivacy {
  readonly kind: 'threshold'
  readonly least: number
}

/** Gaussian noise; `rho` in zero-concentrated differential privacy (Bun and Steinke 2016). */
export interface DpPrivacy {
  readonly kind: 'dp'
  readonly epsilon: number
  readonly delta: number
  /** Whom it protects: each payer with all their counted orders, or each order by itself. */
  readonly unit: 'payer' | 'order'
  readonly mechanism: 'gaussian'
  readonly rho: { readonly singles: number; readonly pairs: number }
  /** Greatest change, in the Euclidean norm, that one unit makes. */
  readonly sensitivity: { readonly singles: number; readonly pairs: number }
  /** Standard deviation of the noise, in orders. */
  readonly sigma: { readonly singles: number; readonly pairs: number }
}

/** One publication. Budgets add up: `rhoSoFar` is the sum, `epsilonSoFar` what that is worth at the table's delta. */
export interface LedgerLine {
  readonly made: string
  readonly kind: 'threshold' | 'dp'
  readonly rho: number | null
  readonly rhoSoFar: number | null
  /** Null once a table without noise is among them: it has no budget, so nothing bounds the whole. */
  readonly epsilonSoFar: number | null
}

/** Above this it is not read: a hundred options of three choices stay below a third of it. */
export const MOST_CHARS = 100_000
const MOST_CHOICES = 700

/**
 * @throws {ToileError} `suggestions/broken`, `suggestions/newer`, `suggestions/too-large`
 */
export function readTable(text: string): SuggestionTable {
  if (text.length > MOST_CHARS)
    throw new ToileError('suggestions/too-large', `suggestions: expected at most ${MOST_CHARS} characters.`)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new ToileError('suggestions/broken', 'suggestions: expected JSON as "toile aggregate" writes it.', { cause })
  }
  if (!isRecord(json)) throw broken('an object')
  if (json['format'] !== FORMAT) {
    const isNewer = /^toile\.suggestions\/\d+$/.test(String(json['format']))
    throw isNewer
      ? new ToileError('suggestions/newer', `suggestions: expected ${FORMAT}. Update toile, or make the table anew.`)
      : broken(`format "${FORMAT}"`)
  }
  if (!isTable(json)) throw broken('a table as "toile aggregate" writes it')
  return json
}

const broken = (expected: string): ToileError =>
  new ToileError('suggestions/broken', `suggestions: expected ${expected}.`)

type Unknown = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isNumber = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most

const isCount = (value: unknown, most: number): value is number => isNumber(value, 0, most) && Number.isInteger(value)

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 100

const isDayText = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

function isTable(json: Unknown): json is Unknown & SuggestionTable {
  const { template, made, orders, perPayer, privacy, parent, ledger, options, pairs, signature } = json
  if (!isText(template) || !isDayText(made) || !isCount(orders, 1e9) || !isCount(perPayer, 1e6)) return false
  if (!isRecord(privacy) || !isPrivacy(privacy) || !(parent === null || isText(parent))) return false
  if (!Array.isArray(ledger) || !ledger.every((line) => isRecord(line) && isDayText(line['made']))) return false
  if (typeof pairs !== 'string') return false
  if (!(signature === undefined || typeof signature === 'string')) return false
  if (!Array.isArray(options) || !options.every((option) => isRecord(option) && isOption(option, orders))) return false
  const choices = (options as CountedOption[]).reduce((sum, { counts }) => sum + counts.length, 0)
  return choices <= MOST_CHOICES && new Set((options as CountedOption[]).map(({ id }) => id)).size === options.length
}

const isPrivacy = ({ kind, least, epsilon, delta, unit, sigma }: Unknown): boolean =>
  kind === 'threshold'
    ? isNumber(least, 1, 1e6)
    : kind === 'dp' &&
      isNumber(epsilon, 0, 1e3) &&
      isNumber(delta, 0, 1) &&
      (unit === 'payer' || unit === 'order') &&
      isRecord(sigma) &&
      isNumber(sigma['pairs'], 0, 1e9)

function isOption({ id, choices, counts }: Unknown, orders: number): boolean {
  if (!isText(id) || !Array.isArray(choices) || !Array.isArray(counts)) return false
  if (choices.length === 0 || choices.length !== counts.length || new Set(choices).size !== choices.length) return false
  return choices.every(isText) && counts.every((count) => isCount(count, orders))
}
