import type { Design } from '../design/index.ts'
import { ToileError } from '../ground/index.ts'
import {
  callbackSink,
  consentChannel,
  createGate,
  createProfile,
  createSuggestions,
  createVisit,
  fetchTable,
  PURPOSES,
  releasedOf,
  sourcesOf,
  watchDesign,
  type ConsentState,
  type Gate,
  type HttpSink,
  type HttpSinkSettings,
  type Preferences,
  type Profile,
  type Purpose,
} from '../preferences/index.ts'
import type { Emit, EventDetails, Settings } from './session.ts'

/** What is the customer's own on one widget, and what is told of it. */
export interface Consent {
  readonly preferences: Preferences
  /** A newer template brings a new design: its picks are told from now on. */
  follow(design: Design): void
  /** A functional message left: it stands in the list of what did. */
  told<Name extends keyof EventDetails>(name: Name, detail: EventDetails[Name]): void
  /** The customer ordered; this is what the shop was sent. */
  ordered(spec: unknown): void
  /** Somebody else will stand before the screen: what left for the one before is none of theirs. */
  endVisit(): void
  stop(): void
}

type MakeSink = (settings: HttpSinkSettings) => HttpSink

/** One list of what left and one budget for the page, however many widgets are on it. */
let visit = createVisit()


/** @param httpSink loaded where the host names an address for events */
export function openConsent(design: Design, emit: Emit, settings: Settings, httpSink?: MakeSink): Consent {
  const storage = () => globalThis.localStorage
  const toPage = callbackSink((event) => emit('toile-preference', event))
  const toShop = shopSink(httpSink, settings.events, { storage, isKept: () => profile.isKept() }, emit)
  const gate = createGate({
    template: design.template,
    sinks: toShop ? [toPage, toShop] : [toPage],
    sources: sourcesOf(settings.consent ?? '', settings.consentSource),
    storage,
    channel: consentChannel,
    visit,
  })
  // Measurements that were kept are here before anybody opens them.
  const profile: Profile = createProfile({ gate, design, storage })
  const suggestions = createSuggestions({ profile })
  const loading = new AbortController()
  if (settings.suggestions !== null)
    void fetchTable(settings.suggestions, {
      template: design.template,
      key: settings.suggestionsKey,
      signal: loading.signal,
    }).then(suggestions.use)
  const stops = [tellAnswers(gate, emit), profile.subscribe(() => toShop?.keepOrWipe())]
  let watch = watchDesign(gate, design)
  return {
    preferences: {
      gate,
      profile,
      suggestions,
      release(fields) {
        const detail = releasedOf(profile, fields)
        gate.told('toile-profile', 'page', detail)
        emit('toile-profile', detail)
      },
    },
    follow(next) {
      watch.stop()
      watch = watchDesign(gate, next)
      profile.follow(next)
    },
    told: (name, detail) => gate.told(name, 'page', detail),
    ordered(spec) {
      gate.told('order', 'shop', spec)
      watch.finished()
    },
    endVisit: () => void (visit = createVisit()),
    stop() {
      loading.abort()
      watch.stop()
      for (const stop of stops) stop()
      gate.dispose()
      profile.dispose()
    },
  }
}

/** The customer has their panel whatever the host wrote; the host hears what is wrong with it. */
function shopSink(
  httpSink: MakeSink | undefined,
  url: string | null,
  settings: Omit<HttpSinkSettings, 'url'>,
  emit: Emit
): HttpSink | null {
  if (url === null || !httpSink) return null
  try {
    return httpSink({ url, ...settings })
  } catch (error) {
    if (!(error instanceof ToileError)) throw error
    emit('toile-error', { code: error.code, message: error.message })
    return null
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
    gate.told('toile-consent', 'page', { purposes: next })
    emit('toile-consent', { purposes: next })
  })
}
