import type { Piece, Point } from '../piece.ts'

/** The cloth a marker is laid on. Lengths mm. */
export interface Cloth {
  /** Usable width. */
  readonly width: number
  /** No piece may be turned. */
  readonly oneWay: boolean
  /** Of length lost in the first wash, per mille: pieces are laid larger by as much. */
  readonly shrinkage: { readonly warp: number; readonly weft: number }
  /** Between two pieces, mm. */
  readonly gap: number
}

/** Pieces laid on cloth: x along the cloth, y across it. */
export interface Marker {
  readonly width: number
  /** Of cloth that is used, mm. */
  readonly length: number
  /** Share of width x length that the pieces cover. */
  readonly used: number
  readonly placed: readonly Laid[]
}

export interface Laid {
  readonly piece: string
  readonly copy: 'L' | 'R' | null
  /** How many of the same piece and copy lie before it. */
  readonly index: number
  /** Cut line as it lies, mm. */
  readonly outline: readonly Point[]
  /** Degrees, clockwise as drawn: 0 or 180 with the grain along the cloth. */
  readonly turned: 0 | 180
}

/** Pieces of one material, each as often as it is cut. */
export type MarkerOf = (pieces: readonly Piece[], cloth: Cloth, quantity: number) => Marker
