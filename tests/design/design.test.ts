import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textProblemOf, tidyText } from '../../src/design/index.ts'
import { noteFault, writingFault } from '../../src/order/index.ts'
import { coat, coatDesign } from './coat.ts'

const INK = 'Zrgx'

describe('a new design', () => {
  it('is the template’s default, complete, valid, priced, with nothing picked and nothing to undo', () => {
    const design = coatDesign()
    expect(design.selection()).toEqual(coat().defaults)
    expect(design.decisions().picks).toEqual({})
    expect(design.isValid()).toBe(true)
    expect(design.quote().total).toBe(30_000)
    expect(design.quote().day).toBe('2026-11-21')
    expect(design.undo()).toBe(false)
    expect(design.redo()).toBe(false)
    expect(design.body()).toEqual([])
  })

  it('refuses a currency without a price book and keeps the old one when asked later', () => {
    expect(() => coatDesign({ currency: 'CHF' })).toThrow(expect.objectContaining({ code: 'price/no-book' }))
    const design = coatDesign()
    expect(() => design.setCurrency('CHF')).toThrow(expect.objectContaining({ code: 'price/no-book' }))
    expect(design.currency()).toBe('EUR')
    design.setCurrency('JPY')
    expect(design.quote().currency).toBe('JPY')
  })

  it('quotes for the shop’s day, also when the page stays open over midnight there', () => {
    let now = new Date('2026-11-21T22:59:00Z')
    const design = coatDesign({ now: () => now })
    expect(design.quote().day).toBe('2026-11-21')
    now = new Date('2026-11-21T23:01:00Z')
    expect(design.quote().day).toBe('2026-11-22')
  })
})

describe('choosing', () => {
  it('moves unpicked options to the nearest valid design and says what moved', () => {
    const design = coatDesign()
    design.choose('cloth', 'oilskin')
    expect(design.selection()).toMatchObject({ cloth: 'oilskin', colour: 'navy', closure: 'horn' })
    expect(design.moved()).toEqual([{ option: 'colour', from: 'camel', to: 'navy' }])
    expect(design.notices()).toEqual([{ kind: 'moved', text: 'Colour is now Navy instead of Camel.' }])
    design.setLanguage('de')
    expect(design.notices()[0]!.text).toBe('Farbe ist jetzt Navy statt Camel.')
    design.dismissNotices()
    expect(design.notices()).toEqual([])
  })

  it('blocks only what picks rule out', () => {
    const design = coatDesign()
    expect(design.possible('colour').map(({ state }) => state)).toEqual(['yes', 'yes', 'yes'])
    design.choose('cloth', 'wool')
    expect(design.possible('colour').map(({ state }) => state)).toEqual(['yes', 'yes', 'no'])
    expect(design.possible('colour')[2]!.difference).toBeNull()
    expect(() => design.choose('colour', 'yellow')).toThrow(expect.objectContaining({ code: 'design/blocked' }))
    expect(design.decisions().picks).toEqual({ cloth: 'wool' })
  })

  it('shows a picked option’s alternatives as if it were free', () => {
    const design = coatDesign()
    design.choose('cloth', 'oilskin')
    design.choose('colour', 'yellow')
    expect(design.possible('colour').map(({ state }) => state)).toEqual(['yes', 'no', 'yes'])
    design.choose('colour', 'navy')
    expect(design.selection()['colour']).toBe('navy')
  })

  it('says what each choice adds or saves, with whatever it moves and every discount', () => {
    const design = coatDesign()
    design.choose('quantity', '3')
    const before = design.quote().total
    expect(before).toBe(81_000)
    // Three linings, less ten per cent.
    expect(design.possible('lining').find(({ choice }) => choice === 'quilted')!.difference).toBe(9_450)
    design.choose('lining', 'quilted')
    expect(design.quote().total - before).toBe(9_450)
  })

  it('explains in the designer’s words and offers the smallest change, undone in one step', () => {
    const design = coatDesign()
    design.choose('lining', 'quilted')
    design.choose('cloth', 'wool')
    const { reasons, changes } = design.explain('closure', 'zip')
    expect(reasons).toEqual([
      { rule: 'zip-needs-oilskin', because: 'Zips are sewn into oilskin only.', picks: ['cloth'] },
    ])
    expect(changes[0]!.set).toEqual({ closure: 'zip', cloth: 'oilskin' })
    const before = design.quote().total
    design.applyChange(changes[0]!)
    expect(design.decisions().picks).toEqual({ lining: 'quilted', closure: 'zip', cloth: 'oilskin' })
    expect(design.quote().total - before).toBe(changes[0]!.difference)
    design.undo()
    expect(design.decisions().picks).toEqual({ lining: 'quilted', cloth: 'wool' })
    expect(design.explain('colour', 'navy')).toEqual({ reasons: [], changes: [] })
  })

  it('names what it does not know and what was probably meant', () => {
    const design = coatDesign()
    expect(() => design.choose('clorh', 'wool')).toThrow(
      'option: expected one of "cloth", "colour", "lining", "closure", "length", "monogram", "quantity", ' +
        'got "clorh". Did you mean "cloth"?'
    )
    expect(() => design.choose('cloth', 'wol')).toThrow(
      'cloth: expected one of "wool", "linen", "oilskin", got "wol". Did you mean "wool"?'
    )
    for (const id of ['__proto__', 'constructor', 'toString']) {
      expect(() => design.choose(id, 'wool')).toThrow(expect.objectContaining({ code: 'design/unknown-option' }))
      expect(() => design.choose('cloth', id)).toThrow(expect.objectContaining({ code: 'design/unknown-choice' }))
      expect(() => design.possible(id)).toThrow(expect.objectContaining({ code: 'design/unknown-option' }))
      expect(() => design.start(id)).toThrow(expect.objectContaining({ code: 'design/unknown-start' }))
      expect(() => design.measure({ [id]: 1 })).toThrow(expect.objectContaining({ code: 'design/unknown-measurement' }))
      expect(() => design.takeSize('EU', id)).toThrow(expect.objectContaining({ code: 'design/unknown-size' }))
    }
  })

  it('takes a change whole or not at all', () => {
    const design = coatDesign()
    expect(() => design.applyChange({ set: { lining: 'none', cloth: 'felt' } })).toThrow(
      expect.objectContaining({ code: 'design/unknown-choice' })
    )
    expect(() => design.applyChange({ set: { cloth: 'wool', colour: 'yellow' } })).toThrow(
      expect.objectContaining({ code: 'design/blocked' })
    )
    expect(design.decisions().picks).toEqual({})
  })
})

