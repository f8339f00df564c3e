/**
 * A sewn shape: what the drape makes of a draft, what a shape file (GLB) holds, and what the scene dresses. Positions
 * are metres, y up, the floor at 0, the front towards +z, the wearer's left towards +x. Pattern coordinates are
 * millimetres in the frame of the piece (y down), so whatever is drawn on the pattern is found on the cloth.
 */
export interface SewnShape {
  /** xyz per vertex. */
  readonly positions: Float32Array
  /** Pattern x, y in mm per vertex. */
  readonly pattern: Float32Array
  /** Index into `panels` per vertex. */
  readonly panel: Uint8Array
  readonly triangles: Uint32Array
  /** Sewn points share a class: per vertex the lowest vertex index it is sewn to (itself where it is not). */
  readonly weld: Uint32Array
  /** Ambient occlusion, 0 dark to 255 open, per vertex; null when not baked. */
  readonly occlusion: Uint8Array | null
  /**
   * What sitting and walking do to the cloth, per vertex: 128 nothing, up to 255 a ridge that is rubbed, down to 0 a
   * hollow that keeps its dye; null when not baked.
   */
  readonly worn?: Uint8Array | null
  readonly panels: readonly Panel[]
  readonly placements: readonly Placement[]
  /** Heights in metres: where the inside leg is scaled between when the length changes, and so on. */
  readonly heights: Readonly<Record<string, number>>
}

/** One copy of a piece. A mirrored copy (`R`) keeps the pattern coordinates of the piece as drawn. */
export interface Panel {
  readonly name: string
  readonly piece: string
  readonly copy: 'L' | 'R' | null
}

/**
 * Something that sits on the cloth, placed in pattern mm on a panel. `node` is its node's name in the shape file: a
 * choice's look shows and hides it by that name. Several placements may share a node (left and right).
 */
export type Placement = { readonly node: string; readonly panel: string } &
  /**
   * Rows of stitches beside the line; `rows` are signed distances from it in mm; `pitch` mm per stitch; a chain stitch
   * shows its loops.
   */
  (
    | {
        readonly kind: 'stitch'
        readonly points: readonly Pair[]
        readonly rows: readonly number[]
        readonly pitch: number
        readonly chain?: boolean
      }
    /**
     * A raised, worn band along the line (felled seam, hem, fly edge): from `from` to `to` mm beside it, `height` mm
     * thick.
     */
    | {
        readonly kind: 'band'
        readonly points: readonly Pair[]
        readonly from: number
        readonly to: number
        readonly height: number
      }
    /** A tape folded round an edge where the cloth ends: `width` mm of it on each face, `height` mm thick. */
    | { readonly kind: 'binding'; readonly points: readonly Pair[]; readonly width: number; readonly height: number }
    /** A closed piece of material laid on (patch pocket, label); `material` is `cloth`, `label`, ... */
    | { readonly kind: 'patch'; readonly points: readonly Pair[]; readonly height: number; readonly material: string }
    /** A closed area of the inside seen through an opening (pocket mouth, the facing behind a scoop). */
    | { readonly kind: 'opening'; readonly points: readonly Pair[] }
    /** A strip standing off the cloth between two points, possibly on two panels (belt loop). */
    | {
        readonly kind: 'strip'
        readonly points: readonly Pair[]
        readonly toPanel?: string
        readonly width: number
        readonly height: number
      }
    | { readonly kind: 'bartack'; readonly at: Pair; readonly angle: number; readonly size: number }
    | {
        readonly kind: 'button' | 'rivet' | 'buttonhole'
        readonly at: Pair
        readonly angle: number
        readonly size: number
      }
    /** Embroidered text, centred at `at`, letters `size` mm high. */
    | {
        readonly kind: 'text'
        readonly at: Pair
        readonly angle: number
        readonly size: number
        readonly option: string
      }
  )

export type Pair = readonly [x: number, y: number]
