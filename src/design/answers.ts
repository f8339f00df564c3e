import type { Language } from '../ground/index.ts'
import { loadRules, type ChoiceState } from '../rules/index.ts'
import type { CompiledTemplate } from '../template/index.ts'
import type { Selection } from './types.ts'

export type PicksById = Readonly<Record<string, string>>

/** A way to make a choice possible: what to pick besides it, and instead of what. */
export type PickChanges = Readonly<Record<string, string>>

/** What the rules say of a customer's picks, by ids. It knows neither prices nor the page. */
export interface Answers {
  /** False when the rules outgrew exact answers: states may then be `unknown`. */
  readonly exact: boolean
  /** The valid completion nearest the template's defaults; null when the picks contradict. */
  selectionOf(picks: PicksById): Selection | null
  /** Per choice of the option, in template order. A picked option's alternatives are answered as if it were free. */
  statesOf(picks: PicksById, option: string): readonly ChoiceState[]
  /** The designer's reasons why these picks rule the choice out; empty when they do not. */
  reasonsFor(
    picks: PicksById,
    option: string,
    choice: string,
    language: Language
  ): readonly { readonly rule: string; readonly because: string; readonly picks: readonly string[] }[]
  /**
   * The smallest changes to the picks that make the choice possible, at most three; each includes the choice itself.
   */
  waysTo(picks: PicksById, option: string, choice: string): readonly PickChanges[]
}

/** One departure from a default; how far a number departs only decides between equal departures. */
const DEPARTURE = 1000

export function createAnswers(template: CompiledTemplate): Answers {
  const rules = loadRules(template.rules)
  const { problem, visible } = template.rules
  const optionAt = new Map(problem.options.slice(0, visible).map(({ id }, at) => [id, at]))
  const costs = distancesFromDefaults(template, rules.offsets)
  const valueAt = (option: number, choice: string) => problem.options[option]!.values.indexOf(choice)
  const idsOf = (option: number, value: number) =>
    [problem.options[option]!.id, problem.options[option]!.values[value]!] as const

  function indexed(picks: PicksById): Int32Array {
    const values = new Int32Array(problem.options.length).fill(-1)
    for (const [option, choice] of Object.entries(picks)) {
      const at = optionAt.get(option)
      if (at !== undefined) values[at] = valueAt(at, choice)
    }
    return values
  }

  const statesFor = lastOnly((picks: PicksById) => rules.possible(indexed(picks)))

  return {
    exact: rules.exact,
    selectionOf(picks) {
      const design = rules.complete(indexed(picks), costs)
      return (
        design && Object.fromEntries(Array.from(design.subarray(0, visible), (value, option) => idsOf(option, value)))
      )
    },
    statesOf(picks, option) {
      const at = optionAt.get(option)!
      return Array.from(statesFor(picks).subarray(rules.offsets[at]!, rules.offsets[at + 1]!), (state) =>
        state === 1 ? 'yes' : state === 0 ? 'no' : 'unknown'
      )
    },
    reasonsFor(picks, option, choice, language) {
      const at = optionAt.get(option)!
      const conflict = rules.explain(indexed(picks), at, valueAt(at, choice))
      if (!conflict) return []
      return conflict.rules
        .filter((rule) => Object.hasOwn(template.reasons, rule))
        .map((rule) => {
          const touched = scopeOf(problem.constraints, rule)
          const near = conflict.picks.filter((pick) => touched.has(pick))
          return {
            rule,
            because: template.reasons[rule]![language],
            picks: (near.length > 0 ? near : conflict.picks).map((pick) => problem.options[pick]!.id),
          }
        })
    },
    waysTo(picks, option, choice) {
      const at = optionAt.get(option)!
      // What was decided last is given up last.
      const weights = new Float64Array(problem.options.length).fill(1)
      Object.keys(picks).forEach((id, age) => {
        const picked = optionAt.get(id)
        if (picked !== undefined) weights[picked] = 1 + age / 1000
      })
      return rules
        .repair(indexed(picks), at, valueAt(at, choice), { costs, weights, limit: 3 })
        .filter(({ changes }) => changes.every(([changed]) => changed < visible))
        .map(({ changes }) => ({
          [option]: choice,
          ...Object.fromEntries(changes.map(([changed, value]) => idsOf(changed, value))),
        }))
    },
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

function distancesFromDefaults({ options, defaults }: CompiledTemplate, offsets: Int32Array): Float64Array {
  const costs = new Float64Array(offsets.at(-1)!)
  options.forEach(({ id, kind, choices }, option) => {
    const usual = choices.findIndex((choice) => choice.id === defaults[id])
    choices.forEach((_, value) => {
      if (value !== usual)
        costs[offsets[option]! + value] = DEPARTURE + (kind === 'number' ? Math.abs(value - usual) : 0)
    })
  })
  return costs
}

/** Remembers the last answer: all options of one state are asked one after the other. */
export function lastOnly<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | undefined
  return (key) => {
    if (last?.key !== key) last = { key, value: compute(key) }
    return last.value
  }
}
