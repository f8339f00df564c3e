import { drawingOf, countText, type Lettered, type Lettering, type Ring, type Stroke } from './drawing.ts'
import type { Line } from './geometry.ts'
import type { Draft, Piece } from './piece.ts'
import { setOut, type Placed } from './sheet.ts'

export interface SvgOptions extends Lettering {
  /** The sheet's width for a whole draft, mm. */
  readonly sheetWidth?: number
  /** What the file is called by programs that show it, such as an order's number. */
  readonly title?: string
}

const INK = '#1d1b18'

/**
 * A drawing of a piece, or of all pieces set out on a sheet, at true scale: one user unit is one millimetre, and
 * `width` and `height` say so. Pieces are groups by their names (`id`), and what is of one kind has one class (`cut`,
 * `seam`, `notch`, `grain`, `stitch`, `fold`, `placement`, `drill`, ...) by which a cutting program picks it out and a
 * page colours it. No style, script or link is in it, so a page with a strict content policy may show it.
 */
export function svgOf(what: Piece | Draft, options: SvgOptions = {}): string {
  const { sheetWidth = 1500, title } = options
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
  }
  const heading = title === undefined ? '' : tag('title', {}, escaped(title))
  return tag('svg', attributes, heading + sheet.pieces.map((placed) => pieceMarkup(placed, options)).join(''))
}

function pieceMarkup({ piece, at: [x, y], box, cut }: Placed, lettering: Lettering): string {
  const { strokes, rings, letters } = drawingOf(piece, lettering, cut)
  const attributes = {
    class: 'piece',
    id: piece.name,
    'data-piece': piece.name,
    'data-material': piece.material,
    'data-cut': countText(piece),
    transform: `translate(${numeral(x - box.x)} ${numeral(y - box.y)})`,
  }
  const drawn = [...joinedGrain(strokes).map(strokeMarkup), ...rings.map(ringMarkup), ...letters.map(letterMarkup)]
  return tag('g', attributes, drawn.join(''))
}

const PENS: Readonly<Record<Stroke['kind'], Attributes>> = {
  cut: {},
  seam: { 'stroke-dasharray': '6 3', 'stroke-width': 0.4 },
  grain: { 'stroke-width': 0.5 },
  notch: {},
  stitch: { stroke: '#b5651d', 'stroke-width': 0.4, 'stroke-dasharray': '3 1.4' },
  fold: { stroke: '#2f4a8a', 'stroke-width': 0.4, 'stroke-dasharray': '9 3 2 3' },
  placement: { stroke: '#5f6b7a', 'stroke-width': 0.4, 'stroke-dasharray': '2 2' },
  crease: { stroke: '#5f6b7a', 'stroke-width': 0.4, 'stroke-dasharray': '12 4' },
  buttonhole: { stroke: '#2f4a8a', 'stroke-width': 0.4 },
  bartack: { stroke: '#2f4a8a', 'stroke-width': 0.4 },
  text: { stroke: '#2f4a8a', 'stroke-width': 0.4 },
}

/** A grain line and its arrows are one path, so that they are picked up together. */
function joinedGrain(
  strokes: readonly Stroke[]
): readonly (Omit<Stroke, 'points'> & { readonly paths: readonly Line[] })[] {
  const grain = strokes.filter(({ kind }) => kind === 'grain').map(({ points }) => points)
  return [
    ...strokes.filter(({ kind }) => kind !== 'grain').map(({ points, ...rest }) => ({ ...rest, paths: [points] })),
    { kind: 'grain', closed: false, paths: grain },
  ]
}

const strokeMarkup = ({ kind, paths, closed, name, copy }: ReturnType<typeof joinedGrain>[number]): string =>
  tag('path', {
    class: kind,
    [isMark(kind) ? 'data-mark' : 'data-line']: name,
    'data-copy': copy,
    ...PENS[kind],
    d: paths.map((line) => pathData(line, closed)).join(''),
  })

const isMark = (kind: Stroke['kind']): boolean => kind === 'buttonhole' || kind === 'bartack' || kind === 'text'

const ringMarkup = ({ kind, middle: [cx, cy], radius, name, copy }: Ring): string =>
  tag('circle', {
    class: kind,
    'data-mark': name,
    'data-copy': copy,
    'stroke-width': 0.4,
    stroke: '#2f4a8a',
    cx: numeral(cx),
    cy: numeral(cy),
    r: numeral(radius),
  })

function letterMarkup({ kind, text, at: [x, y], size, align, upwards }: Lettered): string {
  const attributes = {
    class: kind,
    x: numeral(x),
    y: numeral(y),
    'text-anchor': align === 'middle' ? 'middle' : 'start',
    'font-size': numeral(size),
    transform: upwards ? `rotate(-90 ${numeral(x)} ${numeral(y)})` : undefined,
    fill: INK,
    // A halo, so that lines that run under the letters do not cross them out.
    stroke: '#fff',
    'stroke-width': numeral(size / 4),
    'paint-order': 'stroke',
  }
  return tag('text', attributes, escaped(text))
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

const pathData = (line: Line, closed = false): string =>
  line.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${numeral(x)} ${numeral(y)}`).join('') + (closed ? 'Z' : '')

/** Hundredths of a millimetre, without trailing zeros. */
const numeral = (value: number): string => String(Math.round(value * 100) / 100 || 0)

/** Control characters have no place in XML, not even escaped. */
const escaped = (text: string): string =>
  text.replace(/[^\P{Cc}\t\n\r]/gu, '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
