/** Lengths are whole tenths of a millimetre inside; a customer reads and types centimetres or inches. */
export type LengthUnit = 'cm' | 'inch'

const TENTHS = { cm: 100, inch: 254 } as const

export const tenthsOf = (value: number, unit: LengthUnit): number => Math.round(value * TENTHS[unit])

export const inUnit = (tenths: number, unit: LengthUnit): number => tenths / TENTHS[unit]

/** "86.5 cm", "34.1 in": one decimal, by locale. */
export function lengthText(tenths: number, unit: LengthUnit, lang: string): string {
  return new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: unit === 'cm' ? 'centimeter' : 'inch',
    maximumFractionDigits: 1,
  }).format(inUnit(tenths, unit))
}
