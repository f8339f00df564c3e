export { compileRules, type CompileLimits, type CompileOptions } from './compile.ts'
export { createSolver, type Solver } from '../solver.ts'
