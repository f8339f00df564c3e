import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import {
  checkReceipts,
  createGate,
  createProfile,
  createSuggestions,
  linesOf,
  PROFILE_FIELDS,
  profileFile,
  releasedOf,
  type Like,
  type Profile,
  type ReleasedField,
} from '../../src/preferences/index.ts'
import { coat, coatDesign } from '../design/coat.ts'
import { ACT, device, filled, NAVY, tab, wholeOf } from './profileTab.ts'

const KEY = 'toile.profile'
const QUILTED = { template: 'coat', option: 'lining', choice: 'quilted' }

describe('the profile of a customer', () => {
  it('is in memory: nothing is stored before the customer asks for it, whatever they say', () => {
    const here = device()
    const { profile } = tab(here)
    profile.like('coat', NAVY)
    profile.giveReason('coat', 'fit')
    profile.setLearning(true)
    profile.chose('coat', 'cloth', 'wool')
    profile.dismiss(QUILTED)
    expect(here.keys()).toEqual([])
    expect(profile.keeping()).toBe('not kept')
    expect(tab(here).profile.likes()).toEqual([])
  })

  it('is kept by a person’s own act alone', () => {
    const here = device()
    const { profile } = tab(here)
    profile.like('coat', NAVY)
    expect(profile.keep({} as Event)).toBe(false)
    expect(here.keys()).toEqual([])
    expect(profile.keep(ACT)).toBe(true)
    expect(here.keys()).toEqual([KEY])
  })

  it('is not kept for a script: a made-up event, a click by a program, one that is over', () => {
    const { storage } = device().seen()
    const design = coatDesign()
    const gate = createGate({ template: design.template, sinks: [], signal: () => false })
    const profile = createProfile({ gate, design, storage })
    const acts = [new Event('click'), { isTrusted: true }, Object.create(Event.prototype) as unknown]
    for (const act of acts) expect(profile.keep(act as Event)).toBe(false)
    expect(profile.isKept()).toBe(false)
  })

  it('comes back whole where it is kept, and goes on being kept', () => {
    const here = device()
    const first = tab(here)
    filled(first)
    first.profile.keep(ACT)
    first.profile.giveReason('coat', 'price')
    const { fitSets: _, ...kept } = wholeOf(first.profile)
    const { fitSets: __, ...back } = wholeOf(tab(here).profile)
    expect(back).toEqual(kept)
    expect(back.reasons).toHaveLength(2)
  })

  it('holds what the template knows, and nothing else', () => {
    const { profile } = tab()
    profile.like('coat', { cloth: 'velvet' })
    profile.like('boat', NAVY)
    profile.like('coat', { monogram: 'A. B.' })
    profile.giveReason('coat', 'because I say so' as 'fit')
    profile.dismiss({ template: 'coat', option: 'lining', choice: 'fur' })
    profile.setLearning(true)
    profile.chose('coat', 'stature', '168')
    expect(linesOf(profile, coatDesign())).toEqual([])
  })

  it('knows the ids of a newer template once the page follows it', () => {
    const { profile } = tab()
    const newer = coat({ version: '2.1.0' })
    const [cloth, ...others] = newer.options
    const tweed = { ...cloth!.choices[0]!, id: 'tweed' }
    const options = [{ ...cloth!, choices: [...cloth!.choices, tweed] }, ...others]
    profile.like('coat', { cloth: 'tweed' })
    expect(profile.likes()).toEqual([])
    profile.follow({ ...coatDesign({}, newer), template: { ...newer, options } })
    profile.like('coat', { cloth: 'tweed' })
    expect(profile.likes()).toHaveLength(1)
  })

  it('says a like once, in whatever order its picks were made', () => {
    const { profile } = tab()
    profile.like('coat', { cloth: 'wool', colour: 'navy' })
    profile.like('coat', { colour: 'navy', cloth: 'wool' })
    expect(profile.likes()).toHaveLength(1)
  })

  it('lets a reason be corrected in place', () => {
    const { profile } = tab()
    profile.giveReason('coat', 'price')
    profile.giveReason('coat', 'fit')
    profile.correctReason(profile.reasons()[0]!.id, 'origin')
    expect(profile.reasons().map(({ reason }) => reason)).toEqual(['origin', 'fit'])
  })

  it('learns only when told to, and off forgets', () => {
    const { profile } = tab()
    profile.chose('coat', 'cloth', 'wool')
    expect(profile.taste()).toEqual([])
    profile.setLearning(true)
    profile.chose('coat', 'cloth', 'wool')
    profile.chose('coat', 'cloth', 'wool')
    expect(profile.taste()).toEqual([{ template: 'coat', option: 'cloth', choice: 'wool', times: 2 }])
    profile.setLearning(false)
    profile.setLearning(true)
    expect(profile.taste()).toEqual([])
  })

  it('starts learning over without turning it off', () => {
    const { profile } = tab()
    profile.setLearning(true)
    profile.chose('coat', 'cloth', 'wool')
    profile.clear('taste')
    expect([profile.taste(), profile.isLearning()]).toEqual([[], true])
  })

  it('loses each field by itself, and any line', () => {
    for (const field of PROFILE_FIELDS) {
      const mine = tab()
      filled(mine)
      const before = linesOf(mine.profile, mine.design)
      mine.profile.clear(field)
      expect(linesOf(mine.profile, mine.design), field).toEqual(before.filter((line) => line.field !== field))
    }
    const mine = tab()
    filled(mine)
    mine.profile.remove('likes', 0)
    expect(mine.profile.likes().map(({ picks }) => picks)).toEqual([{ cloth: 'linen' }])
  })

  it('deleted, leaves nothing: no line, no key, nothing in the design, nothing to come back by itself', () => {
    const here = device()
    const mine = tab(here)
    mine.gate.grant('measurements', ACT)
    filled(mine)
    mine.profile.keep(ACT)
    here.entries.set('toile.queue', '{}')
    expect(here.keys()).toEqual(['toile.consent', 'toile.fit', KEY, 'toile.queue'])
    mine.profile.clearAll()
    expect(here.keys()).toEqual(['toile.consent'])
    expect(linesOf(mine.profile, mine.design)).toEqual([])
    expect(mine.design.decisions().measurements).toEqual({})
    mine.design.choose('cloth', 'linen')
    expect(here.keys()).toEqual(['toile.consent'])
    const next = tab(here)
    expect(linesOf(next.profile, next.design)).toEqual([])
    expect(here.keys()).toEqual(['toile.consent'])
  })

  it('forgotten by the device, stays with the page', () => {
    const here = device()
    const mine = tab(here)
    filled(mine)
    mine.profile.keep(ACT)
    here.entries.set('toile.queue', '{}')
    const before = wholeOf(mine.profile)
    mine.profile.forget()
    mine.profile.like('coat', { cloth: 'oilskin' })
    expect(here.keys()).toEqual(['toile.consent'])
    mine.profile.remove('likes', 2)
    expect(wholeOf(mine.profile)).toEqual(before)
    expect(mine.profile.keep(ACT)).toBe(true)
    expect(tab(here).profile.likes()).toEqual(before.likes)
  })

  it('tells who listens once for each change, and not when nothing changed', () => {
    const { profile } = tab()
    const heard = vi.fn()
    profile.subscribe(heard)
    profile.like('coat', NAVY)
    profile.like('coat', NAVY)
    profile.remove('likes', 7)
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('holds so much and no more, says so, and keeps what it has', () => {
    const here = device()
    const { profile } = tab(here)
    profile.keep(ACT)
    const many = 2000
    const reason = (one: number) => ({ id: `r${one}`, template: 'coat', reason: 'fit', on: '2026-11-22' }) as const
    profile.add({ reasons: Array.from({ length: many }, (_, one) => reason(one)) })
    let more = many
    while (!profile.isFull() && more < 9000) profile.add({ reasons: Array.from({ length: 100 }, () => reason(++more)) })
    const full = profile.reasons().length
    profile.add({ reasons: Array.from({ length: 100 }, () => reason(++more)) })
    expect([profile.isFull(), profile.reasons().length]).toEqual([true, full])
    profile.remove('reasons', 0)
    expect([profile.isFull(), profile.reasons().length]).toEqual([false, full - 1])
    expect(tab(here).profile.reasons()).toEqual(profile.reasons())
    expect(here.entries.get(KEY)!.length).toBeLessThan(201_000)
  })

  it('has a receipt for each answer, in a chain that goes on from visit to visit where it is kept', () => {
    const here = device()
    const first = tab(here)
    first.gate.grant('preferences', ACT)
    first.gate.deny('insight', ACT)
    first.profile.keep(ACT)
    const next = tab(here)
    next.gate.withdraw('preferences', ACT)
    const states = next.profile.receipts().map(({ processing, event }) => [processing.purpose, event.state])
    expect(states).toEqual([
      ['preferences', 'granted'],
      ['insight', 'denied'],
      ['preferences', 'withdrawn'],
    ])
    expect(checkReceipts(next.profile.receipts())).toBeNull()
    expect(tab(here).profile.receipts()).toEqual(next.profile.receipts())
  })

  it('lets receipts go only together, and a chain begin anew after', () => {
    const mine = tab()
    mine.gate.grant('preferences', ACT)
    mine.gate.withdraw('preferences', ACT)
    mine.profile.remove('receipts', 1)
    expect(mine.profile.receipts()).toEqual([])
    mine.gate.grant('preferences', ACT)
    expect(mine.profile.receipts().map(({ previous }) => previous)).toEqual([null])
  })

  it('once corrected, says the new value everywhere at once', () => {
    const mine = tab()
    const { profile, design } = mine
    profile.giveReason('coat', 'price')
    profile.correctReason(profile.reasons()[0]!.id, 'origin')
    expect(releasedOf(profile, ['reasons']).reasons).toEqual([{ reason: 'origin', on: '2026-11-22' }])
    expect(linesOf(profile, design)[0]!.says).toMatchObject({ reason: 'origin' })
    profile.fitSets.tell('first', { measurements: { stature: 17_000 }, size: null, garment: null, survey: null })
    expect(profile.fitSets.bodyOf('first').measurements).toEqual({ stature: 17_000 })
  })
})

describe('what is suggested from the profile', () => {
  const options = ['cloth', 'lining']
  function learned() {
    const one = tab()
    const suggestions = createSuggestions({ profile: one.profile })
    const suggested = () => suggestions.suggest(one.design, options).map(({ choice }) => choice)
    one.profile.setLearning(true)
    for (let time = 0; time < 3; time++) one.profile.chose('coat', 'lining', 'quilted')
    return { ...one, suggested }
  }

  it('follows it line by line, at once', () => {
    const { profile, suggested } = learned()
    expect(suggested()).toEqual(['quilted'])
    profile.dismiss(QUILTED)
    expect(suggested()).toEqual([])
    profile.remove('dismissed', 0)
    expect(suggested()).toEqual(['quilted'])
    profile.remove('taste', 0)
    expect(suggested()).toEqual([])
  })

  it('is as on the first day once learning is off, or all is deleted', () => {
    const forgets: readonly ((profile: Profile) => void)[] = [
      (profile) => profile.setLearning(false),
      (profile) => profile.clear('taste'),
      (profile) => profile.clearAll(),
    ]
    for (const forget of forgets) {
      const { profile, suggested } = learned()
      forget(profile)
      expect(suggested()).toEqual([])
    }
  })
})

describe('a device that does not let us', () => {
  it('keep: the customer hears it, and the profile stays with the page', () => {
    const here = device()
    here.state.isBlocked = true
    const { profile } = tab(here)
    profile.like('coat', NAVY)
    expect(profile.keep(ACT)).toBe(false)
    expect([profile.keeping(), profile.isKept()]).toEqual(['refused', false])
    expect(profile.likes()).toHaveLength(1)
  })

  it('write more: what was kept stays whole, what is new stays with the page, and is kept when there is room', () => {
    const here = device()
    const mine = tab(here)
    mine.profile.like('coat', NAVY)
    mine.profile.keep(ACT)
    const before = here.entries.get(KEY)
    here.state.isFull = true
    mine.profile.like('coat', { cloth: 'linen' })
    expect(here.entries.get(KEY)).toBe(before)
    expect(mine.profile.keeping()).toBe('refused')
    expect(mine.profile.likes()).toHaveLength(2)
    here.state.isFull = false
    mine.profile.like('coat', { cloth: 'oilskin' })
    expect(mine.profile.keeping()).toBe('kept')
    expect(tab(here).profile.likes()).toHaveLength(3)
  })

  it('write what is left after a line was removed: all of it goes from the device rather than none', () => {
    const entries = new Map<string, string>()
    const here = device(entries)
    const mine = tab(here)
    mine.profile.like('coat', NAVY)
    mine.profile.giveReason('coat', 'fit')
    mine.profile.keep(ACT)
    const set = vi.spyOn(entries, 'set').mockImplementation(() => {
      throw new DOMException('The disk is read only.')
    })
    mine.profile.remove('reasons', 0)
    set.mockRestore()
    expect(here.keys()).toEqual([])
    expect(mine.profile.keeping()).toBe('refused')
    expect(mine.profile.likes()).toHaveLength(1)
  })

  it('delete: it is tried again at the next chance, and nothing comes back', () => {
    const here = device()
    const mine = tab(here)
    mine.profile.like('coat', NAVY)
    mine.profile.keep(ACT)
    here.state.isBlocked = true
    mine.profile.clearAll()
    expect([mine.profile.keeping(), mine.profile.likes()]).toEqual(['refused', []])
    here.state.isBlocked = false
    mine.profile.giveReason('coat', 'fit')
    expect(here.keys()).toEqual([])
    expect(mine.profile.likes()).toEqual([])
  })
})

describe('what lies under our key and is not ours', () => {
  const kept = () => {
    const here = device()
    const mine = tab(here)
    filled(mine)
    mine.profile.keep(ACT)
    return here.entries.get(KEY)!
  }

  const cases: Readonly<Record<string, (text: string) => string>> = {
    'no JSON': (text) => text.slice(1),
    'an array': () => '[]',
    'a field more': (text) => text.replace('"likes"', '"gender":"f","likes"'),
    'a field less': (text) => text.replace(/"dismissed":\[[^\]]*\],/, ''),
    'a free text': (text) => text.replace('"quilted"', '"I am ill"'),
    'a key for the prototype': (text) => text.replace('"likes"', '"__proto__":{},"likes"'),
    'a line twice': (text) => text.replace('"likes":[', `"likes":[${'{"id":"a","template":"a","picks":{}},'.repeat(2)}`),
    'a receipt that was altered': (text) => text.replace('"withdrawn"', '"granted"'),
    'a receipt taken out': (text) => {
      const value = JSON.parse(text) as { receipts: unknown[] }
      return JSON.stringify({ ...value, receipts: value.receipts.slice(1) })
    },
    'a hundred thousand brackets': () => '['.repeat(100_000) + ']'.repeat(100_000),
  }

  for (const [name, spoil] of Object.entries(cases))
    it(`${name}: is left alone, said, and gone only when the customer deletes it`, () => {
      const spoilt = spoil(kept())
      const here = device(new Map([[KEY, spoilt]]))
      const { profile } = tab(here)
      expect(profile.keeping()).toBe('foreign')
      profile.like('coat', NAVY)
      expect(profile.keep(ACT)).toBe(false)
      expect(here.entries.get(KEY)).toBe(spoilt)
      expect(profile.likes()).toHaveLength(1)
      profile.forget()
      expect(here.keys()).toEqual([])
      expect([profile.likes().length, profile.keep(ACT)]).toEqual([1, true])
    })

  it('a newer version’s: is left alone, also when it comes while this tab keeps its own', () => {
    const newer = '{"format":"toile.profile/2","wishes":[]}'
    expect(tab(device(new Map([[KEY, newer]]))).profile.keeping()).toBe('newer')

    const here = device()
    const { profile } = tab(here)
    profile.like('coat', NAVY)
    profile.keep(ACT)
    here.entries.set(KEY, newer)
    profile.like('coat', { cloth: 'linen' })
    expect(here.entries.get(KEY)).toBe(newer)
    expect([profile.keeping(), profile.likes().length]).toEqual(['newer', 2])
  })
})

describe('two tabs', () => {
  const two = () => {
    const here = device()
    const a = tab(here)
    a.profile.like('coat', NAVY)
    a.profile.giveReason('coat', 'fit')
    a.profile.keep(ACT)
    return { here, a: a.profile, b: tab(here).profile }
  }

  it('that hear each other show the same', () => {
    const { a, b } = two()
    b.like('coat', { cloth: 'linen' })
    a.remove('likes', 0)
    expect(a.likes()).toEqual(b.likes())
    expect(b.likes().map(({ picks }) => picks)).toEqual([{ cloth: 'linen' }])
  })

  it('that do not hear each other lose nothing, and bring nothing back that one removed', () => {
    const { here, a, b } = two()
    here.state.isSilent = true
    a.remove('likes', 0)
    b.like('coat', { cloth: 'linen' })
    a.dismiss(QUILTED)
    const { profile } = tab(here)
    expect(profile.likes().map(({ picks }) => picks)).toEqual([{ cloth: 'linen' }])
    expect(profile.dismissed()).toEqual([QUILTED])
    expect(profile.reasons()).toHaveLength(1)
  })

  it('of which one wipes it: the other keeps nothing, shows nothing of it, and never writes it again', () => {
    for (const isSilent of [false, true])
      for (const wipe of ['forget', 'clearAll', 'by hand'] as const) {
        const { here, a, b } = two()
        here.state.isSilent = isSilent
        if (wipe === 'by hand') here.entries.clear()
        else a[wipe]()
        b.like('coat', { cloth: 'linen' })
        expect(here.keys(), wipe).toEqual([])
        expect([b.isKept(), b.reasons()]).toEqual([false, []])
        expect(b.likes().map(({ picks }) => picks)).toEqual([{ cloth: 'linen' }])
      }
  })

  it('of which one begins to keep it: the other has it too, and what it said itself waits for its own yes', () => {
    const here = device()
    const [a, b, c] = [tab(here).profile, tab(here).profile, tab(here).profile]
    c.like('coat', { cloth: 'linen' })
    a.like('coat', NAVY)
    a.keep(ACT)
    expect([b.isKept(), b.likes().length]).toEqual([true, 1])
    expect([c.isKept(), c.likes().length]).toEqual([false, 1])
    c.keep(ACT)
    expect(b.likes().map(({ picks }) => picks)).toEqual([NAVY, { cloth: 'linen' }])
  })

  it('write one chain of receipts, whoever was asked', () => {
    const here = device()
    const [a, b] = [tab(here), tab(here)]
    a.profile.keep(ACT)
    a.gate.grant('preferences', ACT)
    b.gate.grant('insight', ACT)
    a.gate.withdraw('preferences', ACT)
    const { receipts } = tab(here).profile
    expect(checkReceipts(receipts())).toBeNull()
    expect(receipts().length).toBeGreaterThanOrEqual(3)
  })

  it('in any order of acts, heard or not: what is kept is what was said and not taken back', () => {
    const act = fc.record({
      by: fc.nat(1),
      does: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom('like', 'unlike') },
        { weight: 3, arbitrary: fc.constantFrom('keep', 'hush', 'speak') },
        { weight: 1, arbitrary: fc.constantFrom('forget', 'clear', 'full', 'room', 'room') }
      ),
      cloth: fc.constantFrom('wool', 'linen', 'oilskin'),
    })
    const clothsOf = (likes: readonly { readonly picks: Readonly<Record<string, string>> }[]) =>
      likes.map(({ picks }) => picks['cloth']!)
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const here = device()
        const tabs = [tab(here).profile, tab(here).profile]
        tabs[0]!.keep(ACT)
        /** What lies on the device, by what was said and taken back alone. */
        const stored = () => {
          const text = here.entries.get(KEY)
          return text === undefined ? null : clothsOf((JSON.parse(text) as { likes: Like[] }).likes)
        }
        /** Likes that somebody wanted gone from the device since they were last said. */
        const gone = new Set<string>()
        for (const { by, does, cloth } of acts) {
          const one = tabs[by]!
          const before = stored()
          if (does === 'hush' || does === 'speak') here.state.isSilent = does === 'hush'
          else if (does === 'full' || does === 'room') here.state.isFull = does === 'full'
          else if (does === 'like') {
            one.like('coat', { cloth })
            gone.delete(cloth)
          } else if (does === 'unlike') {
            const at = clothsOf(one.likes()).indexOf(cloth)
            if (at >= 0) one.remove('likes', at)
            if (at >= 0 && before !== null && one.keeping() !== 'not kept') gone.add(cloth)
          } else if (does === 'keep') {
            one.keep(ACT)
            // Asked for again by who still has it.
            for (const said of clothsOf(one.likes())) gone.delete(said)
          } else {
            if (does === 'clear') one.clearAll()
            else one.forget()
            expect(stored()).toBeNull()
            for (const had of before ?? []) gone.add(had)
          }
          const after = stored()
          for (const had of after ?? []) expect(gone.has(had)).toBe(false)
          // A tab that heard nothing may show what is no more, until it acts.
          if (one.isKept() && (does === 'like' || does === 'keep')) expect(after).toEqual(clothsOf(one.likes()))
          // Nothing is lost that nobody took back.
          if (after && before) for (const had of before) expect(after.includes(had) || gone.has(had)).toBe(true)
        }
      }),
      { numRuns: 300, seed: 6 }
    )
  })
})

