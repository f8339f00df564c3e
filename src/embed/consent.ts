import type { Design } from '../design/index.ts'
import {
  callbackSink,
  createGate,
  fitProfileOf,
  PURPOSES,
  watchDesign,
  type ConsentState,
  type Gate,
  type Purpose,
} from '../preferences/index.ts'
import type { Emit } from './session.ts'

/** The gate of one widget and what is told through it. */
export interface Consent {
  readonly gate: Gate
  /** A newer template brings a new design: its picks are told from now on. */
  follow(design: Design): void
  /** The customer ordered. */
  finished(): void
  stop(): void
}

export function openConsent(design: Design, emit: Emit): Consent {
  const gate = createGate({
    template: design.template,
    sinks: [callbackSink((event) => emit('toile-preference', event))],
    storage: () => globalThis.localStorage,
  })
  const quiet = tellAnswers(gate, emit)
  let watch = watchDesign(gate, design)
  // Measurements that were kept are here before anybody opens them.
  fitProfileOf(gate, design)
  return {
    gate,
    follow(next) {
      watch.stop()
      watch = watchDesign(gate, next)
      fitProfileOf(gate, next)
    },
    finished: () => watch.finished(),
    stop() {
      watch.stop()
      quiet()
      gate.dispose()
    },
  }
}

function tellAnswers(gate: Gate, emit: Emit): () => void {
  const now = () =>
    Object.fromEntries(PURPOSES.map((purpose) => [purpose, gate.state(purpose)])) as Record<Purpose, ConsentState>
  let last = now()
  return gate.subscribe(() => {
    const next = now()
    if (PURPOSES.every((purpose) => next[purpose] === last[purpose])) return
    last = next
    emit('toile-consent', { purposes: next })
  })
}
