import { FIRST_SET, freeId, isSaid, type Stored, type StoredSet } from './fitSets.ts'

/**
 * Sets that are here, and those of another device or shop after them. What is here stays as it is; two firsts are two
 * people, unless nothing is said of ours or both say the same. It may be more than there may be.
 */
export function joinedSets(here: Stored, more: Stored): Stored {
  const [ours, ...others] = here.sets as [StoredSet, ...StoredSet[]]
  const joined = isSaid(ours) ? [ours, ...others] : [more.sets[0]!, ...others.map(alone)]
  /** Under which id a set of theirs is known here; null where nothing is said of it. */
  const ids = new Map<string, string | null>()
  for (const set of more.sets) {
    if (set.id === FIRST_SET && !isSaid(set)) {
      ids.set(FIRST_SET, isSaid(ours) ? null : FIRST_SET)
      continue
    }
    const on = set.on === null ? null : ids.get(set.on)!
    const same = joined.find((one) => isAlike(one, { ...set, on }))
    const isTaken = (id: string) => [...joined, ...more.sets].some((one) => one.id === id)
    const id = same?.id ?? (joined.some((one) => one.id === set.id) ? freeId(isTaken) : set.id)
    ids.set(set.id, id)
    if (!same) joined.push({ ...set, id, on })
  }
  return { ...here, sets: joined }
}

/** Differing from a first of which nothing is said is standing by itself. */
const alone = (set: StoredSet): StoredSet => (set.on === FIRST_SET ? { ...set, on: null } : set)

/** The same, whatever its id: a set that was carried here before is not carried twice. */
const isAlike = (a: StoredSet, b: StoredSet): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

const sorted = ({ id: _id, measurements, ...set }: StoredSet) => [
  Object.entries(set).toSorted(),
  Object.entries(measurements).toSorted(),
]
