import type { Design, KeyValue, SaidOfBody } from '../design/index.ts'
import { createFitSets, FIRST_SET, keepFitSets, type FitSets } from './fitSets.ts'
import type { Gate } from './types.ts'

/** A customer's named sets of measurements, and which of them the design is for. */
export interface FitProfile {
  readonly sets: FitSets
  current(): string
  /** The design is for this set from now on; one step back is the set before. */
  wear(id: string): void
  /** A set like the one worn, to be changed from there, or an empty one; it is worn at once. False: there are many. */
  add(name: string, like: 'this' | 'nobody'): boolean
  rename(id: string, name: string): void
  /** The first cannot be removed. Where it was worn, the first is. */
  remove(id: string): void
}

const profiles = new WeakMap<Gate, ReturnType<typeof createProfile>>()

/**
 * The profile behind a gate, made when it is first asked for, and led by this design from now on. Where the person said
 * yes to keeping measurements, they are back; a design that says something of the body already says it of the set it is
 * for.
 */
export function fitProfileOf(
  gate: Gate,
  design: Design,
  storage: () => KeyValue = () => globalThis.localStorage
): FitProfile {
  let profile = profiles.get(gate)
  if (!profile) profiles.set(gate, (profile = createProfile(gate, design, storage)))
  profile.lead(design)
  return profile
}

interface LedProfile extends FitProfile {
  lead(design: Design): void
}

function createProfile(gate: Gate, first: Design, storage: () => KeyValue): LedProfile {
  const sets = createFitSets()
  let design = first
  let stop: (() => void) | null = null
  keepFitSets(sets, gate, storage, () => {
    if (isUnsaid(design.decisions())) design.tellBody(sets.bodyOf(FIRST_SET), null, 'kept')
  })

  const current = () => {
    const { fitSet } = design.decisions()
    return fitSet !== null && sets.knows(fitSet) ? fitSet : FIRST_SET
  }
  const tell = () => {
    const { measurements, size, garment, survey } = design.decisions()
    const id = current()
    const before = sets.bodyOf(id).size
    // A size of another product's table is not forgotten because this product does not have it.
    const isForeign = before !== null && !design.template.sizes.some((row) => row.system === before.system)
    sets.tell(id, { measurements, size: size ?? (isForeign ? before : null), garment, survey })
  }
  const wear = (id: string) => {
    if (id !== current()) design.tellBody(sets.bodyOf(id), id === FIRST_SET ? null : id)
  }

  return {
    sets,
    current,
    wear,
    lead(next) {
      if (stop && next === design) return
      stop?.()
      design = next
      let said = design.decisions()
      stop = design.subscribe(() => {
        const now = design.decisions()
        if (now === said) return
        said = now
        tell()
      })
      if (!isUnsaid(said)) tell()
    },
    add(name, like) {
      const id = sets.add(name, like === 'this' ? current() : null)
      if (id !== null) wear(id)
      return id !== null
    },
    rename: sets.rename,
    remove(id) {
      if (id === current()) wear(FIRST_SET)
      sets.remove(id)
    },
  }
}

const isUnsaid = ({ measurements, size, garment, survey }: SaidOfBody): boolean =>
  Object.keys(measurements).length === 0 && size === null && garment === null && survey === null
