/** What of the time is ever written down. */
export interface Clock {
  /** UTC, ISO 8601; null where the clock cannot be read. */
  day(): string | null
  /** To the minute, ISO 8601: finer times would tell people apart. */
  minute(): string
}

/** Of what was answered while the clock could not be read: a no is a no, a yes has expired. */
export const LONG_AGO = '1970-01-01'

export function createClock(now: () => Date): Clock {
  const read = (length: number): string | null => {
    try {
      return now().toISOString().slice(0, length)
    } catch {
      return null
    }
  }
  return {
    day: () => read('2026-11-22'.length),
    minute: () => `${read('2026-11-22T10:42'.length) ?? `${LONG_AGO}T00:00`}:00Z`,
  }
}
