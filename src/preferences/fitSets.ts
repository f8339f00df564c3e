import { isGarment, type KeyValue, type SaidOfBody } from '../design/index.ts'
import { isLength } from '../fit/index.ts'
import type { Gate } from './types.ts'

/** A named set of measurements: the same person with heels, with a binder, or somebody else. */
export interface FitSet {
  readonly id: string
  /** As the customer wrote it; empty for the first until it is renamed. */
  readonly name: string
  /** The set it differs from; null when it stands by itself, as another person's does. */
  readonly on: string | null
}

/** The set every profile begins with. It can be renamed and never removed. */
export const FIRST_SET = 'first'

/** Graphemes are not counted here: a name is short, and it stays on this device. */
export const LONGEST_NAME = 40
const MOST_SETS = 20

export interface FitSets {
  /** The first is first. The same list until it changes. */
  all(): readonly FitSet[]
  /** Also one that was removed: it can come back. */
  knows(id: string): boolean
  /** What holds for that set, with what it takes over from the one it differs from. */
  bodyOf(id: string): SaidOfBody
  /** This is said of it from now on. A set that was removed comes back. */
  tell(id: string, body: SaidOfBody): void
  /** Its id; null when there are as many as there may be. */
  add(name: string, on: string | null): string | null
  rename(id: string, name: string): void
  /** Those that differed from it stand by themselves. */
  remove(id: string): void
  /** Only differences are in it. */
  stored(): Stored
  /** In place of what is here; false for what is not ours. */
  restore(stored: unknown): boolean
  subscribe(listener: () => void): () => void
}

interface StoredSet extends FitSet {
  /** Tenths by ISO 8559 name; null where the other set has one and this has none. */
  readonly measurements: Readonly<Record<string, number | null>>
  /** Left out where they are the other set's. */
  readonly size?: SaidOfBody['size']
  readonly garment?: SaidOfBody['garment']
  readonly survey?: SaidOfBody['survey']
}

export interface Stored {
  readonly format: typeof FORMAT
  readonly sets: readonly StoredSet[]
}

const FORMAT = 'toile.fit/1'
const NOTHING: SaidOfBody = { measurements: {}, size: null, garment: null, survey: null }

