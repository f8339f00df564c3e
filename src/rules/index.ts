export { loadRules } from './load.ts'
export { offsetsOf } from './oracle.ts'
export type { CompiledRules } from './compiled.ts'
export type {
  ChoiceState,
  CompileReport,
  Conflict,
  Constraint,
  OpenHardPart,
  Picks,
  Repair,
  RuleOption,
  RuleProblem,
  Rules,
} from './types.ts'
