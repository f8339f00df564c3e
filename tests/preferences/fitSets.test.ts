import { describe, expect, it } from 'vitest'
import type { KeyValue, SaidOfBody } from '../../src/design/index.ts'
import { createDesign } from '../../src/design/index.ts'
import { createFitSets, createGate, FIRST_SET, fitProfileOf, type Gate } from '../../src/preferences/index.ts'
import { desk } from '../fixtures/desk.ts'

const body = (measurements: Readonly<Record<string, number>>, rest: Partial<SaidOfBody> = {}): SaidOfBody => ({
  measurements,
  size: null,
  garment: null,
  survey: null,
  ...rest,
})

const ANNA = body({ stature: 16800, waistGirth: 7400, hipGirth: 9900 }, { survey: 'women' })

function annasSets() {
  const sets = createFitSets()
  sets.tell(FIRST_SET, ANNA)
  const heels = sets.add('With heels', FIRST_SET)!
  sets.tell(heels, { ...ANNA, measurements: { ...ANNA.measurements, stature: 17600 } })
  return { sets, heels }
}

describe('named sets of measurements', () => {
  it('store only what differs from the set they were made from', () => {
    const { sets, heels } = annasSets()
    expect(sets.stored().sets).toEqual([
      { id: FIRST_SET, name: '', on: null, measurements: ANNA.measurements, survey: 'women' },
      { id: heels, name: 'With heels', on: FIRST_SET, measurements: { stature: 17600 } },
    ])
    expect(sets.bodyOf(heels)).toEqual(
      body({ stature: 17600, waistGirth: 7400, hipGirth: 9900 }, { survey: 'women' })
    )
  })

  it('follow the first where they say nothing themselves', () => {
    const { sets, heels } = annasSets()
    sets.tell(FIRST_SET, { ...ANNA, measurements: { stature: 16700, waistGirth: 7600 } })
    expect(sets.bodyOf(heels).measurements).toEqual({ waistGirth: 7600, stature: 17600 })
  })

  it('can do without a measurement that the first has', () => {
    const { sets, heels } = annasSets()
    sets.tell(heels, { ...ANNA, measurements: { stature: 17600, waistGirth: 7400 } })
    expect(sets.bodyOf(heels).measurements).toEqual({ waistGirth: 7400, stature: 17600 })
    expect(sets.stored().sets[1]!.measurements).toEqual({ stature: 17600, hipGirth: null })
  })

  it('of another person take over nothing, now or later', () => {
    const { sets } = annasSets()
    const ben = sets.add('Ben', null)!
    expect(sets.bodyOf(ben)).toEqual(body({}))
    sets.tell(FIRST_SET, { ...ANNA, measurements: { ...ANNA.measurements, thighGirth: 5800 } })
    expect(sets.bodyOf(ben).measurements).toEqual({})
  })

  it('stand by themselves once the set they differed from is removed, which may come back', () => {
    const { sets, heels } = annasSets()
    const dance = sets.add('Dancing', heels)!
    const before = sets.bodyOf(dance)
    sets.remove(heels)
    expect(sets.all().map(({ name }) => name)).toEqual(['', 'Dancing'])
    expect(sets.bodyOf(dance)).toEqual(before)
    sets.tell(heels, body({ stature: 17500 }))
    expect(sets.all().map(({ name }) => name)).toEqual(['', 'Dancing', 'With heels'])
  })

  it('keep the first, whatever is removed', () => {
    const { sets } = annasSets()
    sets.remove(FIRST_SET)
    expect(sets.bodyOf(FIRST_SET)).toEqual(ANNA)
  })

  it('have names on one line, of a length that can be shown', () => {
    const { sets, heels } = annasSets()
    sets.rename(heels, `  at\n\u202Ethe   ball ${'x'.repeat(99)}`)
    expect(sets.all()[1]!.name).toBe(`at the ball ${'x'.repeat(28)}`)
  })

  it('come back as they were stored, and nothing else does', () => {
    const { sets, heels } = annasSets()
    const stored: unknown = JSON.parse(JSON.stringify(sets.stored()))
    const back = createFitSets()
    expect(back.restore(stored)).toBe(true)
    expect(back.bodyOf(heels)).toEqual(sets.bodyOf(heels))
    expect(back.add('More', null)).not.toBe(heels)

    const spoilt: readonly unknown[] = [
      null,
      [],
      { format: 'toile.fit/0', sets: [] },
      { format: 'toile.fit/1', sets: [] },
      ...[
        [{ id: 'set-2', name: '', on: null, measurements: {} }],
        [{ id: 'first', name: '', on: 'first', measurements: {} }],
        [{ id: 'first', name: '', on: null, measurements: { stature: 'tall' } }],
        [{ id: 'first', name: '', on: null, measurements: { stature: -3 } }],
        [{ id: 'first', name: '', on: null, measurements: { 'not a name': 3 } }],
        [{ id: 'first', name: '', on: null, measurements: {}, survey: 'cats' }],
        [
          { id: 'first', name: '', on: null, measurements: {} },
          { id: 'set-2', name: '', on: 'set-3', measurements: {} },
        ],
        Array.from({ length: 99 }, (_, at) => ({ id: at ? `set-${at}` : 'first', name: '', on: null, measurements: {} })),
      ].map((list) => ({ format: 'toile.fit/1', sets: list })),
    ]
    for (const one of spoilt) expect(back.restore(one), JSON.stringify(one)).toBe(false)
    expect(back.bodyOf(heels)).toEqual(sets.bodyOf(heels))
  })
})

