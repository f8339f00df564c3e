import { dayIn, type Language } from '../ground/index.ts'
import { quoteOf, totalOf, type Quote } from '../price/index.ts'
import type { CompiledOption, CompiledTemplate } from '../template/index.ts'
import { lastOnly, type Answers, type PicksById } from './answers.ts'
import type { Explanation, Possible, Selection } from './types.ts'

/**
 * A moment of the page, as far as prices depend on it. Never changed, only replaced: what is worked out for it is
 * kept with it.
 */
export interface Moment {
  readonly decisions: { readonly picks: PicksById }
  readonly currency: string
  readonly language: Language
}

/** What the picks come to, and what every other choice would. */
export interface Offers {
  selection(at: Moment): Selection
  quote(at: Moment): Quote
  possible(at: Moment, option: CompiledOption): readonly Possible[]
  explain(at: Moment, option: string, choice: string): Explanation
}

export function createOffers(template: CompiledTemplate, answers: Answers, now: () => Date): Offers {
  const today = () => dayIn(template.timeZone, now())
  const selectionFor = lastOnly((picks: PicksById) => answers.selectionOf(picks)!)
  const selection = (at: Moment) => selectionFor(at.decisions.picks)
  const quoteOn = (day: string, at: Moment) =>
    quoteOf(template, selection(at), { currency: at.currency, day, language: at.language })
  const firstQuote = lastOnly((at: Moment) => quoteOn(today(), at))
  const known = lastOnly<Moment, Map<string, readonly Possible[]>>(() => new Map())

  /** Total after taking these picks instead, minus total now; null when they contradict. */
  function difference(at: Moment, picks: PicksById): number | null {
    const then = answers.selectionOf(picks)
    return then && totalOf(template, then, at.currency) - firstQuote(at).total
  }

  return {
    selection,
    quote(at) {
      // The page may stay open over midnight, and a quote is good for its day only.
      const day = today()
      const first = firstQuote(at)
      return first.day === day ? first : quoteOn(day, at)
    },
    possible(at, { id, choices }) {
      const { picks } = at.decisions
      let possible = known(at).get(id)
      if (!possible) {
        const states = answers.statesOf(picks, id)
        possible = choices.map(({ id: choice }, place) => {
          const state = states[place]!
          const costs = state === 'yes' ? difference(at, { ...picks, [id]: choice }) : null
          return { choice, state, exact: answers.exact, difference: costs }
        })
        known(at).set(id, possible)
      }
      return possible
    },
    explain(at, option, choice) {
      const { picks } = at.decisions
      const reasons = answers.reasonsFor(picks, option, choice, at.language)
      if (reasons.length === 0) return { reasons, changes: [] }
      const changes = answers.waysTo(picks, option, choice).flatMap((set) => {
        const costs = difference(at, { ...picks, ...set })
        return costs === null ? [] : [{ set, difference: costs }]
      })
      return { reasons, changes }
    },
  }
}
