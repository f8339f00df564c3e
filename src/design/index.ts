export { createDesign, openDesign, type DesignSettings, type PageSettings } from './design.ts'
export { createAnswers, type Answers, type PicksById } from './answers.ts'
export { codeOf, readCode, type OpenedCode } from './code.ts'
export { codeInLink, linkWithoutDesign, shareLink } from './link.ts'
export { choiceText, describe } from './describe.ts'
export { NOTE, textProblemOf, tidyText, type TextRules } from './text.ts'
export { isGarment, type KeyValue } from './keep.ts'
export type {
  Artwork,
  BodyConflict,
  Change,
  Decisions,
  Design,
  Explanation,
  FromPrice,
  Moved,
  Notice,
  Possible,
  Reason,
  SaidOfBody,
  Selection,
  Span,
  TextProblem,
} from './types.ts'
