import { compactDecrypt, CompactEncrypt } from 'jose'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../../src/ground/index.ts'
import {
  FIRST_SET,
  linesOf,
  PROFILE_FIELDS,
  profileFile,
  readProfileFile,
  take,
  type ProfileField,
  type Reason,
} from '../../src/preferences/index.ts'
import { desk } from '../fixtures/desk.ts'
import { ACT, device, filled, NAVY, tab, wholeOf, type Tab } from './profileTab.ts'

const PASSPHRASE = 'toile cut on the straight grain'
/** Longer than a guess, shorter than a test: only what we write ourselves takes all its rounds. */
const ROUNDS = 4096

function full(): Tab {
  const mine = tab()
  filled(mine)
  const heels = mine.profile.fitSets.add('With heels', FIRST_SET)!
  const measurements = { stature: 17_600, waistGirth: 7400 }
  mine.profile.fitSets.tell(heels, { measurements, size: null, garment: null, survey: 'women' })
  return mine
}

/** Lines of many years. */
const reasons = (many: number, kind = 'r') =>
  Array.from({ length: many }, (_, at): Reason => {
    return { id: `${kind}${at}`, template: 'coat', reason: 'fit', on: '2026-11-22' }
  })

const blob = (text: string) => new Blob([text])

async function textOf(mine: Tab, fields: readonly ProfileField[] = PROFILE_FIELDS): Promise<string> {
  return (await profileFile(mine.profile, fields)).text()
}

/** Altered, with a digest that fits: what somebody writes who knows the format. */
function forged(text: string, alter: (value: Record<string, unknown>) => unknown): Blob {
  const { digest: _, ...value } = JSON.parse(text) as Record<string, unknown>
  const altered = (alter(value) ?? value) as Record<string, unknown>
  return blob(JSON.stringify({ ...altered, digest: digestOf(altered) }))
}

const lockedBy = (text: string, { p2c = ROUNDS, alg = 'PBES2-HS512+A256KW', enc = 'A256GCM' } = {}) =>
  new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ alg, enc })
    .setKeyManagementParameters({ p2c })
    .encrypt(new TextEncoder().encode(PASSPHRASE))

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'opened',
    (error: { readonly name?: string; readonly code?: string }) => `${error.name} ${error.code}`
  )

