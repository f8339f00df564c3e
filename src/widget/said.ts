import type { Design } from '../design/index.ts'
import type { Say } from '../ground/index.ts'
import { choiceText } from './labels.ts'
import type { WidgetKey } from './words.ts'

/** What a step did, for the foot and for a screen reader. */
export interface Said {
  /** What the customer decided. */
  readonly decided: readonly string[]
  /** What went along without being picked. */
  readonly moved: readonly string[]
  /** Minor units the total went up or down by. */
  readonly difference: number
}

export interface Moment {
  readonly decisions: ReturnType<Design['decisions']>
  readonly selection: Readonly<Record<string, string>>
  readonly total: number
  readonly currency: string
}

export const momentOf = (design: Design): Moment => ({
  decisions: design.decisions(),
  selection: design.selection(),
  total: design.quote().total,
  currency: design.currency(),
})

/** Null when nothing of it is worth saying: another language, another unit. */
export function saidBetween(design: Design, before: Moment, after: Moment, say: Say<WidgetKey>): Said | null {
  const decided: string[] = []
  const moved: string[] = []
  for (const option of design.template.options) {
    const to = after.selection[option.id]
    if (option.kind === 'text' || to === undefined || to === before.selection[option.id]) continue
    const values = { option: option.label[design.language()], choice: choiceText(design, option, to) }
    const isDecided = after.decisions.picks[option.id] !== before.decisions.picks[option.id]
    if (isDecided) decided.push(say('saidPick', values))
    else moved.push(say('saidMoved', values))
  }
  if (before.decisions.texts !== after.decisions.texts && !isSame(before.decisions.texts, after.decisions.texts))
    decided.push(say(Object.values(after.decisions.texts).some(Boolean) ? 'saidText' : 'saidNoText'))
  if (before.decisions.measurements !== after.decisions.measurements || before.decisions.size !== after.decisions.size)
    decided.push(say('saidFit'))
  if (!decided.length && !moved.length) return null
  return { decided, moved, difference: before.currency === after.currency ? after.total - before.total : 0 }
}

function isSame(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => (a[key] ?? '') === (b[key] ?? ''))
}
