import type { Purpose } from '../../../src/preferences/index.ts'

export type Act = 'granted' | 'denied' | 'withdrawn'
export type Word = 'allowed' | 'denied' | 'record'
export type Storing = 'works' | 'full' | 'blocked'

interface Answer {
  readonly day: string
  readonly despiteSignal: boolean
}

/** What a page was told, as the people and tools who told it would remember. */
export interface Told {
  /** Closed in this page by an act or a message it heard, until there is a new yes. */
  readonly closed: Set<Purpose>
  /** Yeses given here that could not be remembered. */
  readonly ownYes: Map<Purpose, Answer>
  /** Null without a consent tool; `bad`: it said nothing proper. */
  word: Word | 'bad' | null
  /** The day of the record that the tool holds. */
  recordOn: string
  readonly hasChannel: boolean
}

/** Of an act at once; a page that does not, reads the memory before anything leaves. */
export const hears = (page: Told, of: Told): boolean => page === of || (page.hasChannel && of.hasChannel)

const POLICY_SINCE = '2026-11-22'

/**
 * What is true of consent, told again by simpler means: the newest act of the customer, wherever it was made, what the
 * page's tool says, the signal and the day. It does not know how the gate goes about it.
 */
export function createTruth(day: () => string) {
  const last = new Map<Purpose, Answer & { readonly act: Act }>()
  /** Newest acts that could not be written: other pages, above all later ones, cannot know of them. */
  const unwritten = new Map<Purpose, Storing>()
  let isSignalled = false

  const isCurrent = (on: string): boolean =>
    on >= POLICY_SINCE && on <= shifted(day(), 1, 0) && shifted(on, 0, 6) > day()

  const isGood = ({ day, despiteSignal }: Answer): boolean => isCurrent(day) && (!isSignalled || despiteSignal)

  return {
    isSignalled: () => isSignalled,
    signal: (is: boolean) => void (isSignalled = is),

    acted(purpose: Purpose, act: Act, here: Told, pages: readonly Told[], storing: Storing) {
      const answer = { day: day(), despiteSignal: isSignalled }
      last.set(purpose, { act, ...answer })
      if (act === 'granted') {
        for (const page of pages) page.closed.delete(purpose)
        here.ownYes.set(purpose, answer)
      } else {
        for (const page of pages)
          if (hears(page, here) || storing === 'works') {
            page.ownYes.delete(purpose)
            page.closed.add(purpose)
          }
      }
      unwritten.set(purpose, storing)
      if (storing !== 'works') return
      // A page writes down all that it knows.
      for (const known of [purpose, ...here.closed, ...here.ownYes.keys()]) unwritten.delete(known)
      for (const granted of here.ownYes.keys()) for (const page of pages) page.closed.delete(granted)
      here.ownYes.clear()
    },

    /** The person wiped what the site stores. */
    wiped(pages: readonly Told[]) {
      last.clear()
      unwritten.clear()
      for (const page of pages) page.closed.clear()
    },

    may(purpose: Purpose, page: Told): boolean {
      if (page.closed.has(purpose) || page.word === 'denied' || page.word === 'bad') return false
      const ownYes = page.ownYes.get(purpose)
      if (ownYes && isGood(ownYes)) return true
      const answer = last.get(purpose)
      const byRecord = page.word === 'record' && isCurrent(page.recordOn) && !isSignalled
      if (!answer) return byRecord
      // On a full disk a yes that is stored still becomes a no; where there was none, a record may speak instead.
      if (answer.act !== 'granted') return unwritten.get(purpose) === 'blocked' || (unwritten.has(purpose) && byRecord)
      return isGood(answer) || (unwritten.has(purpose) && byRecord)
    },
  }
}

export type Truth = ReturnType<typeof createTruth>

function shifted(day: string, days: number, months: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
