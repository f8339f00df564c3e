import { dot, drawingFiles, line, shaded, stitched, thin, type Drawing } from '../drawings.ts'

/** From the side, toe to the right; the feather line ends at y = 46. */
const UPPER =
  'M10 46 C8 38 9 30 11 22 C12 19 15 18 18 20 C23 24 28 23 32 17 ' +
  'C34 14 37 13 39 15 C46 26 54 31 63 33 C71 35 74 40 74 46'
const lacing = line('M36 15 C41 24 47 29 54 32')
const sneaker = line(UPPER) + line('M7 46 H76 V52 C76 54 74 55 72 55 H11 C8 55 7 53 7 51 Z') + lacing
const derby =
  line(UPPER) +
  line('M9 46 H76 L75 49 H9 Z M9 49 V56 H26 L27 49') +
  line('M36 15 C36 26 40 36 44 46 M36 15 C42 24 48 29 54 31')

const heelPart = 'M16 52 C12 40 13 28 16 17 C18 11 23 10 28 13 C36 18 44 17 51 9'

/** The sole alone, under the line of the upper. */
const sole = (below: Drawing): Drawing => line('M10 20 C9 14 12 10 16 12 C30 18 50 22 62 24 C70 25 74 27 74 30') + below

/** The front of the foot from above. */
const toes = (outline: string, inside: Drawing = ''): Drawing => line(outline) + inside
const ROUND = 'M14 8 C8 24 14 46 30 56 C38 60 50 58 56 48 C64 34 66 20 64 8'
const ALMOND = 'M14 8 C9 24 16 44 34 58 C38 61 42 60 45 57 C58 44 65 24 64 8'
const CHISEL = 'M14 8 C9 24 15 42 28 56 C30 59 47 60 50 56 C59 44 65 24 64 8'
const capLine = 'M13 34 C26 27 50 27 63 34'

const row = (y: number, from: number, to: number, count: number): Drawing =>
  Array.from({ length: count }, (_, k) => dot(from + ((to - from) * k) / (count - 1), y, 1)).join('')

/** A lace across four holes. */
const lace = (across: (x: number, y: number, to: number, end: number) => Drawing): Drawing =>
  line('M22 6 V58 M58 6 V58') + [14, 30, 46].map((y) => across(26, y, 54, y + 8) + across(54, y, 26, y + 8)).join('')

export const DRAWINGS = drawingFiles({
  'style-sneaker': sneaker,
  'style-derby': derby,
  'toe-round': toes(ROUND),
  'toe-almond': toes(ALMOND),
  'toe-chisel': toes(CHISEL),
  'toeCap-none': toes(ROUND, stitched(capLine)),
  'heelTab-none':
    line(heelPart) + line('M10 52 H70 M10 60 H70 M10 52 V60') + stitched('M15 19 C20 17 24 17 27 18 V34 H14'),
  'sole-cup': sole(
    line('M7 30 H76 V46 C76 49 74 50 72 50 H11 C8 50 7 48 7 46 Z') + stitched('M9 34 H74') + thin('M7 44 H76')
  ),
  'sole-crepe': sole(
    line('M8 30 H75 L76 48 C76 50 74 51 72 51 H11 C8 51 7 50 7 48 Z') +
      thin('M8 36 H75.4 M7.6 42 H75.8 M12 33 h5 M30 39 h6 M50 33 h5 M60 45 h6 M22 46 h5')
  ),
  'sole-leather': sole(
    line('M9 30 H76 L75 35 H30 L28 38 V50 H9 Z') + thin('M9 38 H28 M9 42 H28 M9 46 H28') + stitched('M12 32 H72')
  ),
  'sole-ridge': sole(
    line(`M9 30 H76 L75 37 ${'l-3 4 l-3 -4 '.repeat(7)}H30 V50 ${'l-3 4 l-3 -4 '.repeat(3)}H9 Z`)
  ),
  'edge-as-sole': shaded('M8 22 H72 V42 H8 Z') + line('M8 22 H72 V42 H8 Z'),
  'laces-flat': lace((x, y, to, end) => line(`M${x} ${y} L${to} ${end} V${end + 4} L${x} ${y + 4} Z`)),
  'laces-round': lace((x, y, to, end) => line(`M${x} ${y} L${to} ${end}`) + thin(`M${x} ${y + 2} L${to} ${end + 2}`)),
  'perforation-none': toes(ROUND, line(capLine)),
  'perforation-vents': toes(ROUND, row(16, 30, 50, 5) + row(22, 31, 49, 5) + row(28, 32, 48, 5)),
  'perforation-brogue': toes(
    ROUND,
    line(capLine) + row(38, 18, 58, 11) + dot(39, 46, 1.6) + row(48, 35, 43, 2) + row(52, 37, 41, 2)
  ),
})