describe('a profile in a file', () => {
  it('comes back the same after the device was wiped, and a second time changes nothing', async () => {
    const here = device()
    const mine = tab(here)
    filled(mine)
    mine.profile.fitSets.add('With heels', FIRST_SET)
    mine.profile.keep(ACT)
    const before = wholeOf(mine.profile)
    const file = await profileFile(mine.profile, PROFILE_FIELDS)
    mine.profile.clearAll()
    expect(linesOf(mine.profile, mine.design)).toEqual([])
    for (const _ of ['once', 'twice']) {
      expect(take(mine.profile, await readProfileFile(file), 'all')).toBe(true)
      expect(wholeOf(mine.profile)).toEqual(before)
    }
  })

  it('comes back the same whatever was said', async () => {
    const cloth = fc.constantFrom('wool', 'linen', 'oilskin')
    const says = fc.oneof(
      fc.record({ does: fc.constant('like' as const), cloth }),
      fc.record({ does: fc.constant('dismiss' as const), cloth }),
      fc.record({ does: fc.constant('chose' as const), cloth }),
      fc.record({ does: fc.constant('reason' as const), cloth }),
      fc.record({ does: fc.constant('measure' as const), cloth, stature: fc.integer({ min: 14_000, max: 21_000 }) }),
      fc.record({ does: fc.constant('add' as const), cloth, name: fc.string({ unit: 'grapheme', maxLength: 30 }) })
    )
    await fc.assert(
      fc.asyncProperty(fc.array(says, { maxLength: 12 }), fc.boolean(), async (acts, learns) => {
        const one = tab()
        const { profile } = one
        profile.setLearning(learns)
        for (const act of acts)
          if (act.does === 'like') profile.like('coat', { cloth: act.cloth })
          else if (act.does === 'dismiss') profile.dismiss({ template: 'coat', option: 'cloth', choice: act.cloth })
          else if (act.does === 'chose') profile.chose('coat', 'cloth', act.cloth)
          else if (act.does === 'reason') profile.giveReason('coat', 'fit')
          else if (act.does === 'measure') one.design.measure({ stature: act.stature })
          else profile.fitSets.add(act.name, FIRST_SET)
        const next = tab()
        take(next.profile, await readProfileFile(await profileFile(profile, PROFILE_FIELDS)), 'all')
        expect(wholeOf(next.profile)).toEqual(wholeOf(profile))
      }),
      { numRuns: 60, seed: 6 }
    )
  })

  it('holds the ticked fields and nothing else', async () => {
    const mine = full()
    for (const field of PROFILE_FIELDS) {
      const value = JSON.parse(await textOf(mine, [field])) as object
      expect(Object.keys(value)).toEqual(['format', field, 'digest'])
    }
    expect(Object.keys(JSON.parse(await textOf(mine, [])) as object)).toEqual(['format', 'digest'])
    expect(await textOf(mine, ['likes'])).not.toMatch(/16800|With heels/)
  })

  it('is taken line by line, as the customer ticks', async () => {
    const mine = full()
    const carried = await readProfileFile(await profileFile(mine.profile, PROFILE_FIELDS))
    const lines = linesOf(carried, mine.design)
    expect(lines).toEqual(linesOf(mine.profile, mine.design))
    for (const line of lines.filter(({ field }) => field !== 'receipts')) {
      const next = tab()
      expect(linesOf(next.profile, next.design)).toEqual([])
      take(next.profile, carried, [line])
      expect(linesOf(next.profile, next.design).map(({ says }) => says)).toEqual([line.says])
    }
    const next = tab()
    take(next.profile, carried, [])
    expect([wholeOf(next.profile), next.profile.isLearning()]).toEqual([wholeOf(tab().profile), false])
  })

  it('takes a set without the one it differed from: it stands by itself', async () => {
    const mine = full()
    const carried = await readProfileFile(await profileFile(mine.profile, ['fitSets']))
    const next = tab()
    take(next.profile, carried, [linesOf(carried, mine.design)[1]!])
    const [first, heels] = next.profile.fitSets.all()
    expect(next.profile.fitSets.bodyOf(first!.id).measurements).toEqual({})
    expect([heels!.name, next.profile.fitSets.bodyOf(heels!.id).measurements]).toEqual([
      'With heels',
      { waistGirth: 7400, stature: 17_600 },
    ])
  })

  it('never puts one person’s measurements in the place of another’s', async () => {
    const file = await profileFile(full().profile, ['fitSets'])
    const ben = tab()
    ben.design.measure({ stature: 18_400 })
    take(ben.profile, await readProfileFile(file), 'all')
    take(ben.profile, await readProfileFile(file), 'all')
    const { fitSets } = ben.profile
    expect(ben.design.decisions().measurements).toEqual({ stature: 18_400 })
    expect(fitSets.all().map(({ id }) => fitSets.bodyOf(id).measurements['stature'])).toEqual([18_400, 16_800, 17_600])
  })

  it('leaves what is here as it is: a corrected reason stays corrected', async () => {
    const mine = full()
    const file = await profileFile(mine.profile, PROFILE_FIELDS)
    mine.profile.correctReason(mine.profile.reasons()[0]!.id, 'price')
    take(mine.profile, await readProfileFile(file), 'all')
    expect(mine.profile.reasons().map(({ reason }) => reason)).toEqual(['price'])
  })

  it('brings no receipts into the middle of a chain that went on by itself', async () => {
    const [one, other] = [tab(), tab()]
    one.gate.grant('preferences', ACT)
    other.gate.deny('preferences', ACT)
    const own = other.profile.receipts()
    const file = await profileFile(one.profile, ['receipts'])
    expect(take(other.profile, await readProfileFile(file), 'all')).toBe(false)
    expect(other.profile.receipts()).toEqual(own)
  })

  it('is never taken half: where there is no room, nothing of its lines is', async () => {
    const one = tab()
    one.profile.add({ reasons: reasons(1800) })
    const other = tab()
    other.profile.add({ reasons: reasons(1800, 's') })
    other.design.measure({ stature: 16_800 })
    const before = wholeOf(one.profile)
    const carried = await readProfileFile(await profileFile(other.profile, PROFILE_FIELDS))
    expect(take(one.profile, carried, 'all')).toBe(false)
    expect(wholeOf(one.profile)).toEqual(before)
  })
})

