import { checkSeams, refuseOff, refuseUnsound, type Draft, type Drafting } from '../../src/pattern/index.ts'
import { blockOf, GUSSET } from './drafting/block.ts'
import { bodyOf, NEEDS } from './drafting/body.ts'
import { backPiece, frontPiece, gussetPiece } from './drafting/panelPieces.ts'
import { panelsOf } from './drafting/panels.ts'
import { girthsOf, intendedOf, seamsOf } from './drafting/seams.ts'
import { cupPieces, liningPieces, rimPieces, strapPieces } from './drafting/smallPieces.ts'
import { styleOf } from './drafting/style.ts'

const DESIGN = 'toile-swimsuit'
const VERSION = '1.1.0'

/** Of a girth or the loop, how far it may be from what was set out to be made. */
const SHARE = 0.01

/**
 * A one-piece of our own on FreeSewing's core (MIT): the torso's skeleton is a FreeSewing design, the lines on it are
 * drawn here. Girths and lengths are smaller than the body's by what the chosen cloth stretches.
 *
 * Finished girths: `bust`, `waist` and `hip` between the side seams (the hip before the leg is cut away), and `loop`
 * over shoulder and crotch. All in tenths of a millimetre.
 */
const drafting: Drafting = {
  design: DESIGN,
  version: VERSION,
  needs: NEEDS,
  draft({ measurements, selection }): Draft {
    const style = styleOf(selection)
    const body = bodyOf(measurements)
    const panels = panelsOf(blockOf(body, style), style)
    const shell = [frontPiece(panels, style), backPiece(panels, style), gussetPiece(panels, style)]
    const pieces = [
      ...shell,
      ...strapPieces(panels),
      ...liningPieces(shell, style),
      ...cupPieces(panels, style),
      ...rimPieces(panels, style),
    ]
    const seams = seamsOf(panels, style)
    const checks = checkSeams({ pieces, seams })
    const girths = girthsOf(panels)
    refuseUnsound(pieces, checks)
    refuseOff(girths, intendedOf(body, style), (mm) => mm * SHARE)
    return { design: DESIGN, version: VERSION, pieces, seams, girths, checks }
  },
}

export default drafting

// What lays the pieces on a form asks for the block they are drawn on, and brings no second drafting engine.
export { blockOf, GUSSET, panelsOf }
