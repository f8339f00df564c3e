import {
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
  type Line,
} from './geometry.ts'
import { outlineOf } from './outline.ts'
import type { Draft, InnerLine, Mark, Notch, Piece, Point } from './piece.ts'
import { setOut, type Placed } from './sheet.ts'

export interface SvgOptions {
  /** What to call a piece in the reader's language; its own name in words by default. */
  readonly label?: (piece: Piece) => string
  /** The sheet's width for a whole draft, mm. */
  readonly sheetWidth?: number
}

const LETTERS = 11
const INK = '#1d1b18'

/**
 * A drawing of a piece, or of all pieces set out on a sheet, at true scale: one user unit is one millimetre, and
 * `width` and `height` say so. It has no style, script or link in it, so a page with a strict content policy may show
 * it; classes (`cut`, `seam`, `stitch`, `fold`, `placement`, `grain`, ...) let the page colour it.
 */
export function svgOf(what: Piece | Draft, options: SvgOptions = {}): string {
  const { sheetWidth = 1500, label = ({ name }: Piece) => spoken(name) } = options
  const sheet = 'pieces' in what ? setOut(what.pieces, sheetWidth) : setOut([what], 0)
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    class: 'pattern',
    width: `${numeral(sheet.width)}mm`,
    height: `${numeral(sheet.height)}mm`,
    viewBox: `0 0 ${numeral(sheet.width)} ${numeral(sheet.height)}`,
    fill: 'none',
    stroke: INK,
    'stroke-width': 0.6,
    'stroke-linejoin': 'round',
    'font-family': 'sans-serif',
    'font-size': LETTERS,
  }
  return tag('svg', attributes, sheet.pieces.map((placed) => pieceMarkup(placed, label(placed.piece))).join(''))
}

function pieceMarkup({ piece, at: [x, y], box, cut }: Placed, label: string): string {
  const fold = piece.edges.find(({ name }) => name === piece.onFold)
  const drawn = [
    drawnLine('cut', cut, {}, true),
    drawnLine('seam', outlineOf(piece), { 'stroke-dasharray': '6 3', 'stroke-width': 0.4 }, true),
    fold === undefined ? '' : drawnLine('fold', fold.points, STROKES.fold),
    ...piece.lines.map(lineMarkup),
    grainMarkup(piece.grain),
    ...piece.notches.map((notch) => notchMarkup(piece, notch)),
    ...piece.marks.map(markMarkup),
    labelMarkup(piece, box, label),
  ]
  const place = `translate(${numeral(x - box.x)} ${numeral(y - box.y)})`
  return tag('g', { class: 'piece', 'data-piece': piece.name, transform: place }, drawn.join(''))
}

/** Name and copies, beside the grain line where there is room and across the piece where there is not. */
function labelMarkup({ mirrored, cut, grain }: Piece, box: Placed['box'], label: string): string {
  const text = `${label} × ${mirrored ? `${cut / 2} + ${cut / 2}` : cut}`
  const letters = clamp((box.width * 1.5) / text.length, 6, LETTERS)
  const level = Math.abs(towards(...grain)[1]) < 0.7
  const [x, y] = moved(mix(...grain, 0.5), level ? [0, -1] : [1, 0], 5)
  const across = level || text.length * letters * 0.6 > box.width / 2
  const attributes = {
    class: 'label',
    x: numeral(across ? box.x + box.width / 2 : x),
    y: numeral(y),
    'text-anchor': across ? 'middle' : 'start',
    'font-size': numeral(letters),
    fill: INK,
    // A halo, so that lines that run under the letters do not cross them out.
    stroke: '#fff',
    'stroke-width': 3,
    'paint-order': 'stroke',
  }
  return tag('text', attributes, escaped(text))
}

const STROKES: Readonly<Record<InnerLine['kind'], Attributes>> = {
  stitch: { stroke: '#b5651d', 'stroke-width': 0.4, 'stroke-dasharray': '3 1.4' },
  fold: { stroke: '#2f4a8a', 'stroke-width': 0.4, 'stroke-dasharray': '9 3 2 3' },
  placement: { stroke: '#5f6b7a', 'stroke-width': 0.4, 'stroke-dasharray': '2 2' },
  crease: { stroke: '#5f6b7a', 'stroke-width': 0.4, 'stroke-dasharray': '12 4' },
  cut: { 'stroke-width': 0.4 },
}

const lineMarkup = ({ kind, name, points, closed, rows = [0], copy }: InnerLine): string =>
  rows
    .map((by) => (by === 0 ? points : offsetLine(points, by)))
    .map((line) => drawnLine(kind, line, { 'data-line': name, 'data-copy': copy, ...STROKES[kind] }, closed))
    .join('')

function grainMarkup([from, to]: readonly [Point, Point]): string {
  const along = towards(from, to)
  const barb = (tip: Point, way: number) =>
    [0.35, -0.35].map((angle) => pathData([tip, moved(tip, turned(along, angle), way * 8)])).join('')
  return tag('path', { class: 'grain', 'stroke-width': 0.5, d: pathData([from, to]) + barb(from, 1) + barb(to, -1) })
}

/** Drawn through the allowance from the cut line, ending just short of the seam line. */
function notchMarkup(piece: Piece, { at, edge, kind }: Notch): string {
  const found = piece.edges.find(({ name }) => name === edge)
  if (found === undefined) return ''
  const along = directionAlong(found.points, Math.min(projectedOn(found.points, at), lengthOf(found.points) - 1e-6))
  const depth = Math.max(found.allowance, 4)
  const [mouth, tip] = [moved(at, leftOf(along), depth), moved(at, leftOf(along), depth * 0.2)]
  return drawnLine('notch', kind === 'slit' ? [mouth, tip] : [moved(mouth, along, 3), tip, moved(mouth, along, -3)])
}

function markMarkup({ kind, name, at, angle = 0, size = 6, copy }: Mark): string {
  const attributes = { 'data-mark': name, 'data-copy': copy, 'stroke-width': 0.4, stroke: '#2f4a8a' }
  if (kind === 'button' || kind === 'rivet' || kind === 'drill')
    return tag('circle', { class: kind, ...attributes, cx: numeral(at[0]), cy: numeral(at[1]), r: numeral(size / 2) })
  const along = turned([1, 0], (angle * Math.PI) / 180)
  const [length, height] = kind === 'text' ? [4 * size, size] : [size, 2]
  const corner = (x: number, y: number) => moved(moved(at, along, (x * length) / 2), rightOf(along), (y * height) / 2)
  return drawnLine(kind, [corner(-1, 1), corner(1, 1), corner(1, -1), corner(-1, -1)], attributes, true)
}

/** Undefined attributes are left out. */
type Attributes = Readonly<Record<string, string | number | undefined>>

/** The only place where markup is put together: every attribute passes `escaped`, and so must a text's content. */
function tag(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  return `<${name}${written.join('')}>${content}</${name}>`
}

const drawnLine = (kind: string, line: Line, attributes: Attributes = {}, closed = false): string =>
  tag('path', { class: kind, ...attributes, d: pathData(line, closed) })

const pathData = (line: Line, closed = false): string =>
  line.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${numeral(x)} ${numeral(y)}`).join('') + (closed ? 'Z' : '')

/** Hundredths of a millimetre, without trailing zeros. */
const numeral = (value: number): string => String(Math.round(value * 100) / 100 || 0)

/** `frontPocketFacing` read aloud: front pocket facing. */
const spoken = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()

/** Control characters have no place in XML, not even escaped. */
const escaped = (text: string): string =>
  text.replace(/[^\P{Cc}\t\n\r]/gu, '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