describe('a file carried to another shop', () => {
  const shop = () => tab(device(), desk(), 'desks.example')

  it('pre-fits what that shop sells, and lists the rest without using it', async () => {
    const file = await profileFile(full().profile, PROFILE_FIELDS)
    const there = shop()
    take(there.profile, await readProfileFile(file), 'all')
    expect(there.design.decisions().measurements).toEqual({ stature: 16_800, waistGirth: 7400 })
    const lines = linesOf(there.profile, there.design)
    const [wool, navy, linen] = ['cloth wool', 'colour navy', 'cloth linen'].map((text) => {
      const [option, choice] = text.split(' ')
      return { option, choice }
    })
    expect(lines.filter(({ field }) => field === 'likes').map(({ isOfThis, says }) => [isOfThis, says])).toEqual([
      [false, { kind: 'like', product: 'coat', picks: [wool, navy] }],
      [false, { kind: 'like', product: 'coat', picks: [linen] }],
    ])
    expect(there.design.decisions().picks).toEqual({})
  })

  it('keeps each shop’s receipts in a chain of their own', async () => {
    const file = await profileFile(full().profile, PROFILE_FIELDS)
    const there = shop()
    there.gate.grant('insight', ACT)
    expect(take(there.profile, await readProfileFile(file), 'all')).toBe(true)
    there.gate.withdraw('insight', ACT)
    const again = await readProfileFile(await profileFile(there.profile, ['receipts']))
    expect(again.receipts().map(({ controller, event }) => [controller, event.state])).toEqual([
      ['desks.example', 'granted'],
      ['loom.example', 'granted'],
      ['loom.example', 'withdrawn'],
      ['desks.example', 'withdrawn'],
    ])
  })

  it('is the only way there: what two shops have in common of somebody, a third has of anybody who said the same', () => {
    function said(shop: string): ReadonlySet<string> {
      const here = device()
      const mine = tab(here, undefined, shop)
      filled(mine)
      mine.gate.grant('measurements', ACT)
      mine.profile.fitSets.add('With heels', FIRST_SET)
      mine.profile.keep(ACT)
      return stringsIn([...here.entries].map(([key, text]) => [key, JSON.parse(text) as unknown]))
    }
    const [one, other, somebody] = [said('loom.example'), said('desks.example'), said('boats.example')]
    const common = [...one].filter((text) => other.has(text))
    expect(common.filter((text) => !somebody.has(text))).toEqual([])
    expect(common.length).toBeGreaterThan(20)
    expect(one.size).toBeGreaterThan(common.length)
  })
})

/** Every key and every value, wherever it stands. */
function stringsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found.add(String(value))
  for (const [key, part] of Object.entries(value)) stringsIn(part, found.add(key))
  return found
}

