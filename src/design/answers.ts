import type { Language } from '../ground/index.ts'
import { pieceBounds, type PieceBounds } from '../price/index.ts'
import { openRules, type ChoiceState, type Helpers } from '../rules/index.ts'
import { cellOf, type CompiledTemplate } from '../template/index.ts'
import type { Reason, Selection, Span } from './types.ts'

export type PicksById = Readonly<Record<string, string>>

/** A way to make a choice possible: what to pick besides it, and instead of what. */
export type PickChanges = Readonly<Record<string, string>>

/**
 * What the rules say of a customer's picks, by ids, and of the body: `cells` as `cellsOf` gives them, where a
 * measurement that is not known is left out. It knows neither prices nor the page.
 */
export interface Answers {
  /** False when the rules outgrew exact answers: states may then be `unknown`. */
  readonly exact: boolean
  /** The valid completion nearest the template's defaults; null when the picks (and the body) contradict. */
  selectionOf(picks: PicksById, cells?: PicksById): Selection | null
  /** Per choice of the option, in template order. A picked option's alternatives are answered as if it were free. */
  statesOf(picks: PicksById, option: string, cells?: PicksById): readonly ChoiceState[]
  /** Why the picks rule the choice out, or a cell of the body; empty when they do not. */
  reasonsFor(
    picks: PicksById,
    option: string,
    choice: string,
    language: Language,
    cells?: PicksById
  ): readonly Reason[]
  /**
   * The smallest changes to the picks that make the choice possible, at most three; each includes the choice itself.
   * The body never changes.
   */
  waysTo(picks: PicksById, option: string, choice: string, cells?: PicksById): readonly PickChanges[]
  /** The measurement's values that still allow a design; null when no rule speaks of it alone. */
  allowed(picks: PicksById, measurement: string, cells?: PicksById): readonly Span[] | null
  /** The cheapest and the dearest piece with each choice; see `PieceBounds`. */
  bounds(picks: PicksById, currency: string, cells?: PicksById): PieceBounds
  /** Where an option's choices stand in bounds. */
  placeOf(option: string): number
  /** Hears that more became known of what was `unknown`. Gives the way to stop hearing. */
  subscribe(listener: () => void): () => void
}

/** One departure from a default; how far a number departs only decides between equal departures. */
const DEPARTURE = 1000

/** What giving a pick up counts, before its age. */
const CHANGE = 10_000

const NO_BODY: PicksById = {}

