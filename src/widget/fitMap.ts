import type { Design } from '../design/index.ts'
import type { FittedPicture } from '../scene/types.ts'
import { goodsOf } from '../template/index.ts'

/** Where the cloth is strained; how far it stands off the body. */
export type MapKind = NonNullable<FittedPicture['map']>['kind']

/**
 * From 0 to the end of a map's scale, in steps of the same width. Lightness runs one way and the hues lie between
 * yellow and blue or yellow and purple, so that the steps are told apart with any colour vision, and in grey.
 */
export const FIT_COLOURS: Readonly<Record<MapKind, readonly string[]>> = {
  strain: ['#f5efdc', '#f3cd84', '#e39350', '#b8504f', '#6c2350'],
  stand: ['#27336b', '#3a6a9b', '#63a1ad', '#abd0b6', '#f0f0cd'],
}

/** mm of ease round which a garment is no longer told from a looser one. */
const LOOSE_MM = 40
/**
 * The share of its length that a cloth must give for a map of its strain: what a quick drape leaves uneven is of the
 * size that firm cloth could be strained by at all, and would be taken for it.
 */
const LIVELY = 0.1

/** Which maps can be shown of a garment in the chosen cloth. */
export const mapsOf = (design: Design): readonly MapKind[] =>
  givesOf(design) >= LIVELY ? ['stand', 'strain'] : ['stand']

/** Where the scale of a map ends: the share of its length that the chosen cloth gives, or mm. */
export const scaleEnd = (kind: MapKind, design: Design): number => (kind === 'stand' ? LOOSE_MM : givesOf(design))

function givesOf(design: Design): number {
  // Linings lie loose behind what was chosen.
  const chosen = goodsOf(design.template, design.selection()).filter(({ choice }) => choice !== null)
  return Math.max(0, ...chosen.map(({ goods: { stretch } }) => Math.max(stretch.across, stretch.along) / 100))
}
