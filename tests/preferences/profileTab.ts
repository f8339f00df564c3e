import type { Design, KeyValue } from '../../src/design/index.ts'
import {
  createGate,
  createProfile,
  type Gate,
  type PreferenceEvent,
  type Profile,
  type ProfileSettings,
} from '../../src/preferences/index.ts'
import type { CompiledTemplate } from '../../src/template/index.ts'
import { coat, coatDesign } from '../design/coat.ts'

export const ACT = {} as Event
const COAT = coat()

/** A browser's storage for one site, which tells every tab but the one that wrote, unless it is told not to. */
export function device(entries = new Map<string, string>()) {
  const tabs = new Set<{ readonly key: string; readonly hear: () => void; readonly of: object }>()
  const state = { isFull: false, isBlocked: false, isSilent: false }
  const guard = () => {
    if (state.isBlocked) throw new DOMException('The operation is insecure.', 'SecurityError')
  }
  const tell = (by: object, key: string) => {
    if (!state.isSilent) for (const { key: heard, hear, of } of tabs) if (of !== by && heard === key) hear()
  }
  /** The storage as one tab sees it. */
  function seen() {
    const of = {}
    const storage: KeyValue = {
      getItem: (key) => (guard(), entries.get(key) ?? null),
      setItem(key, value) {
        guard()
        if (state.isFull && value.length > (entries.get(key)?.length ?? 0))
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
        entries.set(key, value)
        tell(of, key)
      },
      removeItem(key) {
        guard()
        entries.delete(key)
        tell(of, key)
      },
    }
    const elsewhere: ProfileSettings['elsewhere'] = (key, hear) => {
      const tab = { key, hear, of }
      tabs.add(tab)
      return () => tabs.delete(tab)
    }
    return { storage: () => storage, elsewhere }
  }
  return { entries, state, seen, keys: () => [...entries.keys()].toSorted() }
}

export type Device = ReturnType<typeof device>

export interface Tab {
  readonly design: Design
  readonly gate: Gate
  readonly profile: Profile
  readonly sent: readonly PreferenceEvent[]
}

export function tab(on: Device = device(), template: CompiledTemplate = COAT, controller = 'loom.example'): Tab {
  const design = coatDesign({}, template)
  const sent: PreferenceEvent[] = []
  const { storage, elsewhere } = on.seen()
  const now = () => new Date('2026-11-22T10:42:37.123Z')
  const gate = createGate({
    template,
    sinks: [{ to: 'page', send: (event) => void sent.push(event) }],
    storage,
    now,
    signal: () => false,
    isAct: (act) => act === ACT,
  })
  const profile = createProfile({ gate, design, storage, elsewhere, now, controller, isAct: (act) => act === ACT })
  return { design, gate, profile, sent }
}

/** All of a profile as plain data. */
export const wholeOf = (profile: Profile) => ({
  fitSets: profile.fitSets.stored(),
  likes: profile.likes(),
  reasons: profile.reasons(),
  dismissed: profile.dismissed(),
  taste: profile.taste(),
  isLearning: profile.isLearning(),
  receipts: profile.receipts(),
})

export const NAVY = { cloth: 'wool', colour: 'navy' }

/** Something in every field. */
export function filled({ profile, gate, design }: Tab): void {
  profile.like('coat', NAVY)
  profile.like('coat', { cloth: 'linen' })
  profile.giveReason('coat', 'fit')
  profile.dismiss({ template: 'coat', option: 'lining', choice: 'quilted' })
  profile.setLearning(true)
  profile.chose('coat', 'cloth', 'wool')
  profile.chose('coat', 'cloth', 'wool')
  gate.grant('preferences', ACT)
  gate.withdraw('preferences', ACT)
  design.measure({ stature: 16_800, waistGirth: 7400 })
}
