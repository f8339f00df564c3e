import type { KeyValue } from '../../design/index.ts'
import { tellStored } from '../elsewhere.ts'
import { adding, type Act } from './acts.ts'
import { MOST_LETTERS, NOTHING, storedText } from './contents.ts'
import { PROFILE_KEY, profileShelf } from './shelf.ts'
import type { Keeping, ProfileContents } from './types.ts'

/** The contents of a profile, in memory and, where the customer asked for it, on the device. */
export interface KeptContents {
  /** The same object until it changes. */
  readonly now: () => ProfileContents
  readonly keeping: () => Keeping
  readonly isFull: () => boolean
  /** `removal`: what is to be gone is gone from the device too, though all of it has to go. */
  act(done: Act, kind?: 'removal'): void
  /** Another tab did something to what is stored. */
  hear(): void
  keep(): boolean
  /** Off the device; the page still has it. */
  forget(): void
  wipe(): void
}

/**
 * While the profile is kept, what is stored is the truth: every act is replayed on what lies there, so that no tab
 * brings back what another removed. Once that is gone, by another tab's doing or by hand, nothing of it stays here
 * either, and nothing is written until the customer asks again.
 */
export function keptContents(storage: () => KeyValue, notify: () => void): KeptContents {
  const shelf = profileShelf(storage)
  let contents = NOTHING
  let keeping: Keeping = 'not kept'
  let isFull = false
  /** Acts that are not stored, oldest first. */
  let owed: readonly Act[] = []
  /** Something of ours lies in the storage, as far as we know. */
  let isStored = false
  /** What lies there was to go, and the browser did not let us. */
  let mustGo = false
  let isTold = true

  function begin(): void {
    const found = shelf.read()
    // A browser that lets nobody look keeps nothing of ours: the profile stays with the page, and works.
    if (found === null || found === 'refused') keeping = 'not kept'
    else if (typeof found === 'string') keeping = found
    else {
      contents = found
      keeping = 'kept'
      isStored = true
    }
  }

  function recall(): void {
    if (mustGo) leave()
    if (!isStored) return
    const found = shelf.read()
    if (found === null) drop()
    else if (typeof found === 'string') keeping = found
    else {
      contents = replayed(found, owed)
      if (keeping !== 'refused') keeping = 'kept'
    }
  }

  /** Off the device, with what is kept only because the profile is. */
  function leave(): void {
    mustGo = !shelf.wipe()
    isStored = false
    keeping = mustGo ? 'refused' : 'not kept'
    isTold = false
  }

  /** Somebody wanted it gone. */
  function drop(): void {
    leave()
    contents = NOTHING
    owed = []
  }

  function forget(): void {
    leave()
    owed = [adding(contents)]
  }

  function put(): boolean {
    const isPut = shelf.write(contents)
    keeping = isPut ? 'kept' : 'refused'
    if (isPut) {
      isStored = true
      owed = []
      isTold = false
    }
    return isPut
  }

  /** Runs what may change something, and tells whoever listens if it did. */
  function telling<Result>(change: () => Result): Result {
    const before = [contents, keeping, isFull]
    const result = change()
    if (!isTold) {
      isTold = true
      tellStored(PROFILE_KEY)
    }
    if (before.some((value, at) => value !== [contents, keeping, isFull][at])) notify()
    return result
  }

  begin()

  return {
    now: () => contents,
    keeping: () => keeping,
    isFull: () => isFull,
    act: (done, kind) =>
      telling(() => {
        recall()
        const next = done(contents)
        if (next === contents) return
        isFull = lettersOf(next) > MOST_LETTERS && lettersOf(next) > lettersOf(contents)
        if (isFull) return
        contents = next
        owed = [...owed, done]
        if (isStored && isOurs(keeping) && !put() && kind === 'removal') {
          forget()
          keeping = 'refused'
        }
      }),
    hear: () =>
      telling(() => {
        if (isStored || mustGo) recall()
        // What is here and was never stored waits for the customer to ask for it here.
        else if (owed.length === 0) begin()
      }),
    keep: () =>
      telling(() => {
        if (mustGo) leave()
        const found = shelf.read()
        if (typeof found === 'string') {
          keeping = found
          return false
        }
        contents = replayed(found ?? NOTHING, owed)
        return put()
      }),
    forget: () => telling(forget),
    wipe: () => telling(drop),
  }
}

const isOurs = (keeping: Keeping): boolean => keeping === 'kept' || keeping === 'refused'

const lettersOf = (contents: ProfileContents): number => storedText(contents).length

const replayed = (contents: ProfileContents, acts: readonly Act[]): ProfileContents =>
  acts.reduce((so, act) => act(so), contents)
