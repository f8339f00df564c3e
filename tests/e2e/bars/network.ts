import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Answer } from '../front.ts'
import type { Prepare } from '../watchedPage.ts'
import {
  arrivedAt,
  choose,
  heardBy,
  keepProfile,
  sayYes,
  timeOf,
  until,
  visit,
  type Proof,
  type Room,
  type Visit,
} from './room.ts'

const HOST = 'events="/collect"'
const CLOCK = '2026-11-23T10:00:00Z'

/** A visit that shares choices, its snapshot delivered. */
async function sharing(room: Room, prepare: readonly Prepare[] = []): Promise<Visit> {
  const { front } = room
  front.reset()
  const opened = await visit(room, { host: HOST, clock: CLOCK, prepare })
  await sayYes(opened.page)
  await opened.page.clock.runFor(1_100)
  await until(() => assert.equal(front.collected().length, 1))
  // From now on time passes only as the proof says, however busy this machine is.
  await opened.page.clock.pauseAt((await timeOf(opened.page)) + 1_000)
  return opened
}

/** Lets the answer to what was sent come in before the page's clock goes on. */
async function pass(page: Page, ms: number): Promise<void> {
  await new Promise((settle) => setTimeout(settle, 50))
  await page.clock.runFor(ms)
  await new Promise((settle) => setTimeout(settle, 50))
}

const LEGS = ['tapered', 'bootcut', 'wide', 'straight']
let leg = 0
const pick = (page: Page): Promise<void> => choose(page, 'leg', LEGS[leg++ % LEGS.length]!)

async function eachOnce(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const { page, profile, close } = await visit(room, { host: HOST, clock: CLOCK })
  await sayYes(page)
  await keepProfile(page)
  await profile.setOffline(true)
  await choose(page, 'leg', 'wide')
  await choose(page, 'hardware', 'brass')
  await pass(page, 3_000)
  const made = (await heardBy(page)).map(({ id }) => id)
  assert.equal(made.length, 3)
  assert.equal(front.collected().length, 0)
  // The network is back for the page alone: the shop's address takes what it is sent and loses its answer.
  front.answerWith(() => 'cut')
  await profile.setOffline(false)
  await page.reload()
  await page.waitForLoadState('networkidle')
  for (let i = 0; i < 3; i++) await pass(page, 4_000)
  assert.ok(front.collected().length > 0, 'Nothing was tried again after the reload.')
  front.answerWith(() => ({ status: 204 }))
  await until(async () => {
    await page.clock.runFor(30_000)
    assert.deepEqual(await page.evaluate(() => localStorage.getItem('toile.queue')), null)
  }, 10_000)
  const taken = new Set<string>()
  for (const { id } of arrivedAt(front)) taken.add(id)
  assert.deepEqual([...taken].sort(), [...made].sort())
  const before = front.collected().length
  await pass(page, 60_000)
  assert.equal(front.collected().length, before, 'What has arrived is sent again.')
  await close()
}

/** Chance as the proof wants it, in `window.chance`. */
const pinnedChance: Prepare = () => {
  const { random } = Math
  Math.random = () => (window as { chance?: number }).chance ?? random()
}

/** Eight tries at a failing shop, with pauses of that many seconds, then no more. */
async function triesWithPauses(room: Room, { page }: Visit, chance: number, pauses: readonly number[]): Promise<void> {
  const { front } = room
  await page.evaluate((chance) => void Object.assign(window, { chance }), chance)
  front.answerWith(() => ({ status: 500 }))
  const before = front.collected().length
  const tries = () => front.collected().length - before
  await pick(page)
  await pass(page, 1_100)
  for (const [at, seconds] of pauses.entries()) {
    await pass(page, seconds * 1_000 - 100)
    assert.equal(tries(), at + 1, `Asked again within ${seconds} s.`)
    await pass(page, 200)
    await until(() => assert.equal(tries(), at + 2, `Not asked again after ${seconds} s.`))
  }
  for (let at = 0; at < 4; at++) await pass(page, 300_000)
  assert.equal(tries(), pauses.length + 1)
}

