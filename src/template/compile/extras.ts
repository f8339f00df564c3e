import { nearestWord, type Text } from '../../ground/index.ts'
import type { Condition, Where } from '../../price/index.ts'
import { amountOf } from './amount.ts'
import type { Authored } from './authored.ts'
import { boxesOf, combinationsOf, MOST_COMBINATIONS, productOf } from './boxes.ts'
import { expectedOneOf } from './issues.ts'
import type { Lowering } from './lowering.ts'
import { choicesIn, listsOf, readCondition, readTable } from './rules.ts'
import type { Path } from './yaml.ts'

/** When it applies, for the quote and, as an option's values, for the rules. */
export function conditionOf(
  text: string,
  path: Path,
  id: string,
  lowering: Lowering
): { readonly when: readonly Condition[]; readonly at?: Where } {
  const formula = readCondition(text, path, lowering)
  const when = formula && listsOf(formula, path, lowering)
  if (!when) return { when: [] }
  const { option, values } = lowering.lowered.define(formula, id)
  return { when, at: [option, values] }
}

/** An extra, or one row's worth of a table of surcharges. */
export interface Extra {
  readonly code: string
  readonly label: Text
  readonly when: readonly Condition[]
  readonly at?: Where
  /** By currency, where a table tells them. */
  readonly amounts?: ReadonlyMap<string, number>
}

export function compileExtras(authored: Authored, currencies: readonly string[], lowering: Lowering): readonly Extra[] {
  const { source, issues } = lowering
  return Object.entries(authored.extras ?? {}).flatMap(([code, { when, table, label }]): readonly Extra[] => {
    const path = ['extras', code]
    if (when !== undefined && table === undefined)
      return [{ code, label, ...conditionOf(when, [...path, 'when'], `extra.${code}`, lowering) }]
    if (table !== undefined && when === undefined)
      return surchargesIn(table, code, [...path, 'table'], currencies, lowering).map((row) => ({ code, label, ...row }))
    issues.error(source.atKey(path), 'extra/form', `extras.${code}: expected "when" or "table".`)
    return []
  })
}

/**
 * A table of surcharges: a column per option, then one per currency. Each combination costs what its row says, or
 * nothing where there is none. Gives one extra per amount.
 */
function surchargesIn(
  path: string,
  code: string,
  place: Path,
  currencies: readonly string[],
  lowering: Lowering
): readonly (Pick<Extra, 'when' | 'at'> & { readonly amounts: ReadonlyMap<string, number> })[] {
  const { domains, formulas, lowered, problem, issues } = lowering
  const table = readTable(`extras.${code}`, path, place, lowering)
  if (!table) return []
  const columns = table.columns.filter((column) => !currencies.includes(column))
  const scope = columns.map((column) => domains.findIndex(({ id }) => id === column))
  const known = [...domains.map(({ id }) => id), ...currencies]
  const unknown = columns.filter((_, k) => scope[k]! < 0)
  const missing = currencies.filter((currency) => !table.columns.includes(currency))
  for (const column of unknown)
    issues.error(table.heading, 'csv/heading', expectedOneOf(known, column, nearestWord(column, known)))
  for (const currency of missing)
    issues.error(table.heading, 'csv/heading', `expected a column "${currency}", as for every currency with a book.`)
  const sizes = scope.map((option) => domains[option]?.values.length ?? 0)
  if (unknown.length || missing.length) return []
  if (combinationsOf(sizes) > MOST_COMBINATIONS) {
    issues.error(
      table.heading,
      'rule/too-large',
      `expected at most ${MOST_COMBINATIONS} combinations, got ${combinationsOf(sizes)}.`
    )
    return []
  }
  const kinds = new Map<string, ReadonlyMap<string, number>>()
  const kindAt = new Map<string, string>()
  for (const row of table.rows) {
    const cells = columns.map((column, k) => choicesIn(row, column, domains[scope[k]!]!, issues))
    const amounts = new Map(currencies.map((currency) => [currency, amountOf(row, currency, currency, issues) ?? 0]))
    const kind = [...amounts.values()].join(' ')
    kinds.set(kind, amounts)
    const taken = productOf(cells).map((combination) => combination.join())
    const before = taken.filter((key) => kindAt.has(key))
    if (before.some((key) => kindAt.get(key) !== kind))
      issues.error(row.place, 'price/twice', 'a row above has another amount for a combination of this one. Keep one.')
    else if (taken.length > 0 && before.length === taken.length)
      issues.warn(row.place, 'rule/row-twice', 'all of this row stands above already. Is another one meant?')
    for (const key of taken) kindAt.set(key, kind)
  }
  const priced = [...kinds].filter(([, amounts]) => [...amounts.values()].some((amount) => amount !== 0))
  if (priced.length === 0) return []
  // One hidden option for the whole table: its value is the row that applies, and it follows from the choices.
  const hidden = lowered.hide(`extra.${code}`, ['none', ...priced.map((_, row) => `row-${row + 1}`)])
  const valueOf = (combination: readonly number[]) =>
    1 + priced.findIndex(([kind]) => kind === kindAt.get(combination.join()))
  const tuples = productOf(sizes.map((size) => Array.from({ length: size }, (_, value) => value)))
  problem.constraints.push({
    type: 'table',
    id: `extra.${code}`,
    scope: [...scope, hidden],
    tuples: tuples.map((combination) => [...combination, valueOf(combination)]),
  })
  return priced.map(([kind, amounts], row) => ({
    amounts,
    at: [hidden, [row + 1]],
    when: boxesOf(sizes, (values) => kindAt.get(values.join()) === kind).map((box) =>
      Object.fromEntries(
        box.flatMap((values, k) => {
          const { id, values: all } = domains[scope[k]!]!
          return formulas.sizeOf(scope[k]!) === values.length ? [] : [[id, values.map((value) => all[value]!)]]
        })
      )
    ),
  }))
}
