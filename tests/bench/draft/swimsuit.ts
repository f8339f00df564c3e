import { blockOf } from '../../../models/swimsuits/drafting/block.ts'
import { bodyOf } from '../../../models/swimsuits/drafting/body.ts'
import { styleOf } from '../../../models/swimsuits/drafting/style.ts'
import type { Draft } from '../../../src/pattern/index.ts'
import { along, crossed, linesOf } from './measure.ts'
import type { Body } from './people.ts'

/** What each cloth leaves of girth and length, as models/CUTTERS.md states it. */
export const REDUCED = {
  'classic-190': [0.88, 0.95],
  'recycled-200': [0.896, 0.954],
  'sculpt-230': [0.924, 0.966],
  'rib-260': [0.86, 0.96],
} as const

export interface Off {
  /** mm */
  readonly side: number
  /** Shares of what they are to be. */
  readonly bust: number
  readonly waist: number
  readonly hip: number
  readonly loop: number | null
}

/** How far a draft is from what the body and the cloth ask for. */
export function offOf(draft: Draft, tenths: Body, selection: Readonly<Record<string, string>>): Off {
  const [across, lengthwise] = REDUCED[selection.fabric as keyof typeof REDUCED]
  const cm = (option: string) => Number(selection[option] ?? 0) * 10
  const asked = {
    bust: (tenths.bustGirth! / 10) * across + cm('bustEase'),
    waist: (tenths.waistGirth! / 10) * across,
    hip: (tenths.hipGirth! / 10) * across,
    loop: (tenths.torsoGirth! / 10) * lengthwise + cm('torsoEase'),
  }
  // Where a girth lies is not on the pieces: heights come from the skeleton, widths from the pieces' edges.
  const { front, back, dart } = blockOf(bodyOf(tenths), styleOf(selection))
  const bustY = back.side.bust[1]
  // Above the dart the front's side is raised by what the dart takes in.
  const raised = dart.intake > 0 && linesOf(draft, 'front', 'sideL')[0]![1] > bustY ? dart.intake : 0
  const girths = {
    bust: widthAt(draft, 'front', bustY - raised) + widthAt(draft, 'back', bustY),
    waist: widthAt(draft, 'front', 0) + widthAt(draft, 'back', 0),
    // The leg is cut away above the hip: this one is read from the skeleton.
    hip: 2 * (front.side.hip[0] + back.side.hip[0]),
    loop: loopOf(draft),
  }
  const off = (name: keyof typeof asked) => Math.abs(girths[name] / asked[name] - 1)
  return {
    side: Math.max(
      ...['L', 'R'].map((side) =>
        Math.abs(along(draft, 'front', `sideTop${side}`, `side${side}`) - along(draft, 'back', `side${side}`))
      )
    ),
    bust: off('bust'),
    waist: off('waist'),
    hip: off('hip'),
    // Crossed straps take a longer way than the tape.
    loop: selection.straps === 'crossed' ? null : off('loop'),
  }
}

/** From side seam to side seam. */
function widthAt(draft: Draft, piece: string, y: number): number {
  const at = ['sideTopL', 'sideL', 'sideTopR', 'sideR'].flatMap((edge) => crossed(linesOf(draft, piece, edge), y))
  return Math.max(...at) - Math.min(...at)
}

/** Up the front, along the strap, down the back and through the gusset, along the tape's way. */
function loopOf(draft: Draft): number {
  const heightOf = (piece: string) => {
    const top = linesOf(draft, piece, 'shoulderL')[0] ?? linesOf(draft, piece, 'strapL')[0]!
    return linesOf(draft, piece, 'crotch')[0]![1] - top[1]
  }
  const gusset = linesOf(draft, 'gusset', 'back')[0]![1] - linesOf(draft, 'gusset', 'front')[0]![1]
  return heightOf('front') + heightOf('back') + gusset + along(draft, 'strap', 'inner')
}
