import assert from 'node:assert/strict'
import type { ToileConfiguratorElement } from '../../../src/embed/element.ts'
import { arrivedAt, choose, heardBy, sayYes, visit, type Proof, type Room } from './room.ts'
import type { Prepare } from '../watchedPage.ts'

const CLOCK = '2026-11-23T10:00:00Z'

/** A TCF tool as broken tools are; each looks as if it said yes as far as it goes. */
const BROKEN_TOOLS: Readonly<Record<string, Prepare>> = {
  throws: () => {
    Object.assign(window, {
      __tcfapi: () => {
        throw new Error('The consent tool is broken.')
      },
    })
  },
  hangs: () => {
    Object.assign(window, { __tcfapi: () => undefined })
  },
  lies: () => {
    Object.assign(window, {
      __tcfapi: (_command: string, _version: number, hear: (data: unknown, success: unknown) => void) =>
        hear({ eventStatus: 'tcloaded', gdprApplies: 'no', purpose: { consents: 'all' }, vendor: true }, 'true'),
    })
  },
  'is no function': () => {
    Object.assign(window, { __tcfapi: { purposes: 'granted' } })
  },
  'is not there': () => undefined,
}

/** The customer's own yes is remembered, so that nothing but the tool can hold it back. */
async function brokenToolsDeny(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const first = await visit(room)
  await sayYes(first.page)
  for (const [how, prepare] of Object.entries(BROKEN_TOOLS)) {
    const tab = await visit(room, {
      profile: first.profile,
      host: 'events="/collect" consent="tcf"',
      prepare: [prepare],
      clock: CLOCK,
    })
    await choose(tab.page, 'leg', 'wide')
    // Past its two seconds, and past any try to send.
    await tab.page.clock.runFor(4_000)
    await choose(tab.page, 'hardware', 'brass')
    await tab.page.clock.runFor(2_000)
    assert.deepEqual(await heardBy(tab.page), [], `A tool that ${how} opened the gate.`)
    await tab.page.close()
  }
  assert.deepEqual(arrivedAt(front), [])
  await first.close()
}

/** Sources as a host hands them over; the last one keeps the contract, and shows that the others could have opened. */
async function lyingSourcesDeny(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const { page, close } = await visit(room, { clock: CLOCK })
  await sayYes(page)
  await page.evaluate(() => {
    const PURPOSES = ['preferences', 'insight', 'measurements', 'contact', 'publish']
    const all = (said: unknown) => Object.fromEntries(PURPOSES.map((purpose) => [purpose, said]))
    type Say = (said: unknown) => void
    const sources: Readonly<Record<string, unknown>> = {
      nothing: { name: 'custom' },
      'a text': 'granted',
      throwing: {
        name: 'custom',
        watch() {
          throw new Error('broken')
        },
      },
      rejecting: { name: 'custom', watch: async () => Promise.reject(new Error('broken')) },
      silent: { name: 'custom', watch: () => () => undefined },
      'saying true': { name: 'custom', watch: (say: Say) => say(true) },
      'saying granted': { name: 'custom', watch: (say: Say) => say(all('granted')) },
      'saying half': { name: 'custom', watch: (say: Say) => say({ preferences: 'allowed' }) },
      'with inherited words': { name: 'custom', watch: (say: Say) => say(Object.create(all('allowed'))) },
      'with a record of nothing': { name: 'custom', watch: (say: Say) => say(all({ id: '', on: 'today', words: '' })) },
      'throwing as it is read': {
        name: 'custom',
        watch: (say: Say) =>
          say(
            new Proxy(all('allowed'), {
              getOwnPropertyDescriptor() {
                throw new Error('broken')
              },
            })
          ),
      },
      honest: {
        name: 'custom',
        watch(say: Say) {
          say(all('allowed'))
          return () => undefined
        },
      },
    }
    const main = document.querySelector('main')!
    main.replaceChildren()
    for (const [name, source] of Object.entries(sources)) {
      const element = document.createElement('toile-configurator') as ToileConfiguratorElement
      element.setAttribute('template', '/models/jeans/template.json')
      element.setAttribute('events', '/collect')
      element.title = name
      Reflect.set(element, 'consentSource', source)
      main.append(element)
    }
  })
  const elements = 'toile-configurator'
  await page.evaluate(
    (elements) =>
      Promise.all([...document.querySelectorAll(elements)].map((one) => (one as ToileConfiguratorElement).ready)),
    elements
  )
  // The gates come after the controls.
  await page.waitForLoadState('networkidle')
  await page.clock.runFor(4_000)
  const opened = await page.evaluate(async (elements) => {
    const found: string[] = []
    for (const element of document.querySelectorAll<ToileConfiguratorElement>(elements)) {
      element.addEventListener('toile-preference', () => found.push(element.title))
      element.choose('leg', 'wide')
    }
    await Promise.resolve()
    return found
  }, elements)
  assert.deepEqual(opened, ['honest'])
  await close()
}

async function lateToolDenies(room: Room): Promise<void> {
  const { front } = room
  front.reset()
  const first = await visit(room)
  await sayYes(first.page)
  const tab = await visit(room, { profile: first.profile, host: 'events="/collect" consent="tcf"', clock: CLOCK })
  await choose(tab.page, 'leg', 'wide')
  await tab.page.clock.runFor(10_000)
  await tab.page.evaluate(() => {
    const purposes = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [at + 1, true]))
    Object.assign(window, {
      __tcfapi: (_command: string, _version: number, hear: (data: unknown, success: boolean) => void) =>
        hear({ eventStatus: 'cmpuishown', gdprApplies: true, listenerId: 1, purpose: { consents: purposes } }, true),
    })
  })
  // It is there, but nobody has answered it yet.
  await tab.page.clock.runFor(10_000)
  await choose(tab.page, 'hardware', 'brass')
  await tab.page.clock.runFor(2_000)
  assert.deepEqual(await heardBy(tab.page), [])
  assert.deepEqual(arrivedAt(front), [])
  await first.close()
}

export const ADAPTERS: readonly Proof[] = [
  {
    bar: 2,
    promise: 'a consent tool that throws, hangs, lies, is no function or is missing denies, whatever was answered here',
    prove: brokenToolsDeny,
  },
  {
    bar: 2,
    promise: 'a host’s own source that throws, rejects, says nothing, half or something else denies; an honest one opens',
    prove: lyingSourcesDeny,
  },
  {
    bar: 2,
    promise: 'a consent tool that appears late denies before, and until somebody answered it',
    prove: lateToolDenies,
  },
]
