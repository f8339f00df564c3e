import { describe, expect, it } from 'vitest'
import { EVERY, hear, NOBODY } from './said.ts'

type Callback = (event: unknown, success: boolean) => void

/** A consent tool as IAB GPP 1.1 describes it. */
function cmp(ping: object) {
  const listeners = new Map<number, Callback>()
  const __gpp = (command: string, callback: Callback, id?: number) => {
    if (command === 'removeEventListener')
      return callback({ eventName: 'listenerRemoved', data: listeners.delete(id!) }, true)
    const listenerId = listeners.size + 1
    listeners.set(listenerId, callback)
    callback({ eventName: 'listenerRegistered', listenerId, data: true, pingData: ping }, true)
  }
  const tell = (eventName: string, data: unknown, next: object) => {
    for (const [listenerId, listener] of listeners) listener({ eventName, listenerId, data, pingData: next }, true)
  }
  return { __gpp, tell, listeners }
}

const ping = (applicableSections: unknown, parsedSections: object = {}, over: object = {}) => ({
  gppVersion: '1.1',
  cmpStatus: 'loaded',
  cmpDisplayStatus: 'hidden',
  signalStatus: 'ready',
  sectionList: [],
  applicableSections,
  gppString: '',
  parsedSections,
  ...over,
})

const heard = (...args: Parameters<typeof ping>) => hear('gpp', cmp(ping(...args))).allowed()

const usnat = (over: object = {}) => ({
  Version: 1,
  SaleOptOut: 2,
  SharingOptOut: 2,
  TargetedAdvertisingOptOut: 2,
  SensitiveDataProcessing: [0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0],
  KnownChildSensitiveDataConsents: [0, 0],
  PersonalDataConsents: 2,
  ...over,
})

