import { describe, expect, it, vi } from 'vitest'
import { createFitter, type Fitted, type FittingAsk, type FittingWorker } from '../../src/drape/index.ts'
import { serveFitting, type FittingNews, type FittingOrder } from '../../src/drape/fitting-service.ts'
import { ToileError } from '../../src/ground/index.ts'
import type { Draft } from '../../src/pattern/piece.ts'

const ASK: FittingAsk = {
  drafting: 'https://shop.example/desk/drafting.js',
  fitting: 'https://shop.example/desk/fitting.js',
  measurements: { waistGirth: 7777 },
  selection: {},
  near: null,
}
const DRAFT = { design: 'desk', version: '1' } as unknown as Draft
const SHAPE = {
  positions: new Float32Array(3),
  pattern: new Float32Array(2),
  panel: new Uint8Array(1),
  triangles: new Uint32Array(),
  weld: new Uint32Array(1),
  occlusion: null,
  panels: [],
  placements: [],
  heights: {},
}
const garment = (): Fitted => ({
  shape: SHAPE,
  map: { strain: new Float32Array(1), stand: new Float32Array(1), zones: [] },
  girths: {},
  figures: { seamGap95: 0, penetration: 0, strain50: 0 },
})

/** A worker in this thread whose modules are given; what is posted arrives later, as in a page. */
function workshop(drape: (signal: AbortSignal, tell: { first: () => void }) => Promise<Fitted>, isDeaf = false) {
  const started: { ended: boolean }[] = []
  const start = (): FittingWorker => {
    const own = { ended: false }
    started.push(own)
    const worker: FittingWorker = {
      onmessage: null,
      onerror: null,
      onmessageerror: null,
      terminate: () => (own.ended = true),
      postMessage: (order: FittingOrder) =>
        void setTimeout(() => {
          if (!own.ended && !(isDeaf && 'over' in order)) port.onmessage?.({ data: order })
        }),
    }
    const port = {
      onmessage: null as ((event: { readonly data: FittingOrder }) => void) | null,
      postMessage: (news: FittingNews) =>
        void setTimeout(() => own.ended || worker.onmessage?.call(worker as Worker, { data: news } as MessageEvent)),
    }
    serveFitting(port, 'https://shop.example/fitting-worker.js', async (url) => ({
      default: url.endsWith('drafting.js')
        ? { draft: () => DRAFT }
        : {
            needs: [],
            drape: ({ signal, onFirst }: { signal: AbortSignal; onFirst: (shape: unknown) => void }) =>
              drape(signal, { first: () => onFirst(SHAPE) }),
          },
    }))
    return worker
  }
  return { start, started }
}

/** Hangs on until it is cancelled, as a drape does. */
const endless = (signal: AbortSignal) =>
  new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new ToileError('drape/cancelled', 'The drape was cancelled.')))
  )

describe('createFitter', () => {
  it('tells of the draft, the first shape, and gives the garment', async () => {
    const { start } = workshop(async (_, tell) => (tell.first(), garment()))
    const [onDrafted, onFirst] = [vi.fn(), vi.fn()]
    const fitted = await createFitter({ start }).fit(ASK, { onDrafted, onFirst })
    expect(fitted).toEqual(garment())
    expect(onDrafted).toHaveBeenCalledExactlyOnceWith(DRAFT)
    expect(onFirst).toHaveBeenCalledExactlyOnceWith(SHAPE)
  })

  it('gives up an older ask for a newer one, in the same worker', async () => {
    let asked = 0
    const { start, started } = workshop(async (signal, tell) => {
      tell.first()
      return asked++ === 0 ? endless(signal) : garment()
    })
    const fitter = createFitter({ start })
    let older: Promise<Fitted>
    await new Promise<void>((resolve) => (older = fitter.fit(ASK, { onFirst: () => resolve() })))
    const newer = fitter.fit(ASK)
    await expect(older!).rejects.toMatchObject({ code: 'drape/cancelled' })
    await expect(newer).resolves.toEqual(garment())
    expect(started).toEqual([{ ended: false }])
  })

  it('answers a cancelled ask at once, whatever the worker does', async () => {
    const { start } = workshop(endless, true)
    const cancel = new AbortController()
    const fit = createFitter({ start }).fit(ASK, { signal: cancel.signal })
    const before = performance.now()
    cancel.abort()
    await expect(fit).rejects.toMatchObject({ code: 'drape/cancelled' })
    expect(performance.now() - before).toBeLessThan(100)
  })

  it('ends a worker that does not stop when told to, and goes on with another', async () => {
    let asked = 0
    const { start, started } = workshop(() => (asked++ === 0 ? new Promise<never>(() => {}) : endlessOnce()), true)
    const endlessOnce = () => (started.length === 1 ? new Promise<never>(() => {}) : Promise.resolve(garment()))
    const fitter = createFitter({ start, grace: 20 })
    const older = fitter.fit(ASK)
    older.catch(() => {})
    await expect(fitter.fit(ASK)).resolves.toEqual(garment())
    expect(started).toEqual([{ ended: true }, { ended: false }])
  })

  it('ends a worker that falls silent; the next ask has a new one', async () => {
    let asked = 0
    const { start, started } = workshop(() => (asked++ === 0 ? new Promise<never>(() => {}) : Promise.resolve(garment())))
    const fitter = createFitter({ start, patience: 30 })
    await expect(fitter.fit(ASK)).rejects.toMatchObject({ code: 'drape/hung' })
    await expect(fitter.fit(ASK)).resolves.toEqual(garment())
    expect(started).toEqual([{ ended: true }, { ended: false }])
  })

  it('says so where no worker may be started', async () => {
    const fitter = createFitter({ start: () => null })
    await expect(fitter.fit(ASK)).rejects.toMatchObject({ code: 'drape/no-worker' })
  })

  it('never repeats what another threw, which may quote a measurement', async () => {
    const { start } = workshop(async () => {
      throw new Error('bad waistGirth 7777')
    })
    const failure = await createFitter({ start })
      .fit(ASK)
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'drape/refused' })
    expect(String(failure)).not.toContain('7777')
  })

  it('runs no module of another origin', async () => {
    const { start } = workshop(async () => garment())
    const fit = createFitter({ start }).fit({ ...ASK, fitting: 'https://elsewhere.example/fitting.js' })
    await expect(fit).rejects.toMatchObject({ code: 'draft/foreign-module' })
  })

  it('leaves no worker behind when closed', async () => {
    const { start, started } = workshop(endless)
    const fitter = createFitter({ start })
    const fit = fitter.fit(ASK)
    fitter.close()
    await expect(fit).rejects.toMatchObject({ code: 'drape/cancelled' })
    expect(started).toEqual([{ ended: true }])
  })
})
