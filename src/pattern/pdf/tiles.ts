import { A4, createPdf, spelledOut, wrapped, type Page, type Spot } from '../../ground/pdf/index.ts'
import { countText, drawingOf, spoken } from '../drawing.ts'
import type { Draft } from '../piece.ts'
import { gridOf, type Grid, type Tile } from './grid.ts'
import { drawSquare, headingOf, letteringOf, SQUARE, type PatternPdfOptions } from './heading.ts'
import { drawPiece } from './ink.ts'
import { patternWords } from './words.ts'

export interface TilesOptions extends PatternPdfOptions {
  /** mm; A4 unless said. */
  readonly paper?: { readonly width: number; readonly height: number }
}

/** mm of a page that no office printer reaches. */
const MARGIN = 10
const HAIRLINE = { width: 0.1, colour: '#808080' }

/**
 * The pieces at true scale on pages for an office printer. The first page has a square to measure and a plan of the
 * others; those are named by row and column, have their frame as the line to cut along, and join edge to edge. Pages
 * that would show nothing are left out.
 */
export function pdfTilesOf(draft: Pick<Draft, 'pieces'>, options: TilesOptions): Uint8Array<ArrayBuffer> {
  const { paper = A4, language } = options
  const tile = { width: paper.width - 2 * MARGIN, height: paper.height - 2 * MARGIN }
  const grid = gridOf(draft.pieces, tile.width, tile.height)
  const heading = headingOf(options)
  const pdf = createPdf({ title: `${heading.title} ${options.number ?? ''}`.trim(), language, trueScale: true })
  drawCover(pdf.addPage(paper.width, paper.height), grid, tile, options)

  const drawings = grid.sheet.pieces.map(({ piece, cut, at, box }) => ({
    drawing: drawingOf(piece, letteringOf(options), cut),
    offset: [at[0] - box.x, at[1] - box.y] as const,
  }))
  const names = new Set(grid.tiles.map(({ name }) => name))
  for (const one of grid.tiles) {
    const page = pdf.addPage(paper.width, paper.height)
    const [left, top] = [MARGIN - one.column * tile.width, MARGIN - one.row * tile.height]
    page.within([MARGIN, MARGIN], tile.width, tile.height, () => {
      const window = { x: MARGIN, y: MARGIN, ...tile }
      for (const { drawing, offset } of drawings) drawPiece(page, drawing, [left + offset[0], top + offset[1]], window)
    })
    drawFrame(page, one, grid, names, [heading.title, heading.line].filter(Boolean).join(' · '))
  }
  return pdf.bytes()
}

/** Cut marks all round, and half a diamond with both names where a neighbour is joined on. */
function drawFrame(page: Page, tile: Tile, grid: Grid, names: ReadonlySet<string>, line: string): void {
  const [right, foot] = [page.width - MARGIN, page.height - MARGIN]
  const box: Spot[] = [
    [MARGIN, MARGIN],
    [right, MARGIN],
    [right, foot],
    [MARGIN, foot],
  ]
  page.shape(box, { pen: HAIRLINE })
  const { row, column } = tile
  const sides = [
    { next: [row, column + 1], at: [right, page.height / 2], inwards: [-1, 0] },
    { next: [row, column - 1], at: [MARGIN, page.height / 2], inwards: [1, 0] },
    { next: [row + 1, column], at: [page.width / 2, foot], inwards: [0, -1] },
    { next: [row - 1, column], at: [page.width / 2, MARGIN], inwards: [0, 1] },
  ] as const
  for (const { next, at, inwards } of sides) {
    const neighbour = grid.tiles.find((other) => other.row === next[0] && other.column === next[1])
    if (!neighbour || !names.has(neighbour.name)) continue
    const [x, y] = at
    const [u, v] = inwards
    const half: Spot[] = [
      [x - 4 * v, y - 4 * u],
      [x + 4 * u, y + 4 * v],
      [x + 4 * v, y + 4 * u],
    ]
    page.shape(half, { fill: '#bfbfbf' })
    const [first, second] = row * 1000 + column < next[0] * 1000 + next[1] ? [tile, neighbour] : [neighbour, tile]
    const spot: Spot = u === 0 ? [x + 6, y + (v > 0 ? 4 : -2)] : [x + (u > 0 ? 1.5 : -1.5), y - 6]
    const align = u < 0 ? 'right' : 'left'
    page.text(spot, `${first.name}/${second.name}`, { size: 7, colour: '#606060', align, halo: true })
  }
  page.text([MARGIN + 2, MARGIN + 6], tile.name, { size: 14, weight: 'bold', halo: true })
  page.text([MARGIN, page.height - MARGIN + 4], line, { size: 7, colour: '#606060' })
}

function drawCover(
  page: Page,
  grid: Grid,
  tile: { readonly width: number; readonly height: number },
  options: TilesOptions
): void {
  const { language, material, label = ({ name }) => spoken(name) } = options
  const say = patternWords(language)
  const heading = headingOf(options)
  const width = page.width - 2 * MARGIN
  page.text([MARGIN, MARGIN + 8], heading.title, { size: 20, weight: 'bold' })
  page.text([MARGIN, MARGIN + 14], heading.line, { size: 11 })
  drawSquare(page, [MARGIN, MARGIN + 20], width, language)

  let y = MARGIN + 20 + SQUARE + 8
  for (const line of wrapped(say('join'), width)) {
    page.text([MARGIN, y], line)
    y += 4.6
  }
  y += 4
  page.text([MARGIN, y], `${say('plan')} (${grid.tiles.length})`, { size: 10, weight: 'bold' })
  page.text([MARGIN + width * 0.62, y], say('pieces'), { size: 10, weight: 'bold' })
  y += 3
  drawPlan(page, grid, tile, [MARGIN, y], width * 0.58, page.height - MARGIN - y)
  const pieces = grid.sheet.pieces.map(({ piece }) => piece)
  const step = Math.min(4.6, (page.height - MARGIN - y) / (pieces.length + 1))
  pieces.forEach((piece, i) => {
    const text = `${label(piece)} × ${countText(piece)}, ${material?.(piece) ?? piece.material}`
    page.text([MARGIN + width * 0.62, y + (i + 1) * step], spelledOut(text), { size: Math.min(9, step * 1.9) })
  })
}

/** All pages in small, as they are joined. */
function drawPlan(
  page: Page,
  { sheet, columns, rows, tiles }: Grid,
  tile: { readonly width: number; readonly height: number },
  [x, y]: Spot,
  width: number,
  height: number
): void {
  const scale = Math.min(width / (columns * tile.width), height / (rows * tile.height))
  const at = ([right, down]: Spot): Spot => [x + right * scale, y + down * scale]
  for (const { cut, at: place, box } of sheet.pieces)
    page.shape(
      cut.map(([px, py]) => at([px + place[0] - box.x, py + place[1] - box.y])),
      { pen: { width: 0.15 }, fill: '#f2efe9' }
    )
  for (const { name, row, column } of tiles) {
    const [left, top] = [column * tile.width, row * tile.height]
    const corners: Spot[] = [
      [left, top],
      [left + tile.width, top],
      [left + tile.width, top + tile.height],
      [left, top + tile.height],
    ]
    page.shape(corners.map(at), { pen: HAIRLINE })
    const [right, down] = at([left + tile.width / 2, top + tile.height / 2])
    page.text([right, down + 1], name, { size: 8, weight: 'bold', align: 'middle', halo: true })
  }
}
