import { addDays, ToileError, weekdayOf, type Day } from '../ground/index.ts'

/** Nobody waits for forty years, and a page does not count the days of a million. */
const MOST_DAYS = 10_000

/**
 * The day that is `days` working days after `day`: Saturdays, Sundays and the shop's holidays do not count. 0 gives
 * `day` itself.
 *
 * @throws {ToileError} `price/lead-too-long`
 */
export function addWorkingDays(day: Day, days: number, holidays: readonly Day[]): Day {
  if (days > MOST_DAYS)
    throw new ToileError('price/lead-too-long', `lead: expected at most ${MOST_DAYS} working days in all.`)
  const rests = new Set(holidays)
  let at = day
  for (let left = days; left > 0;) {
    at = addDays(at, 1)
    const weekday = weekdayOf(at)
    if (weekday !== 0 && weekday !== 6 && !rests.has(at)) left -= 1
  }
  return at
}
