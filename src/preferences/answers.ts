import { isDay } from '../ground/index.ts'
import type { KeyValue } from '../design/index.ts'
import { PURPOSES, type Answer, type Purpose } from './types.ts'

export type Answers = Readonly<Partial<Record<Purpose, Answer>>>

/** Never what a page has put on every object. */
export const answerIn = (answers: Answers, purpose: Purpose): Answer | null =>
  Object.hasOwn(answers, purpose) ? answers[purpose]! : null

const KEY = 'toile.consent'

/** The remembered answers, under one key; written only on an act. */
export interface Memory {
  /**
   * What it held when last looked at. `unreadable` for anything that is not ours, and when the browser does not let us
   * look.
   */
  held(): Answers | 'unreadable'
  /** Looks, and says whether that has changed: another tab answered, or the person wiped what this site stores. */
  hasNews(): boolean
  /**
   * False where the browser does not let us, or has no room: the answers then last for this page, and a yes that was
   * taken back is at least not remembered.
   */
  write(answers: Answers): boolean
}

const BLOCKED = Symbol('the browser does not let us look')

export function memoryIn(storage: () => KeyValue): Memory {
  let last = look()

  function look(): string | null | typeof BLOCKED {
    try {
      return storage().getItem(KEY)
    } catch {
      return BLOCKED
    }
  }

  return {
    held: () => readable(last),
    hasNews() {
      const before = last
      last = look()
      return last !== before
    },
    write(answers) {
      const text = JSON.stringify(answers)
      try {
        storage().setItem(KEY, text)
      } catch {
        forgetYes(storage, readable(look()), answers)
      }
      last = look()
      return last === text
    },
  }
}

function readable(text: string | null | typeof BLOCKED): Answers | 'unreadable' {
  if (text === null) return {}
  if (text === BLOCKED) return 'unreadable'
  try {
    return answersIn(JSON.parse(text))
  } catch {
    return 'unreadable'
  }
}

/**
 * A full disk still takes a shorter text: what is stored, with a no where a yes was taken back. And it can remove:
 * rather no answers than one that does not stand any more.
 */
function forgetYes(storage: () => KeyValue, stored: Answers | 'unreadable', answers: Answers): void {
  const given = stored === 'unreadable' ? [] : (Object.entries(stored) as [Purpose, Answer][])
  const kept = given.map(([purpose, answer]): [Purpose, Answer] => {
    const isTakenBack = answer.answer === 'granted' && answerIn(answers, purpose)?.answer !== 'granted'
    return [purpose, isTakenBack ? { answer: 'denied', on: answer.on } : answer]
  })
  if (stored !== 'unreadable' && kept.every(([, answer], at) => answer === given[at]![1])) return
  try {
    if (kept.length === 0) storage().removeItem(KEY)
    else storage().setItem(KEY, JSON.stringify(Object.fromEntries(kept)))
  } catch {
    remove(storage)
  }
}

function remove(storage: () => KeyValue): void {
  try {
    storage().removeItem(KEY)
  } catch {
    // Then it cannot be read again either.
  }
}

function answersIn(value: unknown): Answers | 'unreadable' {
  if (typeof value !== 'object' || value === null) return 'unreadable'
  const answers: Partial<Record<Purpose, Answer>> = {}
  for (const [purpose, given] of Object.entries(value)) {
    if (!isPurpose(purpose) || !isAnswer(given)) return 'unreadable'
    answers[purpose] = given
  }
  return answers
}

const isPurpose = (text: string): text is Purpose => (PURPOSES as readonly string[]).includes(text)

function isAnswer(value: unknown): value is Answer {
  if (typeof value !== 'object' || value === null || !('answer' in value) || !('on' in value)) return false
  const { answer, on } = value
  if ('despiteSignal' in value && value.despiteSignal !== true) return false
  return (answer === 'granted' || answer === 'denied' || answer === 'withdrawn') && typeof on === 'string' && isDay(on)
}
