export { fitProfileOf, type FitProfile } from './fitProfile.ts'
export { createFitSets, FIRST_SET, LONGEST_NAME, type FitSet, type FitSets } from './fitSets.ts'
export {
  createProfile,
  linesOf,
  profileFile,
  readProfileFile,
  releasedOf,
  take,
  type CarriedProfile,
  type ProfileSettings,
} from './profile/index.ts'
export { createGate, type GateSettings } from './gate.ts'
export { httpSink, type HttpSink, type HttpSinkSettings } from './sinks/index.ts'
export { callbackSink, pageSink } from './sinks/page.ts'
export { sourcesOf } from './sources/index.ts'
export { consentChannel, type Channel } from './tabs.ts'
export { createVisit, type Visit } from './visit.ts'
export { viaSuggestion, watchDesign, type Watch } from './watch.ts'
export { commerceEventOf, type CommerceEvent, type CommerceTool } from './commerce.ts'
export { isOfBody } from './ofBody.ts'
export { POLICY, policyHash } from './policy.ts'
export { DATA_MAP, PROBLEMS, REASONS, type Feature, type FieldKind, type GivenReason, type Problem } from './dataMap.ts'
export {
  afterWords,
  eventWords,
  featureWords,
  purposeWords,
  recipientWords,
  storedWords,
  untilWords,
  type Told,
} from './dataMapWords.ts'
export { envelopeWords, eventFieldWords, storedFieldWords, storedPartWords } from './fieldWords.ts'
export { checkReceipts, type Receipt } from './receipts.ts'
export { PURPOSES } from './types.ts'
export type {
  Answer,
  ConsentChange,
  ConsentSource,
  ConsentState,
  EventData,
  EventType,
  Gate,
  HostRecord,
  HostSaid,
  Left,
  Outlet,
  PreferenceEvent,
  Preferences,
  Purpose,
  Sink,
  Standing,
} from './types.ts'
export { PROFILE_FIELDS } from './profile/types.ts'
export type * from './profile/types.ts'
export { createSuggestions, fetchTable, type SuggestionTable, type TableSettings } from './suggest/index.ts'
export type { SuggestedBecause, Suggestion, Suggestions, TableAbout } from './suggest/types.ts'
