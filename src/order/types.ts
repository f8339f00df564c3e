import type { Quote } from '../price/types.ts'

/** The order spec, version 1. Lengths in tenths of a millimetre, money in whole minor units; strings and integers only. */
export interface OrderSpec {
  readonly order: PublicOrder
  /** Erasable. Null once erased. */
  readonly fit: FitPart | null
  readonly personal: PersonalPart | null
}

export interface PublicOrder {
  readonly spec: 'toile.order/1'
  readonly template: { readonly id: string; readonly version: string; readonly hash: string }
  readonly selection: Readonly<Record<string, string>>
  readonly picks: readonly string[]
  readonly quantity: number
  readonly quote: Omit<Quote, 'promise'>
  readonly promise: { readonly from: string; readonly to: string }
  readonly disclosures: readonly string[]
  readonly parts: { readonly fit: string; readonly personal: string }
  readonly id: string
}

export interface FitPart {
  readonly salt: string
  readonly measurements: readonly { readonly name: string; readonly value: number; readonly source: 'taken' | 'derived' | 'estimated'; readonly error: number }[]
  readonly size: { readonly system: string; readonly label: string } | null
  readonly draft: { readonly design: string; readonly version: string; readonly girths: Readonly<Record<string, number>> } | null
}

export interface PersonalPart {
  readonly salt: string
  readonly texts: Readonly<Record<string, string>>
  readonly artwork: readonly string[]
  readonly note: string
}

export interface Difference {
  /** JSON pointer into the spec. Never carries a measurement or a text: those values are shown as "(private)". */
  readonly path: string
  readonly expected: string
  readonly got: string
}
