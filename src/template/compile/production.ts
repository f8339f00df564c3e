import { isMeasurement, sideIn } from '../../fit/index.ts'
import { nearestWord } from '../../ground/index.ts'
import { STITCHES } from '../stitches.ts'
import type { FinishedMeasure, SewingStep } from '../types.ts'
import type { Authored } from './authored.ts'
import { expectedOneOf, type Issues } from './issues.ts'
import type { Lowering } from './lowering.ts'
import { lowerCondition } from './rules.ts'
import type { Path, Source } from './yaml.ts'

/** How the workroom sews: which stitch on which seams and lines, in its order. */
export function compileSewing({ sewing = [] }: Authored, lowering: Lowering): readonly SewingStep[] {
  const { source, issues } = lowering
  return sewing.map(({ label, seams = [], lines = [], stitch, perCm, rows = 1, when }, at) => {
    const path = ['sewing', at]
    if (seams.length + lines.length === 0)
      issues.error(source.at(path), 'sewing/nothing', `sewing[${at}]: expected "seams" or "lines" that are sewn so.`)
    const known = Object.keys(STITCHES)
    if (!Object.hasOwn(STITCHES, stitch))
      issues.error(
        source.at([...path, 'stitch']),
        'sewing/unknown-stitch',
        `sewing[${at}].stitch: ${expectedOneOf(known, stitch, nearestWord(stitch, known))}`
      )
    const named = { name: `sewing[${at}]`, kind: 'step' } as const
    const conditions = when === undefined ? {} : onlyWhen(when, [...path, 'when'], named, lowering)
    return { label, seams, lines, type: stitch, perCm, rows, when: conditions }
  })
}

/** What of the finished garment is measured, and against what. */
export const compileFinished = (
  { finished = {} }: Authored,
  source: Source,
  issues: Issues
): readonly FinishedMeasure[] =>
  Object.entries(finished).map(([name, { label, body, tolerance }]) => {
    if (body !== undefined && !isMeasurement(body) && sideIn(body) === null)
      issues.error(
        source.at(['finished', name, 'body']),
        'measurement/unknown',
        `finished.${name}.body: expected an ISO 8559 name such as "waistGirth", got "${body}".`
      )
    return { name, label, body: body ?? null, tolerance: Math.round(tolerance * 100) }
  })

/** What the workroom does or takes depends on choices alone, each for itself. */
export function onlyWhen(
  when: string,
  path: Path,
  { name, kind }: { readonly name: string; readonly kind: 'material' | 'step' },
  lowering: Lowering
): SewingStep['when'] {
  const { source, issues } = lowering
  const conditions = lowerCondition(when, path, lowering)
  const hidden = new Set(lowering.made.cells.map(({ option }) => option))
  if (conditions?.some((condition) => Object.keys(condition).some((option) => hidden.has(option))))
    issues.error(
      source.at(path),
      `${kind}/measured`,
      `${name}: a ${kind} does not depend on a measurement; how much is needed follows from the pieces.`
    )
  else if (conditions && conditions.length !== 1)
    issues.error(
      source.at(path),
      `${kind}/when`,
      `${name}: expected one list of choices per option, joined by "&&". Make a ${kind} for each case.`
    )
  return conditions?.[0] ?? {}
}
