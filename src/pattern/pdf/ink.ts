import { MM_PER_POINT, spelledOut, type Page, type Pen, type Spot } from '../../ground/pdf/index.ts'
import type { Drawing, Stroke } from '../drawing.ts'
import { boxOf, type Box } from '../geometry.ts'
import type { Point } from '../piece.ts'

/** Widths and dashes that stay apart on a plotter as on an office printer, in colour as in black. */
const PENS: Readonly<Record<Stroke['kind'], Pen>> = {
  cut: { width: 0.5 },
  seam: { width: 0.25, dash: [6, 3] },
  grain: { width: 0.35 },
  notch: { width: 0.5 },
  stitch: { width: 0.25, colour: '#b5651d', dash: [3, 1.4] },
  fold: { width: 0.25, colour: '#2f4a8a', dash: [9, 3, 2, 3] },
  placement: { width: 0.25, colour: '#5f6b7a', dash: [2, 2] },
  crease: { width: 0.25, colour: '#5f6b7a', dash: [12, 4] },
  buttonhole: { width: 0.25, colour: '#2f4a8a' },
  bartack: { width: 0.25, colour: '#2f4a8a' },
  text: { width: 0.25, colour: '#2f4a8a' },
}

/**
 * Puts a drawing of a piece on a page, its own frame moved by `by`. Only what reaches into `window` (in the page's
 * millimetres) is written.
 */
export function drawPiece(page: Page, { strokes, rings, letters }: Drawing, by: Point, window: Box): void {
  const at = ([x, y]: Point): Spot => [x + by[0], y + by[1]]
  for (const { kind, points, closed } of strokes) {
    const line = points.map(at)
    if (!meets(boxOf(line), window)) continue
    if (closed) page.shape(line, { pen: PENS[kind] })
    else page.line(line, PENS[kind])
  }
  for (const { middle, radius } of rings)
    if (meets(boxOf([at(middle)]), window, radius)) page.circle(at(middle), radius, { pen: PENS.bartack })
  for (const { text, at: spot, size, align, upwards } of letters) {
    const written = spelledOut(text)
    if (!meets(boxOf([at(spot)]), window, written.length * size)) continue
    const type = { size: size / MM_PER_POINT, align, turned: upwards ? -90 : 0 } as const
    // Lines that run under the letters do not cross them out.
    page.text(at(spot), written, { ...type, halo: true })
  }
}

const meets = (a: Box, b: Box, around = 0): boolean =>
  a.x - around <= b.x + b.width &&
  a.x + a.width + around >= b.x &&
  a.y - around <= b.y + b.height &&
  a.y + a.height + around >= b.y
