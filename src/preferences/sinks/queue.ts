import type { KeyValue } from '../../design/index.ts'
import { MAPPED_EVENTS } from '../dataMap.ts'
import { policyHash } from '../policy.ts'
import { PURPOSES, type PreferenceEvent, type Purpose } from '../types.ts'

/** An event that waits for the network. */
export interface Waiting {
  readonly event: PreferenceEvent
  /** How often it was sent in vain. */
  tries: number
  /** How often a page took it over. Another number in the storage: it waits in another page now. */
  taken: number
  /** On its way, at the latest until then, in ms since 1970; 0 when it is not. */
  busy: number
  isStored: boolean
}

export interface Queue {
  /** Oldest first; those another page took over, or older than a day, are gone. */
  waiting(): readonly Waiting[]
  count(): number
  add(event: PreferenceEvent): void
  /** Sent, or given up. */
  remove(gone: readonly Waiting[]): void
  changed(): void
  /**
   * What earlier pages left in the storage waits here now, where the answer it was made under is still good.
   *
   * @returns how many ms from now something that is on its way elsewhere may be taken; null for nothing.
   */
  takeOver(isGood: (event: PreferenceEvent) => boolean): number | null
  purge(mayStay: (purpose: Purpose) => boolean): void
  /** How many were pushed out by newer ones, or grew too old. */
  dropped(): number
}

export interface QueueSettings {
  readonly storage?: () => KeyValue
  /** Whether the customer keeps the profile on this device: only then is anything stored. */
  readonly isKept: () => boolean
  readonly now: () => Date
}

const KEY = 'toile.queue'
const MOST = 30
const OLDEST_MS = 86_400_000
/** No request lasts longer; a time further ahead is from a clock that has been set back. */
const LONGEST_BUSY_MS = 60_000

type Stored = Omit<Waiting, 'isStored'>

/**
 * The last thirty events that wait. In memory; and in the storage, under one key for all pages of the site, only while
 * the customer keeps the profile there. Whoever takes an event over counts up its `taken`, so it is sent by one page.
 */
export function createQueue({ storage, isKept, now }: QueueSettings): Queue {
  let mine: readonly Waiting[] = []
  let dropped = 0
  /** Purposes whose events the browser did not let us take out of the storage: they go with the next change. */
  const owed = new Set<Purpose>()

  function stored(): readonly Stored[] | null {
    if (!storage) return null
    try {
      return storedIn(storage().getItem(KEY)).filter(({ event }) => !owed.has(event.purpose))
    } catch {
      return null
    }
  }

  /** @returns false where the browser stores nothing: then it waits in memory alone. */
  function store(others: readonly Stored[]): boolean {
    let isStored = false
    try {
      const all = [...others, ...mine.map(({ event, tries, taken, busy }) => ({ event, tries, taken, busy }))]
      if (all.length === 0 || !isKept()) storage?.().removeItem(KEY)
      else storage?.().setItem(KEY, JSON.stringify({ events: all }))
      isStored = isKept()
      owed.clear()
      return true
    } catch {
      return false
    } finally {
      for (const one of mine) one.isStored = isStored
    }
  }

  const isNotMine = ({ event }: Stored): boolean => !mine.some((one) => one.event.id === event.id)

  /** Drops from memory what another page took over or wiped. */
  function yieldTaken(): readonly Stored[] {
    const all = stored()
    if (all === null) return []
    const found = new Map(all.map((one) => [one.event.id, one.taken]))
    mine = mine.filter(({ event, taken, isStored }) => !isStored || found.get(event.id) === taken)
    return all.filter(isNotMine)
  }

  function changed(): void {
    if (storage) store(yieldTaken())
  }

  const isTooOld = ({ event }: Stored): boolean => !(Math.abs(now().getTime() - Date.parse(event.time)) <= OLDEST_MS)

  return {
    waiting() {
      yieldTaken()
      const old = mine.filter(isTooOld)
      if (old.length > 0) {
        dropped += old.length
        mine = mine.filter((one) => !old.includes(one))
        changed()
      }
      return mine
    },
    count: () => mine.length,
    add(event) {
      mine = [...mine, { event, tries: 0, taken: 0, busy: 0, isStored: false }]
      if (mine.length > MOST) {
        const oldest = mine.find(({ busy }) => busy === 0)
        mine = mine.filter((one) => one !== oldest)
        dropped++
      }
      changed()
    },
    remove(gone) {
      mine = mine.filter((one) => !gone.includes(one))
      const ids = new Set(gone.map(({ event }) => event.id))
      if (storage) store(yieldTaken().filter(({ event }) => !ids.has(event.id)))
    },
    changed,
    takeOver(isGood) {
      const all = isKept() ? yieldTaken() : []
      const good = all.filter((one) => !isTooOld(one) && isGood(one.event))
      const time = now().getTime()
      const isBusy = ({ busy }: Stored) => busy > time && busy - time <= LONGEST_BUSY_MS
      const taken = good.filter((one) => !isBusy(one))
      mine = [...taken.map((one) => ({ ...one, taken: one.taken + 1, busy: 0, isStored: false })), ...mine].slice(-MOST)
      const busy = good.filter(isBusy)
      if (storage && (stored()?.length ?? 0) > 0) store(busy)
      return busy.length === 0 ? null : Math.min(...busy.map((one) => one.busy)) - time
    },
    purge(mayStay) {
      mine = mine.filter(({ event }) => mayStay(event.purpose))
      if (!storage) return
      for (const purpose of PURPOSES) if (!mayStay(purpose)) owed.add(purpose)
      if (store((stored() ?? []).filter(isNotMine))) return
      try {
        // A disk too full to write what may stay: then nothing stays.
        storage().removeItem(KEY)
      } catch {
        // Tried again with the next change; a later page takes over nothing that is not agreed to then.
      }
    },
    dropped: () => dropped,
  }
}

/** What is not ours, or was written for another policy, is left out: it could say more than was agreed to. */
function storedIn(text: string | null): Stored[] {
  if (text === null) return []
  const value: unknown = JSON.parse(text)
  const events = isRecord(value) ? value['events'] : null
  return Array.isArray(events) ? events.filter(isStored) : []
}

const isStored = (value: unknown): value is Stored =>
  isRecord(value) &&
  isEvent(value['event']) &&
  ['tries', 'taken', 'busy'].every((name) => Number.isSafeInteger(value[name]))

function isEvent(value: unknown): value is PreferenceEvent {
  if (!isRecord(value) || !Object.keys(value).every((name) => ENVELOPE.has(name))) return false
  const { id, type, time, policyhash, purpose } = value
  const name = typeof type === 'string' ? type.slice('toile.'.length, -'.v1'.length) : ''
  return (
    Object.hasOwn(MAPPED_EVENTS, name) &&
    MAPPED_EVENTS[name as keyof typeof MAPPED_EVENTS].purpose === purpose &&
    policyhash === policyHash() &&
    typeof id === 'string' &&
    typeof time === 'string'
  )
}

const ENVELOPE = new Set(
  'specversion id source type time datacontenttype dataschema purpose consentref policyhash visit data'.split(' ')
)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
