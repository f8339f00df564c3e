import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { ToileConfiguratorElement } from '../../../src/embed/element.ts'
import { ledgerOf, type Entry } from './ledger.ts'
import { arrivedAt, choose, heardBy, sayYes, takeBack, until, visit, type Proof, type Room } from './room.ts'

const HOST = 'events="/collect"'

interface Answers {
  readonly purposes: { readonly preferences: string }
}

/** What the page was last told of the customer's answer. */
async function stateIn(page: Page): Promise<unknown> {
  const { entries } = await ledgerOf(page)
  const told = entries.findLast((entry) => isAnswer(entry)) as { readonly detail: Answers } | undefined
  return told?.detail.purposes.preferences
}

const isAnswer = (entry: Entry): boolean => entry.did === 'tell' && entry.name === 'toile-consent'

async function secondTabStops(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const first = await visit(room, { host: HOST })
  const second = await visit(room, { host: HOST, profile: first.profile })
  await sayYes(first.page)
  await until(async () => assert.equal(await stateIn(second.page), 'granted'))
  await choose(second.page, 'leg', 'wide')
  const heard = (await heardBy(second.page)).length
  assert.ok(heard > 0)
  await takeBack(first.page)
  await until(async () => assert.equal(await stateIn(second.page), 'withdrawn'))
  // Both tabs have the machine's own clock.
  const acted = (await ledgerOf(first.page)).entries.findLast(({ did }) => did === 'act')
  const heardOf = (await ledgerOf(second.page)).entries.findLast((entry) => isAnswer(entry))
  const took = (heardOf as { at: number }).at - (acted as { at: number }).at
  assert.ok(took >= 0 && took < 1_000, `It took ${took} ms.`)
  const arrived = arrivedAt(front).length
  await choose(second.page, 'leg', 'bootcut')
  await second.page.waitForTimeout(1_300)
  assert.equal((await heardBy(second.page)).length, heard)
  assert.equal(arrivedAt(front).length, arrived)
  await first.close()
}

async function strangerTabCloses(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const first = await visit(room, { host: HOST })
  await sayYes(first.page)
  const second = await visit(room, { profile: first.profile, path: '/swimsuits' })
  const started = Date.now()
  await second.page.evaluate(() => new BroadcastChannel('toile.consent').postMessage({ format: 'toile.consent/9' }))
  await until(async () => assert.notEqual(await stateIn(first.page), 'granted'))
  assert.ok(Date.now() - started < 1_000)
  const heard = (await heardBy(first.page)).length
  await choose(first.page, 'leg', 'wide')
  assert.equal((await heardBy(first.page)).length, heard)
  // And no message opens anything: not one that names nothing closed, nor one in another's words.
  await second.page.evaluate(() => {
    const channel = new BroadcastChannel('toile.consent')
    channel.postMessage({ format: 'toile.consent/1', closed: [] })
    channel.postMessage({ format: 'toile.consent/1', opened: ['preferences'], granted: true })
  })
  await second.page.waitForTimeout(200)
  await choose(first.page, 'leg', 'bootcut')
  assert.equal((await heardBy(first.page)).length, heard)
  await first.close()
}

async function secondElementStops(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const { page, close } = await visit(room, { host: HOST })
  await page.evaluate(async () => {
    const element = document.createElement('toile-configurator') as ToileConfiguratorElement
    element.setAttribute('template', '/models/jeans/template.json')
    element.setAttribute('events', '/collect')
    element.id = 'second'
    document.querySelector('main')!.append(element)
    await element.ready
  })
  await page.waitForLoadState('networkidle')
  await sayYes(page)
  const chooseInSecond = (choice: string) =>
    page.evaluate((choice) => {
      const second = document.querySelector('#second') as ToileConfiguratorElement
      second.choose('leg', choice)
    }, choice)
  const choices = async () =>
    (await heardBy(page)).flatMap(({ type, data }) => (type.includes('choice.made') ? [data['choice']] : []))
  await until(async () => {
    await chooseInSecond('wide')
    await chooseInSecond('tapered')
    assert.ok((await choices()).includes('tapered'))
  }, 1_500)
  await takeBack(page)
  const before = await choices()
  await chooseInSecond('bootcut')
  await page.waitForTimeout(100)
  assert.deepEqual(await choices(), before)
  await close()
}

export const TABS: readonly Proof[] = [
  { bar: 7, promise: 'taken back in one tab, the other has stopped within a second', prove: secondTabStops },
  { bar: 7, promise: 'a tab of another version can only close, never open', prove: strangerTabCloses },
  { bar: 7, promise: 'taken back in one widget, the other on the page has stopped at once', prove: secondElementStops },
]
