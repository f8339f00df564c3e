import type { Text } from '../ground/index.ts'
import type { GarmentMeasure } from './names.ts'

/** Where a value comes from; `error` is the standard error in tenths of a millimetre, 0 when taken. */
export interface Measured {
  /** ISO 8559-1 name in camelCase. */
  readonly name: string
  /** Tenths of a millimetre. */
  readonly value: number
  /**
   * `derived` stands in the size table (error 0) or was measured on a garment that fits; `estimated` is worked out from
   * what is known.
   */
  readonly source: 'taken' | 'derived' | 'estimated'
  readonly error: number
}

/**
 * Taken measurements: tenths of a millimetre by ISO 8559 name, in the order they were typed. What helps estimates lies
 * in the same record, a mass in tenths of a kilogram.
 */
export type Taken = Readonly<Record<string, number>>

/** One row of a size table; body measurements in tenths of a millimetre. */
export interface Size {
  readonly system: string
  readonly label: string
  readonly measurements: Readonly<Record<string, number>>
}

/** A question at the field: the value stays as typed until the customer decides. */
export interface Doubt {
  readonly name: string
  readonly code:
    | 'not-a-length'
    | 'out-of-range'
    | 'unlikely-together'
    | 'looks-like-inch'
    | 'looks-like-cm'
    | 'looks-like-pounds'
    /** Two digits of it. */
    | 'looks-swapped'
    /** It and `with`, each typed into the other's field. */
    | 'looks-exchanged'
    /** What was typed at `with` already. */
    | 'looks-repeated'
    /** Its left from its right. */
    | 'sides-differ'
  /** The other measurement it does not go with, if any. */
  readonly with: string | null
  /** A likely meaning, in the value's own tenths. */
  readonly suggestion: number | null
}

/** Whose survey estimates are taken from: asked openly, and nobody has to say; null is both, each counting half. */
export type SurveyName = 'men' | 'women'

/** Trousers that fit. */
export interface FittingGarment {
  /** Tenths of a millimetre; what was not measured is left out. */
  readonly values: Readonly<Partial<Record<GarmentMeasure, number>>>
  /** By how many percent its cloth gives across when pulled firmly: 0 for rigid cloth, 20 for comfort stretch. */
  readonly stretch: number
}

/** All that was said of a body. */
export interface BodyGiven {
  readonly measurements: Taken
  readonly size: { readonly system: string; readonly label: string } | null
  readonly sizes: readonly Size[]
  /** Trousers that fit: what follows from them wins over the size, and is won over by what was taken. */
  readonly garment?: FittingGarment | null
  /** Whose survey estimates come from; null is both. */
  readonly survey?: SurveyName | null
}

/** What knows bodies, as far as a design needs it: it holds the surveys, and a page brings it when it is wanted. */
export interface Bodies {
  bodyOf(given: BodyGiven): Measured[]
  doubtsOf(taken: Taken, survey?: SurveyName | null): Doubt[]
}

/** What a value may plausibly be, given what was typed before it. Same units as the value. */
export interface Range {
  readonly least: number
  readonly most: number
}

/** A size worked out from a body: a label, its neighbours, and why. */
export interface SizeLabel {
  /** One of `SIZE_SYSTEMS`, or the same with `-men` or `-women` where its tables differ. */
  readonly system: string
  readonly label: string
  readonly smaller: string | null
  readonly larger: string | null
  readonly because: Text
}
