/** The headless parts: everything about a design that needs no page. */
export {
  ToileError,
  digestOf,
  canonicalText,
  languageOf,
  LANGUAGES,
  type Language,
  type LengthUnit,
  type Text,
} from './ground/index.ts'
export { loadTemplate, readTemplate, type CompiledTemplate, type LoadedTemplate } from './template/index.ts'
export {
  choiceText,
  codeInLink,
  createDesign,
  shareLink,
  type Artwork,
  type BodyConflict,
  type Change,
  type Decisions,
  type Design,
  type DesignSettings,
  type Explanation,
  type FromPrice,
  type Possible,
  type Span,
} from './design/index.ts'
export {
  costsNear,
  costsOfPopularity,
  createCodes,
  createRanks,
  loadRules,
  type Answer,
  type Codes,
  type CompiledRules,
  type Picks,
  type Ranks,
  type Repair,
  type Rules,
} from './rules/index.ts'
export { openHardPart } from './rules/fallback/index.ts'
export { costsOf, differenceText, moneyText, quoteOf, type Quote, type QuoteLine } from './price/index.ts'
export {
  ASKED,
  bodyOf,
  doubtsOf,
  doubtText,
  howToTake,
  measurementLabel,
  typedLength,
  type Doubt,
  type Measured,
} from './fit/index.ts'
export {
  createOrderSpec,
  createSalts,
  postOrder,
  verifyOrder,
  type Difference,
  type OrderInput,
  type OrderOutcome,
  type OrderSpec,
} from './order/index.ts'
