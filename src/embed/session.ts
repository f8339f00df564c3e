import { codeInLink, openDesign, type Design } from '../design/index.ts'
import { languageOf, sayer, ToileError, type Language, type LengthUnit } from '../ground/index.ts'
import type { ConsentSource, ConsentState, Preferences, Purpose } from '../preferences/index.ts'
import { fetchTemplate, loadTemplate, type CompiledTemplate, type UnprovenTemplate } from '../template/index.ts'
import { createOrdering, WIDGET_WORDS, type Ordering, type StageHandle, type StartWorker } from '../widget/index.ts'
import type { Consent } from './consent.ts'
import { bodies, bringReasons, helpingWith, type Helping } from './helping.ts'
import { startWorker } from './workers.ts'

/** What a host sets, as it wrote it; anything may be missing or wrong. */
export interface Settings {
  readonly template: string | null
  readonly currency: string | null
  readonly lang: string | null
  /** A design code. */
  readonly design: string | null
  readonly intake: string | null
  readonly units: string | null
  /** The page's own consent tools that are asked too: `tcf gpp gcm shopify`. */
  readonly consent: string | null
  /** One that the page brings itself. */
  readonly consentSource: ConsentSource | null
  /** Where preference events are posted to, on this page's origin. */
  readonly events: string | null
  /** A table of counts (`npm run toile -- aggregate`), and the key it must be signed with: a JWK or a key set's address. */
  readonly suggestions: string | null
  readonly suggestionsKey: string | null
  /** A screen that strangers share: what one visitor left is wiped before the next. */
  readonly kiosk: boolean
}

export interface EventDetails {
  'toile-ready': { readonly template: string; readonly version: string }
  'toile-change': {
    readonly picks: Readonly<Record<string, string>>
    readonly moved: readonly { readonly option: string; readonly from: string; readonly to: string }[]
    readonly total: number
    readonly currency: string
    readonly valid: boolean
  }
  'toile-order':
    | { readonly number: string; readonly id: string; readonly total: number; readonly currency: string }
    | { readonly spec: unknown }
  'toile-error': { readonly code: string; readonly message: string }
  'toile-consent': { readonly purposes: Readonly<Record<Purpose, ConsentState>> }
  'toile-preference': object
  /** What the customer handed over of their profile, by their own act. */
  'toile-profile': object
}
export type Emit = <Name extends keyof EventDetails>(name: Name, detail: EventDetails[Name]) => void

export type Room =
  | { readonly state: 'waiting' }
  | { readonly state: 'broken'; readonly code: string }
  | {
      readonly state: 'open'
      readonly design: Design
      readonly base: string
      /** Null until they are here; nothing leaves the page before. */
      readonly preferences: Preferences | null
      readonly ordering: Ordering
      readonly notice: string | null
    }

/**
 * One widget's life, whatever holds it: an element, a React component. It survives being moved, removed and told
 * something else.
 */
export interface Session {
  room(): Room
  language(): Language
  subscribe(listener: () => void): () => void
  /** What the host wants now. Starts, reloads or adjusts; safe to call with the same again. */
  update(settings: Settings): void
  /** The widget left the page: stops loading, keeps the design for its return. */
  rest(): void
  reload(): void
  dismissNotice(): void

  readonly ready: Promise<void>
  readonly shown: Promise<'scene' | 'poster'>
  /** The widget's controls are on the page. */
  controlsAnswer(): Promise<void>
  pictureShown(what: 'scene' | 'poster'): void
  pictureFailed(code: string, message: string): void
  /** The controls could not be drawn: the product counts as broken. */
  drawingFailed(error: unknown): void
  /** The host asked for `shown` or a capture: the picture is made even out of sight. */
  isPictureWanted(): boolean
  setStage(stage: StageHandle | null): void
  /** One of the workers that make the picture; null where the host named no workers or the page allows none. */
  startWorker: StartWorker
  /** The customer wants the privacy sheet and what it shows is not here. */
  bringPreferences(): void
  capture: StageHandle['capture']
  /** @throws {ToileError} `element/not-ready` */
  open(): Extract<Room, { state: 'open' }>
}

const NOTHING: Settings = {
  template: null,
  currency: null,
  lang: null,
  design: null,
  intake: null,
  units: null,
  consent: null,
  consentSource: null,
  events: null,
  suggestions: null,
  suggestionsKey: null,
  kiosk: false,
}

/** A change of these asks, sends and suggests afresh. */
const ASKED = ['consent', 'consentSource', 'events', 'suggestions', 'suggestionsKey'] as const

/** A picture's context is kept for two seconds for the next one, then it is given back. */
const CONTEXT_GOES_MS = 2500

/** How long a capture waits for the scene before it takes the poster. */
const CAPTURE_PATIENCE_MS = 15_000

