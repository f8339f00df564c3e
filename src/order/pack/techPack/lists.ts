import { measurementLabel } from '../../../fit/index.ts'
import { areaOf, countText, cutLineOf, type Piece } from '../../../pattern/index.ts'
import { threadOf, type StitchStep } from '../../stitching.ts'
import { drawThumbnail, extentOf } from './pictures.ts'
import type { Sheet } from './sheet.ts'
import { drawTable, type Column } from './table.ts'

/** What was chosen, in the designer's words. */
export function writeChoices({ pack, paper, say, told }: Sheet): void {
  if (pack.choices.length === 0) return
  paper.heading(say('choices'))
  drawTable(
    paper,
    [
      { title: say('option'), share: 3, text: ({ option }) => told(option) },
      { title: say('choice'), share: 5, bold: true, text: ({ choice }) => told(choice) },
      { title: say('code'), share: 2, text: ({ code }) => code ?? '' },
    ],
    pack.choices
  )
}

export function writeMeasurements({ pack, paper, say, numbers, language }: Sheet): void {
  if (pack.measurements.length === 0) return
  paper.heading(say('measurements'), say('measurementsFor'))
  drawTable(
    paper,
    [
      { title: say('measurement'), share: 5, text: ({ name }) => measurementLabel(name, language) },
      { title: say('value'), share: 1.4, align: 'right', bold: true, text: ({ value }) => numbers.cm(value) },
      { title: '', share: 0.3 },
      {
        title: say('source'),
        share: 4,
        text: ({ source, error }) =>
          source === 'estimated' ? say('estimated', { error: numbers.cm(error) }) : say(source),
      },
    ],
    pack.measurements
  )
}

/** Finished measures beside the body's, with a column to write in what was measured. */
export function writeChart({ pack, paper, say, numbers, told }: Sheet): void {
  if (pack.chart.length === 0) return
  paper.heading(say('chart'), say('chartAbout'))
  const none = say('noFigure')
  drawTable(
    paper,
    [
      { title: say('measurement'), share: 4, text: ({ label }) => told(label) },
      { title: say('finished'), share: 1.4, align: 'right', bold: true, text: ({ finished }) => numbers.cm(finished) },
      {
        title: say('body'),
        share: 1.4,
        align: 'right',
        text: ({ body }) => (body === null ? none : numbers.cm(body)),
      },
      {
        title: say('ease'),
        share: 1.4,
        align: 'right',
        text: ({ finished, body }) => (body === null ? none : numbers.signedCm(finished - body)),
      },
      { title: say('tolerance'), share: 1.5, align: 'right', text: ({ tolerance }) => `±${numbers.cm(tolerance)}` },
      { title: say('measured'), share: 2, align: 'right' },
    ],
    pack.chart,
    { height: 6.5 }
  )
}

/** Every piece with its picture; areas of one copy, and of all. */
export function writePieces(sheet: Sheet): void {
  const { pack, paper, say, numbers } = sheet
  const rows = pack.draft.pieces.map((piece) => {
    const cut = cutLineOf(piece)
    return { piece, cut, area: areaOf(cut) * (piece.onFold ? 2 : 1), extent: extentOf(piece, cut) }
  })
  paper.heading(say('piecesList'), say('piecesAbout'), 48)
  const columns: readonly Column<(typeof rows)[number]>[] = [
    {
      title: '',
      share: 2.6,
      draw: (page, { piece }, box) => drawThumbnail(page, piece, { ...box, x: box.x + 1, width: box.width - 2 }),
    },
    { title: say('piece'), share: 3, bold: true, text: ({ piece }) => sheet.nameOf(piece) },
    { title: say('cut'), share: 1.8, text: ({ piece }) => cutText(sheet, piece) },
    { title: say('material'), share: 2.2, text: ({ piece }) => sheet.materialOf(piece.material) },
    {
      title: `${say('extent')}, cm`,
      share: 2.4,
      align: 'right',
      text: ({ extent }) => `${numbers.plain(extent.length / 10, 1)} × ${numbers.plain(extent.width / 10, 1)}`,
    },
    { title: `${say('area')}, cm²`, share: 1.5, align: 'right', text: ({ area }) => numbers.plain(area / 100) },
    { title: say('notches'), share: 1.3, align: 'right', text: ({ piece }) => String(piece.notches.length) },
  ]
  drawTable(paper, columns, rows, { height: 19 })
}

