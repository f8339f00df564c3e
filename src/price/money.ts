import { languageOf, nearestWord, numberFormat, sayer, ToileError } from '../ground/index.ts'
import { PRICE_WORDS } from './words.ts'

// ISO 4217, the active codes by number of decimals. Our own, because runtimes disagree with the standard (and with each
// other) on some twenty of them: Intl says HUF and IQD have none, ISO says 2 and 3.
const BY_EXPONENT: readonly (readonly [exponent: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [2, 'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW'],
  [2, 'CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF'],
  [2, 'IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK'],
  [2, 'MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP'],
  [2, 'SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER'],
  [2, 'ZAR ZMW ZWG'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  BY_EXPONENT.flatMap(([exponent, codes]) => codes.split(' ').map((code) => [code, exponent] as const))
)

export const currencyCodes = (): readonly string[] => [...EXPONENTS.keys()]

/**
 * Decimals of a currency's minor unit: 2 for EUR, 0 for JPY.
 *
 * @throws {ToileError} `price/unknown-currency` for a code that ISO 4217 does not list.
 */
export function exponentOf(currency: string): number {
  const exponent = EXPONENTS.get(currency)
  if (exponent !== undefined) return exponent
  const near = nearestWord(currency, EXPONENTS.keys())
  throw new ToileError(
    'price/unknown-currency',
    `currency: expected an ISO 4217 code such as "EUR", got "${currency}".${near ? ` Did you mean "${near}"?` : ''}`
  )
}

/**
 * Reads an amount a person wrote in major units: `minorUnitsOf('18.50', 'EUR')` is 1850. Null when it is not a plain
 * decimal number, has more decimals than the currency, or is too large to add up safely (over 10^12 minor units).
 */
export function minorUnitsOf(text: string, currency: string): number | null {
  const parts = /^([+-]?)(\d{1,13})(?:\.(\d{1,4}))?$/.exec(text.trim())
  if (!parts) return null
  const [, sign, whole, decimals = ''] = parts
  const exponent = exponentOf(currency)
  if (decimals.length > exponent) return null
  const amount = Number(whole! + decimals.padEnd(exponent, '0'))
  if (amount > 1e12) return null
  return sign === '-' && amount !== 0 ? -amount : amount
}

/** "€149.00", "149,00 €", "¥12,900": by locale, all the currency's decimals. `amount` is whole minor units. */
export const moneyText = (amount: number, currency: string, lang: string): string =>
  formatted(amount, currency, lang, exponentOf(currency))

/** What a click would add or save: "+ €18", "− €5.50", "included". Decimals only where there are some. */
export function differenceText(amount: number, currency: string, lang: string): string {
  const say = sayer(PRICE_WORDS, languageOf(lang))
  if (amount === 0) return say('included')
  const exponent = exponentOf(currency)
  const money = formatted(Math.abs(amount), currency, lang, amount % 10 ** exponent === 0 ? 0 : exponent)
  return say(amount > 0 ? 'more' : 'less', { money })
}

function formatted(amount: number, currency: string, lang: string, decimals: number): string {
  const format = numberFormat(lang, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  // A string is formatted exactly; a quotient of doubles is not. The type lists number and bigint only.
  return format.format(decimalText(amount, exponentOf(currency)) as unknown as number)
}

function decimalText(amount: number, exponent: number): string {
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0')
  const cut = digits.length - exponent
  return `${amount < 0 ? '-' : ''}${digits.slice(0, cut)}${exponent ? `.${digits.slice(cut)}` : ''}`
}
