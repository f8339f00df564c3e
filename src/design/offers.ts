import { dayIn, type Language } from '../ground/index.ts'
import { quoteOf, totalOf, type Quote } from '../price/index.ts'
import type { CompiledOption, CompiledTemplate } from '../template/index.ts'
import { lastOnly, type Answers, type PicksById } from './answers.ts'
import type { Body } from './body.ts'
import type { BodyConflict, Change, Decisions, Explanation, FromPrice, Possible, Selection } from './types.ts'

/**
 * A moment of the page, as far as prices depend on it. Never changed, only replaced: what is worked out for it is
 * kept with it.
 */
export interface Moment {
  readonly decisions: Decisions
  readonly currency: string
  readonly language: Language
}

/** What the picks come to, and what every other choice would. */
export interface Offers {
  selection(at: Moment): Selection
  quote(at: Moment): Quote
  possible(at: Moment, option: CompiledOption): readonly Possible[]
  fromPrices(at: Moment, option: CompiledOption): readonly FromPrice[]
  explain(at: Moment, option: string, choice: string): Explanation
  conflicts(at: Moment): readonly BodyConflict[]
}

export function createOffers(template: CompiledTemplate, answers: Answers, body: Body, now: () => Date): Offers {
  const today = () => dayIn(template.timeZone, now())
  const selection = (at: Moment) => body.selectionOf(at.decisions)
  /** The selection as prices read it: what it costs may depend on the body. */
  const priced = (at: Moment, chosen: Selection) => ({ ...chosen, ...body.cellsOf(at.decisions) })
  const quoteOn = (day: string, at: Moment) =>
    quoteOf(template, priced(at, selection(at)), { currency: at.currency, day, language: at.language })
  const firstQuote = lastOnly((at: Moment) => quoteOn(today(), at))
  const known = lastOnly<[Moment], Map<string, readonly Possible[]>>(() => new Map())
  const boundsAt = lastOnly((at: Moment) =>
    answers.bounds(at.decisions.picks, at.currency, body.fittingCells(at.decisions))
  )

  /** Total after taking these picks instead, minus total now; null when they contradict. */
  function difference(at: Moment, picks: PicksById): number | null {
    const then = answers.selectionOf(picks, body.fittingCells(at.decisions))
    return then && totalOf(template, priced(at, then), at.currency) - firstQuote(at).total
  }

  const changesOf = (at: Moment, sets: readonly PicksById[]): readonly Change[] =>
    sets.flatMap((set) => {
      const costs = difference(at, { ...at.decisions.picks, ...set })
      return costs === null ? [] : [{ set, difference: costs }]
    })

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
        const states = answers.statesOf(picks, id, body.fittingCells(at.decisions))
        possible = choices.map(({ id: choice }, place) => {
          const state = states[place]!
          const costs = state === 'yes' ? difference(at, { ...picks, [id]: choice }) : null
          return { choice, state, exact: answers.exact, difference: costs }
        })
        known(at).set(id, possible)
      }
      return possible
    },
    fromPrices(at, { id, choices }) {
      const { least, greatest, exact } = boundsAt(at)
      const first = answers.placeOf(id)
      return choices.map(({ id: choice }, place) => {
        const [low, high] = [least[first + place]!, greatest[first + place]!]
        const some = low <= high
        return { choice, least: some ? low : null, greatest: some ? high : null, exact }
      })
    },
    explain(at, option, choice) {
      const { picks } = at.decisions
      const cells = body.fittingCells(at.decisions)
      const reasons = answers.reasonsFor(picks, option, choice, at.language, cells)
      if (reasons.length === 0) return { reasons, changes: [] }
      return { reasons, changes: changesOf(at, answers.waysTo(picks, option, choice, cells)) }
    },
    conflicts(at) {
      const { picks } = at.decisions
      const cells = body.fittingCells(at.decisions)
      return body.misfitsOf(at.decisions).map(([option, cell]) => ({
        measurements: Object.keys(template.cells.find((one) => one.option === option)!.sum),
        reasons: answers.reasonsFor(picks, option, cell, at.language, cells),
        changes: changesOf(at, answers.waysTo(picks, option, cell, cells)),
      }))
    },
  }
}