async function growingPauses(room: Room): Promise<void> {
  const opened = await sharing(room, [pinnedChance])
  await triesWithPauses(room, opened, 0.9999, [1, 2, 4, 8, 16, 32, 64])
  await triesWithPauses(room, opened, 0.5, [0.5, 1, 2, 4, 8, 16, 32])
  await opened.close()
}

async function refusedForGood(room: Room): Promise<void> {
  const { front } = room
  const { page, close } = await sharing(room)
  for (const status of [400, 401, 403, 404, 410, 422]) {
    front.answerWith(() => ({ status }))
    const before = front.collected().length
    await pick(page)
    await pass(page, 1_100)
    await pass(page, 600_000)
    assert.equal(front.collected().length - before, 1, String(status))
  }
  await close()
}

async function retryAfterObeyed(room: Room): Promise<void> {
  const { front } = room
  const { page, close } = await sharing(room)
  for (const status of [429, 503]) {
    const after = status === 429 ? '120' : new Date((await timeOf(page)) + 121_000).toUTCString()
    front.answerWith((_, index) => (index === 0 ? { status, headers: { 'Retry-After': after } } : { status: 204 }))
    const before = front.collected().length
    await pick(page)
    await pass(page, 1_100)
    // Whatever else is picked meanwhile waits, too.
    await pick(page)
    await pass(page, 115_000)
    assert.equal(front.collected().length - before, 1, `${status} was asked again too early.`)
    await pass(page, 30_000)
    await until(() => assert.equal(front.collected().length - before, 2, `${status} was not asked again.`))
  }
  await close()
}

async function strangeAnswers(room: Room): Promise<void> {
  const { front } = room
  const { page, errors, close } = await sharing(room)
  const tries = async (answers: readonly Answer[]) => {
    front.answerWith((_, index) => answers[index] ?? { status: 204 })
    const before = front.collected().length
    await pick(page)
    await pick(page)
    await pass(page, 1_100)
    if (answers[0] === 'never') await pass(page, 31_000)
    for (let at = 0; at < 5; at++) await pass(page, 1_100)
    return front.collected().slice(before).map(({ body }) => (JSON.parse(body.toString()) as unknown[]).length)
  }
  const body = '<script>location = "/stolen"</script>'
  const garbage = { status: 200, headers: { 'Content-Type': 'text/html' }, body }
  assert.deepEqual(await tries([garbage]), [2], 'A garbled yes is a yes.')
  const elsewhere = { status: 307, headers: { Location: '/elsewhere' } }
  assert.deepEqual(await tries([elsewhere]), [2, 2], 'A redirect is tried again at the same address.')
  assert.deepEqual(await tries([{ status: 413 }]), [2, 1, 1], 'Too large is sent in halves.')
  assert.deepEqual(await tries(['never']), [1, 1, 1], 'What is never answered is asked again.')
  assert.equal(front.collected().some(({ isAborted }) => isAborted()), true)
  assert.deepEqual(front.arrivals.filter(({ path }) => /elsewhere|stolen/.test(path)), [])
  assert.ok(errors.every((text) => /WebGL|Failed to load resource/.test(text)), errors.join('\n'))
  await close()
}

export const NETWORK: readonly Proof[] = [
  {
    bar: 5,
    promise: 'picked offline, reloaded, online again: a shop that drops doubles has each event once',
    prove: eachOnce,
  },
  { bar: 5, promise: 'a failing shop is asked eight times at growing, jittered pauses', prove: growingPauses },
  { bar: 5, promise: 'what the shop refuses is never sent again', prove: refusedForGood },
  { bar: 5, promise: 'a shop that names a pause is left alone until it is over', prove: retryAfterObeyed },
  {
    bar: 5,
    promise: 'a redirect is not followed, what is too large is halved, garbage is a yes, silence is a no',
    prove: strangeAnswers,
  },
]
