import type { Text } from '../ground/index.ts'

/** All chosen: option id to the choices that satisfy it. Every entry must hold. */
export type Condition = Readonly<Record<string, readonly string[]>>

/**
 * Where a condition shows in the rules: it holds exactly when the option (by index, maybe a hidden one) has one of the
 * values. Missing where the rules could not hold it: bounds of prices are then not reached.
 */
export type Where = readonly [option: number, values: readonly number[]]

/** Prices of one template in one currency. Amounts are whole minor units (ISO 4217). */
export interface PriceBook {
  readonly id: string
  readonly currency: string
  readonly taxMode: 'included' | 'excluded'
  /** Basis points: 1900 is 19 %. */
  readonly taxRate: number
  readonly base: { readonly label: Text; readonly amount: number }
  /**
   * Option id, then choice id, to the surcharge; negative saves. Every choice is listed: one that costs nothing says 0,
   * so a gap is a mistake.
   */
  readonly choices: Readonly<Record<string, Readonly<Record<string, number>>>>
  /**
   * Extra amounts for combinations. Each applies when any of its conditions holds. Several with one code never apply
   * together: they are the rows of a table.
   */
  readonly extras: readonly {
    readonly code: string
    readonly label: Text
    readonly when: readonly Condition[]
    readonly amount: number
    readonly at?: Where | undefined
  }[]
  /**
   * Percentages off (basis points of the sum of the lines before it), in order; rounded half to even, once per line.
   */
  readonly discounts: readonly {
    readonly code: string
    readonly label: Text
    readonly when: readonly Condition[]
    readonly basisPoints: number
    readonly because: Text
    readonly at?: Where | undefined
  }[]
}

export interface LeadTimes {
  /** Working days from the order's day to dispatch, earliest and latest. */
  readonly days: readonly [earliest: number, latest: number]
  /** Further working days, each when any of its conditions holds; they add up. */
  readonly extra: readonly { readonly when: readonly Condition[]; readonly days: number; readonly label: Text }[]
  /** Days the workroom rests, besides Saturday and Sunday. */
  readonly holidays: readonly string[]
}

export interface QuoteLine {
  readonly code: string
  readonly label: string
  readonly amount: number
}

/** Dates are calendar days in the shop's time zone. */
export interface Quote {
  readonly currency: string
  readonly priceBook: string
  readonly taxMode: 'included' | 'excluded'
  readonly day: string
  readonly validUntil: string
  readonly lines: readonly QuoteLine[]
  readonly total: number
  readonly promise: { readonly from: string; readonly to: string }
}

/** What pricing reads of a template; a compiled template is one. */
export interface Priced {
  readonly options: readonly {
    readonly id: string
    readonly label: Text
    readonly choices: readonly { readonly id: string; readonly label: Text }[]
  }[]
  readonly books: readonly PriceBook[]
  readonly lead: LeadTimes
  readonly roles: { readonly quantity?: string }
}