describe('undo and redo', () => {
  it('step through picks, texts, measurements, sizes and notes alike', () => {
    const design = coatDesign()
    const seen = [design.decisions()]
    const steps = [
      () => design.choose('cloth', 'linen'),
      () => design.write('monogram', 'AB'),
      () => design.measure({ waistGirth: 8600, stature: 17800 }),
      () => design.takeSize('EU', '48'),
      () => design.writeNote('Two lines,\nplease.'),
      () => design.clear('cloth'),
      () => design.start('rain'),
      () => design.leaveSize(),
      () => design.startOver(),
    ]
    for (const step of steps) {
      step()
      seen.push(design.decisions())
    }
    for (const decisions of seen.slice(0, -1).reverse()) {
      expect(design.undo()).toBe(true)
      expect(design.decisions()).toBe(decisions)
    }
    expect(design.undo()).toBe(false)
    for (const decisions of seen.slice(1)) {
      expect(design.redo()).toBe(true)
      expect(design.decisions()).toBe(decisions)
    }
    expect(design.redo()).toBe(false)
  })

  it('count arrowing through a group as one step, which another group or a click ends', () => {
    const design = coatDesign()
    design.choose('lining', 'quilted', 'arrow')
    design.choose('lining', 'none', 'arrow')
    design.choose('length', '90', 'arrow')
    design.choose('length', '110', 'click')
    design.undo()
    expect(design.decisions().picks).toEqual({ lining: 'none', length: '90' })
    design.undo()
    expect(design.decisions().picks).toEqual({ lining: 'none' })
    design.undo()
    expect(design.decisions().picks).toEqual({})
    expect(design.canUndo()).toBe(false)
  })

  it('are not disturbed by choosing what is chosen already', () => {
    const design = coatDesign()
    design.choose('cloth', 'linen')
    design.undo()
    design.clear('cloth')
    design.measure({ waistGirth: null })
    expect(design.canRedo()).toBe(true)
    design.choose('lining', 'none')
    expect(design.canRedo()).toBe(false)
  })
})

