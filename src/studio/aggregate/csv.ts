import type { Position } from '../import/faults.ts'

/** One row of a table as a spreadsheet or a shop's database exports it. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
  /** Column, in characters from 1, at which a cell begins. */
  readonly at: readonly number[]
}

/** Semicolons are what spreadsheets write where the comma is a decimal sign. */
const SEPARATORS = [',', ';', '\t']

/**
 * The rows of a CSV text (RFC 4180): quoted cells may hold separators, quotes and line breaks. A byte order mark, CRLF
 * and empty lines are no matter; the first line says which separator it is.
 *
 * `onFault` hears of a quote that is never closed, or that other text follows; that ends the reading.
 */
export function* csvRows(text: string, onFault: (place: Position, message: string) => void): Generator<CsvRow> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const separator = separatorOf(text.slice(at, text.indexOf('\n', at) + 1 || undefined))
  const special = new RegExp(`[${separator}\r\n]`, 'g')
  let line = 1
  while (at < text.length) {
    const first = line
    let lineStart = at
    const cells: string[] = []
    const columns: number[] = []
    for (;;) {
      columns.push(at - lineStart + 1)
      if (text[at] === '"') {
        const end = closingQuote(text, at)
        if (end < 0) return onFault({ line, column: at - lineStart + 1 }, 'this quote is never closed.')
        const cell = text.slice(at + 1, end)
        for (let k = cell.indexOf('\n'); k >= 0; k = cell.indexOf('\n', k + 1)) {
          line++
          lineStart = at + 2 + k
        }
        cells.push(cell.replaceAll('""', '"').trim())
        at = end + 1
        const place = { line, column: at - lineStart + 1 }
        if (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r')
          return onFault(place, `expected "${shown(separator)}" after the closing quote.`)
      } else {
        special.lastIndex = at
        const end = special.exec(text)?.index ?? text.length
        cells.push(text.slice(at, end).trim())
        at = end
      }
      if (text[at] !== separator) break
      at++
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    if (cells.length > 1 || cells[0] !== '') yield { line: first, cells, at: columns }
    line++
  }
}

/** Of the heading; quoted names are left aside. */
function separatorOf(heading: string): string {
  const bare = heading.replace(/"[^"]*"/g, '')
  const count = (separator: string) => bare.split(separator).length
  return SEPARATORS.reduce((best, separator) => (count(separator) > count(best) ? separator : best))
}

/** Two quotes are one of the text. */
function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at
  return -1
}

const shown = (separator: string): string => (separator === '\t' ? 'tab' : separator)
