import { spelledOut, wrapped, type Page } from '../../../ground/pdf/index.ts'
import type { FibreLine } from '../types.ts'
import { CARE_ROWS, CARE_WORDS, drawCare } from './careSymbols.ts'
import { INK, LEFT, WIDTH } from './paper.ts'
import type { Sheet } from './sheet.ts'
import { systemName } from './systems.ts'

/** mm: a label sewn into a side seam, and its symbols. */
const LABEL = 38
const PAD = 3
const SYMBOL = 5.6

/** Labels at true size on the left, what they say in words beside them. */
export function writeLabels(sheet: Sheet): void {
  const { pack, paper, say, told } = sheet
  const { fibres, besides, care, size } = pack.labels
  if (fibres.length === 0 && care === null && size.length === 0) return
  paper.heading(say('labels'), say('labelsAbout'), 50 + size.length * 7)
  if (size.length > 0) writeSizes(sheet)
  if (fibres.length === 0 && care === null) return

  const lines = fibres.flatMap((line) => ['', ...fibreTexts(sheet, line)]).slice(1)
  const small = besides.flatMap((text) => wrapped(spelledOut(told(text)), LABEL - 2 * PAD, { size: 6 }))
  const texts = lines.flatMap((line) => wrapped(spelledOut(line), LABEL - 2 * PAD, { size: 6.5 }))
  const high = 2 * PAD + texts.length * 2.9 + small.length * 2.7 + (care ? SYMBOL + 3 : 0) + 6
  paper.room(Math.max(high, 40) + 6)
  const [page, top] = [paper.page(), paper.y()]
  drawLabel(page, LEFT, top, high)
  let y = top + PAD + 2
  for (const text of texts) {
    page.text([LEFT + LABEL / 2, y], text, { size: 6.5, align: 'middle' })
    y += 2.9
  }
  for (const text of small) {
    page.text([LEFT + LABEL / 2, y + 0.6], text, { size: 6, align: 'middle' })
    y += 2.7
  }
  if (care)
    CARE_ROWS.forEach((row, i) =>
      drawCare(page, care, row, [LEFT + (LABEL - 5 * (SYMBOL + 1) + 1) / 2 + i * (SYMBOL + 1), y + 1], SYMBOL)
    )
  page.text([LEFT + LABEL / 2, top + high - PAD], spelledOut(pack.number), { size: 6, align: 'middle' })

  // The same in words and large enough to check.
  const x = LEFT + LABEL + 12
  let row = top + 4
  page.text([x, row], say('careLabel'), { size: 10, weight: 'bold', colour: INK.plain })
  row += 6
  if (care)
    for (const key of CARE_ROWS) {
      drawCare(page, care, key, [x, row - 4.4], 6)
      page.text([x + 9, row], `${say(key)}: ${told(CARE_WORDS[key][care[key] as never])}`, {
        size: 9,
        colour: INK.plain,
      })
      row += 7.4
    }
  else page.text([x, row], say('noCare'), { size: 9, colour: INK.plain })
  if (care)
    for (const line of wrapped(say('careSource'), WIDTH - LABEL - 12, { size: 7 })) {
      page.text([x, row], line, { size: 7, colour: INK.faint })
      row += 3.2
    }
  paper.down(Math.max(high, row - top) + 6)
}

/** What the customer reads first large, the other systems small below it. */
function writeSizes({ pack, paper, say, told }: Sheet): void {
  const [first, ...others] = pack.labels.size
  if (!first) return
  const x = LEFT + LABEL + 12
  const reasons = pack.labels.size.map((size) => {
    const { label, smaller, larger, because } = size
    const next = smaller && larger ? `, ${say('neighbours', { smaller, larger })}` : ''
    const text = `${systemName(size, say)} ${label}${next}. ${told(because)}`
    return wrapped(spelledOut(text), WIDTH - LABEL - 12, { size: 8.5 })
  })
  const high = 15 + others.length * 2.9
  const reasoned = 10 + reasons.flat().length * 4 + reasons.length
  paper.room(Math.max(high, reasoned) + 6)
  const [page, top] = [paper.page(), paper.y()]
  drawLabel(page, LEFT, top, high)
  const size = Math.min(16, 16 * (30 / (first.label.length * 3.4)))
  page.text([LEFT + LABEL / 2, top + 9.5], spelledOut(first.label), { size, weight: 'bold', align: 'middle' })
  others.forEach((other, i) => {
    const text = spelledOut(`${systemName(other, say)} ${other.label}`)
    page.text([LEFT + LABEL / 2, top + 14 + i * 2.9], text, { size: 6.5, align: 'middle' })
  })
  page.text([x, top + 4], say('sizeLabel'), { size: 10, weight: 'bold', colour: INK.plain })
  let y = top + 10
  for (const lines of reasons) {
    for (const line of lines) {
      page.text([x, y], line, { size: 8.5, colour: INK.plain })
      y += 4
    }
    y += 1
  }
  paper.down(Math.max(high, reasoned) + 6)
}

/** Dashed at the top, where it is sewn in. */
function drawLabel(page: Page, x: number, y: number, high: number): void {
  page.shape(
    [
      [x, y],
      [x + LABEL, y],
      [x + LABEL, y + high],
      [x, y + high],
    ],
    { pen: { width: 0.25 } }
  )
  page.line(
    [
      [x, y + 1.5],
      [x + LABEL, y + 1.5],
    ],
    { width: 0.15, dash: [1, 1] }
  )
}

const fibreTexts = ({ told, numbers }: Sheet, { part, fibres }: FibreLine): string[] => [
  told(part),
  ...fibres.map(({ fibre, percent }) => `${numbers.plain(percent)} % ${told(fibre)}`),
]
