export { openRules, type Helpers, type Late } from './load.ts'
export { allHelpers, loadRules } from './whole.ts'
export { rulesBehind } from './reasons.ts'
export { offsetsOf } from './oracle.ts'
export { costsNear, costsOfPopularity } from './costs.ts'
export { createRanks, type Ranks } from './ranks.ts'
export { createCodes, type Codes } from './codes.ts'
export type { CompiledRules } from './compiled.ts'
export type {
  Answer,
  ChoiceState,
  CompileReport,
  Conflict,
  Constraint,
  HardPart,
  OpenHardPart,
  Picks,
  Repair,
  RuleOption,
  RuleProblem,
  Rules,
} from './types.ts'
