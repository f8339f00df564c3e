import type { Measured, SizeLabel } from '../../fit/types.ts'
import type { Text } from '../../ground/index.ts'
import type { Cloth, Marker } from '../../pattern/marker/types.ts'
import type { Draft } from '../../pattern/piece.ts'
import type { Care, ChosenGoods } from '../../template/index.ts'
import type { BillLine } from '../bill.ts'
import type { StitchStep } from '../stitching.ts'

export type { StitchStep }

/** Everything a workroom needs to cut and sew an order. Lengths in tenths of a millimetre unless said. */
export interface ProductionPack {
  readonly number: string
  readonly id: string
  /** ISO 8601, UTC. */
  readonly placedAt: string
  readonly template: { readonly id: string; readonly version: string; readonly name: Text }
  readonly quantity: number
  /** What was chosen, in the designer's words. */
  readonly choices: readonly { readonly option: Text; readonly choice: Text; readonly code: string | null }[]
  /** Drafted for a middle size: ask before cutting. */
  readonly bodyOpen: boolean
  readonly draft: Draft
  /** What the workroom calls each piece, by its name in the draft. */
  readonly names: Readonly<Record<string, Text>>
  readonly measurements: readonly Measured[]
  readonly chart: readonly ChartRow[]
  /** What each material of the pieces is cut from. */
  readonly goods: readonly ChosenGoods[]
  readonly bill: readonly BillLine[]
  /** What is cut off a roll by its length, such as elastic and tape. */
  readonly strips: readonly Strip[]
  readonly stitches: readonly StitchStep[]
  readonly markers: readonly LaidMaterial[]
  /** Shoes: what each foot is lasted with and cut from; empty of a garment. */
  readonly feet: readonly Foot[]
  readonly labels: Labels
  /** What a cutter should look at before cutting, in words. */
  readonly notes: readonly Text[]
}

/** A finished girth or length beside the body it is for. */
export interface ChartRow {
  readonly name: string
  readonly label: Text
  readonly finished: number
  /** Null where no measurement answers to it. */
  readonly body: number | null
  /** What the finished garment may be off by. */
  readonly tolerance: number
}

/** One material of the pieces on its cloth. */
export interface LaidMaterial {
  readonly material: string
  readonly label: Text
  readonly cloth: Cloth
  /** For the whole quantity. */
  readonly marker: Marker
}

/** A strip that is cut to its length and no shape. */
export interface Strip {
  readonly piece: string
  readonly material: string
  readonly label: Text
  /** Of one, ends included. */
  readonly length: number
  readonly width: number
  /** In one garment. */
  readonly count: number
}

/** One shoe of a pair. */
export interface Foot {
  readonly side: 'left' | 'right'
  /** Of the last it is made on. */
  readonly last: readonly { readonly name: string; readonly label: Text; readonly value: number }[]
  readonly pieces: readonly {
    readonly name: string
    readonly material: string
    /** The pair's other half is its mirror image. */
    readonly mirrored: boolean
    /** Share of length by which lasting stretches it, 95th percentile; null of a piece that lay flat. */
    readonly strain: number | null
  }[]
}

export interface Labels {
  readonly size: readonly SizeLabel[]
  /** In the order of the label: Regulation (EU) 1007/2011; of shoes Directive 94/11/EC, by shares of their surface. */
  readonly fibres: readonly FibreLine[]
  /** What the law wants said besides. */
  readonly besides: readonly Text[]
  /** ISO 3758, the mildest of all materials; null of what is not washed as a whole. */
  readonly care: Care | null
}

/** "Shell: 98 % cotton, 2 % elastane". */
export interface FibreLine {
  readonly part: Text
  readonly fibres: readonly { readonly fibre: Text; readonly percent: number }[]
}
