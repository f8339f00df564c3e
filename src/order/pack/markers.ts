import { ToileError, type Text } from '../../ground/index.ts'
import type { Cloth, MarkerOf } from '../../pattern/marker/types.ts'
import type { Piece } from '../../pattern/index.ts'
import type { ChosenGoods, Goods } from '../../template/index.ts'
import type { LaidMaterial } from './types.ts'

/** Between two pieces, mm: a knife's way through a lay. */
const GAP = 3

/** Each material's pieces laid on its cloth, for the whole quantity; and the cloths that are too narrow for theirs. */
export function markersOf(
  pieces: readonly Piece[],
  goods: readonly ChosenGoods[],
  quantity: number,
  markerOf: MarkerOf
): { readonly markers: readonly LaidMaterial[]; readonly unlaid: readonly Text[] } {
  const markers: LaidMaterial[] = []
  const unlaid: Text[] = []
  for (const { material, label, goods: of } of goods) {
    const own = pieces.filter((piece) => piece.material === material)
    if (own.length === 0) continue
    const cloth = clothOf(of)
    try {
      markers.push({ material, label, cloth, marker: markerOf(own, cloth, quantity) })
    } catch (error) {
      if (!(error instanceof ToileError) || error.code !== 'marker/too-wide') throw error
      unlaid.push(label)
    }
  }
  return { markers, unlaid }
}

const clothOf = ({ width, oneWay, shrinkage }: Goods): Cloth => ({ width, oneWay, shrinkage, gap: GAP })
