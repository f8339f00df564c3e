export { fitProfileOf, type FitProfile } from './fitProfile.ts'
export { createFitSets, FIRST_SET, keepFitSets, LONGEST_NAME, type FitSet, type FitSets } from './fitSets.ts'
export { createGate, type GateSettings } from './gate.ts'
export { callbackSink, domSink } from './sinks.ts'
export { watchDesign, type Watch } from './watch.ts'
export { POLICY, policyHash } from './policy.ts'
export { DATA_MAP, PROBLEMS, REASONS, type Feature, type FieldKind, type GivenReason, type Problem } from './dataMap.ts'
export type { Receipt } from './receipts.ts'
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
export type * from './profile/types.ts'
export type { SuggestedBecause, Suggestion, Suggestions, TableAbout } from './suggest/types.ts'
