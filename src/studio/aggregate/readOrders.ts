import { nearestWord } from '../../ground/index.ts'
import { isOfBody } from '../../preferences/index.ts'
import type { CompiledOption, CompiledTemplate } from '../../template/index.ts'
import type { Faults } from '../import/faults.ts'
import { csvRows, type CsvRow } from './csv.ts'
import type { Orders } from './counts.ts'

export interface PaidOrders extends Orders {
  /** What of the file did not count, in rows. */
  readonly left: { readonly unpaid: number; readonly overCap: number }
  /** False without a column of payers: then every row counts as a payer of its own. */
  readonly hasPayers: boolean
}

const PAID = new Set(['yes', 'true', '1'])
const UNPAID = new Set(['no', 'false', '0', ''])
/** No spaces and no @: neither a name nor an address. */
const OPAQUE = /^[\w.:/+=-]{1,128}$/
const MOST_FAULTS = 20
const MOST_NAMED = 12
const ROWS_BETWEEN = 20_000

/** Options whose choices are counted: no sizes, lengths, numbers, texts or pictures, and not how an order is made. */
export const isCounted = ({ id, kind }: CompiledOption, template: CompiledTemplate): boolean =>
  kind === 'choice' && !isOfBody(template, id) && !Object.values(template.roles).includes(id)

/**
 * Reads a shop's orders: one column per option with the ids of choices, `paid`, and `payer`. An empty cell is what the
 * template starts with, as on the page. A message never repeats what a cell holds: it may be a name.
 *
 * @returns null when anything is wrong; all of it is in `faults`.
 */
export function readOrders(
  text: string,
  template: CompiledTemplate,
  perPayer: number,
  faults: Faults,
  onProgress: (rows: number) => void = () => {}
): PaidOrders | null {
  const rows = csvRows(text, (place, message) => faults.add(place, 'quote', message))
  const first = rows.next()
  const heading = first.done ? null : first.value
  const columns = heading && columnsOf(heading, template, faults)
  if (!heading) faults.add({ line: 1, column: 1 }, 'empty', 'expected a heading and one row per order.')
  if (!columns) return null

  const { options, paid, payer } = columns
  const picked: number[] = []
  const perPerson = new Map<string, number>()
  const left = { unpaid: 0, overCap: 0 }
  let count = 0
  let seen = 0
  for (const row of rows) {
    if (++seen % ROWS_BETWEEN === 0) onProgress(seen)
    if (faults.list.length >= MOST_FAULTS) break
    if (row.cells.length !== heading.cells.length) {
      const expected = `expected ${heading.cells.length} cells, as the heading has, got ${row.cells.length}.`
      faults.add({ line: row.line, column: 1 }, 'cells', expected)
      continue
    }
    const choices = options.map((column) => choiceIn(row, column, faults))
    const isPaid = paidIn(row, paid, faults)
    const person = payer === null ? null : payerIn(row, payer, isPaid, faults)
    if (!isPaid) {
      left.unpaid++
      continue
    }
    const before = person === null ? 0 : (perPerson.get(person) ?? 0)
    if (before >= perPayer) {
      left.overCap++
      continue
    }
    if (person !== null) perPerson.set(person, before + 1)
    picked.push(...choices)
    count++
  }
  if (faults.list.length > 0) return null
  return {
    options: options.map(({ option }) => ({ id: option.id, choices: option.choices.map(({ id }) => id) })),
    picked: Int16Array.from(picked),
    count,
    left,
    hasPayers: payer !== null,
  }
}

interface Column {
  readonly at: number
  readonly option: CompiledOption
  readonly choices: ReadonlyMap<string, number>
  /** Index of the choice that an empty cell stands for. */
  readonly start: number
}

