import * as fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createDesign, type Design, type KeyValue } from '../../src/design/index.ts'
import { createOrderSpec } from '../../src/order/index.ts'
import {
  createGate,
  createProfile,
  createSuggestions,
  PURPOSES,
  REASONS,
  type Profile,
} from '../../src/preferences/index.ts'
import type { CompiledTemplate } from '../../src/template/index.ts'
import { PRODUCTS, templateOf, type Product } from '../fixtures/madeOrders.ts'

const ACT = {} as Event

/** One and the same body, for every product. */
const BODY: Readonly<Record<Product, Readonly<Record<string, number>>>> = {
  jeans: { stature: 17_800, waistGirth: 8200, hipGirth: 9900, insideLegHeight: 8150, thighGirth: 5700 },
  swimsuits: { stature: 16_800, bustGirth: 9200, underbustGirth: 7900, waistGirth: 7400, hipGirth: 9900 },
  shoes: { 'footLength.left': 2650, 'footLength.right': 2680, 'ballGirth.left': 2480, 'ballGirth.right': 2520 },
}

/** Everything about who asks, and nothing about what is asked for. */
interface Person {
  readonly language: 'en' | 'de'
  readonly unit: 'cm' | 'inch'
  readonly answers: readonly ('granted' | 'denied' | 'withdrawn' | 'none')[]
  readonly signal: 'on' | 'off' | 'throws'
  readonly storage: 'empty' | 'blocked' | 'full'
  readonly isKept: boolean
  readonly isLearning: boolean
  /** Of each kind of line, one for each number: which option and which choice of it. */
  readonly likes: readonly number[]
  readonly dismissed: readonly number[]
  readonly chosen: readonly number[]
  readonly reasons: readonly (typeof REASONS)[number][]
  /** How tall somebody else in the profile is; null without. */
  readonly other: number | null
  readonly visits: number
  readonly device: {
    readonly userAgent: string
    readonly languages: readonly string[]
    readonly deviceMemory: number
    readonly hardwareConcurrency: number
    readonly timeZone: string
    readonly width: number
    readonly pixels: number
    readonly referrer: string
  }
}

const NOBODY: Person = {
  language: 'en',
  unit: 'cm',
  answers: [],
  signal: 'off',
  storage: 'empty',
  isKept: false,
  isLearning: false,
  likes: [],
  dismissed: [],
  chosen: [],
  reasons: [],
  other: null,
  visits: 0,
  device: {
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
    languages: ['en-GB'],
    deviceMemory: 8,
    hardwareConcurrency: 8,
    timeZone: 'UTC',
    width: 1280,
    pixels: 1,
    referrer: '',
  },
}

const numbers = fc.array(fc.nat(), { maxLength: 4 })
const person: fc.Arbitrary<Person> = fc.record({
  language: fc.constantFrom('en', 'de'),
  unit: fc.constantFrom('cm', 'inch'),
  answers: fc.array(fc.constantFrom('granted', 'denied', 'withdrawn', 'none'), { minLength: 5, maxLength: 5 }),
  signal: fc.constantFrom('on', 'off', 'throws'),
  storage: fc.constantFrom('empty', 'blocked', 'full'),
  isKept: fc.boolean(),
  isLearning: fc.boolean(),
  likes: numbers,
  dismissed: numbers,
  chosen: numbers,
  reasons: fc.array(fc.constantFrom(...REASONS), { maxLength: 3 }),
  other: fc.option(fc.integer({ min: 14_000, max: 21_000 })),
  visits: fc.nat(2),
  device: fc.record({
    userAgent: fc.constantFrom(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X)',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0)',
      'Mozilla/5.0 (Linux; Android 9; SM-G950F)'
    ),
    languages: fc.constantFrom(['de-CH', 'de'], ['en-US'], ['fr-FR'], ['ar']),
    deviceMemory: fc.constantFrom(1, 4, 32),
    hardwareConcurrency: fc.constantFrom(2, 16),
    timeZone: fc.constantFrom('Pacific/Kiritimati', 'Pacific/Niue', 'Europe/Zurich', 'America/New_York'),
    width: fc.constantFrom(320, 390, 3840),
    pixels: fc.constantFrom(1, 3),
    referrer: fc.constantFrom('', 'https://prices.example/compare', 'https://search.example/?q=cheap'),
  }),
})

function put({ device, signal }: Person): void {
  vi.stubEnv('TZ', device.timeZone)
  vi.stubGlobal('navigator', {
    ...device,
    language: device.languages[0],
    get globalPrivacyControl() {
      if (signal === 'throws') throw new Error('no')
      return signal === 'on'
    },
  })
  vi.stubGlobal('innerWidth', device.width)
  vi.stubGlobal('devicePixelRatio', device.pixels)
  vi.stubGlobal('document', Object.assign(new EventTarget(), { referrer: device.referrer, cookie: 'seen=9' }))
}

function storageOf({ storage }: Person, entries: Map<string, string>): () => KeyValue {
  return () => {
    if (storage === 'blocked') throw new DOMException('The operation is insecure.', 'SecurityError')
    return {
      getItem: (key) => entries.get(key) ?? null,
      setItem(key, value) {
        if (storage === 'full') throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
        entries.set(key, value)
      },
      removeItem: (key) => void entries.delete(key),
    }
  }
}

