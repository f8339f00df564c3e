import { describe, expect, it } from 'vitest'
import { createDesign, type Design } from '../../src/design/index.ts'
import { desk } from '../fixtures/desk.ts'
import { MEASURED_DESK } from '../fixtures/measuredDesk.ts'

const customer = (template = desk(MEASURED_DESK)): Design =>
  createDesign(template, {
    language: 'en',
    currency: 'EUR',
    unit: 'cm',
    now: () => new Date('2026-11-21T10:00:00Z'),
  })

const states = (design: Design, option: string) => design.possible(option).map(({ state }) => state)

describe('a body that rules speak of', () => {
  it('decides what is possible, once it is known, and moves what nobody picked', () => {
    const design = customer()
    expect(states(design, 'width')).toEqual(['yes', 'yes', 'yes', 'yes', 'yes'])
    expect(design.conflicts()).toEqual([])
    design.measure({ stature: 19100 })
    expect(design.selection()['width']).toBe('160')
    expect(design.moved()).toEqual([{ option: 'width', from: '140', to: '160' }])
    expect(states(design, 'width')).toEqual(['no', 'no', 'no', 'yes', 'yes'])
    expect(design.isValid()).toBe(true)
    design.undo()
    expect(design.selection()['width']).toBe('140')
  })

  it('may come from a size', () => {
    const design = customer()
    design.takeSize('adult', 'L')
    expect(design.body().map(({ name, source }) => `${name} ${source}`)).toContain('stature derived')
    expect(design.allowed('stature')).toEqual([{ from: 14000, to: 21000 }])
  })

  it('is not decided by an estimate', () => {
    const { 'template.yaml': edits, ...files } = MEASURED_DESK
    const nearlyAll = edits.map(
      ([instead, write]) => [instead, write.replace('stature > 190', 'stature > 150')] as const
    )
    const design = customer(desk({ ...files, 'template.yaml': nearlyAll }))
    design.measure({ waistGirth: 9000 })
    expect(design.body().find(({ name }) => name === 'stature')).toMatchObject({ source: 'estimated' })
    expect(states(design, 'width')).toEqual(['yes', 'yes', 'yes', 'yes', 'yes'])
    design.takeSize('adult', 'M')
    expect(states(design, 'width')).toEqual(['no', 'no', 'no', 'yes', 'yes'])
  })

  it('explains a blocked choice by the reason and the measurement’s name, and offers no other body', () => {
    const design = customer()
    design.measure({ stature: 19100 })
    expect(design.explain('width', '100')).toEqual({
      reasons: [
        { rule: 'tall-needs-width', because: 'Long legs need room.', picks: [], measurements: ['stature'] },
      ],
      changes: [],
    })
    expect(() => design.choose('width', '100')).toThrow(expect.objectContaining({ code: 'design/blocked' }))
    expect(design.decisions().measurements).toEqual({ stature: 19100 })
  })

  it('that does not go with the picks keeps them, says why and offers other choices', () => {
    const design = customer()
    design.choose('width', '100')
    design.choose('drawer', 'soft-close')
    expect(design.allowed('stature')).toEqual([{ from: 15001, to: 19000 }])
    design.measure({ stature: 19200 })
    expect(design.isValid()).toBe(false)
    expect(design.selection()).toMatchObject({ width: '100', drawer: 'soft-close' })
    expect(design.conflicts()).toEqual([
      {
        measurements: ['stature'],
        reasons: [
          {
            rule: 'tall-needs-width',
            because: 'Long legs need room.',
            picks: ['width'],
            measurements: ['stature'],
          },
        ],
        changes: [
          { set: { width: '160' }, difference: 2500 },
        ],
      },
    ])
    // No dead end: anything else may still be chosen, and the change that was offered ends the conflict.
    design.choose('plate', 'written')
    expect(design.isValid()).toBe(false)
    design.applyChange(design.conflicts()[0]!.changes[0]!)
    expect(design.isValid()).toBe(true)
    expect(design.conflicts()).toEqual([])
  })

  it('is priced as it is, and its thresholds show in the from-prices', () => {
    const design = customer()
    const least = (stature: number | null) => {
      design.measure({ stature })
      return design.fromPrices('width').map((price) => price.least)
    }
    // A glass top saves 30, and 180 cm need oak.
    expect(least(null)).toEqual([61900, 61900, 61900, 61900, 71950])
    expect(least(19500)).toEqual([null, null, null, 61900, 71950])
    expect(least(19501)).toEqual([null, null, null, 63890, 73940])
    expect(design.quote().lines.map(({ code }) => code)).toContain('tall')
    expect(design.fromPrices('top').every(({ exact }) => exact)).toBe(true)
  })

  it('never shows in the selection, the description, the code or a notice', () => {
    const design = customer()
    design.measure({ stature: 19501 })
    expect(Object.keys(design.selection())).toEqual(['top', 'drawer', 'width', 'plate', 'quantity'])
    const code = design.code()
    design.measure({ stature: 15000 })
    expect(design.code()).toBe(code)
    for (const text of [design.describe(), ...design.notices().map((notice) => notice.text)])
      expect(text).not.toMatch(/stature|195|1950/i)
  })

  it('is not asked when a link is opened; what does not go together is a conflict', () => {
    const other = customer()
    other.choose('width', '100')
    const design = customer()
    design.measure({ stature: 20000 })
    design.open(other.code())
    expect(design.selection()['width']).toBe('100')
    expect(design.notices().map(({ kind }) => kind)).toEqual(['link-left-out'])
    expect(design.conflicts()).toHaveLength(1)
    design.start('writer')
    expect(design.isValid()).toBe(true)
  })
})
