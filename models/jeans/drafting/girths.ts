import { crossingsAt, edgeOf, lengthOf, type Piece } from '../../../src/pattern/index.ts'
import { THIGH_BELOW_FORK } from './leg.ts'
import type { Panel, Panels } from './panels.ts'

/**
 * Finished girths and lengths in tenths of a millimetre, measured along the seam lines as a cutter would with the tape:
 * never taken from what the draft set out to do.
 */
export function girthsOf(pieces: readonly Piece[], { front, back }: Panels): Readonly<Record<string, number>> {
  const along = (piece: string, edge: string) => lengthOf(edgeOf(pieces, { piece, edge }).points)
  const across = ({ side, inseam }: Panel, y: number) =>
    Math.abs((crossingsAt(side, y, false)[0] ?? NaN) - (crossingsAt(inseam, y, false)[0] ?? NaN))
  const leg = (level: (panel: Panel) => number) => across(front, level(front)) + across(back, level(back))
  const tenths = (mm: number) => Math.round(mm * 10)
  return {
    waist: tenths(along('waistband', 'top')),
    band: tenths(along('waistband', 'waist')),
    hip: tenths(2 * (front.hipWidth + back.hipWidth)),
    thigh: tenths(leg(({ fork }) => fork[1] + THIGH_BELOW_FORK)),
    knee: tenths(leg(({ kneeY }) => kneeY + 0.01)),
    hem: tenths(along('front', 'hem') + along('back', 'hem')),
    insideLeg: tenths(along('front', 'inseam')),
    frontRise: tenths(along('front', 'fly') + along('front', 'rise')),
    backRise: tenths(along('yoke', 'centre') + along('back', 'rise')),
  }
}
