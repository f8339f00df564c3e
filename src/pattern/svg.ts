import { boxOf, directionAlong, leftOf, lengthOf, moved, offsetLine, projectedOn, reversed, rightOf, towards, turned, type Box, type Line } from './geometry.ts'
import { cutLineOf, outlineOf } from './outline.ts'
import type { Draft, InnerLine, Mark, Notch, Piece, Point } from './piece.ts'

export interface SvgOptions {
  /** What to call a piece in the reader's language; its own name by default. */
  readonly label?: (piece: Piece) => string
  /** The sheet's width for a whole draft, mm. Pieces are set out in rows, not nested for cutting. */
  readonly sheetWidth?: number
}

const GAP = 24
const MARGIN = 12
const LETTERS = 11

/**
 * A drawing of a piece, or of all pieces set out in rows, at true scale: one user unit is one millimetre, and `width` and `height` say so. It has no
 * style, script or link in it, so a page with a strict content policy may show it; classes (`cut`, `seam`, `stitch`, `fold`, `placement`,
 * `grain`, ...) let the page colour it.
 */
export function svgOf(what: Piece | Draft, options: SvgOptions = {}): string {
  const pieces = 'pieces' in what ? what.pieces : [what]
  const { sheetWidth = 1500, label = ({ name }: Piece) => name } = options
  const placed = setOut(pieces, 'pieces' in what ? sheetWidth : Infinity)
  const [width, height] = [numeral(placed.width), numeral(placed.height)]
  const drawn = placed.pieces.map(({ piece, at, box }) => pieceMarkup(piece, at, box, label(piece)))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" class="pattern"`,
    ` fill="none" stroke="#1d1b18" stroke-width="0.6" stroke-linejoin="round" font-family="sans-serif" font-size="${LETTERS}">`,
    ...drawn,
    '</svg>',
  ].join('')
}

interface Placed {
  readonly piece: Piece
  readonly at: Point
  readonly box: Box
}

/** Tallest first, in rows from the left. */
function setOut(pieces: readonly Piece[], most: number): { pieces: Placed[]; width: number; height: number } {
  const boxes = pieces
    .map((piece) => ({ piece, box: boxOf(cutLineOf(piece)) }))
    .sort((a, b) => b.box.height - a.box.height || b.box.width - a.box.width)
  const placed: Placed[] = []
  let [x, y, row, widest] = [MARGIN, MARGIN, 0, 0]
  for (const { piece, box } of boxes) {
    if (x > MARGIN && x + box.width + MARGIN > most) {
      y += row + GAP
      x = MARGIN
      row = 0
    }
    placed.push({ piece, box, at: [x, y] })
    x += box.width + GAP
    row = Math.max(row, box.height)
    widest = Math.max(widest, x - GAP + MARGIN)
  }
  return { pieces: placed, width: widest, height: y + row + MARGIN }
}

function pieceMarkup(piece: Piece, [x, y]: Point, box: Box, label: string): string {
  const middle: Point = [(piece.grain[0][0] + piece.grain[1][0]) / 2, (piece.grain[0][1] + piece.grain[1][1]) / 2]
  const pairs = piece.mirrored ? `${piece.cut / 2} + ${piece.cut / 2}` : String(piece.cut)
  return [
    `<g class="piece" data-piece="${escaped(piece.name)}" transform="translate(${numeral(x - box.x)} ${numeral(y - box.y)})">`,
    `<path class="cut" d="${path(cutLineOf(piece), true)}"/>`,
    `<path class="seam" stroke-dasharray="6 3" stroke-width="0.4" d="${path(outlineOf(piece), true)}"/>`,
    ...piece.lines.map(lineMarkup),
    grainMarkup(piece.grain),
    ...piece.notches.map((notch) => notchMarkup(piece, notch)),
    ...piece.marks.map(markMarkup),
    `<text class="label" stroke="none" fill="#1d1b18" text-anchor="middle" x="${numeral(middle[0])}" y="${numeral(middle[1] - 3)}">${escaped(label)} × ${pairs}</text>`,
    '</g>',
  ].join('')
}

const STROKES: Readonly<Record<InnerLine['kind'], string>> = {
  stitch: 'stroke="#b5651d" stroke-dasharray="3 1.4"',
  fold: 'stroke="#2f4a8a" stroke-dasharray="9 3 2 3"',
  placement: 'stroke="#5f6b7a" stroke-dasharray="2 2"',
  crease: 'stroke="#5f6b7a" stroke-dasharray="12 4"',
  cut: 'stroke="#1d1b18"',
}

function lineMarkup({ kind, name, points, closed = false, rows = [0] }: InnerLine): string {
  return rows
    .map((by) => {
      const line = by === 0 ? points : offsetLine(points, by)
      return `<path class="${kind}" data-line="${escaped(name)}" stroke-width="0.4" ${STROKES[kind]} d="${path(line, closed)}"/>`
    })
    .join('')
}

function grainMarkup([from, to]: readonly [Point, Point]): string {
  const along = towards(from, to)
  const barb = (tip: Point, way: number) =>
    [0.35, -0.35].map((angle) => path([tip, moved(tip, turned(along, angle), way * 8)], false)).join('')
  return `<path class="grain" stroke-width="0.5" d="${path([from, to], false)}${barb(from, 1)}${barb(to, -1)}"/>`
}

/** A slit is cut 5 mm from the cut line inwards; drawn here across the allowance so that it meets the seam line. */
function notchMarkup(piece: Piece, { at, edge, kind }: Notch): string {
  const found = piece.edges.find(({ name }) => name === edge)
  if (found === undefined) return ''
  const along = directionAlong(found.points, Math.min(projectedOn(found.points, at), lengthOf(found.points) - 1e-6))
  const out = leftOf(along)
  const depth = Math.max(found.allowance, 4)
  const tip = moved(at, out, depth * 0.2)
  const line =
    kind === 'slit'
      ? [moved(at, out, depth), tip]
      : [moved(moved(at, out, depth), along, 3), tip, moved(moved(at, out, depth), along, -3)]
  return `<path class="notch" d="${path(line, false)}"/>`
}

function markMarkup({ kind, name, at, angle = 0, size = 6 }: Mark): string {
  const common = `class="${kind}" data-mark="${escaped(name)}" stroke-width="0.4" stroke="#2f4a8a"`
  const along = turned([1, 0], (angle * Math.PI) / 180)
  const [from, to] = [moved(at, along, -size / 2), moved(at, along, size / 2)]
  const up = rightOf(along)
  switch (kind) {
    case 'bartack':
    case 'buttonhole': {
      const box = [moved(from, up, 1), moved(to, up, 1), moved(to, up, -1), moved(from, up, -1)]
      return `<path ${common} d="${path(box, true)}"/>`
    }
    case 'text': {
      const wide = [moved(at, along, -2 * size), moved(at, along, 2 * size)] as const
      const box = [moved(wide[0], up, size / 2), moved(wide[1], up, size / 2), ...reversed([moved(wide[0], up, -size / 2), moved(wide[1], up, -size / 2)])]
      return `<path ${common} stroke-dasharray="1 1" d="${path(box, true)}"/>`
    }
    case 'button':
    case 'rivet':
    case 'drill':
      return `<circle ${common} cx="${numeral(at[0])}" cy="${numeral(at[1])}" r="${numeral(size / 2)}"/>`
  }
}

const path = (line: Line, closed: boolean): string =>
  line.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${numeral(x)} ${numeral(y)}`).join('') + (closed ? 'Z' : '')

/** Hundredths of a millimetre, without trailing zeros. */
const numeral = (value: number): string => String(Math.round(value * 100) / 100 || 0)

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
