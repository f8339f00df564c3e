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
import type { Body } from './body.ts'
import type { Panels } from './panels.ts'
import type { Style } from './style.ts'

/** mm over a seam. */
const TOLERANCE = 0.5
/** Of a girth or the loop, against what was set out to be made. */
const SHARE = 0.01

/** Every pair of edges that is sewn together. */
export function seamsOf({ front, strap }: Panels, style: Style): Seam[] {
  const at = (piece: string, edge: string, copy?: 'L' | 'R'): SeamEdge => ({
    piece,
    edge,
    ...(copy === undefined ? {} : { copy }),
  })
  const back = (edge: string): SeamEdge => ({ ...at('back', edge), reversed: true })
  const seam = (name: string, a: readonly SeamEdge[], b: readonly SeamEdge[]): Seam => ({
    name,
    a,
    b,
    ease: 0,
    tolerance: TOLERANCE,
  })
  const across = { L: 'R', R: 'L' } as const
  return [
    ...(['L', 'R'] as const).flatMap((copy) => [
      seam(
        `side.${copy}`,
        [...(front.dart ? [at('front', `sideTop${copy}`)] : []), at('front', `side${copy}`)],
        [back(`side${copy}`)]
      ),
      ...(front.dart
        ? [seam(`dart.${copy}`, [at('front', `dartUpper${copy}`)], [at('front', `dartLower${copy}`)])]
        : []),
      ...(strap === 0
        ? [seam(`shoulder.${copy}`, [at('front', `shoulder${copy}`)], [back(`shoulder${copy}`)])]
        : [
            seam(`strapFront.${copy}`, [at('front', `strap${copy}`)], [at('strap', 'front', copy)]),
            seam(
              `strapBack.${copy}`,
              [at('back', `strap${style.straps === 'crossed' ? across[copy] : copy}`)],
              [at('strap', 'back', copy)]
            ),
          ]),
    ]),
    seam('crotchFront', [at('front', 'crotch')], [{ ...at('gusset', 'front'), reversed: true }]),
    seam('crotchBack', [at('back', 'crotch')], [{ ...at('gusset', 'back'), reversed: true }]),
  ]
}

type Girths = Record<'bust' | 'waist' | 'hip' | 'loop', number>

/** Finished girths, measured between the side seams, and the loop over shoulder and crotch; tenths of a millimetre. */
export function girthsOf({ front, back, gusset, strap, block }: Panels): Girths {
  const row = (name: 'bust' | 'waist' | 'hip') => 2 * (block.front.side[name][0] + block.back.side[name][0])
  const ends = (half: typeof front) => half.bottom[1] - half.strap[0]![1]
  const loop = ends(front) + ends(back) + gusset.bottom - gusset.top + strap
  const tenths = (mm: number) => Math.round(mm * 10)
  return { bust: tenths(row('bust')), waist: tenths(row('waist')), hip: tenths(row('hip')), loop: tenths(loop) }
}

/** @throws {ToileError} `draft/refused` naming the girth that does not come out. */
export function refuseOff(
  girths: Readonly<Girths>,
  body: Body,
  { across, along, straps, bustMore, loopMore }: Style
): void {
  // Crossed straps are longer than the tape that runs straight up.
  const intended = {
    bust: body.bustGirth * across + bustMore,
    waist: body.waistGirth * across,
    hip: body.hipGirth * across,
    ...(straps === 'crossed' ? {} : { loop: body.torsoGirth * along + loopMore }),
  }
  for (const [name, mm] of Object.entries(intended))
    if (!(Math.abs(girths[name as keyof Girths] / 10 - mm) <= mm * SHARE))
      throw new ToileError('draft/refused', `girth ${name}: does not come out as intended.`)
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
