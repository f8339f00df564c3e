import type { Span } from '../design/index.ts'
import { measurementLabel } from '../fit/index.ts'
import { inUnit, lengthText, tenthsOf, type Language, type LengthUnit, type Say } from '../ground/index.ts'
import type { MeasuredRange } from '../template/types.ts'
import type { SheetKey } from './sheetWords.ts'

/** What measurements are called here, and said how. */
interface Saying {
  readonly language: Language
  readonly unit: LengthUnit
  readonly say: Say<SheetKey>
}

/** "“Hip” and “Waist”": what is spoken of, never how much it is. */
export const measurementNames = (names: readonly string[], { language, say }: Omit<Saying, 'unit'>): string =>
  new Intl.ListFormat(language).format(
    names.map((name) => say('measurement', { name: measurementLabel(name, language) }))
  )

/** "86.5": one decimal, by locale, as it would be typed. */
export const plainNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1, useGrouping: false }).format(value)

/**
 * "at most 88 cm or 92 to 120 cm"; null where nothing within the range is ruled out. Beyond its range a measurement
 * counts as the range's end, so an end of the range is no limit.
 */
export function spansText(spans: readonly Span[], range: MeasuredRange, { language, unit, say }: Saying): string | null {
  const limits = spans.flatMap((span) => {
    const [from, to] = shownEnds(span, range, unit)
    const isOpen = { below: span.from <= range.from, above: span.to >= range.to }
    if (isOpen.below && isOpen.above) return [null]
    const length = (shown: number) => lengthText(tenthsOf(shown, unit), unit, language)
    if (isOpen.below) return [say('atMost', { to: length(to) })]
    if (isOpen.above) return [say('atLeast', { from: length(from) })]
    // Narrower than what is shown: nobody measures that.
    return from > to ? [] : [say('fromTo', { from: plainNumber(from, language), to: length(to) })]
  })
  if (limits.length === 0 || limits.includes(null)) return null
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(limits.filter((limit) => limit !== null))
}

/** In the customer's unit, rounded inwards to one decimal: what is shown may be typed. */
function shownEnds({ from, to }: Span, { from: first, step = 1 }: MeasuredRange, unit: LengthUnit): [number, number] {
  // Rules read the nearest step, which may lie beyond the end.
  const last = first + Math.floor((to - first) / step) * step
  return [Math.ceil(inUnit(from, unit) * 10 - SLIP) / 10, Math.floor(inUnit(last, unit) * 10 + SLIP) / 10]
}

/** What a product of decimals may be off by. */
const SLIP = 1e-6
