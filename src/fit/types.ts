/** Where a value comes from; `error` is the standard error in tenths of a millimetre, 0 when taken. */
export interface Measured {
  /** ISO 8559-1 name in camelCase. */
  readonly name: string
  /** Tenths of a millimetre. */
  readonly value: number
  /** `derived` stands in the size table; `estimated` is worked out from what is known. */
  readonly source: 'taken' | 'derived' | 'estimated'
  readonly error: number
}

/** Taken measurements: tenths of a millimetre by ISO 8559 name, in the order they were typed. */
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
    /** Two digits of it. */
    | 'looks-swapped'
    /** It and `with`, each typed into the other's field. */
    | 'looks-exchanged'
  /** The other measurement it does not go with, if any. */
  readonly with: string | null
  /** A likely meaning, tenths of a millimetre. */
  readonly suggestion: number | null
}
