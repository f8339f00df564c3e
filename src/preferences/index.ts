export { fitProfileOf, type FitProfile } from './fitProfile.ts'
export { createFitSets, FIRST_SET, keepFitSets, LONGEST_NAME, type FitSet, type FitSets } from './fitSets.ts'
export { createGate, type GateSettings } from './gate.ts'
export { callbackSink, domSink } from './sinks.ts'
export { watchDesign, type Watch } from './watch.ts'
export { POLICY, policyHash } from './policy.ts'
export {
  EVENT_TYPES,
  PURPOSES,
  type ConsentState,
  type EventData,
  type EventType,
  type Gate,
  type PreferenceEvent,
  type Purpose,
  type Sink,
} from './types.ts'
