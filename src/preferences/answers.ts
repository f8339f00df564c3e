import { isDay } from '../ground/index.ts'
import type { KeyValue } from '../design/index.ts'
import { PURPOSES, type Answer, type Purpose } from './types.ts'

export type Answers = Readonly<Partial<Record<Purpose, Answer>>>

const KEY = 'toile.consent'

/** The remembered answers, under one key; written only on an act. */
export interface Memory {
  /** `unreadable` for anything that is not ours, and when the browser does not let us look. */
  read(): Answers | 'unreadable'
  /** False where the browser does not let us: the answer then lasts for this page. */
  write(answers: Answers): boolean
}

export const memoryIn = (storage: () => KeyValue): Memory => ({
  read() {
    try {
      const text = storage().getItem(KEY)
      return text === null ? {} : answersIn(JSON.parse(text))
    } catch {
      return 'unreadable'
    }
  },
  write(answers) {
    try {
      storage().setItem(KEY, JSON.stringify(answers))
      return true
    } catch {
      return false
    }
  },
})

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
  return (answer === 'granted' || answer === 'denied' || answer === 'withdrawn') && typeof on === 'string' && isDay(on)
}
