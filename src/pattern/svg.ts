import {
  boxOf,
  clamp,
  directionAlong,
  leftOf,
  lengthOf,
  mix,
  moved,
  offsetLine,
  projectedOn,
  rightOf,
  towards,
  turned,
  type Box,
  type Line,
} from './geometry.ts'
import { cutLineOf, outlineOf } from './outline.ts'
import type { Draft, InnerLine, Mark, Notch, Piece, Point } from './piece.ts'

export interface SvgOptions {
  /** What to call a piece in the reader's language; its own name by default. */
  readonly label?: (piece: Piece) => string
  /** The sheet's width for a whole draft, mm. Pieces are set out to be read, not nested for cutting. */
  readonly sheetWidth?: number
}

const GAP = 24
const MARGIN = 12
const LETTERS = 11

/**
 * A drawing of a piece, or of all pieces set out on a sheet, at true scale: one user unit is one millimetre, and
 * `width` and `height` say so. It has no style, script or link in it, so a page with a strict content policy may show
 * it; classes (`cut`, `seam`, `stitch`, `fold`, `placement`, `grain`, ...) let the page colour it.
 */
export function svgOf(what: Piece | Draft, options: SvgOptions = {}): string {
  const pieces = 'pieces' in what ? what.pieces : [what]
  const { sheetWidth = 1500, label = ({ name }: Piece) => name } = options
  const placed = setOut(pieces, 'pieces' in what ? sheetWidth : 0)
  const [width, height] = [numeral(placed.width), numeral(placed.height)]
  const drawn = placed.pieces.map((one) => pieceMarkup(one, label(one.piece)))
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
  readonly cut: readonly Point[]
}

/** Tallest first, each as high up on the sheet as it will go and then as far left. */
function setOut(pieces: readonly Piece[], most: number): { pieces: Placed[]; width: number; height: number } {
  const straight = pieces
    .map(straightened)
    .map((piece) => ({ piece, cut: cutLineOf(piece) }))
    .map((one) => ({ ...one, box: boxOf(one.cut) }))
    .sort((a, b) => b.box.height - a.box.height || b.box.width - a.box.width)
  const sheet = Math.max(most, ...straight.map(({ box }) => box.width + 2 * MARGIN))
  const placed: Placed[] = []
  for (const one of straight) {
    const { width, height } = one.box
    const xs = [MARGIN, ...placed.map(({ at, box }) => at[0] + box.width + GAP)].filter(
      (x) => x + width + MARGIN <= sheet
    )
    const ys = [MARGIN, ...placed.map(({ at, box }) => at[1] + box.height + GAP)]
    const free = ([x, y]: Point) =>
      placed.every(
        ({ at, box }) =>
          x >= at[0] + box.width + GAP ||
          at[0] >= x + width + GAP ||
          y >= at[1] + box.height + GAP ||
          at[1] >= y + height + GAP
      )
    const spots = xs.flatMap((x) => ys.map((y): Point => [x, y])).filter(free)
    placed.push({
      ...one,
      at: spots.reduce((best, p) => (p[1] < best[1] || (p[1] === best[1] && p[0] < best[0]) ? p : best)),
    })
  }
  const reach = (axis: 0 | 1, side: 'width' | 'height') =>
    Math.max(0, ...placed.map(({ at, box }) => at[axis] + box[side])) + MARGIN
  return { pieces: placed, width: reach(0, 'width'), height: reach(1, 'height') }
}

/** Turned by less than an eighth of a circle until the grain stands upright or lies level, as it will on the cloth. */
function straightened(piece: Piece): Piece {
  const [from, to] = piece.grain
  const slope = Math.atan2(to[1] - from[1], to[0] - from[0])
  const angle = Math.round(slope / (Math.PI / 2)) * (Math.PI / 2) - slope
  if (Math.abs(angle) < 1e-6) return piece
  const turn = (p: Point) => turned(p, angle)
  return {
    ...piece,
    edges: piece.edges.map((edge) => ({ ...edge, points: edge.points.map(turn) })),
    grain: [turn(from), turn(to)],
    notches: piece.notches.map((notch) => ({ ...notch, at: turn(notch.at) })),
    lines: piece.lines.map((line) => ({ ...line, points: line.points.map(turn) })),
    marks: piece.marks.map((mark) => ({
      ...mark,
      at: turn(mark.at),
      angle: (mark.angle ?? 0) + (angle * 180) / Math.PI,
    })),
  }
}

function pieceMarkup({ piece, at: [x, y], box, cut }: Placed, label: string): string {
  const text = `${label} × ${piece.mirrored ? `${piece.cut / 2} + ${piece.cut / 2}` : piece.cut}`
  const letters = clamp((box.width * 1.5) / text.length, 6, LETTERS)
  const along = towards(...piece.grain)
  // Beside the grain line, above it when it lies level.
  const middle = moved(mix(...piece.grain, 0.5), Math.abs(along[1]) > 0.7 ? [1, 0] : [0, -1], 5)
  const centred = Math.abs(along[1]) <= 0.7 || text.length * letters * 0.6 > box.width / 2
  return [
    `<g class="piece" data-piece="${escaped(piece.name)}" transform="translate(${numeral(x - box.x)} ${numeral(y - box.y)})">`,
    `<path class="cut" d="${path(cut, true)}"/>`,
    `<path class="seam" stroke-dasharray="6 3" stroke-width="0.4" d="${path(outlineOf(piece), true)}"/>`,
    ...piece.lines.map(lineMarkup),
    grainMarkup(piece.grain),
    ...piece.notches.map((notch) => notchMarkup(piece, notch)),
    ...piece.marks.map(markMarkup),
    `<text class="label" stroke="#fff" stroke-width="3" paint-order="stroke" fill="#1d1b18" font-size="${numeral(letters)}"`,
    ` text-anchor="${centred ? 'middle' : 'start'}" x="${numeral(centred ? box.x + box.width / 2 : middle[0])}" y="${numeral(middle[1])}">`,
    `${escaped(text)}</text>`,
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
      const [start, end] = [moved(at, along, -2 * size), moved(at, along, 2 * size)]
      const box = [
        moved(start, up, size / 2),
        moved(end, up, size / 2),
        moved(end, up, -size / 2),
        moved(start, up, -size / 2),
      ]
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
  text
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
