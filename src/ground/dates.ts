import { dateFormat } from './formats.ts'

/** A calendar day, `2026-11-21`: no time, no zone. */
export type Day = string

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  const instant = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text)
}

/** The calendar day at `instant` in an IANA time zone. */
export const dayIn = (timeZone: string, instant: Date): Day =>
  dateFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant)

export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay()

/** "14 Dec" / "14. Dez.", with the year when asked. */
export const dayText = (day: Day, lang: string, withYear = false): string =>
  dateFormat(lang, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(withYear ? { year: 'numeric' as const } : {}),
  }).format(new Date(`${day}T00:00:00Z`))