describe('the source of IAB GPP', () => {
  it('has nothing against anything where nobody opted out, or no section applies', () => {
    expect(heard([7], { usnat: usnat() })).toEqual(EVERY)
    expect(heard([-1])).toEqual(EVERY)
  })

  it.each([
    ['SaleOptOut', 1],
    ['SharingOptOut', 1],
    ['TargetedAdvertisingOptOut', 1],
    ['PersonalDataConsents', 1],
    ['AdditionalDataProcessingConsent', 1],
    ['KnownChildSensitiveDataConsents', [0, 1]],
    ['KnownChildSensitiveDataConsents', 1],
    ['Gpc', true],
    ['Gpc', 1],
  ])('denies everything with %s %j', (field, value) => {
    expect(heard([7], { usnat: usnat({ [field]: value }) })).toEqual(NOBODY)
    // The same in a segment of its own.
    expect(heard([7], { usnat: [usnat(), { SubsectionType: 1, [field]: value }] })).toEqual(NOBODY)
  })

  it('denies measurements where the visitor limited what is sensitive', () => {
    expect(heard([8], { usca: usnat({ SensitiveDataProcessing: [0, 1] }) })).toEqual(['preferences', 'insight'])
  })

  it.each([
    [6, 'uspv1'],
    [7, 'usnat'],
    [8, 'usca'],
    [9, 'usva'],
    [10, 'usco'],
    [11, 'usut'],
    [12, 'usct'],
    [13, 'usfl'],
    [14, 'usmt'],
    [15, 'usor'],
    [16, 'ustx'],
    [17, 'usde'],
    [18, 'usia'],
    [19, 'usne'],
    [20, 'usnh'],
    [21, 'usnj'],
    [22, 'ustn'],
    [23, 'usmn'],
    [24, 'usmd'],
    [25, 'usin'],
    [26, 'usky'],
    [27, 'usri'],
  ])('lets an opt-out in section %i, %s, win over one that has none', (id, prefix) => {
    const optedOut = prefix === 'uspv1' ? '1YYN' : usnat({ SaleOptOut: 1 })
    const fine = prefix === 'uspv1' ? '1YNN' : usnat()
    const other = id === 7 ? 8 : 7
    const sections = { [other === 7 ? 'usnat' : 'usca']: usnat() }
    expect(heard([other, id], { ...sections, [prefix]: fine })).toEqual(EVERY)
    expect(heard([other, id], { ...sections, [prefix]: optedOut })).toEqual(NOBODY)
    expect(heard([id, other], { ...sections, [prefix]: optedOut })).toEqual(NOBODY)
  })

  it('asks no section that does not apply', () => {
    expect(heard([7], { usnat: usnat(), usca: usnat({ SaleOptOut: 1 }) })).toEqual(EVERY)
  })

  it('reads the sections of Europe and Canada as the framework they come from', () => {
    const consents = (...purposes: number[]) => Array.from({ length: 24 }, (_, index) => purposes.includes(index + 1))
    const core = { Version: 2, PurposeConsents: consents(1, 5, 6), VendorConsents: [2, 755] }
    expect(heard([2], { tcfeuv2: core })).toEqual(['preferences', 'measurements'])
    expect(heard([2], { tcfeuv2: [core, { SegmentType: 3 }] })).toEqual(['preferences', 'measurements'])
    const canada = { PurposesExpressConsent: consents(8, 9, 10), PurposesImpliedConsent: consents(1, 5, 6) }
    expect(heard([5], { tcfcav1: canada })).toEqual(['insight'])

    const named = (vendor: number, section: object) =>
      hear('gpp', cmp(ping([2], { tcfeuv2: section })), vendor).allowed()
    expect(named(755, core)).toEqual(['preferences', 'measurements'])
    expect(named(756, core)).toEqual(NOBODY)
    expect(named(755, { ...core, VendorConsents: undefined })).toEqual(NOBODY)
  })

  it.each([
    ['that is not ready', ping([7], { usnat: usnat() }, { signalStatus: 'not ready' })],
    ['that is loading', ping([7], { usnat: usnat() }, { cmpStatus: 'loading' })],
    ['that failed', ping([7], { usnat: usnat() }, { cmpStatus: 'error' })],
    ['that does not know yet what applies', ping([0])],
    ['that says nothing of what applies', ping([])],
    ['that says it in another type', ping('7', { usnat: usnat() })],
    ['with a section nobody knows', ping([7, 99], { usnat: usnat() })],
    ['without the section that applies', ping([7], { usca: usnat() })],
    ['with a section in another type', ping([7], { usnat: 'BVVVVVVVVmA.YA' })],
    ['with an opt-out in another type', ping([7], { usnat: usnat({ SaleOptOut: '2' }) })],
    ['with an opt-out of a value to come', ping([7], { usnat: usnat({ SaleOptOut: 3 }) })],
    ['with old notes in another shape', ping([6], { uspv1: '1YN' })],
  ])('denies everything to a tool %s', (_, pingData) => {
    expect(hear('gpp', cmp(pingData)).allowed()).toEqual(NOBODY)
  })

  it('follows a change of a section once the tool is ready again, and denies meanwhile', () => {
    const tool = cmp(ping([7], { usnat: usnat() }))
    const said = hear('gpp', tool)
    const after = { usnat: usnat({ SaleOptOut: 1 }) }
    tool.tell('signalStatus', 'not ready', ping([7], { usnat: usnat() }, { signalStatus: 'not ready' }))
    expect(said.allowed()).toEqual(NOBODY)
    tool.tell('sectionChange', 'usnat', ping([7], after, { signalStatus: 'not ready' }))
    tool.tell('signalStatus', 'ready', ping([7], after))
    expect(said.allowed()).toEqual(NOBODY)
    tool.tell('signalStatus', 'ready', ping([7], { usnat: usnat() }))
    expect(said.allowed()).toEqual(EVERY)
    said.stop()
    expect(tool.listeners.size).toBe(0)
  })

  it('denies where a tool throws, and says nothing of one that never answers', () => {
    const throws = () => {
      throw new Error('no')
    }
    expect(hear('gpp', { __gpp: throws }).allowed()).toEqual(NOBODY)
    expect(hear('gpp', cmp(Object.defineProperty({}, 'cmpStatus', { get: throws }))).allowed()).toEqual(NOBODY)
    expect(hear('gpp', { __gpp: () => {} }).allowed()).toBeNull()
  })
})
