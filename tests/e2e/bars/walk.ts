import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Page } from 'playwright-core'
import {
  arrivedAt,
  choose,
  heardBy,
  sayNo,
  sayYes,
  takeBack,
  timeOf,
  visit,
  type Proof,
  type Room,
  type Visit,
} from './room.ts'
import type { Prepare } from '../watchedPage.ts'
import type { Front } from '../front.ts'

/** What may happen between a customer, a browser, a network and a second tab. */
const STEPS = [
  'yes',
  'yes',
  'no',
  'pick',
  'pick',
  'pick',
  'signal',
  'offline',
  'failing',
  'silent',
  'half a year',
  'wiped',
  'other tab',
  'crash',
] as const
type Step = (typeof STEPS)[number]

/** What is known of the customer's yes without asking the widget. */
interface Known {
  granted: boolean
  /** Given although the browser signals. */
  despite: boolean
  signalled: boolean
  isOffline: boolean
}

const mayLeave = ({ granted, despite, signalled }: Known): boolean => granted && (despite || !signalled)

/** The signal outlives a reload in the tab's own name. */
const signalling: Prepare = () =>
  Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => window.name === 'signal' })

const SEED = 20261122
const LENGTH = 30

async function randomWalk(room: Room): Promise<void> {
  const steps = fc.array(fc.constantFrom(...STEPS), { minLength: LENGTH, maxLength: LENGTH })
  await fc.assert(
    // A walk that never says yes would prove nothing.
    fc.asyncProperty(steps, (walk) => walked(room, ['pick', 'yes', ...walk])),
    { numRuns: 1, seed: SEED, endOnFailure: true }
  )
}

async function walked(room: Room, walk: readonly Step[]): Promise<void> {
  const { front } = room
  front.reset()
  const visiting = { host: 'events="/collect"', clock: '2026-11-23T10:00:00Z', prepare: [signalling] }
  const visited = await visit(room, visiting)
  // Nothing rings but where the walk lets time pass: what leaves in a step has left because of it.
  await visited.page.clock.pauseAt((await timeOf(visited.page)) + 1_000)
  const known: Known = { granted: false, despite: false, signalled: false, isOffline: false }
  let told = 0
  for (const [at, step] of walk.entries()) {
    const before = mayLeave(known)
    const since = { told: await tellings(visited.page), arrived: arrivedAt(front).length }
    const isReload = await take(step, visited, front, known, at)
    await visited.page.clock.runFor(1_200)
    await new Promise((settle) => setTimeout(settle, 30))
    const heard = (await tellings(visited.page)) - (isReload ? 0 : since.told)
    const arrived = arrivedAt(front).length - since.arrived
    told += heard
    const where = `${walk.slice(0, at + 1).join(', ')}: ${heard} told, ${arrived} arrived`
    // What changes to a no in a step may only have left before the change; what changes to a yes, after it.
    if (!before && !mayLeave(known)) assert.deepEqual([heard, arrived], [0, 0], where)
    if (before && !mayLeave(known)) assert.deepEqual([heard, arrived], [0, 0], `Left after a no. ${where}`)
  }
  assert.ok(told > 2, 'Nothing ever left: the walk proves nothing.')
  await visited.close()
}

const tellings = async (page: Page): Promise<number> => (await heardBy(page)).length

const CHOICES = ['copper', 'brass', 'nickel', 'black']

/** @returns whether the page is a new one now. */
async function take(step: Step, visited: Visit, front: Front, known: Known, at: number): Promise<boolean> {
  const { page, profile } = visited
  if (step === 'pick') await choose(page, 'hardware', CHOICES[at % CHOICES.length]!)
  if (step === 'yes' && !mayLeave(known) && !(known.granted && known.signalled)) {
    await sayYes(page)
    Object.assign(known, { granted: true, despite: known.signalled })
  }
  if (step === 'no') {
    if (known.granted) await takeBack(page)
    else await sayNo(page)
    known.granted = false
  }
  if (step === 'signal') {
    known.signalled = !known.signalled
    await page.evaluate((isOn) => void (window.name = isOn ? 'signal' : ''), known.signalled)
  }
  if (step === 'offline') {
    known.isOffline = !known.isOffline
    await profile.setOffline(known.isOffline)
  }
  if (step === 'failing') front.answerWith((_, index) => ({ status: index % 2 === 0 ? 500 : 204 }))
  if (step === 'silent') front.answerWith((_, index) => (index === 0 ? 'never' : { status: 204 }))
  if (step === 'half a year') {
    await page.clock.fastForward(186 * 86_400_000)
    known.granted = false
  }
  if (step === 'wiped') {
    await page.evaluate(() => localStorage.clear())
    known.granted = false
  }
  if (step === 'other tab' && known.granted) {
    await elsewhere(page)
    known.granted = false
  }
  if (step !== 'crash' || known.isOffline) return false
  await page.reload()
  await page.waitForLoadState('networkidle')
  return true
}

/** As another tab does it: what it stored is there, and the browser tells. */
async function elsewhere(page: Page): Promise<void> {
  await page.evaluate(() => {
    const answers = JSON.parse(localStorage.getItem('toile.consent') ?? '{}') as Record<string, object>
    const newValue = JSON.stringify({ ...answers, preferences: { ...answers['preferences'], answer: 'withdrawn' } })
    localStorage.setItem('toile.consent', newValue)
    dispatchEvent(new StorageEvent('storage', { key: 'toile.consent', newValue, storageArea: localStorage }))
  })
}

export const WALK: readonly Proof[] = [
  {
    bar: 8,
    promise:
      `${LENGTH} random steps of yes, no, signal, offline, half a year, second tab and crash: ` +
      'what is sent was granted when sent',
    prove: randomWalk,
  },
]
