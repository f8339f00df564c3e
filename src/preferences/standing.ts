import { addDays } from '../ground/index.ts'
import type { HostView } from './hosts.ts'
import { POLICY } from './policy.ts'
import type { Answer, ConsentState } from './types.ts'

/** All that decides about one purpose. */
export interface Evidence {
  /** The customer's own act; null before one. */
  readonly answer: Answer | null | 'unreadable'
  readonly host: HostView
  readonly isSignalled: boolean
  /** Another tab closed it, and nobody answered here since. */
  readonly isShut: boolean
  /** ISO 8601, UTC; null where the clock cannot be read. */
  readonly today: string | null
}

/** The customer's act AND the page's consent tools AND the browser's signal: the most protective wins. */
export function stateOf({ answer, host, isSignalled, isShut, today }: Evidence): ConsentState {
  if (answer === 'unreadable') return 'denied'
  if (answer && answer.answer !== 'granted') return answer.answer
  if (answer && today === null) return 'denied'
  if (isSignalled && !(answer?.despiteSignal && isCurrent(answer.on, today))) return 'denied'
  if (answer && !isCurrent(answer.on, today)) return 'expired'
  if (host.host !== 'none' && host.host !== 'allows') return 'denied'
  // A host grants only with a record, and only where the customer has said nothing.
  if (!answer && !(host.record && isCurrent(host.record.on, today))) return 'unknown'
  return isShut ? 'withdrawn' : 'granted'
}

/** Neither too old, nor for a narrower policy, nor from a clock that has since been set back. */
const isCurrent = (on: string, today: string | null): boolean =>
  today !== null && on >= POLICY.since && on <= addDays(today, 1) && monthsLater(on, POLICY.months) > today

function monthsLater(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}