/** The sets of one customer, in memory. Nothing is stored and nothing is sent by it. */
export function createFitSets(): FitSets {
  const listeners = new Set<() => void>()
  const removed = new Map<string, StoredSet>()
  let sets: readonly StoredSet[] = [{ id: FIRST_SET, name: '', on: null, measurements: {} }]
  let made = 1

  const change = (next: readonly StoredSet[]): void => {
    sets = next
    for (const listener of listeners) listener()
  }
  const find = (id: string): StoredSet | undefined => sets.find((set) => set.id === id)
  const replace = (id: string, next: (set: StoredSet) => StoredSet): void =>
    change(sets.map((set) => (set.id === id ? next(set) : set)))
  const ground = (set: StoredSet): SaidOfBody => (set.on === null ? NOTHING : bodyOf(set.on))
  const bodyOf = (id: string): SaidOfBody => {
    const set = find(id)
    return set ? applied(ground(set), set) : NOTHING
  }

  return {
    all: () => sets,
    knows: (id) => find(id) !== undefined || removed.has(id),
    bodyOf,
    tell(id, body) {
      const set = find(id) ?? removed.get(id)
      if (!set) return
      const on = set.on !== null && find(set.on) ? set.on : null
      const { name } = set
      const next = { id, name, on, ...differenceOf(on === null ? NOTHING : bodyOf(on), body) }
      if (!find(id)) change([...sets, next])
      else if (!isSame(set, next)) replace(id, () => next)
    },
    add(name, on) {
      if (sets.length >= MOST_SETS) return null
      const id = `set-${++made}`
      change([...sets, { id, name: tidyName(name), on: on !== null && find(on) ? on : null, measurements: {} }])
      return id
    },
    rename: (id, name) => replace(id, (set) => ({ ...set, name: tidyName(name) })),
    remove(id) {
      const gone = find(id)
      if (!gone || id === FIRST_SET) return
      removed.set(id, gone)
      const alone = ({ id: other, name }: StoredSet) => ({
        id: other,
        name,
        on: null,
        ...differenceOf(NOTHING, bodyOf(other)),
      })
      change(sets.filter((set) => set.id !== id).map((set) => (set.on === id ? alone(set) : set)))
    },
    stored: () => ({ format: FORMAT, sets }),
    restore(stored) {
      const read = setsIn(stored)
      if (!read) return false
      made = Math.max(made, ...read.map(({ id }) => Number(/^set-(\d{1,6})$/.exec(id)?.[1] ?? 1)))
      change(read)
      return true
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const KEY = 'toile.fit'

/**
 * Keeps the sets on this device while the person's yes to `measurements` stands, and not a moment longer: without it
 * the storage is not even read, and where a yes has ended, what was kept is removed.
 *
 * @param onBack what was kept is here again
 * @returns ends it; what is kept stays.
 */
export function keepFitSets(sets: FitSets, gate: Gate, storage: () => KeyValue, onBack: () => void): () => void {
  let isKeeping = false
  const put = () => quietly(() => storage().setItem(KEY, JSON.stringify(sets.stored())))
  const wipe = () => quietly(() => storage().removeItem(KEY))
  const onGate = () => {
    const may = gate.isOpen('measurements')
    if (may === isKeeping) return
    isKeeping = may
    if (may) put()
    else wipe()
  }
  const onSets = () => {
    // Gone without our doing: another tab took the yes back, or a person wiped what this site stores.
    if (isKeeping) quietly(() => (isKeeping = storage().getItem(KEY) !== null))
    if (isKeeping) put()
  }
  if (gate.isOpen('measurements')) {
    isKeeping = true
    quietly(() => {
      const text = storage().getItem(KEY)
      if (text === null) put()
      else if (sets.restore(JSON.parse(text))) onBack()
    })
  } else if (gate.state('measurements') !== 'unknown') wipe()
  const stops = [gate.subscribe(onGate), sets.subscribe(onSets)]
  return () => stops.forEach((stop) => stop())
}

/** A browser that lets nobody store, or something that is not ours under our key: the sets stay with the page. */
function quietly(act: () => void): void {
  try {
    act()
  } catch {
    // As above.
  }
}

function applied(ground: SaidOfBody, set: StoredSet): SaidOfBody {
  const measurements: Record<string, number> = { ...ground.measurements }
  for (const [name, value] of Object.entries(set.measurements)) {
    // In the order they were typed: what a set says for itself is newest.
    delete measurements[name]
    if (value !== null) measurements[name] = value
  }
  const { size = ground.size, garment = ground.garment, survey = ground.survey } = set
  return { measurements, size, garment, survey }
}

function differenceOf(ground: SaidOfBody, body: SaidOfBody): Omit<StoredSet, keyof FitSet> {
  const measurements: Record<string, number | null> = {}
  for (const name of Object.keys(ground.measurements))
    if (!Object.hasOwn(body.measurements, name)) measurements[name] = null
  for (const [name, value] of Object.entries(body.measurements))
    if (!Object.hasOwn(ground.measurements, name) || ground.measurements[name] !== value) measurements[name] = value
  return {
    measurements,
    ...(isSame(ground.size, body.size) ? {} : { size: body.size }),
    ...(isSame(ground.garment, body.garment) ? {} : { garment: body.garment }),
    ...(ground.survey === body.survey ? {} : { survey: body.survey }),
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** On one line, without what cannot be seen. */
const tidyName = (name: string): string =>
  [...name.normalize('NFC').replace(/[\p{C}\p{Z}]+/gu, ' ').trim()].slice(0, LONGEST_NAME).join('').trim()

/** Null for anything that is not ours, whole. */
function setsIn(value: unknown): readonly StoredSet[] | null {
  if (!isRecord(value) || value['format'] !== FORMAT || !Array.isArray(value['sets'])) return null
  const sets: StoredSet[] = []
  for (const entry of value['sets'] as readonly unknown[]) {
    const set = setIn(entry)
    // A set differs from one before it, so none can differ from itself in a circle.
    if (!set || sets.some(({ id }) => id === set.id) || (set.on !== null && !sets.some(({ id }) => id === set.on)))
      return null
    sets.push(set)
  }
  const [first] = sets
  return first?.id === FIRST_SET && first.on === null && sets.length <= MOST_SETS ? sets : null
}

function setIn(value: unknown): StoredSet | null {
  if (!isRecord(value)) return null
  const { id, name, on, measurements, size, garment, survey } = value
  if (typeof id !== 'string' || !/^(?:first|set-\d{1,6})$/.test(id)) return null
  if (typeof name !== 'string' || name !== tidyName(name)) return null
  if (on !== null && typeof on !== 'string') return null
  if (!isRecord(measurements) || !Object.keys(measurements).every((one) => NAME.test(one))) return null
  const isValue = (one: unknown) => one === null || (typeof one === 'number' && isLength(one))
  if (!Object.values(measurements).every(isValue)) return null
  if (size !== undefined && size !== null && !isSize(size)) return null
  if (garment !== undefined && garment !== null && !isGarment(garment)) return null
  if (survey !== undefined && survey !== null && survey !== 'men' && survey !== 'women') return null
  return {
    id,
    name,
    on,
    measurements: measurements as Record<string, number | null>,
    ...(size === undefined ? {} : { size }),
    ...(garment === undefined ? {} : { garment }),
    ...(survey === undefined ? {} : { survey }),
  }
}

/** ISO 8559 names in camelCase, or one side of one. */
const NAME = /^[a-z][A-Za-z]{1,40}(?:\.(?:left|right))?$/

const isSize = (value: unknown): value is NonNullable<SaidOfBody['size']> =>
  isRecord(value) && typeof value['system'] === 'string' && typeof value['label'] === 'string'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