describe('texts', () => {
  it('are counted as a reader counts, and picked by writing', () => {
    const design = coatDesign()
    const six = '👍🏽🇩🇪e\u0301ßक्षि7'
    design.write('monogram', `  ${six} `)
    expect(design.decisions().texts).toEqual({ monogram: six.normalize('NFC') })
    expect(design.selection()['monogram']).toBe('written')
    expect(() => design.write('monogram', 'ABCDEFG')).toThrow(
      expect.objectContaining({ code: 'design/text-too-long', message: 'Please use at most 6 characters.' })
    )
    expect(design.decisions().texts).toEqual({ monogram: six.normalize('NFC') })
    design.write('monogram', '')
    expect(design.decisions()).toMatchObject({ texts: {}, picks: {} })
  })

  it.each([
    'A\u0000B',
    'A\u202eB',
    'A\u2066B',
    'A\u200fB',
    'A\nB',
    'A\u2028B',
    'A\ud800',
    'A\ue000',
    'A\u{e0041}',
    'A\u200bB',
    '\ufeffA'.repeat(2),
    '👩\u200d🏭',
  ])('refuse invisible and direction-changing characters in words, never repeating them (%#)', (text) => {
    const design = coatDesign({ language: 'de' })
    expect(design.textProblem('monogram', text)).toEqual({
      code: 'design/text-unreadable',
      words: 'Bitte lassen Sie unsichtbare Zeichen und solche weg, die die Schreibrichtung ändern.',
    })
    expect(() => design.write('monogram', text)).toThrow(expect.objectContaining({ code: 'design/text-unreadable' }))
    expect(design.decisions().texts).toEqual({})
  })

  it('refuse letters the workroom cannot embroider, and towers of marks', () => {
    const template = coat()
    const options = template.options.map((one) =>
      one.text ? { ...one, text: { most: 6, letters: 'latin' as const } } : one
    )
    const design = coatDesign({}, coat({ options }))
    expect(design.textProblem('monogram', 'Żółć 7!')).toMatchObject({ code: 'design/text-too-long' })
    expect(design.textProblem('monogram', 'Żółć 7')).toBeNull()
    expect(design.textProblem('monogram', 'Жук')).toMatchObject({ code: 'design/text-letters' })
    expect(design.textProblem('monogram', `a${'\u0301'.repeat(30)}`)).toMatchObject({ code: 'design/text-too-long' })
    expect(design.textProblem('monogram', 'x'.repeat(5_000_000))).toMatchObject({ code: 'design/text-too-long' })
  })

  it('in a note may have lines and any emoji, up to 500 characters', () => {
    const design = coatDesign()
    design.writeNote('First line.\r\nSecond 👩‍👩‍👧‍👦 line.')
    expect(design.decisions().note).toBe('First line.\nSecond 👩‍👩‍👧‍👦 line.')
    expect(() => design.writeNote('x'.repeat(501))).toThrow(expect.objectContaining({ code: 'design/text-too-long' }))
    expect(() => design.writeNote('a\u202eb')).toThrow(expect.objectContaining({ code: 'design/text-unreadable' }))
  })

  it('that the page takes, the order takes too', () => {
    const letters = fc.string({ unit: 'binary', maxLength: 4 })
    const signs = fc.string({ unit: fc.constantFrom(...'aÉß7.♥&-\u0301\u0654٣क्ष👍🏽—״€’'), maxLength: 6 })
    fc.assert(
      fc.property(fc.oneof(letters, signs), fc.constantFrom('latin' as const, 'any' as const), (typed, letters) => {
        const text = tidyText(typed)
        const policy = { most: 6, letters }
        if (text !== '' && textProblemOf(text, policy, 'en') === null) expect(writingFault(text, policy)).toBeNull()
        if (textProblemOf(text, { ...policy, lines: true }, 'en') === null) expect(noteFault(text)).toBeNull()
      }),
      { numRuns: 3000 }
    )
  })

  it('go with their pick, and come back with it', () => {
    const design = coatDesign()
    design.write('monogram', INK)
    design.choose('monogram', 'none')
    expect(design.decisions().texts).toEqual({})
    design.undo()
    expect(design.decisions().texts).toEqual({ monogram: INK })
    design.choose('lining', 'none')
    expect(design.decisions().texts).toEqual({ monogram: INK })
  })

  it('may be typed letter by letter in one step', () => {
    const design = coatDesign()
    for (const text of ['A', 'AB', 'ABC']) design.write('monogram', text, 'typing')
    design.undo()
    expect(design.decisions().texts).toEqual({})
  })

  it('are refused where picks rule them out', () => {
    const design = coatDesign()
    design.choose('cloth', 'oilskin')
    expect(() => design.write('monogram', INK)).toThrow(expect.objectContaining({ code: 'design/blocked' }))
    expect(() => design.write('cloth', INK)).toThrow(expect.objectContaining({ code: 'design/not-a-text' }))
  })

  it('are missed when the choice is picked without one', () => {
    const design = coatDesign()
    design.choose('monogram', 'written')
    expect(design.unwritten()).toEqual(['monogram'])
    design.write('monogram', INK)
    expect(design.unwritten()).toEqual([])
  })
})

