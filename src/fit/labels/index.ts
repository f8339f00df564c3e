export { labelsFor, pictogramOf } from './labels.ts'