const cutText = ({ say }: Sheet, piece: Piece): string =>
  piece.onFold ? `${countText(piece)} ${say('onFold')}` : countText(piece)

export function writeBill({ pack, paper, say, told, numbers }: Sheet): void {
  const lines = pack.bill.filter(({ amount }) => amount > 0)
  if (lines.length === 0) return
  paper.heading(say('bill'), say('billAbout'))
  drawTable(
    paper,
    [
      { title: say('item'), share: 6, text: ({ label }) => told(label) },
      { title: say('amount'), share: 2, align: 'right', bold: true, text: (line) => numbers.amount(line) },
      { title: say('waste'), share: 1.5, align: 'right', text: ({ waste }) => numbers.percent(waste / 1000, 1) },
    ],
    lines
  )
}

export function writeStrips(sheet: Sheet): void {
  const { pack, paper, say, told, numbers } = sheet
  if (pack.strips.length === 0) return
  paper.heading(say('strips'), say('stripsAbout'))
  drawTable(
    paper,
    [
      { title: say('item'), share: 4, text: ({ label }) => told(label) },
      { title: say('where'), share: 3, text: ({ piece }) => sheet.nameOf({ name: piece }) },
      { title: say('cut'), share: 1, align: 'right', text: ({ count }) => `${count} ×` },
      {
        title: `${say('lengthWidth')}, cm`,
        share: 2.4,
        align: 'right',
        bold: true,
        text: ({ length, width }) => `${numbers.cm(length)} × ${numbers.cm(width)}`,
      },
    ],
    pack.strips
  )
}

export function writeStitches(sheet: Sheet): void {
  const { pack, paper, say, told, numbers } = sheet
  if (pack.stitches.length === 0) return
  paper.heading(say('stitches'), say('stitchesAbout'))
  const where = ({ piece }: StitchStep) =>
    piece
      .split(' + ')
      .map((name) => sheet.nameOf({ name }))
      .join(' + ')
  drawTable(
    paper,
    [
      { title: '', share: 0.7, align: 'right', text: (_, i) => String(i + 1) },
      { title: say('step'), share: 3.6, bold: true, text: ({ label }) => told(label) },
      { title: say('where'), share: 3.4, text: where },
      { title: say('type'), share: 1, align: 'right', text: ({ type }) => type },
      { title: say('rows'), share: 1.1, align: 'right', text: ({ rows }) => String(rows) },
      { title: say('perCm'), share: 1.1, align: 'right', text: ({ stitches }) => numbers.plain(stitches, 1) },
      { title: say('row'), share: 1.5, align: 'right', text: ({ length }) => numbers.cm(length) },
      { title: say('threadMetres'), share: 1.5, align: 'right', text: ({ thread }) => numbers.plain(thread, 1) },
    ],
    pack.stitches
  )
  paper.paragraph(`${say('allThread')}: ${numbers.plain(threadOf(pack.stitches), 1)} m`, { size: 9, weight: 'bold' }, 2)
}

/** The lengths a machinist can lay against each other before anything is sewn. */
export function writeSeams(sheet: Sheet): void {
  const { pack, paper, say, numbers } = sheet
  const { checks } = pack.draft
  if (checks.length === 0) return
  paper.heading(say('seamsList'), say('seamsAbout'))
  drawTable(
    paper,
    [
      { title: say('seam'), share: 2.4, bold: true, text: ({ seam }) => seam },
      { title: say('where'), share: 4, text: ({ seam }) => piecesIn(sheet, seam) },
      { title: say('oneSide'), share: 1.8, align: 'right', text: ({ a }) => numbers.plain(a / 10, 1) },
      { title: say('otherSide'), share: 1.8, align: 'right', text: ({ b }) => numbers.plain(b / 10, 1) },
      { title: say('difference'), share: 2, align: 'right', text: ({ a, b }) => numbers.plain(Math.abs(a - b), 1) },
      { title: say('holds'), share: 1, align: 'right', text: ({ ok }) => say(ok ? 'yes' : 'no') },
    ],
    checks,
    { size: 8 }
  )
}

/** The pieces that meet in a seam. */
function piecesIn(sheet: Sheet, name: string): string {
  const seam = sheet.pack.draft.seams.find((one) => one.name === name)
  const pieces = new Set([...(seam?.a ?? []), ...(seam?.b ?? [])].map(({ piece }) => piece))
  return [...pieces].map((piece) => sheet.nameOf({ name: piece })).join(' + ')
}