/** The person comes to the page, as often as they did, with all that was said; what is asked there then. */
function visit<Told>(who: Person, template: CompiledTemplate, ask: (design: Design) => Told): Told {
  put(who)
  const entries = new Map<string, string>()
  for (let before = 0; before < who.visits; before++) come(who, template, entries).leave()
  const { design, leave } = come(who, template, entries)
  const told = ask(design)
  leave()
  return told
}

const now = () => new Date('2026-11-22T23:30:00Z')

function come(who: Person, template: CompiledTemplate, entries: Map<string, string>) {
  const { language, unit } = who
  const storage = storageOf(who, entries)
  const design = createDesign(template, { language, unit, currency: 'EUR', now, storage })
  const gate = createGate({ template, sinks: [{ to: 'page', send() {} }], storage, now, isAct: () => true })
  const profile = createProfile({ gate, design, storage, now, controller: 'shop.example', isAct: () => true })
  const suggestions = createSuggestions({ profile })
  for (const [at, purpose] of PURPOSES.entries()) {
    const answer = who.answers[at]
    if (answer === 'granted') gate.grant(purpose, ACT)
    if (answer === 'denied') gate.deny(purpose, ACT)
    if (answer === 'withdrawn') gate.withdraw(purpose, ACT)
  }
  say(who, profile, template)
  suggestions.suggest(design, template.options.map(({ id }) => id))
  return {
    design,
    leave() {
      profile.dispose()
      gate.dispose()
    },
  }
}

function say(who: Person, profile: Profile, template: CompiledTemplate): void {
  const lineOf = (number: number) => {
    const option = template.options[number % template.options.length]!
    return { template: template.id, option: option.id, choice: option.choices[number % option.choices.length]!.id }
  }
  profile.setLearning(who.isLearning)
  for (const line of who.likes.map(lineOf)) profile.like(template.id, { [line.option]: line.choice })
  for (const line of who.dismissed.map(lineOf)) profile.dismiss(line)
  for (const { option, choice } of who.chosen.map(lineOf)) profile.chose(template.id, option, choice)
  for (const reason of who.reasons) profile.giveReason(template.id, reason)
  const other = who.other === null ? null : profile.fitSets.add('Ben', null)
  if (other !== null && who.other !== null)
    profile.fitSets.tell(other, { measurements: { stature: who.other }, size: null, garment: null, survey: 'men' })
  if (who.isKept) profile.keep(ACT)
}

/** Picks wherever they are possible, the same for everybody. */
function pick(design: Design, picks: readonly number[]): void {
  const { options } = design.template
  for (const number of picks) {
    const option = options[number % options.length]!
    const possible = design.possible(option.id).filter(({ state }) => state !== 'no')
    design.choose(option.id, possible[Math.floor(number / options.length) % possible.length]!.choice)
  }
}

/** All that somebody is told of price, delivery and options, and what would be ordered; but for its words. */
function answersOf(design: Design): unknown {
  const { template } = design
  const quote = design.quote()
  const lines = quote.lines.map((line) => ({ ...line, label: line.code }))
  const { picks, size, texts, note } = design.decisions()
  const spec = createOrderSpec({
    template,
    selection: design.selection(),
    picks,
    quote: { ...quote, lines },
    body: design.body(),
    size,
    draft: null,
    texts,
    note,
    disclosures: template.disclosures.map(({ id }) => id),
    salts: { fit: 'fit-salt-fit-salt-1', personal: 'personal-salt-perso' },
  })
  return {
    spec,
    isValid: design.isValid(),
    conflicts: design.conflicts(),
    options: template.options.map(({ id }) => [id, design.possible(id), design.fromPrices(id)]),
  }
}

describe.each(PRODUCTS)('price, delivery and options of %s', (product) => {
  let template: CompiledTemplate

  beforeAll(() => {
    template = templateOf(product)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.unstubAllGlobals()
  })

  it('are the same whoever asks: whatever the profile, the language, what was agreed to, and the device', () => {
    const picks = fc.array(fc.nat(), { maxLength: 5 })
    fc.assert(
      fc.property(person, picks, fc.boolean(), (who, picked, isMeasured) => {
        const told = [NOBODY, who].map((one) =>
          visit(one, template, (design) => {
            if (isMeasured) design.measure(BODY[product])
            pick(design, picked)
            return answersOf(design)
          })
        )
        expect(told[1]).toEqual(told[0])
      }),
      { numRuns: 12, seed: 6 }
    )
  })

  it('do not ask how somebody is built: of one selection, every body pays the same and waits as long', () => {
    const bodies = [{}, ...template.sizes.map(({ measurements }) => measurements), BODY[product]]
    const told = bodies.map((body) =>
      visit(NOBODY, template, (design) => {
        design.measure(body)
        const { total, lines, promise } = design.quote()
        return { total, lines, promise, selection: design.selection() }
      })
    )
    for (const one of told)
      for (const other of told)
        if (JSON.stringify(one.selection) === JSON.stringify(other.selection)) expect(one).toEqual(other)
  })
})
