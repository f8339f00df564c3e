import type { KeyValue } from '../../design/index.ts'
import { DATA_MAP } from '../dataMap.ts'
import { contentsIn, storedText } from './contents.ts'
import type { Keeping, ProfileContents } from './types.ts'

export const PROFILE_KEY = 'toile.profile'

/** All that is stored because the customer keeps their profile here. */
const KEYS = Object.entries(DATA_MAP.stored).flatMap(([key, { after }]) => (after === 'keep profile' ? [key] : []))

/** The kept profile, under one key. None of these throws. */
export interface ProfileShelf {
  /** Null when nothing is there. */
  read(): ProfileContents | Extract<Keeping, 'refused' | 'foreign' | 'newer'> | null
  /** False where the browser does not let us, or has no room; what was there stays whole. */
  write(contents: ProfileContents): boolean
  /** With all that is kept only because the profile is. False where the browser does not let us. */
  wipe(): boolean
}

export const profileShelf = (storage: () => KeyValue): ProfileShelf => ({
  read() {
    try {
      const text = storage().getItem(PROFILE_KEY)
      return text === null ? null : contentsIn(text)
    } catch {
      return 'refused'
    }
  },
  write(contents) {
    try {
      const text = storedText(contents)
      storage().setItem(PROFILE_KEY, text)
      return storage().getItem(PROFILE_KEY) === text
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
})
