export { openFrame, type FrameOptions, type OpenFrame } from './inside.ts'
export { connectFrame, type ConnectedFrame } from './outside.ts'
export type { FrameMethods, Ignored } from './messages.ts'
