import { ToileError } from '../ground/index.ts'
import { crossesItself, cutLineOf, gapOf, outlineOf } from './outline.ts'
import type { Piece, SeamCheck } from './piece.ts'

/**
 * The last word on a draft: every seam comes out, every piece closes and can be cut.
 *
 * @throws {ToileError} `draft/refused` naming the seam or piece that would not come together.
 */
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

/**
 * @param girths finished, measured on the pieces, tenths of a millimetre
 * @param intended what some of them were to be, mm
 * @param allowed how far one may be from that, mm
 * @throws {ToileError} `draft/refused` naming the girth that does not come out.
 */
export function refuseOff(
  girths: Readonly<Record<string, number>>,
  intended: Readonly<Record<string, number>>,
  allowed: (intended: number) => number
): void {
  for (const [name, tenths] of Object.entries(girths)) {
    const asked = Object.hasOwn(intended, name) ? intended[name]! : tenths / 10
    if (!(tenths > 0 && Math.abs(tenths / 10 - asked) <= allowed(asked)))
      throw new ToileError('draft/refused', `girth ${name}: does not come out as intended.`)
  }
}
