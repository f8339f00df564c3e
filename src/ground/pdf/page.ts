import { encodedText, widthOf, type Weight } from './letters.ts'

/** Millimetres from the upper left corner of the page; `y` points down. */
export type Spot = readonly [x: number, y: number]

export interface Pen {
  /** mm */
  readonly width?: number
  /** sRGB hex. */
  readonly colour?: string
  /** Lengths of strokes and gaps by turns, mm; a whole line where there are none. */
  readonly dash?: readonly number[]
}

export interface Type {
  /** Points, as letters are measured. */
  readonly size?: number
  readonly weight?: Weight
  readonly colour?: string
  /** Which end of the text, or its middle, stands at the spot. */
  readonly align?: 'left' | 'middle' | 'right'
  /** Degrees, clockwise as drawn. */
  readonly turned?: number
  /** White round the letters, so that lines which run under them do not cross them out. */
  readonly halo?: boolean
}

export interface Jpeg {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** What can be put on a page. The spot of a text is on its base line. */
export interface Page {
  /** mm */
  readonly width: number
  readonly height: number
  text(at: Spot, text: string, type?: Type): void
  line(points: readonly Spot[], pen?: Pen): void
  /** A closed shape: outlined by a pen, filled with a colour, or both. */
  shape(points: readonly Spot[], look: { readonly pen?: Pen; readonly fill?: string }): void
  circle(middle: Spot, radius: number, look: { readonly pen?: Pen; readonly fill?: string }): void
  picture(jpeg: Jpeg, corner: Spot, width: number, height: number): void
  /** What is drawn inside is cut off at the box. */
  within(corner: Spot, width: number, height: number, draw: () => void): void
}

export const POINTS_PER_MM = 72 / 25.4
export const MM_PER_POINT = 25.4 / 72

const INK = '#000000'
/** Of a radius: the handles of the four curves that stand for a circle. */
const ROUND = 0.5522847498

export interface Written {
  readonly page: Page
  /** The operators so far. */
  operators(): string
}

/** `nameOf` gives a picture's name among the document's resources. */
export function createPage(width: number, height: number, nameOf: (jpeg: Jpeg) => string): Written {
  const lines: string[] = []
  const put = (...operators: readonly string[]): void => void lines.push(operators.join(' '))
  const x = (mm: number): string => numeral(mm * POINTS_PER_MM)
  const y = (mm: number): string => numeral((height - mm) * POINTS_PER_MM)
  const at = ([right, down]: Spot): string => `${x(right)} ${y(down)}`

  /** What was asked for last stays in force, so a pen is written only when it changes. */
  let held = ''
  let filled = ''
  const hold = ({ width: mm = 0.25, colour = INK, dash = [] }: Pen): void => {
    const wanted = `${x(mm)} w ${shade(colour)} RG [${dash.map(x).join(' ')}] 0 d`
    if (wanted !== held) put(wanted)
    held = wanted
  }
  const dip = (colour: string): void => {
    const wanted = `${shade(colour)} rg`
    if (wanted !== filled) put(wanted)
    filled = wanted
  }
  const paint = ({ pen, fill }: { readonly pen?: Pen; readonly fill?: string }, path: string): void => {
    if (pen) hold(pen)
    if (fill) dip(fill)
    put(path, pen && fill ? 'b' : pen ? 's' : fill ? 'f' : 'n')
  }
  const path = (points: readonly Spot[]): string =>
    points.map((point, i) => `${at(point)} ${i === 0 ? 'm' : 'l'}`).join(' ')

  const page: Page = {
    width,
    height,
    text(spot, text, { size = 9, weight = 'plain', colour = INK, align = 'left', turned = 0, halo = false } = {}) {
      const back = align === 'left' ? 0 : widthOf(text, size, weight) * MM_PER_POINT * (align === 'middle' ? 0.5 : 1)
      const angle = (turned * Math.PI) / 180
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
      const start: Spot = [spot[0] - back * cos, spot[1] - back * sin]
      const placed =
        turned === 0 ? `${at(start)} Td` : `${[cos, -sin, sin, cos].map(numeral).join(' ')} ${at(start)} Tm`
      const set = `BT /${weight === 'bold' ? 'B' : 'R'} ${numeral(size)} Tf ${placed} ${encodedText(text)} Tj ET`
      // Text rendering mode 1 strokes the letters, 0 fills them: ISO 32000-1, 9.3.6.
      if (halo) {
        hold({ width: size * 0.25 * MM_PER_POINT, colour: '#ffffff' })
        put(`1 Tr ${set} 0 Tr`)
      }
      dip(colour)
      put(set)
    },
    line(points, pen = {}) {
      if (points.length < 2) return
      hold(pen)
      put(path(points), 'S')
    },
    shape(points, look) {
      if (points.length > 2) paint(look, path(points))
    },
    circle([cx, cy], r, look) {
      const k = r * ROUND
      const bow = (...spots: readonly Spot[]): string => `${spots.map(at).join(' ')} c`
      paint(
        look,
        [
          `${at([cx + r, cy])} m`,
          bow([cx + r, cy + k], [cx + k, cy + r], [cx, cy + r]),
          bow([cx - k, cy + r], [cx - r, cy + k], [cx - r, cy]),
          bow([cx - r, cy - k], [cx - k, cy - r], [cx, cy - r]),
          bow([cx + k, cy - r], [cx + r, cy - k], [cx + r, cy]),
        ].join(' ')
      )
    },
    picture(jpeg, [left, top], wide, high) {
      put(`q ${x(wide)} 0 0 ${x(high)} ${at([left, top + high])} cm /${nameOf(jpeg)} Do Q`)
    },
    within([left, top], wide, high, draw) {
      put(`q ${at([left, top + high])} ${x(wide)} ${x(high)} re W n`)
      const before = [held, filled] as const
      draw()
      put('Q')
      ;[held, filled] = before
    },
  }
  return { page, operators: () => lines.join('\n') }
}

/** The lines of a text no longer than `width` mm, broken at spaces; a word that is too long itself, anywhere. */
export function wrapped(text: string, width: number, { size = 9, weight = 'plain' }: Type = {}): string[] {
  const fits = (line: string): boolean => widthOf(line, size, weight) * MM_PER_POINT <= width
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) line = longer
    else {
      if (line !== '') lines.push(line)
      line = ''
      for (const letter of word) {
        if (line !== '' && !fits(line + letter)) {
          lines.push(line)
          line = ''
        }
        line += letter
      }
    }
  }
  return [...lines, line]
}

/** Thousandths of a point are a third of a micrometre: lines that meet on paper meet in the file. */
const numeral = (value: number): string => String(Math.round(value * 1000) / 1000 || 0)

/** `#b5651d` as three shares. */
const shade = (hex: string): string =>
  [1, 3, 5].map((i) => numeral(Number.parseInt(hex.slice(i, i + 2), 16) / 255)).join(' ')
