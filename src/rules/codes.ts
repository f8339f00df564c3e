import { ToileError } from '../ground/index.ts'
import { createRanks } from './ranks.ts'
import type { Rules } from './types.ts'

/** Designs and picks as short texts for links and labels: characters of base64url, of which no single one may err. */
export interface Codes {
  /** Characters that carry a whole design: bits of the number of designs, by six. Four stand around them. */
  readonly bodyChars: number
  /** @throws {ToileError} `rules/not-a-design` for a selection that breaks the rules. */
  designCode(selection: ArrayLike<number>): string
  /**
   * Of picks, -1 where there is none. The fewer and the earlier in option order, the shorter.
   *
   * @throws {ToileError} `rules/not-a-design` for picks that contradict.
   */
  picksCode(picks: ArrayLike<number>): string
  /**
   * What a code stands for.
   *
   * @throws {ToileError} `rules/code-wrong-character` for one that cannot be, and which one if it is a single one;
   * `rules/code-length`; `rules/code-other-version`; `rules/rank-out-of-range`.
   */
  read(code: string): { readonly kind: 'design' | 'picks'; readonly values: Int32Array }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const HEAD = 2

/**
 * Codes hold for one compiled template: `version`, of which the lowest byte counts, tells it from others.
 *
 * A code is the version and the kind, two characters; then a number, least significant character first; then the check.
 * The number of a design is its rank. That of picks has a digit per option, in a radix one larger than the values that
 * the picks before leave possible. While rules are not exact, a design is written like picks, and what is left to
 * search takes all its values.
 */
export function createCodes(rules: Rules, version: number): Codes {
  const { options, offsets, exact } = rules
  const ranks = exact ? createRanks(rules) : null
  const noCosts = new Float64Array(offsets.at(-1)!)
  const total = ranks?.total ?? 0n
  const bodyChars = total > 1n ? Math.ceil((total - 1n).toString(2).length / 6) : 0
  const headOf = (isDesign: boolean) => (version & 255) * 16 + (isDesign ? 1 : 0)

  function written(isDesign: boolean, number: bigint, length: number): string {
    const symbols = digitsOf(BigInt(headOf(isDesign)), HEAD).concat(digitsOf(number, length))
    return symbols.concat(checkOf(symbols)).map((symbol) => ALPHABET[symbol]).join('')
  }

  /**
   * Goes through the options as picks are made; `digitOf` gives each one's digit, 0 for open, the possible values from
   * 1 on.
   */
  function walk(digitOf: (option: number, possible: readonly number[]) => number) {
    const picks = new Int32Array(options.length).fill(-1)
    // Others than exact answers may change while a search goes on.
    const asked = picks.slice()
    let { possible } = rules.answer(asked, noCosts)
    const radices = options.map(({ values }, option) => {
      const isExact = rules.isExact(option)
      const own = [...values.keys()].filter((value) => !isExact || possible[offsets[option]! + value] !== 0)
      const digit = digitOf(option, own)
      if (digit > 0) {
        picks[option] = own[digit - 1]!
        if (isExact) {
          asked[option] = picks[option]!
          possible = rules.answer(asked, noCosts).possible
        }
      }
      return own.length + 1
    })
    return { picks, radices }
  }

  function picksCode(picks: ArrayLike<number>): string {
    const digits: number[] = []
    const { radices } = walk((option, possible) => {
      const pick = picks[option] ?? -1
      const digit = pick < 0 ? 0 : possible.indexOf(pick) + 1
      if (pick >= 0 && digit === 0)
        throw new ToileError('rules/not-a-design', `the picks contradict: "${options[option]!.id}" cannot be so.`)
      digits.push(digit)
      return digit
    })
    let number = 0n
    for (let option = digits.length - 1; option >= 0; option--)
      number = number * BigInt(radices[option]!) + BigInt(digits[option]!)
    return written(false, number, 0)
  }

  function readPicks(number: bigint): Int32Array {
    let rest = number
    const { picks } = walk((_, possible) => {
      const radix = BigInt(possible.length + 1)
      const digit = Number(rest % radix)
      rest /= radix
      return digit
    })
    if (rest > 0n)
      throw new ToileError('rules/rank-out-of-range', 'the code stands for more picks than there are options.')
    return picks
  }

  function read(code: string): { kind: 'design' | 'picks'; values: Int32Array } {
    const symbols = [...code].map((character, at) => {
      const symbol = ALPHABET.indexOf(character)
      if (symbol < 0) throw wrongCharacter(at, character, 'expected only A-Z, a-z, 0-9, "-" and "_"')
      return symbol
    })
    if (symbols.length < HEAD + 2 || symbols.length === LONGEST + 1) throw wrongLength(code)
    const fault = faultIn(symbols)
    if (fault !== null && fault.at < HEAD) symbols[fault.at] = fault.symbol
    const head = Number(numberOf(symbols.slice(0, HEAD)))
    const [its, own] = [head >> 4, version & 255]
    const body = symbols.slice(HEAD, symbols.length - checkLength(symbols.length))
    const isDesign = (head & 15) === 1
    if (its === own && isDesign && body.length !== bodyChars) throw wrongLength(code)
    if (fault !== null) {
      if (fault.at < 0)
        throw new ToileError(
          'rules/code-wrong-character',
          'several characters of the code are wrong, or two changed places.'
        )
      const right = ALPHABET[fault.symbol]!
      throw wrongCharacter(fault.at, code[fault.at]!, `it should be "${right}" if the others are right`)
    }
    if (its !== own)
      throw new ToileError('rules/code-other-version', `the code is of version ${its} of the template, not ${own}.`)
    if (!isDesign && body.at(-1) === 0) throw wrongLength(code)
    const number = numberOf(body)
    if (!isDesign) return { kind: 'picks', values: readPicks(number) }
    return { kind: 'design', values: ranks!.unrank(number) }
  }

  return {
    bodyChars,
    designCode: (selection) =>
      ranks === null ? picksCode(selection) : written(true, ranks.rank(selection), bodyChars),
    picksCode,
    read,
  }
}

/** Base 64, least significant first; at least so many digits. */
function digitsOf(number: bigint, least: number): number[] {
  const digits: number[] = []
  for (let rest = number; rest > 0n || digits.length < least; rest >>= 6n) digits.push(Number(rest & 63n))
  return digits
}

const numberOf = (digits: readonly number[]): bigint =>
  digits.reduceRight((number, digit) => (number << 6n) | BigInt(digit), 0n)

// The check, after Reed and Solomon, over the field of 64 elements: characters are its elements, c(i) the i-th of the
// whole code, a an element whose powers are all elements but 0. The sum of all c(i) and the sum of all a^i c(i) are 0.
// A single error e at i makes the first e and the second a^i e; neighbours that changed places leave the first and make
// the second a^i (1 + a) times their difference, which is not 0. As a^63 is 1, a longer code has a third character, the
// sum of all a^(i div 63) c(i) before it.

const LONGEST = 63

/** a^i, twice over, and the other way round; a is a root of x^6 + x + 1. */
const POWERS = new Uint8Array(2 * LONGEST)
const LOGARITHMS = new Uint8Array(64)
for (let i = 0, power = 1; i < LONGEST; i++) {
  POWERS[i] = power
  POWERS[i + LONGEST] = power
  LOGARITHMS[power] = i
  power = power & 32 ? ((power << 1) & 63) ^ 3 : power << 1
}
const times = (a: number, b: number) => (a === 0 || b === 0 ? 0 : POWERS[LOGARITHMS[a]! + LOGARITHMS[b]!]!)
const over = (a: number, b: number) => (a === 0 ? 0 : POWERS[LOGARITHMS[a]! + LONGEST - LOGARITHMS[b]!]!)

const checkLength = (length: number) => (length > LONGEST ? 3 : 2)

/** The sum of a^(i div `step` mod 63) c(i); with step 0, of all c(i). */
function sumOf(symbols: readonly number[], step: number): number {
  const weightOf = (i: number) => (step === 0 ? 1 : POWERS[Math.floor(i / step) % LONGEST]!)
  return symbols.reduce((sum, symbol, i) => sum ^ times(symbol, weightOf(i)), 0)
}

function checkOf(symbols: readonly number[]): number[] {
  const at = POWERS[symbols.length % LONGEST]!
  const sum = sumOf(symbols, 0)
  // x + y = sum and a^n x + a^(n+1) y = weighted, so y (a^n + a^(n+1)) = weighted + a^n sum.
  const last = over(sumOf(symbols, 1) ^ times(at, sum), at ^ times(at, 2))
  const check = [sum ^ last, last]
  return symbols.length + 2 > LONGEST ? [...check, sumOf([...symbols, ...check], LONGEST)] : check
}

/** The place of a single wrong symbol and what it should be; place -1 where more are wrong; null where none is. */
function faultIn(symbols: readonly number[]): { readonly at: number; readonly symbol: number } | null {
  const isLong = symbols.length > LONGEST
  const pair = isLong ? symbols.slice(0, -1) : symbols
  const error = sumOf(pair, 0)
  const weighted = sumOf(pair, 1)
  const third = isLong ? sumOf(pair, LONGEST) ^ symbols.at(-1)! : 0
  if (error === 0 && weighted === 0 && third === 0) return null
  if (error === 0 && weighted === 0) return { at: pair.length, symbol: symbols.at(-1)! ^ third }
  if (error === 0 || weighted === 0) return { at: -1, symbol: 0 }
  const block = isLong ? (third === 0 ? Number.NaN : LOGARITHMS[over(third, error)]!) : 0
  const at = LOGARITHMS[over(weighted, error)]! + LONGEST * block
  return at < pair.length ? { at, symbol: symbols[at]! ^ error } : { at: -1, symbol: 0 }
}

const wrongCharacter = (at: number, character: string, why: string) =>
  new ToileError('rules/code-wrong-character', `character ${at + 1} of the code, "${character}", is wrong: ${why}.`)

const wrongLength = (code: string) =>
  new ToileError('rules/code-length', `the code has ${code.length} characters: too many or too few.`)
