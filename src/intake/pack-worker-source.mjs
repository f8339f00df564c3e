/** Starts the packing thread where the shop runs from its sources: a thread begins without what reads TypeScript. */
import { register } from 'tsx/esm/api'

register()
await import('./pack-worker.ts')
