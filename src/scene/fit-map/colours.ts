import type { FittedMap } from '../types.ts'

export type FitMapKind = FittedMap['kind']

/**
 * From 0 to the end of a map's scale, in steps of the same width. Lightness runs one way and the hues lie between
 * yellow and blue or yellow and purple, so that the steps are told apart with any colour vision, and in grey.
 */
export const FIT_COLOURS: Readonly<Record<FitMapKind, readonly string[]>> = {
  strain: ['#f5efdc', '#f3cd84', '#e39350', '#b8504f', '#6c2350'],
  stand: ['#27336b', '#3a6a9b', '#63a1ad', '#abd0b6', '#f0f0cd'],
}
