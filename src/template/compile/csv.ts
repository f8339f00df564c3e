import type { Issues, Place } from './issues.ts'

const MOST_BYTES = 8 * 1024 * 1024
const MOST_ROWS = 100_000

export interface Row {
  readonly cells: Readonly<Record<string, string>>
  readonly place: Place
  at(column: string): Place
}

/** A table with a heading. Empty lines and lines that begin with `#` are notes. */
export interface Table {
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly heading: Place
}

interface Cell {
  readonly text: string
  readonly column: number
}

/**
 * Reads RFC 4180 CSV (one record per line), trimmed cells. A row with more or fewer cells than the heading is a
 * mistake.
 */
export function readCsv(file: string, text: string, issues: Issues): Table | null {
  const start = { file, line: 1, column: 1 }
  if (text.length > MOST_BYTES) {
    issues.error(start, 'csv/too-large', `expected at most ${MOST_BYTES} characters, got ${text.length}.`)
    return null
  }
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const used = lines.flatMap((line, at) =>
    line.trim() === '' || line.startsWith('#') ? [] : [{ line, number: at + 1 }]
  )
  const [first, ...others] = used
  if (!first) {
    issues.error(start, 'csv/empty', 'expected a heading and at least one row.')
    return null
  }
  if (others.length > MOST_ROWS) {
    issues.error(start, 'csv/too-large', `expected at most ${MOST_ROWS} rows, got ${others.length}.`)
    return null
  }
  const columns = (cellsOf(first.line) ?? []).map(({ text: name }) => name)
  const heading = { file, line: first.number, column: 1 }
  const doubled = columns.find((name, at) => name === '' || columns.indexOf(name) !== at)
  if (doubled !== undefined || columns.length === 0) {
    issues.error(heading, 'csv/heading', `expected a name of its own for every column, got "${columns.join(',')}".`)
    return null
  }
  const rows = others.flatMap(({ line, number }) => {
    const cells = cellsOf(line)
    const place = { file, line: number, column: 1 }
    if (!cells) issues.error(place, 'csv/quote', 'a quote is opened and not closed on this line.')
    else if (cells.length !== columns.length)
      issues.error(place, 'csv/cells', `expected ${columns.length} cells (${columns.join(', ')}), got ${cells.length}.`)
    else return [rowOf(columns, cells, place)]
    return []
  })
  return { file, columns, rows, heading }
}

function rowOf(columns: readonly string[], cells: readonly Cell[], place: Place): Row {
  const byName: Record<string, string> = Object.create(null)
  columns.forEach((name, at) => (byName[name] = cells[at]!.text))
  return { cells: byName, place, at: (column) => ({ ...place, column: cells[columns.indexOf(column)]?.column ?? 1 }) }
}

/** Null when a quote stays open. */
function cellsOf(line: string): readonly Cell[] | null {
  const cells: Cell[] = []
  let at = 0
  for (;;) {
    const column = at + 1
    if (line[at] === '"') {
      const quoted = /"((?:[^"]|"")*)"\s*(?=,|$)/y
      quoted.lastIndex = at
      const match = quoted.exec(line)
      if (!match) return null
      cells.push({ text: match[1]!.replaceAll('""', '"').trim(), column })
      at += match[0].length
    } else {
      const end = line.indexOf(',', at)
      const raw = line.slice(at, end < 0 ? line.length : end)
      cells.push({ text: raw.trim(), column: column + (raw.length - raw.trimStart().length) })
      at += raw.length
    }
    if (at >= line.length) return cells
    at += 1
  }
}
