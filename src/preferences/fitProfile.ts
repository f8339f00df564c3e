import type { Design, KeyValue, SaidOfBody } from '../design/index.ts'
import type { onStoredElsewhere } from './elsewhere.ts'
import { keepFitSets } from './fitKeeping.ts'
import { joinedSets } from './fitJoin.ts'
import { createFitSets, FIRST_SET, NOTHING_SAID, type FitSets, type Stored } from './fitSets.ts'
import type { Keeping } from './profile/types.ts'
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
  /** Where it was worn, the first is. The first stays, with nothing said of it. */
  remove(id: string): void
  /** Nothing is said of anybody any more: not here, not on the device, and not in the design. */
  clear(): void
  /**
   * Sets that were carried here; a design that says nothing of the body says what the first does. False: there are too
   * many.
   */
  join(sets: Stored): boolean
  readonly keeping: () => Keeping
  /** The page is done with it: what is kept stays. */
  dispose(): void
}

export interface FitProfileSettings {
  readonly storage?: () => KeyValue
  readonly elsewhere?: typeof onStoredElsewhere
}

const profiles = new WeakMap<Gate, ReturnType<typeof createFitProfile>>()

/**
 * The profile behind a gate, made when it is first asked for, and led by this design from now on. Where the person said
 * yes to keeping measurements, they are back; a design that says something of the body already says it of the set it is
 * for.
 */
export function fitProfileOf(gate: Gate, design: Design, settings: FitProfileSettings = {}): FitProfile {
  let profile = profiles.get(gate)
  if (!profile) profiles.set(gate, (profile = createFitProfile(gate, design, settings)))
  profile.lead(design)
  return profile
}

interface LedProfile extends FitProfile {
  lead(design: Design): void
}

function createFitProfile(gate: Gate, first: Design, settings: FitProfileSettings): LedProfile {
  const { storage = () => globalThis.localStorage, elsewhere } = settings
  const sets = createFitSets()
  let design = first
  let said: SaidOfBody & { readonly fitSet: string | null } = first.decisions()
  let stop: (() => void) | null = null
  /** Another tab told something of these sets that the design does not say yet. */
  let isBehind = false

  const current = () => {
    const { fitSet } = design.decisions()
    return fitSet !== null && sets.knows(fitSet) ? fitSet : FIRST_SET
  }

  /** The design says what its set says; one whose set was removed in another tab is for the first. */
  function follow(): void {
    isBehind = false
    const { fitSet } = design.decisions()
    const id = current()
    if (isUnsaid(design.decisions()) && isUnsaid(sets.bodyOf(id))) return
    design.tellBody(sets.bodyOf(id), id === fitSet ? fitSet : null, 'kept')
  }

  const fitKeeping = keepFitSets({
    sets,
    gate,
    storage,
    ...(elsewhere && { elsewhere }),
    onBack(when) {
      if (when === 'heard') follow()
      else if (when === 'before') isBehind = true
      else if (isUnsaid(design.decisions())) design.tellBody(sets.bodyOf(FIRST_SET), null, 'kept')
    },
  })

  /** What the design says of the body now is said of its set: all of it, or only what changed since `before`. */
  function tell(before: SaidOfBody | null): void {
    const now = design.decisions()
    const id = current()
    // Its set was removed in another tab: what it says is not the first's.
    if (now.fitSet !== null && !sets.knows(now.fitSet) && !isUnsaid(sets.bodyOf(FIRST_SET))) return
    sets.tell(id, (set) => {
      // A size of another product's table is not forgotten because this product does not have it.
      const isForeign = !design.template.sizes.some((row) => row.system === set.size?.system)
      const told = before ? changed(set, before, now) : now
      return { ...told, size: told.size ?? (isForeign ? set.size : null) }
    })
  }

  const wear = (id: string) => {
    if (id !== current()) design.tellBody(sets.bodyOf(id), id === FIRST_SET ? null : id)
  }
  const undress = () => {
    if (!isUnsaid(design.decisions())) design.tellBody(NOTHING_SAID, null)
  }

  return {
    sets,
    current,
    wear,
    lead(next) {
      if (stop && next === design) return
      stop?.()
      design = next
      said = design.decisions()
      stop = design.subscribe(() => {
        const before = said
        said = design.decisions()
        if (said === before || isSameBody(said, before)) return
        tell(said.fitSet === before.fitSet ? before : null)
        if (isBehind) follow()
      })
      if (!isUnsaid(said)) tell(null)
    },
    add(name, like) {
      const id = sets.add(name, like === 'this' ? current() : null)
      if (id !== null) wear(id)
      return id !== null
    },
    rename: sets.rename,
    remove(id) {
      if (id === FIRST_SET) {
        sets.empty()
        if (current() === FIRST_SET) undress()
        return
      }
      if (id === current()) wear(FIRST_SET)
      sets.remove(id)
    },
    clear() {
      sets.clear()
      undress()
      fitKeeping.wipe()
    },
    join(more) {
      const joined = joinedSets(sets.stored(), more)
      if (!sets.restore(joined)) return false
      if (isUnsaid(design.decisions()) && !isUnsaid(sets.bodyOf(FIRST_SET)))
        design.tellBody(sets.bodyOf(FIRST_SET), null)
      return true
    },
    keeping: fitKeeping.keeping,
    dispose() {
      stop?.()
      fitKeeping.stop()
    },
  }
}

/** The set as it is, with what the customer changed in the design since it said `before`. */
function changed(set: SaidOfBody, before: SaidOfBody, now: SaidOfBody): SaidOfBody {
  const measurements: Record<string, number> = { ...set.measurements }
  for (const name of Object.keys(before.measurements))
    if (!Object.hasOwn(now.measurements, name)) delete measurements[name]
  for (const [name, value] of Object.entries(now.measurements))
    if (!Object.hasOwn(before.measurements, name) || before.measurements[name] !== value) {
      // In the order they were typed, the newest last.
      delete measurements[name]
      measurements[name] = value
    }
  return {
    measurements,
    size: now.size === before.size ? set.size : now.size,
    garment: now.garment === before.garment ? set.garment : now.garment,
    survey: now.survey === before.survey ? set.survey : now.survey,
  }
}

const BODY = ['measurements', 'size', 'garment', 'survey'] as const

const isSameBody = (a: SaidOfBody & { fitSet: string | null }, b: typeof a): boolean =>
  a.fitSet === b.fitSet && BODY.every((part) => a[part] === b[part])

const isUnsaid = ({ measurements, size, garment, survey }: SaidOfBody): boolean =>
  Object.keys(measurements).length === 0 && size === null && garment === null && survey === null
