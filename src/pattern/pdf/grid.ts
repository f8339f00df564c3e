import { isInside, moved, segmentsCross } from '../geometry.ts'
import type { Piece, Point } from '../piece.ts'
import { setOut, type Sheet } from '../sheet.ts'

export interface Tile {
  /** Its row's letter and its column's number: `A1`. */
  readonly name: string
  readonly row: number
  readonly column: number
}

/** A sheet in tiles as large as what a page of paper shows. */
export interface Grid {
  readonly sheet: Sheet
  readonly columns: number
  readonly rows: number
  /** Those that show something, row by row. */
  readonly tiles: readonly Tile[]
}

/** Columns that are tried: fewer make long strips, more make sheets that no table holds. */
const COLUMNS = [2, 3, 4, 5, 6]

/** Sets the pieces out for as few pages as it can. */
export function gridOf(pieces: readonly Piece[], width: number, height: number): Grid {
  return COLUMNS.map((columns) => gridWith(setOut(pieces, columns * width), width, height)).reduce((best, grid) =>
    grid.tiles.length < best.tiles.length ? grid : best
  )
}

function gridWith(sheet: Sheet, width: number, height: number): Grid {
  const [columns, rows] = [Math.ceil(sheet.width / width), Math.ceil(sheet.height / height)]
  const outlines = sheet.pieces.map(({ cut, at, box }) => cut.map((p) => moved(p, [at[0] - box.x, at[1] - box.y], 1)))
  const tiles: Tile[] = []
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      if (outlines.some((outline) => reaches(outline, column * width, row * height, width, height)))
        tiles.push({ name: `${lettersOf(row)}${column + 1}`, row, column })
  return { sheet, columns, rows, tiles }
}

/** Whether a piece lies in a box at least in part. */
function reaches(outline: readonly Point[], x: number, y: number, width: number, height: number): boolean {
  const within = ([px, py]: Point): boolean => px > x && px < x + width && py > y && py < y + height
  const corners: Point[] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]
  return (
    outline.some(within) ||
    isInside(outline, [x + width / 2, y + height / 2]) ||
    outline.some((a, i) =>
      corners.some((c, k) => segmentsCross(a, outline[(i + 1) % outline.length]!, c, corners[(k + 1) % 4]!))
    )
  )
}

/** A to Z, then AA. */
function lettersOf(row: number): string {
  const last = String.fromCharCode(65 + (row % 26))
  return row < 26 ? last : lettersOf(Math.floor(row / 26) - 1) + last
}
