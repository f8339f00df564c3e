import type { InferOutput } from 'valibot'
import type { orderSpec } from './schema.ts'

/**
 * The order spec, version 1. Lengths in tenths of a millimetre, money in whole minor units; strings and integers only.
 */
export type OrderSpec = DeepReadonly<InferOutput<typeof orderSpec>>

/** No body and no words of the customer. */
export type PublicOrder = OrderSpec['order']

/** Erasable. */
export type FitPart = NonNullable<OrderSpec['fit']>

/** Erasable. */
export type PersonalPart = NonNullable<OrderSpec['personal']>

export interface Difference {
  /** JSON pointer into the spec. */
  readonly path: string
  /** Never a measurement or a text: those are shown as "(private)". */
  readonly expected: string
  readonly got: string
}

type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T
