import { spelledOut, wrapped } from '../../../ground/pdf/index.ts'
import { boxOf, type Point } from '../../../pattern/index.ts'
import type { LaidMaterial } from '../types.ts'
import { INK, LEFT, RIGHT, WIDTH } from './paper.ts'
import { drawArrow } from './pictures.ts'
import type { Sheet } from './sheet.ts'

/** mm on paper: what a marker may take, and what stands round it. */
const HIGH = 96
const FURNITURE = 30

/** Each cloth with its pieces as they lie: length along the page. */
export function writeMarkers(sheet: Sheet): void {
  const { pack, paper, say } = sheet
  if (pack.markers.length === 0) return
  paper.heading(say('markers'), undefined, HIGH)
  for (const laid of pack.markers) writeMarker(sheet, laid)
}

function writeMarker(sheet: Sheet, { label, material, cloth, marker }: LaidMaterial): void {
  const { paper, say, numbers, told } = sheet
  const scale = Math.min((WIDTH - 8) / marker.length, HIGH / marker.width, 0.25)
  paper.room(marker.width * scale + FURNITURE)
  const chosen = sheet.materialOf(material)
  paper.paragraph(chosen === told(label) ? chosen : `${told(label)}: ${chosen}`, { size: 10.5, weight: 'bold' })
  const { warp, weft } = cloth.shrinkage
  const facts = [
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
  ]
  paper.paragraph(facts.join(' '), { size: 8.5, colour: INK.faint })
  paper.down(3)

  const [page, top] = [paper.page(), paper.y()]
  const to = ([x, y]: Point): Point => [LEFT + 8 + x * scale, top + y * scale]
  const [length, width] = [marker.length * scale, marker.width * scale]
  page.shape([to([0, 0]), to([marker.length, 0]), to([marker.length, marker.width]), to([0, marker.width])], {
    pen: { width: 0.3, colour: INK.faint },
  })
  for (const { piece, copy, outline, turned } of marker.placed) {
    page.shape(outline.map(to), { pen: { width: 0.2, colour: INK.plain }, fill: INK.piece })
    writeName(
      sheet,
      `${sheet.nameOf({ name: piece })}${copy ? ` ${copy}` : ''}${turned === 180 ? ' ↺' : ''}`,
      outline.map(to)
    )
  }
  // Dimensions: the width at the left, the length below.
  page.text([LEFT + 4, top + width / 2], `${numbers.plain(marker.width / 10)} cm`, {
    size: 8,
    align: 'middle',
    turned: -90,
    colour: INK.faint,
  })
  drawArrow(page, [LEFT + 8, top + width + 3], [LEFT + 8 + length, top + width + 3], 1.6)
  page.text([LEFT + 8 + length / 2, top + width + 7], `${numbers.plain(marker.length / 10, 1)} cm`, {
    size: 8,
    align: 'middle',
    colour: INK.faint,
  })
  page.text([RIGHT, top + width + 7], say('along'), { size: 7.5, align: 'right', colour: INK.faint })
  paper.down(width + 14)
}

/** Inside its outline where there is room for letters that can be read, along its longer side. */
function writeName({ paper }: Sheet, name: string, outline: readonly Point[]): void {
  const box = boxOf(outline)
  const [along, across] = [Math.max(box.width, box.height), Math.min(box.width, box.height)]
  const size = Math.min(7, across * 1.3)
  const text = spelledOut(name)
  if (size < 3.2 || wrapped(text, along - 1, { size }).length > 1) return
  const upwards = box.height > box.width
  const lift = size * 0.12
  paper
    .page()
    .text([box.x + box.width / 2 + (upwards ? lift : 0), box.y + box.height / 2 + (upwards ? 0 : lift)], text, {
      size,
      align: 'middle',
      turned: upwards ? -90 : 0,
      colour: INK.plain,
    })
}
