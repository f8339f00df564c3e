import { STRAIN_LIMIT } from '../../../pattern/index.ts'
import { INK } from './paper.ts'
import type { Sheet } from './sheet.ts'
import { drawTable } from './table.ts'
import type { Foot } from '../types.ts'

/** Each shoe by itself: the last it is made on, then what is cut for it. */
export function writeFeet(sheet: Sheet): void {
  const { pack, paper, say } = sheet
  if (pack.feet.length === 0) return
  paper.heading(say('feet'))
  for (const foot of pack.feet) writeFoot(sheet, foot)
}

function writeFoot(sheet: Sheet, { side, last, pieces }: Foot): void {
  const { paper, say, numbers, told } = sheet
  paper.room(46)
  paper.down(2)
  paper.paragraph(say(side), { size: 11, weight: 'bold', colour: INK.plain })
  paper.paragraph(last.map(({ label, value }) => `${told(label)}: ${numbers.cm(value)} cm`).join(' · '))
  paper.down(2)
  drawTable(
    paper,
    [
      { title: say('piece'), share: 4, bold: true, text: ({ name }) => sheet.nameOf({ name }) },
      { title: say('material'), share: 3, text: ({ material }) => sheet.materialOf(material) },
      { title: say('cut'), share: 2.6, text: ({ mirrored }) => say(mirrored ? 'mirrored' : 'single') },
      {
        title: say('strain'),
        share: 3,
        align: 'right',
        text: (piece) => strainText(sheet, piece),
      },
    ],
    pieces,
    { size: 8 }
  )
}

/** What lasting asks of a piece; of one that is stretched too far, what it would be with a seam. */
function strainText({ pack, say, numbers }: Sheet, { name, strain }: Foot['pieces'][number]): string {
  if (strain === null) return say('laidFlat')
  const share = numbers.percent(strain, 1)
  if (strain <= STRAIN_LIMIT) return share
  const seamed = pack.draft.pieces.find((piece) => piece.name === name)?.strain?.seamed
  return `${share}, ${seamed === undefined ? say('seamAsked') : say('seamed', { share: numbers.percent(seamed, 1) })}`
}
