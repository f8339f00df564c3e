import { readFileSync } from 'node:fs'
import type { Orders } from '../../../src/studio/aggregate/counts.ts'
import { compileRules } from '../../../src/rules/compile/index.ts'
import { openHardPart } from '../../../src/rules/fallback/index.ts'
import { loadRules, type RuleProblem, type Rules } from '../../../src/rules/index.ts'

/** What was sold: orders, the fold each is tested in, and the product's rules where they are known. */
export interface Sales {
  readonly name: string
  readonly orders: Orders
  /** Per option the index of the choice that stands for "absent": never guessed, never known. -1 where there is none. */
  readonly absent: Int32Array
  readonly folds: Int32Array
  readonly rules: PossibleValues | null
}

/** 1 possible, 0 not, -1 unknown, per choice of `option`, where each picked option has that choice. */
export type PossibleValues = (picked: Int32Array, option: number) => Int8Array

/** In the files, what a variable without a value has. */
const ABSENT = '-1'

/**
 * ORDERS: comma-separated, the first line names the variables. FOLDS: one integer a line. RULES: `config-instance/1` with
 * the variables' names as ids, or `-`.
 */
export function readSales(ordersFile: string, foldsFile: string, rulesFile: string): Sales {
  const [heading = '', ...lines] = readFileSync(ordersFile, 'utf8').replace(/^\uFEFF/, '').trimEnd().split(/\r?\n/)
  const names = heading.split(',').map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
  const cells = lines.map((line) => line.split(',').map((cell) => cell.trim()))
  const crooked = cells.findIndex((row) => row.length !== names.length)
  if (crooked >= 0) throw new Error(`${ordersFile}:${crooked + 2}: expected ${names.length} values.`)
  const folds = Int32Array.from(readFileSync(foldsFile, 'utf8').trim().split(/\s+/), Number)
  if (folds.length !== cells.length)
    throw new Error(`${foldsFile}: expected ${cells.length} folds, one per order, got ${folds.length}.`)
  const problem = rulesFile === '-' ? null : (JSON.parse(readFileSync(rulesFile, 'utf8')) as RuleProblem)

  const columns = names.map((name, at) => {
    const found = new Set(cells.map((row) => row[at]!))
    const values = problem?.options.find(({ id }) => id === name)?.values
    return { isAbsent: found.delete(ABSENT), choices: choicesOf(found, values) }
  })
  const picked = new Int16Array(cells.length * names.length)
  cells.forEach((row, order) =>
    row.forEach((cell, at) => {
      const { choices } = columns[at]!
      picked[order * names.length + at] = cell === ABSENT ? choices.length : choices.indexOf(cell)
    })
  )
  return {
    name: ordersFile,
    orders: {
      options: names.map((id, at) => ({
        id,
        choices: [...columns[at]!.choices, ...(columns[at]!.isAbsent ? [ABSENT] : [])],
      })),
      picked,
      count: cells.length,
    },
    absent: Int32Array.from(columns, ({ isAbsent, choices }) => (isAbsent ? choices.length : -1)),
    folds,
    rules: problem && possibleValues(problem, names, columns),
  }
}

interface Column {
  readonly choices: readonly string[]
}

/** Values as the rules name them; or their indexes, where the orders hold those. */
function choicesOf(found: ReadonlySet<string>, values: readonly string[] | undefined): readonly string[] {
  if (!values) return [...found].toSorted((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1))
  if ([...found].every((cell) => values.includes(cell))) return values
  if ([...found].every((cell) => Number(cell) in values)) return values.map((_, at) => String(at))
  return [...values, ...[...found].filter((cell) => !values.includes(cell))]
}

function possibleValues(problem: RuleProblem, names: readonly string[], columns: readonly Column[]): PossibleValues {
  const rules: Rules = loadRules(compileRules(problem).compiled, openHardPart)
  const places = names.map((name) => problem.options.findIndex(({ id }) => id === name))
  const picks = new Int32Array(problem.options.length)
  return (picked, option) => {
    picks.fill(-1)
    picked.forEach((choice, at) => {
      const place = places[at]!
      if (choice >= 0 && place >= 0 && choice < problem.options[place]!.values.length) picks[place] = choice
    })
    const place = places[option]!
    const count = columns[option]!.choices.length
    if (place < 0) return new Int8Array(count).fill(1)
    const start = rules.offsets[place]!
    return rules.possible(picks).slice(start, start + count)
  }
}
