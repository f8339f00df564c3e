type Cell = string | number | null

/**
 * RFC 4180 with a heading; an empty cell where there is nothing. Programs that would run a text as a formula are not
 * given one.
 */
export const csvOf = (heading: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [heading, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')

/** Spaces before it do not keep a program from it, and some take the wide signs of East Asian keyboards for the narrow. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

function cellOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  // Where a comma separates decimals, programs split cells at a semicolon, but not within quotes.
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