describe('a file that is no good', () => {
  const wrong: Readonly<Record<string, (text: string) => string>> = {
    'is empty': () => '',
    'is no JSON': (text) => text.slice(3),
    'is a list': () => '[]',
    'is somebody else’s JSON': () => '{"format":"other/1","digest":"x"}',
    'is nested a hundred thousand deep': () => '['.repeat(100_000) + ']'.repeat(100_000),
    'has a key for the prototype': (text) => text.replace('"likes"', '"__proto__": { "isAdmin": true }, "likes"'),
    'has that key in a place further in': (text) => text.replace('"cloth": "wool"', '"__proto__": "wool"'),
    'has that key written another way': (text) => text.replace('"likes"', String.raw`"__pr\u006fto__": {}, "likes"`),
  }
  for (const [name, spoil] of Object.entries(wrong))
    it(`${name}: is refused as no profile`, async () => {
      expect(await codeOf(readProfileFile(blob(spoil(await textOf(full())))))).toBe('ToileError profile/wrong')
    })

  const shapes: Readonly<Record<string, (value: any) => unknown>> = {
    'has a field nobody asked for': (value) => void (value.gender = 'f'),
    'has a line with more in it': (value) => void (value.likes[0].email = 'a@b.example'),
    'has a free text for a choice': (value) => void (value.dismissed[0].choice = 'I am ill'),
    'has a reason that is none': (value) => void (value.reasons[0].reason = 'because'),
    'has a day that is none': (value) => void (value.reasons[0].on = '2026-02-30'),
    'counts by halves': (value) => void (value.taste[0].times = 0.5),
    'has a measurement that is no length': (value) => void (value.fitSets.sets[0].measurements.stature = -1),
    'has a measurement that nobody asks for': (value) => void (value.fitSets.sets[0].measurements.iAmIll = 1000),
    'has more in a garment that fits': (value) =>
      void (value.fitSets.sets[0].garment = { values: { waistFlat: 4000 }, stretch: 0, of: 'my sister' }),
    'has more in a set of measurements': (value) => void (value.fitSets.sets[0].weight = 'much'),
    'has sets that differ from each other in a circle': ({ fitSets: { sets } }) => void (sets[0].on = sets[1].id),
    'has no format': (value) => void delete value.format,
  }
  for (const [name, alter] of Object.entries(shapes))
    it(`${name}: is refused as no profile, though its digest fits`, async () => {
      expect(await codeOf(readProfileFile(forged(await textOf(full()), alter)))).toBe('ToileError profile/wrong')
    })

  const altered: Readonly<Record<string, (value: any) => unknown>> = {
    'has a receipt that says something else': (value) => void (value.receipts[0].event.state = 'denied'),
    'has lost a receipt': (value) => void value.receipts.shift(),
    'has a line twice': (value) => void value.likes.push(value.likes[0]),
  }
  for (const [name, alter] of Object.entries(altered))
    it(`${name}: is refused as altered, though its digest fits`, async () => {
      expect(await codeOf(readProfileFile(forged(await textOf(full()), alter)))).toBe('ToileError profile/altered')
    })

  it('was altered in any one place: is refused, whatever it says then', async () => {
    const text = await textOf(full())
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom('0', '1', 'a', '"', '}', ' '), async (at, letter) => {
        const spoilt = text.slice(0, at) + letter + text.slice(at + 1)
        const code = await codeOf(readProfileFile(blob(spoilt)))
        const isSame = code === 'opened' && digestOf(parsed(spoilt)) === digestOf(parsed(text))
        if (!isSame) expect(code, `${at} ${letter}`).toMatch(/^ToileError profile\/(wrong|altered|newer)$/)
      }),
      { numRuns: 300, seed: 6 }
    )
  })

  it('is newer: says so, and nothing of it is tried', async () => {
    const newer = forged(await textOf(full()), (value) => ({ ...value, format: 'toile.profile/2', wishes: [] }))
    expect(await codeOf(readProfileFile(newer))).toBe('ToileError profile/newer')
  })

  it('is huge: is refused before it is read', async () => {
    const file = new Blob([new Uint8Array(600_000)])
    file.text = () => Promise.reject(new Error('read'))
    expect(await codeOf(readProfileFile(file))).toBe('ToileError profile/huge')
  })

  it('is as large as a full profile gets: is read, locked or not', async () => {
    const mine = full()
    mine.profile.add({ reasons: reasons(1900) })
    for (const passphrase of [undefined, PASSPHRASE]) {
      const file = await profileFile(mine.profile, PROFILE_FIELDS, passphrase)
      expect((await readProfileFile(file, passphrase)).reasons()).toHaveLength(1901)
    }
  })

  it('never says in its error what stood in it', async () => {
    const text = await textOf(full())
    const spoilt = text.replace('"wool"', '"secret words"').replace('16800', '-16801')
    const error = await readProfileFile(blob(spoilt)).catch((thrown: unknown) => thrown)
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toMatch(/secret|16801/)
  })
})