export function createSession({
  emit: send,
  workerUrl,
  root,
}: {
  readonly emit: Emit
  readonly workerUrl: string | null
  readonly root: () => ShadowRoot
}): Session {
  const listeners = new Set<() => void>()
  let settings = NOTHING
  let room: Room = { state: 'waiting' }
  let ready = deferred<void>()
  let shown = deferred<'scene' | 'poster'>()
  let loading: AbortController | null = null
  let stage: StageHandle | null = null
  let isPictureWanted = false
  let leave: () => void = () => undefined
  let unfollow: () => void = () => undefined
  let whenReady: () => void = () => undefined
  let consent: Consent | null = null
  let helping: Helping | null = null
  let kiosk: Promise<() => void> | null = null
  let isResting = false

  /** What left before the list of what left was here. */
  const early: ((consent: Consent) => void)[] = []
  const emit: Emit = (name, detail) => {
    const list = (consent: Consent) => consent.told(name, detail)
    if (consent) list(consent)
    else early.push(list)
    send(name, detail)
  }
  const enter = (next: Room) => {
    room = next
    for (const listener of listeners) listener()
  }
  const wantPicture = () => {
    if (isPictureWanted) return
    isPictureWanted = true
    enter({ ...room })
  }
  const language = (): Language => languageOf(settings.lang)
  const fail = (error: ToileError) => emit('toile-error', { code: error.code, message: error.message })

  /** @param restMs how long nothing is on the page before it is there again */
  async function load(restMs = 0): Promise<void> {
    loading?.abort()
    const mine = (loading = new AbortController())
    leave()
    leave = () => undefined
    if (ready.isSettled) ready = deferred()
    if (shown.isSettled) shown = deferred()
    enter({ state: 'waiting' })
    try {
      if (restMs > 0) await new Promise((settle) => setTimeout(settle, restMs))
      if (mine.signal.aborted) return
      if (!settings.template)
        throw new ToileError('element/no-template', 'template: expected the address of a template.json, got none.')
      // Reasons travel beside the template: the controls do not wait for them, the host's `ready` does.
      void bringReasons()
      const loaded = await fetchTemplate(settings.template, { signal: mine.signal })
      const helpers = await helpingWith(loaded.template, workerUrl)
      // A shared screen that cannot be cleared does not open.
      await kiosk
      if (mine.signal.aborted) return
      helping = helpers
      try {
        settle(loaded)
      } catch (error) {
        // A template that is not as it was built fails anywhere: that is then the better reason.
        await loaded.prove()
        throw error
      }
    } catch (error) {
      if (!mine.signal.aborted) breakOff(toileErrorOf(error))
    } finally {
      if (loading === mine) loading = null
    }
  }

  function breakOff(error: ToileError): void {
    enter({ state: 'broken', code: error.code })
    fail(error)
    ready.reject(error)
  }

  /** The template is here: everything from now on happens in the page. */
  function settle({ template, url: base, prove }: UnprovenTemplate): void {
    const { design, refused } = designFor(template)
    const code = settings.design ?? codeInLink(globalThis.location?.href ?? '')
    const isBack = code === null && design.reopen()
    if (code !== null) design.open(code)
    const current = () => openRoom().design
    const ordering = createOrdering({
      design: current,
      renew: () => renew(template.hash),
      orders: () => (settings.intake === null ? null : ordersUrl(settings.intake)),
      // Only who orders needs a draft, and only what is proven is drafted.
      draft: async () => {
        await prove()
        return (await import('./draft.ts')).draftInPage(current(), base, workerUrl)
      },
    })
    const quiet = tellOrders(ordering)
    unfollow = tellChanges(design)
    leave = () => {
      unfollow()
      quiet()
      consent?.stop()
      consent = null
      helping?.stop()
    }
    whenReady = () => {
      // Without an answer it is asked again by the first order.
      prove().catch((error: unknown) => {
        if (!(error instanceof ToileError) || !isIn(ordering)) return
        leave()
        leave = () => undefined
        breakOff(error)
      })
      bringConsent().catch(() => undefined)
    }
    const notice = refused ? noBookText(refused, design) : isBack ? sayer(WIDGET_WORDS, language())('keptBack') : null
    enter({ state: 'open', design, base, preferences: null, ordering, notice })
  }

  const isIn = (ordering: Ordering): boolean => room.state === 'open' && room.ordering === ordering

  /** Until it is here, the gate is closed: what was picked before is never told. */
  async function bringConsent(): Promise<void> {
    const { ordering } = openRoom()
    const [{ openConsent }, network] = await Promise.all([
      import('./consent.ts'),
      // Few hosts name an address, so the others' visitors need not load what posts to it.
      settings.events === null ? null : import('../preferences/sinks/index.ts'),
    ])
    if (consent || isResting || !isIn(ordering)) return
    const now = openRoom()
    consent = openConsent(now.design, send, settings, network?.httpSink)
    for (const list of early.splice(0)) list(consent)
    enter({ ...now, preferences: consent.preferences })
  }

  /** In the currency that was asked for, else in the template's first: a price in another currency beats no price. */
  function designFor(template: CompiledTemplate): { design: Design; refused: string | null } {
    const unit: LengthUnit = settings.units === 'inch' ? 'inch' : 'cm'
    const create = (currency: string) =>
      openDesign(template, {
        language: language(),
        currency,
        unit,
        storage: () => globalThis.localStorage,
        helpers: helping?.helpers ?? {},
        bodies,
      })
    const first = template.books[0]?.currency ?? ''
    const wanted = settings.currency ?? first
    try {
      return { design: create(wanted), refused: null }
    } catch (error) {
      if (!(error instanceof ToileError) || error.code !== 'price/no-book' || wanted === first) throw error
      fail(error)
      return { design: create(first), refused: wanted }
    }
  }

  const noBookText = (wanted: string, design: Design): string =>
    sayer(WIDGET_WORDS, language())('noBook', { wanted, shown: design.currency() })

  function tellChanges(design: Design): () => void {
    let last = { decisions: design.decisions(), currency: design.currency() }
    return design.subscribe(() => {
      const now = { decisions: design.decisions(), currency: design.currency() }
      if (now.decisions === last.decisions && now.currency === last.currency) return
      last = now
      emit('toile-change', {
        picks: { ...now.decisions.picks },
        moved: design.moved().map((one) => ({ ...one })),
        total: design.quote().total,
        currency: now.currency,
        valid: design.isValid(),
      })
    })
  }

  function tellOrders(ordering: Ordering): () => void {
    const told = new Set<string>()
    return ordering.subscribe(() => {
      const now = ordering.state()
      if (now.state === 'handed') emit('toile-order', { spec: structuredClone(now.spec) })
      if (now.state === 'failed') emit('toile-error', { code: now.code, message: now.message })
      if (now.state !== 'ordered' || told.has(now.order.number)) return
      told.add(now.order.number)
      consent?.ordered(now.spec)
      emit('toile-order', { ...now.order })
    })
  }

  /** The shop's prices moved on while the page was open: the newest template, the same decisions. */
  async function renew(hash: string): Promise<void> {
    if (room.state !== 'open') return
    const { design: before, base } = room
    const afresh: typeof fetch = (url, init) => fetch(url, { ...init, cache: 'reload' })
    const loaded = await loadTemplate(base, { fetch: afresh }).catch(() => null)
    const helpers = loaded && (await helpingWith(loaded.template, workerUrl).catch(() => null))
    if (!helpers || loaded.template.hash === hash || room.state !== 'open' || room.design !== before) return
    helping?.stop()
    helping = helpers
    const { design } = designFor(loaded.template)
    takeOver(before, design)
    unfollow()
    unfollow = tellChanges(design)
    consent?.follow(design)
    enter({ ...room, design })
  }

  function apply(before: Settings): void {
    if (room.state !== 'open') return
    const { design } = room
    if (consent && ASKED.some((name) => settings[name] !== before[name])) {
      consent.stop()
      consent = null
      enter({ ...room, preferences: null })
      bringConsent().catch(() => undefined)
    }
    design.setLanguage(language())
    if (settings.units !== before.units) design.setUnit(settings.units === 'inch' ? 'inch' : 'cm')
    if (settings.design !== before.design && settings.design !== null) design.open(settings.design)
    if (settings.currency === before.currency) return
    try {
      design.setCurrency(settings.currency ?? design.template.books[0]?.currency ?? '')
      enter({ ...room, notice: null })
    } catch (error) {
      const known = toileErrorOf(error)
      fail(known)
      enter({ ...room, notice: noBookText(settings.currency ?? '', design) })
    }
  }

  /** For the next visitor: nothing of the one before, not even in what the GPU holds. */
  function wipe(): Promise<void> {
    early.length = 0
    consent?.endVisit()
    return load(CONTEXT_GOES_MS)
  }

  function share(isShared: boolean): void {
    if (isShared === (kiosk !== null)) return
    if (isShared) kiosk = import('./kiosk.ts').then(({ startKiosk }) => startKiosk({ root: root(), language, wipe }))
    else {
      kiosk!.then(
        (stop) => stop(),
        () => undefined
      )
      kiosk = null
    }
    // Who loads the product hears of it.
    kiosk?.catch(() => undefined)
  }

  const openRoom = (): Extract<Room, { state: 'open' }> => {
    if (room.state === 'open') return room
    throw new ToileError(
      'element/not-ready',
      'The template is not here yet. Wait for `ready`, or for the event `toile-ready`.'
    )
  }

  return {
    room: () => room,
    language,
    open: openRoom,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    update(next) {
      const before = settings
      settings = next
      const isBack = isResting && room.state === 'open' && ready.isSettled
      isResting = false
      share(next.kiosk)
      const isIdle = room.state === 'waiting' && !loading
      if (next.template !== before.template || isIdle) void load()
      else {
        apply(before)
        if (next.lang !== before.lang && room.state !== 'open') enter({ ...room })
        if (isBack) bringConsent().catch(() => undefined)
      }
    },
    rest() {
      isResting = true
      stage = null
      share(false)
      // What listens to the page and to other tabs would hold a widget that never returns in memory.
      consent?.stop()
      consent = null
      if (room.state === 'open') enter({ ...room, preferences: null })
      if (!loading) return
      loading.abort()
      loading = null
      ready.reject(new ToileError('element/removed', 'The element left the page before its template came.'))
    },
    reload: () => void load(),
    dismissNotice: () => {
      if (room.state === 'open' && room.notice !== null) enter({ ...room, notice: null })
    },
    get ready() {
      return ready.promise
    },
    get shown() {
      wantPicture()
      return shown.promise
    },
    async controlsAnswer() {
      if (ready.isSettled || room.state !== 'open') return
      const { ordering } = room
      // A host may measure as soon as it is told, and hears doubts at once.
      await Promise.all([bringReasons(), bodies.come().catch(() => undefined)])
      if (ready.isSettled || !isIn(ordering)) return
      const { design } = openRoom()
      ready.resolve()
      emit('toile-ready', { template: design.template.id, version: design.template.version })
      design.refresh()
      whenReady()
    },
    bringPreferences: () =>
      void bringConsent().catch(() => {
        if (room.state === 'open') enter({ ...room, notice: sayer(WIDGET_WORDS, language())('partFailed') })
      }),
    pictureShown: (what) => shown.resolve(what),
    isPictureWanted: () => isPictureWanted,
    pictureFailed: (code, message) => emit('toile-error', { code, message }),
    drawingFailed(error) {
      leave()
      leave = () => undefined
      breakOff(toileErrorOf(error))
    },
    setStage: (next) => (stage = next),
    startWorker: (file) => (workerUrl === null ? null : startWorker(file, workerUrl)),
    async capture(options) {
      openRoom()
      wantPicture()
      await Promise.race([shown.promise, new Promise((resolve) => setTimeout(resolve, CAPTURE_PATIENCE_MS))])
      if (!stage) throw new ToileError('capture/no-picture', 'capture: the element is not on a page.')
      return stage.capture(options)
    },
  }
}

