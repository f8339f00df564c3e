export { FIT_COLOURS, type FitMapKind } from './colours.ts'
