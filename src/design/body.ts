import type { Bodies, Measured } from '../fit/index.ts'
import { cellsOf, type CompiledTemplate } from '../template/index.ts'
import { lastOnly, type Answers, type PicksById } from './answers.ts'
import type { Decisions, Selection } from './types.ts'

/**
 * What rules and prices know of the customer's body. A body is as it is: where it does not go with the picks, the picks
 * still stand and the rest of the body counts, and the conflict is said.
 */
export interface Body {
  /** As known: taken values first, then size, derived, estimated. */
  measured(decisions: Decisions): readonly Measured[]
  /** The cells of what was taken or follows from the size; an estimate rules nothing out. */
  cellsOf(decisions: Decisions): PicksById
  /** Those that go with the picks. */
  fittingCells(decisions: Decisions): PicksById
  /** The others. */
  misfitsOf(decisions: Decisions): readonly (readonly [option: string, cell: string])[]
  /** The valid completion of the picks for this body. */
  selectionOf(decisions: Decisions): Selection
}

const NOBODY: readonly Measured[] = []

/** Whether anything was said that a body follows from. */
export const isTold = ({ measurements, size, garment }: Decisions): boolean =>
  size !== null || garment !== null || Object.keys(measurements).length > 0

/** Until `bodies` gives what knows them, nothing is known. */
export function createBody(template: CompiledTemplate, answers: Answers, bodies: () => Bodies | undefined): Body {
  const measuredOf = lastOnly(
    (
      known: Bodies,
      measurements: Decisions['measurements'],
      size: Decisions['size'],
      garment: Decisions['garment'],
      survey: Decisions['survey']
    ): readonly Measured[] => known.bodyOf({ measurements, size, sizes: template.sizes, garment, survey })
  )
  const measured: Body['measured'] = (decisions) => {
    const known = isTold(decisions) ? bodies() : undefined
    const { measurements, size, garment, survey } = decisions
    return known ? measuredOf(known, measurements, size, garment, survey) : NOBODY
  }
  const cellsIn = lastOnly((known: readonly Measured[]) =>
    cellsOf(
      template,
      Object.fromEntries(known.flatMap(({ name, value, source }) => (source === 'estimated' ? [] : [[name, value]])))
    )
  )
  const cells: Body['cellsOf'] = (decisions) => cellsIn(measured(decisions))
  const fitting = lastOnly((picks: PicksById, all: PicksById): PicksById => {
    if (Object.keys(all).length === 0 || answers.selectionOf(picks, all)) return all
    let kept: PicksById = {}
    for (const [option, cell] of Object.entries(all)) {
      const more = { ...kept, [option]: cell }
      if (answers.selectionOf(picks, more)) kept = more
    }
    return kept
  })
  const fittingCells: Body['fittingCells'] = (decisions) => fitting(decisions.picks, cells(decisions))
  const selectionIn = lastOnly(
    (picks: PicksById, fit: PicksById): Selection =>
      answers.selectionOf(picks, fit) ?? { ...template.defaults, ...picks }
  )
  return {
    measured,
    cellsOf: cells,
    fittingCells,
    misfitsOf(decisions) {
      const fit = fittingCells(decisions)
      return Object.entries(cells(decisions)).filter(([option]) => !Object.hasOwn(fit, option))
    },
    selectionOf: (decisions) => selectionIn(decisions.picks, fittingCells(decisions)),
  }
}