describe('measurements', () => {
  it('stay as typed, with a question; what is no length is not taken', () => {
    const design = coatDesign()
    expect(design.measure({ waistGirth: 3400 })).toEqual([
      { name: 'waistGirth', code: 'looks-like-inch', with: null, suggestion: 8636 },
    ])
    expect(design.decisions().measurements).toEqual({ waistGirth: 3400 })
    expect(design.isValid()).toBe(false)
    for (const value of [NaN, Infinity, -8600, 0, 1e300])
      expect(design.measure({ hipGirth: value })).toEqual([
        { name: 'hipGirth', code: 'not-a-length', with: null, suggestion: null },
      ])
    expect(design.decisions().measurements).toEqual({ waistGirth: 3400 })
    design.measure({ waistGirth: 8636 })
    expect(design.isValid()).toBe(true)
    expect(design.doubts()).toEqual([])
  })

  it('make a body with the size', () => {
    const design = coatDesign()
    design.takeSize('EU', '48')
    expect(design.body().find(({ name }) => name === 'waistGirth')).toEqual({
      name: 'waistGirth',
      value: 8400,
      source: 'derived',
      error: 0,
    })
    design.measure({ waistGirth: 9000 })
    expect(design.body().find(({ name }) => name === 'waistGirth')).toEqual({
      name: 'waistGirth',
      value: 9000,
      source: 'taken',
      error: 0,
    })
    expect(design.body()).toHaveLength(13)
  })
})

describe('describe', () => {
  it('reads aloud what is chosen, without what is not there and without personal words', () => {
    const design = coatDesign()
    design.choose('cloth', 'linen')
    design.choose('lining', 'none')
    design.write('monogram', INK)
    expect(design.describe()).toBe(
      'Coat. Cloth: Linen. Colour: Camel. Closure: Horn buttons. Length: 100 cm. Monogram: Written. Quantity: 1.'
    )
    design.setLanguage('de')
    design.setUnit('inch')
    expect(design.describe()).toContain('Mantel. Stoff: Linen. Farbe: Camel. Verschluss: Horn buttons. Länge: 39,4 in.')
  })
})

describe('look', () => {
  it('carries the length that the template says is the inside leg', () => {
    const design = coatDesign()
    design.choose('length', '110')
    expect(design.look().insideLeg).toBe(1100)
    expect(design.look()).toBe(design.look())
  })
})

describe('start designs', () => {
  it('replace the picks in one step and leave what is personal', () => {
    const design = coatDesign()
    design.choose('closure', 'brass')
    design.write('monogram', INK)
    design.measure({ waistGirth: 8600 })
    design.start('summer')
    expect(design.decisions()).toMatchObject({
      picks: { cloth: 'linen', lining: 'none', monogram: 'written' },
      texts: { monogram: INK },
      measurements: { waistGirth: 8600 },
    })
    design.undo()
    expect(design.decisions().picks).toEqual({ closure: 'brass', monogram: 'written' })
  })

  it('come without a text they cannot carry', () => {
    const design = coatDesign()
    design.write('monogram', INK)
    design.start('rain')
    expect(design.decisions()).toMatchObject({ picks: { cloth: 'oilskin', colour: 'yellow' }, texts: {} })
  })
})

describe('listeners', () => {
  it('hear of every change once, and of nothing else', () => {
    const design = coatDesign()
    let calls = 0
    const stop = design.subscribe(() => calls++)
    design.choose('cloth', 'linen')
    design.choose('cloth', 'linen')
    design.setLanguage('en')
    design.setUnit('inch')
    expect(calls).toBe(2)
    expect(design.revision()).toBe(2)
    stop()
    design.undo()
    expect(calls).toBe(2)
  })
})
