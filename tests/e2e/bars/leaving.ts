import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import type { httpSink } from '../../../src/preferences/index.ts'
import type { Prepare } from '../watchedPage.ts'
import { ledgerOf } from './ledger.ts'
import { arrivedAt, choose, heardBy, sayYes, until, visit, type Proof, type Room } from './room.ts'

const HOST = 'events="/collect"'
/** What a page may have under way as it closes is 64 KiB; of ours never more than this. */
const LARGEST_BYTES = 60_000

async function closedInTheMiddle(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const { page, close } = await visit(room, { host: HOST })
  await sayYes(page)
  await choose(page, 'leg', 'wide')
  const heard = await heardBy(page)
  await page.close({ runBeforeUnload: true })
  await until(() => assert.deepEqual(arrivedAt(front), heard))
  assert.ok(front.collected().every(({ body }) => body.length <= LARGEST_BYTES))
  await close()
}

/** The page is left while the shop has not answered yet: what would end with it is asked for again. */
async function leftDuringARequest(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  front.answerWith((_, index) => (index === 0 ? 'never' : { status: 204 }))
  const { page, close } = await visit(room, { host: HOST })
  await sayYes(page)
  await until(() => assert.equal(front.collected().length, 1))
  const heard = await heardBy(page)
  await page.goto(`${front.address}/shop/icon.svg`)
  await until(() => assert.equal(front.collected().length, 2))
  assert.deepEqual(JSON.parse(front.collected()[1]!.body.toString()), heard)
  await close()
}

const hide = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })

async function hiddenFirst(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const { page, close } = await visit(room, { host: HOST, clock: '2026-11-23T10:00:00Z' })
  await sayYes(page)
  await choose(page, 'leg', 'wide')
  assert.equal(front.collected().length, 0)
  await hide(page)
  await until(() => assert.equal(arrivedAt(front).length, 2))
  const { entries } = await ledgerOf(page)
  const sent = entries.filter(({ did }) => did === 'send')
  assert.deepEqual(
    sent.map((entry) => entry.did === 'send' && entry.keepalive),
    [true]
  )
  await close()
}

/** A browser that says nothing of hiding, as some do when they close: nothing of it reaches anybody. */
const neverHides: Prepare = () =>
  document.addEventListener('visibilitychange', (event) => event.stopImmediatePropagation(), { capture: true })

async function secondChance(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const { page, close } = await visit(room, { host: HOST, prepare: [neverHides] })
  await sayYes(page)
  const heard = await heardBy(page)
  await page.goto(`${front.address}/shop/icon.svg`)
  await until(() => assert.deepEqual(arrivedAt(front), heard))
  await close()
}

/** More than a visit may make, so the sink stands alone: as built, in the real page, on the real network. */
async function splitIfLarger(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('../../../src/preferences/sinks/index.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'sinks',
    footer: { js: 'globalThis.sinks = sinks' },
  })
  const { page, close } = await visit(room)
  await page.addInitScript({ content: bundle.outputFiles[0]!.text })
  await page.reload()
  await page.evaluate(() => {
    const { sinks } = window as unknown as { sinks: { httpSink: typeof httpSink } }
    const sink = sinks.httpSink({ url: '/collect' })
    const outlet = { signal: new AbortController().signal, mayLeave: () => true, leaving: () => undefined }
    sink.start?.(
      () => outlet,
      () => undefined
    )
    const time = `${new Date().toISOString().slice(0, 16)}:00Z`
    for (let at = 0; at < 30; at++)
      sink.send({ id: String(at), time, purpose: 'preferences', data: { option: 'x'.repeat(3_000) } } as never, outlet)
  })
  await hide(page)
  await until(() => {
    const ids = new Set(arrivedAt(front).map(({ id }) => id))
    assert.equal(ids.size, 30)
  }, 8_000)
  const sizes = front.collected().map(({ body }) => body.length)
  assert.ok(sizes.length >= 2 && sizes.every((size) => size <= LARGEST_BYTES), String(sizes))
  await close()
}

export const LEAVING: readonly Proof[] = [
  { bar: 6, promise: 'a page closed right after a pick still sends it, in at most 60 kB', prove: closedInTheMiddle },
  { bar: 6, promise: 'what is under way as the page goes is sent once more', prove: leftDuringARequest },
  { bar: 6, promise: 'what waits leaves as the page is hidden, by a request that outlasts it', prove: hiddenFirst },
  { bar: 6, promise: 'where hiding is not told, it leaves as the page goes', prove: secondChance },
  { bar: 6, promise: 'more than 60 kB is split', prove: splitIfLarger },
]
