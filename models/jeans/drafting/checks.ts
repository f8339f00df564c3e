import { ToileError } from '../../../src/ground/index.ts'
import {
  crossesItself,
  cutLineOf,
  gapOf,
  outlineOf,
  type Piece,
  type Seam,
  type SeamCheck,
  type SeamEdge,
} from '../../../src/pattern/index.ts'
import type { Style } from './style.ts'

/** 0.5 mm over a seam is finer than a cutter's chalk; what is sewn together is drafted to it. */
const TOLERANCE = 0.5

/** Every pair of edges that is sewn together, named from the end where sewing starts. */
export function seamsOf(style: Style): Seam[] {
  const pocket = style.frontPockets !== 'none'
  const at = (piece: string, edge: string, copy?: 'L' | 'R', reversed = false): SeamEdge => ({
    piece,
    edge,
    ...(copy === undefined ? {} : { copy }),
    ...(reversed ? { reversed } : {}),
  })
  const seam = (name: string, a: readonly SeamEdge[], b: readonly SeamEdge[], tolerance = TOLERANCE): Seam => ({
    name,
    a,
    b,
    ease: 0,
    tolerance,
  })
  const seams: Seam[] = []
  for (const copy of ['L', 'R'] as const) {
    seams.push(
      seam(
        `side.${copy}`,
        [...(pocket ? [at('frontPocketFacing', 'side', copy)] : []), at('front', 'side', copy)],
        [at('yoke', 'side', copy, true), at('back', 'side', copy, true)]
      ),
      seam(`inseam.${copy}`, [at('front', 'inseam', copy, true)], [at('back', 'inseam', copy)]),
      seam(`yoke.${copy}`, [at('yoke', 'lower', copy, true)], [at('back', 'yoke', copy)])
    )
    if (pocket)
      seams.push(
        seam(`mouth.${copy}`, [at('front', 'mouth', copy)], [at('pocketBagFront', 'mouth', copy)]),
        seam(`bag.${copy}`, [at('pocketBagFront', 'bag', copy)], [at('pocketBagBack', 'bag', copy)])
      )
  }
  seams.push(
    seam(
      'seat',
      [at('yoke', 'centre', 'L'), at('back', 'rise', 'L')],
      [at('yoke', 'centre', 'R'), at('back', 'rise', 'R')]
    ),
    seam('rise', [at('front', 'rise', 'L')], [at('front', 'rise', 'R')]),
    seam('fly', [at('front', 'fly', 'L')], [at('front', 'fly', 'R')]),
    seam('flyFacing', [at('front', 'fly', 'L')], [at('flyFacing', 'fly')]),
    seam('flyShield', [at('front', 'fly', 'R')], [at('flyShield', 'fly')]),
    seam(
      'waistband',
      [
        at('front', 'waist', 'L'),
        ...(pocket ? [at('frontPocketFacing', 'waist', 'L')] : []),
        at('yoke', 'waist', 'L'),
        at('yoke', 'waist', 'R', true),
        ...(pocket ? [at('frontPocketFacing', 'waist', 'R', true)] : []),
        at('front', 'waist', 'R', true),
      ],
      [at('waistband', 'waist', undefined, true)],
      1
    ),
    seam('waistbandLap', [at('flyShield', 'waist')], [at('waistband', 'lap')]),
    seam(
      'waistbandFacing',
      [at('waistband', 'top'), at('waistband', 'topLap')],
      [at('waistbandFacing', 'top'), at('waistbandFacing', 'topLap')]
    )
  )
  return seams
}

/** How far a finished girth may be from what was set out to be made, mm. */
const GIRTH_TOLERANCE = 2

/**
 * @param girths finished, measured on the pieces, tenths of a millimetre
 * @param intended what they were to be, mm
 * @throws {ToileError} `draft/refused` naming the girth that does not come out.
 */
export function refuseOff(girths: Readonly<Record<string, number>>, intended: Readonly<Record<string, number>>): void {
  for (const [name, tenths] of Object.entries(girths)) {
    const asked = Object.hasOwn(intended, name) ? intended[name]! : tenths / 10
    if (!(tenths > 0 && Math.abs(tenths / 10 - asked) <= GIRTH_TOLERANCE))
      throw new ToileError('draft/refused', `girth ${name}: does not come out as intended.`)
  }
}

/** @throws {ToileError} `draft/refused` naming the seam or piece that would not come together. */
export function refuseUnsound(pieces: readonly Piece[], checks: readonly SeamCheck[]): void {
  for (const { seam, ok } of checks)
    if (!ok) throw new ToileError('draft/refused', `seam ${seam}: its two sides do not come out the same length.`)
  for (const piece of pieces) {
    const outline = outlineOf(piece)
    const refuse = (why: string) => new ToileError('draft/refused', `piece ${piece.name}: ${why}`)
    if (!outline.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y)))
      throw refuse('its outline cannot be drawn.')
    if (gapOf(piece) > 0.01) throw refuse('its outline does not close.')
    if (crossesItself(outline)) throw refuse('its seam line crosses itself.')
    if (crossesItself(cutLineOf(piece))) throw refuse('its cut line crosses itself.')
  }
}