describe('what the shop is handed', () => {
  it('is what the customer ticked, of this product, without an id', () => {
    const mine = tab()
    filled(mine)
    mine.profile.add({ likes: [{ id: 'elsewhere', template: 'boat', picks: { sail: 'red' } }] })
    expect(releasedOf(mine.profile, ['likes'])).toEqual({
      template: 'coat',
      likes: [{ picks: NAVY }, { picks: { cloth: 'linen' } }],
    })
    expect(releasedOf(mine.profile, [])).toEqual({ template: 'coat' })
  })

  it('says of a line that was carried here only what the template knows, and no length', () => {
    const mine = tab()
    const picks = { cloth: 'wool', colour: 'I.am.ill', motto: 'wool', length: '110' }
    mine.profile.add({ likes: [{ id: 'carried', template: 'coat', picks }] })
    expect(releasedOf(mine.profile, ['likes']).likes).toEqual([{ picks: { cloth: 'wool' } }])
  })

  it('never holds more, whatever is in the profile and whatever is asked for', () => {
    const mine = tab()
    filled(mine)
    const fields = fc.array(fc.constantFrom(...PROFILE_FIELDS, '__proto__')) as fc.Arbitrary<ReleasedField[]>
    fc.assert(
      fc.property(fields, (asked) => {
        const released = releasedOf(mine.profile, asked)
        const ticked = ['likes', 'reasons'].filter((field) => (asked as readonly string[]).includes(field))
        expect(Object.keys(released)).toEqual(['template', ...ticked])
        for (const one of released.likes ?? []) expect(Object.keys(one)).toEqual(['picks'])
        for (const one of released.reasons ?? []) expect(Object.keys(one)).toEqual(['reason', 'on'])
        expect(JSON.stringify(released)).not.toMatch(/16800|7400|record_id/)
      })
    )
  })
})

