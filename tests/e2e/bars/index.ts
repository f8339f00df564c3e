import { ADAPTERS } from './adapters.ts'
import { GRANTING } from './granting.ts'
import type { Proof } from './room.ts'
import { UNASKED } from './unasked.ts'

/** The eight bars: what a privacy officer asks of this page, each proved in a real browser. */
export const PROOFS: readonly Proof[] = [...UNASKED, ...ADAPTERS, ...GRANTING]
export type { Proof, Room } from './room.ts'
