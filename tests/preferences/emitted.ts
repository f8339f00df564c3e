import { createGate, POLICY, PURPOSES, type EventData, type EventType } from '../../src/preferences/index.ts'
import type { GateSettings, PreferenceEvent, Sink } from '../../src/preferences/index.ts'
import { coat, coatDesign } from '../design/coat.ts'

export const ACT = {} as Event

/** An open gate over the coat, and what leaves by it. */
export function openGate(settings: Partial<GateSettings> = {}) {
  const sent: PreferenceEvent[] = []
  const sink: Sink = {
    to: 'page',
    send(event, { leaving }) {
      leaving(event)
      sent.push(event)
    },
  }
  const gate = createGate({
    template: coat(),
    sinks: [sink],
    now: () => new Date(`${POLICY.since}T10:42:37.123Z`),
    source: '/configurator/loom',
    signal: () => false,
    isAct: (act) => act === ACT,
    ...settings,
  })
  for (const purpose of PURPOSES) gate.grant(purpose, ACT)
  return { gate, sent }
}

const SELECTION = coatDesign().selection()

/** For each type something a customer may cause, with every field it can have. */
export const SAID: Readonly<Record<EventType, EventData>> = {
  'design.snapshot': { selection: SELECTION, picks: { cloth: 'linen' } },
  'choice.made': { option: 'cloth', choice: 'linen', from: 'oilskin', via: 'suggestion' },
  'choice.undone': { option: 'cloth', choice: 'linen' },
  'suggestion.shown': { option: 'lining', choice: 'none' },
  'suggestion.taken': { option: 'lining', choice: 'none' },
  'suggestion.dismissed': { option: 'lining', choice: 'none' },
  'design.saved': {},
  'design.compared': {},
  'design.finished': { selection: SELECTION, picks: { cloth: 'linen' } },
  'reason.given': { reason: 'look' },
  'problem.reported': { problem: 'picture', option: 'cloth' },
  'problem.solved': { problem: 'picture' },
  'consent.changed': { purpose: 'insight', state: 'granted' },
}

/** One event of each type, as it really left. */
export async function oneOfEach(): Promise<ReadonlyMap<EventType, PreferenceEvent>> {
  const { gate, sent } = openGate()
  const types = Object.keys(SAID) as EventType[]
  for (const type of types) gate.emit(type, SAID[type])
  await new Promise((resolve) => setTimeout(resolve))
  return new Map(types.map((type) => [type, sent.find((event) => event.type === `toile.${type}.v1`)!]))
}
