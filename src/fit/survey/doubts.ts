import {
  isHelping,
  isMeasurement,
  sideIn,
  SIDES,
  unitOf,
  type HelpingName,
  type MeasurementName,
  type PairedName,
} from '../names.ts'
import { isInRange, widestRange } from '../ranges.ts'
import { isLength, MOST_TENTHS } from '../typed.ts'
import type { Doubt, Range, SurveyName, Taken } from '../types.ts'
import { expOf, logOf } from './logarithm.ts'
import { predict, surveysOf, type Survey, type SurveyedName } from './surveys.ts'

/** What can be questioned: a side is held against what is known of its whole. */
type Name = MeasurementName | HelpingName

/**
 * In standard errors: 2 of the 4,853 people surveyed lie beyond the first in any field; a mended slip must lie within
 * the second; a value typed into two fields is a slip from the third.
 */
const UNLIKELY = 4
const LIKELY = 2.5
const REPEATED = 2

/** The survey is of soldiers. Girths of other people go together less closely than theirs; lengths hardly differ. */
const OTHER_PEOPLE = 1.25

/** What no survey tells: how much of another one it is, at least and at most. */
const BESIDE: readonly (readonly [name: Name, other: Name, least: number, most: number])[] = [
  ['underbustGirth', 'bustGirth', 0.6, 1.03],
  ['highHipGirth', 'hipGirth', 0.7, 1.2],
  ['highHipGirth', 'waistGirth', 0.8, 1.6],
  ['naturalWaistGirth', 'waistGirth', 0.72, 1.05],
  ['instepGirth', 'ballGirth', 0.85, 1.3],
]

/** How much the left may differ from the right before it is asked about, in tenths of a millimetre. */
const ODD_SIDES: Readonly<Record<PairedName, number>> = {
  thighGirth: 400,
  insideLegHeight: 250,
  kneeGirth: 300,
  calfGirth: 300,
  ankleGirth: 200,
  footLength: 120,
  footBreadth: 100,
  ballGirth: 150,
  instepGirth: 150,
  heelGirth: 200,
}

/** What slips of the hand do to a value in cm: inches for centimetres and the reverse, metres, millimetres. */
const SLIPS: readonly (readonly [code: Doubt['code'], numerator: number, denominator: number])[] = [
  ['looks-like-inch', 254, 100],
  ['looks-like-cm', 100, 254],
  ['out-of-range', 100, 1],
  ['out-of-range', 10, 1],
  ['out-of-range', 1, 10],
]
/** And to one in kg: pounds for kilograms, and the reverse. */
const MASS_SLIPS: typeof SLIPS = [
  ['looks-like-pounds', 45_359_237, 100_000_000],
  ['out-of-range', 100_000_000, 45_359_237],
]

/** Fields that stand near each other and hold numbers alike. */
const EXCHANGED: readonly (readonly Name[])[] = [
  ['waistGirth', 'highHipGirth', 'hipGirth', 'bustGirth', 'underbustGirth'],
  ['stature', 'statedStature', 'insideLegHeight', 'torsoGirth'],
  ['thighGirth', 'kneeGirth', 'calfGirth', 'ankleGirth'],
  ['footLength', 'footBreadth', 'ballGirth', 'instepGirth', 'heelGirth'],
]

/** What was typed before, and whose survey it is held against. */
interface Before {
  /** Tenths by name; a side by its own name. */
  readonly known: ReadonlyMap<string, number>
  readonly surveys: readonly Survey[]
}

/**
 * Questions about what was typed, at most one per measurement. Each value is held against those typed before it, so
 * that the question stands at the field the customer just left.
 */
export function doubtsOf(taken: Taken, survey: SurveyName | null = null): Doubt[] {
  const known = new Map<string, number>()
  const surveys = surveysOf(survey)
  const doubts: Doubt[] = []
  for (const [name, value] of Object.entries(taken)) {
    const doubt = !isLength(value) ? notALength(name) : wholeOf(name) ? doubtOf(name, value, { known, surveys }) : null
    if (doubt) doubts.push(doubt)
    // A value in doubt must not throw doubt on the next ones.
    else if (wholeOf(name)) known.set(name, value)
  }
  return doubts
}

/**
 * What is plausible for a measurement beside all others that were typed: a value inside raises no question of its own.
 * Same units as the value, ends included.
 */
