import type { Measured } from '../../fit/types.ts'
import type { Text } from '../../ground/index.ts'
import type { Marker } from '../../pattern/marker.ts'
import type { Draft } from '../../pattern/piece.ts'
import type { Care } from '../../template/types.ts'
import type { BillLine } from '../bill.ts'

/** Everything a workroom needs to cut and sew an order. Lengths in tenths of a millimetre unless said. */
export interface ProductionPack {
  readonly number: string
  readonly id: string
  readonly template: { readonly id: string; readonly version: string; readonly name: Text }
  readonly quantity: number
  /** What was chosen, in the designer's words. */
  readonly choices: readonly { readonly option: Text; readonly choice: Text; readonly code: string | null }[]
  /** Drafted for a middle size: ask before cutting. */
  readonly bodyOpen: boolean
  readonly draft: Draft
  readonly measurements: readonly Measured[]
  readonly chart: readonly ChartRow[]
  readonly bill: readonly BillLine[]
  readonly stitches: readonly StitchStep[]
  readonly markers: readonly { readonly material: string; readonly label: Text; readonly marker: Marker }[]
  readonly labels: { readonly size: readonly string[]; readonly fibres: readonly FibreLine[]; readonly care: Care | null }
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

/** One row of stitching, in sewing order. */
export interface StitchStep {
  readonly piece: string
  readonly line: string
  readonly label: Text
  /** ISO 4915: `301` lockstitch, `401` chainstitch, `504` overedge, `514`. */
  readonly type: string
  readonly rows: number
  /** Per cm. */
  readonly stitches: number
  /** Of one garment. */
  readonly length: number
  /** Thread it takes, metres. */
  readonly thread: number
}

/** "Shell: 98 % cotton, 2 % elastane". */
export interface FibreLine {
  readonly part: Text
  readonly fibres: readonly { readonly fibre: Text; readonly percent: number }[]
}
