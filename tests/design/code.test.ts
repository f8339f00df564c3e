import { describe, expect, it } from 'vitest'
import { codeInLink, codeOf, readCode, shareLink } from '../../src/design/index.ts'
import { coat, coatDesign } from './coat.ts'

describe('a design code', () => {
  it('holds the picks and nothing personal, in characters every address may hold', () => {
    const design = coatDesign()
    design.choose('cloth', 'linen')
    design.choose('length', '90')
    const picksOnly = design.code()
    design.measure({ waistGirth: 8614 })
    expect(design.code()).toBe(picksOnly)
    design.write('monogram', 'QZ')
    expect(design.code()).toMatch(/^1~coat~2\.0\.0~3[\w-]{9}~[\w-]{4}$/)

    const other = coatDesign()
    other.open(design.code())
    expect(other.decisions()).toEqual({
      picks: design.decisions().picks,
      texts: {},
      artworks: {},
      measurements: {},
      size: null,
      garment: null,
      survey: null,
      fitSet: null,
      note: '',
    })
    expect(other.unwritten()).toEqual(['monogram'])
    expect(other.notices().map(({ kind }) => kind)).toEqual(['link-left-out'])
  })

  it('cut short at any place, or with any one character changed, is found out and leaves the defaults', () => {
    const design = coatDesign()
    design.start('rain')
    const code = design.code()
    for (let length = 0; length < code.length; length++)
      expect(readCode(coat(), code.slice(0, length)).kind).toBe('cut')
    for (let at = 0; at < code.length; at++) {
      const changed = code.slice(0, at) + (code[at] === 'A' ? 'B' : 'A') + code.slice(at + 1)
      expect(readCode(coat(), changed).kind).toBe('cut')
    }
    const other = coatDesign()
    other.open(code.slice(0, -3))
    expect(other.selection()).toEqual(coat().defaults)
    expect(other.notices()).toEqual([
      { kind: 'link-cut', text: 'The link is not complete, perhaps it was cut short. Nothing was changed.' },
    ])
  })

  it('of another product is not opened', () => {
    const design = coatDesign()
    design.open(codeOf(coat({ id: 'desk' }), { cloth: 'linen' }))
    expect(design.decisions().picks).toEqual({})
    expect(design.notices().map(({ kind }) => kind)).toEqual(['link-other'])
  })

  it('of an older template opens by the new names and says what changed', () => {
    const today = coat()
    const renamed = today.options.map((option) =>
      option.id === 'cloth'
        ? { ...option, id: 'fabric' }
        : option.id === 'closure'
          ? {
              ...option,
              choices: option.choices.map((choice) => (choice.id === 'horn' ? { ...choice, id: 'bone' } : choice)),
            }
          : option.id === 'colour'
            ? { ...option, choices: [...option.choices, { ...option.choices[0]!, id: 'green' }] }
            : option
    )
    const older = coat({ version: '1.0.0', options: renamed, history: [] })
    const design = coatDesign()
    design.open(codeOf(older, { fabric: 'oilskin', closure: 'bone', colour: 'green', lining: 'none' }))
    expect(design.decisions().picks).toEqual({ cloth: 'oilskin', closure: 'horn', lining: 'none' })
    expect(design.notices()[0]).toEqual({
      kind: 'link-older',
      text:
        'The product has changed since this link was made. Bone buttons became horn. Green is no more. ' +
        'Choices that no longer exist were left out: 1.',
    })
    // From 1.1.0 on the cloth was called cloth; only the buttons were renamed since.
    const between = coat({
      version: '1.1.0',
      options: renamed.map((one) => (one.id === 'fabric' ? { ...one, id: 'cloth' } : one)),
    })
    expect(readCode(today, codeOf(between, { cloth: 'linen', closure: 'bone' }))).toMatchObject({
      picks: [
        ['cloth', 'linen'],
        ['closure', 'horn'],
      ],
      gone: 0,
      changes: [{ version: '2.0.0' }],
    })
  })

  it('whose picks no longer go together keeps those that do, and names the rest', () => {
    const design = coatDesign()
    design.open(codeOf(coat(), { cloth: 'wool', colour: 'yellow', lining: 'quilted' }))
    expect(design.decisions().picks).toEqual({ cloth: 'wool', lining: 'quilted' })
    expect(design.notices()[0]!.text).toContain('No longer possible as chosen: Colour Yellow.')
  })

  it('is where a visit begins, but a step to undo for whoever was designing already', () => {
    const visitor = coatDesign()
    visitor.open(codeOf(coat(), { cloth: 'linen' }))
    expect(visitor.undo()).toBe(false)
    visitor.open(codeOf(coat(), { cloth: 'oilskin' }))
    expect(visitor.undo()).toBe(false)
    visitor.choose('lining', 'none')
    visitor.open(codeOf(coat(), { cloth: 'linen' }))
    expect(visitor.decisions().picks).toEqual({ cloth: 'linen' })
    visitor.undo()
    expect(visitor.decisions().picks).toEqual({ cloth: 'oilskin', lining: 'none' })
  })

  it('is read whatever it is, without a throw', () => {
    for (const code of [
      '',
      '~',
      '~~~~',
      '1~coat~2.0.0~3~',
      '%',
      '\u0000',
      '1~__proto__~2.0.0~3~AAAA',
      'x'.repeat(1e6),
      '💥',
      '9~coat~2.0.0~3~AAAA',
    ])
      expect(readCode(coat(), code)).toEqual({ kind: 'cut' })
  })
})

describe('a share link', () => {
  it('puts the code in the fragment, beside what the host keeps there', () => {
    expect(shareLink('https://shop.example/coat?size=1', '1~x')).toBe('https://shop.example/coat?size=1#design=1~x')
    expect(shareLink('https://shop.example/coat#top&design=old', '1~x')).toBe(
      'https://shop.example/coat#top&design=1~x'
    )
  })

  it('gives the code back, also where a messenger escaped it', () => {
    expect(codeInLink(shareLink('https://shop.example/#a', '1~coat~2.0.0~3~AAAA'))).toBe('1~coat~2.0.0~3~AAAA')
    expect(codeInLink('https://shop.example/#design=1%7Ecoat')).toBe('1~coat')
    expect(codeInLink('https://shop.example/#design=%')).toBe('%')
    expect(codeInLink('https://shop.example/?design=1')).toBeNull()
    expect(codeInLink('')).toBeNull()
  })
})
