import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIRST_SET, fitProfileOf, type FitSets } from '../../src/preferences/index.ts'
import { ACT, device, tab, type Device, type Tab } from './profileTab.ts'

const KEY = 'toile.fit'

const said = ({ design }: Tab) => design.decisions().measurements
const fitOf = ({ gate, design }: Tab) => fitProfileOf(gate, design)
/** By id, what lies on the device. */
function kept({ entries }: Device): Record<string, Record<string, number>> {
  const { sets } = JSON.parse(entries.get(KEY) ?? '{"sets":[]}') as Pick<ReturnType<FitSets['stored']>, 'sets'>
  return Object.fromEntries(sets.map(({ id, measurements }) => [id, measurements as Record<string, number>]))
}

/** Two tabs of one device, where Anna said yes to keeping her measurements. */
function two(before: (one: Tab) => void = () => {}): { readonly here: Device; readonly a: Tab; readonly b: Tab } {
  const here = device()
  const a = tab(here)
  a.design.measure({ stature: 16_800, waistGirth: 7400 })
  before(a)
  a.gate.grant('measurements', ACT)
  return { here, a, b: tab(here) }
}

describe('measurements in two tabs', () => {
  it('that hear each other are the same', () => {
    const { a, b } = two()
    a.design.measure({ waistGirth: 7500 })
    expect(said(b)).toEqual({ stature: 16_800, waistGirth: 7500 })
    b.design.measure({ hipGirth: 9900, stature: null })
    expect(said(a)).toEqual({ waistGirth: 7500, hipGirth: 9900 })
  })

  it('that do not hear each other: each is as it was last typed, and none comes back that was taken away', () => {
    const { here, a, b } = two()
    here.state.isSilent = true
    a.design.measure({ waistGirth: 7500, stature: null })
    b.design.measure({ hipGirth: 9900 })
    expect(kept(here)).toEqual({ [FIRST_SET]: { waistGirth: 7500, hipGirth: 9900 } })
    expect(said(b)).toEqual({ waistGirth: 7500, hipGirth: 9900 })
  })

  it('of which one removed a set: it stays away, and its measurements are never another’s', () => {
    for (const isSilent of [false, true]) {
      const { here, a, b } = two((one) => {
        fitOf(one).add('Ben', 'nobody')
        one.design.measure({ stature: 18_400 })
      })
      const ben = fitOf(a).current()
      fitOf(b).wear(ben)
      here.state.isSilent = isSilent
      fitOf(a).remove(ben)
      b.design.measure({ hipGirth: 10_400 })
      expect(Object.keys(kept(here))).toEqual([FIRST_SET])
      expect(kept(here)[FIRST_SET]).toMatchObject({ stature: 16_800, waistGirth: 7400 })
      expect(fitOf(b).sets.all()).toHaveLength(1)
      b.design.undo()
      b.design.undo()
      expect(kept(here)[FIRST_SET]).toMatchObject({ stature: 16_800, waistGirth: 7400 })
    }
  })

  it('of which both made a set: both are there', () => {
    const { here, a, b } = two()
    here.state.isSilent = true
    fitOf(a).add('With heels', 'this')
    fitOf(b).add('Ben', 'nobody')
    b.design.measure({ stature: 18_400 })
    expect(tab(here).profile.fitSets.all().map(({ name }) => name)).toEqual(['', 'With heels', 'Ben'])
  })

  it('of which one says yes while the other keeps some already: nothing of either is lost', () => {
    const here = device()
    const [a, b] = [tab(here), tab(here)]
    a.design.measure({ stature: 16_800 })
    fitOf(a).add('With heels', 'this')
    b.design.measure({ waistGirth: 7400 })
    fitOf(b).add('Dancing', 'this')
    a.gate.grant('measurements', ACT)
    b.gate.grant('measurements', ACT)
    const { fitSets } = tab(here).profile
    expect(fitSets.all().map(({ name }) => name).toSorted()).toEqual(['', 'Dancing', 'With heels'])
    expect(fitSets.bodyOf(FIRST_SET).measurements).toEqual({ waistGirth: 7400 })
  })

  it('of which one wiped them, by deleting or by hand: the other writes nothing again', () => {
    for (const isSilent of [false, true])
      for (const wipe of ['delete', 'by hand', 'no'] as const) {
        const { here, a, b } = two()
        here.state.isSilent = isSilent
        if (wipe === 'delete') a.profile.clear('fitSets')
        else if (wipe === 'no') a.gate.withdraw('measurements', ACT)
        else here.entries.delete(KEY)
        b.design.measure({ hipGirth: 9900 })
        b.gate.told('toile-change', 'page', {})
        b.design.measure({ hipGirth: 9800 })
        expect(here.entries.has(KEY), `${wipe} ${isSilent}`).toBe(false)
      }
  })

  it('deleted here, are kept again from the next that is typed here, for the yes stands', () => {
    const { here, a } = two()
    a.profile.clear('fitSets')
    expect(here.entries.has(KEY)).toBe(false)
    a.design.measure({ stature: 17_000 })
    expect(kept(here)).toEqual({ [FIRST_SET]: { stature: 17_000 } })
  })

  it('in any order of typing and removing, heard or not: the sets on the device are those nobody removed', () => {
    const act = fc.record({
      by: fc.nat(1),
      does: fc.constantFrom('type', 'type', 'add', 'remove', 'wear', 'hush', 'speak', 'undo'),
      number: fc.integer({ min: 0, max: 40 }),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        const { here, a, b } = two()
        const gone = new Set<string>()
        for (const { by, does, number } of acts) {
          const one = by === 0 ? a : b
          const fit = fitOf(one)
          const id = fit.sets.all()[number % fit.sets.all().length]!.id
          if (does === 'hush' || does === 'speak') here.state.isSilent = does === 'hush'
          else if (does === 'type') one.design.measure({ waistGirth: 7000 + number })
          else if (does === 'add') fit.add(`Set ${number}`, number % 2 ? 'this' : 'nobody')
          else if (does === 'wear') fit.wear(id)
          else if (does === 'undo') {
            one.design.undo()
            // A step back over a removal of one's own brings the set back.
            gone.delete(one.design.decisions().fitSet ?? '')
          } else if (id !== FIRST_SET) {
            fit.remove(id)
            gone.add(id)
          }
          for (const set of Object.keys(kept(here))) expect(gone.has(set)).toBe(false)
        }
      }),
      { numRuns: 60, seed: 6 }
    )
  })
})

