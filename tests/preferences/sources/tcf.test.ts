import { describe, expect, it, vi } from 'vitest'
import { EVERY, hear, NOBODY } from './said.ts'

type Callback = (tcData: unknown, success: boolean) => void

/** A consent tool as IAB TCF describes it: its listeners hear its state at once and whenever it changes. */
function cmp(first: object | null) {
  const listeners = new Map<number, Callback>()
  let state = first
  const __tcfapi = (command: string, version: number, callback: Callback, id?: number) => {
    if (version !== 2) return callback(null, false)
    if (command === 'removeEventListener') return callback(listeners.delete(id!), true)
    if (command !== 'addEventListener') return callback(null, false)
    const listenerId = listeners.size + 1
    listeners.set(listenerId, callback)
    if (state) callback({ ...state, listenerId }, true)
  }
  const tell = (next: object, success = true) => {
    state = next
    for (const [listenerId, listener] of listeners) listener({ ...next, listenerId }, success)
  }
  return { __tcfapi, tell, listeners }
}

const yesTo = (...purposes: number[]) => Object.fromEntries(purposes.map((purpose) => [purpose, true]))

const tcData = (over: object = {}) => ({
  tcfPolicyVersion: 5,
  cmpStatus: 'loaded',
  eventStatus: 'useractioncomplete',
  gdprApplies: true,
  purpose: { consents: yesTo(1, 5, 6, 8, 9, 10), legitimateInterests: {} },
  vendor: { consents: { 755: true }, legitimateInterests: {}, disclosedVendors: { 755: true } },
  publisher: { restrictions: {} },
  ...over,
})

describe('the source of IAB TCF', () => {
  it.each([
    ['tcloaded', ['preferences', 'insight', 'measurements']],
    ['useractioncomplete', ['preferences', 'insight', 'measurements']],
    ['cmpuishown', NOBODY],
    ['loading', NOBODY],
    [undefined, NOBODY],
  ])('with event status %s allows %j', (eventStatus, allowed) => {
    expect(hear('tcf', cmp(tcData({ eventStatus }))).allowed()).toEqual(allowed)
  })

  it.each([
    [[5, 6], NOBODY],
    [[1], ['measurements']],
    [[1, 5], ['measurements']],
    [[1, 5, 6], ['preferences', 'measurements']],
    [[8, 9, 10], ['insight']],
    [[8, 9], NOBODY],
    [[1, 2, 3, 4, 7], ['measurements']],
  ])('with consent to purposes %j allows %j', (purposes, allowed) => {
    const said = hear('tcf', cmp(tcData({ purpose: { consents: yesTo(...purposes) } })))
    expect(said.allowed()).toEqual(allowed)
  })

  it('takes nothing but true for consent', () => {
    for (const yes of [1, 'true', 'granted', {}, [], null])
      expect(hear('tcf', cmp(tcData({ purpose: { consents: { 1: yes, 5: yes, 6: yes } } }))).allowed()).toEqual(NOBODY)
  })

  it('takes legitimate interest for no consent', () => {
    const purpose = { consents: {}, legitimateInterests: yesTo(1, 5, 6, 8, 9, 10) }
    expect(hear('tcf', cmp(tcData({ purpose }))).allowed()).toEqual(NOBODY)
  })

  it('has nothing against anything where the law does not apply, and everything while that is open', () => {
    expect(hear('tcf', cmp(tcData({ gdprApplies: false, purpose: undefined }))).allowed()).toEqual(EVERY)
    for (const gdprApplies of [undefined, null, 0, 'false'])
      expect(hear('tcf', cmp(tcData({ gdprApplies }))).allowed()).toEqual(NOBODY)
  })

  it('asks for the vendor that a host names: consented to, and shown to the visitor since 2.3', () => {
    const withVendor = (vendor: object, tcfPolicyVersion: unknown = 5) =>
      hear('tcf', cmp(tcData({ vendor, tcfPolicyVersion })), 755).allowed()
    const all = ['preferences', 'insight', 'measurements']
    expect(withVendor({ consents: { 755: true }, disclosedVendors: { 755: true } })).toEqual(all)
    expect(withVendor({ consents: {}, disclosedVendors: { 755: true } })).toEqual(NOBODY)
    expect(withVendor({ consents: { 755: true }, disclosedVendors: {} })).toEqual(NOBODY)
    expect(withVendor({ consents: { 755: true } })).toEqual(NOBODY)
    expect(withVendor({ consents: { 755: true } }, 4)).toEqual(all)
    expect(withVendor({ consents: { 755: true } }, undefined)).toEqual(NOBODY)
    expect(withVendor({ consents: { 75: true, 7555: true } }, 4)).toEqual(NOBODY)
  })

  it.each([
    [0, ['insight']],
    [1, ['preferences', 'insight', 'measurements']],
    [2, ['insight']],
    ['1', ['insight']],
  ])('under a restriction %j of purpose 1 for the vendor allows %j', (kind, allowed) => {
    const publisher = { restrictions: { 1: { 755: kind } } }
    expect(hear('tcf', cmp(tcData({ publisher })), 755).allowed()).toEqual(allowed)
  })

  it('follows every change, and says what it says once', () => {
    const tool = cmp(tcData({ eventStatus: 'cmpuishown' }))
    const said = hear('tcf', tool)
    tool.tell(tcData())
    tool.tell(tcData())
    expect(said.allowed()).toEqual(['preferences', 'insight', 'measurements'])
    tool.tell(tcData({ purpose: { consents: {} } }))
    expect(said.allowed()).toEqual(NOBODY)
    expect(said.all).toHaveLength(3)
  })

  it('denies when the tool reports trouble', () => {
    const tool = cmp(tcData())
    const said = hear('tcf', tool)
    tool.tell(tcData(), false)
    expect(said.allowed()).toEqual(NOBODY)
  })

  it('finds a tool that comes late, and says nothing before', () => {
    vi.useFakeTimers()
    const page: { __tcfapi?: unknown } = {}
    const said = hear('tcf', page)
    vi.advanceTimersByTime(5000)
    expect(said.allowed()).toBeNull()
    page.__tcfapi = cmp(tcData()).__tcfapi
    vi.advanceTimersByTime(250)
    expect(said.allowed()).toEqual(['preferences', 'insight', 'measurements'])
  })

  it('says nothing of a tool that never answers', () => {
    expect(hear('tcf', { __tcfapi: () => {} }).allowed()).toBeNull()
    expect(hear('tcf', { __tcfapi: 'yes' }).allowed()).toBeNull()
  })

  it('denies, and stops nothing of the page, where a tool throws or its data do', () => {
    const throws = () => {
      throw new Error('no')
    }
    expect(hear('tcf', { __tcfapi: throws }).allowed()).toEqual(NOBODY)
    expect(hear('tcf', Object.defineProperty({}, '__tcfapi', { get: throws })).allowed()).toEqual(NOBODY)
    const traps = Object.defineProperty(tcData(), 'purpose', { get: throws })
    const __tcfapi = (_: string, __: number, callback: Callback) => callback(traps, true)
    expect(hear('tcf', { __tcfapi }).allowed()).toEqual(NOBODY)
  })

  it('takes back its listener when it ends, and hears no more where that fails', () => {
    const tool = cmp(tcData())
    const said = hear('tcf', tool)
    said.stop()
    expect(tool.listeners.size).toBe(0)

    let late: Callback = () => {}
    const stubborn = hear('tcf', { __tcfapi: (_: string, __: number, callback: Callback) => void (late = callback) })
    stubborn.stop()
    late(tcData(), true)
    expect(stubborn.allowed()).toBeNull()
  })
})
