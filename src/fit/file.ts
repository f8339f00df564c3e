import { isTypable, unitOf } from './names.ts'
import { isInRange } from './ranges.ts'
import { isLength } from './typed.ts'
import { doubtsOf } from './survey/index.ts'
import type { Taken } from './types.ts'

/** Tenths of a millimetre in each unit a file may be written in; a mass is in kilograms, or in pounds beside inches. */
const UNITS = { cm: 100, inch: 254, mm: 10, m: 10_000 } as const
const POUND = 4.535_923_7

export type FileUnit = keyof typeof UNITS

export interface MeasurementFile {
  /** As the file says; centimetres where it says nothing. */
  readonly unit: FileUnit
  readonly measurements: Taken
  /** What it more likely holds, where its numbers make no body in its own unit: to be asked, never to be assumed. */
  readonly meant: { readonly unit: FileUnit; readonly measurements: Taken } | null
  /** How many lines could not be read: a name we do not know, or no number. */
  readonly unread: number
}

/** More than anybody measures. */
const MOST_LETTERS = 20_000
const MOST_LINES = 200

/**
 * Measurements from a text that somebody saved: JSON of one level, or a line for each, `waistGirth: 86.4` or
 * `waistGirth,86.4`, and one that says the unit (`unit: inch`). Hostile or damaged text gives fewer measurements, never
 * an exception.
 */
export function readMeasurements(text: string): MeasurementFile {
  let unit: FileUnit = 'cm'
  let unread = 0
  const numbers = new Map<string, number>()
  for (const [name, value] of entriesIn(text.slice(0, MOST_LETTERS))) {
    const number = Number(value.replace(',', '.'))
    if (name === 'unit') unit = unitNamed(value) ?? unit
    else if (isTypable(name) && value !== '' && Number.isFinite(number)) numbers.set(name, number)
    else unread++
  }
  const own = inUnit(numbers, unit)
  const isDoubtful = plausible(own) < numbers.size
  const meant = (Object.keys(UNITS) as FileUnit[])
    .filter((other) => isDoubtful && other !== unit)
    .map((other) => ({ unit: other, measurements: inUnit(numbers, other) }))
    .find(({ measurements }) => plausible(measurements) === numbers.size)
  return { unit, measurements: own, meant: meant ?? null, unread }
}

function entriesIn(text: string): (readonly [name: string, value: string])[] {
  try {
    const found: unknown = JSON.parse(text)
    if (typeof found === 'object' && found !== null)
      return Object.entries(found)
        .slice(0, MOST_LINES)
        .map(([name, value]) => [name, String(value).trim()])
  } catch {
    // Then it is lines.
  }
  return text
    .split(/[\r\n]+/)
    .slice(0, MOST_LINES)
    .flatMap((line) => {
      const at = line.search(/[:=,;\t]/)
      if (at < 0) return line.trim() === '' ? [] : [['', line] as const]
      return [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const]
    })
}

function unitNamed(text: string): FileUnit | null {
  const plain = text.trim().toLowerCase()
  if (['in', 'inch', 'inches', 'zoll'].includes(plain)) return 'inch'
  return Object.hasOwn(UNITS, plain) ? (plain as FileUnit) : null
}

function inUnit(numbers: ReadonlyMap<string, number>, unit: FileUnit): Taken {
  return Object.fromEntries(
    [...numbers].flatMap(([name, number]) => {
      const tenths = Math.round(number * (unitOf(name) === 'mass' ? (unit === 'inch' ? POUND : 10) : UNITS[unit]))
      return isLength(tenths) ? [[name, tenths] as const] : []
    })
  )
}

/** How many of them a body can have, all together. */
function plausible(taken: Taken): number {
  const doubted = new Set(doubtsOf(taken).map(({ name }) => name))
  return Object.entries(taken).filter(([name, value]) => isInRange(name, value) && !doubted.has(name)).length
}