describe('measurements to be deleted', () => {
  it('leave the first set empty, and those that differed from it as they were', () => {
    const here = device()
    const one = tab(here)
    one.design.measure({ stature: 16_800, waistGirth: 7400 })
    fitOf(one).add('With heels', 'this')
    one.design.measure({ stature: 17_600 })
    const heels = fitOf(one).current()
    one.profile.remove('fitSets', 0)
    expect(one.profile.fitSets.bodyOf(FIRST_SET).measurements).toEqual({})
    expect(one.profile.fitSets.bodyOf(heels).measurements).toEqual({ stature: 17_600, waistGirth: 7400 })
    expect(said(one)).toEqual({ stature: 17_600, waistGirth: 7400 })
    fitOf(one).wear(FIRST_SET)
    expect(said(one)).toEqual({})
  })

  it('leave the design, too, where it is for that set', () => {
    const one = tab()
    one.design.measure({ stature: 16_800 })
    one.profile.remove('fitSets', 0)
    expect(said(one)).toEqual({})
  })
})

describe('what lies in place of the measurements and is not ours', () => {
  const tall = '{"id":"first","name":"","on":null,"measurements":{"stature":"tall"}}'
  it.each([
    ['foreign', 'no JSON'],
    ['foreign', '{"format":"toile.fit/1","sets":[],"weight":70}'],
    ['foreign', `{"format":"toile.fit/1","sets":[${tall}]}`],
    ['newer', '{"format":"toile.fit/2","people":[]}'],
  ])('%s: %s is left alone, until the customer deletes it', (keeping, text) => {
    const here = device()
    const first = tab(here)
    first.gate.grant('measurements', ACT)
    here.entries.set(KEY, text)
    const one = tab(here)
    one.design.measure({ stature: 16_800 })
    expect(here.entries.get(KEY)).toBe(text)
    expect(fitOf(one).keeping()).toBe(keeping)
    expect(said(one)).toEqual({ stature: 16_800 })
    one.profile.clear('fitSets')
    one.design.measure({ stature: 16_900 })
    expect(kept(here)).toEqual({ [FIRST_SET]: { stature: 16_900 } })
  })

  it('is not overwritten by a yes given while it lies there', () => {
    const here = device(new Map([[KEY, '{"format":"toile.fit/2"}']]))
    const one = tab(here)
    one.design.measure({ stature: 16_800 })
    // Without an answer nothing is read, and nothing is removed.
    expect(here.entries.get(KEY)).toBe('{"format":"toile.fit/2"}')
    one.gate.grant('measurements', ACT)
    expect(here.entries.get(KEY)).toBe('{"format":"toile.fit/2"}')
    expect(fitOf(one).keeping()).toBe('newer')
  })
})

describe('a device that lets nobody store', () => {
  it('keeps measurements with the page, and says so', () => {
    const here = device()
    const one = tab(here)
    one.gate.grant('measurements', ACT)
    here.state.isFull = true
    one.design.measure({ stature: 16_800 })
    expect(fitOf(one).keeping()).toBe('refused')
    expect(said(one)).toEqual({ stature: 16_800 })
    here.state.isFull = false
    one.design.measure({ waistGirth: 7400 })
    expect(kept(here)).toEqual({ [FIRST_SET]: { stature: 16_800, waistGirth: 7400 } })
  })
})
