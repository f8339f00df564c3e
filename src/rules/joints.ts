/** A column of cells that stand below the same edges, row by row, and their layer. */
export interface Column {
  readonly layer: number
  readonly cells: Int32Array
}

/** Adds a joint layer: cell i joins row `rows[i]` of the columns. Gives the layer. */
type AddJoint = (columns: readonly Column[], rows: Int32Array) => { readonly layer: number; readonly first: number }

/**
 * One cell for each row of cells: equal rows are one joint cell, and where some columns alone have few combinations,
 * these are joined first. What rows have in common is so summed up once instead of row by row, which makes most of the
 * difference where many subtrees hang below one variable.
 */
export function joined(columns: readonly Column[], add: AddJoint): Column {
  if (columns.length === 1) return columns[0]!
  const { numbers, rows } = distinct(columns)
  const open = columns
    .map(({ layer, cells }) => ({ layer, cells: rows.map((row) => cells[row]!) }))
    .map((column) => ({ column, width: distinct([column]).rows.length }))
    .sort((a, b) => a.width - b.width)
    .map(({ column }) => column)
  const kept: Column[] = []
  let last: Column = open[0]!
  for (const column of open.slice(1)) {
    const pairs = distinct([last, column])
    // A pair costs three numbers where it is summed up and saves each row one.
    if (3 * pairs.rows.length < rows.length) last = joint([last, column], pairs, add)
    else {
      kept.push(last)
      last = column
    }
  }
  kept.push(last)
  const top = joint(kept, distinct(kept), add)
  return { layer: top.layer, cells: numbers.map((number) => top.cells[number]!) }
}

function joint(columns: readonly Column[], { numbers, rows }: Distinct, add: AddJoint): Column {
  const { layer, first } = add(columns, rows)
  return { layer, cells: numbers.map((number) => first + number) }
}

interface Distinct {
  /** Per row the number of its kind. */
  readonly numbers: Int32Array
  /** The first row of each kind. */
  readonly rows: Int32Array
}

/** Tells which rows of the columns are equal, by a table of hashes with open addresses. */
function distinct(columns: readonly Column[]): Distinct {
  const count = columns[0]!.cells.length
  const numbers = new Int32Array(count)
  const rows = new Int32Array(count)
  let kinds = 0
  let size = 16
  while (size < 2 * count) size *= 2
  const table = new Int32Array(size).fill(-1)
  const hashes = new Int32Array(count)
  for (const { cells } of columns)
    for (let row = 0; row < count; row++) {
      const hash = Math.imul(hashes[row]! ^ cells[row]!, 0x9e3779b1)
      hashes[row] = hash ^ (hash >>> 15)
    }
  const isEqual = (row: number, other: number) => {
    for (let column = 0; column < columns.length; column++)
      if (columns[column]!.cells[row] !== columns[column]!.cells[other]) return false
    return true
  }
  for (let row = 0; row < count; row++) {
    let slot = hashes[row]! & (size - 1)
    while (table[slot]! >= 0 && !isEqual(row, rows[table[slot]!]!)) slot = (slot + 1) & (size - 1)
    if (table[slot]! < 0) {
      table[slot] = kinds
      rows[kinds++] = row
    }
    numbers[row] = table[slot]!
  }
  return { numbers, rows: rows.slice(0, kinds) }
}
