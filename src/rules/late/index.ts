/** What a page brings along after its first screen: nobody asks for reasons before something is blocked. */
export { countDesigns } from '../count.ts'
export { createExplaining } from '../explain.ts'
export { rulesBehind } from '../reasons.ts'
export { createRepairing } from '../repair.ts'
