import { describe, expect, it } from 'vitest'
import { bodyOf, doubtsOf, type Bodies } from '../../src/fit/index.ts'
import { openDesign, type Design, type PageSettings } from '../../src/design/index.ts'
import { desk } from '../fixtures/desk.ts'
import { MEASURED_DESK } from '../fixtures/measuredDesk.ts'

const COMPILED_DESK = desk(MEASURED_DESK)

const SETTINGS = {
  language: 'en',
  currency: 'EUR',
  unit: 'cm',
  now: () => new Date('2026-11-21T10:00:00Z'),
  helpers: {},
} as const

/** A page on which what knows bodies comes when it is let. */
function lateDesign(): { design: Design; asked: () => number; arrive: () => Promise<void>; fail: () => Promise<void> } {
  let here: Bodies | undefined
  let asked = 0
  let waiting: { resolve: (known: Bodies) => void; reject: (error: Error) => void } | null = null
  const bodies: PageSettings['bodies'] = {
    now: () => here,
    come() {
      asked++
      return new Promise((resolve, reject) => (waiting = { resolve, reject }))
    },
  }
  const turn = () => new Promise<void>((resolve) => setTimeout(resolve))
  return {
    design: openDesign(COMPILED_DESK, { ...SETTINGS, bodies }),
    asked: () => asked,
    arrive() {
      waiting!.resolve((here = { bodyOf, doubtsOf }))
      return turn()
    },
    fail() {
      waiting!.reject(new Error('offline'))
      return turn()
    },
  }
}

describe('what knows bodies, brought late', () => {
  it('is not asked for by a customer who says nothing of a body', async () => {
    const { design, asked } = lateDesign()
    design.choose('width', '100')
    expect(design.body()).toEqual([])
    expect(design.doubts()).toEqual([])
    await design.whenKnown()
    expect(asked()).toBe(0)
  })

  it('is asked for once, and tells the page when it is here', async () => {
    const { design, asked, arrive } = lateDesign()
    let told = 0
    design.subscribe(() => told++)
    design.measure({ stature: 17_800, waistGirth: 3400 })
    expect(design.body()).toEqual([])
    expect(design.doubts()).toEqual([])
    expect(asked()).toBe(1)
    const before = told
    await arrive()
    expect(told).toBeGreaterThan(before)
    expect(design.body().map(({ name }) => name)).toContain('kneeGirth')
    expect(design.doubts().map(({ code }) => code)).toEqual(['looks-like-inch'])
  })

  it('that fails to come is asked for again by the next who needs it, and an order says why it waits', async () => {
    const { design, asked, arrive, fail } = lateDesign()
    design.measure({ stature: 17_800, waistGirth: 8600 })
    design.body()
    await fail()
    const refused = expect(design.whenKnown()).rejects.toThrow('offline')
    await fail()
    await refused
    expect(design.body()).toEqual([])
    expect(asked()).toBe(3)
    await arrive()
    expect(design.body().length).toBeGreaterThan(2)
  })

  it('does not keep a value that no body has from being refused', () => {
    const { design } = lateDesign()
    design.measure({ stature: 99_000 })
    expect(design.isValid()).toBe(false)
  })
})

describe('a garment that fits', () => {
  const design = (): Design => openDesign(COMPILED_DESK, { ...SETTINGS, bodies: { now: () => KNOWS, come: async () => KNOWS } })
  const KNOWS: Bodies = { bodyOf, doubtsOf }
  const garment = { values: { waistFlat: 4300, insideLeg: 8000 }, stretch: 2 }

  it('makes a body, can be taken back, and never shows in a code', () => {
    const own = design()
    const code = own.code()
    own.tellGarment(garment)
    expect(own.body().find(({ name }) => name === 'waistGirth')).toMatchObject({ source: 'derived' })
    expect(own.code()).toBe(code)
    expect(own.undo()).toBe(true)
    expect(own.body()).toEqual([])
    own.redo()
    own.tellGarment(null)
    expect(own.decisions().garment).toBeNull()
  })

  it('is one step only where something changed, and takes lengths alone', () => {
    const own = design()
    own.tellGarment(garment)
    own.tellGarment({ ...garment, values: { ...garment.values, hemFlat: Number.NaN } })
    expect(own.decisions().garment).toEqual(garment)
    own.undo()
    expect(own.canUndo()).toBe(false)
    expect(() => own.tellGarment({ values: { collar: 4000 } as never, stretch: 0 })).toThrow(
      expect.objectContaining({ code: 'design/unknown-measurement' })
    )
    expect(() => own.tellGarment({ values: {}, stretch: 1.5 })).toThrow(
      expect.objectContaining({ code: 'design/stretch' })
    )
  })
})

describe('a survey', () => {
  it('changes estimates and nothing else, and can be taken back', () => {
    const knows: Bodies = { bodyOf, doubtsOf }
    const own = openDesign(COMPILED_DESK, { ...SETTINGS, bodies: { now: () => knows, come: async () => knows } })
    own.measure({ stature: 17_000, waistGirth: 8600 })
    const hip = () => own.body().find(({ name }) => name === 'hipGirth')!.value
    const either = hip()
    own.setSurvey('women')
    expect(hip()).toBeGreaterThan(either)
    own.setSurvey('men')
    expect(hip()).toBeLessThan(either)
    own.undo()
    own.undo()
    expect(hip()).toBe(either)
  })
})
