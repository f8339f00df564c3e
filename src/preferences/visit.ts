import { randomUuid } from '../ground/index.ts'
import { POLICY } from './policy.ts'

/** What all gates of a page share, in memory alone. */
export interface Visit {
  /** Sent with `insight` and nothing else; another with every page load. */
  readonly id: string
  /** Whether so many bytes may still leave as one more event; if so, they are counted. */
  spend(bytes: number): boolean
}

export function createVisit(): Visit {
  const { most } = POLICY
  const left = { events: most.events as number, bytes: most.bytes as number }
  let id: string | null = null
  return {
    get id() {
      return (id ??= randomUuid())
    },
    spend(bytes) {
      if (left.events === 0 || left.bytes < bytes) return false
      left.events--
      left.bytes -= bytes
      return true
    },
  }
}
