import type { KeyValue } from '../design/index.ts'
import { onStoredElsewhere, tellStored } from './elsewhere.ts'
import { isSaid, isStored, MOST_SETS, type FitSets, type Stored } from './fitSets.ts'
import type { Keeping } from './profile/types.ts'
import type { Gate } from './types.ts'

const KEY = 'toile.fit'

export interface FitKeeping {
  readonly keeping: () => Keeping
  /** Off the device, now; what is said from then on is kept again while the yes stands. */
  wipe(): void
  /** Ends it; what is kept stays. */
  stop(): void
}

export interface FitKeepingSettings {
  readonly sets: FitSets
  readonly gate: Gate
  readonly storage: () => KeyValue
  /** What was kept is here again, or what another tab kept: at the begin, whenever it is heard, or before a change. */
  onBack(when: 'begin' | 'heard' | 'before'): void
  /** Where a tab hears of the others. */
  readonly elsewhere?: typeof onStoredElsewhere
}

/**
 * Keeps the sets on this device while the person's yes to `measurements` stands, and not a moment longer: without it
 * the storage is not even read, and where a yes has ended, what was kept is removed. What lies there is taken over
 * before each change, so that of two tabs the newer word holds, set by set, and what one removed stays away. Gone
 * without our doing, it is not written again; and what is not ours is left alone.
 */
export function keepFitSets(settings: FitKeepingSettings): FitKeeping {
  const { sets, gate, storage, onBack, elsewhere = onStoredElsewhere } = settings
  let keeping: Keeping = 'not kept'
  /** What lies there, as far as we know; null for nothing. */
  let text: string | null = null
  let isTaking = false
  let wasOpen = gate.isOpen('measurements')

  function put(): void {
    const next = JSON.stringify(sets.stored())
    try {
      storage().setItem(KEY, next)
      text = next
      keeping = 'kept'
    } catch {
      keeping = 'refused'
    }
    tellStored(KEY)
  }

  function remove(): void {
    text = null
    try {
      storage().removeItem(KEY)
    } catch {
      // Storage that cannot be reached holds nothing of ours.
    }
    tellStored(KEY)
  }

  function read(): string | null | 'refused' {
    try {
      return storage().getItem(KEY)
    } catch {
      return 'refused'
    }
  }

  /** False when what lies there is not ours. */
  function take(found: string, when: 'begin' | 'heard' | 'before'): boolean {
    const value = parsed(found)
    if (!isStored(value)) {
      keeping = isNewer(value) ? 'newer' : 'foreign'
      return false
    }
    text = found
    keeping = 'kept'
    isTaking = true
    sets.restore(value)
    isTaking = false
    onBack(when)
    return true
  }

  function begin(): void {
    const found = read()
    if (found === 'refused') keeping = 'refused'
    else if (found !== null) take(found, 'begin')
    else keeping = 'kept'
  }

  function catchUp(when: 'heard' | 'before'): void {
    if (keeping === 'not kept' || isTaking) return
    const found = read()
    if (found === text || found === 'refused') return
    // Another tab took the yes back, or a person wiped what this site stores.
    if (found === null) keeping = 'not kept'
    else take(found, when)
  }

  /** A yes: what is said here, beside what another tab keeps already. */
  function start(): void {
    const found = read()
    const ours = sets.stored()
    if (found === null || found === 'refused') put()
    else if (take(found, 'begin')) sets.restore(joined(sets.stored(), ours))
  }

  function onGate(): void {
    const isOpen = gate.isOpen('measurements')
    if (isOpen === wasOpen) return
    wasOpen = isOpen
    if (isOpen) return start()
    keeping = 'not kept'
    remove()
  }

  function onSets(): void {
    if (isTaking || (keeping !== 'kept' && keeping !== 'refused') || !gate.isOpen('measurements')) return
    if (sets.stored().sets.some(isSaid)) put()
    else remove()
  }

  sets.catchUp(() => catchUp('before'))
  if (wasOpen) begin()
  else if (gate.state('measurements') !== 'unknown') remove()
  const stops = [gate.subscribe(onGate), sets.subscribe(onSets), elsewhere(KEY, () => catchUp('heard'))]

  return {
    keeping: () => keeping,
    wipe() {
      remove()
      if (keeping !== 'not kept') keeping = 'kept'
    },
    stop: () => stops.forEach((stop) => stop()),
  }
}

/** Of both, the first as it is said here, where anything is. */
function joined(theirs: Stored, ours: Stored): Stored {
  const [first, ...others] = ours.sets
  const [their, ...there] = theirs.sets
  const more = others.filter(({ id }) => !there.some((set) => set.id === id))
  const both = first && isSaid(first) ? { ...first, name: first.name || their!.name } : their!
  return { ...theirs, sets: [both, ...there, ...more].slice(0, MOST_SETS) }
}

/** `toile.fit/2` and later. */
const isNewer = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && /^toile\.fit\/(?!1$)\d+$/.test(String(Reflect.get(value, 'format')))

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
