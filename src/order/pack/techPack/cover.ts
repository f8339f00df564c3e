import { dayText } from '../../../ground/index.ts'
import { spelledOut, wrapped } from '../../../ground/pdf/index.ts'
import { threadOf } from '../../stitching.ts'
import { INK, LEFT, RIGHT, RULE, WIDTH } from './paper.ts'
import { drawPieces } from './pictures.ts'
import { systemName } from './systems.ts'
import type { Sheet } from './sheet.ts'

const WARNING = '#8a2f1d'

/** Whose it is, what it is, the key figures, what to look at first, and all pieces in one drawing. */
export function writeCover(sheet: Sheet): void {
  const { pack, paper, language, say, told } = sheet
  const page = paper.page()
  const day = pack.placedAt.slice(0, 10)
  page.text([LEFT, paper.y() + 9], spelledOut(told(pack.template.name)), {
    size: 26,
    weight: 'bold',
    colour: INK.plain,
  })
  page.text([RIGHT, paper.y() + 9], say('pack'), { size: 11, align: 'right', colour: INK.faint })
  paper.down(14)
  page.text(
    [LEFT, paper.y() + 4],
    spelledOut(`${say('order', { number: pack.number })} · ${say('placed', { day: dayText(day, language, true) })}`),
    { size: 11, colour: INK.plain }
  )
  paper.down(10)
  if (pack.bodyOpen) writeWarning(sheet, say('openBody'))
  writeKeyFigures(sheet)
  writeNotes(sheet)
  const box = { x: LEFT, y: paper.y() + 4, width: WIDTH, height: paper.left() - 8 }
  const scale = drawPieces(paper.page(), pack.draft.pieces, box, sheet.nameOf)
  page.text([RIGHT, box.y + box.height + 4], say('scale', { scale: Math.round(scale) }), {
    size: 7.5,
    align: 'right',
    colour: INK.faint,
  })
}

function writeWarning({ paper }: Sheet, text: string): void {
  const [page, y] = [paper.page(), paper.y()]
  page.shape(
    [
      [LEFT, y],
      [RIGHT, y],
      [RIGHT, y + 9],
      [LEFT, y + 9],
    ],
    { pen: { width: 0.4, colour: WARNING } }
  )
  page.text([LEFT + 4, y + 6], text, { size: 12, weight: 'bold', colour: WARNING })
  paper.down(13)
}

function writeKeyFigures(sheet: Sheet): void {
  const { pack, paper, say, told, numbers } = sheet
  const { pieces, checks } = pack.draft
  const [size] = pack.labels.size
  const figures: readonly (readonly [string, string])[] = [
    [say('quantity'), String(pack.quantity)],
    ...(size ? [[say('size'), `${systemName(size, say)} ${size.label}`] as const] : []),
    [
      say('pieces'),
      say('piecesCut', { pieces: pieces.length, cut: pieces.reduce((sum, { cut }) => sum + cut, 0) * pack.quantity }),
    ],
    [say('seams'), say('seamsMeet', { met: checks.filter(({ ok }) => ok).length, all: checks.length })],
    ...pack.markers.map(({ label, marker }): readonly [string, string] => [
      told(label),
      say('clothLine', {
        length: numbers.plain(marker.length / 1000, 2),
        width: numbers.plain(marker.width / 10),
        used: numbers.percent(marker.used),
      }),
    ]),
    [say('thread'), say('perGarment', { amount: numbers.plain(threadOf(pack.stitches)) })],
  ]
  const [page, top] = [paper.page(), paper.y()]
  const across = 3
  const [width, high] = [WIDTH / across, 13]
  figures.forEach(([title, value], i) => {
    const [x, y] = [LEFT + (i % across) * width, top + Math.floor(i / across) * high]
    page.line(
      [
        [x, y],
        [x + width - 4, y],
      ],
      RULE
    )
    page.text([x, y + 4], spelledOut(title), { size: 7.5, colour: INK.faint })
    wrapped(spelledOut(value), width - 5, { size: 9.5, weight: 'bold' })
      .slice(0, 2)
      .forEach((line, k) => page.text([x, y + 8.2 + k * 3.9], line, { size: 9.5, weight: 'bold', colour: INK.plain }))
  })
  paper.down(Math.ceil(figures.length / across) * high + 2)
}

function writeNotes({ pack, paper, say, told }: Sheet): void {
  if (pack.notes.length === 0) return
  const lines = pack.notes.map((note) => wrapped(spelledOut(told(note)), WIDTH - 12, { size: 9 }))
  const high = lines.flat().length * 4.1 + lines.length * 1.2 + 11
  paper.room(high)
  const [page, top] = [paper.page(), paper.y()]
  page.shape(
    [
      [LEFT, top],
      [RIGHT, top],
      [RIGHT, top + high],
      [LEFT, top + high],
    ],
    { fill: INK.tint }
  )
  page.text([LEFT + 4, top + 6], say('before'), { size: 10, weight: 'bold', colour: INK.plain })
  let y = top + 11.5
  for (const note of lines) {
    page.circle([LEFT + 5, y - 1.1], 0.6, { fill: INK.plain })
    for (const line of note) {
      page.text([LEFT + 8, y], line, { size: 9, colour: INK.plain })
      y += 4.1
    }
    y += 1.2
  }
  paper.down(high)
}
