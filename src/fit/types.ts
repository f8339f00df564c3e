/** Where a value comes from; `error` is the standard error in tenths of a millimetre, 0 when taken. */
export interface Measured {
  /** ISO 8559-1 name in camelCase. */
  readonly name: string
  /** Tenths of a millimetre. */
  readonly value: number
  readonly source: 'taken' | 'derived' | 'estimated'
  readonly error: number
}

/** A question at the field: the value stays as typed until the customer decides. */
export interface Doubt {
  readonly name: string
  readonly code: 'not-a-length' | 'out-of-range' | 'unlikely-together' | 'looks-like-inch' | 'looks-swapped'
  /** The other measurement it does not go with, if any. */
  readonly with: string | null
  /** A likely meaning, tenths of a millimetre. */
  readonly suggestion: number | null
}
