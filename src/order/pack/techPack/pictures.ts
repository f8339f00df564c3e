import { MM_PER_POINT, spelledOut, widthOf, type Page, type Pen, type Spot } from '../../../ground/pdf/index.ts'
import {
  boxOf,
  clamp,
  drawingOf,
  moved,
  setOut,
  towards,
  turned,
  type Piece,
  type Point,
} from '../../../pattern/index.ts'
import { INK } from './paper.ts'

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Points. */
const LETTERS = 6
const SMALLEST = 3.4

const CUT: Pen = { width: 0.25, colour: INK.plain }
const THIN: Pen = { width: 0.1, colour: INK.faint }

/** All pieces of a draft in small, as large as the box allows; returns how many times smaller than they are. */
export function drawPieces(page: Page, pieces: readonly Piece[], box: Box, label?: (piece: Piece) => string): number {
  const best = [900, 1200, 1600, 2200]
    .map((width) => setOut(pieces, width))
    .map((sheet) => ({ sheet, scale: Math.min(box.width / sheet.width, box.height / sheet.height) }))
    .reduce((a, b) => (b.scale > a.scale ? b : a))
  const { sheet, scale } = best
  const start: Point = [box.x + (box.width - sheet.width * scale) / 2, box.y + (box.height - sheet.height * scale) / 2]
  for (const { piece, at, box: own, cut } of sheet.pieces) {
    const to = (p: Point): Spot => [
      start[0] + (p[0] + at[0] - own.x) * scale,
      start[1] + (p[1] + at[1] - own.y) * scale,
    ]
    drawSmall(page, piece, cut, to, scale)
    if (!label) continue
    const middle = to([own.x + own.width / 2, own.y + own.height / 2])
    const text = spelledOut(label(piece))
    const room = own.width * scale + 2
    const size = clamp((LETTERS * room) / (widthOf(text, LETTERS) * MM_PER_POINT), SMALLEST, LETTERS)
    page.text([middle[0], middle[1] + size * 0.13], text, { size, align: 'middle', halo: true, colour: INK.plain })
  }
  return 1 / scale
}

/** One piece in a cell, its grain upright or level as on the cloth. */
export function drawThumbnail(page: Page, piece: Piece, box: Box): void {
  const [placed] = setOut([piece], 0).pieces
  const { piece: straight, cut, box: own } = placed!
  const scale = Math.min(box.width / own.width, box.height / own.height)
  const start: Point = [box.x + (box.width - own.width * scale) / 2, box.y + (box.height - own.height * scale) / 2]
  const to = (p: Point): Spot => [start[0] + (p[0] - own.x) * scale, start[1] + (p[1] - own.y) * scale]
  drawSmall(page, straight, cut, to, scale)
}

function drawSmall(page: Page, piece: Piece, cut: readonly Point[], to: (p: Point) => Spot, scale: number): void {
  page.shape(cut.map(to), { pen: CUT, fill: INK.piece })
  for (const { kind, points, closed } of drawingOf(piece, {}, cut).strokes) {
    if (kind === 'cut' || kind === 'grain' || kind === 'notch') continue
    if (closed) page.shape(points.map(to), { pen: THIN })
    else page.line(points.map(to), THIN)
  }
  const [from, end] = piece.grain.map(to) as [Point, Point]
  drawArrow(page, from, end, Math.min(1.6, scale * 60))
}

/** A line with a head at both ends. */
export function drawArrow(page: Page, from: Point, to: Point, head: number): void {
  const along = towards(from, to)
  const pen: Pen = { width: 0.2, colour: INK.plain }
  page.line([from, to], pen)
  for (const [tip, way] of [
    [from, 1],
    [to, -1],
  ] as const)
    page.line([moved(tip, turned(along, 0.4), way * head), tip, moved(tip, turned(along, -0.4), way * head)], pen)
}

/** Of a piece as it lies, grain along: length by width, mm. */
export function extentOf({ grain: [from, to] }: Piece, cut: readonly Point[]): { length: number; width: number } {
  const angle = -Math.atan2(to[1] - from[1], to[0] - from[0])
  const { width: length, height: width } = boxOf(cut.map((p) => turned(p, angle)))
  return { length, width }
}
