export { createSuggestions } from './suggestions.ts'
export { fetchTable, type TableSettings } from './table.ts'
export { type KeySet } from './signature.ts'
export { charOf, fitMargins, logOddsAt, pairsLength, pivotOf } from './associations.ts'
export {
  FEWEST_ORDERS,
  FORMAT,
  readTable,
  type CountedOption,
  type DpPrivacy,
  type LedgerLine,
  type SuggestionTable,
  type ThresholdPrivacy,
} from './format.ts'
export { openTable, type Scorer } from './score.ts'
export type { SuggestedBecause, Suggestion, Suggestions, TableAbout } from './types.ts'
