import drafting from '../../models/jeans/drafting.ts'
import { ToileError } from '../../src/ground/index.ts'
import { checkSeams } from '../../src/pattern/index.ts'
import { bodiesIn, BODIES_FILE } from '../fixtures/bodies.ts'
import { CORNERS } from '../models/selections.ts'

/**
 * Drafts every body of the given survey files (or of the sample that comes with the tests) at every corner of the
 * selection, and measures the seams again. A file is CSV with the columns of tests/fixtures/bodies.md, in cm; others
 * are passed over.
 */
export default async function draft(files: string[], print: (line: object) => void, note: (text: string) => void) {
  const bodies = (files.length === 0 ? [BODIES_FILE] : files).flatMap((file) => bodiesIn(file))
  const corners = Object.values(CORNERS)
  note(`${bodies.length} bodies at ${corners.length} corners`)
  const figure = (name: string, value: number, unit: string, reach: number | null, ok: boolean | null) =>
    print({ bench: 'draft', name, value: Math.round(value * 1000) / 1000, unit, reach, ok })

  // The first drafts pay for the engine's warming up, which a customer pays once.
  const started = performance.now()
  drafting.draft({ measurements: bodies[0]!, selection: corners[0]! })
  const first = performance.now() - started
  figure('first', first, 'ms', 1000, first <= 1000)
  for (const selection of corners) drafting.draft({ measurements: bodies[0]!, selection })

  const failed = new Map<string, number>()
  const off = { side: [] as number[], inseam: [] as number[], other: [] as number[] }
  let spent = 0
  for (const measurements of bodies)
    for (const selection of corners) {
      const before = performance.now()
      try {
        const made = drafting.draft({ measurements, selection })
        spent += performance.now() - before
        for (const { seam, a, b } of checkSeams(made)) {
          const kind = seam.split('.')[0]!
          off[kind === 'side' || kind === 'inseam' ? kind : 'other'].push(Math.abs(a - b))
        }
      } catch (error) {
        if (!(error instanceof ToileError)) throw error
        failed.set(error.message, (failed.get(error.message) ?? 0) + 1)
      }
    }
  const drafts = bodies.length * corners.length
  const refused = [...failed.values()].reduce((sum, count) => sum + count, 0)
  for (const [message, count] of failed) note(`${count} times ${message}`)
  figure('drafts', drafts, '1', null, null)
  figure('refused', refused, '1', 0, refused === 0)
  figure('rate', ((drafts - refused) / spent) * 1000, '1/s', 30, (drafts - refused) / spent >= 0.03)
  for (const [name, errors] of Object.entries(off)) {
    errors.sort((a, b) => a - b)
    const [most, worst] = [errors[Math.floor(errors.length * 0.95)] ?? 0, errors.at(-1) ?? 0]
    figure(`${name} seam p95`, most, 'mm', 0.5, most <= 0.5)
    figure(`${name} seam max`, worst, 'mm', 1, worst <= 1)
  }
}
