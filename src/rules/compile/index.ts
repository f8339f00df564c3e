export { compileRules, type CompileLimits, type CompileOptions } from './compile.ts'
