import { INK } from './paper.ts'
import type { Sheet } from './sheet.ts'
import { drawTable } from './table.ts'
import type { Foot } from '../types.ts'

/** Above it a panel is cut again with a seam rather than forced: share of its length, 95th percentile. */
const MOST_STRAIN = 0.05

/** The last of each foot side by side, then what is cut for each. */
export function writeFeet(sheet: Sheet): void {
  const { pack, paper, say, told, numbers } = sheet
  const [left, right] = [pack.feet.find(({ side }) => side === 'left'), pack.feet.find(({ side }) => side === 'right')]
  if (!left || !right) return
  paper.heading(say('feet'))
  drawTable(
    paper,
    [
      { title: say('last'), share: 5, text: ({ label }) => told(label) },
      { title: `${say('left')}, cm`, share: 2, align: 'right', bold: true, text: ({ value }) => numbers.cm(value) },
      {
        title: `${say('right')}, cm`,
        share: 2,
        align: 'right',
        bold: true,
        text: ({ name }) => {
          const other = right.last.find((one) => withoutSide(one.name) === withoutSide(name))
          return other ? numbers.cm(other.value) : say('noFigure')
        },
      },
    ],
    left.last
  )
  for (const foot of [left, right]) writeFoot(sheet, foot)
}

function writeFoot(sheet: Sheet, { side, pieces }: Foot): void {
  const { paper, say, numbers } = sheet
  paper.room(30)
  paper.down(3)
  paper.paragraph(say(side), { size: 10.5, weight: 'bold', colour: INK.plain })
  paper.down(1.5)
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
        text: ({ strain }) =>
          strain === null
            ? say('laidFlat')
            : `${numbers.percent(strain, 1)}${strain > MOST_STRAIN ? `, ${say('seamAsked')}` : ''}`,
      },
    ],
    pieces,
    { size: 8 }
  )
}

const withoutSide = (name: string): string => name.replace(/\.(?:left|right)$/, '')
