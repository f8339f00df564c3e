import {
  createGate,
  createProfile,
  fitProfileOf,
  httpSink,
  POLICY,
  PURPOSES,
  viaSuggestion,
  watchDesign,
  type EventType,
  type PreferenceEvent,
  type Sink,
} from '../../../src/preferences/index.ts'
import { coat, coatDesign } from '../../design/coat.ts'
import { SAID } from '../emitted.ts'

const ACT = {} as Event

/** A browser's storage, in memory. */
function storage() {
  const entries = new Map<string, string>()
  return {
    entries,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  }
}

export interface Visited {
  /** What lies in the browser, by key. */
  readonly stored: () => ReadonlyMap<string, unknown>
  readonly sent: readonly PreferenceEvent[]
  /** Says, writes and measures everything a customer can. */
  live(): void
  /** Says yes to everything, and asks the device to keep design and profile. */
  agree(): void
  stop(): void
}

/** A customer of the coat, with the real gate, profile, sets and design, whose shop does not answer. */
export function visit(): Visited {
  const store = storage()
  const sent: PreferenceEvent[] = []
  const page: Sink = {
    to: 'page',
    send(event, { leaving }) {
      leaving(event)
      sent.push(event)
    },
  }
  const now = () => new Date(`${POLICY.since}T10:42:37.123Z`)
  const shop = httpSink({
    url: '/collect',
    page: 'http://127.0.0.1:1/',
    storage: () => store,
    isKept: () => profile.isKept(),
    now,
  })
  const template = coat()
  // With the signal on, a yes says that it was given all the same.
  const settings = { template, storage: () => store, now, signal: () => true, isAct: (act: Event) => act === ACT }
  const gate = createGate({ ...settings, sinks: [page, shop] })
  const design = coatDesign({ storage: () => store, now })
  const profile = createProfile({ ...settings, gate, design, controller: 'loom' })
  const fit = fitProfileOf(gate, design)
  const watch = watchDesign(gate, design)

  return {
    stored: () => new Map([...store.entries].map(([key, text]) => [key, JSON.parse(text) as unknown])),
    sent,
    live() {
      design.measure({ stature: 17640, waistGirth: 8410 })
      design.takeSize('EU', '48')
      design.tellGarment({ values: { waistFlat: 4200 }, stretch: 5 })
      design.setSurvey('women')
      fit.add('With heels', 'this')
      design.measure({ stature: 18240 })
      design.write('monogram', 'AB')
      design.writeNote('By Friday, please.')
      design.choose('length', '90')
      design.choose('cloth', 'linen')
      design.undo()
      viaSuggestion(design, 'lining', () => design.choose('lining', 'none'))
      profile.like(template.id, design.decisions().picks)
      profile.giveReason(template.id, 'look')
      profile.dismiss({ template: template.id, option: 'lining', choice: 'silk' })
      profile.setLearning(true)
      profile.chose(template.id, 'cloth', 'wool')
      for (const type of Object.keys(SAID) as EventType[]) gate.emit(type, SAID[type])
      watch.finished()
    },
    agree() {
      for (const purpose of PURPOSES) gate.grant(purpose, ACT)
      design.keep()
      profile.keep(ACT)
    },
    stop() {
      watch.stop()
      profile.dispose()
      gate.dispose()
      shop.stop?.()
    },
  }
}
