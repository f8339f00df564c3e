import type { Design, KeyValue } from '../../design/index.ts'
import { isOwnAct } from '../act.ts'
import { REASONS, type GivenReason } from '../dataMap.ts'
import { fitProfileOf } from '../fitProfile.ts'
import type { Gate } from '../types.ts'
import {
  adding,
  choosing,
  correctingReason,
  dismissing,
  givingReason,
  learning,
  liking,
  noting,
  removing,
  type StoredField,
} from './acts.ts'
import { hasAll, keyOf, type AnyLine } from './contents.ts'
import { onStoredElsewhere } from '../elsewhere.ts'
import { keptContents } from './kept.ts'
import { PROFILE_KEY } from './shelf.ts'
import type { Profile, Taste } from './types.ts'

export interface ProfileSettings {
  readonly gate: Gate
  readonly design: Design
  readonly storage?: () => KeyValue
  readonly now?: () => Date
  /** Who answers for what the customer agrees to here: the site's host. */
  readonly controller?: string
  /** Whether an event is a person's own act. For tests, whose events no person makes. */
  readonly isAct?: (act: Event) => boolean
  /** Where a tab hears of the others. */
  readonly elsewhere?: typeof onStoredElsewhere
}

/** The profile behind a gate, for the product of a design; kept as `kept.ts` tells. */
export function createProfile(settings: ProfileSettings): Profile {
  const { gate, now = () => new Date(), isAct = isOwnAct, elsewhere = onStoredElsewhere } = settings
  const storage = settings.storage ?? (() => globalThis.localStorage)
  const controller = settings.controller ?? globalThis.location?.host ?? ''
  const template = settings.design.template.id
  const listeners = new Set<() => void>()
  const notify = () => [...listeners].forEach((listener) => listener())
  const fit = fitProfileOf(gate, settings.design, { storage, elsewhere })
  const kept = keptContents(storage, notify)
  let design = settings.design
  /** How many of the gate's changes have their receipts. */
  let noted = 0

  const knows = (of: string, option: string, choice: string) =>
    of === template &&
    design.template.options.some(({ id, choices }) => id === option && choices.some((one) => one.id === choice))

  function note(): void {
    const changes = gate.changes().slice(noted)
    noted += changes.length
    if (changes.length > 0) kept.act(noting(changes, { controller, language: design.language() }))
  }

  function removeWhere(field: StoredField, isGone: (index: number) => boolean): void {
    const lines: readonly AnyLine[] = kept.now()[field] ?? []
    kept.act(removing(field, new Set(lines.filter((_, index) => isGone(index)).map(keyOf))), 'removal')
  }

  note()
  const stops = [elsewhere(PROFILE_KEY, kept.hear), fit.sets.subscribe(notify), gate.subscribe(note)]

  return {
    template,
    product: () => design.template,
    fitSets: fit.sets,
    likes: () => kept.now().likes,
    reasons: () => kept.now().reasons,
    dismissed: () => kept.now().dismissed,
    taste: () => kept.now().taste ?? NOTHING_LEARNED,
    receipts: () => kept.now().receipts,
    like(of, picks) {
      const picked = Object.entries(picks)
      if (of === template && picked.every(([option, choice]) => knows(of, option, choice))) kept.act(liking(of, picks))
    },
    giveReason(of, reason) {
      if (of === template && isReason(reason)) kept.act(givingReason(of, reason, now().toISOString().slice(0, 10)))
    },
    correctReason(id, reason) {
      if (isReason(reason)) kept.act(correctingReason(id, reason))
    },
    dismiss(line) {
      if (knows(line.template, line.option, line.choice)) kept.act(dismissing(line))
    },
    isLearning: () => kept.now().taste !== null,
    setLearning: (isOn) => (isOn ? kept.act(learning(true)) : kept.act(learning(false), 'removal')),
    chose(of, option, choice) {
      if (knows(of, option, choice)) kept.act(choosing(of, option, choice))
    },
    remove(field, index) {
      if (field === 'fitSets') fit.remove(fit.sets.all()[index]?.id ?? '')
      else removeWhere(field, (at) => field === 'receipts' || at === index)
    },
    clear(field) {
      if (field === 'fitSets') fit.clear()
      else removeWhere(field, () => true)
    },
    clearAll() {
      kept.wipe()
      fit.clear()
    },
    add({ fitSets, ...lines }) {
      kept.act(adding(lines))
      return hasAll(kept.now(), lines) && (!fitSets || fit.join(fitSets))
    },
    isKept: () => kept.keeping() === 'kept',
    keeping: kept.keeping,
    fitKeeping: fit.keeping,
    isFull: kept.isFull,
    keep: (asked) => isAct(asked) && kept.keep(),
    forget: kept.forget,
    follow(next) {
      design = next
      fitProfileOf(gate, next)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      listeners.clear()
      stops.forEach((stop) => stop())
      fit.dispose()
    },
  }
}

const NOTHING_LEARNED: readonly Taste[] = []

const isReason = (reason: string): reason is GivenReason => (REASONS as readonly string[]).includes(reason)
