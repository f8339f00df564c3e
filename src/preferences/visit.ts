import { randomUuid } from '../ground/index.ts'
import { POLICY } from './policy.ts'
import type { Left } from './types.ts'

/** What all gates of a page share, in memory alone. */
export interface Visit {
  /** Sent with `insight` and nothing else; another with every page load. */
  readonly id: string
  /** Whether so many bytes may still leave as one more event; if so, they are counted. */
  spend(bytes: number): boolean
  /** A message left this page, whichever of its widgets it came from. */
  list(message: Left): void
  /** Newest first: everything under a yes, and the latest functional messages. */
  left(): readonly Left[]
  /** How many functional messages were before those: a page that is used for hours must not fill up with them. */
  earlier(): number
  subscribe(listener: () => void): () => void
}

const MOST_FUNCTIONAL = 200

export function createVisit(): Visit {
  const { most } = POLICY
  const budget = { events: most.events as number, bytes: most.bytes as number }
  const listeners = new Set<() => void>()
  let id: string | null = null
  let left: readonly Left[] = []
  let earlier = 0
  return {
    get id() {
      return (id ??= randomUuid())
    },
    spend(bytes) {
      if (budget.events === 0 || budget.bytes < bytes) return false
      budget.events--
      budget.bytes -= bytes
      return true
    },
    list(message) {
      left = [message, ...left]
      const functional = left.filter(({ purpose }) => purpose === null)
      if (functional.length > MOST_FUNCTIONAL) {
        const oldest = functional.at(-1)
        left = left.filter((one) => one !== oldest)
        earlier++
      }
      for (const listener of listeners) listener()
    },
    left: () => left,
    earlier: () => earlier,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
