import type { Span } from '../design/index.ts'
import { inUnit, lengthText, tenthsOf, type Language, type LengthUnit, type Say } from '../ground/index.ts'
import type { MeasuredRange } from '../template/types.ts'
import type { SheetKey } from './sheetWords.ts'

/** How this customer reads lengths. */
interface Reading {
  readonly language: Language
  readonly unit: LengthUnit
  readonly say: Say<SheetKey>
}

/** "86.5": one decimal, by locale, as it would be typed. */
export const plainNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1, useGrouping: false }).format(value)

/**
 * "at most 88 cm or 92 to 120 cm"; null where nothing within the range is ruled out. Beyond its range a measurement
 * counts as the range's end, so an end of the range is no limit.
 */
export function spansText(
  spans: readonly Span[],
  range: MeasuredRange,
  { language, unit, say }: Reading
): string | null {
  const length = (shown: number) => lengthText(tenthsOf(shown, unit), unit, language)
  const limits = spans.map((span) => {
    const [from, to] = shownEnds(span, range, unit)
    const isLimitedBelow = span.from > range.from
    if (span.to >= range.to) return isLimitedBelow ? say('atLeast', { from: length(from) }) : null
    if (!isLimitedBelow) return say('atMost', { to: length(to) })
    return say('fromTo', { from: plainNumber(from, language), to: length(to) })
  })
  const said = limits.filter((limit) => limit !== null)
  return said.length > 0 ? new Intl.ListFormat(language, { type: 'disjunction' }).format(said) : null
}

/** In the customer's unit, rounded inwards to one decimal: what is shown may be typed. */
function shownEnds({ from, to }: Span, { from: first, step = 1 }: MeasuredRange, unit: LengthUnit): [number, number] {
  // Rules read the nearest step, which may lie beyond the end.
  const last = first + Math.floor((to - first) / step) * step
  return [Math.ceil(inUnit(from, unit) * 10 - SLIP) / 10, Math.floor(inUnit(last, unit) * 10 + SLIP) / 10]
}

/** What a product of decimals may be off by. */
const SLIP = 1e-6
