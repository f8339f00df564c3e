export { loadRules, offsetsOf } from './load.ts'
export type { CompiledRules } from './compiled.ts'
export type {
  ChoiceState,
  CompileReport,
  Conflict,
  Constraint,
  Picks,
  Repair,
  RuleOption,
  RuleProblem,
  Rules,
} from './types.ts'
