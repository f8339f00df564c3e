import { createDesign, type Design } from '../../../src/design/index.ts'
import { seededRandom } from '../../../src/ground/index.ts'
import {
  createGate,
  createProfile,
  createSuggestions,
  type Gate,
  type PreferenceEvent,
  type Profile,
  type Suggestions,
  type SuggestionTable,
} from '../../../src/preferences/index.ts'
import type { Orders } from '../../../src/studio/aggregate/counts.ts'
import { tableOf, type Protection } from '../../../src/studio/aggregate/makeTable.ts'
import { isCounted } from '../../../src/studio/aggregate/readOrders.ts'
import type { CompiledTemplate } from '../../../src/template/index.ts'

export type Row = Readonly<Record<string, string>>

/** Rows of choices as orders of the template; what a row leaves out is the template's default. */
export function ordersOf(template: CompiledTemplate, rows: readonly Row[]): Orders {
  const options = template.options
    .filter((option) => isCounted(option, template))
    .map(({ id, choices }) => ({ id, choices: choices.map((choice) => choice.id) }))
  const picked = rows.flatMap((row) =>
    options.map(({ id, choices }) => choices.indexOf(row[id] ?? template.defaults[id]!))
  )
  return { options, picked: Int16Array.from(picked), count: rows.length }
}

export const THRESHOLD: Protection = { kind: 'threshold', least: 20 }

export const noise = (epsilon: number, seed: number): Protection => ({
  kind: 'dp',
  epsilon,
  delta: 1e-6,
  unit: 'payer',
  random: seededRandom(seed),
})

export const tableFor = (
  template: CompiledTemplate,
  rows: readonly Row[],
  protection: Protection = THRESHOLD
): SuggestionTable =>
  tableOf({ template: template.id, made: '2026-11-22', orders: ordersOf(template, rows), perPayer: 1, protection })

export interface Page {
  readonly design: Design
  readonly gate: Gate
  /** Events that left. */
  readonly left: readonly PreferenceEvent[]
  readonly profile: Profile
  readonly suggestions: Suggestions
}

/** A customer's page with the shop's table on it. */
export function pageWith(template: CompiledTemplate, table: SuggestionTable | null): Page {
  const design = createDesign(template, { language: 'en', currency: template.books[0]!.currency, unit: 'cm' })
  const left: PreferenceEvent[] = []
  const gate = createGate({ template, sinks: [{ to: 'page', send: (event) => void left.push(event) }], signal: () => false, isAct: () => true })
  const profile = createProfile({ gate, design, isAct: () => true, storage: nowhere })
  const suggestions = createSuggestions({ profile })
  suggestions.use(table)
  return { design, gate, left, profile, suggestions }
}

const nowhere = () => ({ getItem: () => null, setItem() {}, removeItem() {} })

/** The same row so many times. */
export const times = (count: number, row: Row): readonly Row[] => Array.from({ length: count }, () => row)
