import { checkSeams, refuseOff, refuseUnsound, type Draft, type Drafting } from '../../src/pattern/index.ts'
import { bodyOf, NEEDS } from './drafting/body.ts'
import { flyPieces } from './drafting/fly.ts'
import { girthsOf } from './drafting/girths.ts'
import { backPiece, frontPiece, yokePiece } from './drafting/panelPieces.ts'
import { panelsOf } from './drafting/panels.ts'
import { backPocketPieces, frontPocketPieces } from './drafting/pockets.ts'
import { seamsOf } from './drafting/seams.ts'
import { styleOf } from './drafting/style.ts'
import { waistbandPieces } from './drafting/waistband.ts'

const DESIGN = 'toile-jeans'
const VERSION = '1.1.0'

/** How far a finished girth may be from what was set out to be made, mm. */
const GIRTH_TOLERANCE = 2

/**
 * Five-pocket jeans. The block is FreeSewing's titan (MIT); waist, yoke, leg, pockets, fly and band are our own.
 *
 * Finished girths: `waist` at the upper edge of the band when buttoned, `band` at its lower edge, `hip`, `thigh` 25 mm
 * below the crotch, `knee`, `hem`; `insideLeg` along the seam. All in tenths of a millimetre.
 */
const drafting: Drafting = {
  design: DESIGN,
  version: VERSION,
  needs: NEEDS,
  draft({ measurements, selection }): Draft {
    const style = styleOf(selection)
    const panels = panelsOf(bodyOf(measurements), style)
    const pieces = [
      frontPiece(panels, style),
      backPiece(panels, style),
      yokePiece(panels),
      ...waistbandPieces(panels, style),
      ...flyPieces(panels, style),
      ...frontPocketPieces(panels, style),
      ...backPocketPieces(panels, style),
    ]
    const seams = seamsOf(style)
    const checks = checkSeams({ pieces, seams })
    const girths = girthsOf(pieces, panels)
    refuseUnsound(pieces, checks)
    refuseOff(girths, panels.intended, () => GIRTH_TOLERANCE)
    return { design: DESIGN, version: VERSION, pieces, seams, girths, checks }
  },
}

export default drafting
