import { SURVEY } from './coefficients.ts'
import { ASKED, isAsked, type AskedName, type MeasurementName } from './names.ts'
import { predict } from './predict.ts'
import { isLength, MOST_TENTHS } from './typed.ts'
import type { Doubt, Range, Taken } from './types.ts'

/**
 * What a grown body may have, in tenths of a millimetre: wider than any survey, because a question must not turn
 * anybody away.
 */
const RANGE: Readonly<Record<AskedName, readonly [least: number, most: number]>> = {
  stature: [12_000, 23_000],
  waistGirth: [4_800, 19_000],
  hipGirth: [6_000, 20_000],
  thighGirth: [3_200, 11_500],
  insideLegHeight: [4_800, 11_500],
  bustGirth: [5_800, 20_000],
  underbustGirth: [5_000, 18_000],
  torsoGirth: [11_000, 24_000],
  highHipGirth: [5_400, 19_500],
  kneeGirth: [2_400, 8_000],
  calfGirth: [2_200, 7_500],
  ankleGirth: [1_500, 4_500],
  footLength: [1_900, 3_600],
  footBreadth: [650, 1_500],
  ballGirth: [1_700, 3_600],
  instepGirth: [1_700, 3_700],
  heelGirth: [2_300, 4_800],
}

/**
 * In standard errors: 2 of the 4,853 people surveyed lie beyond the first in any field; a mended slip must lie within
 * the second.
 */
const UNLIKELY = 4
const LIKELY = 2.5

/** The survey is of soldiers. Girths of other people go together less closely than theirs; lengths hardly differ. */
const OTHER_PEOPLE = 1.25

/** What slips of the hand do to a value in cm: inches for centimetres and the reverse, metres, millimetres. */
const SLIPS: readonly (readonly [code: Doubt['code'], numerator: number, denominator: number])[] = [
  ['looks-like-inch', 254, 100],
  ['looks-like-cm', 100, 254],
  ['out-of-range', 100, 1],
  ['out-of-range', 10, 1],
  ['out-of-range', 1, 10],
]

/**
 * Questions about what was typed, at most one per measurement. Each value is held against those typed before it, so
 * that the question stands at the field the customer just left.
 */
export function doubtsOf(taken: Taken): Doubt[] {
  const known = new Map<AskedName, number>()
  const doubts: Doubt[] = []
  for (const [name, value] of Object.entries(taken)) {
    const doubt = !isLength(value) ? notALength(name) : isAsked(name) ? doubtOf(name, value, known) : null
    if (doubt) doubts.push(doubt)
    // A value in doubt must not throw doubt on the next ones.
    else if (isAsked(name)) known.set(name, value)
  }
  return doubts
}

/** Whether a body can have it at all: what lies beyond is not drafted. */
export const isInRange = (name: string, value: number): boolean =>
  isLength(value) && (!isAsked(name) || (value >= RANGE[name][0] && value <= RANGE[name][1]))

/** What is plausible for a measurement given those typed before it: nothing inside is questioned. */
export const rangeOf = (name: string, _taken: Taken): Range =>
  isAsked(name) ? { least: RANGE[name][0], most: RANGE[name][1] } : { least: 1, most: MOST_TENTHS }

const notALength = (name: string): Doubt => ({ name, code: 'not-a-length', with: null, suggestion: null })

function doubtOf(name: AskedName, value: number, known: ReadonlyMap<AskedName, number>): Doubt | null {
  if (!isInRange(name, value)) {
    for (const [code, numerator, denominator] of SLIPS) {
      const meant = Math.round((value * numerator) / denominator)
      if (isInRange(name, meant) && Math.abs(strangeness(name, meant, known)) < UNLIKELY)
        return { name, code, with: null, suggestion: meant }
    }
    return { name, code: 'out-of-range', with: null, suggestion: null }
  }
  if (Math.abs(strangeness(name, value, known)) < UNLIKELY) return null
  const other = strangest(name, value, known)
  const inches = Math.round(value * 2.54)
  if (isInRange(name, inches) && isLikely(name, inches, known))
    return { name, code: 'looks-like-inch', with: other, suggestion: inches }
  const swapped = digitsSwapped(value)
  if (swapped !== null && isInRange(name, swapped) && isLikely(name, swapped, known))
    return { name, code: 'looks-swapped', with: other, suggestion: swapped }
  if (areExchanged(name, value, other, known))
    return { name, code: 'looks-exchanged', with: other, suggestion: known.get(other)! }
  return { name, code: 'unlikely-together', with: other, suggestion: likely(name, known) }
}

/** Standard errors between a value and what the others let expect; 0 when there are no others, or no survey of it. */
function strangeness(name: AskedName, value: number, known: ReadonlyMap<AskedName, number>): number {
  if (!SURVEY.names.includes(name) || [...known.keys()].every((other) => !SURVEY.names.includes(other))) return 0
  const expected = predict(SURVEY, millimetres(known), name)
  return (value / 10 - expected.value) / (expected.error * (name.endsWith('Girth') ? OTHER_PEOPLE : 1))
}

const isLikely = (name: AskedName, value: number, known: ReadonlyMap<AskedName, number>): boolean =>
  Math.abs(strangeness(name, value, known)) < LIKELY

/** The measurement it goes with least. */
function strangest(name: AskedName, value: number, known: ReadonlyMap<AskedName, number>): AskedName {
  const by = (other: AskedName) => Math.abs(strangeness(name, value, new Map([[other, known.get(other)!]])))
  return [...known.keys()].reduce((worst, other) => (by(other) > by(worst) ? other : worst))
}

/** 98 cm for 89 cm: the first two of the whole centimetres, or the last two, changed places. */
function digitsSwapped(value: number): number | null {
  const whole = String(Math.floor(value / 100))
  const swapped = `${whole.slice(0, -2)}${whole.at(-1)}${whole.at(-2)}`
  return swapped === whole || swapped.startsWith('0') ? null : Number(swapped) * 100 + (value % 100)
}

/** Waist and hip, say, each typed into the other's field. */
function areExchanged(
  name: AskedName,
  value: number,
  other: AskedName,
  known: ReadonlyMap<AskedName, number>
): boolean {
  const theirs = known.get(other)!
  if (!isInRange(other, value) || !isInRange(name, theirs)) return false
  return Math.abs(strangeness(name, theirs, new Map(known).set(other, value))) < UNLIKELY
}

/** The legs follow from the rest well enough to be suggested, to the half centimetre; a girth or a height never is. */
function likely(name: AskedName, known: ReadonlyMap<AskedName, number>): number | null {
  if (name !== 'insideLegHeight' || !known.has('stature')) return null
  return Math.round(predict(SURVEY, millimetres(known), name).value / 5) * 50
}

const millimetres = (known: ReadonlyMap<AskedName, number>): Map<MeasurementName, number> =>
  new Map(ASKED.flatMap((name) => (known.has(name) ? [[name, known.get(name)! / 10] as const] : [])))