/** Decisions into a design of a newer template; what no longer goes is left out, with a notice. */
function takeOver(from: Design, to: Design): void {
  const decisions = from.decisions()
  const { texts, artworks, note } = decisions
  to.open(from.code())
  to.dismissNotices()
  const tryTo = (act: () => void) => {
    try {
      act()
    } catch (error) {
      // A text option that is gone: the rest is still the customer's design.
      if (!(error instanceof ToileError)) throw error
    }
  }
  for (const [option, text] of Object.entries(texts)) tryTo(() => to.write(option, text))
  for (const [option, artwork] of Object.entries(artworks)) tryTo(() => to.attach(option, artwork))
  to.tellBody(decisions, decisions.fitSet)
  if (note) tryTo(() => to.writeNote(note))
  if (from.isKept()) to.keep()
}

/** `intake="/shop"` means `/shop/orders`. */
function ordersUrl(intake: string): URL {
  const base = new URL(intake, document.baseURI)
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  return new URL('orders', base)
}

const toileErrorOf = (error: unknown): ToileError =>
  error instanceof ToileError
    ? error
    : new ToileError('element/failed', 'The product cannot be shown.', { cause: error })

interface Deferred<T> {
  readonly promise: Promise<T>
  readonly isSettled: boolean
  resolve(value: T): void
  reject(error: unknown): void
}

function deferred<T>(): Deferred<T> {
  let isSettled = false
  let settleWith: { resolve: (value: T) => void; reject: (error: unknown) => void }
  const promise = new Promise<T>((resolve, reject) => (settleWith = { resolve, reject }))
  // A host that does not look must not find an unhandled rejection in its log.
  promise.catch(() => undefined)
  return {
    promise,
    get isSettled() {
      return isSettled
    },
    resolve: (value) => {
      isSettled = true
      settleWith.resolve(value)
    },
    reject: (error) => {
      isSettled = true
      settleWith.reject(error)
    },
  }
}
