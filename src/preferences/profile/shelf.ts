import type { KeyValue } from '../../design/index.ts'
import { DATA_MAP } from '../dataMap.ts'
import { contentsIn, storedText } from './contents.ts'
import type { Keeping, ProfileContents } from './types.ts'

export const PROFILE_KEY = 'toile.profile'

/** All that is stored because the customer keeps their profile here. */
const KEYS = Object.entries(DATA_MAP.stored).flatMap(([key, { after }]) => (after === 'keep profile' ? [key] : []))

type Found = ProfileContents | Extract<Keeping, 'refused' | 'foreign' | 'newer'> | null

/** The kept profile, under one key. None of these throws. */
export interface ProfileShelf {
  /** Null when nothing is there. */
  read(): Found
  /** False where the browser does not let us, or has no room; what was there stays whole. */
  write(contents: ProfileContents): boolean
  /** With all that is kept only because the profile is. False where the browser does not let us. */
  wipe(): boolean
}

export function profileShelf(storage: () => KeyValue): ProfileShelf {
  /** It is read before every act, and mostly is what it was. */
  let text: string | null = null
  let found: Found = null

  return {
    read() {
      try {
        const now = storage().getItem(PROFILE_KEY)
        if (now !== text) found = now === null ? null : contentsIn(now)
        text = now
        return found
      } catch {
        return 'refused'
      }
    },
    write(contents) {
      try {
        const next = storedText(contents)
        storage().setItem(PROFILE_KEY, next)
        if (storage().getItem(PROFILE_KEY) !== next) return false
        text = next
        found = contents
        return true
      } catch {
        return false
      }
    },
    wipe() {
      try {
        for (const key of KEYS) storage().removeItem(key)
        return KEYS.every((key) => storage().getItem(key) === null)
      } catch {
        return false
      }
    },
  }
}
