import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { ledgerOf } from './ledger.ts'
import {
  arrivedAt,
  choose,
  heardBy,
  keepProfile,
  listedIn,
  sayYes,
  shortType,
  takeBack,
  until,
  visit,
  type Proof,
  type Room,
} from './room.ts'

const HOST = 'events="/collect"'
const CLOCK = '2026-11-23T10:00:00Z'

async function nothingBackDated(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const { page, close } = await visit(room, { host: HOST, clock: CLOCK })
  await choose(page, 'leg', 'wide')
  await choose(page, 'hardware', 'brass')
  await page.clock.fastForward(7 * 60_000)
  assert.deepEqual(await heardBy(page), [])
  await sayYes(page)
  await until(async () => assert.equal((await heardBy(page)).length, 1))
  await choose(page, 'thread', 'red')
  await page.clock.runFor(1_100)
  await until(async () => assert.equal(arrivedAt(front).length, 2))
  const heard = await heardBy(page)
  assert.deepEqual(heard.map(shortType), ['design.snapshot', 'choice.made'])
  assert.deepEqual(heard[1]!.data['option'], 'thread')
  for (const { time } of heard) assert.ok(time >= '2026-11-23T10:07:00Z', `${time} is before the yes.`)
  assert.deepEqual(arrivedAt(front), heard)
  const [{ headers } = { headers: {} as Record<string, unknown> }] = front.collected()
  assert.equal(headers['content-type'], 'application/cloudevents-batch+json')
  for (const name of ['cookie', 'referer', 'authorization']) assert.equal(headers[name], undefined, name)
  await close()
}

async function listIsTraffic(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const { page, close } = await visit(room, { host: HOST, clock: CLOCK })
  await sayYes(page)
  await choose(page, 'leg', 'wide')
  await page.clock.runFor(1_100)
  await choose(page, 'thread', 'red')
  await page.clock.runFor(1_100)
  await until(() => assert.equal(front.collected().length, 2))
  await until(async () => {
    const { entries } = await ledgerOf(page)
    const told = entries.flatMap((one) => (one.did === 'tell' ? [JSON.stringify(one.detail, null, 2)] : []))
    const sent = front.collected().map(({ body }) => body.toString())
    const listed = await listedIn(page)
    assert.deepEqual([...listed].sort(), [...told, ...sent].sort())
  })
  await close()
}

async function withdrawalStopsAll(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  front.answerWith(() => 'never')
  const { page, close } = await visit(room, { host: HOST, clock: CLOCK })
  await sayYes(page)
  await keepProfile(page)
  await page.clock.runFor(1_100)
  await until(() => assert.equal(front.collected().length, 1))
  // One on its way, one that waits.
  await choose(page, 'leg', 'wide')
  assert.ok((await storedKeys(page)).includes('toile.queue'))
  await page.evaluate(() => {
    const { ledger } = window as unknown as { ledger: { signals: (AbortSignal | null)[] } }
    // Last of all that hear of the click, in its very task.
    addEventListener('click', () =>
      Object.assign(window, {
        afterClick: { stored: Object.keys(localStorage), isAborted: ledger.signals.map((signal) => signal?.aborted) },
      })
    )
  })
  const started = Date.now()
  await takeBack(page)
  const after = await page.evaluate(() => (window as unknown as { afterClick: unknown }).afterClick)
  assert.deepEqual(after, { stored: ['toile.consent', 'toile.profile'], isAborted: [true] })
  await until(() => assert.ok(front.collected()[0]!.isAborted(), 'The shop still holds the request.'))
  assert.ok(Date.now() - started < 1_000, `It took ${Date.now() - started} ms.`)
  // Nothing that waited is left: an hour on, and after another pick, nothing more has come.
  front.answerWith(() => ({ status: 204 }))
  await choose(page, 'hardware', 'brass')
  await page.clock.fastForward(3_600_000)
  await page.clock.runFor(6_000)
  await page.reload()
  await page.waitForLoadState('networkidle')
  await page.clock.runFor(6_000)
  assert.equal(front.collected().length, 1)
  await close()
}

const storedKeys = (page: Page): Promise<readonly string[]> => page.evaluate(() => Object.keys(localStorage))

export const GRANTING: readonly Proof[] = [
  {
    bar: 3,
    promise: 'on a yes one snapshot of now leaves, then each pick; none is dated before, none has a cookie or referrer',
    prove: nothingBackDated,
  },
  {
    bar: 3,
    promise: 'what the panel lists as having left is what the page heard and the shop received, byte for byte',
    prove: listIsTraffic,
  },
  {
    bar: 4,
    promise:
      'taken back during a slow request: aborted and wiped in the task of the click, closed at the shop within a second',
    prove: withdrawalStopsAll,
  },
]