export function rangeOf(name: string, taken: Taken, survey: SurveyName | null = null): Range {
  const widest = widestRange(name)
  const whole = wholeOf(name)
  if (!widest || !whole) return { least: 1, most: MOST_TENTHS }
  let [least, most] = widest
  const narrow = (from: number, to: number) => {
    // Two that contradict each other leave no range; then the wider one stands, and the question is asked.
    if (Math.max(least, from) > Math.min(most, to)) return
    least = Math.max(least, Math.ceil(from))
    most = Math.min(most, Math.floor(to))
  }
  const before: Before = { known: new Map(Object.entries(taken).filter(isTrusted)), surveys: surveysOf(survey) }
  const expected = expectedOf(name, before)
  if (expected) {
    const factor = expOf(UNLIKELY * expected.error)
    narrow((expected.value / factor) * 10, expected.value * factor * 10)
  }
  for (const [lower, upper] of besideOf(whole, before.known)) narrow(lower, upper)
  const other = otherSide(name, before.known)
  if (other !== null) narrow(other - ODD_SIDES[sideIn(name)!.name], other + ODD_SIDES[sideIn(name)!.name])
  return { least, most }
}

const isTrusted = ([name, value]: readonly [string, number]): boolean => wholeOf(name) !== null && isInRange(name, value)

const wholeOf = (name: string): Name | null => {
  const whole = sideIn(name)?.name ?? name
  return isMeasurement(whole) || isHelping(whole) ? whole : null
}

const notALength = (name: string): Doubt => ({ name, code: 'not-a-length', with: null, suggestion: null })

function doubtOf(name: string, value: number, before: Before): Doubt | null {
  if (!isInRange(name, value)) return outOfRange(name, value, before)
  const odd = oddSide(name, value, before)
  if (odd) return odd
  const strange = Math.abs(strangeness(name, value, before))
  if (strange < UNLIKELY) return repeated(name, value, strange, before)
  const other = strangest(name, value, before)
  for (const [code, numerator, denominator] of unitOf(name) === 'mass' ? MASS_SLIPS : SLIPS.slice(0, 1)) {
    const meant = Math.round((value * numerator) / denominator)
    if (code !== 'out-of-range' && isInRange(name, meant) && isLikely(name, meant, before))
      return { name, code, with: other, suggestion: meant }
  }
  const swapped = digitsSwapped(value, unitOf(name) === 'mass' ? 10 : 100)
  if (swapped !== null && isInRange(name, swapped) && isLikely(name, swapped, before))
    return { name, code: 'looks-swapped', with: other, suggestion: swapped }
  if (areExchanged(name, value, other, before))
    return { name, code: 'looks-exchanged', with: other, suggestion: before.known.get(other)! }
  return { name, code: 'unlikely-together', with: other, suggestion: likely(name, before) }
}

function outOfRange(name: string, value: number, before: Before): Doubt {
  for (const [code, numerator, denominator] of unitOf(name) === 'mass' ? MASS_SLIPS : SLIPS) {
    const meant = Math.round((value * numerator) / denominator)
    if (isInRange(name, meant) && Math.abs(strangeness(name, meant, before)) < UNLIKELY)
      return { name, code, with: null, suggestion: meant }
  }
  return { name, code: 'out-of-range', with: null, suggestion: null }
}

/** The one foot far longer than the other: mostly a slip, which the other side then shows. */
function oddSide(name: string, value: number, before: Before): Doubt | null {
  const other = otherSide(name, before.known)
  if (other === null || Math.abs(value - other) <= ODD_SIDES[sideIn(name)!.name]) return null
  const near = (meant: number | null): meant is number =>
    meant !== null && isInRange(name, meant) && Math.abs(meant - other) <= ODD_SIDES[sideIn(name)!.name]
  const inches = Math.round(value * 2.54)
  const swapped = digitsSwapped(value, 100)
  const sideName = otherSideName(name)!
  if (near(inches)) return { name, code: 'looks-like-inch', with: sideName, suggestion: inches }
  if (near(swapped)) return { name, code: 'looks-swapped', with: sideName, suggestion: swapped }
  return { name, code: 'sides-differ', with: sideName, suggestion: null }
}

function otherSideName(name: string): string | null {
  const own = sideIn(name)
  return own && `${own.name}.${SIDES.find((side) => side !== own.side)!}`
}

