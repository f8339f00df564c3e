/** What a page brings along after its first screen: nobody asks for reasons before something is blocked. */
export { rulesBehind } from '../reasons.ts'