describe('a file locked with a passphrase', () => {
  it('is opened by any JOSE library, and holds nothing that can be read without', async () => {
    const mine = full()
    const text = await (await profileFile(mine.profile, PROFILE_FIELDS, PASSPHRASE)).text()
    const { plaintext, protectedHeader } = await compactDecrypt(text, new TextEncoder().encode(PASSPHRASE), {
      keyManagementAlgorithms: ['PBES2-HS512+A256KW'],
      contentEncryptionAlgorithms: ['A256GCM'],
      maxPBES2Count: 1_000_000,
    })
    expect(new TextDecoder().decode(plaintext)).toBe(await textOf(mine))
    expect(protectedHeader).toMatchObject({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM' })
    expect(protectedHeader['p2c']).toBeGreaterThanOrEqual(210_000)
    expect(Object.keys(protectedHeader).toSorted()).toEqual(['alg', 'enc', 'p2c', 'p2s'])
  })

  it('opens what another JOSE library locked', async () => {
    const mine = full()
    const carried = await readProfileFile(blob(await lockedBy(await textOf(mine))), PASSPHRASE)
    expect(carried.likes()).toEqual(mine.profile.likes())
  })

  it('is another each time: salt, key and nonce are random', async () => {
    const mine = tab()
    mine.profile.like('coat', NAVY)
    const partsOf = async () => (await (await profileFile(mine.profile, ['likes'], PASSPHRASE)).text()).split('.')
    const [one, other] = [await partsOf(), await partsOf()]
    for (let part = 0; part < 5; part++) expect(one[part]).not.toBe(other[part])
  })

  it('asks for its passphrase, knows another one, and takes none that is empty', async () => {
    const file = await lockedBy(await textOf(full()))
    expect(await codeOf(readProfileFile(blob(file)))).toBe('ToileError profile/locked')
    expect(await codeOf(readProfileFile(blob(file), 'guess'))).toBe('ToileError profile/passphrase')
    expect(await codeOf(profileFile(full().profile, ['likes'], ''))).toBe('ToileError profile/passphrase')
  })

  it('is the same passphrase however the keyboard composes its letters', async () => {
    const file = await profileFile(full().profile, ['likes'], 'Größe \u00e9')
    expect(await codeOf(readProfileFile(file, 'Gro\u0308ße e\u0301'))).toBe('opened')
  })

  it('altered in any part, does not open', async () => {
    const parts = (await lockedBy(await textOf(full()))).split('.')
    for (let part = 0; part < 5; part++) {
      const swap = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
      const spoilt = parts.map((text, at) => (at === part ? swap(text) : text)).join('.')
      const code = await codeOf(readProfileFile(blob(spoilt), PASSPHRASE))
      expect(code).toMatch(/^ToileError profile\/(wrong|altered|passphrase)$/)
    }
    const cut = [...parts.slice(0, 4), parts[4]!.slice(0, 8)].join('.')
    expect(await codeOf(readProfileFile(blob(cut), PASSPHRASE))).toBe('ToileError profile/altered')
  })

  it('that would keep the page busy for minutes, or has another lock, is refused at once', async () => {
    const text = await textOf(full())
    const parts = (await lockedBy(text)).split('.')
    const header = (more: object) => {
      const read = JSON.parse(Buffer.from(parts[0]!, 'base64url').toString()) as object
      return [Buffer.from(JSON.stringify({ ...read, ...more })).toString('base64url'), ...parts.slice(1)].join('.')
    }
    const hostile = [
      { p2c: 1e9 },
      { p2c: Number.MAX_SAFE_INTEGER },
      { p2c: 0 },
      { p2c: '4096' },
      { p2c: null },
      { alg: 'dir' },
      { alg: 'none' },
      { enc: 'A128CBC-HS256' },
      { zip: 'DEF' },
      { crit: ['exp'] },
    ]
    const began = performance.now()
    for (const more of hostile) {
      const code = await codeOf(readProfileFile(blob(header(more)), PASSPHRASE))
      expect(code, JSON.stringify(more)).toBe('ToileError profile/lock')
    }
    expect(performance.now() - began).toBeLessThan(2000)
    const other = blob(await lockedBy(text, { enc: 'A128GCM' }))
    expect(await codeOf(readProfileFile(other, PASSPHRASE))).toBe('ToileError profile/lock')
  })

  it('holding something that is no profile, is refused as that', async () => {
    for (const text of ['{"format":"other/1"}', 'a text', await lockedBy('{}')])
      expect(await codeOf(readProfileFile(blob(await lockedBy(text)), PASSPHRASE))).toBe('ToileError profile/wrong')
  })
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
