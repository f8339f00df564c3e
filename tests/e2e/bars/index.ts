import { ADAPTERS } from './adapters.ts'
import { GRANTING } from './granting.ts'
import { LEAVING } from './leaving.ts'
import { NETWORK } from './network.ts'
import type { Proof } from './room.ts'
import { TABS } from './tabs.ts'
import { UNASKED } from './unasked.ts'
import { WALK } from './walk.ts'

/** The eight bars: what a privacy officer asks of this page, each proved in a real browser. */
export const PROOFS: readonly Proof[] = [...UNASKED, ...ADAPTERS, ...GRANTING, ...NETWORK, ...LEAVING, ...TABS, ...WALK]
export type { Proof, Room } from './room.ts'
