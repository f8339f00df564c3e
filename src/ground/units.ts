/** Lengths are whole tenths of a millimetre inside; a customer reads and types centimetres or inches. */
export type LengthUnit = 'cm' | 'inch'

const TENTHS = { cm: 100, inch: 254 } as const

export const tenthsOf = (value: number, unit: LengthUnit): number => Math.round(value * TENTHS[unit])

export const inUnit = (tenths: number, unit: LengthUnit): number => tenths / TENTHS[unit]

const formats = new Map<string, Intl.NumberFormat>()

/** "86.5 cm", "34.1 in": one decimal, by locale; "+2 cm" of a change. */
export function lengthText(tenths: number, unit: LengthUnit, lang: string, isChange = false): string {
  const key = `${lang} ${unit} ${isChange}`
  let format = formats.get(key)
  // Making one takes longer than a hundred uses of it.
  if (!format)
    formats.set(
      key,
      (format = new Intl.NumberFormat(lang, {
        style: 'unit',
        unit: unit === 'cm' ? 'centimeter' : 'inch',
        maximumFractionDigits: 1,
        signDisplay: isChange ? 'exceptZero' : 'auto',
      }))
    )
  return format.format(inUnit(tenths, unit))
}
