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
/** A cloth that does not give is longer by this share before its thread breaks or its seam slips. */
const FIRM = 0.03

/** Where the scale of a map ends: the share of its length that the chosen cloth gives, or mm. */
export function scaleEnd(kind: MapKind, design: Design): number {
  if (kind === 'stand') return LOOSE_MM
  // Linings lie loose behind what was chosen.
  const chosen = goodsOf(design.template, design.selection()).filter(({ choice }) => choice !== null)
  const gives = chosen.map(({ goods: { stretch } }) => Math.max(stretch.across, stretch.along) / 100)
  return Math.max(FIRM, ...gives)
}
