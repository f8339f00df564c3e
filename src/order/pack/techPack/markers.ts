import { spelledOut, wrapped } from '../../../ground/pdf/index.ts'
import { boxOf, crossingsAt, type Point } from '../../../pattern/index.ts'
import type { Cloth, Marker } from '../../../pattern/marker/types.ts'
import type { LaidMaterial } from '../types.ts'
import { INK, LEFT, RIGHT, WIDTH } from './paper.ts'
import { drawArrow } from './pictures.ts'
import type { Sheet } from './sheet.ts'

/** mm on paper: what the first marker may take, what the others may, and what stands round each. */
const HIGH = 96
const LOWER = 56
const FURNITURE = 30

/** Each cloth with its pieces as they lie: length along the page. */
export function writeMarkers(sheet: Sheet): void {
  const { pack, paper, say } = sheet
  if (pack.markers.length === 0) return
  paper.heading(say('markers'), undefined, HIGH)
  pack.markers.forEach((laid, i) => writeMarker(sheet, laid, i === 0 ? HIGH : LOWER))
}

function writeMarker(sheet: Sheet, laid: LaidMaterial, high: number): void {
  const { paper, say, numbers, told } = sheet
  const { label, material, cloth, marker } = laid
  // A short marker of wide cloth lies across the page, turned and not mirrored: left must stay left.
  const isShort = marker.width > 1.8 * marker.length
  const [across, down] = isShort ? [marker.width, marker.length] : [marker.length, marker.width]
  const scale = Math.min((WIDTH - 8) / across, high / down, 0.25)
  paper.room(down * scale + FURNITURE)
  const chosen = sheet.materialOf(material)
  paper.paragraph(chosen === told(label) ? chosen : `${told(label)}: ${chosen}`, { size: 10.5, weight: 'bold' })
  paper.paragraph(factsOf(sheet, cloth, marker), { size: 8.5, colour: INK.faint })
  paper.down(3)

  const [page, top] = [paper.page(), paper.y()]
  const to = ([x, y]: Point): Point =>
    isShort ? [LEFT + 8 + (marker.width - y) * scale, top + x * scale] : [LEFT + 8 + x * scale, top + y * scale]
  const selvedges = [
    [0, 0],
    [marker.length, 0],
    [marker.length, marker.width],
    [0, marker.width],
  ] as const
  page.shape(selvedges.map(to), { pen: { width: 0.3, colour: INK.faint } })
  for (const { piece, copy, outline, turned } of marker.placed) {
    page.shape(outline.map(to), { pen: { width: 0.2, colour: INK.plain }, fill: INK.piece })
    const marks = [sheet.nameOf({ name: piece }), copy, turned === 180 && '180°']
    writeName(sheet, marks.filter(Boolean).join(' '), outline.map(to))
  }
  const [wide, deep] = [across * scale, down * scale]
  const small = { size: 8, align: 'middle', colour: INK.faint } as const
  page.text([LEFT + 4, top + deep / 2], `${numbers.plain(down / 10, 1)} cm`, { ...small, turned: -90 })
  page.text([LEFT + 8 + wide / 2, top + deep + 4.5], `${numbers.plain(across / 10, 1)} cm`, small)
  const [start, end]: readonly [Point, Point] = isShort
    ? [
        [RIGHT - 2, top + deep + 2],
        [RIGHT - 2, top + deep + 10],
      ]
    : [
        [RIGHT - 10, top + deep + 3.4],
        [RIGHT, top + deep + 3.4],
      ]
  drawArrow(page, start, end, 1.4)
  page.text([RIGHT - (isShort ? 4 : 12), top + deep + 4.5], say('along'), {
    size: 7.5,
    align: 'right',
    colour: INK.faint,
  })
  paper.down(deep + 14)
}

function factsOf({ say, numbers }: Sheet, cloth: Cloth, marker: Marker): string {
  const { warp, weft } = cloth.shrinkage
  return [
    say('markerLine', {
      length: numbers.plain(marker.length / 1000, 2),
      width: numbers.plain(marker.width / 10, 1),
      used: numbers.percent(marker.used, 1),
      gap: numbers.plain(cloth.gap),
    }),
    say(cloth.oneWay ? 'oneWay' : 'twoWay'),
    warp || weft
      ? say('shrinks', { warp: numbers.plain(warp / 10, 1), weft: numbers.plain(weft / 10, 1) })
      : say('noShrinkage'),
  ].join(' ')
}

/** Along the longer side of its outline, in the middle of it, where there is room for letters that can be read. */
function writeName({ paper }: Sheet, name: string, outline: readonly Point[]): void {
  const box = boxOf(outline)
  const upwards = box.height > box.width
  const [along, middle] = upwards ? [box.height, box.y + box.height / 2] : [box.width, box.x + box.width / 2]
  // A curved band leaves the middle of its box: what counts is where its sides are halfway along.
  const sides = crossingsAt(upwards ? outline : outline.map(([x, y]): Point => [y, x]), middle)
  const [from = 0, to = 0] = widestOf(sides)
  const size = Math.min(7, (to - from) * 1.3)
  const text = spelledOut(name)
  if (size < 3.2 || wrapped(text, along - 1, { size }).length > 1) return
  const across = (from + to) / 2 + size * 0.12
  paper.page().text(upwards ? [across, middle] : [middle, across], text, {
    size,
    align: 'middle',
    turned: upwards ? -90 : 0,
    colour: INK.plain,
  })
}

/** Of the stretches between each crossing inwards and the next outwards. */
function widestOf(crossings: readonly number[]): readonly number[] {
  const pairs = crossings.flatMap((from, i) => (i % 2 === 0 ? [[from, crossings[i + 1] ?? from] as const] : []))
  return pairs.reduce<readonly number[]>(
    (best, pair) => (pair[1] - pair[0] > best[1]! - best[0]! ? pair : best),
    [0, 0]
  )
}
