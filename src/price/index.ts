export { currencyCodes, differenceText, exponentOf, minorUnitsOf, moneyText } from './money.ts'
export {
  bookOf,
  extraDaysOf,
  isMet,
  promiseOf,
  quantityOf,
  quoteOf,
  QUOTE_DAYS,
  shareOf,
  surchargesOf,
  totalOf,
} from './quote.ts'
export { costsOf, MOST_DISCOUNTS, pieceBounds, type PieceBounds } from './bounds.ts'
export { addWorkingDays } from './workingDays.ts'
export type { Condition, LeadTimes, PriceBook, Priced, Quote, QuoteLine, Where } from './types.ts'