function columnsOf(
  heading: CsvRow,
  template: CompiledTemplate,
  faults: Faults
): { readonly options: readonly Column[]; readonly paid: number; readonly payer: number | null } | null {
  const counted = template.options.filter((option) => isCounted(option, template))
  const found: Column[] = []
  const seen = new Set<string>()
  heading.cells.forEach((name, at) => {
    const place = { line: heading.line, column: heading.at[at]! }
    if (seen.has(name)) faults.add(place, 'heading', `"${cut(name)}" stands there twice.`)
    else if (name !== 'paid' && name !== 'payer') {
      const option = counted.find(({ id }) => id === name)
      if (option) found.push(columnOf(option, at, template))
      else faults.add(place, 'column', refusal(name, template, counted))
    }
    seen.add(name)
  })
  const at = { line: heading.line, column: 1 }
  if (!seen.has('paid')) {
    const way = 'Add it from your till, with yes or no: only paid orders count.'
    faults.add(at, 'paid', `expected a column "paid". ${way}`)
  }
  if (found.length < 2) {
    const known = counted.map(({ id }) => id)
    const shown = known.slice(0, MOST_NAMED).join(', ') + (known.length > MOST_NAMED ? ', ...' : '')
    faults.add(at, 'column', `expected columns named like options of the template, two at least: ${shown}.`)
  }
  if (faults.list.length > 0) return null
  const payer = heading.cells.indexOf('payer')
  return { options: inOrder(found, counted), paid: heading.cells.indexOf('paid'), payer: payer < 0 ? null : payer }
}

/** As the template has them, whatever the export's order. */
const inOrder = (columns: readonly Column[], counted: readonly CompiledOption[]): readonly Column[] =>
  columns.toSorted((a, b) => counted.indexOf(a.option) - counted.indexOf(b.option))

function columnOf(option: CompiledOption, at: number, { defaults }: CompiledTemplate): Column {
  const choices = new Map(option.choices.map(({ id }, index) => [id, index]))
  return { at, option, choices, start: choices.get(defaults[option.id]!)! }
}

const WAY_OUT = 'Leave this column out of the file: options, "paid" and "payer" are all that is read.'

function refusal(name: string, template: CompiledTemplate, counted: readonly CompiledOption[]): string {
  if (template.options.some(({ id }) => id === name))
    return `"${name}" is a size, a number, a text, a picture or about the order itself, and never counted. ${WAY_OUT}`
  const near = nearestWord(name, [...counted.map(({ id }) => id), 'paid', 'payer'])
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`
  return `"${cut(name)}" is no option of the template "${template.id}".${hint} ${WAY_OUT}`
}

const cut = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}...` : name)

function choiceIn(row: CsvRow, { at, option, choices, start }: Column, faults: Faults): number {
  const cell = row.cells[at]!
  if (cell === '') return start
  const choice = choices.get(cell)
  if (choice !== undefined) return choice
  const known = [...choices.keys()]
  const near = nearestWord(cell, known)
  const shown = known.slice(0, MOST_NAMED).join(', ') + (known.length > MOST_NAMED ? ', ...' : '')
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`
  faults.add({ line: row.line, column: row.at[at]! }, 'choice', `${option.id}: expected one of ${shown}.${hint}`)
  return start
}

function paidIn(row: CsvRow, at: number, faults: Faults): boolean {
  const cell = row.cells[at]!.toLowerCase()
  if (!PAID.has(cell) && !UNPAID.has(cell))
    faults.add({ line: row.line, column: row.at[at]! }, 'paid', 'paid: expected yes or no (true, false, 1 or 0).')
  return PAID.has(cell)
}

function payerIn(row: CsvRow, at: number, isPaid: boolean, faults: Faults): string {
  const cell = row.cells[at]!
  const place = { line: row.line, column: row.at[at]! }
  if (isPaid && !OPAQUE.test(cell)) {
    const way = 'Let your till write a number or a digest of its own, the same for all orders of one payer.'
    const expected = 'expected an opaque id without spaces or "@": neither a name nor an address.'
    faults.add(place, 'payer', `payer: ${expected} ${way}`)
  }
  return cell
}
