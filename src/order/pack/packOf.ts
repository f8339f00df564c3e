import { labelsFor } from '../../fit/index.ts'
import type { Text } from '../../ground/index.ts'
import { areaOf, cutLineOf, type Draft, type Piece } from '../../pattern/index.ts'
import type { MarkerOf } from '../../pattern/marker/types.ts'
import { goodsOf, type CompiledTemplate } from '../../template/index.ts'
import { lengthAlongGrain } from '../bill.ts'
import { stitchesOf } from '../stitching.ts'
import { bodyOfFit } from '../verify.ts'
import type { KeptOrder } from '../views.ts'
import { chartOf } from './chart.ts'
import { feetOf } from './feet.ts'
import { labelsOf } from './labels.ts'
import { markersOf } from './markers.ts'
import { namesOf } from './names.ts'
import { notesOf } from './notes.ts'
import type { ProductionPack, Strip } from './types.ts'

/**
 * All that the workroom cuts and sews an order by, from the pieces that were stored and signed with it. Cloth,
 * stitches and labels are those of the template as it is given; a note says so where it is not the one ordered from.
 *
 * @param markerOf lays the markers, which takes seconds; null leaves them out
 * @returns null when there are no pieces: the product is not drafted, or the body was erased.
 */
export function packOf(
  kept: KeptOrder,
  template: CompiledTemplate,
  markerOf: MarkerOf | null
): ProductionPack | null {
  const { spec, pieces: draft, bodyOpen } = kept
  const { order, fit } = spec
  if (!draft || !fit) return null
  const { selection, quantity } = order
  const goods = goodsOf(template, selection)
  const measurements = bodyOfFit(fit)
  const stitches = stitchesOf(template, selection, draft)
  const chart = chartOf(template, draft, measurements)
  const names = namesOf(template, draft)
  const { markers, unlaid } = markerOf ? markersOf(draft.pieces, goods, quantity, markerOf) : { markers: [], unlaid: [] }
  return {
    number: kept.number,
    id: order.id,
    placedAt: kept.placedAt,
    template: { id: order.template.id, version: order.template.version, name: template.name },
    quantity,
    choices: choicesOf(template, selection),
    bodyOpen,
    draft,
    names,
    measurements,
    chart,
    goods,
    bill: kept.bill,
    strips: stripsOf(template, draft),
    stitches,
    markers,
    feet: feetOf(template, draft, chart),
    labels: {
      size: labelsFor(
        template.sizing ?? [],
        measurements,
        null,
        template.measurements.map(({ name }) => name)
      ),
      ...labelsOf(template, selection, goods, draft.pieces),
    },
    notes: notesOf({
      bodyOpen,
      isOther: template.hash !== order.template.hash,
      measurements,
      pieces: draft.pieces,
      names,
      goods,
      unlaid,
      stitches,
    }),
  }
}

const choicesOf = (
  template: CompiledTemplate,
  selection: Readonly<Record<string, string>>
): ProductionPack['choices'] =>
  template.options.flatMap((option) => {
    const choice = option.choices.find(({ id }) => id === selection[option.id])
    return choice ? [{ option: option.label, choice: choice.label, code: choice.colour?.code ?? null }] : []
  })

/** Pieces of materials that the bill takes by their length. */
function stripsOf({ materials }: CompiledTemplate, { pieces }: Pick<Draft, 'pieces'>): readonly Strip[] {
  return materials.flatMap(({ quantity, label }) =>
    quantity.from === 'length'
      ? pieces.filter(({ material }) => material === quantity.material).map((piece) => stripOf(piece, label))
      : []
  )
}

function stripOf(piece: Piece, label: Text): Strip {
  const length = lengthAlongGrain(piece)
  return {
    piece: piece.name,
    material: piece.material,
    label,
    length: Math.round(length * 10),
    width: Math.round((areaOf(cutLineOf(piece)) / length) * 10),
    count: piece.cut,
  }
}
