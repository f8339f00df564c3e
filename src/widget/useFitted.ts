import { useSyncExternalStore } from 'react'
import type { MapKind } from './fitMap.ts'
import { useFitting } from './fitting.ts'
import { ownGarmentOf, type OwnGarmentState } from './ownGarment.ts'

export interface FittedUse extends OwnGarmentState {
  setMap(map: MapKind | null): void
}

/** The garment on the customer's own measurements, as the stage shows it: how far it is, and how it sits. */
export function useFitted(): FittedUse {
  const own = ownGarmentOf(useFitting().design)
  return { ...useSyncExternalStore(own.subscribe, own.state), setMap: own.setMap }
}
