import { dayText, type Language } from '../../ground/index.ts'
import { POLICY, type Standing } from '../../preferences/index.ts'
import type { SayPrivacy } from './words.ts'

/** Whether the customer's own yes stands, even while this site's consent tool holds it back. */
export function isOwnYes({ state, answer, host, isSignalled }: Standing): boolean {
  if (state === 'granted') return true
  const isHeldBack = state === 'denied' && host !== 'none' && host !== 'allows'
  return isHeldBack && answer?.answer === 'granted' && (!isSignalled || answer.despiteSignal === true)
}

/** Why a purpose is as it is, in sentences: the customer's own answer first, then whoever else has a say. */
export function standingLines(standing: Standing, language: Language, say: SayPrivacy): readonly string[] {
  const { answer, host, source, record, isSignalled, state } = standing
  const day = (on: string) => dayText(on, language, true)
  const lines = answer || !record ? [answerLine(standing, day, say)] : []
  if (record) {
    lines.push(say('record', { on: day(record.on), words: record.words, id: record.id }))
    if (!answer && state !== 'granted') lines.push(say('recordIdle'))
  }
  if (isSignalled) {
    const isDespite = answer?.answer === 'granted' && answer.despiteSignal === true
    lines.push(say(isDespite ? 'signalDespite' : 'signalHonoured'))
  }
  // That nobody objects is worth a line only where something is allowed.
  if (host !== 'none' && (host !== 'allows' || state === 'granted') && !record)
    lines.push(say(`host.${host}`, { source: say(`source.${source ?? 'custom'}`) }))
  return lines
}

function answerLine(standing: Standing, day: (on: string) => string, say: SayPrivacy): string {
  const { state, answer, host, isSignalled } = standing
  if (!answer) {
    const isHeldBack = isSignalled || (host !== 'none' && host !== 'allows')
    return say(state === 'unknown' || isHeldBack ? 'is.unknown' : 'is.unread')
  }
  const on = day(answer.on)
  if (answer.answer !== 'granted') return say(`is.${answer.answer}`, { on })
  if (state === 'granted') return say('is.granted', { on, until: day(lastDayOf(answer.on)) })
  if (state === 'withdrawn') return say('is.shut', { on })
  if (state === 'expired') return say(answer.on < POLICY.since ? 'is.widened' : 'is.expired', { on })
  return say('is.held', { on })
}

function lastDayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + POLICY.months)
  return date.toISOString().slice(0, 10)
}
