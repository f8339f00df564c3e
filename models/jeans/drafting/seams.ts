import type { Seam, SeamEdge } from '../../../src/pattern/index.ts'
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
