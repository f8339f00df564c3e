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
  type Change,
  type Decisions,
  type Design,
  type DesignSettings,
  type Explanation,
  type Possible,
} from './design/index.ts'
export { differenceText, moneyText, quoteOf, type Quote, type QuoteLine } from './price/index.ts'
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
