import { tenthsOf, type LengthUnit } from '../ground/index.ts'
import type { Doubt } from './types.ts'

const UNITS: Readonly<Record<string, number>> = {
  cm: 100,
  mm: 10,
  m: 10_000,
  in: 254,
  inch: 254,
  inches: 254,
  zoll: 254,
  '"': 254,
  '″': 254,
  '”': 254,
}

const FRACTIONS: Readonly<Record<string, string>> = {
  '¼': ' 1/4',
  '½': ' 1/2',
  '¾': ' 3/4',
  '⅛': ' 1/8',
  '⅜': ' 3/8',
  '⅝': ' 5/8',
  '⅞': ' 7/8',
}

const NUMBER = String.raw`(?:\d{1,4}(?:[.,]\d{1,4})?|(?:\d{1,4}\s)?\s*\d{1,2}\s*/\s*\d{1,2})`
const LENGTH = new RegExp(`^(${NUMBER})\\s*([a-z]+|["″”])?$`)
const FEET = new RegExp(`^(\\d)\\s*(?:'|′|’|ft|feet|foot)\\s*(?:(${NUMBER})\\s*(?:["″”]|in|inch|inches)?)?$`)

/** Longer than any body; keeps what is hashed a small integer. */
export const MOST_TENTHS = 100_000

/**
 * Reads a length as people type it: "86.5", "86,5 cm", "32 1/2", "32½ in", "1,78 m", "5'10"". A unit in the text wins
 * over the field's. Anything else is a doubt without a suggestion, which never repeats what was typed.
 *
 * @example typedLength('waistGirth', '32 1/2', 'inch') // → 8255
 */
export function typedLength(name: string, text: string, unit: LengthUnit): number | Doubt {
  const notALength: Doubt = { name, code: 'not-a-length', with: null, suggestion: null }
  if (text.length > 40) return notALength
  const plain = text
    .normalize('NFC')
    .replace(/[¼½¾⅛⅜⅝⅞]/g, (sign) => FRACTIONS[sign]!)
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
    .toLowerCase()
  const tenths = feetAndInches(plain) ?? plainLength(plain, unit)
  return tenths !== undefined && isLength(tenths) ? tenths : notALength
}

/** A whole, positive number of tenths of a millimetre that some length could have. */
export const isLength = (tenths: number): boolean => Number.isSafeInteger(tenths) && tenths > 0 && tenths <= MOST_TENTHS

function feetAndInches(text: string): number | undefined {
  const found = FEET.exec(text)
  if (!found) return undefined
  const inches = found[2] === undefined ? 0 : numberIn(found[2])
  return inches < 12 ? tenthsOf(Number(found[1]) * 12 + inches, 'inch') : undefined
}

function plainLength(text: string, unit: LengthUnit): number | undefined {
  const found = LENGTH.exec(text)
  if (!found) return undefined
  const written = found[2]
  if (written !== undefined && !Object.hasOwn(UNITS, written)) return undefined
  return Math.round(numberIn(found[1]!) * (written === undefined ? tenthsOf(1, unit) : UNITS[written]!))
}

/** "32", "32.5", "32,5", "32 1/2" or "1/2"; NaN for what is no proper fraction. */
function numberIn(text: string): number {
  if (!text.includes('/')) return Number(text.replace(',', '.'))
  const [, whole = '0', above, below] = /^(?:(\d+)\s+)?(\d+)\s*\/\s*(\d+)$/.exec(text) ?? []
  const part = Number(above) / Number(below)
  return part < 1 ? Number(whole) + part : NaN
}
