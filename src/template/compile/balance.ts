import { nearestWord } from '../../ground/index.ts'
import type { CompiledChoice, CompiledOption } from '../types.ts'
import type { Authored } from './authored.ts'
import { readCsv, type Row } from './csv.ts'
import { textOf, type Folder } from './folder.ts'
import { expectedOneOf, type Issues } from './issues.ts'
import type { Source } from './yaml.ts'

const COLUMNS = ['option', 'choice', 'red', 'green', 'blue'] as const
const FACTOR = /^\d(\.\d{1,4})?$/

/**
 * What a flat swatch of each woven cloth needs on linear red, green and blue to show the mill's colour, measured and
 * written by whoever takes the pictures: `option,choice,red,green,blue`. It becomes part of the choice's look.
 */
export function withBalance(
  options: readonly CompiledOption[],
  { scene }: Pick<Authored, 'scene'>,
  { folder, source, issues }: { readonly folder: Folder; readonly source: Source; readonly issues: Issues }
): readonly CompiledOption[] {
  const path = scene.balance
  if (path === undefined) return options
  const bytes = folder.read(path)
  if (!bytes) {
    const message = `scene.balance: no file "${path}" in ${folder.name}. Take the pictures and check again.`
    issues.warn(source.at(['scene', 'balance']), 'file/missing', message)
    return options
  }
  const table = readCsv(`${folder.name}/${path}`, textOf(bytes), issues)
  if (!table) return options
  if (table.columns.join() !== COLUMNS.join()) {
    const message = `expected the columns ${COLUMNS.join(',')}, got ${table.columns.join(',')}.`
    issues.error(table.heading, 'csv/heading', message)
    return options
  }
  const balances = new Map<CompiledChoice, readonly [number, number, number]>()
  for (const row of table.rows) {
    const choice = choiceOf(row, options, issues)
    const factors = ['red', 'green', 'blue'].map((part) => factorOf(row, part, issues))
    if (choice) balances.set(choice, factors as unknown as readonly [number, number, number])
  }
  return options.map((option) => ({
    ...option,
    choices: option.choices.map((choice): CompiledChoice => {
      const balance = balances.get(choice)
      return balance ? { ...choice, look: { ...choice.look, cloth: { ...choice.look.cloth, balance } } } : choice
    }),
  }))
}

function choiceOf(row: Row, options: readonly CompiledOption[], issues: Issues): CompiledChoice | null {
  const { option: id, choice: choiceId } = row.cells as Readonly<Record<(typeof COLUMNS)[number], string>>
  const option = options.find((one) => one.id === id)
  const choice = option?.choices.find((one) => one.id === choiceId)
  if (choice) return choice
  const [column, got, known] = option
    ? (['choice', choiceId, option.choices] as const)
    : (['option', id, options] as const)
  const ids = known.map((one) => one.id)
  issues.error(row.at(column), `${column}/unknown`, expectedOneOf(ids, got, nearestWord(got, ids)))
  return null
}

function factorOf(row: Row, part: string, issues: Issues): number {
  const text = row.cells[part]!
  if (!FACTOR.test(text))
    issues.error(row.at(part), 'balance/factor', `${part}: expected a factor such as "1.04", got "${text}".`)
  return Number(text)
}
