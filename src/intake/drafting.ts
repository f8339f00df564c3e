import { ToileError } from '../ground/index.ts'
import { bodyOfFit, type FitPart } from '../order/index.ts'
import { checkSeams, type Draft } from '../pattern/index.ts'
import { bodyOf, type Size } from '../fit/index.ts'
import type { Product } from './shelf.ts'

export interface ShopDraft {
  readonly draft: Draft
  /** No measurement and no size was given: drafted for a middle size. Ask before cutting. */
  readonly bodyOpen: boolean
}

/**
 * The shop's own draft for an order; null when the product is not drafted. What it gives is what will be cut, so every
 * seam is measured again here, whatever the drafting says of itself.
 *
 * @throws {ToileError} `draft/...`: refused in words that name a seam or a measurement, never its value.
 */
export function draftFor(
  { template, drafting }: Product,
  fit: FitPart,
  selection: Readonly<Record<string, string>>
): ShopDraft | null {
  if (!drafting) return null
  const given = bodyOfFit(fit)
  const bodyOpen = given.length === 0
  const body = bodyOpen ? bodyOf({ measurements: {}, size: middleOf(template.sizes), sizes: template.sizes }) : given
  const measurements = Object.fromEntries(body.map(({ name, value }) => [name, value]))
  const missing = drafting.needs.filter((name) => !Object.hasOwn(measurements, name))
  if (missing.length > 0)
    throw new ToileError('draft/missing-measurement', `The pattern needs more measurements: ${missing.join(', ')}.`)
  let draft: Draft
  let off: readonly string[]
  try {
    draft = drafting.draft({ measurements, selection })
    off = checkSeams(draft)
      .filter(({ ok }) => !ok)
      .map(({ seam }) => seam)
  } catch (cause) {
    if (cause instanceof ToileError && cause.code.startsWith('draft/')) throw cause
    // Whatever else a drafting throws may quote the numbers it stumbled over.
    throw new ToileError('draft/refused', 'The pattern could not be drafted for these measurements.', { cause })
  }
  if (off.length > 0) throw new ToileError('draft/refused', `These seams do not meet: ${off.join(', ')}.`)
  if (draft.pieces.length === 0) throw new ToileError('draft/refused', 'The draft has no pieces.')
  return { draft, bodyOpen }
}

/** Of the size system the designer names first. */
function middleOf(sizes: readonly Size[]): Size | null {
  const first = sizes.filter(({ system }) => system === sizes[0]?.system)
  return first[Math.floor((first.length - 1) / 2)] ?? null
}
