export { openHardPart, type HardPartOptions } from './hardPart.ts'
export { settled } from './settled.ts'
export type { Port } from './service.ts'
export { tellHard } from '../telling.ts'
