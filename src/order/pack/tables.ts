import { cutArea } from '../bill.ts'
import { csvOf } from './csv.ts'
import type { ProductionPack } from './types.ts'

/** Tenths of a millimetre as millimetres. */
const mm = (tenths: number): number => tenths / 10

/** The measurement chart; mm. */
export const chartCsv = ({ chart }: ProductionPack): string =>
  csvOf(
    ['name', 'en', 'de', 'finished_mm', 'body_mm', 'ease_mm', 'tolerance_mm'],
    chart.map(({ name, label, finished, body, tolerance }) => [
      name,
      label.en,
      label.de,
      mm(finished),
      body === null ? null : mm(body),
      body === null ? null : mm(finished - body),
      mm(tolerance),
    ])
  )

/** The body as the workroom knows it; mm. */
export const bodyCsv = ({ measurements }: ProductionPack): string =>
  csvOf(
    ['name', 'value_mm', 'source', 'error_mm'],
    measurements.map(({ name, value, source, error }) => [name, mm(value), source, mm(error)])
  )

/** Amounts for the whole order, waste included. */
export const billCsv = ({ bill }: ProductionPack): string =>
  csvOf(
    ['id', 'en', 'de', 'amount', 'unit', 'waste_percent'],
    bill.map(({ id, label, amount, unit, waste }) => [id, label.en, label.de, amount / 1000, unit, waste / 10])
  )

/** In sewing order. */
export const stitchesCsv = ({ stitches }: ProductionPack): string =>
  csvOf(
    ['step', 'en', 'de', 'on', 'line', 'iso_4915', 'rows', 'stitches_per_cm', 'length_mm', 'thread_m'],
    stitches.map(({ label, piece, line, type, rows, stitches: perCm, length, thread }, at) => [
      at + 1,
      label.en,
      label.de,
      piece,
      line,
      type,
      rows,
      perCm,
      mm(length),
      thread,
    ])
  )

/** What is cut, of one garment. */
export const piecesCsv = ({ draft }: ProductionPack): string =>
  csvOf(
    ['piece', 'material', 'cut', 'mirrored', 'on_fold', 'area_cm2', 'strain_p95_percent'],
    draft.pieces.map((piece) => [
      piece.name,
      piece.material,
      piece.cut,
      piece.mirrored ? 'yes' : 'no',
      piece.onFold ?? '',
      Math.round(cutArea(piece) / 10) / 10,
      piece.strain ? Math.round(piece.strain.p95 * 1000) / 10 : null,
    ])
  )

/** Elastic, tape and the like: cut to length. */
export const stripsCsv = ({ strips }: ProductionPack): string =>
  csvOf(
    ['piece', 'en', 'de', 'count', 'length_mm', 'width_mm'],
    strips.map(({ piece, label, count, length, width }) => [piece, label.en, label.de, count, mm(length), mm(width)])
  )
