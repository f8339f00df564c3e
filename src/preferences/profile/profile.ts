import type { Design, KeyValue } from '../../design/index.ts'
import { isOwnAct } from '../act.ts'
import { REASONS, type GivenReason } from '../dataMap.ts'
import { fitProfileOf } from '../fitProfile.ts'
import type { Gate } from '../types.ts'
import { keyOf, MOST_LETTERS, NOTHING, storedText, type AnyLine } from './contents.ts'
import {
  adding,
  choosing,
  correctingReason,
  dismissing,
  givingReason,
  learning,
  liking,
  removing,
  type Act,
  type StoredField,
} from './lists.ts'
import { profileShelf, PROFILE_KEY } from './shelf.ts'
import type { Keeping, Profile, ProfileContents, ProfileField } from './types.ts'

export interface ProfileSettings {
  readonly gate: Gate
  readonly design: Design
  readonly storage?: () => KeyValue
  readonly now?: () => Date
  /** Whether an event is a person's own act. For tests, whose events no person makes. */
  readonly isAct?: (act: Event) => boolean
  /** Calls whenever another tab stored something under the key, or wiped it. @returns ends it. */
  readonly elsewhere?: (key: string, hear: () => void) => () => void
}

/**
 * The profile behind a gate, for the product of a design. While it is kept, what is stored is the truth: every act is
 * replayed on what lies there, so that no tab brings back what another removed. Once that is gone, by another tab's
 * doing or by hand, nothing of it stays here either, and nothing is written until the customer asks again.
 */
export function createProfile(settings: ProfileSettings): Profile {
  const { gate, design, now = () => new Date(), isAct = isOwnAct, elsewhere = storageEvents } = settings
  const storage = settings.storage ?? (() => globalThis.localStorage)
  const { id: template, options } = design.template
  const fit = fitProfileOf(gate, design, storage)
  const shelf = profileShelf(storage)
  const listeners = new Set<() => void>()
  const notify = () => [...listeners].forEach((listener) => listener())
  let contents = NOTHING
  let keeping: Keeping = 'not kept'
  /** Acts that are not stored yet, oldest first. */
  let owed: readonly Act[] = []
  let isFull = false

  /** What is stored is what we have, with what is not stored yet. */
  function recall(): void {
    if (keeping !== 'kept' && keeping !== 'refused') return
    const found = shelf.read()
    if (found === null) {
      if (keeping === 'kept') leave()
    } else if (typeof found === 'string') keeping = found
    else contents = replayed(found, owed)
  }

  /** Somebody wanted it gone. */
  function leave(): void {
    shelf.wipe()
    contents = NOTHING
    owed = []
    keeping = 'not kept'
  }

  function act(done: Act): void {
    recall()
    const next = done(contents)
    isFull = storedText(next).length > MOST_LETTERS && storedText(next).length > storedText(contents).length
    if (!isFull) {
      contents = next
      owed = [...owed, done]
      if (keeping === 'kept' || keeping === 'refused') save()
    }
    notify()
  }

  function save(): void {
    const isStored = shelf.write(contents)
    keeping = isStored ? 'kept' : 'refused'
    if (isStored) owed = []
  }

  function hear(): void {
    const before = contents
    const was = keeping
    if (keeping === 'not kept' && owed.length === 0) begin()
    else recall()
    if (contents !== before || keeping !== was) notify()
  }

  function begin(): void {
    const found = shelf.read()
    if (found === null || found === 'refused') return
    keeping = typeof found === 'string' ? found : 'kept'
    if (typeof found !== 'string') contents = found
  }

  const knows = (option: string, choice: string) =>
    options.some(({ id, choices }) => id === option && choices.some((one) => one.id === choice))

  const linesIn = (field: StoredField) => contents[field] ?? []

  function remove(field: ProfileField, keys: (line: AnyLine, index: number) => boolean): void {
    if (field === 'fitSets') return
    const isGone = field === 'receipts' ? () => true : keys
    act(removing(field, new Set([...linesIn(field)].filter(isGone).map(keyOf))))
  }

  begin()
  const stops = [elsewhere(PROFILE_KEY, hear), fit.sets.subscribe(notify)]

  return {
    template,
    fitSets: fit.sets,
    likes: () => contents.likes,
    reasons: () => contents.reasons,
    dismissed: () => contents.dismissed,
    taste: () => contents.taste ?? NO_TASTE,
    receipts: () => contents.receipts,
    like(of, picks) {
      if (of === template && Object.entries(picks).every(([option, choice]) => knows(option, choice)))
        act(liking(template, picks))
    },
    giveReason(of, reason) {
      if (of === template && isReason(reason)) act(givingReason(template, reason, now().toISOString().slice(0, 10)))
    },
    correctReason(id, reason) {
      if (isReason(reason)) act(correctingReason(id, reason))
    },
    dismiss(line) {
      if (line.template === template && knows(line.option, line.choice)) act(dismissing(line))
    },
    isLearning: () => contents.taste !== null,
    setLearning: (isOn) => act(learning(isOn)),
    chose(of, option, choice) {
      if (contents.taste !== null && of === template && knows(option, choice)) act(choosing(template, option, choice))
    },
    remove: (field, index) => remove(field, (_, at) => at === index),
    clear: (field) => remove(field, () => true),
    clearAll() {
      leave()
      notify()
    },
    add: (lines) => act(adding(lines)),
    isKept: () => keeping === 'kept',
    keeping: () => keeping,
    isFull: () => isFull,
    keep(asked) {
      if (!isAct(asked)) return false
      const found = shelf.read()
      if (typeof found === 'string') keeping = found
      else {
        contents = replayed(found ?? NOTHING, owed)
        save()
      }
      notify()
      return keeping === 'kept'
    },
    forget() {
      const had = contents
      leave()
      contents = had
      owed = [adding(had)]
      notify()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      listeners.clear()
      stops.forEach((stop) => stop())
    },
  }
}

const NO_TASTE: NonNullable<ProfileContents['taste']> = []

const replayed = (contents: ProfileContents, acts: readonly Act[]): ProfileContents =>
  acts.reduce((so, act) => act(so), contents)

const isReason = (reason: string): reason is GivenReason => (REASONS as readonly string[]).includes(reason)

/** The browser tells every other tab of the site; a null key is all of the storage. */
function storageEvents(key: string, hear: () => void): () => void {
  if (typeof addEventListener === 'undefined') return () => {}
  const onStorage = (event: StorageEvent) => {
    if (event.key === null || event.key === key) hear()
  }
  addEventListener('storage', onStorage)
  return () => removeEventListener('storage', onStorage)
}
