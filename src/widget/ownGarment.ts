import { ToileError } from '../ground/index.ts'
import type { Design } from '../design/index.ts'
import type { Fitted, FitZone, SewnShape } from '../drape/index.ts'
import type { FittedPicture } from '../scene/types.ts'
import type { CompiledOption, Look } from '../template/index.ts'
import { FIT_COLOURS, mapsOf, scaleEnd, type MapKind } from './fitMap.ts'

/** How far the customer's own garment has come. */
export interface OwnGarmentState {
  /**
   * `none`: too little is known of the body, or the page sews none; `waiting`: for the customer to come to rest;
   * `shown`: the picture is sewn from their own pattern; `failed`: the picture stays the product's nearest.
   */
  readonly state: 'none' | 'waiting' | 'sewing' | 'shown' | 'failed'
  /** 0 to 1, while it is sewn. */
  readonly progress: number
  /** How it sits; empty until it is shown. */
  readonly zones: readonly FitZone[]
  /** Girths of the cloth as it hangs, mm, by the draft's names; empty until it is shown. */
  readonly girths: Readonly<Record<string, number>>
  /** What is painted over the cloth. */
  readonly map: MapKind | null
}

/** What is sewn: plain data that only the worker sees. */
export interface OwnGarmentAsk {
  /** Tenths of a millimetre by ISO 8559 name. */
  readonly measurements: Readonly<Record<string, number>>
  readonly selection: Readonly<Record<string, string>>
}

export type SewOwn = (
  ask: OwnGarmentAsk,
  options: {
    readonly signal: AbortSignal
    readonly onProgress: (share: number) => void
    readonly onFirst: (shape: SewnShape) => void
  }
) => Promise<Fitted>

/** One design's garment on the customer's own measurements. It is sewn while somebody follows, and only then. */
export interface OwnGarment {
  subscribe(listener: () => void): () => void
  /** The same object until it changes. */
  state(): OwnGarmentState
  /** What the stage shows in place of the baked shape; null leaves that. The same object until it changes. */
  picture(): FittedPicture | null
  setMap(map: MapKind | null): void
  /** Sews, from now on, whenever the design comes to rest; the answer ends it. */
  follow(sew: SewOwn): () => void
  /** The stage shows this picture. */
  seen(picture: FittedPicture): void
}

const garments = new WeakMap<Design, OwnGarment>()

/** The same for everyone who asks of this design. */
export function ownGarmentOf(design: Design): OwnGarment {
  let garment = garments.get(design)
  if (!garment) garments.set(design, (garment = createOwnGarment(design)))
  return garment
}

/** A customer who moves a slider or types on is not at rest. */
const REST_MS = 400
/** Garments kept ready, so that a step back costs nothing. */
const KEPT = 3

const NONE: OwnGarmentState = { state: 'none', progress: 0, zones: [], girths: {}, map: null }

interface Garment {
  readonly key: string
  readonly shape: SewnShape
  /** Null before it is at rest. */
  readonly fitted: Fitted | null
  /** The form it was sewn to; of another, the baked shape is nearer. */
  readonly form: string
}

let count = 0

