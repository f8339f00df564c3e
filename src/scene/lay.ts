/** How a panel lies on the weave. */
export interface Lay {
  /**
   * 1 where the outer face shows the piece as drawn; -1 on its mirrored copy: the weave must not be mirrored with it.
   */
  readonly hand: 1 | -1
  /** A band much wider than tall is cut along the warp, as waistbands and straps are; others have the warp upright. */
  readonly across: boolean
}

/** From a piece's own frame to the weave's, mm. */
export const fabricAt = ({ hand, across }: Lay, x: number, y: number): readonly [number, number] =>
  across ? [y * hand, -x] : [x * hand, y]
