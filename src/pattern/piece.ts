/**
 * Neutral pieces: what every writer, mesher and checker shares. Lengths are millimetres, `y` points down as pattern
 * cutters and FreeSewing draw; the outline is the seam line (no allowance).
 */
export type Point = readonly [x: number, y: number]

/**
 * A named stretch of the seam line. The edges of a piece follow each other, clockwise as drawn; each ends where the
 * next begins, the last where the first began.
 */
export interface Edge {
  readonly name: string
  readonly points: readonly Point[]
  /** Seam or hem allowance in mm, outwards. */
  readonly allowance: number
  /**
   * The allowance folds back along this edge (a hem), so its ends are cut as the mirror image of what they will lie on.
   */
  readonly folded?: boolean
}

export interface Notch {
  readonly at: Point
  readonly edge: string
  readonly kind: 'slit' | 'v'
}

/** A line on the piece that is not cut round: stitching, folds, where another piece is laid. */
export interface InnerLine {
  /**
   * Unique within the piece. What stands before a `/` is the name of the node that shows it in the preview:
   * `stitch.side`, `pocketStitch.wave/lower`.
   */
  readonly name: string
  readonly kind: 'stitch' | 'fold' | 'placement' | 'crease' | 'cut'
  readonly points: readonly Point[]
  readonly closed?: boolean
  /**
   * Stitch rows as signed distances from the line, mm: [2, 8] for a double row. Positive is to the right hand of the
   * line's direction as drawn, which is inwards for a line that runs along an edge.
   */
  readonly rows?: readonly number[]
  /** Only on this copy of a mirrored pair. */
  readonly copy?: 'L' | 'R'
}

/** A point on the piece where hardware or a bar tack goes. */
export interface Mark {
  readonly name: string
  readonly kind: 'button' | 'buttonhole' | 'rivet' | 'bartack' | 'drill' | 'text'
  readonly at: Point
  /** Degrees, clockwise from the x axis as drawn (y down). */
  readonly angle?: number
  /** Diameter, or length of a bar tack or buttonhole, or letter height, mm. */
  readonly size?: number
  /** Only on this copy of a mirrored pair. */
  readonly copy?: 'L' | 'R'
}

/** A piece that is sewn on to another (a patch pocket, a facing) is drawn where it lies on it, in the other's frame. */
export interface Piece {
  readonly name: string
  /** Which material of the template's list it is cut from: `cloth`, `pocketing`, `fusible`, ... */
  readonly material: string
  /**
   * Copies to cut in all; a mirrored pair is `cut: 2, mirrored: true`, whose copies are named `L` (as drawn, seen from
   * the face of the cloth, on the wearer's left) and `R`.
   */
  readonly cut: number
  readonly mirrored: boolean
  /** The edge that lies on a fold of the cloth, if any. */
  readonly onFold?: string
  readonly edges: readonly Edge[]
  readonly grain: readonly [Point, Point]
  readonly notches: readonly Notch[]
  readonly lines: readonly InnerLine[]
  readonly marks: readonly Mark[]
  /**
   * Of a piece that was laid flat from a curved form: how far lengths change, as shares of them, at the median and the
   * 95th percentile of its area; `seamed` is the latter with a seam along its middle, stated where the piece asks for
   * one (see `STRAIN_LIMIT`).
   */
  readonly strain?: { readonly p50: number; readonly p95: number; readonly seamed?: number }
}

/** `front.L/side`: an edge of a copy of a piece; a piece that is cut once has no copy. */
export interface SeamEdge {
  readonly piece: string
  readonly copy?: 'L' | 'R'
  readonly edge: string
  /** Walked from its last point to its first, when the seam is sewn from the end named first. */
  readonly reversed?: boolean
}

/** Edges that are sewn to each other, each side in sewing order from the same end. */
export interface Seam {
  readonly name: string
  readonly a: readonly SeamEdge[]
  readonly b: readonly SeamEdge[]
  /** Length of a minus length of b that the design intends, mm; and how far off it may be. */
  readonly ease: number
  readonly tolerance: number
}

export interface SeamCheck {
  readonly seam: string
  readonly a: number
  readonly b: number
  readonly ok: boolean
}

export interface Draft {
  readonly design: string
  readonly version: string
  readonly pieces: readonly Piece[]
  readonly seams: readonly Seam[]
  /** Finished girths in tenths of a millimetre: { waist, hip, hem, ... }. */
  readonly girths: Readonly<Record<string, number>>
  readonly checks: readonly SeamCheck[]
}

/**
 * What a product's drafting module implements, as its default export. Pure: same input, same draft.
 *
 * @throws {ToileError} `draft/missing-measurement`, `draft/refused` when the body cannot be drafted or a check fails;
 * the message names the seam or the measurement, never its value.
 */
export interface Drafting {
  readonly design: string
  readonly version: string
  /** ISO 8559 names it must be given, after estimates. */
  readonly needs: readonly string[]
  /** Measurements in tenths of a millimetre by ISO 8559 name; the complete selection by option id. */
  draft(input: {
    readonly measurements: Readonly<Record<string, number>>
    readonly selection: Readonly<Record<string, string>>
  }): Draft
}
