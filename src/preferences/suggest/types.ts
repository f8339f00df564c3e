import type { Design } from '../../design/index.ts'
import type { SuggestionTable } from './format.ts'

/** One choice that often goes with what is chosen already; always possible, never a lasting yes. */
export interface Suggestion {
  readonly option: string
  readonly choice: string
  readonly because: SuggestedBecause
}

/** The reason in numbers. */
export type SuggestedBecause =
  /** "together in 3 of 4 orders with a walnut top" */
  | { readonly kind: 'orders'; readonly option: string; readonly choice: string; readonly times: number; readonly of: number }
  /** "in 2 of 3 orders" */
  | { readonly kind: 'all orders'; readonly times: number; readonly of: number }
  /** "you chose it 3 times before" */
  | { readonly kind: 'own'; readonly times: number }

/** What is suggested on this page: scored here, from the shop's table of counts and what this device was let learn. */
export interface Suggestions {
  /** At most three for the options of one step that the customer has not decided. The same list until something changes. */
  readonly suggest: (design: Design, options: readonly string[]) => readonly Suggestion[]
  /** Out of sight for good: for this visit, and longer where the profile is kept. */
  dismiss(suggestion: Suggestion): void
  /** The shop's table has come; null: there is none, or none that can be trusted. */
  use(table: SuggestionTable | null): void
  subscribe(listener: () => void): () => void
  /** What the table says of itself, for the panel; null without one. */
  readonly about: () => TableAbout | null
}

/** How a table of counts protects the people in it. */
export interface TableAbout {
  readonly orders: number
  /** Day, ISO 8601. */
  readonly made: string
  readonly privacy:
    | { readonly kind: 'threshold'; readonly least: number }
    | { readonly kind: 'dp'; readonly epsilon: number; readonly delta: number; readonly unit: 'payer' | 'order' }
}
