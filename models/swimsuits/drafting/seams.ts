import type { Seam, SeamEdge } from '../../../src/pattern/index.ts'
import type { Body } from './body.ts'
import type { Panels } from './panels.ts'
import type { Style } from './style.ts'

/** mm over a seam. */
const TOLERANCE = 0.5

/** Every pair of edges that is sewn together. */
export function seamsOf({ front, strap }: Panels, style: Style): Seam[] {
  const at = (piece: string, edge: string, copy?: 'L' | 'R'): SeamEdge => ({
    piece,
    edge,
    ...(copy === undefined ? {} : { copy }),
  })
  const back = (edge: string): SeamEdge => ({ ...at('back', edge), reversed: true })
  const onStrap = (edge: string, copy: 'L' | 'R'): SeamEdge => ({
    ...at('strap', edge, copy),
    ...(copy === 'L' ? { reversed: true } : {}),
  })
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
            seam(`strapFront.${copy}`, [at('front', `strap${copy}`)], [onStrap('front', copy)]),
            seam(
              `strapBack.${copy}`,
              [at('back', `strap${style.straps === 'crossed' ? across[copy] : copy}`)],
              [onStrap('back', copy)]
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

/** What the girths are to be, mm. Crossed straps are longer than the tape that runs straight up. */
export const intendedOf = (
  body: Body,
  { across, along, straps, bustMore, loopMore }: Style
): Readonly<Partial<Record<keyof Girths, number>>> => ({
  bust: body.bustGirth * across + bustMore,
  waist: body.waistGirth * across,
  hip: body.hipGirth * across,
  ...(straps === 'crossed' ? {} : { loop: body.torsoGirth * along + loopMore }),
})
