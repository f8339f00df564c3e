import type { Design } from '../../design/index.ts'
import type { Profile, Taste } from '../profile/types.ts'
import { FEWEST_ORDERS, type SuggestionTable } from './format.ts'
import { fractionOf } from './fraction.ts'
import { openTable, type Beside, type Scorer } from './score.ts'
import type { SuggestedBecause, Suggestion, Suggestions, TableAbout } from './types.ts'

/** At most so many for one step. */
const MOST = 3
/** What is suggested is chosen so much more often than what the design has, here. */
const BETTER = Math.log(1.5)
/** A reason is worth a word from about half of the orders on, */
const LEAST_SHARE = 0.45
/** and one of two choices together where they come together so much more often than by themselves. */
const TOGETHER = 1.2
/** What protects people blurs counts; a number is said of a choice that many times as many orders have. */
const FIRM = 15
/** Of a choice the customer made themselves so often, and what one time is worth. */
const LEAST_TIMES = 2

interface Candidate extends Suggestion {
  readonly gain: number
}

/**
 * Suggestions scored on this page: the shop's table knows no customer, and what this customer chose leaves the page for
 * none of it. Until a table is here, and without one, there is only what this device was let learn.
 */
export function createSuggestions({ profile }: { readonly profile: Profile }): Suggestions {
  let scorer: Scorer | null = null
  let changes = 0
  /** The last answer per step: the same list until something changes. */
  const known = new Map<string, { readonly at: string; readonly list: readonly Suggestion[] }>()
  const listeners = new Set<() => void>()
  const changed = () => {
    changes++
    listeners.forEach((listener) => listener())
  }
  profile.subscribe(changed)

  return {
    suggest(design, options) {
      const key = options.join('\n')
      const at = `${design.template.id} ${design.revision()} ${changes}`
      const last = known.get(key)
      if (last?.at === at) return last.list
      const list = sameOr(last?.list, suggested(design, options, scorer, profile))
      known.set(key, { at, list })
      return list
    },
    dismiss: ({ option, choice }) => profile.dismiss({ template: profile.template, option, choice }),
    use(table) {
      scorer = scorerOf(table)
      changed()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    about: () => scorer && aboutOf(scorer.table),
  }
}

/** Null for a table that is none: no suggestion is no dead end. */
function scorerOf(table: SuggestionTable | null): Scorer | null {
  if (!table || table.orders < FEWEST_ORDERS) return null
  try {
    return openTable(table)
  } catch {
    return null
  }
}

function aboutOf({ orders, made, privacy }: SuggestionTable): TableAbout {
  const { kind } = privacy
  if (kind === 'threshold') return { orders, made, privacy: { kind, least: privacy.least } }
  const { epsilon, delta, unit } = privacy
  return { orders, made, privacy: { kind, epsilon, delta, unit } }
}

function suggested(
  design: Design,
  options: readonly string[],
  scorer: Scorer | null,
  profile: Profile
): readonly Suggestion[] {
  const { id } = design.template
  const own = scorer?.table.template === id ? scorer : null
  const { picks } = design.decisions()
  const history = own ? historyOf(picks, own) : []
  const beside = own?.beside(history)
  const taste = profile.isLearning() ? profile.taste().filter(({ template }) => template === id) : []
  const dismissed = new Set(
    profile.dismissed().flatMap(({ template, option, choice }) => (template === id ? [`${option}\n${choice}`] : []))
  )
  if (!own && taste.length === 0) return []
  const selection = design.selection()
  return options
    .filter((option) => !Object.hasOwn(picks, option))
    .flatMap((option) => bestOf(option))
    .toSorted((a, b) => b.gain - a.gain)
    .slice(0, MOST)
    .map(({ option, choice, because }) => ({ option, choice, because }))

  /** The best that may be had, when it is better than what the design has and there is a reason that holds. */
  function bestOf(option: string): readonly Candidate[] {
    const now = selection[option]
    if (now === undefined) return []
    const mine = taste.filter((line) => line.option === option)
    const nowScore = scoreOf(option, now, mine)
    const better = choicesOf(option)
      .map((choice) => ({ option, choice, gain: scoreOf(option, choice, mine) - nowScore }))
      .filter(({ choice, gain }) => gain > BETTER && choice !== now && !dismissed.has(`${option}\n${choice}`))
      .toSorted((a, b) => b.gain - a.gain)
    if (better.length === 0) return []
    // What the rules say is asked last: it is what takes time.
    const possible = new Set(
      design.possible(option).flatMap(({ choice, state }) => (state === 'yes' ? [choice] : []))
    )
    const best = better.find(({ choice }) => possible.has(choice))
    const because = best ? becauseOf(option, best.choice, mine) : null
    return best && because ? [{ ...best, because }] : []
  }

  function choicesOf(option: string): readonly string[] {
    return design.template.options.find(({ id }) => id === option)?.choices.map(({ id }) => id) ?? []
  }

  /** What the table says nothing of counts as half an order. */
  function scoreOf(option: string, choice: string, mine: readonly Taste[]): number {
    const value = own ? own.valueOf(option, choice) : -1
    const times = mine.find((line) => line.choice === choice)?.times ?? 0
    const shop = !own || !beside ? 0 : value >= 0 ? beside.score(value) : -Math.log(2 * own.table.orders)
    return shop + Math.log(1 + times)
  }

  function becauseOf(option: string, choice: string, mine: readonly Taste[]): SuggestedBecause | null {
    const times = mine.find((line) => line.choice === choice)?.times ?? 0
    if (times >= LEAST_TIMES) return { kind: 'own', times }
    const value = own ? own.valueOf(option, choice) : -1
    return own && beside && value >= 0 ? reasonOf(own, beside, value, history, picks) : null
  }
}

function historyOf(picks: Readonly<Record<string, string>>, scorer: Scorer): readonly number[] {
  return Object.entries(picks).flatMap(([option, choice]) => {
    const value = scorer.valueOf(option, choice)
    return value < 0 ? [] : [value]
  })
}

/** The pick that speaks for it most, or how often it is ordered at all; null when neither says much. */
function reasonOf(
  scorer: Scorer,
  beside: Beside,
  value: number,
  history: readonly number[],
  picks: Readonly<Record<string, string>>
): SuggestedBecause | null {
  let given: number | undefined
  let most = 0
  history.forEach((each, place) => {
    const lift = beside.lift(place, value)
    if (lift <= most || scorer.share(each) * scorer.table.orders < FIRM * blurOf(scorer.table)) return
    given = each
    most = lift
  })
  const share = given === undefined ? 0 : scorer.shareWith(given, value)
  if (share >= LEAST_SHARE && share >= TOGETHER * scorer.share(value)) {
    const fraction = fractionOf(share)
    const pick = Object.entries(picks).find(([option, choice]) => scorer.valueOf(option, choice) === given)
    if (fraction && pick) return { kind: 'orders', option: pick[0], choice: pick[1], ...fraction }
  }
  const fraction = scorer.share(value) >= LEAST_SHARE ? fractionOf(scorer.share(value)) : null
  return fraction && { kind: 'all orders', ...fraction }
}

/** By about so many orders a count may be off. */
const blurOf = ({ privacy }: SuggestionTable): number =>
  privacy.kind === 'threshold' ? privacy.least : privacy.sigma.pairs / 2

/** The list there was when nothing in it changed, so that what shows it need not draw it again. */
const sameOr = (before: readonly Suggestion[] | undefined, now: readonly Suggestion[]): readonly Suggestion[] =>
  before && JSON.stringify(before) === JSON.stringify(now) ? before : now
