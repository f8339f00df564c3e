import { addDays, weekdayOf, type Day } from '../ground/index.ts'

/**
 * The day that is `days` working days after `day`: Saturdays, Sundays and the shop's holidays do not count. 0 gives
 * `day` itself.
 */
export function addWorkingDays(day: Day, days: number, holidays: readonly Day[]): Day {
  const rests = new Set(holidays)
  let at = day
  for (let left = days; left > 0;) {
    at = addDays(at, 1)
    const weekday = weekdayOf(at)
    if (weekday !== 0 && weekday !== 6 && !rests.has(at)) left -= 1
  }
  return at
}
