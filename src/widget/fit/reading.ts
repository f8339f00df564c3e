import { inUnit, lengthText, type Language, type LengthUnit } from '../../ground/index.ts'
import { typedLength, type Measured } from '../../fit/index.ts'
import { plainNumber } from '../spans.ts'

const EIGHTHS = 8

/**
 * A length as it would be typed: to one decimal, or as exactly as it takes to be read back the same ("82.55",
 * "32 3/8").
 */
export function fieldText(tenths: number, unit: LengthUnit, language: Language): string {
  const value = inUnit(tenths, unit)
  const short = plainNumber(value, language)
  if (isReadAs(short, tenths, unit)) return short
  if (unit === 'cm')
    return new Intl.NumberFormat(language, { maximumFractionDigits: 2, useGrouping: false }).format(value)
  const eighths = Math.round(value * EIGHTHS)
  const whole = Math.floor(eighths / EIGHTHS)
  const fraction = fractionText(eighths % EIGHTHS)
  const text = [whole > 0 ? String(whole) : '', fraction].filter(Boolean).join(' ')
  return isReadAs(text, tenths, unit) ? text : short
}

const isReadAs = (text: string, tenths: number, unit: LengthUnit): boolean => typedLength('', text, unit) === tenths

function fractionText(eighths: number): string {
  if (eighths === 0) return ''
  const common = eighths % 4 === 0 ? 4 : eighths % 2 === 0 ? 2 : 1
  return `${eighths / common}/${EIGHTHS / common}`
}

/** Standard errors within which nine in ten of a normal population lie. */
const NINE_IN_TEN = 1.645

/** "2.8 cm": how far off an estimate may be, for nine people in ten. */
export const spreadText = ({ error }: Measured, unit: LengthUnit, language: Language): string =>
  lengthText(Math.round(error * NINE_IN_TEN), unit, language)

export type MassUnit = 'kg' | 'lb'

/** Tenths of a kilogram in each. */
const MASSES: Readonly<Record<MassUnit, number>> = { kg: 10, lb: 4.535_923_7 }

export const massUnitOf = (unit: LengthUnit): MassUnit => (unit === 'cm' ? 'kg' : 'lb')

/** What is shown for tenths of a kilogram. */
export const massText = (tenths: number, unit: MassUnit, language: Language): string =>
  plainNumber(tenths / MASSES[unit], language)

/** Tenths of a kilogram; null for what is no weight of a grown person. A unit in the text wins over the field's. */
export function typedMass(text: string, unit: MassUnit): number | null {
  const found = /^(\d{1,3}(?:[.,]\d{1,2})?)\s*(kg|lbs?)?$/.exec(text.trim().toLowerCase())
  if (!found) return null
  const written = found[2] === undefined ? unit : found[2] === 'kg' ? 'kg' : 'lb'
  const tenths = Math.round(Number(found[1]!.replace(',', '.')) * MASSES[written])
  return tenths >= LEAST_MASS && tenths <= MOST_MASS ? tenths : null
}

const LEAST_MASS = 250
const MOST_MASS = 4000
