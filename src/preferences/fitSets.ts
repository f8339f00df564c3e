import { isGarment, type SaidOfBody } from '../design/index.ts'
import { isTypable, isLength } from '../fit/index.ts'

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
export const MOST_SETS = 20

export interface FitSets {
  /** The first is first. The same list until it changes. */
  all(): readonly FitSet[]
  /** Also one that was removed: it can come back. */
  knows(id: string): boolean
  /** What holds for that set, with what it takes over from the one it differs from. */
  bodyOf(id: string): SaidOfBody
  /** This is said of it from now on, or what follows from what is said of it now. A set that was removed comes back. */
  tell(id: string, body: SaidOfBody | ((now: SaidOfBody) => SaidOfBody)): void
  /** Its id; null when there are as many as there may be. */
  add(name: string, on: string | null): string | null
  rename(id: string, name: string): void
  /** Those that differed from it stand by themselves. */
  remove(id: string): void
  /** Nothing is said of the first any more; those that differed from it stand by themselves. */
  empty(): void
  /** Only the first is left, nothing said of it, and nothing that was removed can come back. */
  clear(): void
  /** Only differences are in it. */
  stored(): Stored
  /** In place of what is here; false for what is not ours. */
  restore(stored: unknown): boolean
  /** Called before each change, to take over first what another tab did meanwhile. */
  readonly catchUp: (before: () => void) => void
  subscribe(listener: () => void): () => void
}

export interface StoredSet extends FitSet {
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
export const NOTHING_SAID: SaidOfBody = { measurements: {}, size: null, garment: null, survey: null }
const EMPTY_FIRST: StoredSet = { id: FIRST_SET, name: '', on: null, measurements: {} }

/** The sets of one customer, in memory. Nothing is stored and nothing is sent by it. */
export function createFitSets(): FitSets {
  const listeners = new Set<() => void>()
  const removed = new Map<string, StoredSet>()
  let sets: readonly StoredSet[] = [EMPTY_FIRST]
  let before = () => {}

  const change = (next: readonly StoredSet[]): void => {
    sets = next
    for (const listener of listeners) listener()
  }
  const find = (id: string): StoredSet | undefined => sets.find((set) => set.id === id)
  const replace = (id: string, next: (set: StoredSet) => StoredSet): void =>
    change(sets.map((set) => (set.id === id ? next(set) : set)))
  const ground = (set: StoredSet): SaidOfBody => (set.on === null ? NOTHING_SAID : bodyOf(set.on))
  const bodyOf = (id: string): SaidOfBody => {
    const set = find(id)
    return set ? applied(ground(set), set) : NOTHING_SAID
  }
  const without = (id: string): readonly StoredSet[] => {
    const alone = ({ id: other, name }: StoredSet) => ({
      id: other,
      name,
      on: null,
      ...differenceOf(NOTHING_SAID, bodyOf(other)),
    })
    return sets.filter((set) => set.id !== id).map((set) => (set.on === id ? alone(set) : set))
  }

  return {
    all: () => sets,
    knows: (id) => find(id) !== undefined || removed.has(id),
    bodyOf,
    tell(id, body) {
      before()
      const set = find(id) ?? removed.get(id)
      if (!set) return
      const on = set.on !== null && find(set.on) ? set.on : null
      const { name } = set
      const { measurements, size, garment, survey } = typeof body === 'function' ? body(bodyOf(id)) : body
      const told = { measurements, size, garment, survey }
      const next = { id, name, on, ...differenceOf(on === null ? NOTHING_SAID : bodyOf(on), told) }
      if (!find(id)) change([...sets, next])
      else if (!isSame(set, next)) replace(id, () => next)
    },
    add(name, on) {
      before()
      if (sets.length >= MOST_SETS) return null
      const id = freeId((one) => find(one) !== undefined || removed.has(one))
      change([...sets, { id, name: tidyName(name), on: on !== null && find(on) ? on : null, measurements: {} }])
      return id
    },
    rename(id, name) {
      before()
      replace(id, (set) => ({ ...set, name: tidyName(name) }))
    },
    remove(id) {
      before()
      const gone = find(id)
      if (!gone || id === FIRST_SET) return
      removed.set(id, gone)
      change(without(id))
    },
    empty() {
      before()
      change([EMPTY_FIRST, ...without(FIRST_SET)])
    },
    clear() {
      removed.clear()
      change([EMPTY_FIRST])
    },
    stored: () => ({ format: FORMAT, sets }),
    restore(stored) {
      const read = setsIn(stored)
      if (read) change(read)
      return read !== null
    },
    catchUp: (first) => void (before = first),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Two tabs must not give two people's sets the same id. */
export function freeId(isTaken: (id: string) => boolean): string {
  for (;;) {
    const id = `set-${crypto.getRandomValues(new Uint32Array(1))[0]! % 1_000_000}`
    if (!isTaken(id)) return id
  }
}

/** Whether anything is in it that the customer told. */
export const isSaid = ({ id, name, measurements, size, garment, survey }: StoredSet): boolean =>
  id !== FIRST_SET || name !== '' || Object.keys(measurements).length > 0 || Boolean(size ?? garment ?? survey)

/** Whole, or not at all. */
export const isStored = (value: unknown): value is Stored => setsIn(value) !== null

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
  if (!isRecord(value) || !hasOnly(value, ['format', 'sets'])) return null
  if (value['format'] !== FORMAT || !Array.isArray(value['sets'])) return null
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
  if (!isRecord(value) || !hasOnly(value, FIELDS)) return null
  const { id, name, on, measurements, size, garment, survey } = value
  if (typeof id !== 'string' || !/^(?:first|set-\d{1,6})$/.test(id)) return null
  if (typeof name !== 'string' || name !== tidyName(name)) return null
  if (on !== null && typeof on !== 'string') return null
  if (!isRecord(measurements) || !Object.keys(measurements).every(isTypable)) return null
  const isValue = (one: unknown) => one === null || (typeof one === 'number' && isLength(one))
  if (!Object.values(measurements).every(isValue)) return null
  if (size !== undefined && size !== null && !isSize(size)) return null
  if (garment !== undefined && garment !== null && !isWholeGarment(garment)) return null
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

const FIELDS = ['id', 'name', 'on', 'measurements', 'size', 'garment', 'survey'] as const satisfies (keyof StoredSet)[]

const hasOnly = (value: object, fields: readonly string[]): boolean =>
  Object.keys(value).every((field) => fields.includes(field))

const isSize = (value: unknown): value is NonNullable<SaidOfBody['size']> =>
  isRecord(value) && hasOnly(value, ['system', 'label']) && isShort(value['system']) && isShort(value['label'])

const isWholeGarment = (value: unknown): value is NonNullable<SaidOfBody['garment']> =>
  isGarment(value) && hasOnly(value, ['values', 'stretch'])

const isShort = (value: unknown): boolean => typeof value === 'string' && value.length <= LONGEST_NAME

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