/** `helpers` are what a page may bring along later; without them reasons are missing, and what is searched for. */
export function createAnswers(template: CompiledTemplate, helpers: Helpers): Answers {
  const rules = openRules(template.rules, helpers)
  const { problem, visible } = template.rules
  const measuredBy = new Map(template.cells.map(({ option, sum }) => [option, Object.keys(sum)]))
  // What is hidden and no cell follows from the rest: nobody asks for it by name.
  const optionAt = new Map(
    problem.options.flatMap(({ id }, at) => (at < visible || measuredBy.has(id) ? [[id, at] as const] : []))
  )
  const costs = distancesFromDefaults(template, rules.offsets)
  const valueAt = (option: number, choice: string) => problem.options[option]!.values.indexOf(choice)
  const idsOf = (option: number, value: number) =>
    [problem.options[option]!.id, problem.options[option]!.values[value]!] as const
  // Counts what the search found out, so that what is remembered is asked again.
  let learned = 0
  rules.subscribe(() => learned++)

  function indexed(...given: readonly PicksById[]): Int32Array {
    const values = new Int32Array(problem.options.length).fill(-1)
    for (const picks of given)
      for (const [option, choice] of Object.entries(picks)) {
        const at = optionAt.get(option)
        if (at !== undefined) values[at] = valueAt(at, choice)
      }
    return values
  }

  const statesFor = lastOnly((picks: PicksById, cells: PicksById, _learned: number) =>
    Array.from(rules.possible(indexed(picks, cells)), (state) => (state === 1 ? 'yes' : state === 0 ? 'no' : 'unknown'))
  )
  const statesOf: Answers['statesOf'] = (picks, option, cells = NO_BODY) => {
    const at = optionAt.get(option)!
    return statesFor(picks, cells, learned).slice(rules.offsets[at]!, rules.offsets[at + 1]!)
  }

  /** A search may not find what is there; of the defaults it is known. */
  const isDefault = (given: PicksById) =>
    !rules.exact && Object.entries(given).every(([option, choice]) => template.defaults[option] === choice)

  return {
    exact: rules.exact,
    selectionOf(picks, cells = NO_BODY) {
      const design = rules.complete(indexed(picks, cells), costs)
      if (!design) return isDefault({ ...picks, ...cells }) ? template.defaults : null
      return Object.fromEntries(Array.from(design.subarray(0, visible), (value, option) => idsOf(option, value)))
    },
    statesOf,
    reasonsFor(picks, option, choice, language, cells = NO_BODY) {
      const at = optionAt.get(option)!
      const conflict = rules.explain(indexed(picks, cells), at, valueAt(at, choice))
      if (!conflict) return []
      return conflict.rules
        .filter((rule) => Object.hasOwn(template.reasons, rule))
        .map((rule) => {
          const touched = scopeOf(problem.constraints, rule)
          const near = conflict.picks.filter((pick) => touched.has(pick))
          const ids = (near.length > 0 ? near : conflict.picks).map((pick) => problem.options[pick]!.id)
          const measurements = [...new Set([option, ...ids].flatMap((id) => measuredBy.get(id) ?? []))]
          return {
            rule,
            because: template.reasons[rule]![language],
            picks: ids.filter((id) => !measuredBy.has(id)),
            ...(measurements.length > 0 && { measurements }),
          }
        })
    },
    waysTo(picks, option, choice, cells = NO_BODY) {
      const at = optionAt.get(option)!
      // What was decided last is given up last; never are two given up for one.
      const weights = new Float64Array(problem.options.length).fill(CHANGE)
      Object.keys(picks).forEach((id, age) => {
        const picked = optionAt.get(id)
        if (picked !== undefined) weights[picked] = CHANGE + age
      })
      const locked = Object.keys(cells).flatMap((id) => (id === option ? [] : (optionAt.get(id) ?? [])))
      return rules
        .repair(indexed(picks, cells), at, valueAt(at, choice), { costs, weights, locked, limit: 3 })
        .filter(({ changes }) => changes.every(([changed]) => changed < visible))
        .map(({ changes }) => ({
          ...(at < visible && { [option]: choice }),
          ...Object.fromEntries(changes.map(([changed, value]) => idsOf(changed, value))),
        }))
    },
    allowed(picks, measurement, cells = NO_BODY) {
      const own = template.cells.find(({ option }) => option === measurement)
      if (!own) return null
      const spans: Span[] = []
      statesOf(picks, measurement, cells).forEach((state, cell) => {
        if (state === 'no') return
        const from = own.cuts[cell - 1] ?? own.from
        const to = (own.cuts[cell] ?? own.to + 1) - 1
        const before = spans.at(-1)
        if (before?.to === from - 1) spans[spans.length - 1] = { from: before.from, to }
        else spans.push({ from, to })
      })
      return spans
    },
    bounds: (picks, currency, cells = NO_BODY) => pieceBounds(template, currency, rules, indexed(picks, cells)),
    placeOf: (option) => rules.offsets[optionAt.get(option)!]!,
    subscribe: (listener) => rules.subscribe(listener),
  }
}

/** Options that the constraints of an authored rule speak of. */
function scopeOf(constraints: CompiledTemplate['rules']['problem']['constraints'], rule: string): ReadonlySet<number> {
  return new Set(
    constraints
      .filter(({ id }) => id === rule)
      .flatMap((constraint) =>
        constraint.type === 'table' ? constraint.scope : constraint.lits.map(([option]) => option)
      )
  )
}

function distancesFromDefaults(
  { options, defaults, cells, rules }: CompiledTemplate,
  offsets: Int32Array
): Float64Array {
  const costs = new Float64Array(offsets.at(-1)!)
  options.forEach(({ id, kind, choices }, option) => {
    const usual = choices.findIndex((choice) => choice.id === defaults[id])
    choices.forEach((_, value) => {
      if (value !== usual)
        costs[offsets[option]! + value] = DEPARTURE + (kind === 'number' ? Math.abs(value - usual) : 0)
    })
  })
  // Of a body that is not known, the middle is as good a guess as any, and never displaces a choice.
  for (const { option, cuts, from, to } of cells) {
    const start = offsets[rules.problem.options.findIndex(({ id }) => id === option)]!
    const middle = cellOf(cuts, (from + to) / 2)
    for (let cell = 0; cell <= cuts.length; cell++) costs[start + cell] = Math.abs(cell - middle)
  }
  return costs
}

/** Remembers the last answer: all options of one state are asked one after the other. */
export function lastOnly<Keys extends readonly unknown[], Value>(
  compute: (...keys: Keys) => Value
): (...keys: Keys) => Value {
  let last: { readonly keys: Keys; readonly value: Value } | undefined
  return (...keys) => {
    if (!last || keys.some((key, at) => key !== last!.keys[at])) last = { keys, value: compute(...keys) }
    return last.value
  }
}
