import type { ConsentSource, Purpose } from '../types.ts'
import { at, watchPage } from './page.ts'
import { saidOf, type Said } from './said.ts'

/** The type of Google's that stands for each of our purposes. */
const TYPES = {
  preferences: 'personalization_storage',
  insight: 'analytics_storage',
  measurements: 'functionality_storage',
} as const satisfies Partial<Record<Purpose, string>>

type StorageType = (typeof TYPES)[keyof typeof TYPES]

/**
 * Google Consent Mode v2, from what lies in `dataLayer` in its order, and from the state that Google's tag keeps where
 * that is readable. Where both speak, a no of either is a no. `push` is not wrapped: the page is looked at again and
 * again instead. It cannot see a command before it is looked at (a quarter of a second at most), one that Google's tag
 * keeps to itself, nor in which region the visitor is: a no for some region counts everywhere unless the tag tells.
 *
 * Google takes a type that nobody named for granted; here it is denied.
 *
 * @see https://developers.google.com/tag-platform/security/guides/consent
 */
export const gcmSource = (page: object, now: () => number = () => performance.now()): ConsentSource => ({
  name: 'gcm',
  watch: (say) => watchPage(page, createReading(page, now))(say),
})

/** What commands said of one type. */
interface Told {
  readonly asDefault?: boolean
  /** A default for some region only, and a no. */
  readonly deniedSomewhere?: true
  /** Until then, in milliseconds, the default waits for an update. */
  readonly waits?: number
  readonly update?: boolean
}

function createReading(page: object, now: () => number): () => Said | null {
  // Google's tag shortens the list, so its length tells nothing.
  const read = new WeakSet<object>()
  const told = new Map<StorageType, Told>()

  const readCommands = () => {
    const layer = at(page, 'dataLayer')
    if (!Array.isArray(layer)) return
    for (const command of layer as readonly unknown[]) {
      if (typeof command !== 'object' || command === null || read.has(command)) continue
      // `gtag` puts its own arguments in, so a command is like a list and not one.
      if (at(command, 0) === 'consent') for (const type of Object.values(TYPES)) hear(command, type)
      // Not before: one that cannot be read might have been a no.
      read.add(command)
    }
  }

  const hear = (command: object, type: StorageType) => {
    const state = at(command, 2, type)
    if (state === undefined) return
    const isGranted = state === 'granted'
    const before = told.get(type) ?? {}
    if (at(command, 1) === 'update') return told.set(type, { ...before, update: isGranted })
    if (at(command, 1) !== 'default') return
    const wait = at(command, 2, 'wait_for_update')
    if (at(command, 2, 'region') !== undefined) {
      if (!isGranted) told.set(type, { ...before, deniedSomewhere: true })
    } else
      told.set(type, {
        ...before,
        asDefault: isGranted,
        ...(typeof wait === 'number' && wait > 0 ? { waits: now() + wait } : {}),
      })
  }

  /** Undefined where the commands leave it open. */
  const commanded = (type: StorageType): boolean | undefined => {
    const { asDefault, deniedSomewhere, waits = 0, update } = told.get(type) ?? {}
    if (update !== undefined) return update
    if (asDefault === undefined || asDefault === false) return asDefault
    if (now() < waits) return false
    return deniedSomewhere ? undefined : true
  }

  return () => {
    readCommands()
    let isSaid = told.size > 0
    const isAllowed = (type: StorageType): boolean => {
      const both = [commanded(type), keptByTag(page, type)].filter((one) => one !== undefined)
      isSaid ||= both.length > 0
      return both.length > 0 && both.every((one) => one)
    }
    const said = saidOf(Object.fromEntries(Object.entries(TYPES).map(([purpose, type]) => [purpose, isAllowed(type)])))
    return isSaid ? said : null
  }
}

/** What Google's tag made of all commands, regions and templates. Internal to it, so it may be gone tomorrow. */
function keptByTag(page: object, type: StorageType): boolean | undefined {
  const entry = at(page, 'google_tag_data', 'ics', 'entries', type)
  const state = at(entry, 'update') ?? at(entry, 'default')
  return state === undefined ? undefined : state === true
}
