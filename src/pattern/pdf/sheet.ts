import { ToileError } from '../../ground/index.ts'
import { createPdf } from '../../ground/pdf/index.ts'
import { drawingOf } from '../drawing.ts'
import type { Draft } from '../piece.ts'
import { setOut } from '../sheet.ts'
import { drawSquare, headingOf, letteringOf, SQUARE, type PatternPdfOptions } from './heading.ts'
import { drawPiece } from './ink.ts'

export interface SheetOptions extends PatternPdfOptions {
  /** Of the plotter's roll, mm; a piece wider than it widens the page. */
  readonly width?: number
}

/** mm */
const MARGIN = 12
const HEAD = 2 * MARGIN + SQUARE + 14
/** ISO 32000-1, annex C.2: a page is at most 14,400 units of 1/72 inch high. */
const MOST = 5080

/**
 * All pieces on one page at true scale, for a plotter: 914 mm wide unless said, as long as it needs.
 *
 * @throws {ToileError} `pattern/sheet-too-long` when the page would be longer than a PDF's may be.
 */
export function pdfSheetOf(draft: Pick<Draft, 'pieces'>, options: SheetOptions): Uint8Array<ArrayBuffer> {
  const { width = 914, language } = options
  const sheet = setOut(draft.pieces, width)
  const height = HEAD + sheet.height
  if (height > MOST)
    throw new ToileError('pattern/sheet-too-long', 'the pieces do not go on one page: give a wider roll, or use tiles.')
  const heading = headingOf(options)
  const pdf = createPdf({ title: `${heading.title} ${options.number ?? ''}`.trim(), language, trueScale: true })
  const page = pdf.addPage(Math.max(width, sheet.width), height)
  page.text([MARGIN, MARGIN + 6], heading.title, { size: 20, weight: 'bold' })
  page.text([MARGIN, MARGIN + 12], heading.line, { size: 11 })
  drawSquare(page, [MARGIN, MARGIN + 16], Math.min(page.width - 2 * MARGIN, 220), language)
  const lettering = letteringOf(options)
  const all = { x: 0, y: 0, width: page.width, height: page.height }
  for (const { piece, at, box, cut } of sheet.pieces)
    drawPiece(page, drawingOf(piece, lettering, cut), [at[0] - box.x, HEAD + at[1] - box.y], all)
  return pdf.bytes()
}
