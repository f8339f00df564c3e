import { spelledOut, wrapped, type Page } from '../../../ground/pdf/index.ts'
import { INK, LEFT, RIGHT, RULE, WIDTH, type Paper } from './paper.ts'

export interface Column<Row> {
  readonly title: string
  /** Of the table's width; shares need not add up to one. */
  readonly share: number
  readonly align?: 'left' | 'right'
  readonly bold?: boolean
  readonly text?: (row: Row, index: number) => string
  /** Draws into the cell instead; as high as `height` asks. */
  readonly draw?: (page: Page, row: Row, box: { x: number; y: number; width: number; height: number }) => void
}

interface Look {
  readonly size?: number
  /** The least height of a row, mm. */
  readonly height?: number
}

const PAD = 1.6

/**
 * A table that goes over as many pages as it must: a row stays whole, and every page begins with the column heads
 * again.
 */
export function drawTable<Row>(
  paper: Paper,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { size = 8.5, height = 0 }: Look = {}
): void {
  const leading = size * 0.45
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  let x = LEFT
  const cells = columns.map((column) => {
    const width = (column.share / whole) * WIDTH
    x += width
    return { column, x: x - width, width }
  })
  const linesOf = (row: Row, index: number) =>
    cells.map(({ column: { text, bold }, width }) =>
      text ? wrapped(spelledOut(text(row, index)), width - PAD * 2, { size, weight: bold ? 'bold' : 'plain' }) : []
    )
  const highOf = (lines: readonly (readonly string[])[]) =>
    Math.max(height, Math.max(...lines.map(({ length }) => length)) * leading + 2 * PAD)

  drawHeads(paper, cells)
  rows.forEach((row, index) => {
    const lines = linesOf(row, index)
    const high = highOf(lines)
    if (paper.left() < high) {
      paper.newPage()
      drawHeads(paper, cells)
    }
    const [page, y] = [paper.page(), paper.y()]
    cells.forEach(({ column: { align = 'left', bold, draw }, x: left, width }, i) => {
      draw?.(page, row, { x: left, y: y + 0.8, width, height: high - 1.6 })
      lines[i]!.forEach((line, k) =>
        page.text([align === 'right' ? left + width - PAD : left + PAD, y + PAD + size * 0.3 + k * leading], line, {
          size,
          align,
          weight: bold ? 'bold' : 'plain',
          colour: INK.plain,
        })
      )
    })
    paper.down(high)
    page.line(
      [
        [LEFT, y + high],
        [RIGHT, y + high],
      ],
      RULE
    )
  })
  paper.down(2)
}

function drawHeads<Row>(
  paper: Paper,
  cells: readonly { readonly column: Column<Row>; readonly x: number; readonly width: number }[]
): void {
  const size = 7.5
  const heads = cells.map(({ column, width }) => wrapped(column.title, width - 2 * PAD, { size, weight: 'bold' }))
  const high = Math.max(...heads.map(({ length }) => length)) * size * 0.42 + 2 * PAD
  paper.room(high + 8)
  const [page, y] = [paper.page(), paper.y()]
  page.shape(
    [
      [LEFT, y],
      [RIGHT, y],
      [RIGHT, y + high],
      [LEFT, y + high],
    ],
    { fill: INK.tint }
  )
  cells.forEach(({ column: { align = 'left' }, x, width }, i) =>
    heads[i]!.forEach((line, k) =>
      page.text([align === 'right' ? x + width - PAD : x + PAD, y + PAD + size * 0.28 + k * size * 0.42], line, {
        size,
        align,
        weight: 'bold',
        colour: INK.faint,
      })
    )
  )
  paper.down(high)
}