export function createOwnGarment(design: Design): OwnGarment {
  const listeners = new Set<() => void>()
  const kept = new Map<string, Garment>()
  let state = NONE
  let garment: Garment | null = null
  let picture: FittedPicture | null = null
  let sew: SewOwn | null = null
  let wanted: string | null = null
  let job = new AbortController()
  let rest: ReturnType<typeof setTimeout> | undefined

  const tell = (next: Partial<OwnGarmentState>): void => {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }
  const wear = (next: Garment | null): void => {
    garment = next
    picture = next && { key: next.key, shape: next.shape, map: mapOf(next, state.map) }
  }
  const mapOf = ({ fitted }: Garment, kind: MapKind | null): FittedPicture['map'] =>
    fitted && kind && mapsOf(design).includes(kind)
      ? { kind, values: fitted.map[kind], to: scaleEnd(kind, design), colours: FIT_COLOURS[kind] }
      : null

  const done = (next: Garment): void => {
    kept.delete(wanted!)
    kept.set(wanted!, next)
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
    wear(next)
    tell({ state: 'sewing', progress: 1 })
  }

  const begin = async (ask: OwnGarmentAsk, form: string): Promise<void> => {
    job = new AbortController()
    const { signal } = job
    const key = `own-${++count}`
    tell({ state: 'sewing', progress: 0 })
    try {
      const fitted = await sew!(ask, {
        signal,
        onProgress: (progress) => signal.aborted || tell({ progress }),
        onFirst(shape) {
          if (signal.aborted) return
          wear({ key: `${key}-first`, shape, fitted: null, form })
          tell({})
        },
      })
      if (!signal.aborted) done({ key, shape: fitted.shape, fitted, form })
    } catch (error) {
      if (signal.aborted) return
      wear(null)
      tell({ ...NONE, map: state.map, state: isNotHere(error) ? 'none' : 'failed' })
    }
  }

  const follow = (): void => {
    const ask = askOf(design)
    const key = ask && keyOf(ask, design.template.options)
    if (key === wanted) return
    wanted = key
    job.abort()
    clearTimeout(rest)
    const form = formOf(design.look())
    if (garment && garment.form !== form) wear(null)
    const { map } = state
    if (!ask || key === null) {
      wear(null)
      tell({ ...NONE, map })
    } else if (kept.has(key)) done(kept.get(key)!)
    else {
      tell({ ...NONE, map, state: 'waiting' })
      rest = setTimeout(() => void begin(ask, form), REST_MS)
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    state: () => state,
    picture: () => picture,
    setMap(map) {
      if (map === state.map) return
      state = { ...state, map }
      wear(garment)
      tell({})
    },
    follow(by) {
      sew = by
      const stop = design.subscribe(follow)
      follow()
      return () => {
        stop()
        job.abort()
        clearTimeout(rest)
        wanted = null
        wear(null)
        tell({ ...NONE, map: state.map })
      }
    },
    seen(shown) {
      if (shown.key !== garment?.key || !garment.fitted || state.state === 'shown') return
      const { map, girths } = garment.fitted
      tell({ state: 'shown', progress: 1, zones: map.zones, girths })
    },
  }
}

/** Null where too little is known of the body: what the template must be told is not estimated. */
function askOf(design: Design): OwnGarmentAsk | null {
  const body = design.body()
  const known = new Set(body.flatMap(({ name, source }) => (source === 'estimated' ? [] : [name])))
  const isKnown = design.template.measurements.every(({ name, required }) => !required || known.has(name))
  if (!isKnown || known.size === 0) return null
  const measurements = Object.fromEntries(body.map(({ name, value }) => [name, value]))
  return { measurements, selection: design.selection() }
}

/** Options that are painted on move no piece. */
const PAINT = new Set(['wash', 'thread', 'metal', 'label', 'print', 'lining', 'artwork'])
const isPaint = ({ kind, choices }: CompiledOption): boolean =>
  kind === 'text' ||
  kind === 'artwork' ||
  choices.every(({ look, goods }) => !goods && Object.keys(look).length > 0 && Object.keys(look).every((key) => PAINT.has(key)))

const keyOf = ({ measurements, selection }: OwnGarmentAsk, options: readonly CompiledOption[]): string =>
  JSON.stringify([measurements, ...options.filter((option) => !isPaint(option)).map(({ id }) => selection[id])])

const formOf = ({ shape, insideLeg }: Look): string => JSON.stringify([shape, insideLeg])

/** No failure: the draft asks for more than the template does, or the page allows no worker. */
const NOT_HERE: readonly string[] = ['draft/missing-measurement', 'drape/no-worker']
const isNotHere = (error: unknown): boolean => error instanceof ToileError && NOT_HERE.includes(error.code)