const otherSide = (name: string, known: ReadonlyMap<string, number>): number | null =>
  known.get(otherSideName(name) ?? '') ?? null

/** The waist typed into the hip's field as well. */
function repeated(name: string, value: number, strange: number, { known }: Before): Doubt | null {
  if (strange < REPEATED || sideIn(name)) return null
  const other = [...known.keys()].find((one) => known.get(one) === value && !sideIn(one))
  return other === undefined ? null : { name, code: 'looks-repeated', with: other, suggestion: null }
}

/** In logarithms, where what is twice too much is as strange as what is half too little. */
function expectedOf(name: string, { known, surveys }: Before): { readonly value: number; readonly error: number } | null {
  const whole = wholeOf(name)!
  if (!surveys[0]!.names.includes(whole)) return null
  const others = surveyedIn(known, whole, surveys)
  if (others.size === 0) return null
  const { value, error } = predict(surveys, others, whole)
  return { value, error: (error / value) * (/Girth|Mass/.test(whole) ? OTHER_PEOPLE : 1) }
}

/** Standard errors between a value and what the others let expect; 0 when there are no others, or no survey of it. */
function strangeness(name: string, value: number, before: Before): number {
  for (const [least, most] of besideOf(wholeOf(name)!, before.known))
    if (value < least || value > most) return value < least ? -2 * UNLIKELY : 2 * UNLIKELY
  const expected = expectedOf(name, before)
  return expected ? logOf(value / 10 / expected.value) / expected.error : 0
}

const isLikely = (name: string, value: number, before: Before): boolean =>
  Math.abs(strangeness(name, value, before)) < LIKELY

/** The measurement it goes with least. */
function strangest(name: string, value: number, before: Before): string {
  const by = (other: string) =>
    Math.abs(strangeness(name, value, { ...before, known: new Map([[other, before.known.get(other)!]]) }))
  const others = [...before.known.keys()].filter((other) => wholeOf(other) !== wholeOf(name))
  return others.reduce((worst, other) => (by(other) > by(worst) ? other : worst))
}

/** 98 cm for 89 cm: the first two of the whole centimetres, or the last two, changed places. */
function digitsSwapped(value: number, unit: number): number | null {
  const whole = String(Math.floor(value / unit))
  const swapped = `${whole.slice(0, -2)}${whole.at(-1)}${whole.at(-2)}`
  return whole.length < 2 || swapped === whole || swapped.startsWith('0')
    ? null
    : Number(swapped) * unit + (value % unit)
}

/** Waist and hip, say, each typed into the other's field. */
function areExchanged(name: string, value: number, other: string, before: Before): boolean {
  const theirs = before.known.get(other)!
  const alike = EXCHANGED.find((group) => (group as readonly string[]).includes(name)) as readonly string[] | undefined
  if (!alike?.includes(other)) return false
  if (!isInRange(other, value) || !isInRange(name, theirs)) return false
  return Math.abs(strangeness(name, theirs, { ...before, known: new Map(before.known).set(other, value) })) < UNLIKELY
}

/** The legs follow from the rest well enough to be suggested, to the half centimetre; a girth or a height never is. */
function likely(name: string, before: Before): number | null {
  if (name !== 'insideLegHeight' || !(before.known.has('stature') || before.known.has('statedStature'))) return null
  const value = Math.round(expectedOf(name, before)!.value / 5) * 50
  return isInRange(name, value) ? value : null
}

function surveyedIn(known: ReadonlyMap<string, number>, except: Name, surveys: readonly Survey[]) {
  const found = new Map<SurveyedName, number>()
  for (const [name, value] of known) {
    const whole = wholeOf(name)
    if (whole && whole !== except && surveys[0]!.names.includes(whole)) found.set(whole, value / 10)
  }
  return found
}

/** From to, for each measurement known that says something of one no survey tells of. */
function besideOf(name: Name, known: ReadonlyMap<string, number>): (readonly [least: number, most: number])[] {
  return BESIDE.flatMap(([one, other, least, most]) => {
    const beside = name === one ? known.get(other) : name === other ? known.get(one) : undefined
    if (beside === undefined) return []
    return [name === one ? [beside * least, beside * most] : [beside / most, beside / least]] as const
  })
}