describe('a profile given more than it asks for', () => {
  it('neither stores nor exports it', async () => {
    const extra = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 })
    await fc.assert(
      fc.asyncProperty(extra, async (more) => {
        const here = device()
        const { profile, gate } = tab(here)
        profile.keep(ACT)
        gate.grant('measurements', ACT)
        profile.dismiss({ ...more, ...QUILTED })
        profile.like('coat', { ...more, cloth: 'wool' } as Record<string, string>)
        profile.like('coat', { cloth: 'linen' })
        const nobody = { measurements: { stature: 16_800 }, size: null, garment: null, survey: null }
        profile.fitSets.tell('first', { ...more, ...nobody })
        const texts = [here.entries.get(KEY)!, await (await profileFile(profile, PROFILE_FIELDS)).text()]
        for (const text of texts) {
          const lines = JSON.parse(text) as Record<string, unknown>
          const fields = Object.keys(lines).filter((key) => !['format', 'digest', 'fitSets'].includes(key))
          expect(fields.toSorted()).toEqual(['dismissed', 'likes', 'reasons', 'receipts', 'taste'])
          expect(lines['dismissed']).toEqual([QUILTED])
          expect(lines['likes']).toMatchObject([{ picks: { cloth: 'linen' } }])
        }
        const sets = [{ id: 'first', name: '', on: null, measurements: { stature: 16_800 } }]
        expect(JSON.parse(here.entries.get('toile.fit')!)).toEqual({ format: 'toile.fit/1', sets })
        expect(JSON.parse(texts[1]!)).toMatchObject({ fitSets: { format: 'toile.fit/1', sets } })
      }),
      { numRuns: 50, seed: 6 }
    )
  })
})