/** Storage that tells what was done to it. */
function shelf(contents: Record<string, string> = {}) {
  const touched: string[] = []
  const storage: KeyValue = {
    getItem: (key) => (touched.push(`get ${key}`), contents[key] ?? null),
    setItem: (key, value) => (touched.push(`set ${key}`), void (contents[key] = value)),
    removeItem: (key) => (touched.push(`remove ${key}`), void delete contents[key]),
  }
  return { storage: () => storage, contents, touched }
}

const ACT = new Event('click')

function visit({ storage }: Pick<ReturnType<typeof shelf>, 'storage'>, { remembers = shelf() } = {}) {
  const design = createDesign(desk(), { language: 'en', currency: 'EUR', unit: 'cm' })
  const gate: Gate = createGate({
    template: design.template,
    sinks: [],
    storage: remembers.storage,
    signal: () => false,
    isAct: () => true,
  })
  const profile = fitProfileOf(gate, design, { storage })
  return { design, gate, profile, remembers }
}

describe('the profile of a customer', () => {
  it('touches no storage before the person says yes, whatever is typed', () => {
    const kept = shelf()
    const { design, profile } = visit(kept)
    design.measure({ stature: 16800 })
    profile.add('With heels', 'this')
    design.measure({ stature: 17600 })
    expect(kept.touched).toEqual([])
  })

  it('changes sets in one step, and a step back never mixes them', () => {
    const { design, profile } = visit(shelf())
    design.measure({ stature: 16800, waistGirth: 7400 })
    profile.add('With heels', 'this')
    const heels = profile.current()
    design.measure({ stature: 17600 })
    profile.wear(FIRST_SET)
    expect(design.decisions().measurements).toEqual({ stature: 16800, waistGirth: 7400 })
    design.measure({ waistGirth: 7500 })

    const worn = () => [profile.current(), design.decisions().measurements['stature']]
    const steps: unknown[] = [worn()]
    while (design.undo()) {
      steps.push(worn())
      expect(profile.sets.bodyOf(profile.current()).measurements).toEqual(design.decisions().measurements)
    }
    expect(steps).toEqual([
      [FIRST_SET, 16800],
      [FIRST_SET, 16800],
      [heels, 17600],
      [heels, 16800],
      [FIRST_SET, 16800],
      [FIRST_SET, undefined],
    ])
    while (design.redo());
    expect(profile.sets.bodyOf(FIRST_SET).measurements).toEqual({ stature: 16800, waistGirth: 7500 })
    expect(profile.sets.bodyOf(heels).measurements).toEqual({ waistGirth: 7500, stature: 17600 })
  })

  it('leaves a set that is removed while it is worn, and undo brings it back', () => {
    const { design, profile } = visit(shelf())
    design.measure({ stature: 16800 })
    profile.add('Ben', 'nobody')
    design.measure({ stature: 18400 })
    profile.remove(profile.current())
    expect(profile.current()).toBe(FIRST_SET)
    expect(design.decisions().measurements).toEqual({ stature: 16800 })
    design.undo()
    expect(profile.sets.all().map(({ name }) => name)).toEqual(['', 'Ben'])
    expect(design.decisions().measurements).toEqual({ stature: 18400 })
  })

  it('is kept on this device from a yes until it is taken back', () => {
    const kept = shelf()
    const { design, gate, remembers } = visit(kept)
    design.measure({ stature: 16800 })
    gate.grant('measurements', ACT)
    design.measure({ waistGirth: 7400 })

    const next = visit(kept, { remembers })
    expect(next.design.decisions().measurements).toEqual({ stature: 16800, waistGirth: 7400 })
    expect(next.design.canUndo()).toBe(false)
    next.gate.withdraw('measurements', ACT)
    expect(kept.contents).toEqual({})
    next.design.measure({ waistGirth: 7500 })
    expect(kept.contents).toEqual({})
    expect(visit(kept, { remembers }).design.decisions().measurements).toEqual({})
  })

  it('is removed where the yes has ended, without being read', () => {
    const kept = shelf({ 'toile.fit': 'anything' })
    const remembers = shelf({ 'toile.consent': '{"measurements":{"answer":"granted","on":"2026-01-01"}}' })
    visit(kept, { remembers })
    expect(kept.touched).toEqual(['remove toile.fit'])
  })

  it('is not written again by a tab that did not hear of the no', () => {
    const kept = shelf()
    const { design, gate } = visit(kept)
    gate.grant('measurements', ACT)
    delete kept.contents['toile.fit']
    design.measure({ stature: 16800 })
    expect(kept.contents).toEqual({})
  })

  it('lets what was typed before it came stand', () => {
    const kept = shelf()
    const first = visit(kept)
    first.design.measure({ stature: 16800, waistGirth: 7400 })
    first.gate.grant('measurements', ACT)

    const design = createDesign(desk(), { language: 'en', currency: 'EUR', unit: 'cm' })
    design.measure({ stature: 17000 })
    const gate = createGate({ template: design.template, sinks: [], storage: first.remembers.storage, signal: () => false })
    const profile = fitProfileOf(gate, design, { storage: kept.storage })
    expect(design.decisions().measurements).toEqual({ stature: 17000 })
    expect(profile.sets.bodyOf(FIRST_SET).measurements).toEqual({ stature: 17000 })
  })

  it('keeps a size that this product’s table does not have', () => {
    const kept = shelf()
    const { design, gate, profile, remembers } = visit(kept)
    profile.sets.tell(FIRST_SET, body({}, { size: { system: 'EU women', label: '38' } }))
    gate.grant('measurements', ACT)
    const next = visit(kept, { remembers })
    next.design.measure({ stature: 16800 })
    expect(next.profile.sets.bodyOf(FIRST_SET)).toEqual(
      body({ stature: 16800 }, { size: { system: 'EU women', label: '38' } })
    )
    expect(design.decisions().size).toBeNull()
  })

  it('answers about measurements alone: a no here does not close what was agreed to there', () => {
    const { gate } = visit(shelf())
    gate.grant('preferences', ACT)
    gate.deny('measurements', ACT)
    expect(gate.isOpen('preferences')).toBe(true)
    expect(gate.state('measurements')).toBe('denied')
  })
})
