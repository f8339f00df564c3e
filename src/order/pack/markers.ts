import type { Cloth, MarkerOf } from '../../pattern/marker.ts'
import type { Piece } from '../../pattern/index.ts'
import type { ChosenGoods, Goods } from '../../template/index.ts'
import type { LaidMaterial } from './types.ts'

/** Between two pieces, mm: a knife's way through a lay. */
const GAP = 3

/** Each material's pieces laid on its cloth, for the whole quantity. */
export const markersOf = (
  pieces: readonly Piece[],
  goods: readonly ChosenGoods[],
  quantity: number,
  markerOf: MarkerOf
): readonly LaidMaterial[] =>
  goods.flatMap(({ material, label, goods: of }) => {
    const own = pieces.filter((piece) => piece.material === material)
    if (own.length === 0) return []
    const cloth = clothOf(of)
    return [{ material, label, cloth, marker: markerOf(own, cloth, quantity) }]
  })

const clothOf = ({ width, oneWay, shrinkage }: Goods): Cloth => ({ width, oneWay, shrinkage, gap: GAP })
